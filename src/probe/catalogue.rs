//! Every check: what is required, where that is written, what an attacker gains where it is missing, and what it takes to
//! find out.

mod answering;
mod asking;
mod discovery;
mod expectations;
mod extensions;
mod id_token;
mod redeeming;
mod refresh;
mod resource;
mod revocation;
mod tokens;

use super::Suite;
use crate::rules::Requirement;

/// A check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is required.
    pub requirement: Requirement,
    /// Under which heading it stands.
    pub section: Section,
    /// What becomes possible where it is not met; empty where nothing does.
    pub attack: &'static str,
    /// What it needs of a user.
    pub session: Session,
    /// What it needs of codes.
    pub codes: Codes,
    /// The rules that answer it over the record of an ordinary login, or over documents and keys where it takes no user;
    /// none where it takes a probe.
    pub rules: &'static [&'static str],
    /// The smallest suite that has it.
    pub suite: Suite,
}

/// A heading of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Discovery and metadata.
    Discovery,
    /// The authorization request.
    Asking,
    /// The authorization response.
    Answering,
    /// Redeeming a code.
    Redeeming,
    /// The token response.
    Tokens,
    /// The ID token.
    IdToken,
    /// Userinfo and resources.
    Resource,
    /// Refreshing.
    Refresh,
    /// Revocation and introspection.
    Revocation,
    /// PAR, JAR, JARM, DPoP, mutual TLS and RAR.
    Extensions,
    /// What somebody expects beyond the specifications.
    Expectations,
}

/// What a check needs of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Session {
    /// Nobody.
    None,
    /// Somebody who signed in some time ago.
    SignedIn,
    /// Somebody who signs in now.
    Login,
}

/// What a check needs of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Codes {
    /// None.
    None,
    /// What the ordinary login brought.
    Reuse,
    /// The one that the ladder uses.
    Share,
    /// One of its own.
    Own,
}

impl Check {
    /// A check that takes neither a user nor a code and is in every suite.
    const fn new(requirement: Requirement, section: Section, attack: &'static str) -> Self {
        Self {
            requirement,
            section,
            attack,
            session: Session::None,
            codes: Codes::None,
            rules: &[],
            suite: Suite::Smoke,
        }
    }

    /// The same for a user and with codes.
    const fn takes(self, session: Session, codes: Codes) -> Self {
        Self { session, codes, ..self }
    }

    /// The same, answered by rules over the record of an ordinary login, which costs nothing more.
    const fn told_by(self, rules: &'static [&'static str]) -> Self {
        Self { rules, session: Session::SignedIn, codes: Codes::Reuse, ..self }
    }

    /// The same, answered by rules over documents and keys, which take nobody.
    const fn told_by_documents(self, rules: &'static [&'static str]) -> Self {
        Self { rules, ..self }
    }

    /// The same, in this suite and the larger ones.
    const fn from(self, suite: Suite) -> Self {
        Self { suite, ..self }
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.requirement.id
    }
}

impl Section {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::Discovery,
        Self::Asking,
        Self::Answering,
        Self::Redeeming,
        Self::Tokens,
        Self::IdToken,
        Self::Resource,
        Self::Refresh,
        Self::Revocation,
        Self::Extensions,
        Self::Expectations,
    ];

    /// The heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Discovery => "discovery and metadata",
            Self::Asking => "the authorization request",
            Self::Answering => "the authorization response",
            Self::Redeeming => "redeeming a code",
            Self::Tokens => "the token response",
            Self::IdToken => "the ID token",
            Self::Resource => "userinfo and resources",
            Self::Refresh => "refreshing",
            Self::Revocation => "revocation and introspection",
            Self::Extensions => "PAR, JAR, JARM, DPoP, mutual TLS and RAR",
            Self::Expectations => "what was expected",
        }
    }
}

/// Every check, in the order of a login.
pub fn all() -> impl Iterator<Item = &'static Check> {
    [
        discovery::CHECKS,
        asking::CHECKS,
        answering::CHECKS,
        redeeming::CHECKS,
        tokens::CHECKS,
        id_token::CHECKS,
        resource::CHECKS,
        refresh::CHECKS,
        revocation::CHECKS,
        extensions::CHECKS,
    ]
    .into_iter()
    .flatten()
}

/// The checks of what somebody expects beyond the specifications; they are looked at only where somebody does.
#[must_use]
pub fn expectations() -> &'static [Check] {
    expectations::CHECKS
}

/// The check with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Check> {
    all().find(|check| check.id() == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn ids_are_unique_and_rules_exist() {
        let ids: Vec<&str> = all().chain(expectations()).map(Check::id).collect();
        for (index, check) in all().chain(expectations()).enumerate() {
            assert!(!ids[..index].contains(&check.id()), "{} twice", check.id());
            for rule in check.rules {
                assert!(rules::by_id(rule).is_some(), "{}: no rule {rule}", check.id());
            }
        }
    }
}
