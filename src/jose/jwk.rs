//! JSON Web Keys as a server publishes them: read leniently, one unusable key spoils no other.

use serde_json::{Map, Value};

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
}
