//! Refreshing: the refresh token buys a new access token (RFC 6749 6), and nothing more than was granted before.

use serde_json::{Map, Value};

use super::check::{or_absent, quoted};
use super::id_token::{self, Expectation};
use super::token_response::{self, Expected, Kind};
use super::{Checks, Examined, IdToken, Nonces, Refusal, Server, Tokens};
use crate::wire::{Params, Request, Response};

/// What was held before.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The scope that was granted; unknown where nobody said.
    pub scope: Option<&'a str>,
    /// Whether the new token is to be bound to a key (RFC 9449 5).
    pub dpop: bool,
}

/// The request, before the client has proven itself. Without a scope the same one is asked for (RFC 6749 6).
#[must_use]
pub fn request(server: &Server, refresh_token: &str, scope: &[String]) -> Request {
    let mut form = Params::default();
    form.push("grant_type", "refresh_token");
    form.push("refresh_token", refresh_token);
    form.push_some("scope", Some(scope.join(" ")).filter(|scope| !scope.is_empty()).as_deref());
    let mut request = Request::post_form(&server.token_endpoint, &form);
    request.headers.push("accept", "application/json");
    request
}

/// Examines the answer.
#[must_use]
pub fn accept(response: &Response, before: &Before<'_>) -> Examined<Tokens> {
    let expected = Expected { scope: &[], dpop: before.dpop, details: &[] };
    let examined = token_response::accept_kind(response, &expected, Kind::Refreshed);
    let mut checks = Checks::default();
    if let Ok(tokens) = &examined.outcome {
        check_scope(&mut checks, tokens.scope.as_deref(), before.scope);
    }
    examined.and(checks)
}

/// Nothing that the user did not grant (RFC 6749 6); absent means unchanged.
fn check_scope(checks: &mut Checks, granted: Option<&str>, before: Option<&str>) {
    const ID: &str = "refresh-scope";
    let Some(before) = before else {
        return checks.note(ID, super::Verdict::Unjudged, "unknown: nobody said what was granted", or_absent(granted));
    };
    let known: Vec<&str> = words(before).collect();
    let wider: Vec<&str> = words(granted.unwrap_or_default()).filter(|scope| !known.contains(scope)).collect();
    let note = if wider.is_empty() { String::new() } else { format!(", more than granted: {}", wider.join(" ")) };
    checks.judge(ID, wider.is_empty(), format!("within {}", quoted(before)), format!("{}{note}", or_absent(granted)));
}

fn words(scope: &str) -> impl Iterator<Item = &str> {
    scope.split([' ', ',']).filter(|word| !word.is_empty())
}

/// Examines the ID token of a refresh: everything that is asked of the first one, and the same user, client and login as
/// that one (OpenID Connect Core 12.2).
#[must_use]
pub fn accept_id_token(
    compact: &str,
    expectation: &Expectation<'_>,
    first: Option<&Map<String, Value>>,
) -> Examined<IdToken> {
    const ID: &str = "refresh-id-token";
    const EXPECTED: &str = "signed, for this client, and of the user and the login of the first one";
    // It should have no nonce; if it has one, it is that of the first.
    let brings_nonce = id_token::read(compact).is_some_and(|(_, claims)| claims.contains_key("nonce"));
    let nonces = Nonces {
        nonce: first.and_then(|first| text(first, "nonce")).filter(|_| brings_nonce),
        ..expectation.nonces.clone()
    };
    let examined = id_token::accept(compact, &Expectation { nonces: &nonces, ..*expectation });
    let mut checks = Checks::default();
    match examined.outcome {
        Ok(token) => {
            let other = first.and_then(|first| differs(first, token.claims()));
            checks.judge(ID, other.is_none(), EXPECTED, other.unwrap_or_else(|| "it is".to_owned()));
            checks.accept(Some(token))
        }
        Err(Refusal::Check(check)) => {
            checks.judge(ID, false, EXPECTED, format!("`{}`: {} instead of {}", check.id, check.seen, check.expected));
            checks.accept(None)
        }
        Err(refusal) => checks.refuse(refusal),
    }
}

/// The first claim that has to be the same and is not.
fn differs(first: &Map<String, Value>, now: &Map<String, Value>) -> Option<String> {
    let same = |name: &&str| first.get(*name) == now.get(*name);
    let shown =
        |claims: &Map<String, Value>, name: &str| claims.get(name).map_or("absent".to_owned(), Value::to_string);
    // An auth_time may be left out; one that is there is the old one. So it is with azp.
    let may_be_absent = ["auth_time", "azp"].into_iter().filter(|name| now.contains_key(*name));
    let name = ["iss", "sub"].into_iter().chain(may_be_absent).find(|name| !same(name))?;
    Some(format!("{name} is {} and was {}", shown(now, name), shown(first, name)))
}

fn text(claims: &Map<String, Value>, name: &str) -> Option<String> {
    claims.get(name).and_then(Value::as_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::Verdict;

    #[test]
    fn the_scope_may_shrink_and_not_grow() {
        let verdict = |before: Option<&str>, scope: Value| {
            let body =
                json!({"access_token": "a", "token_type": "Bearer", "expires_in": 5, "scope": scope}).to_string();
            let response = Response::new(200).with_body("application/json", body);
            let examined = accept(&response, &Before { scope: before, dpop: false });
            let check = examined.checks.iter().find(|check| check.id == "refresh-scope").unwrap();
            (check.verdict, examined.outcome.is_ok())
        };
        assert_eq!(verdict(Some("openid email"), json!("email")), (Verdict::Pass, true));
        assert_eq!(verdict(Some("openid email"), Value::Null), (Verdict::Pass, true));
        assert_eq!(verdict(Some("openid"), json!("openid admin")), (Verdict::Fail, false));
        assert_eq!(verdict(None, json!("openid")), (Verdict::Unjudged, true));
    }

    #[test]
    fn user_and_login_stay_the_same() {
        let first = json!({"iss": "i", "sub": "a", "auth_time": 5, "nonce": "n"});
        let differs = |now: Value| differs(first.as_object().unwrap(), now.as_object().unwrap());
        assert_eq!(differs(json!({"iss": "i", "sub": "a"})), None);
        assert_eq!(differs(json!({"iss": "i", "sub": "b"})).unwrap(), "sub is \"b\" and was \"a\"");
        assert_eq!(differs(json!({"iss": "i", "sub": "a", "auth_time": 6})).unwrap(), "auth_time is 6 and was 5");
    }
}
