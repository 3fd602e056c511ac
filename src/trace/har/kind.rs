//! What a message of a capture is, by what OAuth demands of it; nothing of its address is known by heart.

use super::entry::Message;
use crate::trace::Step;
use crate::wire::{Params, json, uri};

/// The parameters that belong to a request for authorization and are no secret of anybody.
pub(super) const PUBLIC: [&str; 14] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "acr_values",
    "resource",
    "iss",
];

/// What it looked for, in words, where a capture holds none of it.
pub const LOOKED_FOR: &str = "a metadata document, a pushed or a plain authorization request, an answer with code or error, \
                              a token request, a userinfo request, a key set";

/// The step to which a message belongs, as far as it can be told from the message alone.
pub(super) fn step_of(message: &Message) -> Option<Step> {
    if message.request.method.eq_ignore_ascii_case("OPTIONS") {
        return None;
    }
    let path = uri::path(&message.request.url).to_ascii_lowercase();
    if path.contains("/.well-known/openid-configuration") || path.contains("/.well-known/oauth-authorization-server") {
        return Some(Step::Discover);
    }
    let params = message.params();
    let has = |name: &str| params.get(name).is_some_and(|value| !value.is_empty());
    let is_post = message.request.method.eq_ignore_ascii_case("POST");
    match params.get("grant_type") {
        Some("authorization_code") => return Some(Step::Redeem),
        Some("refresh_token") => return Some(Step::Refresh),
        _ => {}
    }
    let asks = has("client_id") && (has("response_type") || has("request") || has("request_uri"));
    match () {
        () if asks && is_post && answers_json(message) => Some(Step::Push),
        () if asks => Some(Step::Authorize),
        () if is_post && has("token") && path.contains("introspect") => Some(Step::Introspect),
        () if is_post && has("token") && (has("token_type_hint") || path.contains("revo")) => Some(Step::Revoke),
        () if has("id_token_hint") || has("post_logout_redirect_uri") => Some(Step::Logout),
        () if path.ends_with("/userinfo") || path.ends_with("/userinfo/") => Some(Step::Userinfo),
        () if holds_keys(message, &path) => Some(Step::Keys),
        () => None,
    }
}

/// Whether these parameters are an answer of an authorization endpoint, wherever they arrive.
pub(super) fn answers(params: &Params) -> bool {
    let has = |name: &str| params.get(name).is_some_and(|value| !value.is_empty());
    ["code", "error", "response", "id_token", "access_token"].iter().any(|name| has(name))
}

fn answers_json(message: &Message) -> bool {
    let media = message.response.as_ref().and_then(|response| response.headers.media_type());
    media.is_some_and(|media| media.contains("json"))
}

/// A key set is known by its keys (RFC 7517 5); only where an address speaks of keys is it looked for.
fn holds_keys(message: &Message, path: &str) -> bool {
    let is_candidate = ["jwk", "keys", "certs"].iter().any(|word| path.contains(word));
    let Some(response) = message.response.as_ref().filter(|_| is_candidate) else { return false };
    let document = json::object(response.body.octets()).ok();
    let keys = document.as_ref().and_then(|document| document.get("keys")?.as_array());
    keys.is_some_and(|keys| keys.iter().any(|key| key.get("kty").is_some()))
}
