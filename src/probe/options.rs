//! What a run of checks is given: whom it plays, which checks are wanted, how far it may go.

use wildmatch::WildMatch;

use super::Check;
use crate::flow::Keys;
use crate::protocol::Client;
use crate::trace::Plan;

/// Whom the checks play.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// The login that has to work; what was drawn for it is drawn anew for every use.
    pub plan: Plan,
    /// Its private keys.
    pub keys: Keys,
    /// A second client of the same server, to see that nobody gets what is another's.
    pub second: Option<Other>,
    /// A public client with a loopback redirect URI, where the first one is none.
    pub native: Option<Client>,
    /// A resource that takes the access tokens, beside userinfo.
    pub resource: Option<String>,
}

/// A second client.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its id, secret and redirect URI.
    pub client: Client,
    /// Its private keys.
    pub keys: Keys,
}

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much is looked at.
    pub suite: Suite,
    /// What is asked for.
    pub profile: Profile,
    /// Which checks.
    pub selection: Selection,
    /// So often somebody may have to sign in.
    pub max_logins: Option<usize>,
    /// Whether real secrets may be put where they land in logs.
    pub intrusive: bool,
}

/// How much is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suite {
    /// Documents, everything that takes no user, one login and one code with the ladder.
    #[default]
    Smoke,
    /// Everything that does not have to wait.
    Full,
    /// What has to wait for something to expire as well.
    Slow,
}

/// Whose demands count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// RFC 6749 and its extensions.
    Rfc6749,
    /// RFC 9700, the best current practice.
    #[default]
    Bcp,
    /// OAuth 2.1.
    Oauth21,
    /// OpenID Connect Core.
    Oidc,
    /// FAPI 2.0 Security Profile.
    Fapi2,
}

/// Which checks are wanted, by id or with stars.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// These only, whatever the suite; all of it where nothing is named.
    pub only: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
}

impl Suite {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Smoke, Self::Full, Self::Slow];

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Smoke => "smoke",
            Self::Full => "full",
            Self::Slow => "slow",
        }
    }
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rfc6749, Self::Bcp, Self::Oauth21, Self::Oidc, Self::Fapi2];

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rfc6749 => "rfc6749",
            Self::Bcp => "bcp",
            Self::Oauth21 => "oauth21",
            Self::Oidc => "oidc",
            Self::Fapi2 => "fapi2",
        }
    }

    /// Whether what OAuth 2.1 forbids is a failure.
    #[must_use]
    pub fn is_modern(self) -> bool {
        matches!(self, Self::Oauth21 | Self::Fapi2)
    }
}

impl Selection {
    /// Whether a check is wanted in a suite. Whoever names a check wants it, whichever suite has it.
    #[must_use]
    pub fn wants(&self, check: &Check, suite: Suite) -> bool {
        let named = |patterns: &[String]| patterns.iter().any(|pattern| WildMatch::new(pattern).matches(check.id()));
        let chosen = if self.only.is_empty() { check.suite <= suite } else { named(&self.only) };
        chosen && !named(&self.skip)
    }
}
