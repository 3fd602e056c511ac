//! Checks of refreshing.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{Requirement, must, row, should};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    of_a_grant(
        must(
            Step::Refresh,
            "refresh-baseline",
            "a refresh token buys a new access token",
            "RFC 6749 6",
            "let a refresh work first: the other checks are this request with one thing changed",
        ),
        "",
    ),
    of_a_grant(
        must(
            Step::Refresh,
            "refresh-client-auth",
            "a client that has a secret shows it for a refresh as well",
            "RFC 6749 3.2.1, 6 and 10.4",
            "authenticate the client at every request of the token endpoint, whatever the grant",
        ),
        "whoever finds a refresh token uses it for as long as it lives: the secret protects nothing here",
    ),
    of_a_grant(
        must(
            Step::Refresh,
            "refresh-bound-to-client",
            "a refresh token serves the client that it was given to, and no other",
            "RFC 6749 6 and 10.4",
            "compare the client that authenticated with the one that the refresh token was issued to",
        ),
        "one app, or whoever took it over, refreshes with the tokens that leaked from another",
    ),
    of_a_grant(
        must(
            Step::Refresh,
            "refresh-scope-widening",
            "a refresh grants nothing that the user did not",
            "RFC 6749 6, RFC 9700 4.14.2",
            "answer invalid_scope to whoever asks for more, or leave the rest out and name what was granted",
        ),
        "an app, or whoever stole its refresh token, gives itself rights that no user agreed to",
    ),
    of_a_grant(
        row("refresh-rotation"),
        "a thief uses the refresh token of a public client beside it for ever, and nobody notices",
    ),
    of_a_grant(
        should(
            Step::Refresh,
            "refresh-reuse-revokes-family",
            "when a used refresh token comes again, what came of it ends",
            "RFC 9700 4.14.2",
            "revoke the active refresh token, and its access tokens: two hold the token, and one of them is a thief",
        ),
        "a thief who was quicker than the app keeps the account, and the alarm goes unheard",
    ),
    of_a_grant(
        must(
            Step::Refresh,
            "refresh-idtoken-consistent",
            "the ID token of a refresh tells of the same user and the same login",
            "OpenID Connect Core 12.2",
            "keep iss, sub, aud, azp and auth_time of the first ID token and write a new iat",
        ),
        "in the middle of a session the user becomes somebody else",
    ),
    of_a_grant(
        must(
            Step::Refresh,
            "refresh-type-confusion",
            "nothing but a refresh token is taken for one",
            "RFC 6749 6, RFC 8725 3.11",
            "look at the type of the token: an access token goes to resources, and an ID token to anybody",
        ),
        "a resource that is shown an access token turns it into new ones for as long as it likes",
    ),
];

/// All of them work on the tokens of one grant, which is made for them.
const fn of_a_grant(requirement: Requirement, attack: &'static str) -> Check {
    Check::new(requirement, Section::Refresh, attack).takes(Session::SignedIn, Codes::Own).from(Suite::Full)
}
