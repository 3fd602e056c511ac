//! What a login asks for, against what the metadata says that it can have, and how it has to ask.

use super::conduct::{check, pass_or};
use super::judge::Bench;
use crate::protocol::{Demands, Metadata, ResponseMode, ResponseType, Server, Verdict, push};
use crate::trace::Step;
use crate::wire::Params;

pub(super) fn judge(bench: &mut Bench<'_>, server: Option<&Server>) {
    if let Some(document) = server.and_then(|server| server.metadata.as_ref()) {
        let exchange = bench.last(Step::Discover).map(|(index, _)| index);
        offered(bench, exchange, document);
        required(bench, document);
    }
    front_channel(bench);
    in_time(bench);
}

/// Only where more is asked for than a code and what everybody has; a list that is not there says nothing.
fn offered(bench: &mut Bench<'_>, exchange: Option<usize>, document: &Metadata) {
    let asked = bench.trace.asked();
    let wanted = wanted(&asked);
    if wanted.is_empty() || bench.last(Step::Authorize).is_none() {
        return;
    }
    let is_listed = |(member, value): &(&str, String)| match document.list(member) {
        Some(list) => list.contains(&value.as_str()),
        None => document.flag(member).map_or(*member != "claims_parameter_supported", |flag| flag),
    };
    let missing: Vec<String> = wanted
        .iter()
        .filter(|wish| !is_listed(wish))
        .map(|(member, value)| format!("{value} is not in {member}"))
        .collect();
    let expected: Vec<&str> = wanted.iter().map(|(_, value)| value.as_str()).collect();
    let seen = if missing.is_empty() { "offered, or not spoken of".to_owned() } else { missing.join(", ") };
    let verdict = pass_or(missing.is_empty(), Verdict::Fail);
    bench.find(exchange, check("metadata-offers-asked", verdict, &expected.join(", "), seen));
}

/// What is asked for, each with the member of the metadata that would list it (RFC 8414 2, OpenID Connect Discovery 3,
/// RFC 9396 10).
fn wanted(asked: &Params) -> Vec<(&'static str, String)> {
    let mut wanted = Vec::new();
    let mut add = |member, value: &str| wanted.push((member, value.to_owned()));
    if let Some(kind) = asked.get("response_type").filter(|kind| *kind != "code") {
        add("response_types_supported", kind);
    }
    if let Some(mode) = asked.get("response_mode") {
        add("response_modes_supported", mode);
    }
    for kind in Demands::of(asked).details {
        add("authorization_details_types_supported", &kind);
    }
    if asked.get("claims").is_some() {
        add("claims_parameter_supported", "claims");
    }
    let lists = [
        ("acr_values", "acr_values_supported"),
        ("prompt", "prompt_values_supported"),
        ("display", "display_values_supported"),
        ("ui_locales", "ui_locales_supported"),
    ];
    for (name, member) in lists {
        for value in asked.get(name).unwrap_or_default().split_whitespace() {
            add(member, value);
        }
    }
    wanted
}

/// A server may take requests only as it wants them (RFC 9126 5, RFC 9101 10.5).
fn required(bench: &mut Bench<'_>, document: &Metadata) {
    let Some((index, authorize)) = bench.last(Step::Authorize) else { return };
    let (query, pushed) = (authorize.request.query(), bench.last(Step::Push).and_then(|(_, push)| push.request.form()));
    let is_pushed = query.get("request_uri").is_some();
    let is_signed = query.get("request").or(pushed.as_ref().and_then(|form| form.get("request"))).is_some();
    let demands = [
        ("require_pushed_authorization_requests", "pushed", is_pushed),
        ("require_signed_request_object", "signed", is_signed),
    ];
    let demands: Vec<_> = demands.into_iter().filter(|(member, ..)| document.flag(member) == Some(true)).collect();
    if demands.is_empty() {
        return;
    }
    let wanted: Vec<&str> = demands.iter().map(|(_, word, _)| *word).collect();
    let missing: Vec<String> = demands
        .iter()
        .filter(|(.., met)| !met)
        .map(|(member, word, _)| format!("not {word}, though {member}"))
        .collect();
    let seen = if missing.is_empty() { "so it was made".to_owned() } else { missing.join(", ") };
    let verdict = pass_or(missing.is_empty(), Verdict::Fail);
    bench.find(Some(index), check("metadata-asked-as-required", verdict, &wanted.join(" and "), seen));
}

/// An access token that comes through the browser was asked for by somebody.
fn front_channel(bench: &mut Bench<'_>) {
    let kind = bench.trace.plan.asked.response_type;
    if kind == ResponseType::Code {
        return;
    }
    let verdict = pass_or(!kind.has_token(), Verdict::Fail);
    let seen = match (kind.has_token(), bench.trace.plan.response_mode) {
        (false, _) => format!("response_type {}: no access token", kind.name()),
        (true, Some(mode)) if mode == ResponseMode::FormPost || mode == ResponseMode::FormPostJwt => {
            format!("response_type {}, in a form that the browser posts", kind.name())
        }
        (true, _) => format!("response_type {}, in the address of the browser", kind.name()),
    };
    bench.find(None, check("login-front-channel", verdict, "no access token through the browser", seen));
}

/// The name of a pushed request is used before it expires (RFC 9126 2.2 and 4).
fn in_time(bench: &mut Bench<'_>) {
    let (Some((_, push)), Some((index, authorize))) = (bench.last(Step::Push), bench.last(Step::Authorize)) else {
        return;
    };
    let Some(lifetime) = push.response.as_ref().and_then(push::lifetime) else { return };
    let age = std::time::Duration::from_millis(authorize.started_ms).as_secs_f64() - push.ended_at();
    let verdict = pass_or(age <= lifetime, Verdict::Warn);
    let expected = format!("within {lifetime:.0} s");
    bench.find(
        Some(index),
        check("par-request-uri-in-time", verdict, &expected, format!("after {:.0} s", age.max(0.0))),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_code_and_the_rest_is_looked_up() {
        let plain = Params::default().with("response_type", "code").with("scope", "openid");
        assert!(wanted(&plain).is_empty());
        let asked = Params::default()
            .with("response_type", "code id_token")
            .with("response_mode", "jwt")
            .with("acr_values", "a b")
            .with("claims", "{}")
            .with("authorization_details", r#"[{"type": "payment"}]"#);
        let members: Vec<&str> = wanted(&asked).into_iter().map(|(member, _)| member).collect();
        assert_eq!(
            members,
            [
                "response_types_supported",
                "response_modes_supported",
                "authorization_details_types_supported",
                "claims_parameter_supported",
                "acr_values_supported",
                "acr_values_supported",
            ]
        );
    }
}
