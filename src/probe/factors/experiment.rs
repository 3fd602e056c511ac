//! The experiments: what is taken away or made wrong, and which check is about it.

use crate::probe::{Check, catalogue};
use crate::protocol::{AuthMethod, Pkce};
use crate::trace::Plan;

/// What is wrong or missing in a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Experiment {
    /// Nothing: the control of all others.
    Right,
    /// The client proves itself wrongly.
    ClientWrong,
    /// The client only says who it is.
    ClientMissing,
    /// The verifier belongs to no challenge.
    VerifierWrong,
    /// There is no verifier.
    VerifierMissing,
    /// The challenge stands where the verifier belongs.
    VerifierIsChallenge,
    /// Neither proof of the client nor verifier, in whichever way each of them was got around before.
    Neither,
    /// A verifier comes with a code that was asked for without a challenge.
    VerifierUnchallenged,
    /// The code is bound to a key, and another key proves itself.
    KeyWrong,
    /// The code is bound to a key, and none proves itself.
    KeyMissing,
    /// The code comes a second time.
    CodeAgain,
}

/// What an experiment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// Nothing is wrong.
    Control,
    /// The proof of the client: its secret, its assertion or its certificate.
    Client,
    /// The code verifier.
    Verifier,
    /// Both of them at once.
    Both,
    /// That a verifier counts only where a challenge was sent.
    Challenge,
    /// The key for DPoP that the code is bound to.
    Key,
    /// That the code is good once.
    Code,
}

impl Experiment {
    /// Every experiment, as they are told.
    pub const ALL: [Self; 11] = [
        Self::Right,
        Self::ClientWrong,
        Self::ClientMissing,
        Self::VerifierWrong,
        Self::VerifierMissing,
        Self::VerifierIsChallenge,
        Self::Neither,
        Self::VerifierUnchallenged,
        Self::KeyWrong,
        Self::KeyMissing,
        Self::CodeAgain,
    ];

    /// Every experiment, as they are done: the control first, then from the one that is least likely to lock a client out
    /// to the most. The last one begins with a login as it should be, which shows whether that has happened.
    pub(super) const DONE: [Self; 11] = [
        Self::Right,
        Self::VerifierWrong,
        Self::VerifierMissing,
        Self::VerifierIsChallenge,
        Self::VerifierUnchallenged,
        Self::KeyWrong,
        Self::KeyMissing,
        Self::ClientMissing,
        Self::ClientWrong,
        Self::Neither,
        Self::CodeAgain,
    ];

    /// Its name in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::ClientWrong => "client-wrong",
            Self::ClientMissing => "client-missing",
            Self::VerifierWrong => "verifier-wrong",
            Self::VerifierMissing => "verifier-missing",
            Self::VerifierIsChallenge => "verifier-is-challenge",
            Self::Neither => "neither",
            Self::VerifierUnchallenged => "verifier-unchallenged",
            Self::KeyWrong => "key-wrong",
            Self::KeyMissing => "key-missing",
            Self::CodeAgain => "code-again",
        }
    }

    /// What it is about.
    #[must_use]
    pub fn factor(self) -> Factor {
        match self {
            Self::Right => Factor::Control,
            Self::ClientWrong | Self::ClientMissing => Factor::Client,
            Self::VerifierWrong | Self::VerifierMissing | Self::VerifierIsChallenge => Factor::Verifier,
            Self::Neither => Factor::Both,
            Self::VerifierUnchallenged => Factor::Challenge,
            Self::KeyWrong | Self::KeyMissing => Factor::Key,
            Self::CodeAgain => Factor::Code,
        }
    }

    /// The check that is about it, for a client that proves itself like this: it tells where the requirement is written.
    #[must_use]
    pub fn check(self, method: AuthMethod) -> Option<&'static Check> {
        let id = match self {
            Self::Right => "token-baseline",
            Self::ClientWrong if method.is_assertion() => "client-assertion-signature",
            Self::ClientWrong => "token-client-auth-wrong-secret",
            Self::ClientMissing | Self::Neither => "token-client-auth-missing",
            Self::VerifierWrong => "pkce-verifier-wrong",
            Self::VerifierMissing => "pkce-verifier-missing",
            Self::VerifierIsChallenge => "pkce-verifier-equals-challenge",
            Self::VerifierUnchallenged => "pkce-verifier-without-challenge",
            Self::KeyWrong | Self::KeyMissing => "dpop-jkt-mismatch",
            Self::CodeAgain => "code-replay-refused",
        };
        catalogue::by_id(id)
    }

    /// Whether it makes sense for this login.
    pub(super) fn applies(self, plan: &Plan, method: AuthMethod) -> bool {
        let shows = matches!(method, AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost);
        let has_verifier = plan.pkce != Pkce::None && plan.nonces.code_verifier.is_some();
        match self {
            Self::Right | Self::VerifierUnchallenged | Self::CodeAgain => true,
            Self::ClientWrong => shows || method.is_assertion(),
            Self::ClientMissing => method != AuthMethod::None,
            Self::VerifierWrong | Self::VerifierMissing => has_verifier,
            Self::VerifierIsChallenge => has_verifier && plan.pkce == Pkce::S256,
            Self::Neither => has_verifier && method != AuthMethod::None,
            Self::KeyWrong | Self::KeyMissing => plan.dpop.as_ref().is_some_and(|dpop| dpop.binds_code),
        }
    }
}
