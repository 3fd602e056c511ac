//! Checks of the token response.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{must, row};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(row("token-response-shape"), Section::Tokens, "").told_by(&[
        "token-response-shape",
        "token-access-token",
        "token-type-known",
        "token-expires-in",
        "token-members-are-strings",
    ]),
    Check::new(
        row("token-response-no-store"),
        Section::Tokens,
        "whoever can look into a cache on the way, or into that of the program, finds the tokens there",
    )
    .told_by(&["token-response-no-store"]),
    Check::new(
        row("token-scope-honest"),
        Section::Tokens,
        "an app can do more with the account than its user was asked about",
    )
    .told_by(&["token-id-token-present"]),
    Check::new(
        must(
            Step::Redeem,
            "token-strength",
            "nobody can guess or make an access token",
            "RFC 6749 10.10, RFC 8725 3.1",
            "draw at least 128 bits for each token, or sign it with a private key; let it live for minutes, not for days",
        ),
        Section::Tokens,
        "whoever guesses a token, or makes one, has the account of somebody else",
    )
    .takes(Session::SignedIn, Codes::Reuse)
    .from(Suite::Full),
    Check::new(
    must(
        Step::Redeem,
        "token-error-shape",
        "errors of the token endpoint are JSON with an `error` that clients can read",
        "RFC 6749 5.2",
        "answer with status 400 or 401 and application/json, and keep pages and stack traces to yourself",
    ),
    Section::Tokens,
    "",
),
];
