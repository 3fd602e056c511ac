//! Checks a signature, through the library, against a key that was found elsewhere: never one the token brings along.

use jsonwebtoken::{Algorithm, DecodingKey, crypto};

use super::{Jwk, Jwt};

/// What checking a signature came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// The key made this signature over this header and payload.
    Valid,
    /// It did not.
    Invalid,
    /// The algorithm is not one that can be checked here.
    UnknownAlgorithm,
    /// The key cannot be read.
    UnusableKey,
}

/// Checks with a published key; the algorithm is the header's, and the key must fit it.
#[must_use]
pub fn verify_with_key(jwt: &Jwt, key: &Jwk) -> Signature {
    match decoding_key(key) {
        Some(decoding) if key.fits(jwt.alg()) => verify(jwt, &decoding),
        _ => Signature::UnusableKey,
    }
}

/// Checks an HMAC with the octets of the client secret (OpenID Connect Core 10.1).
#[must_use]
pub fn verify_with_secret(jwt: &Jwt, client_secret: &str) -> Signature {
    if !jwt.alg().starts_with("HS") {
        return Signature::UnusableKey;
    }
    verify(jwt, &DecodingKey::from_secret(client_secret.as_bytes()))
}

fn verify(jwt: &Jwt, key: &DecodingKey) -> Signature {
    let Some(algorithm) = algorithm(jwt.alg()) else { return Signature::UnknownAlgorithm };
    match crypto::verify(jwt.signature(), jwt.signing_input().as_bytes(), key, algorithm) {
        Ok(true) => Signature::Valid,
        Ok(false) | Err(_) => Signature::Invalid,
    }
}

fn algorithm(alg: &str) -> Option<Algorithm> {
    match alg {
        "Ed25519" => Some(Algorithm::EdDSA),
        other => other.parse().ok(),
    }
}

fn decoding_key(key: &Jwk) -> Option<DecodingKey> {
    match key.text("kty")? {
        "RSA" => DecodingKey::from_rsa_components(key.text("n")?, key.text("e")?).ok(),
        "EC" => DecodingKey::from_ec_components(key.text("x")?, key.text("y")?).ok(),
        "OKP" => DecodingKey::from_ed_components(key.text("x")?).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_hmac_example_of_rfc_7515_appendix_a_1() {
        let compact = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let jwt = Jwt::parse(compact).unwrap();
        assert_eq!(jwt.text("iss"), Some("joe"));
        // The key of the appendix is binary; as a text secret it cannot match.
        assert_eq!(verify_with_secret(&jwt, "secret"), Signature::Invalid);
    }

    #[test]
    fn the_ecdsa_example_of_rfc_7515_appendix_a_3() {
        let compact = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        let key = Jwk(json!({"kty": "EC", "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})
        .as_object()
        .unwrap()
        .clone());
        let jwt = Jwt::parse(compact).unwrap();
        assert_eq!(verify_with_key(&jwt, &key), Signature::Valid);
        let (input, signature) = compact.rsplit_once('.').unwrap();
        let forged = Jwt::parse(&format!("{input}.{}A", &signature[..signature.len() - 1])).unwrap();
        assert_eq!(verify_with_key(&forged, &key), Signature::Invalid);
        let confused = Jwt::parse(&compact.replacen("eyJhbGciOiJFUzI1NiJ9", "eyJhbGciOiJIUzI1NiJ9", 1)).unwrap();
        assert_eq!(verify_with_key(&confused, &key), Signature::UnusableKey);
    }
}
