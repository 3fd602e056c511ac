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
pub fn verify_with_secret(jwt: &Jwt, client_secret: impl AsRef<[u8]>) -> Signature {
    if !jwt.alg().starts_with("HS") {
        return Signature::UnusableKey;
    }
    verify(jwt, &DecodingKey::from_secret(client_secret.as_ref()))
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
    #[test]
    fn the_proof_of_rfc_9449_section_4_1_is_signed_by_the_key_it_carries() {
        let proof = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
        let proof = Jwt::parse(proof).unwrap();
        let key = Jwk(proof.header["jwk"].as_object().unwrap().clone());
        assert_eq!(verify_with_key(&proof, &key), Signature::Valid);
        assert_eq!(key.thumbprint().as_deref(), Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
    }
}
