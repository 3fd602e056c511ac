//! The grants in which no browser takes part: the client alone, a token for a token, a signed word, a password.

use serde_json::json;

use super::check::or_absent;
use super::given::Traded;
use super::token_response::{self, Expected, Kind};
use super::{AssertionAudience, Checks, Client, Examined, Server, Tokens, Verdict};
use crate::jose::SigningKey;
use crate::wire::{Params, Request, Response, json as wire_json};

/// The grant type of a token exchange (RFC 8693 2.1).
pub const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
/// The grant type of a JWT (RFC 7523 2.1).
pub const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// What kind of token an access token is, as a URI (RFC 8693 3).
pub const ACCESS_TOKEN_TYPE: &str = "urn:ietf:params:oauth:token-type:access_token";

/// How long an assertion is good, in seconds: long enough for a slow road and a clock that is a little off.
const ASSERTION_LIFETIME: u64 = 60;

/// The client asks for itself (RFC 6749 4.4.2).
#[must_use]
pub fn client_credentials(server: &Server, scope: &[String]) -> Request {
    request(server, Params::default().with("grant_type", "client_credentials"), scope)
}

/// The user's password in the hands of the client (RFC 6749 4.3.2): what OAuth was made to end (RFC 9700 2.4).
#[must_use]
pub fn password(server: &Server, (username, password): (&str, &str), scope: &[String]) -> Request {
    let form = Params::default().with("grant_type", "password");
    request(server, form.with("username", username).with("password", password), scope)
}

/// A signed word that somebody may have tokens (RFC 7523 2.1).
#[must_use]
pub fn jwt_bearer(server: &Server, assertion: &str, scope: &[String]) -> Request {
    let form = Params::default().with("grant_type", JWT_BEARER).with("assertion", assertion);
    request(server, form, scope)
}

/// One token for another (RFC 8693 2.1).
#[must_use]
pub fn exchange(server: &Server, traded: &Traded, scope: &[String]) -> Request {
    let mut form = Params::default().with("grant_type", EXCHANGE);
    for resource in &traded.resource {
        form.push("resource", resource);
    }
    for audience in &traded.audience {
        form.push("audience", audience);
    }
    form.push_some("requested_token_type", traded.requested_token_type.as_deref());
    let kind = |given: &Option<String>| given.clone().unwrap_or_else(|| ACCESS_TOKEN_TYPE.to_owned());
    if let Some(subject) = &traded.subject_token {
        form.push("subject_token", subject);
        form.push("subject_token_type", kind(&traded.subject_token_type));
    }
    if let Some(actor) = &traded.actor_token {
        form.push("actor_token", actor);
        form.push("actor_token_type", kind(&traded.actor_token_type));
    }
    request(server, form, scope)
}

fn request(server: &Server, mut form: Params, scope: &[String]) -> Request {
    form.push_some("scope", Some(scope.join(" ")).filter(|scope| !scope.is_empty()).as_deref());
    let mut request = Request::post_form(&server.token_endpoint, &form);
    request.headers.push("accept", "application/json");
    request
}

/// A word of the client for somebody, good once and for a minute (RFC 7523 3).
#[must_use]
pub fn assertion(
    client: &Client,
    server: &Server,
    subject: &str,
    (key, now, jti): (&SigningKey, u64, &str),
) -> Option<String> {
    let audience = match (client.assertion_audience, &server.issuer) {
        (AssertionAudience::Issuer, Some(issuer)) => issuer,
        _ => &server.token_endpoint,
    };
    let claims = json!({
        "iss": client.client_id, "sub": subject, "aud": audience, "jti": jti, "iat": now, "exp": now + ASSERTION_LIFETIME,
    });
    key.sign("JWT", &claims)
}

/// Examines the answer to a token exchange: like any other, with the kind of token that was given (RFC 8693 2.2.1).
#[must_use]
pub fn accept_exchange(response: &Response, expected: &Expected<'_>) -> Examined<Tokens> {
    let examined = token_response::accept_kind(response, expected, Kind::Exchanged);
    let mut checks = Checks::default();
    if examined.outcome.is_ok() {
        let members = wire_json::object(response.body.octets()).unwrap_or_default();
        let kind = members.get("issued_token_type").and_then(serde_json::Value::as_str);
        // The token can be used all the same; what it is has to be guessed.
        let verdict = if kind.is_some_and(|kind| kind.contains(':')) { Verdict::Pass } else { Verdict::Warn };
        checks.note("exchange-issued-token-type", verdict, "a URI that names the kind of token", or_absent(kind));
    }
    examined.and(checks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{Algorithm, Jwt};
    use crate::protocol::{Needs, ServerHints};

    fn server() -> Server {
        let hints = ServerHints {
            issuer: Some("https://h".into()),
            token_endpoint: Some("https://h/token".into()),
            ..ServerHints::default()
        };
        Server::pin(&hints, None, Needs::default()).unwrap()
    }

    #[test]
    fn a_token_and_its_kind_go_together() {
        let traded =
            Traded { subject_token: Some("s".into()), audience: vec!["a".into(), "b".into()], ..Traded::default() };
        let form = exchange(&server(), &traded, &["x".into(), "y".into()]).form().unwrap();
        assert_eq!(form.get("subject_token_type"), Some(ACCESS_TOKEN_TYPE));
        assert_eq!(form.all("audience").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((form.get("scope"), form.get("actor_token_type")), (Some("x y"), None));
    }

    #[test]
    fn an_exchange_tells_what_it_gave() {
        let verdicts = |body: &str| {
            let response = Response::new(200).with_body("application/json", body);
            let examined = accept_exchange(&response, &Expected::default());
            let last = examined.checks.last().unwrap().clone();
            (last.id.to_string(), last.verdict, examined.outcome.is_ok())
        };
        let id = "exchange-issued-token-type".to_owned();
        let plain = r#"{"access_token":"a","token_type":"Bearer","expires_in":5"#;
        assert_eq!(verdicts(&format!("{plain}}}")), (id.clone(), Verdict::Warn, true));
        assert_eq!(
            verdicts(&format!(r#"{plain},"issued_token_type":"{ACCESS_TOKEN_TYPE}"}}"#)),
            (id.clone(), Verdict::Pass, true)
        );
        // What is no access token has no way of being presented (RFC 8693 2.2.1).
        let other = r#"{"access_token":"a","token_type":"N_A","expires_in":5,"issued_token_type":"urn:ietf:params:oauth:token-type:id_token"}"#;
        assert_eq!(verdicts(other), (id, Verdict::Pass, true));
    }

    #[test]
    fn an_assertion_speaks_for_somebody_to_this_server() {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let client = Client { client_id: "app".into(), ..Client::default() };
        let word = assertion(&client, &server(), "alice", (&key, 100, "j")).unwrap();
        let claims = Jwt::parse(&word).unwrap().claims;
        assert_eq!(
            serde_json::Value::from(claims),
            json!({"iss": "app", "sub": "alice", "aud": "https://h", "jti": "j", "iat": 100, "exp": 160})
        );
    }
}
