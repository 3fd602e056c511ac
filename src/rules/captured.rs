//! What cannot be judged of a login that somebody else made: what a check rests on and nobody captured.

use crate::protocol::{Check, Verdict};
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
];

/// A check as it counts: one that rests on what was not captured is open, whatever came of it.
pub(super) fn weighed(check: Check, plan: &Plan) -> Check {
    let lacking = |(part, ids): &&(Part, &[&str])| plan.lacks(*part) && ids.contains(&check.id.as_ref());
    let part = RESTS_ON.iter().find(lacking).map(|(part, _)| *part);
    match part {
        Some(part) => Check { verdict: Verdict::Unjudged, seen: format!("not captured: {}", part.name()), ..check },
        None => check,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_id;

    #[test]
    fn only_checks_that_there_are_rest_on_anything() {
        for id in RESTS_ON.iter().flat_map(|(_, ids)| *ids) {
            assert!(by_id(id).is_some(), "{id}");
        }
    }
}
