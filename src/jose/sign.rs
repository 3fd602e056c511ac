//! Keys that sign: made for one run, kept in memory.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Map, Value, json};

use super::{Jwk, base64url, sha256};

/// The algorithms that this program signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits.
    Rs256,
}

/// A private key with its name.
pub struct SigningKey {
    kid: String,
    pair: Pair,
}

enum Pair {
    Ec(EcdsaKeyPair),
    Rsa(Box<RsaKeyPair>),
}

impl Algorithm {
    /// The value of `alg` (RFC 7518 3.1).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }
}

impl SigningKey {
    /// Makes a key. For RSA this takes a good part of a second of one core at worst. `None` where the operating
    /// system gives no randomness.
    #[must_use]
    pub fn generate(algorithm: Algorithm) -> Option<Self> {
        let pair = match algorithm {
            Algorithm::Es256 => Pair::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).ok()?),
            Algorithm::Rs256 => Pair::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).ok()?)),
        };
        let mut key = Self { kid: String::new(), pair };
        key.kid = base64url(&sha256(key.public_members().to_string().as_bytes())[..8]);
        Some(key)
    }

    /// Reads a private key from PKCS #8 in DER.
    #[must_use]
    pub fn from_pkcs8(algorithm: Algorithm, der: &[u8]) -> Option<Self> {
        let pair = match algorithm {
            Algorithm::Es256 => Pair::Ec(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der).ok()?),
            Algorithm::Rs256 => Pair::Rsa(Box::new(RsaKeyPair::from_pkcs8(der).ok()?)),
        };
        let mut key = Self { kid: String::new(), pair };
        key.kid = base64url(&sha256(key.public_members().to_string().as_bytes())[..8]);
        Some(key)
    }

    /// The private key as PKCS #8 in DER.
    #[must_use]
    pub fn to_pkcs8(&self) -> Option<Vec<u8>> {
        match &self.pair {
            Pair::Ec(pair) => pair.to_pkcs8v1().ok().map(|document| document.as_ref().to_vec()),
            Pair::Rsa(pair) => pair.as_der().ok().map(|document| document.as_ref().to_vec()),
        }
    }

    /// The algorithm this key signs with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self.pair {
            Pair::Ec(_) => Algorithm::Es256,
            Pair::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// The name of the key: drawn from the key itself, so two keys never share one.
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
        members.insert("alg".into(), json!(self.algorithm().name()));
        if let Value::Object(public) = self.public_members() {
            members.extend(public);
        }
        Jwk(members)
    }

    /// A JWT of these claims with header `{"alg", "typ", "kid"}`. `None` where the library cannot sign.
    #[must_use]
    pub fn sign(&self, typ: &str, claims: &Value) -> Option<String> {
        self.sign_with_header(&json!({"alg": self.algorithm().name(), "typ": typ, "kid": self.kid}), claims)
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
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).ok()?;
                Some(signature)
            }
        }
    }

    fn public_members(&self) -> Value {
        match &self.pair {
            Pair::Ec(pair) => {
                // An uncompressed point: 0x04, x, y (SEC 1 2.3.3).
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                json!({"kty": "EC", "crv": "P-256", "x": base64url(x), "y": base64url(y)})
            }
            Pair::Rsa(pair) => {
                let public = pair.public_key();
                let (n, e) = (public.modulus(), public.exponent());
                json!({"kty": "RSA",
                    "n": base64url(n.big_endian_without_leading_zero()),
                    "e": base64url(e.big_endian_without_leading_zero())})
            }
        }
    }
}

/// A JWT that claims to be signed by nobody (RFC 7519 6): for the practice provider's faults.
#[must_use]
pub fn unsigned(claims: &Value) -> String {
    format!("{}.", signing_input(&json!({"alg": "none", "typ": "JWT"}).to_string(), &claims.to_string()))
}

/// A JWT with an HMAC by SHA-256 of this secret, with exactly this header.
#[must_use]
pub fn sign_hs256(secret: &[u8], header: &Value, claims: &Value) -> String {
    let input = signing_input(&header.to_string(), &claims.to_string());
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), input.as_bytes());
    format!("{input}.{}", base64url(tag.as_ref()))
}

fn signing_input(header: &str, claims: &str) -> String {
    format!("{}.{}", base64url(header.as_bytes()), base64url(claims.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::super::{Jwt, Signature, verify_with_key, verify_with_secret};
    use super::*;

    #[test]
    fn an_hmac_is_the_one_that_verifies() {
        let jwt = Jwt::parse(&sign_hs256(b"secret", &json!({"alg": "HS256"}), &json!({"sub": "alice"}))).unwrap();
        assert_eq!(verify_with_secret(&jwt, "secret"), Signature::Valid);
        assert_eq!(verify_with_secret(&jwt, "other"), Signature::Invalid);
        let bare = Jwt::parse(&unsigned(&json!({"sub": "alice"}))).unwrap();
        assert_eq!((bare.alg(), bare.signature()), ("none", ""));
    }

    #[test]
    fn what_is_signed_verifies_and_survives_saving() {
        for algorithm in [Algorithm::Es256, Algorithm::Rs256] {
            let key = SigningKey::generate(algorithm).unwrap();
            let again = SigningKey::from_pkcs8(algorithm, &key.to_pkcs8().unwrap()).unwrap();
            assert_eq!(again.kid(), key.kid());
            let jwt = Jwt::parse(&again.sign("JWT", &json!({"sub": "alice"})).unwrap()).unwrap();
            assert_eq!(verify_with_key(&jwt, &key.public_jwk()), Signature::Valid);
            assert!(!key.public_jwk().is_private());
            let other = SigningKey::generate(algorithm).unwrap();
            assert_eq!(verify_with_key(&jwt, &other.public_jwk()), Signature::Invalid);
        }
    }
}
