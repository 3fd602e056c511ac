//! What cannot be judged of a login that somebody else made: what a check rests on and nobody captured.

use crate::protocol::{Check, Verdict};
use crate::trace::har::REDACTED;
use crate::trace::mask::is_masked;
use crate::trace::{Part, Plan};

/// The checks that rest on a part of the login beside the message that they look at.
const RESTS_ON: &[(Part, &[&str])] = &[
    (
        Part::Request,
        &[
            "login-pkce",
            "login-state",
            "login-nonce",
            "response-state-exact",
            "response-mode-as-asked",
            "response-code-present",
            "response-token-present",
            "response-id-token-present",
            "response-no-front-channel-tokens",
            "token-scope-honest",
            "token-id-token-present",
            "idtoken-nonce",
            "idtoken-s-hash",
            "metadata-offers-asked",
            "metadata-asked-as-required",
        ],
    ),
    (Part::Answer, &["idtoken-c-hash"]),
    (Part::TokenRequest, &["metadata-auth-methods"]),
    (Part::Keys, &["idtoken-signature", "jarm-signature", "refresh-id-token"]),
    (
        Part::Times,
        &[
            "idtoken-exp",
            "idtoken-iat",
            "idtoken-nbf",
            "idtoken-auth-time",
            "jarm-exp",
            "par-request-uri-in-time",
            "refresh-id-token",
        ],
    ),
];

/// The checks that compute something of values, and come out wrong where these were taken out.
const COMPUTED: [&str; 7] = [
    "idtoken-form",
    "idtoken-signature",
    "idtoken-at-hash",
    "idtoken-c-hash",
    "jarm-signature",
    "userinfo-sub-match",
    "refresh-id-token",
];

/// A check as it counts: one that rests on what was not captured is open, whatever came of it.
pub(super) fn weighed(check: Check, plan: &Plan) -> Check {
    let lacking = |(part, ids): &&(Part, &[&str])| plan.lacks(*part) && ids.contains(&check.id.as_ref());
    let mode = plan.captured.as_ref().and_then(|captured| captured.response_mode.as_deref());
    if let Some(mode) = mode.filter(|_| check.id == "response-mode-as-asked") {
        return Check { verdict: Verdict::Unjudged, seen: format!("asked for by response_mode={mode}"), ..check };
    }
    let part = RESTS_ON.iter().find(lacking).map(|(part, _)| *part).or_else(|| taken_out(&check, plan));
    match part {
        Some(part) => Check { verdict: Verdict::Unjudged, seen: format!("not captured: {}", part.name()), ..check },
        None => check,
    }
}

/// Where values were taken out: a check that needs them, and one that saw what stands in their place.
fn taken_out(check: &Check, plan: &Plan) -> Option<Part> {
    let is_wrong = matches!(check.verdict, Verdict::Fail | Verdict::Warn);
    let is_computed = is_wrong && COMPUTED.contains(&check.id.as_ref());
    let saw = |words: &str| words.contains(REDACTED) || is_wrong && is_masked(words);
    let is_open = is_computed || saw(&check.seen) || saw(&check.expected);
    (plan.lacks(Part::Values) && is_open).then_some(Part::Values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_id;

    #[test]
    fn only_checks_that_there_are_rest_on_anything() {
        for id in RESTS_ON.iter().flat_map(|(_, ids)| *ids).chain(&COMPUTED) {
            assert!(by_id(id).is_some(), "{id}");
        }
    }
}
