//! Answers that are no answer: a page, a redirect, a status of the machinery in between.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, row};
use crate::trace::{Exchange, Step};
use crate::wire::{Response, uri};

pub(super) const ROWS: &[Row] = &[
    row("answer-redirected", "a redirect instead of an answer", redirected),
    row("endpoint-not-there", "no such endpoint at this URL", not_there),
    row("too-many-requests", "too many requests", too_many),
    row("media-type-refused", "the endpoint does not take a form", media),
    row("server-failed", "the server failed on its own side", server_failed),
    row("html-page", "an HTML page instead of JSON", page),
    row("forbidden-in-front", "something in front of the server forbids it", forbidden),
    row("answer-empty", "an empty answer", empty),
    row("token-missing-in-200", "status 200, and no token in it", no_token),
    row("not-json", "something else than JSON", not_json),
];

/// The answer that did not have the shape of one.
fn odd<'a>(facts: &Facts<'a>) -> Option<(&'a Exchange, &'a Response)> {
    let shapes = ["metadata-reachable", "token-response-shape", "token-access-token", "jwks-usable", "userinfo-shape"];
    facts.check().filter(|check| shapes.contains(&check.id.as_ref()))?;
    let exchange = match facts.step()? {
        // The first place is the one where the document should be.
        Step::Discover => facts.trace.of(Step::Discover).next()?,
        step => facts.trace.last(step)?,
    };
    Some((exchange, exchange.response.as_ref()?))
}

fn at(exchange: &Exchange, response: &Response) -> String {
    let media = response.headers.get("content-type").unwrap_or("no content type");
    format!(
        "{} {} answered {} with {media}",
        exchange.request.method,
        uri::without_query(&exchange.request.url),
        response.status
    )
}

/// The flag by which the endpoint of a step is given by name.
fn by_name(step: Step) -> &'static str {
    match step.name() {
        "discover" => "--authorization-endpoint URL --token-endpoint URL",
        "keys" => "--jwks-uri URL",
        "userinfo" => "--userinfo-endpoint URL",
        _ => "--token-endpoint URL",
    }
}

fn is_page(response: &Response) -> bool {
    let start = response.body.text_lossy();
    start.trim_start().starts_with('<') || response.headers.media_type().as_deref() == Some("text/html")
}

fn with_status(facts: &Facts<'_>, fits: fn(u16) -> bool, tell: impl Fn(&Exchange, &Response) -> Diagnosis) -> Standing {
    match odd(facts).filter(|(_, response)| fits(response.status)) {
        Some((exchange, response)) => tell(exchange, response).because(at(exchange, response)).open(),
        None => Standing::Aside,
    }
}

fn redirected(facts: &Facts<'_>) -> Standing {
    with_status(
        facts,
        |status| (300..400).contains(&status),
        |exchange, response| {
            let target = response.headers.get("location").unwrap_or("nowhere");
            Diagnosis::certain(
            "the endpoint sends us elsewhere instead of answering",
            "give the URL at which it really is: a missing slash, http for https, or a login wall in front of it; it is not followed, \
             since code and secret would go along",
        )
        .because(format!("location: {target}"))
        .try_with(facts.again(by_name(exchange.step)))
        },
    )
}

fn not_there(facts: &Facts<'_>) -> Standing {
    // Without metadata anywhere the issuer is the question, not the endpoint.
    if facts.refused("metadata-reachable").is_some() {
        return Standing::Aside;
    }
    with_status(
        facts,
        |status| matches!(status, 404 | 405 | 410),
        |exchange, _| {
            Diagnosis::likely(
                format!(
                    "this is not the endpoint of the step {}: the path or the method is not known there",
                    exchange.step.name()
                ),
                "compare the URL with the provider's documentation",
            )
            .try_with(facts.again(by_name(exchange.step)))
        },
    )
}

fn too_many(facts: &Facts<'_>) -> Standing {
    with_status(
        facts,
        |status| status == 429,
        |_, response| {
            let wait = response.headers.get("retry-after");
            Diagnosis::certain(
                "too many requests came from here",
                "wait as long as Retry-After says, and then run it again",
            )
            .because(wait.map_or_else(|| "no Retry-After came along".to_owned(), |wait| format!("Retry-After: {wait}")))
            .try_with(facts.again(""))
        },
    )
}

fn media(facts: &Facts<'_>) -> Standing {
    with_status(
        facts,
        |status| matches!(status, 406 | 415),
        |exchange, response| {
            let cause = if response.status == 406 {
                "the endpoint cannot answer in JSON"
            } else {
                "the endpoint does not take a form: it is no token endpoint of OAuth, or something in between changed the content type"
            };
            Diagnosis::likely(cause, "compare the URL with the provider's documentation")
                .try_with(facts.again(by_name(exchange.step)))
        },
    )
}

fn server_failed(facts: &Facts<'_>) -> Standing {
    with_status(
        facts,
        |status| status >= 500,
        |exchange, _| {
            Diagnosis::likely(
                format!("the server, or a gateway in front of it, failed at the step {}", exchange.step.name()),
                "try again; then look into the server's log at this time",
            )
            .try_with(facts.again(""))
        },
    )
}

fn page(facts: &Facts<'_>) -> Standing {
    let Some((exchange, response)) = odd(facts).filter(|(_, response)| is_page(response)) else {
        return Standing::Aside;
    };
    if (300..400).contains(&response.status)
        || response.status >= 500
        || matches!(response.status, 404 | 405 | 410 | 429)
    {
        return Standing::Aside;
    }
    let diagnosis = if matches!(response.status, 400 | 401) {
        let why = if response.status == 401 { "the credentials of the client" } else { "the token request" };
        Diagnosis::likely(
            format!("the server refused {why} and says so by an HTML page instead of an OAuth error"),
            "read the page; and tell the provider to answer in JSON with `error` (RFC 6749 5.2)",
        )
    } else {
        Diagnosis::likely(
            "an HTML page came where JSON belongs: this is the URL of a page, or a login or firewall stands before the endpoint",
            "give the URL of the endpoint itself",
        )
    };
    diagnosis
        .because(at(exchange, response))
        .because_some(title(response))
        .try_with(facts.again(by_name(exchange.step)))
        .open()
}

/// What a page says first: its title or its heading.
fn title(response: &Response) -> Option<String> {
    let text = response.body.text_lossy();
    let lower = text.to_ascii_lowercase();
    let inside = |tag: &str| {
        let from = lower.find(&format!("<{tag}"))?;
        let from = from + lower[from..].find('>')? + 1;
        let to = from + lower[from..].find("</")?;
        let words = text.get(from..to)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = words.chars().take(100).collect();
        (!words.is_empty()).then_some(words)
    };
    let said = [inside("h1"), inside("title")].into_iter().flatten().next()?;
    Some(format!("the page says: {said}"))
}

fn forbidden(facts: &Facts<'_>) -> Standing {
    if odd(facts).is_some_and(|(_, response)| is_page(response)) {
        return Standing::Aside;
    }
    with_status(
        facts,
        |status| status == 403,
        |_, _| {
            Diagnosis::likely(
                "something in front of the server forbids this: a firewall, a list of addresses, a missing permission",
                "at the provider, or in the network between, allow this machine",
            )
        },
    )
}

fn empty(facts: &Facts<'_>) -> Standing {
    match odd(facts).filter(|(_, response)| response.body.is_empty() && response.status < 300) {
        Some((exchange, response)) => Diagnosis::likely(
            "the answer is empty: a proxy cut it off, or this is no endpoint of OAuth",
            "ask without the proxy, and compare the URL with the provider's documentation",
        )
        .because(at(exchange, response))
        .try_with(facts.again(by_name(exchange.step)))
        .open(),
        None => Standing::Aside,
    }
}

fn no_token(facts: &Facts<'_>) -> Standing {
    let Some((exchange, response)) = odd(facts).filter(|_| facts.refused("token-access-token").is_some()) else {
        return Standing::Aside;
    };
    let members: Vec<String> =
        facts.tokens().unwrap_or_default().keys().take(12).map(|name| format!("`{name}`")).collect();
    Diagnosis::likely(
        "the token response holds no access_token where it belongs: it is nested, or the answer is an error in another form",
        "look at what came; a token inside another member, or `errors`, is this provider's own form",
    )
    .because(at(exchange, response))
    .because(format!("its members are: {}", if members.is_empty() { "none".to_owned() } else { members.join(", ") }))
    .open()
}

fn not_json(facts: &Facts<'_>) -> Standing {
    let Some((exchange, response)) = odd(facts) else { return Standing::Aside };
    let plain = response.status < 300 && !is_page(response) && !response.body.is_empty();
    if !plain || facts.refused("token-access-token").is_some() {
        return Standing::Aside;
    }
    Diagnosis::possible(
        format!("what came at the step {} is not what this endpoint answers with", exchange.step.name()),
        "compare the URL with the provider's documentation",
    )
    .because(at(exchange, response))
    .try_with(facts.again(by_name(exchange.step)))
    .open()
}
