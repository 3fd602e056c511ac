//! Well-known providers: what they do otherwise than the specifications say, and why.
//!
//! Everything is taken from documentation, named beside each provider; none of it could be tried against the live one.

mod rows;

use crate::rules::{Finding, Severity};
use crate::trace::Plan;
use crate::wire::uri;

pub use rows::ALL;

/// A provider that many people meet.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// The name by which it is asked for.
    pub id: &'static str,
    /// The name that it gives itself.
    pub name: &'static str,
    /// The hosts at which it is met, and those below them.
    pub hosts: &'static [&'static str],
    /// What is a deviation there, and known.
    pub deviations: &'static [Deviation],
    /// What else is worth knowing before the first login.
    pub notes: &'static [&'static str],
    /// Where that is documented.
    pub sources: &'static [&'static str],
}

/// A requirement that a provider is known not to meet.
#[derive(Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The id of the requirement.
    pub requirement: &'static str,
    /// What it does instead, and why.
    pub reason: &'static str,
}

/// What is said of everything that stands here.
pub const UNTRIED: &str = "taken from documentation; could not be tried against the live provider";

/// The provider of this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Provider> {
    ALL.iter().find(|provider| provider.id == id)
}

/// The provider that a URL leads to.
#[must_use]
pub fn by_url(url: &str) -> Option<&'static Provider> {
    let host = uri::host(url).to_ascii_lowercase();
    let is_there = |known: &str| host == known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.'));
    ALL.iter().find(|provider| provider.hosts.iter().any(|known| is_there(known)))
}

/// The provider of a plan: the one that was named, else the one to which its addresses lead.
#[must_use]
pub fn of(plan: &Plan) -> Option<&'static Provider> {
    let addresses = [&plan.server.issuer, &plan.server.authorization_endpoint, &plan.server.token_endpoint];
    match &plan.provider {
        Some(id) => by_id(id),
        None => addresses.into_iter().flatten().find_map(|url| by_url(url)),
    }
}

/// The known deviation that a finding is about. What is a failure is nobody's known habit.
#[must_use]
pub fn known_deviation(plan: &Plan, finding: &Finding) -> Option<(&'static Provider, &'static Deviation)> {
    let severity = finding.severity()?;
    let provider = of(plan).filter(|_| severity < Severity::Failure)?;
    let deviation = provider.deviations.iter().find(|known| known.requirement == finding.requirement.id)?;
    Some((provider, deviation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::sample;
    use crate::protocol::{Check, Verdict};
    use crate::rules;

    #[test]
    fn rows_keep_their_form() {
        for provider in ALL {
            assert!(!provider.sources.is_empty(), "{}", provider.id);
            for deviation in provider.deviations {
                let requirement = deviation.requirement;
                assert!(rules::by_id(requirement).is_some(), "{}: no requirement `{requirement}`", provider.id);
                assert!(!deviation.reason.ends_with('.'), "{requirement}");
                let same = provider.deviations.iter().filter(|other| other.requirement == requirement).count();
                assert_eq!(same, 1, "{}: {requirement} twice", provider.id);
            }
            assert!(provider.notes.iter().all(|note| !note.ends_with('.')), "{}", provider.id);
        }
        assert!(ALL.is_sorted_by_key(|provider| provider.id));
    }

    #[test]
    fn a_provider_is_known_by_its_host_and_not_by_a_look_alike() {
        let id = |url: &str| by_url(url).map(|provider| provider.id);
        assert_eq!(id("https://accounts.google.com"), Some("google"));
        assert_eq!(id("https://example.eu.auth0.com/"), Some("auth0"));
        assert_eq!(id("https://login.microsoftonline.com/common/v2.0"), Some("entra"));
        for stranger in ["https://evilgithub.com", "https://github.com.evil.example", "https://id.example.com", ""] {
            assert_eq!(id(stranger), None, "{stranger}");
        }
    }

    #[test]
    fn a_habit_is_known_and_a_failure_is_not_excused() {
        let mut plan = sample::confidential().plan;
        let finding = |verdict| {
            let check =
                Check { id: "token-response-shape".into(), verdict, expected: "JSON".into(), seen: "a form".into() };
            Finding::of(check, None).unwrap()
        };
        assert!(known_deviation(&plan, &finding(Verdict::Warn)).is_none(), "nobody in particular");
        plan.provider = Some("github".into());
        assert_eq!(known_deviation(&plan, &finding(Verdict::Warn)).unwrap().0.name, "GitHub");
        assert!(known_deviation(&plan, &finding(Verdict::Fail)).is_none());
        assert!(known_deviation(&plan, &finding(Verdict::Pass)).is_none());
    }
}
