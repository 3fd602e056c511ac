//! Checks of the token response.

use super::{Check, Section};
use crate::rules::must;
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[Check::new(
    must(
        Step::Redeem,
        "token-error-shape",
        "errors of the token endpoint are JSON with an `error` that clients can read",
        "RFC 6749 5.2",
        "answer with status 400 or 401 and application/json, and keep pages and stack traces to yourself",
    ),
    Section::Tokens,
    "",
)];
