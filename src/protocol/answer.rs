//! What the browser brought back, once every check of it has passed: a code, tokens, or both.

use super::check::or_absent;
use super::{Checks, ResponseType, Tokens};
use crate::wire::Params;

/// An answer that passed every check of the front channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The code, where one was asked for.
    pub code: Option<Code>,
    /// The access token, where one was asked for; an ID token that came along is in it.
    pub tokens: Option<Tokens>,
    /// The ID token, where one was asked for; not yet checked.
    pub id_token: Option<String>,
}

/// A code that passed every check of the front channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// The code itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Answer {
    /// Takes out of the parameters what was asked for, noting what is missing and what nobody asked for.
    pub(super) fn take(checks: &mut Checks, params: &Params, asked: ResponseType) -> Self {
        if asked.has_code() {
            check_code(checks, params);
        }
        if asked.has_token() {
            check_token(checks, params);
        }
        if asked.has_id_token() {
            let id_token = params.get("id_token").filter(|token| !token.is_empty());
            let seen = if id_token.is_some() { "present" } else { "absent" };
            checks.judge("response-id-token-present", id_token.is_some(), "an id_token, since it was asked for", seen);
        }
        check_unasked(checks, params, asked);
        Self {
            code: params.get("code").filter(|_| asked.has_code()).map(|code| Code(code.to_owned())),
            tokens: tokens(params).filter(|_| asked.has_token()),
            id_token: params.get("id_token").filter(|_| asked.has_id_token()).map(str::to_owned),
        }
    }
}

/// The tokens in an answer, where there is an access token among them (RFC 6749 4.2.2).
#[must_use]
pub fn tokens(params: &Params) -> Option<Tokens> {
    let text = |name: &str| params.get(name).filter(|value| !value.is_empty()).map(str::to_owned);
    Some(Tokens {
        access_token: text("access_token")?,
        token_type: text("token_type").unwrap_or_default(),
        expires_in: params.get("expires_in").and_then(|text| text.parse().ok()).filter(|seconds| *seconds > 0.0),
        refresh_token: None,
        id_token: text("id_token"),
        scope: text("scope"),
    })
}

fn check_code(checks: &mut Checks, params: &Params) {
    let code = params.get("code").filter(|code| !code.is_empty());
    let seen =
        code.map_or_else(|| or_absent(params.get("code")), |code| format!("{} characters", code.chars().count()));
    checks.judge("response-code-present", code.is_some(), "a code", seen);
}

/// Both members are REQUIRED (RFC 6749 4.2.2), and a type that is unknown must not be used (7.1).
fn check_token(checks: &mut Checks, params: &Params) {
    let token = params.get("access_token").filter(|token| !token.is_empty());
    let kind = params.get("token_type");
    let right = token.is_some() && kind.is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
    let length = token.map_or_else(|| "absent".to_owned(), |token| format!("{} characters", token.chars().count()));
    let seen = format!("access_token {length}, token_type {}", or_absent(kind));
    checks.judge("response-token-present", right, "an access_token, and Bearer as its token_type", seen);
}

fn check_unasked(checks: &mut Checks, params: &Params, asked: ResponseType) {
    let is_asked = |name: &str| match name {
        "access_token" => asked.has_token(),
        "id_token" => asked.has_id_token(),
        _ => false,
    };
    let tokens = ["access_token", "id_token", "refresh_token"].into_iter();
    let found: Vec<&str> = tokens.filter(|name| !is_asked(name) && params.get(name).is_some()).collect();
    let expected = if asked.has_token() || asked.has_id_token() {
        "no token in the front channel that was not asked for"
    } else {
        "no token in the front channel"
    };
    let seen = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    checks.judge("response-no-front-channel-tokens", found.is_empty(), expected, seen);
}
