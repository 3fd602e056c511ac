//! Checks of the ID token.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{must, row};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(
        row("idtoken-signature"),
        Section::IdToken,
        "anybody writes himself an ID token and is let in as whomever he likes",
    )
    .told_by(&["idtoken-alg", "idtoken-signature"]),
    Check::new(
        must(
            Step::Verify,
            "idtoken-claims",
            "the claims say who made the ID token, for whom, about whom and when",
            "OpenID Connect Core 2 and 3.1.3.7 (2 to 5, 9, 10)",
            "write iss and aud character by character, sub as a short string, and times as numbers of seconds",
        ),
        Section::IdToken,
        "a true statement for another app, of another server or of another day passes for this login",
    )
    .told_by(&[
        "idtoken-form",
        "idtoken-crit",
        "idtoken-iss",
        "idtoken-aud",
        "idtoken-azp",
        "idtoken-exp",
        "idtoken-iat",
        "idtoken-nbf",
        "idtoken-sub",
    ]),
    Check::new(
        row("idtoken-nonce"),
        Section::IdToken,
        "a code that was stolen elsewhere is slipped into a login, and nothing tells that it does not belong there",
    )
    .told_by(&["idtoken-nonce"]),
    Check::new(
        row("idtoken-at-hash"),
        Section::IdToken,
        "the access token beside an ID token is swapped for that of somebody else",
    )
    .told_by(&["idtoken-at-hash", "idtoken-c-hash", "idtoken-s-hash"]),
    Check::new(
        row("idtoken-auth-time"),
        Section::IdToken,
        "an app that wants a fresh login, or a strong one, takes an old or a weak one for it",
    )
    .told_by(&["idtoken-auth-time", "idtoken-acr"])
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Verify,
            "idtoken-sub-stable",
            "the same user has the same name at every login",
            "OpenID Connect Core 2 and 5.7",
            "keep iss and sub of a user for ever, and auth_time as long as nobody signs in anew",
        ),
        Section::IdToken,
        "a user becomes somebody else to the app: locked out, or in the account of another",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
];
