//! A JWT taken apart, without trust: nothing in it means anything until its signature and every claim were checked.

use serde_json::{Map, Value};

use super::from_base64url;
use crate::wire::json;

/// The parts of a signed JWT in its compact form (RFC 7515 7.1, RFC 7519 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwt {
    compact: String,
    /// The JOSE header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
}

/// Why a text is no JWT that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotJwt {
    /// A signed JWT has three parts between dots.
    #[error("{0} parts between dots, a signed JWT has 3")]
    Parts(usize),
    /// Five parts are an encrypted JWT (RFC 7516 7.1).
    #[error("5 parts between dots: an encrypted JWT")]
    Encrypted,
    /// A part is not base64url.
    #[error("the {0} is not base64url")]
    Base64(&'static str),
    /// A part is not a JSON object.
    #[error("the {0} is not a JSON object: {1}")]
    Json(&'static str, json::NotObject),
}

impl Jwt {
    /// Takes a compact JWT apart.
    pub fn parse(compact: &str) -> Result<Self, NotJwt> {
        let parts: Vec<&str> = compact.split('.').collect();
        match parts.as_slice() {
            [header, claims, signature] => {
                from_base64url(signature).ok_or(NotJwt::Base64("signature"))?;
                Ok(Self {
                    compact: compact.to_owned(),
                    header: object("header", header)?,
                    claims: object("payload", claims)?,
                })
            }
            [_, _, _, _, _] => Err(NotJwt::Encrypted),
            other => Err(NotJwt::Parts(other.len())),
        }
    }

    /// The `alg` of the header; empty where there is none.
    #[must_use]
    pub fn alg(&self) -> &str {
        self.header.get("alg").and_then(Value::as_str).unwrap_or_default()
    }

    /// The `kid` of the header.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.header.get("kid").and_then(Value::as_str)
    }

    /// A claim that is a string.
    #[must_use]
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim).and_then(Value::as_str)
    }

    /// What the signature is made over: header and payload as they came.
    #[must_use]
    pub fn signing_input(&self) -> &str {
        self.compact.rsplit_once('.').map_or("", |(input, _)| input)
    }

    /// The signature, still in base64url.
    #[must_use]
    pub fn signature(&self) -> &str {
        self.compact.rsplit_once('.').map_or("", |(_, signature)| signature)
    }
}

fn object(part: &'static str, text: &str) -> Result<Map<String, Value>, NotJwt> {
    let octets = from_base64url(text).ok_or(NotJwt::Base64(part))?;
    json::object(&octets).map_err(|reason| NotJwt::Json(part, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_jwt_says_why() {
        assert_eq!(Jwt::parse("opaque"), Err(NotJwt::Parts(1)));
        assert_eq!(Jwt::parse("a.b.c.d.e"), Err(NotJwt::Encrypted));
        assert_eq!(Jwt::parse("!.e30.c2ln"), Err(NotJwt::Base64("header")));
        assert_eq!(Jwt::parse("W10.e30.c2ln"), Err(NotJwt::Json("header", json::NotObject::Other)));
        assert_eq!(Jwt::parse("e30.MQ.c2ln"), Err(NotJwt::Json("payload", json::NotObject::Other)));
    }
}
