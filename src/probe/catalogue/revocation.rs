//! Checks of revocation and introspection.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{Requirement, must};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    of_a_grant(
        must(
            Step::Revoke,
            "revoke-effective",
            "a revoked token is dead",
            "RFC 7009 2.1 and 2.2",
            "forget the token before the answer is sent, and the access tokens with their refresh token",
        ),
        "whoever stole a token keeps using it after the user, or the app, ended it",
    ),
    of_a_grant(
        must(
            Step::Revoke,
            "revoke-client-auth",
            "a client that has a secret shows it to revoke a token",
            "RFC 7009 2.1",
            "authenticate the client before anything is revoked",
        ),
        "anybody who saw a token signs its user out",
    ),
    of_a_grant(
        must(
            Step::Revoke,
            "revoke-foreign-token",
            "no client revokes the tokens of another",
            "RFC 7009 2.1",
            "compare the client that authenticated with the one that the token was issued to",
        ),
        "one app signs out the users of another",
    ),
    of_a_grant(
        must(
            Step::Introspect,
            "introspect-auth",
            "nobody learns about a token who does not say who he is",
            "RFC 7662 2.1 and 4",
            "answer 401 to whoever does not authenticate: otherwise tokens can be tried until one is found",
        ),
        "tokens are guessed by asking, and whoever found one learns whose it is",
    ),
    of_a_grant(
        must(
            Step::Introspect,
            "introspect-inactive",
            "of a token that is not good nothing is told but that",
            "RFC 7662 2.2",
            "answer exactly {\"active\": false} for a token that is unknown, expired, revoked or for somebody else",
        ),
        "a resource opens to tokens that were never issued, or were taken back",
    ),
];

/// Each works on tokens that are made for it.
const fn of_a_grant(requirement: Requirement, attack: &'static str) -> Check {
    Check::new(requirement, Section::Revocation, attack).takes(Session::SignedIn, Codes::Own).from(Suite::Full)
}
