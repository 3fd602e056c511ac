//! Keys that sign: made for one run, kept in memory.

use std::fmt;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::hmac;
use aws_lc_rs::io::Positive;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
    Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384,
    RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use serde_json::{Map, Value, json};

use super::algorithm::Kind;
use super::{Algorithm, Hmac, Jwk, base64url};

/// A private key with its name and the one algorithm that it signs with.
pub struct SigningKey {
    kid: String,
    algorithm: Algorithm,
    pair: Pair,
}

pub(super) enum Pair {
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
    Rsa(Box<RsaKeyPair>),
}

impl SigningKey {
    /// Makes a key; an RSA key has 2048 bits and takes a good part of a second of one core at worst. `None` where the
    /// operating system gives no randomness.
    #[must_use]
    pub fn generate(algorithm: Algorithm) -> Option<Self> {
        let kind = algorithm.kind();
        let pair = match kind {
            Kind::P256 | Kind::P384 => Pair::Ec(EcdsaKeyPair::generate(curve(kind)).ok()?),
            Kind::Rsa => Pair::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).ok()?)),
            Kind::Ed25519 => Pair::Ed(Ed25519KeyPair::generate().ok()?),
        };
        Some(Self::new(algorithm, pair, None))
    }

    /// A key of a pair that fits the algorithm. Without a name of its own it is named by its thumbprint, so two keys
    /// never share one.
    pub(super) fn new(algorithm: Algorithm, pair: Pair, kid: Option<String>) -> Self {
        let mut key = Self { kid: String::new(), algorithm, pair };
        key.kid = kid.or_else(|| Jwk(key.public_members()).thumbprint()).unwrap_or_default();
        key
    }

    /// The private key as PKCS #8 in DER.
    #[must_use]
    pub fn to_pkcs8(&self) -> Option<Vec<u8>> {
        match &self.pair {
            Pair::Ec(pair) => pair.to_pkcs8v1().ok().map(|document| document.as_ref().to_vec()),
            Pair::Ed(pair) => pair.to_pkcs8v1().ok().map(|document| document.as_ref().to_vec()),
            Pair::Rsa(pair) => pair.as_der().ok().map(|document| document.as_ref().to_vec()),
        }
    }

    /// The algorithm this key signs with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The name of the key: the `kid` that it came with, else its thumbprint (RFC 7638).
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public key as a JWK, with `kid`, `use` and `alg`.
    #[must_use]
    pub fn public_jwk(&self) -> Jwk {
        let mut members = Map::new();
        members.insert("kid".into(), json!(self.kid));
        members.insert("use".into(), json!("sig"));
        members.insert("alg".into(), json!(self.algorithm.name()));
        members.extend(self.public_members());
        Jwk(members)
    }

    /// A JWT of these claims with header `{"alg", "typ", "kid"}`. `None` where the library cannot sign.
    #[must_use]
    pub fn sign(&self, typ: &str, claims: &Value) -> Option<String> {
        self.sign_with_header(&json!({"alg": self.algorithm.name(), "typ": typ, "kid": self.kid}), claims)
    }

    /// A JWT of these claims with exactly this header, also a wrong one: the practice provider's faults need that.
    #[must_use]
    pub fn sign_with_header(&self, header: &Value, claims: &Value) -> Option<String> {
        self.sign_text(&header.to_string(), &claims.to_string())
    }

    /// A JWT of exactly these texts, which need not even be JSON.
    #[must_use]
    pub fn sign_text(&self, header: &str, claims: &str) -> Option<String> {
        let input = signing_input(header, claims);
        let signature = self.sign_octets(input.as_bytes())?;
        Some(format!("{input}.{}", base64url(&signature)))
    }

    fn sign_octets(&self, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Ec(pair) => pair.sign(&random, message).ok().map(|signature| signature.as_ref().to_vec()),
            Pair::Ed(pair) => pair.try_sign(message).ok().map(|signature| signature.as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(padding(self.algorithm)?, &random, message, &mut signature).ok()?;
                Some(signature)
            }
        }
    }

    fn public_members(&self) -> Map<String, Value> {
        let members = match &self.pair {
            Pair::Ec(pair) => {
                // An uncompressed point: 0x04, x, y (SEC 1 2.3.3).
                let point = &pair.public_key().as_ref()[1..];
                let (x, y) = point.split_at(point.len() / 2);
                let crv = if self.algorithm == Algorithm::Es384 { "P-384" } else { "P-256" };
                vec![("kty", "EC".to_owned()), ("crv", crv.to_owned()), ("x", base64url(x)), ("y", base64url(y))]
            }
            Pair::Ed(pair) => {
                let x = base64url(pair.public_key().as_ref());
                vec![("kty", "OKP".to_owned()), ("crv", "Ed25519".to_owned()), ("x", x)]
            }
            Pair::Rsa(pair) => {
                let public = pair.public_key();
                let number = |number: Positive<'_>| base64url(number.big_endian_without_leading_zero());
                vec![("kty", "RSA".to_owned()), ("n", number(public.modulus())), ("e", number(public.exponent()))]
            }
        };
        members.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect()
    }
}

/// Says which key it is and never what it is.
impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("kid", &self.kid)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

/// The curve of an EC key, with the hash that belongs to it (RFC 7518 3.4).
pub(super) fn curve(kind: Kind) -> &'static EcdsaSigningAlgorithm {
    if kind == Kind::P384 { &ECDSA_P384_SHA384_FIXED_SIGNING } else { &ECDSA_P256_SHA256_FIXED_SIGNING }
}

fn padding(algorithm: Algorithm) -> Option<&'static dyn RsaEncoding> {
    Some(match algorithm {
        Algorithm::Rs256 => &RSA_PKCS1_SHA256,
        Algorithm::Rs384 => &RSA_PKCS1_SHA384,
        Algorithm::Rs512 => &RSA_PKCS1_SHA512,
        Algorithm::Ps256 => &RSA_PSS_SHA256,
        Algorithm::Ps384 => &RSA_PSS_SHA384,
        Algorithm::Ps512 => &RSA_PSS_SHA512,
        Algorithm::Es256 | Algorithm::Es384 | Algorithm::EdDsa => return None,
    })
}

/// A JWT that claims to be signed by nobody (RFC 7519 6): for the practice provider's faults.
#[must_use]
pub fn unsigned(claims: &Value) -> String {
    format!("{}.", signing_input(&json!({"alg": "none", "typ": "JWT"}).to_string(), &claims.to_string()))
}

/// A JWT with an HMAC of this secret, with exactly this header: its `alg` is the caller's to write.
#[must_use]
pub fn sign_hmac(algorithm: Hmac, secret: &[u8], header: &Value, claims: &Value) -> String {
    let input = signing_input(&header.to_string(), &claims.to_string());
    format!("{input}.{}", tag(algorithm, secret, &input))
}

/// A JWT with an HMAC by SHA-256 of this secret, with exactly this header.
#[must_use]
pub fn sign_hs256(secret: &[u8], header: &Value, claims: &Value) -> String {
    sign_hmac(Hmac::Hs256, secret, header, claims)
}

fn tag(algorithm: Hmac, secret: &[u8], input: &str) -> String {
    let hash = match algorithm {
        Hmac::Hs256 => hmac::HMAC_SHA256,
        Hmac::Hs384 => hmac::HMAC_SHA384,
        Hmac::Hs512 => hmac::HMAC_SHA512,
    };
    base64url(hmac::sign(&hmac::Key::new(hash, secret), input.as_bytes()).as_ref())
}

fn signing_input(header: &str, claims: &str) -> String {
    format!("{}.{}", base64url(header.as_bytes()), base64url(claims.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::super::{Jwt, Signature, from_base64url, verify_with_key, verify_with_secret};
    use super::*;

    const PAYLOAD_OF_RFC_7515: &str =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    #[test]
    fn an_hmac_is_the_one_that_verifies() {
        for hmac in Hmac::ALL {
            let signed = sign_hmac(hmac, b"secret", &json!({"alg": hmac.name()}), &json!({"sub": "alice"}));
            let jwt = Jwt::parse(&signed).unwrap();
            assert_eq!(verify_with_secret(&jwt, "secret"), Signature::Valid);
            assert_eq!(verify_with_secret(&jwt, "other"), Signature::Invalid);
        }
        let bare = Jwt::parse(&unsigned(&json!({"sub": "alice"}))).unwrap();
        assert_eq!((bare.alg(), bare.signature()), ("none", ""));
    }

    #[test]
    fn the_hmac_of_rfc_7515_appendix_a_1() {
        let secret =
            from_base64url("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
                .unwrap();
        let input = format!("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{PAYLOAD_OF_RFC_7515}");
        let expected = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(tag(Hmac::Hs256, &secret, &input), expected);
        let jwt = Jwt::parse(&format!("{input}.{expected}")).unwrap();
        assert_eq!(verify_with_secret(&jwt, &secret), Signature::Valid);
    }

    #[test]
    fn what_is_signed_verifies_and_survives_saving() {
        // One RSA key for all six: making one is slow.
        let rsa = SigningKey::generate(Algorithm::Rs256).unwrap().to_pkcs8().unwrap();
        let other = SigningKey::generate(Algorithm::Rs256).unwrap().to_pkcs8().unwrap();
        for algorithm in Algorithm::ALL {
            let make = |rsa: &[u8]| match algorithm.kind() {
                Kind::Rsa => SigningKey::from_pkcs8(algorithm, rsa).unwrap(),
                _ => SigningKey::generate(algorithm).unwrap(),
            };
            let (key, other) = (make(&rsa), make(&other));
            let again = SigningKey::from_pkcs8(algorithm, &key.to_pkcs8().unwrap()).unwrap();
            assert_eq!((again.kid(), again.algorithm()), (key.kid(), algorithm));
            let jwt = Jwt::parse(&again.sign("JWT", &json!({"sub": "alice"})).unwrap()).unwrap();
            assert_eq!(verify_with_key(&jwt, &key.public_jwk()), Signature::Valid, "{algorithm:?}");
            assert!(!key.public_jwk().is_private());
            assert_eq!(verify_with_key(&jwt, &other.public_jwk()), Signature::Invalid, "{algorithm:?}");
        }
    }

    #[test]
    fn a_key_shows_its_name_and_nothing_else() {
        let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
        assert_eq!(format!("{key:?}"), format!("SigningKey {{ kid: {:?}, algorithm: EdDsa, .. }}", key.kid()));
    }
}
