//! The words of `check` that are one of a few, and what they stand for.

use clap::ValueEnum;

use crate::probe;

/// How much `check` looks at.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Suite {
    /// Documents, everything that takes no user, one login and one code
    Smoke,
    /// Everything that does not have to wait
    Full,
    /// What has to wait for something to expire as well
    Slow,
}

/// So many seconds may a provider take where nobody says: a person may have to sign in, or codes to expire.
pub fn patience(suite: Suite) -> u64 {
    match suite {
        Suite::Smoke | Suite::Full => 600,
        Suite::Slow => 3600,
    }
}

/// Whose demands count in `check`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Profile {
    /// RFC 6749 and its extensions
    Rfc6749,
    /// RFC 9700, the best current practice
    Bcp,
    /// OAuth 2.1
    Oauth21,
    /// `OpenID` Connect Core
    Oidc,
    /// FAPI 2.0 Security Profile
    Fapi2,
}

impl From<Suite> for probe::Suite {
    fn from(suite: Suite) -> Self {
        match suite {
            Suite::Smoke => Self::Smoke,
            Suite::Full => Self::Full,
            Suite::Slow => Self::Slow,
        }
    }
}

impl From<Profile> for probe::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Rfc6749 => Self::Rfc6749,
            Profile::Bcp => Self::Bcp,
            Profile::Oauth21 => Self::Oauth21,
            Profile::Oidc => Self::Oidc,
            Profile::Fapi2 => Self::Fapi2,
        }
    }
}
