//! Private keys as people keep them: PEM (PKCS #8, SEC 1, PKCS #1) or a JSON Web Key.

use aws_lc_rs::error::KeyRejected;
use aws_lc_rs::signature::{EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair};
use serde_json::{Map, Value};

use super::algorithm::Kind;
use super::sign::{Pair, curve};
use super::{Algorithm, NotAKey, SigningKey, from_base64url, pem};
use crate::wire::json;

/// Members of an RSA key in the order of `RSAPrivateKey` (RFC 8017 A.1.2, RFC 7518 6.3).
const RSA_MEMBERS: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

impl SigningKey {
    /// Reads PEM or a JWK, whichever it is; a JWK Set with one key counts as that key. Without an algorithm the key's
    /// own is taken, or the commonest that it can sign with.
    pub fn read(text: &str, algorithm: Option<Algorithm>) -> Result<Self, NotAKey> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if !text.starts_with('{') {
            return Self::from_pem(text, algorithm);
        }
        let object = json::object(text.as_bytes()).map_err(|reason| NotAKey::Json(reason.to_string()))?;
        match object.get("keys").and_then(Value::as_array).map(Vec::as_slice) {
            None => Self::from_jwk(&object, algorithm),
            Some([Value::Object(only)]) => Self::from_jwk(only, algorithm),
            Some(keys) => Err(NotAKey::Set(keys.len())),
        }
    }

    /// Reads the first private key of a PEM text.
    pub fn from_pem(text: &str, algorithm: Option<Algorithm>) -> Result<Self, NotAKey> {
        let blocks = pem::blocks(text);
        let Some(block) = blocks.iter().find(|block| block.label.ends_with("PRIVATE KEY")) else {
            return Err(blocks
                .first()
                .map_or(NotAKey::Neither, |first| NotAKey::NoPrivateKey(other_than_key(first.label))));
        };
        if block.encrypted || block.label == "ENCRYPTED PRIVATE KEY" {
            return Err(NotAKey::Encrypted);
        }
        if block.label == "OPENSSH PRIVATE KEY" {
            return Err(NotAKey::OpenSsh);
        }
        let der = block.der.as_deref().ok_or_else(|| NotAKey::NotBase64(block.label.to_owned()))?;
        let pkcs1 = block.label == "RSA PRIVATE KEY";
        let kind = if pkcs1 { Ok(Kind::Rsa) } else { pem::kind(der) };
        let kind = kind.map_err(|other| match other {
            "" => NotAKey::Unreadable("a key", "its algorithm or curve is not known".into()),
            name => NotAKey::Unknown(name.to_owned()),
        })?;
        let algorithm = chosen(kind, None, algorithm)?;
        let pair =
            if pkcs1 { RsaKeyPair::from_der(der).map(|pair| Pair::Rsa(Box::new(pair))) } else { pair(kind, der) };
        Ok(Self::new(algorithm, pair.map_err(|rejected| refused(kind, rejected))?, None))
    }

    /// Reads a private JWK (RFC 7517, RFC 7518 6, RFC 8037 2).
    pub fn from_jwk(jwk: &Map<String, Value>, algorithm: Option<Algorithm>) -> Result<Self, NotAKey> {
        let kind = jwk_kind(jwk)?;
        if jwk.get("use").is_some_and(|usage| usage != "sig") {
            return Err(NotAKey::NotForSigning("use"));
        }
        let operations = jwk.get("key_ops").and_then(Value::as_array);
        if operations.is_some_and(|list| !list.iter().any(|operation| operation == "sign")) {
            return Err(NotAKey::NotForSigning("key_ops"));
        }
        let algorithm = chosen(kind, text(jwk, "alg"), algorithm)?;
        let pair = match kind {
            Kind::Rsa => rsa_pair(jwk)?,
            Kind::P256 => ec_pair(jwk, kind, 32)?,
            Kind::P384 => ec_pair(jwk, kind, 48)?,
            Kind::Ed25519 => {
                let (d, x) = (octets_of(jwk, "d", 32)?, octets_of(jwk, "x", 32)?);
                let pair = Ed25519KeyPair::from_seed_and_public_key(&d, &x);
                Pair::Ed(pair.map_err(|rejected| refused(kind, rejected))?)
            }
        };
        Ok(Self::new(algorithm, pair, text(jwk, "kid").map(str::to_owned)))
    }

    /// Reads a private key from PKCS #8 in DER.
    #[must_use]
    pub fn from_pkcs8(algorithm: Algorithm, der: &[u8]) -> Option<Self> {
        Some(Self::new(algorithm, pair(algorithm.kind(), der).ok()?, None))
    }
}

fn pair(kind: Kind, der: &[u8]) -> Result<Pair, KeyRejected> {
    match kind {
        Kind::Rsa => RsaKeyPair::from_pkcs8(der).map(|pair| Pair::Rsa(Box::new(pair))),
        Kind::P256 | Kind::P384 => EcdsaKeyPair::from_private_key_der(curve(kind), der).map(Pair::Ec),
        Kind::Ed25519 => Ed25519KeyPair::from_pkcs8(der).map(Pair::Ed),
    }
}

fn rsa_pair(jwk: &Map<String, Value>) -> Result<Pair, NotAKey> {
    let numbers = RSA_MEMBERS.into_iter().map(|member| octets(jwk, member)).collect::<Result<Vec<_>, _>>()?;
    RsaKeyPair::from_der(&pem::rsa_private_key(&numbers))
        .map(|pair| Pair::Rsa(Box::new(pair)))
        .map_err(|rejected| refused(Kind::Rsa, rejected))
}

fn ec_pair(jwk: &Map<String, Value>, kind: Kind, length: usize) -> Result<Pair, NotAKey> {
    let d = octets_of(jwk, "d", length)?;
    // An uncompressed point: 0x04, x, y (SEC 1 2.3.3).
    let point = [vec![4], octets_of(jwk, "x", length)?, octets_of(jwk, "y", length)?].concat();
    EcdsaKeyPair::from_private_key_and_public_key(curve(kind), &d, &point)
        .map(Pair::Ec)
        .map_err(|rejected| refused(kind, rejected))
}

fn jwk_kind(jwk: &Map<String, Value>) -> Result<Kind, NotAKey> {
    let foreign = |member| Err(NotAKey::Unknown(text(jwk, member).unwrap_or_default().to_owned()));
    match (text(jwk, "kty").ok_or(NotAKey::Missing("kty"))?, text(jwk, "crv")) {
        ("RSA", _) => Ok(Kind::Rsa),
        ("oct", _) => Err(NotAKey::Symmetric),
        ("EC" | "OKP", None) => Err(NotAKey::Missing("crv")),
        ("EC", Some("P-256")) => Ok(Kind::P256),
        ("EC", Some("P-384")) => Ok(Kind::P384),
        ("OKP", Some("Ed25519")) => Ok(Kind::Ed25519),
        ("EC" | "OKP", Some(_)) => foreign("crv"),
        _ => foreign("kty"),
    }
}

fn chosen(kind: Kind, declared: Option<&str>, asked: Option<Algorithm>) -> Result<Algorithm, NotAKey> {
    let declared = match declared {
        Some(name) => {
            let fits = Algorithm::named(name).filter(|algorithm| algorithm.kind() == kind);
            Some(fits.ok_or_else(|| NotAKey::wrong_algorithm(kind, name))?)
        }
        None => None,
    };
    match (asked, declared) {
        (Some(asked), _) if asked.kind() != kind => Err(NotAKey::wrong_algorithm(kind, asked.name())),
        (Some(asked), Some(declared)) if asked != declared => {
            Err(NotAKey::DeclaredOtherwise { declared: declared.name().to_owned(), asked })
        }
        (asked, declared) => {
            let own = asked.or(declared).or_else(|| kind.algorithms().next());
            own.ok_or_else(|| NotAKey::wrong_algorithm(kind, ""))
        }
    }
}

fn text<'a>(jwk: &'a Map<String, Value>, member: &str) -> Option<&'a str> {
    jwk.get(member).and_then(Value::as_str)
}

fn octets(jwk: &Map<String, Value>, member: &'static str) -> Result<Vec<u8>, NotAKey> {
    let value = jwk.get(member).ok_or(NotAKey::Missing(member))?;
    value.as_str().and_then(from_base64url).ok_or(NotAKey::Member(member, "is not base64url"))
}

/// RFC 7518 6.2.1.2 and 6.2.2.1: the full length, leading zeros kept.
fn octets_of(jwk: &Map<String, Value>, member: &'static str, length: usize) -> Result<Vec<u8>, NotAKey> {
    let octets = octets(jwk, member)?;
    if octets.len() == length {
        Ok(octets)
    } else {
        Err(NotAKey::Member(member, "has not the length that its curve asks for"))
    }
}

/// The library knows no finer reasons than the words of its errors.
fn refused(kind: Kind, rejected: KeyRejected) -> NotAKey {
    match rejected.to_string().as_str() {
        "TooSmall" => NotAKey::TooSmall,
        "InconsistentComponents" => NotAKey::Unreadable(kind.words(), "its parts do not belong together".into()),
        other => NotAKey::Unreadable(kind.words(), other.to_owned()),
    }
}

fn other_than_key(label: &str) -> &'static str {
    match label {
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => "a certificate",
        "PUBLIC KEY" | "RSA PUBLIC KEY" => "a public key",
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => "a certificate request",
        _ => "PEM",
    }
}

#[cfg(test)]
mod tests;
