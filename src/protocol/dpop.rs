//! Demonstrating Proof of Possession: a signed note for each request that says who sends it (RFC 9449).

use serde_json::{Value, json};

use super::{Checks, Verdict, id_token};
use crate::jose::{SigningKey, base64url, sha256};
use crate::wire::{Request, Response, json as wire_json, uri};

/// The name of the header, in lower case as all names are written.
pub const HEADER: &str = "dpop";
/// The header in which a server hands out the value that it wants to see in the next proof (RFC 9449 8).
pub const NONCE: &str = "dpop-nonce";
/// The type of a proof (RFC 9449 4.2).
pub const TYPE: &str = "dpop+jwt";

/// What a proof is made of besides the key and the request.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// Now, in seconds since 1970.
    pub now: u64,
    /// A fresh value: a proof is good once (RFC 9449 11.1).
    pub jti: &'a str,
    /// What this server wants to see in it.
    pub nonce: Option<&'a str>,
    /// The access token that goes along, at a resource.
    pub access_token: Option<&'a str>,
}

/// Who wants a nonce: the two kinds of server hand out their own (RFC 9449 8 and 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The authorization server: its refusal is an error of the token endpoint.
    Authorization,
    /// A resource: its refusal is a challenge.
    Resource,
}

impl Role {
    /// Whom a request is for: at a resource the token goes along (RFC 9449 7.1).
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let scheme = request.headers.get("authorization").and_then(|value| value.split(' ').next());
        if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("dpop")) {
            Self::Resource
        } else {
            Self::Authorization
        }
    }
}

/// The proof for a request. `None` where the library cannot sign.
#[must_use]
pub fn proof(key: &SigningKey, request: &Request, fresh: Fresh<'_>) -> Option<String> {
    let mut jwk = key.public_jwk();
    // The proof brings the key along: its members say nothing but what the key is (RFC 9449 4.2, RFC 7638 3.2).
    jwk.0.retain(|name, _| ["kty", "crv", "x", "y", "n", "e"].contains(&name.as_str()));
    let header = json!({"typ": TYPE, "alg": key.algorithm().name(), "jwk": jwk.0});
    let mut claims = json!({
        "jti": fresh.jti,
        "htm": request.method,
        "htu": target(&request.url),
        "iat": fresh.now,
    });
    if let Some(nonce) = fresh.nonce {
        claims["nonce"] = json!(nonce);
    }
    if let Some(token) = fresh.access_token {
        claims["ath"] = json!(token_hash(token));
    }
    key.sign_with_header(&header, &claims)
}

/// The value of `ath` (RFC 9449 4.2).
#[must_use]
pub fn token_hash(access_token: &str) -> String {
    base64url(&sha256(access_token.as_bytes()))
}

/// The value of `htu`: the URL without query and fragment (RFC 9449 4.2).
fn target(url: &str) -> &str {
    uri::without_query(url)
}

/// The nonce that a refusal wants to see: then, and only then, the request is worth sending once more.
#[must_use]
pub fn wanted_nonce(response: &Response, role: Role) -> Option<&str> {
    let nonce = response.headers.get(NONCE)?;
    let asks = match role {
        Role::Authorization => {
            let body = wire_json::object(response.body.octets()).ok();
            let error = body.as_ref().and_then(|body| body.get("error")).and_then(Value::as_str);
            (400..500).contains(&response.status) && error == Some("use_dpop_nonce")
        }
        Role::Resource => {
            let asks = |name: &str, value: &str| name == "error" && value == "use_dpop_nonce";
            response.status == 401
                && response.headers.challenges().iter().any(|challenge| {
                    challenge.scheme.eq_ignore_ascii_case("dpop")
                        && challenge.params.iter().any(|(name, value)| asks(name, value))
                })
        }
    };
    asks.then_some(nonce)
}

/// The nonce that the answer to a request with a proof wants to see in another one.
#[must_use]
pub fn demanded<'a>(request: &Request, response: &'a Response) -> Option<&'a str> {
    request.headers.get(HEADER).and_then(|_| wanted_nonce(response, Role::of(request)))
}

/// A nonce was asked for: how the demand is made (RFC 9449 8 and 9). `before` is the nonce that the same request was
/// refused for just before: who asks for it and then refuses it never comes to an end.
#[must_use]
pub fn accept_demand(refused: &Request, response: &Response, before: Option<&str>) -> Checks {
    let mut checks = Checks::default();
    let count = response.headers.all(NONCE).count();
    let claims = refused.headers.get(HEADER).and_then(id_token::read).map(|(_, claims)| claims).unwrap_or_default();
    let shown = claims.get("nonce").and_then(Value::as_str);
    let is_given = shown.is_some() && shown == before;
    let (verdict, note) = match (count, is_given) {
        (_, true) => (Verdict::Fail, ", to a proof that holds the nonce of the answer before"),
        (1, false) => (Verdict::Pass, ""),
        (_, false) => (Verdict::Warn, ""),
    };
    let seen = format!("{count} in an answer with status {}{note}", response.status);
    checks.note("dpop-nonce-honest", verdict, "one DPoP-Nonce header beside use_dpop_nonce", seen);
    checks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{Algorithm, Jwt, Signature, verify_with_key};

    #[test]
    fn a_proof_speaks_of_this_request_and_no_other() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let request = Request::get("https://h/api?x=1#f");
        let fresh = Fresh { now: 5, jti: "j", nonce: Some("n"), access_token: Some("t") };
        let jwt = Jwt::parse(&proof(&key, &request, fresh).unwrap()).unwrap();
        assert_eq!(verify_with_key(&jwt, &key.public_jwk()), Signature::Valid);
        assert_eq!(
            (jwt.text("htm"), jwt.text("htu"), jwt.text("nonce")),
            (Some("GET"), Some("https://h/api"), Some("n"))
        );
        assert_eq!(jwt.header["jwk"].as_object().unwrap().len(), 4);
    }

    #[test]
    fn the_hash_of_an_access_token_is_that_of_rfc_9449_7_1() {
        let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
        assert_eq!(token_hash(token), "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }

    #[test]
    fn each_kind_of_server_asks_in_its_own_way() {
        let answer =
            Response::new(400).with("dpop-nonce", "n1").with_body("application/json", r#"{"error": "use_dpop_nonce"}"#);
        assert_eq!(wanted_nonce(&answer, Role::Authorization), Some("n1"));
        assert_eq!(wanted_nonce(&answer, Role::Resource), None);
        let challenge = Response::new(401)
            .with("www-authenticate", r#"DPoP error="use_dpop_nonce", error_description="a, b""#)
            .with("dpop-nonce", "n2");
        assert_eq!(wanted_nonce(&challenge, Role::Resource), Some("n2"));
        assert_eq!(wanted_nonce(&Response::new(200).with("dpop-nonce", "n3"), Role::Authorization), None);
    }

    #[test]
    fn a_demand_brings_one_nonce_and_takes_it() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let mut request = Request::post_form("https://h/token", &crate::wire::Params::default());
        let fresh = Fresh { now: 5, jti: "j", nonce: Some("n1"), access_token: None };
        let proof = proof(&key, &request, fresh).unwrap();
        let answer =
            Response::new(400).with("dpop-nonce", "n2").with_body("application/json", r#"{"error": "use_dpop_nonce"}"#);
        assert_eq!(demanded(&request, &answer), None, "no proof was shown");
        request.headers.push(HEADER, &proof);
        assert_eq!(demanded(&request, &answer), Some("n2"));
        let verdict = |answer: &Response, before| accept_demand(&request, answer, before).into_all()[0].verdict;
        assert_eq!(verdict(&answer, None), Verdict::Pass);
        assert_eq!(verdict(&answer, Some("n0")), Verdict::Pass, "an older nonce may be worn out");
        assert_eq!(verdict(&answer, Some("n1")), Verdict::Fail);
        assert_eq!(verdict(&answer.with("dpop-nonce", "n3"), None), Verdict::Warn);
    }
}
