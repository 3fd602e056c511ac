//! Who could have redeemed this code: the two locks of a login, and who lacks which key (by the specification).

use crate::protocol::{AuthMethod, Pkce, token_response};
use crate::trace::{Exchange, Step, Trace};

/// The locks that a login really had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locks {
    /// Whether the client proves itself with a secret (RFC 6749 2.1).
    pub confidential: bool,
    /// The challenge that the code is bound to.
    pub pkce: Pkce,
}

/// One of the two locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The client secret: refused with `invalid_client` (RFC 6749 5.2).
    Secret,
    /// The code verifier: refused with `invalid_grant` (RFC 7636 4.6).
    Verifier,
}

/// What somebody who has the code, the `client_id` and the redirect URI knows besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// The client secret.
    pub secret: bool,
    /// The authorization request: with `plain` it holds the verifier.
    pub request: bool,
    /// The code verifier itself.
    pub verifier: bool,
}

/// What comes of trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Tokens.
    Redeemed,
    /// An error response, and which lock held.
    Refused {
        /// The lock that held; the server asks for the client first.
        by: Lock,
    },
}

/// Whether somebody holds a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Holds it.
    Held,
    /// Lacks it.
    Lacked,
    /// There is no such lock in this login.
    NoLock,
}

/// Somebody with the code, and how far he gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What he holds, in words.
    pub holding: &'static str,
    /// The key of the first lock.
    pub secret: Key,
    /// The key of the second lock.
    pub verifier: Key,
    /// What comes of it.
    pub outcome: Outcome,
}

/// The whole panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The locks of this login.
    pub locks: Locks,
    /// From the one who holds least to the one who holds most.
    pub rows: Vec<Row>,
    /// What the secret does, and does not do, in this login.
    pub secret: &'static str,
    /// What the verifier does, and does not do, in this login.
    pub verifier: &'static str,
}

impl Lock {
    /// The status and the error code that the specification wants where this lock holds.
    #[must_use]
    pub fn refusal(self) -> (u16, &'static str) {
        match self {
            Self::Secret => (401, "invalid_client"),
            Self::Verifier => (400, "invalid_grant"),
        }
    }
}

impl Locks {
    /// The locks of a recorded login: the client authentication that was really used, the challenge that was really sent.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        Self { confidential: is_confidential(trace), pkce: challenge_sent(trace) }
    }

    /// What comes of trying to redeem a fresh code with this in hand.
    #[must_use]
    pub fn try_with(self, holding: Holding) -> Outcome {
        if self.confidential && !holding.secret {
            Outcome::Refused { by: Lock::Secret }
        } else if self.pkce != Pkce::None && !self.knows_verifier(holding) {
            Outcome::Refused { by: Lock::Verifier }
        } else {
            Outcome::Redeemed
        }
    }

    fn knows_verifier(self, holding: Holding) -> bool {
        holding.verifier || (self.pkce == Pkce::Plain && holding.request)
    }

    fn row(self, words: &'static str, holding: Holding) -> Row {
        let key = |lock: bool, held: bool| match (lock, held) {
            (false, _) => Key::NoLock,
            (true, true) => Key::Held,
            (true, false) => Key::Lacked,
        };
        Row {
            holding: words,
            secret: key(self.confidential, holding.secret),
            verifier: key(self.pkce != Pkce::None, self.knows_verifier(holding)),
            outcome: self.try_with(holding),
        }
    }
}

/// The panel of a recorded login.
#[must_use]
pub fn panel(trace: &Trace) -> Panel {
    of_locks(Locks::of(trace))
}

/// The panel of a login with these locks; who would hold the key of a lock that is not there is left out.
#[must_use]
pub fn of_locks(locks: Locks) -> Panel {
    let seen = Holding { request: true, ..Holding::default() };
    let mut rows = vec![
        locks.row("the redirect (history, logs)", Holding::default()),
        locks.row("… and the authorization request", seen),
    ];
    let has_pkce = locks.pkce != Pkce::None;
    if locks.confidential {
        rows.push(locks.row("… and the client secret", Holding { secret: true, ..seen }));
    }
    if has_pkce {
        let words = if locks.confidential { "… and the verifier, no secret" } else { "… and the code verifier" };
        rows.push(locks.row(words, Holding { verifier: true, ..seen }));
    }
    if has_pkce && locks.confidential {
        rows.push(locks.row("both", Holding { secret: true, request: true, verifier: true }));
    }
    Panel { locks, rows, secret: on_secret(locks), verifier: on_verifier(locks) }
}

fn on_secret(locks: Locks) -> &'static str {
    match (locks.confidential, locks.pkce) {
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

fn on_verifier(locks: Locks) -> &'static str {
    match (locks.confidential, locks.pkce) {
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

/// By what the token request showed; where it never came to that, or was refused without proof, by the plan.
fn is_confidential(trace: &Trace) -> bool {
    let planned = trace.plan.client.is_confidential() && trace.plan.client.auth_method != Some(AuthMethod::None);
    match trace.last(Step::Redeem) {
        Some(redeem) if proves_client(redeem) => true,
        Some(redeem) if gave_tokens(redeem) => false,
        _ => planned,
    }
}

fn proves_client(redeem: &Exchange) -> bool {
    let form = redeem.request.form().unwrap_or_default();
    redeem.request.headers.get("authorization").is_some()
        || ["client_secret", "client_assertion"].iter().any(|name| form.get(name).is_some())
}

fn gave_tokens(redeem: &Exchange) -> bool {
    let answer = redeem.response.as_ref().and_then(token_response::members);
    answer.is_some_and(|answer| answer.contains_key("access_token"))
}

/// The method of the challenge in the authorization request as it went out; without a method it is `plain`
/// (RFC 7636 4.3). A method that nobody knows is taken for one that gives nothing away.
fn challenge_sent(trace: &Trace) -> Pkce {
    let Some(authorize) = trace.last(Step::Authorize) else {
        return trace.plan.pkce;
    };
    let query = authorize.request.query();
    match (query.get("code_challenge").filter(|challenge| !challenge.is_empty()), query.get("code_challenge_method")) {
        (None, _) => Pkce::None,
        (Some(_), None | Some("" | "plain")) => Pkce::Plain,
        (Some(_), Some(_)) => Pkce::S256,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_redeemed_by_who_holds_every_key() {
        let none = Holding::default();
        let request = Holding { request: true, ..none };
        let verifier = Holding { verifier: true, ..request };
        let secret = |holding| Holding { secret: true, ..holding };
        let (tokens, client, grant) =
            (Outcome::Redeemed, Outcome::Refused { by: Lock::Secret }, Outcome::Refused { by: Lock::Verifier });
        for (confidential, pkce, holding, outcome) in [
            (false, Pkce::None, none, tokens),
            (false, Pkce::Plain, none, grant),
            (false, Pkce::Plain, request, tokens),
            (false, Pkce::S256, request, grant),
            (false, Pkce::S256, verifier, tokens),
            (true, Pkce::None, none, client),
            (true, Pkce::S256, verifier, client),
            (true, Pkce::None, secret(none), tokens),
            (true, Pkce::Plain, secret(request), tokens),
            (true, Pkce::S256, secret(request), grant),
            (true, Pkce::S256, secret(verifier), tokens),
        ] {
            let locks = Locks { confidential, pkce };
            assert_eq!(locks.try_with(holding), outcome, "{locks:?} {holding:?}");
        }
        assert_eq!(Lock::Secret.refusal(), (401, "invalid_client"));
        assert_eq!(Lock::Verifier.refusal(), (400, "invalid_grant"));
    }

    #[test]
    fn only_the_locks_that_are_there_are_asked_about() {
        let rows = |confidential, pkce| of_locks(Locks { confidential, pkce }).rows;
        assert_eq!(rows(true, Pkce::S256).len(), 5);
        assert_eq!(rows(false, Pkce::S256).len(), 3);
        assert_eq!(rows(true, Pkce::None).len(), 3);
        assert!(rows(false, Pkce::None).iter().all(|row| row.outcome == Outcome::Redeemed));
        let both: Vec<Outcome> = rows(true, Pkce::S256).iter().map(|row| row.outcome).collect();
        assert_eq!(both.iter().filter(|outcome| **outcome == Outcome::Redeemed).count(), 1);
    }
}
