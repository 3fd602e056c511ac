//! Which values are secrets: told by the names they carry, in every place of a record where names are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{Level, Masker};
use crate::jose::Jwt;
use crate::trace::Plan;
use crate::wire::{Headers, Params, Request, Response, uri};

/// How names end whose values are never shown without being asked for by name, not even on a terminal.
const ALWAYS: [&str; 2] = ["secret", "password"];
/// How names end whose values are masked besides where output may be kept: those of the standards and of their kin.
const KEPT: [&str; 6] = ["token", "assertion", "verifier", "key", "authorization", "_hint"];
/// The same for names that say it all.
const KEPT_WHOLE: [&str; 6] = ["code", "device_code", "user_code", "auth_req_id", "dpop", "registration_client_uri"];

/// No cookie that is shorter stands for a session.
const SESSION: usize = 8;

/// The names of JWTs that hold an authorization request or response (RFC 9101 5, JARM 2.1).
pub(super) const SIGNED: [&str; 2] = ["request", "response"];

/// Whether a parameter or member of this name is a secret at this level.
pub(super) fn is_secret(level: Level, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let always = ends(&ALWAYS) || name == "registration_access_token";
    match level {
        Level::Open => false,
        Level::Terminal => always,
        Level::Kept => {
            let whole = KEPT_WHOLE.contains(&name.as_str()) || SIGNED.contains(&name.as_str());
            always
                || (ends(&KEPT) && !matches!(name.as_str(), "login_hint" | "token_type_hint") && !is_scheme(&name))
                || whole
        }
    }
}

/// These hold a scheme and its credentials: only the credentials are secret.
fn is_scheme(name: &str) -> bool {
    matches!(name, "authorization" | "proxy-authorization")
}

/// Everything secret in a plan.
pub(super) fn from_plan(masker: &mut Masker, plan: &Plan) {
    if masker.level == Level::Open {
        return;
    }
    if let Some(secret) = &plan.client.client_secret {
        masker.add("client_secret", secret);
    }
    for (name, value) in plan.given.clone().secrets_mut() {
        if is_secret(masker.level, name) {
            masker.add(name, value);
        }
    }
    if masker.level == Level::Kept
        && let Some(verifier) = &plan.nonces.code_verifier
    {
        masker.add("code_verifier", verifier);
    }
    for (name, value) in &plan.asked.parameters {
        if is_secret(masker.level, name) {
            masker.add(name, value);
        }
    }
}

/// Everything secret in a message and its answer.
pub(super) fn from_message(masker: &mut Masker, request: &Request, response: Option<&Response>) {
    if masker.level == Level::Open {
        return;
    }
    from_params(masker, &request.query());
    from_params(masker, &Params::parse(uri::fragment(&request.url).unwrap_or_default()));
    match request.form() {
        Some(form) => from_params(masker, &form),
        None => from_body(masker, &request.body.text_lossy()),
    }
    from_headers(masker, &request.headers);
    if let Some(response) = response {
        from_headers(masker, &response.headers);
        from_body(masker, &response.body.text_lossy());
    }
}

/// What was typed into the pages that somebody else made: secret under whatever name the field has.
pub(super) fn from_typed(masker: &mut Masker, request: &Request, fields: &[String]) {
    if masker.level == Level::Open {
        return;
    }
    for name in fields {
        for value in typed(request, name) {
            masker.add("password", &value);
        }
    }
}

/// What stands in a field of a form that was sent, however it was written.
fn typed(request: &Request, name: &str) -> Vec<String> {
    let params = [request.form().unwrap_or_default(), request.query()];
    let mut values: Vec<String> = params.iter().flat_map(|params| params.all(name)).map(str::to_owned).collect();
    let body = request.body.text_lossy();
    // RFC 7578, and text/plain
    for opening in [format!("name=\"{name}\"\r\n\r\n"), format!("{name}=")] {
        values.extend(body.split(&opening).skip(1).filter_map(|rest| Some(rest.split_once("\r\n")?.0.to_owned())));
    }
    values
}

fn from_params(masker: &mut Masker, params: &Params) {
    for (name, value) in params.iter() {
        if is_secret(masker.level, name) {
            masker.add(name, value);
        }
        if SIGNED.contains(&name) && masker.level == Level::Kept {
            from_signed(masker, value);
        }
    }
}

/// What is secret in a signed answer is also secret where it stands alone afterwards.
fn from_signed(masker: &mut Masker, compact: &str) {
    for (name, claim) in Jwt::parse(compact).map(|jwt| jwt.claims).unwrap_or_default() {
        if let Some(text) = claim.as_str().filter(|_| is_secret(masker.level, &name)) {
            masker.add(&name, text);
        }
    }
}

fn from_headers(masker: &mut Masker, headers: &Headers) {
    for (name, value) in headers.iter() {
        if is_secret(masker.level, name) {
            masker.add(&name.to_ascii_lowercase(), value);
        }
        for (name, part) in header_parts(masker.level, name, value) {
            // `1` or `true` is a setting, and would be found in half of all texts.
            if name != "cookie" || part.len() >= SESSION {
                masker.add(name, &part);
            }
        }
        for secret in basic_secrets(value) {
            masker.add("client_secret", &secret);
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

/// The secret inside credentials of Basic, as it stands there and as it is meant (RFC 6749 2.3.1): whoever is shown a
/// wrong one may say so, and a wrong one may be almost right.
fn basic_secrets(value: &str) -> Vec<String> {
    let credentials = value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
    let octets = credentials.and_then(|(_, credentials)| STANDARD.decode(credentials.trim()).ok());
    let pair = octets.and_then(|octets| String::from_utf8(octets).ok()).unwrap_or_default();
    let Some((_, secret)) = pair.split_once(':') else { return Vec::new() };
    let meant = Params::parse(&format!("={}", secret.replace('&', "%26")));
    let meant = meant.iter().map(|(_, value)| value.to_owned());
    std::iter::once(secret.to_owned()).chain(meant).collect()
}

fn cookie_value(pair: &str) -> Option<(&'static str, String)> {
    let (_, value) = pair.split_once('=')?;
    let value = value.trim();
    (!value.is_empty()).then(|| ("cookie", value.to_owned()))
}

/// An answer, whatever it is: JSON, sound or not, or a form. A broken answer is just the one that is saved and shown.
fn from_body(masker: &mut Masker, text: &str) {
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        from_json(masker, &value);
    }
    from_members(masker, text);
    if !text.trim_start().starts_with(['{', '[', '<']) {
        from_params(masker, &Params::parse(text.trim()));
    }
}

fn from_json(masker: &mut Masker, value: &Value) {
    match value {
        Value::Object(map) => {
            for (name, member) in map {
                if is_secret(masker.level, name) {
                    add_leaves(masker, name, member);
                }
                from_json(masker, member);
            }
        }
        Value::Array(list) => list.iter().for_each(|member| from_json(masker, member)),
        _ => {}
    }
}

/// Under a secret name every text and every number is secret.
fn add_leaves(masker: &mut Masker, name: &str, value: &Value) {
    match value {
        Value::String(text) => masker.add(name, text),
        Value::Number(number) => masker.add(name, &number.to_string()),
        Value::Array(list) => list.iter().for_each(|member| add_leaves(masker, name, member)),
        Value::Object(map) => map.values().for_each(|member| add_leaves(masker, name, member)),
        Value::Bool(_) | Value::Null => {}
    }
}

/// Members as they stand in the text, also where it is no JSON as a whole: cut off, repeated, or with a mark before it.
fn from_members(masker: &mut Masker, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        let (name, behind) = literal(&rest[at + 1..]);
        rest = behind;
        let Some(value) = behind.trim_start().strip_prefix(':').map(str::trim_start) else { continue };
        if !is_secret(masker.level, name) {
            continue;
        }
        let value = value.trim_start_matches(['[', ' ', '\n']);
        if let Some(value) = value.strip_prefix('"') {
            add_literal(masker, name, literal(value).0);
        } else if value.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            masker.add(name, value.split([',', '}', ']', '\n']).next().unwrap_or_default().trim());
        }
    }
}

/// The inside of a string literal up to its end, or to the end of the text, and what is behind it.
fn literal(text: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

fn add_literal(masker: &mut Masker, name: &str, raw: &str) {
    masker.add(name, raw);
    if let Ok(read) = serde_json::from_str::<String>(&format!("\"{raw}\"")) {
        masker.add(name, &read);
    }
}
