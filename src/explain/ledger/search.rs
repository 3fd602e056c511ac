//! Looking for a value in a message, in every place and encoding in which it can stand there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::jose::Jwt;
use crate::trace::mask::is_masked;
use crate::trace::{Change, Exchange, Plan};
use crate::wire::{Headers, Params, uri};

/// A value shorter than this counts only where it stands alone: a short one is also a part of other words.
const LONG: usize = 16;

/// Whether the request holds the value.
pub(super) fn request_holds(exchange: &Exchange, plan: &Plan, name: &str, value: &str) -> bool {
    let request = &exchange.request;
    let form = request.form();
    in_params(&request.query(), value)
        || in_params(&Params::parse(uri::fragment(&request.url).unwrap_or_default()), value)
        || form.as_ref().is_some_and(|form| in_params(form, value))
        || (form.is_none() && in_body(request.body.octets(), value))
        || in_headers(&request.headers, value)
        || in_masked_credentials(exchange, plan, name)
}

/// Whether the answer holds the value.
pub(super) fn response_holds(exchange: &Exchange, value: &str) -> bool {
    exchange
        .response
        .as_ref()
        .is_some_and(|response| in_headers(&response.headers, value) || in_body(response.body.octets(), value))
}

/// Whether a JWT names the value in one of its claims.
pub(super) fn token_holds(token: &str, value: &str) -> bool {
    // A masked signature is cut off: the claims can still be read.
    let input = token.split('.').take(2).collect::<Vec<_>>().join(".");
    Jwt::parse(&format!("{input}.")).is_ok_and(|jwt| jwt.claims.values().any(|claim| in_json(claim, value)))
}

fn is_it(text: &str, value: &str) -> bool {
    text == value || (value.len() >= LONG && text.contains(value))
}

/// A request object, a signed answer or a token is opened.
fn in_params(params: &Params, value: &str) -> bool {
    params.iter().any(|(_, text)| is_it(text, value) || (text.starts_with("eyJ") && token_holds(text, value)))
}

fn in_body(octets: &[u8], value: &str) -> bool {
    if cannot_hold(octets, value) {
        return false;
    }
    let text = String::from_utf8_lossy(octets);
    // A page is no list of parameters.
    if text.trim_start().starts_with('<') {
        return value.len() >= LONG && text.contains(value);
    }
    if let Ok(json) = serde_json::from_slice::<Value>(octets) {
        return in_json(&json, value);
    }
    (value.len() >= LONG && text.contains(value)) || in_params(&Params::parse(&text), value)
}

/// Whether a look at the text is enough: JSON without escapes and without tokens holds a value only as it is.
fn cannot_hold(octets: &[u8], value: &str) -> bool {
    let Ok(text) = std::str::from_utf8(octets) else { return false };
    text.is_empty()
        || (text.starts_with(['{', '[']) && !text.contains('\\') && !text.contains("eyJ") && !text.contains(value))
}

fn in_json(json: &Value, value: &str) -> bool {
    match json {
        Value::String(text) => is_it(text, value) || (text.starts_with("eyJ") && token_holds(text, value)),
        Value::Array(list) => list.iter().any(|member| in_json(member, value)),
        Value::Object(map) => map.values().any(|member| in_json(member, value)),
        _ => false,
    }
}

fn in_headers(headers: &Headers, value: &str) -> bool {
    headers.iter().any(|(name, text)| {
        let location =
            name.eq_ignore_ascii_case("location").then(|| Params::parse(uri::query(text).unwrap_or_default()));
        is_it(text, value)
            || location.is_some_and(|params| in_params(&params, value))
            || text.split_once(' ').is_some_and(|(scheme, rest)| {
                rest.trim() == value || (scheme.eq_ignore_ascii_case("basic") && in_basic(rest, value))
            })
    })
}

/// Id and secret are form-encoded around the colon (RFC 6749 2.3.1), or raw.
fn in_basic(credentials: &str, value: &str) -> bool {
    let Some(text) = STANDARD.decode(credentials.trim()).ok().and_then(|octets| String::from_utf8(octets).ok()) else {
        return false;
    };
    let decoded =
        |part: &str| form_urlencoded::parse(format!("={part}").as_bytes()).next().map(|(_, text)| text.into_owned());
    text.split_once(':').is_some_and(|(id, secret)| {
        [id, secret].into_iter().any(|part| part == value || decoded(part).as_deref() == Some(value))
    })
}

/// Whether Basic credentials hold a secret at all, whichever it is.
pub(super) fn has_secret(credentials: &str) -> bool {
    let text = STANDARD.decode(credentials.trim()).ok().and_then(|octets| String::from_utf8(octets).ok());
    let secret = text.as_deref().and_then(|text| text.split_once(':')).map(|(_, secret)| secret);
    is_masked(credentials) || secret.is_some_and(|secret| !secret.is_empty())
}

/// Masked Basic credentials are those of the plan, unless the header was changed on purpose.
fn in_masked_credentials(exchange: &Exchange, plan: &Plan, name: &str) -> bool {
    let changed = exchange.tampered.iter().any(|change| match change {
        Change::SetHeader(header, _) | Change::UnsetHeader(header) => header.eq_ignore_ascii_case("authorization"),
        _ => false,
    });
    let credentials = exchange.request.headers.get("authorization").and_then(|header| header.split_once(' '));
    plan.client.is_confidential()
        && matches!(name, "client_id" | "client_secret")
        && !changed
        && credentials.is_some_and(|(scheme, rest)| scheme.eq_ignore_ascii_case("basic") && is_masked(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_is_read_decoded_and_raw() {
        let header = |text: &str| Headers::default().with("Authorization", format!("Basic {}", STANDARD.encode(text)));
        assert!(in_headers(&header("web:a%2Bb+c"), "a+b c"));
        assert!(in_headers(&header("web:a+b%"), "a+b%"));
        assert!(!in_headers(&header("web:a+b%"), "a"));
        assert!(in_headers(&Headers::default().with("authorization", "Bearer tok"), "tok"));
    }

    #[test]
    fn tokens_are_opened_and_short_values_stand_alone() {
        let token = format!(
            "{}.{}.",
            crate::jose::base64url(b"{\"alg\":\"RS256\"}"),
            crate::jose::base64url(b"{\"nonce\":\"n-1\"}")
        );
        assert!(in_body(format!("{{\"id_token\":\"{token}\"}}").as_bytes(), "n-1"));
        assert!(token_holds(&format!("{token}‹id_token_signature:9›"), "n-1"));
        assert!(!in_body(b"{\"a\":\"xn-1x\"}", "n-1"));
    }
}
