//! Hashes and the base64url alphabet, as JOSE and PKCE use them.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// Takes what strict decoders refuse: padding. A sloppy sender is a finding, not a crash.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Base64url without padding (RFC 7515 section 2).
#[must_use]
pub fn base64url(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// Reads base64url, with or without padding.
#[must_use]
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text).ok()
}

/// SHA-256.
#[must_use]
pub fn sha256(octets: &[u8]) -> [u8; 32] {
    Sha256::digest(octets).into()
}

/// The name of a certificate in `cnf` (RFC 8705 3.1): `x5t#S256`, of its DER.
#[must_use]
pub fn x5t_s256(certificate: &[u8]) -> String {
    base64url(&sha256(certificate))
}

/// The value of `at_hash` and `c_hash` (OpenID Connect Core 3.1.3.6): the left half of the hash that belongs to the
/// token's `alg`. Core names no hash for `EdDSA`; with Ed25519 common practice is SHA-512, the hash inside the algorithm.
#[must_use]
pub fn left_half_hash(alg: &str, value: &str) -> Option<String> {
    let octets = value.as_bytes();
    let hash = match alg.get(2..) {
        Some("256") => Sha256::digest(octets).to_vec(),
        Some("384") => Sha384::digest(octets).to_vec(),
        Some("512") => Sha512::digest(octets).to_vec(),
        _ if matches!(alg, "EdDSA" | "Ed25519") => Sha512::digest(octets).to_vec(),
        _ => return None,
    };
    Some(base64url(&hash[..hash.len() / 2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_challenge_of_rfc_7636_appendix_b() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(base64url(&sha256(verifier.as_bytes())), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn at_hash_of_openid_connect_core_a_3() {
        // The example of Core appendix A.3 and A.4, signed with RS256.
        let access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        assert_eq!(left_half_hash("RS256", access_token).unwrap(), "77QmUPtjPfzWtF2AnpK9RQ");
        assert_eq!(left_half_hash("none", access_token), None);
    }
    #[test]
    fn the_certificate_of_rfc_8705_appendix_a() {
        let certificate = "\
            MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAx\
            ODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqG\
            SM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ\
            /Au08/coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwID\
            SQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOV\
            bUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=";
        let der = base64::engine::general_purpose::STANDARD.decode(certificate).unwrap();
        assert_eq!(x5t_s256(&der), "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0");
    }

    #[test]
    fn the_ath_of_rfc_9449_section_7_1() {
        let access_token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
        assert_eq!(base64url(&sha256(access_token.as_bytes())), "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }
}
