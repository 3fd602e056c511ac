//! What came out of a check: its parts, each with what was expected and seen, and the worst of them over all.

use super::Check;
use crate::trace::Exchange;

/// How a check, or a part of one, came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was not looked at.
    Skip(Skip),
    /// As it has to be.
    Pass,
    /// Safe, but not as the specification wants it, or a SHOULD missed.
    Warn,
    /// What came back proves neither.
    Inconclusive,
    /// No answer came, or something on this side failed.
    Error,
    /// A MUST is broken, and an attack becomes possible.
    Fail,
}

/// Why something was not looked at: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// The metadata does not offer it.
    NotAdvertised,
    /// The server or the request does not speak OpenID Connect.
    NotOidc,
    /// It is about clients that can keep a secret.
    PublicClient,
    /// It is about clients that cannot.
    ConfidentialClient,
    /// It takes a second client.
    NoSecondClient,
    /// No refresh token was issued.
    NoRefreshToken,
    /// It takes a user who is signed in.
    NeedsSession,
    /// It takes a user who signs in anew, or an agent that shows what it sees.
    NeedsInteraction,
    /// The same thing done right did not work either, so a refusal would prove nothing.
    ControlFailed,
    /// It takes more codes or logins than were allowed.
    CodeBudget,
    /// The server asked to be left alone.
    RateLimited,
    /// It is slow or intrusive and was not asked for.
    OptIn,
    /// Plain http on this machine is no finding.
    DevHttp,
    /// The profile does not ask for it.
    Profile,
}

/// One thing that was tried, and what it came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which of the things tried it is; empty where a check has only one.
    pub label: String,
    /// How it came out.
    pub verdict: Verdict,
    /// What would have been right.
    pub expected: String,
    /// What was there; chosen by others, so escaped before it is shown.
    pub seen: String,
    /// The messages that show it.
    pub exchanges: Vec<Exchange>,
}

/// What is known about a check.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The check.
    pub check: &'static Check,
    /// What was tried, in order.
    pub parts: Vec<Part>,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Skip(_) => "skip",
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Inconclusive => "inconclusive",
            Self::Error => "error",
            Self::Fail => "fail",
        }
    }

    /// How much it says, for finding the worst: whatever was looked at says more than what was not. Only what was broken
    /// off must not pass for a part of it.
    fn weight(self) -> u8 {
        match self {
            Self::Skip(Skip::RateLimited) => 2,
            Self::Skip(_) => 0,
            Self::Pass => 1,
            Self::Warn => 3,
            Self::Inconclusive => 4,
            Self::Error => 5,
            Self::Fail => 6,
        }
    }
}

impl Skip {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::NotAdvertised,
        Self::NotOidc,
        Self::PublicClient,
        Self::ConfidentialClient,
        Self::NoSecondClient,
        Self::NoRefreshToken,
        Self::NeedsSession,
        Self::NeedsInteraction,
        Self::ControlFailed,
        Self::CodeBudget,
        Self::RateLimited,
        Self::OptIn,
        Self::DevHttp,
        Self::Profile,
    ];

    /// The reason, as it stands in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAdvertised => "not-advertised",
            Self::NotOidc => "not-oidc",
            Self::PublicClient => "public-client",
            Self::ConfidentialClient => "confidential-client",
            Self::NoSecondClient => "no-second-client",
            Self::NoRefreshToken => "no-refresh-token",
            Self::NeedsSession => "needs-session",
            Self::NeedsInteraction => "needs-interaction",
            Self::ControlFailed => "control-failed",
            Self::CodeBudget => "code-budget",
            Self::RateLimited => "rate-limited",
            Self::OptIn => "opt-in",
            Self::DevHttp => "dev-http",
            Self::Profile => "profile",
        }
    }
}

impl Part {
    /// A part that was looked at.
    #[must_use]
    pub fn new(verdict: Verdict, expected: impl Into<String>, seen: impl Into<String>) -> Self {
        let (expected, seen) = (expected.into(), seen.into());
        Self { label: String::new(), verdict, expected, seen, exchanges: Vec::new() }
    }

    /// A part that was not looked at, and what it would take.
    #[must_use]
    pub fn skip(reason: Skip, wanted: impl Into<String>) -> Self {
        Self::new(Verdict::Skip(reason), "", wanted)
    }

    /// The same with a name.
    #[must_use]
    pub fn labelled(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// The same with the messages that show it.
    #[must_use]
    pub fn shown_by(self, exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        Self { exchanges: exchanges.into_iter().collect(), ..self }
    }
}

impl Outcome {
    /// The part that counts: the first of the worst.
    #[must_use]
    pub fn telling(&self) -> Option<&Part> {
        let worst = self.parts.iter().map(|part| part.verdict.weight()).max()?;
        self.parts.iter().find(|part| part.verdict.weight() == worst)
    }

    /// How the check came out.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.telling().map_or(Verdict::Skip(Skip::ControlFailed), |part| part.verdict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::catalogue;

    #[test]
    fn what_was_looked_at_counts_more_than_what_was_not() {
        let of = |verdicts: &[Verdict]| {
            let parts = verdicts.iter().map(|verdict| Part::new(*verdict, "", "")).collect();
            Outcome { check: catalogue::all().next().unwrap(), parts }.verdict()
        };
        let skip = Verdict::Skip(Skip::OptIn);
        assert_eq!(of(&[skip, Verdict::Pass]), Verdict::Pass);
        assert_eq!(of(&[Verdict::Pass, Verdict::Fail, Verdict::Error]), Verdict::Fail);
        assert_eq!(of(&[Verdict::Inconclusive, Verdict::Warn]), Verdict::Inconclusive);
        assert_eq!(of(&[skip]), skip);
    }
}
