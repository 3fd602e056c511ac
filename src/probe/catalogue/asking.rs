//! Checks of the authorization request.

use super::{Check, Codes, Section, Session};
use crate::rules::must;
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[Check::new(
    must(
        Step::Authorize,
        "authz-baseline",
        "a complete request is answered with a code",
        "RFC 6749 4.1.1, RFC 7636 4.3",
        "let the login work first: everything else is this request with one thing changed",
    ),
    Section::Asking,
    "",
)
.takes(Session::SignedIn, Codes::Own)];
