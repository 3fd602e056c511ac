//! The authorization response as a JWT: signed by the server, so that nobody on the way can change or swap a part of it
//! (JWT Secured Authorization Response Mode for OAuth 2.0, JARM).

use serde_json::Value;

use super::check::quoted;
use super::id_token::{self, Times};
use super::signature::{self, Known};
use super::{Checks, Client, Server};
use crate::jose::{Jwks, Jwt, NotJwt};
use crate::wire::Params;

/// What the answer is held against.
#[derive(Clone, Copy, Debug)]
pub struct Expectation<'a> {
    /// The server of this login.
    pub server: &'a Server,
    /// Our client.
    pub client: &'a Client,
    /// The server's keys; none where they could not be had, or are not needed.
    pub jwks: Option<&'a Jwks>,
    /// The time on our clock.
    pub times: Times,
}

/// The claims that speak of the JWT itself; everything else in it is a parameter of the answer (JARM 2.1).
const ABOUT_ITSELF: [&str; 5] = ["aud", "exp", "iat", "nbf", "jti"];

/// The parameters in an answer, as they would stand in a query; nothing is checked.
#[must_use]
pub fn parameters(response: &str) -> Option<Params> {
    let (_, claims) = id_token::read(response)?;
    let own = claims.iter().filter(|(name, _)| !ABOUT_ITSELF.contains(&name.as_str()));
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(own.map(|(name, value)| (name.clone(), text(value))).collect())
}

/// Checks who made the answer, for whom and until when (JARM 2.4), and gives back what is in it.
pub fn open(checks: &mut Checks, response: &str, expectation: &Expectation<'_>) -> Option<Params> {
    let jwt = match Jwt::parse(response) {
        Ok(jwt) => jwt,
        Err(reason) => {
            checks.judge("jarm-form", false, "a signed JWT", unreadable(&reason));
            return None;
        }
    };
    checks.judge("jarm-form", true, "a signed JWT", "so it is");
    check_signature(checks, &jwt, expectation);
    check_iss(checks, &jwt, expectation.server);
    check_aud(checks, &jwt, &expectation.client.client_id);
    check_exp(checks, &jwt, &expectation.times);
    parameters(response)
}

/// To decrypt, a client needs a key of its own for just that, and this program holds only keys that sign.
fn unreadable(reason: &NotJwt) -> String {
    match reason {
        NotJwt::Encrypted => "an encrypted JWT (5 parts): reading it takes a private key for decryption, which is not \
                              supported here; register the client without authorization_encrypted_response_alg"
            .to_owned(),
        other => other.to_string(),
    }
}

/// An unsigned answer is no better than plain parameters (JARM 2.4, RFC 8725 3.2).
fn check_signature(checks: &mut Checks, jwt: &Jwt, expectation: &Expectation<'_>) {
    const ID: &str = "jarm-signature";
    let metadata = expectation.server.metadata.as_ref();
    let listed = metadata.and_then(|document| document.list("authorization_signing_alg_values_supported"));
    if jwt.alg().is_empty() || jwt.alg().eq_ignore_ascii_case("none") {
        return checks.judge(ID, false, "signed by the server", "not signed: alg none");
    }
    if jwt.header.contains_key("crit") {
        return checks.judge(ID, false, "no critical header that is unknown here", "crit");
    }
    if let Some(listed) = listed.filter(|listed| !listed.contains(&jwt.alg())) {
        return checks.judge(ID, false, format!("one of {}", listed.join(", ")), quoted(jwt.alg()));
    }
    signature::check(checks, ID, jwt, Known { jwks: expectation.jwks, client: expectation.client });
}

fn check_iss(checks: &mut Checks, jwt: &Jwt, server: &Server) {
    let seen = seen(jwt, "iss");
    match &server.issuer {
        Some(issuer) => checks.judge("jarm-iss", jwt.text("iss") == Some(issuer), quoted(issuer), seen),
        None => checks.note("jarm-iss", super::Verdict::Unjudged, "unknown: no issuer was given", seen),
    }
}

fn check_aud(checks: &mut Checks, jwt: &Jwt, client_id: &str) {
    let right = match jwt.claims.get("aud") {
        Some(Value::String(one)) => one == client_id,
        Some(Value::Array(many)) => many.iter().any(|one| one == client_id),
        _ => false,
    };
    checks.judge("jarm-aud", right, quoted(client_id), seen(jwt, "aud"));
}

fn check_exp(checks: &mut Checks, jwt: &Jwt, times: &Times) {
    let exp = jwt.claims.get("exp").and_then(Value::as_f64);
    let right = exp.is_some_and(|exp| exp > times.now - times.skew);
    checks.judge("jarm-exp", right, format!("a number after now, {:.0}", times.now), seen(jwt, "exp"));
}

fn seen(jwt: &Jwt, claim: &str) -> String {
    jwt.claims.get(claim).map_or_else(|| "absent".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jose::{Algorithm, SigningKey, unsigned};
    use crate::protocol::{Check, Needs, ServerHints, Verdict};

    fn failed(response: &str, jwks: Option<&Jwks>) -> (Vec<String>, Option<Params>) {
        let hints = ServerHints { issuer: Some("https://h".into()), ..ServerHints::default() };
        let server = Server::pin(&hints, None, Needs::default()).unwrap();
        let client = Client { client_id: "c".into(), client_secret: Some("s".repeat(32)), ..Client::default() };
        let expectation = Expectation { server: &server, client: &client, jwks, times: Times::ours(1000.0, 60) };
        let mut checks = Checks::default();
        let params = open(&mut checks, response, &expectation);
        let wrong = |check: &Check| (check.verdict == Verdict::Fail).then(|| check.id.to_string());
        (checks.accept(Some(())).checks.iter().filter_map(wrong).collect(), params)
    }

    #[test]
    fn each_claim_is_looked_at_and_the_rest_is_the_answer() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let jwks = Jwks(vec![key.public_jwk()]);
        let claims = json!({"iss": "https://h", "aud": ["c"], "exp": 1600, "code": "x", "state": "y"});
        let with = |name: &str, value: Value| {
            let mut claims = claims.clone();
            claims[name] = value;
            key.sign("JWT", &claims).unwrap()
        };
        let (wrong, params) = failed(&with("iat", json!(1000)), Some(&jwks));
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(params.unwrap().to_query(), "iss=https%3A%2F%2Fh&code=x&state=y");
        for (name, value, id) in [
            ("iss", json!("https://H"), "jarm-iss"),
            ("aud", json!("C"), "jarm-aud"),
            ("aud", json!(null), "jarm-aud"),
            ("exp", json!(900), "jarm-exp"),
            ("exp", json!("1600"), "jarm-exp"),
        ] {
            assert_eq!(failed(&with(name, value), Some(&jwks)).0, [id]);
        }
        assert_eq!(failed(&unsigned(&claims), Some(&jwks)).0, ["jarm-signature"]);
        assert_eq!(failed(&with("exp", json!(1600)), None).0, ["jarm-signature"]);
        let critical = json!({"alg": "ES256", "kid": key.kid(), "crit": ["x"]});
        assert_eq!(failed(&key.sign_with_header(&critical, &claims).unwrap(), Some(&jwks)).0, ["jarm-signature"]);
        let by_secret = crate::jose::sign_hs256("s".repeat(32).as_bytes(), &json!({"alg": "HS256"}), &claims);
        assert!(failed(&by_secret, None).0.is_empty());
    }

    #[test]
    fn what_is_encrypted_says_what_is_missing() {
        let (wrong, params) = failed("a.b.c.d.e", None);
        assert_eq!((wrong, params), (vec!["jarm-form".to_owned()], None));
        assert!(unreadable(&NotJwt::Encrypted).contains("private key for decryption"));
    }
}
