//! Checks of userinfo and resources.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{must, row, should};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(
        row("userinfo-sub-match"),
        Section::Resource,
        "with a swapped access token the app shows, or trusts, the data of somebody else",
    )
    .told_by(&["userinfo-shape", "userinfo-sub-match"]),
    Check::new(
        must(
            Step::Userinfo,
            "resource-no-token",
            "without a token the door stays shut",
            "RFC 6750 3 and 3.1",
            "answer 401 with WWW-Authenticate and no error code: whoever brought nothing did nothing wrong yet",
        ),
        Section::Resource,
        "anybody reads what belongs to a user",
    ),
    Check::new(
        must(
            Step::Userinfo,
            "resource-bad-token",
            "a token that nobody issued, or that was changed, opens nothing",
            "RFC 6750 3.1",
            "look every token up, or check its signature; answer 401 with error invalid_token",
        ),
        Section::Resource,
        "a made-up token reads what belongs to a user",
    ),
    Check::new(
        should(
            Step::Userinfo,
            "resource-query-token",
            "a token in the URL opens nothing",
            "RFC 6750 2.3, RFC 9700 4.3.2",
            "take the token from the Authorization header alone",
        ),
        Section::Resource,
        "tokens lie about in logs, in the history of browsers and in Referer headers, for whoever reads these",
    )
    .takes(Session::SignedIn, Codes::Reuse)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Userinfo,
            "resource-presentation",
            "a token is taken in every way that it may come, and in one way at a time",
            "RFC 9110 11.1, RFC 6750 2 and 3.1, OpenID Connect Core 5.3.1",
            "compare the scheme without regard to case, answer GET and POST, and refuse two tokens with 400",
        ),
        Section::Resource,
        "",
    )
    .takes(Session::SignedIn, Codes::Reuse)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Userinfo,
            "resource-idtoken-refused",
            "nothing but an access token is taken for one",
            "RFC 8725 3.11, RFC 9068 5, RFC 6750 3.1",
            "look at the type of the token: an ID token tells who signed in, and a code or a refresh token is for the token endpoint",
        ),
        Section::Resource,
        "an ID token, which apps pass around freely, opens what only an access token should",
    )
    .takes(Session::SignedIn, Codes::Reuse)
    .from(Suite::Full),
];
