//! Checks of the authorization response.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{must, row};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(
        row("response-state-exact"),
        Section::Answering,
        "an answer that belongs to somebody else's session is taken for one's own (login CSRF)",
    )
    .told_by(&["response-state-exact"]),
    Check::new(
        row("response-iss"),
        Section::Answering,
        "mix-up: the code of one server is carried to another, which an attacker runs",
    )
    .told_by(&["response-iss"]),
    Check::new(row("response-error-shape"), Section::Answering, ""),
    Check::new(
        row("response-no-front-channel-tokens"),
        Section::Answering,
        "tokens lie in histories, in logs and in the Referer header",
    )
    .told_by(&["response-no-front-channel-tokens"]),
    Check::new(
        must(
            Step::Callback,
            "response-code-entropy",
            "codes cannot be guessed",
            "RFC 6749 10.10, RFC 6819 5.1.4.2.2",
            "draw codes from a good source of chance: 128 bits at least, better 160",
        ),
        Section::Answering,
        "whoever guesses the next code has the account of whoever signs in next",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Callback,
            "response-form-post",
            "an answer that is asked for as a form comes as one, and is kept nowhere",
            "OAuth 2.0 Form Post Response Mode 2",
            "post a form with the parameters to the redirect URI, from a page with Cache-Control: no-store",
        ),
        Section::Answering,
        "the code stands in the history and in logs, which the form was to avoid",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
];
