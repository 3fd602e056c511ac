//! Checks of redeeming a code.

use super::{Check, Codes, Section, Session};
use crate::rules::must;
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(
        must(
            Step::Redeem,
            "token-baseline",
            "a correct request is answered with tokens",
            "RFC 6749 4.1.3 and 5.1",
            "let the login work first: everything else is this request with one thing changed",
        ),
        Section::Redeeming,
        "",
    )
    .takes(Session::SignedIn, Codes::Own),
    Check::new(
        must(
            Step::Redeem,
            "pkce-verifier-wrong",
            "a wrong verifier redeems nothing",
            "RFC 7636 4.6",
            "compare BASE64URL(SHA256(code_verifier)) with the challenge that the code was bound to",
        ),
        Section::Redeeming,
        "whoever steals a code redeems it: PKCE protects nothing here",
    )
    .takes(Session::SignedIn, Codes::Share),
];
