//! What each lock of a login does, and what it does not do.

use super::{Locks, Means};
use crate::protocol::Pkce;

pub(super) const NO_CODE: &str = "There is no code in this login, so there is nothing to redeem: no secret is asked for, and \
                                  none protects what the browser brought.";
pub(super) const UNSEEN_SECRET: &str = "Whether the app proves itself with a secret is not seen here: its token request passed no browser. A code \
                                        alone is worth the tokens wherever it does not, and no verifier is asked for.";
pub(super) const UNSEEN_VERIFIER: &str =
    "Whether there is a verifier is not seen here either: the authorization request is not in the capture.";
pub(super) const NO_VERIFIER: &str = "Whoever reads the redirect has the tokens themselves. A code with a verifier would be worth \
                                      nothing to him: --response-type code.";
pub(super) const ON_DPOP_KEY: &str = "The key for DPoP binds this code, and the tokens that come of it, to whoever holds it: a stolen token \
                           is worth nothing without it, which neither secret nor verifier can say of themselves.";

/// Where both were measured, and one of the two is enough.
pub(super) const EITHER: &str = "Proven here: this provider is content with one of the two, secret or verifier. Each was left out or wrong, and \
                                 the code was redeemed all the same.";
pub(super) const EITHER_VERIFIER: &str =
    "Whoever has the secret does without the verifier, so that a code slipped into the app's own login is redeemed.";
/// The same where only leaving it out is taken.
pub(super) const EITHER_LEFT_OUT: &str =
    "Whoever has the secret does without the verifier, and leaves it out; a wrong one is refused.";
/// Where the secret was measured, and is not insisted on.
pub(super) const SECRET_OPEN: &str = "Proven here: this provider does not insist on the secret. It redeemed a code without it, or with a wrong one, \
                                      so that the secret protects nothing.";
/// Where the verifier was measured, and is not insisted on.
pub(super) const VERIFIER_OPEN: &str = "Proven here: this provider does not insist on the verifier. It redeemed a code without it, or with a wrong \
                                        one, so that the verifier protects nothing.";

/// Where it may be left out, and a wrong one is refused.
pub(super) const VERIFIER_LEFT_OUT: &str = "Proven here: this provider redeems a code without the verifier. It refuses a wrong one, but whoever has none \
                                            leaves it out.";
/// Where the challenge passes for it.
pub(super) const CHALLENGE_TAKEN: &str = "Proven here: this provider takes the challenge for the verifier, so that it protects nothing from whoever saw \
                                          the authorization request.";

pub(super) fn on_secret(locks: Locks) -> &'static str {
    if matches!(locks.client, Means::Key | Means::Certificate) {
        return on_key(locks.pkce);
    }
    match (locks.is_confidential(), locks.pkce) {
        (true, Pkce::S256 | Pkce::Plain) => {
            "The secret proves which client asks. It lives for years and serves every login: if it leaks, the verifier still \
             holds the code of each single login."
        }
        (true, Pkce::None) => {
            "The secret proves which client asks, and nothing more: who slips a stolen code into the app's own login has it \
             redeemed with the app's own secret."
        }
        (false, Pkce::None) => {
            "There is no secret: a public client has nothing to prove itself with, and its client_id is known to everybody."
        }
        (false, _) => {
            "There is no secret: a public client cannot keep one, so everything rests on the verifier and on the redirect URI."
        }
    }
}

pub(super) fn on_verifier(locks: Locks) -> &'static str {
    match (locks.is_confidential(), locks.pkce) {
        (true, Pkce::S256) => {
            "The verifier proves that whoever began this login asks. It lives for seconds and serves this one; the secret \
             cannot tell a stolen code from a fresh one, the verifier can."
        }
        (false, Pkce::S256) => {
            "The verifier proves that whoever began this login asks. The challenge that the browser \
             carried cannot be turned back into it."
        }
        (_, Pkce::Plain) => {
            "With plain the challenge is the verifier: it stops who saw the redirect alone, and nobody who saw the \
             authorization request. S256 closes that."
        }
        (_, Pkce::None) => {
            "There is no verifier: the server cannot tell whoever began this login from somebody who found the code. \
             --pkce S256 adds this lock."
        }
    }
}

/// A key does what a secret does, and is never shown while it does it.
fn on_key(pkce: Pkce) -> &'static str {
    match pkce {
        Pkce::S256 | Pkce::Plain => {
            "The client's private key proves which client asks, as a secret would, but is never sent: a server that is broken \
             into has nothing to lose. The verifier still holds the code of each single login."
        }
        Pkce::None => {
            "The client's private key proves which client asks, and nothing more: who slips a stolen code into the app's own \
             login has it redeemed with the app's own key."
        }
    }
}
