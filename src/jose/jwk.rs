//! JSON Web Keys as a server publishes them: read leniently, one unusable key spoils no other.

use serde_json::{Map, Value};

use super::{base64url, sha256};

/// One key of a set, with every member it came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwk(pub Map<String, Value>);

/// A JWK Set (RFC 7517 section 5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jwks(pub Vec<Jwk>);

impl Jwk {
    /// A member that is a string.
    #[must_use]
    pub fn text(&self, member: &str) -> Option<&str> {
        self.0.get(member).and_then(Value::as_str)
    }

    /// Whether a signature made with `alg` can have been made with this key: type, curve, `use`, `key_ops` and `alg`
    /// fit where they are given (RFC 7517 4.2 to 4.4, RFC 7518 3.1).
    #[must_use]
    pub fn fits(&self, alg: &str) -> bool {
        let kind = match alg {
            "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => ("RSA", None),
            "ES256" => ("EC", Some("P-256")),
            "ES384" => ("EC", Some("P-384")),
            "ES512" => ("EC", Some("P-521")),
            "EdDSA" | "Ed25519" => ("OKP", Some("Ed25519")),
            _ => return false,
        };
        let operations = self.0.get("key_ops").and_then(Value::as_array);
        self.text("kty") == Some(kind.0)
            && kind.1.is_none_or(|curve| self.text("crv") == Some(curve))
            && self.text("use").is_none_or(|usage| usage == "sig")
            && self.text("alg").is_none_or(|own| own == alg)
            && operations.is_none_or(|list| list.iter().any(|operation| operation == "verify"))
    }

    /// Whether the key holds a private or symmetric part, which a published key never may (RFC 7517 9.2).
    #[must_use]
    pub fn is_private(&self) -> bool {
        ["d", "p", "q", "dp", "dq", "qi", "oth", "k"].iter().any(|member| self.0.contains_key(*member))
    }

    /// The key with nothing but what makes it this key: the members that its thumbprint is taken of, in their order
    /// (RFC 7638 3.2, RFC 8037 2). A DPoP proof carries it like this. `None` for an unknown type or a missing member.
    #[must_use]
    pub fn bare(&self) -> Option<Self> {
        let members: &[&str] = match self.text("kty")? {
            "EC" => &["crv", "kty", "x", "y"],
            "OKP" => &["crv", "kty", "x"],
            "RSA" => &["e", "kty", "n"],
            "oct" => &["k", "kty"],
            _ => return None,
        };
        let member = |name: &&str| Some(((*name).to_owned(), Value::String(self.text(name)?.to_owned())));
        members.iter().map(member).collect::<Option<_>>().map(Self)
    }

    /// The thumbprint by SHA-256 in base64url (RFC 7638 3).
    #[must_use]
    pub fn thumbprint(&self) -> Option<String> {
        let text = Value::Object(self.bare()?.0).to_string();
        Some(base64url(&sha256(text.as_bytes())))
    }
}

impl Jwks {
    /// Reads a set; a member that is no object is skipped.
    #[must_use]
    pub fn parse(document: &Value) -> Option<Self> {
        let keys = document.get("keys")?.as_array()?;
        Some(Self(keys.iter().filter_map(Value::as_object).cloned().map(Jwk).collect()))
    }

    /// The keys that can have made a signature of this `alg` and `kid`, in the order of the set.
    #[must_use]
    pub fn candidates(&self, alg: &str, kid: Option<&str>) -> Vec<&Jwk> {
        self.0.iter().filter(|key| key.fits(alg) && kid.is_none_or(|kid| key.text("kid") == Some(kid))).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_keys_are_skipped_and_private_ones_are_seen() {
        let jwks = Jwks::parse(&json!({"keys": [
            {"kty": "new-type", "kid": "a"},
            17,
            {"kty": "EC", "crv": "P-256", "kid": "a", "use": "enc"},
            {"kty": "EC", "crv": "P-256", "kid": "a", "d": "x"},
        ]}))
        .unwrap();
        assert_eq!(jwks.0.len(), 3);
        let found = jwks.candidates("ES256", Some("a"));
        assert_eq!(found.len(), 1);
        assert!(found[0].is_private());
        assert!(jwks.candidates("HS256", None).is_empty());
        assert!(jwks.candidates("ES256", Some("b")).is_empty());
    }
    #[test]
    fn thumbprints_are_those_of_the_standards() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let cases = [
            // RFC 7638 3.1
            (
                json!({"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}),
                "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
            ),
            // RFC 8037 A.3
            (
                json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}),
                "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            ),
            // RFC 9449 4.1 and 6.1
            (
                json!({"kty": "EC", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
                    "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA", "crv": "P-256"}),
                "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I",
            ),
        ];
        for (key, thumbprint) in cases {
            assert_eq!(Jwk(key.as_object().unwrap().clone()).thumbprint().as_deref(), Some(thumbprint));
        }
        let incomplete = json!({"kty": "EC", "crv": "P-256", "x": "AA"});
        assert_eq!(Jwk(incomplete.as_object().unwrap().clone()).thumbprint(), None);
    }
}
