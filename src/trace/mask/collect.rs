//! Which values are secrets: told by the names they carry, in every place of a record where names are.

use serde_json::Value;

use super::{Level, Masker};
use crate::trace::{Exchange, Plan};
use crate::wire::{Headers, Params, uri};

/// Never shown without being asked for by name, not even on a terminal.
const ALWAYS: [&str; 3] = ["client_secret", "password", "registration_access_token"];
/// Masked besides where output may be kept.
const KEPT: [&str; 10] = [
    "code",
    "code_verifier",
    "access_token",
    "refresh_token",
    "id_token",
    "id_token_hint",
    "client_assertion",
    "assertion",
    "device_code",
    "logout_token",
];

/// Whether a parameter or member of this name is a secret at this level.
pub(super) fn is_secret(level: Level, name: &str) -> bool {
    match level {
        Level::Open => false,
        Level::Terminal => ALWAYS.contains(&name),
        Level::Kept => ALWAYS.contains(&name) || KEPT.contains(&name),
    }
}

/// Everything secret in a plan.
pub(super) fn from_plan(masker: &mut Masker, plan: &Plan) {
    if masker.level == Level::Open {
        return;
    }
    if let Some(secret) = &plan.client.client_secret {
        masker.add("client_secret", secret);
    }
    if masker.level == Level::Kept
        && let Some(verifier) = &plan.nonces.code_verifier
    {
        masker.add("code_verifier", verifier);
    }
}

/// Everything secret in a message and its answer.
pub(super) fn from_exchange(masker: &mut Masker, exchange: &Exchange) {
    if masker.level == Level::Open {
        return;
    }
    from_params(masker, &exchange.request.query());
    from_params(masker, &Params::parse(uri::fragment(&exchange.request.url).unwrap_or_default()));
    if let Some(form) = exchange.request.form() {
        from_params(masker, &form);
    }
    from_headers(masker, &exchange.request.headers);
    if let Some(response) = &exchange.response {
        from_headers(masker, &response.headers);
        match serde_json::from_slice::<Value>(response.body.octets()) {
            Ok(value) => from_json(masker, &value),
            Err(_) if exchange.step == crate::trace::Step::Redeem => {
                from_params(masker, &Params::parse(&response.body.text_lossy()));
            }
            Err(_) => {}
        }
    }
}

fn from_params(masker: &mut Masker, params: &Params) {
    for (name, value) in params.iter() {
        if is_secret(masker.level, name) {
            masker.add(name, value);
        }
    }
}

fn from_headers(masker: &mut Masker, headers: &Headers) {
    for (name, value) in headers.iter() {
        for (name, part) in header_parts(masker.level, name, value) {
            masker.add(name, &part);
        }
        if name.eq_ignore_ascii_case("location") {
            from_params(masker, &Params::parse(uri::query(value).unwrap_or_default()));
            from_params(masker, &Params::parse(uri::fragment(value).unwrap_or_default()));
        }
    }
}

/// The secret parts of a header field: the credentials behind an authentication scheme, and the values of cookies.
/// The credentials of Basic hold the client secret, so they are never shown either.
pub(super) fn header_parts(level: Level, name: &str, value: &str) -> Vec<(&'static str, String)> {
    let name = name.to_ascii_lowercase();
    match (level, name.as_str()) {
        (Level::Open, _) => Vec::new(),
        (_, "authorization" | "proxy-authorization") => {
            let (scheme, credentials) = value.split_once(' ').unwrap_or(("", value));
            let is_token = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("dpop");
            match (is_token, level) {
                (true, Level::Kept) => vec![("access_token", credentials.to_owned())],
                (true, _) => Vec::new(),
                (false, _) => vec![("basic_credentials", credentials.to_owned())],
            }
        }
        (Level::Kept, "cookie") => value.split(';').filter_map(cookie_value).collect(),
        (Level::Kept, "set-cookie") => value.split(';').next().and_then(cookie_value).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn cookie_value(pair: &str) -> Option<(&'static str, String)> {
    let (_, value) = pair.split_once('=')?;
    let value = value.trim();
    (!value.is_empty()).then(|| ("cookie", value.to_owned()))
}

fn from_json(masker: &mut Masker, value: &Value) {
    match value {
        Value::Object(map) => {
            for (name, member) in map {
                match member {
                    Value::String(text) if is_secret(masker.level, name) => masker.add(name, text),
                    other => from_json(masker, other),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|member| from_json(masker, member)),
        _ => {}
    }
}
