//! An answer failed a check, and the flow was stopped by us.

use super::checks::{Words, find};
use super::{Told, answers};
use crate::protocol::{Check, Verdict};
use crate::rules;
use crate::trace::{Step, Trace};

pub(super) fn told(trace: &Trace, step: Step, check: &Check) -> Told {
    let rule = rules::by_id(&check.id);
    let known = find(&check.id);
    let mut told = Told::new(known.map_or_else(
        || {
            let at = format!("the answer at step {} ({})", trace.plan.number(step), step.name());
            rule.map_or_else(
                || format!("{at} failed the check `{}`", check.id),
                |rule| format!("{at} is wrong: it has to be that {}", rule.title),
            )
        },
        |words| headline(words, check).to_owned(),
    ));
    let (expected, seen) = labels(&check.id);
    told = told.fact(expected, check.expected.clone()).fact(seen, check.seen.clone());
    told = body_facts(told, trace, step, &check.id);
    if let Some(words) = known {
        told = told.meaning(words.meaning);
    }
    if check.verdict == Verdict::Warn {
        told = told.meaning("It is only odd, and was refused since --strict was asked for.");
    }
    match rule {
        // A check without words of its own has those of its rule.
        Some(rule) if known.is_none() => told.fact("see", rule.spec).meaning(sentence(rule.advice)),
        Some(rule) => told.fact("see", rule.spec),
        None => told,
    }
}

/// The advice of a rule is written to whoever runs the server.
fn sentence(advice: &str) -> String {
    format!("For the provider to change: {advice}.")
}

/// A value that is missing is told as missing.
fn headline(words: &Words, check: &Check) -> &'static str {
    match (words.id, check.seen.starts_with("absent"), check.expected.as_str()) {
        ("response-state-exact", true, _) => "the callback comes without the `state` that this login sent",
        ("response-state-exact", false, "absent") => "the callback carries a `state`, although none was sent",
        ("response-iss", true, _) if check.seen.contains("does not promise") => {
            "the callback does not say which server sent it"
        }
        ("response-iss", true, _) => "the callback does not say which server sent it, although the server promises to",
        ("idtoken-nonce", true, _) => "the ID token comes without the `nonce` that this login sent",
        ("idtoken-alg", _, _) if check.seen.eq_ignore_ascii_case("\"none\"") => {
            "the ID token is not signed: alg `none`"
        }
        ("idtoken-exp", true, _) => "the ID token does not say when it expires",
        ("metadata-issuer-exact", true, _) => "the metadata does not name its issuer",
        ("token-type-known", true, _) => "the token response comes without `token_type`",
        _ => words.headline,
    }
}

fn labels(id: &str) -> (&'static str, &'static str) {
    match id {
        "response-state-exact" | "idtoken-nonce" => ("sent", "received"),
        "metadata-issuer-exact" => ("asked", "found"),
        _ => ("expected", "seen"),
    }
}

/// Where the answer was not what the endpoint is for, its beginning says more than the check.
fn body_facts(told: Told, trace: &Trace, step: Step, id: &str) -> Told {
    let shapes = ["metadata-reachable", "token-response-shape", "jwks-usable", "userinfo-shape", "par-response-shape"];
    let Some(exchange) = trace.last(step).filter(|_| shapes.contains(&id)) else {
        return told;
    };
    let Some(response) = &exchange.response else { return told };
    let mut told = told.fact(
        "from",
        format!("{} {}", exchange.request.method, crate::wire::uri::without_query(&exchange.request.url)),
    );
    told = told.fact("received", answers::summary(response));
    if let Some(beginning) = answers::beginning(response) {
        told = told.fact("it begins", beginning);
    }
    if let Some(location) = response.headers.get("location") {
        told = told.fact("location", location);
    }
    told
}
