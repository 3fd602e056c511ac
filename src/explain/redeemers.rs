//! Who could have redeemed this code: the locks of a login, and who lacks which key (by the specification, or proven where
//! it was tried on the server).

mod evidence;
mod proven;
mod words;

use crate::protocol::Pkce;
use crate::trace::{Part, Trace};

pub use proven::proven;

/// The locks that a login really had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locks {
    /// What the client proves itself with (RFC 6749 2.1).
    pub client: Means,
    /// The challenge that the code is bound to.
    pub pkce: Pkce,
    /// Whether the code is bound to a key for DPoP (RFC 9449 10).
    pub key_bound: bool,
}

/// What a client proves itself with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// Nothing: a public client.
    Nothing,
    /// A secret, shown or used for an HMAC.
    Secret,
    /// A private key that it signs with and never shows (RFC 7523 2.2).
    Key,
    /// A certificate, and the private key that belongs to it (RFC 8705 2).
    Certificate,
}

/// One of the locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The client secret: refused with `invalid_client` (RFC 6749 5.2).
    Secret,
    /// The code verifier: refused with `invalid_grant` (RFC 7636 4.6).
    Verifier,
    /// The key that the code is bound to: refused with `invalid_grant` (RFC 9449 10).
    DpopKey,
}

/// What somebody who has the code, the `client_id` and the redirect URI knows besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "somebody holds each of these or lacks it, in every combination")]
pub struct Holding {
    /// The client secret.
    pub secret: bool,
    /// The authorization request: with `plain` it holds the verifier.
    pub request: bool,
    /// The code verifier itself.
    pub verifier: bool,
    /// The private key for DPoP.
    pub dpop_key: bool,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What he holds, in words.
    pub holding: &'static str,
    /// Whether he has seen the authorization request.
    pub saw_request: bool,
    /// The key of the first lock.
    pub secret: Key,
    /// The key of the second lock.
    pub verifier: Key,
    /// The key of the third lock, which few logins have.
    pub dpop_key: Key,
    /// What comes of it.
    pub outcome: Outcome,
    /// What came back where this was tried on the server; nothing where it follows from the specification.
    pub proven: Option<String>,
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
    /// What the key for DPoP does, and does not do, where there is one.
    pub dpop_key: Option<&'static str>,
}

impl Panel {
    /// Whether anything in it was tried on the server.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.rows.iter().any(|row| row.proven.is_some())
    }
}

impl Lock {
    /// The status and the error code that the specification wants where this lock holds.
    #[must_use]
    pub fn refusal(self) -> (u16, &'static str) {
        match self {
            Self::Secret => (401, "invalid_client"),
            Self::Verifier | Self::DpopKey => (400, "invalid_grant"),
        }
    }
}

impl Means {
    /// The short name: what a column is headed with.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing | Self::Secret => "secret",
            Self::Key => "key",
            Self::Certificate => "cert",
        }
    }
}

impl Locks {
    /// The locks of a recorded login: the client authentication that was really used, the challenge that was really sent.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        Self {
            client: evidence::means(trace),
            pkce: evidence::challenge_sent(trace),
            key_bound: evidence::is_key_bound(trace),
        }
    }

    /// What comes of trying to redeem a fresh code with this in hand.
    #[must_use]
    pub fn try_with(self, holding: Holding) -> Outcome {
        if self.is_confidential() && !holding.secret {
            Outcome::Refused { by: Lock::Secret }
        } else if self.pkce != Pkce::None && !self.knows_verifier(holding) {
            Outcome::Refused { by: Lock::Verifier }
        } else if self.key_bound && !holding.dpop_key {
            Outcome::Refused { by: Lock::DpopKey }
        } else {
            Outcome::Redeemed
        }
    }

    /// Whether the client proves itself at all.
    #[must_use]
    pub fn is_confidential(self) -> bool {
        self.client != Means::Nothing
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
            saw_request: holding.request,
            secret: key(self.is_confidential(), holding.secret),
            verifier: key(self.pkce != Pkce::None, self.knows_verifier(holding)),
            dpop_key: key(self.key_bound, holding.dpop_key),
            outcome: self.try_with(holding),
            proven: None,
        }
    }
}

/// The panel of a recorded login.
#[must_use]
pub fn panel(trace: &Trace) -> Panel {
    let panel = of_locks(Locks::of(trace));
    if trace.plan.lacks(Part::TokenRequest) && panel.locks.client == Means::Nothing {
        let verifier = if trace.plan.lacks(Part::Request) { words::UNSEEN_VERIFIER } else { panel.verifier };
        return Panel { rows: Vec::new(), secret: words::UNSEEN_SECRET, verifier, ..panel };
    }
    if trace.plan.asked.response_type.has_code() {
        return panel;
    }
    Panel { rows: Vec::new(), secret: words::NO_CODE, verifier: words::NO_VERIFIER, dpop_key: None, ..panel }
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
    let confidential = locks.is_confidential();
    if confidential {
        let words = match locks.client {
            Means::Key => "… and the client's private key",
            Means::Certificate => "… and the client's certificate key",
            Means::Secret | Means::Nothing => "… and the client secret",
        };
        rows.push(locks.row(words, Holding { secret: true, ..seen }));
    }
    if has_pkce {
        let words = match locks.client {
            Means::Nothing => "… and the code verifier",
            Means::Secret => "… and the verifier, no secret",
            Means::Key | Means::Certificate => "… and the verifier, no client key",
        };
        rows.push(locks.row(words, Holding { verifier: true, ..seen }));
    }
    if has_pkce && confidential {
        rows.push(locks.row("both", Holding { secret: true, verifier: true, ..seen }));
    }
    if locks.key_bound {
        let all = Holding { secret: confidential, verifier: has_pkce, dpop_key: true, request: true };
        rows.push(locks.row("… and the private key for DPoP", all));
    }
    let dpop_key = locks.key_bound.then_some(words::ON_DPOP_KEY);
    Panel { locks, rows, secret: words::on_secret(locks), verifier: words::on_verifier(locks), dpop_key }
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
            let locks =
                Locks { client: if confidential { Means::Secret } else { Means::Nothing }, pkce, key_bound: false };
            assert_eq!(locks.try_with(holding), outcome, "{locks:?} {holding:?}");
        }
        assert_eq!(Lock::Secret.refusal(), (401, "invalid_client"));
        assert_eq!(Lock::Verifier.refusal(), (400, "invalid_grant"));
    }

    #[test]
    fn only_the_locks_that_are_there_are_asked_about() {
        let means = |confidential| if confidential { Means::Secret } else { Means::Nothing };
        let rows = |confidential, pkce| of_locks(Locks { client: means(confidential), pkce, key_bound: false }).rows;
        let bound = of_locks(Locks { client: Means::Key, pkce: Pkce::S256, key_bound: true }).rows;
        assert_eq!((bound.len(), bound[4].outcome), (6, Outcome::Refused { by: Lock::DpopKey }));
        assert_eq!(bound[5].outcome, Outcome::Redeemed);
        assert_eq!(rows(true, Pkce::S256).len(), 5);
        assert_eq!(rows(false, Pkce::S256).len(), 3);
        assert_eq!(rows(true, Pkce::None).len(), 3);
        assert!(rows(false, Pkce::None).iter().all(|row| row.outcome == Outcome::Redeemed));
        let both: Vec<Outcome> = rows(true, Pkce::S256).iter().map(|row| row.outcome).collect();
        assert_eq!(both.iter().filter(|outcome| **outcome == Outcome::Redeemed).count(), 1);
    }
}
