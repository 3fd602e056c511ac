//! Everything that can be explained by its name: the glossary, the checks, the rules, what providers say, the causes of a diagnosis.

use serde::Serialize;

use super::diagnosis::{self, providers};
use super::pages::{self, Command, Page};
use super::{checks, glossary};
use crate::probe::{Check, catalogue};
use crate::rules::{self, Severity};

/// Something with a name, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What kind of thing it is: the heading it stands under in the list.
    pub group: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub what: &'static str,
    /// The same in whole sentences, a paragraph each.
    pub more: Vec<String>,
    /// What to do about it, where it is something that is wrong.
    pub change: Option<&'static str>,
    /// Where it is written.
    pub source: &'static str,
    /// What to run to see it.
    #[serde(skip_serializing_if = "<[Command]>::is_empty")]
    pub shown_by: &'static [Command],
}

/// How many names are proposed in the place of an unknown one.
const MOST: usize = 5;
/// Names longer than this are nobody's.
const LONGEST: usize = 60;

/// Everything, in the order of the list.
pub fn all() -> impl Iterator<Item = Entry> {
    let glossary = glossary::tables().flat_map(|(group, table)| table.iter().map(move |topic| of_topic(group, topic)));
    glossary
        .chain(pages::ALL.iter().map(of_page))
        .chain(catalogue::all().map(of_check))
        .chain(rules::ALL.iter().filter(|rule| catalogue::by_id(rule.id).is_none()).map(of_rule))
        .chain(providers::all().map(of_provider))
        .chain(diagnosis::causes().map(of_cause))
}

/// The thing of this name: case, blanks, hyphens and underscores do not matter, `header.NAME` is a header, and a bare
/// number is one of `AADSTS`.
#[must_use]
pub fn find(name: &str) -> Option<Entry> {
    let wanted = plain(name);
    let exact = all().find(|entry| entry.name.eq_ignore_ascii_case(name.trim()));
    let near = || all().find(|entry| plain(entry.name) == wanted || plain(entry.name) == format!("aadsts{wanted}"));
    exact.or_else(near).or_else(|| page_about(name).map(of_page))
}

/// The page that tells all of it, for words about which it is.
#[must_use]
pub fn page_about(name: &str) -> Option<&'static Page> {
    let wanted = plain(name);
    pages::ALL.iter().find(|page| page.words.iter().any(|word| plain(word) == wanted))
}

/// The names that were probably meant, the nearest first.
#[must_use]
pub fn nearest(name: &str) -> Vec<&'static str> {
    let wanted: String = plain(name).chars().take(LONGEST).collect();
    let mut near: Vec<(usize, &'static str)> =
        all().map(|entry| (away(&wanted, &plain(entry.name)), entry.name)).collect();
    near.retain(|(away, _)| *away <= (wanted.chars().count() / 3).max(1));
    if near.is_empty() {
        near = all().filter(|entry| is_within(entry.name, &wanted)).map(|entry| (0, entry.name)).collect();
        // the longest says most of what was asked, and of those a page before a row
        near.sort_by_key(|(_, name)| {
            (std::cmp::Reverse(name.len()), !pages::ALL.iter().any(|page| page.name == *name))
        });
    } else {
        near.sort_by_key(|(away, name)| (*away, name.len()));
    }
    near.dedup_by_key(|(_, name)| *name);
    near.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// Whether a question has the name in it, as words of its own.
fn is_within(name: &str, question: &str) -> bool {
    const SHORTEST: usize = 4;
    name.len() >= SHORTEST && format!(" {question} ").replace(['?', ','], " ").contains(&format!(" {} ", plain(name)))
}

/// A name that holds the wanted one is near it.
fn away(wanted: &str, known: &str) -> usize {
    let distance = glossary::distance(wanted, known);
    if wanted.len() >= 4 && known.contains(wanted) { distance.min(1) } else { distance }
}

fn plain(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase();
    let name = name.strip_prefix("header.").unwrap_or(&name);
    name.chars().map(|c| if matches!(c, '_' | '-') { ' ' } else { c }).collect()
}

fn of_topic(group: &'static str, topic: &glossary::Topic) -> Entry {
    Entry {
        group,
        name: topic.name,
        what: topic.what,
        more: vec![topic.more.to_owned()],
        change: None,
        source: topic.spec,
        shown_by: &[],
    }
}

fn of_page(page: &'static Page) -> Entry {
    Entry {
        group: "questions",
        name: page.name,
        what: page.what,
        more: page.more.iter().map(ToString::to_string).collect(),
        change: None,
        source: page.spec,
        shown_by: page.shown_by,
    }
}

fn of_check(check: &'static Check) -> Entry {
    let requirement = &check.requirement;
    let rule = rules::by_id(requirement.id).map(|_| "It is also a rule, looked at in every login.".to_owned());
    Entry {
        group: "checks",
        name: requirement.id,
        what: requirement.title,
        more: checks::attack(check).into_iter().chain([checks::method(check)]).chain(rule).collect(),
        change: Some(requirement.advice),
        source: requirement.spec,
        shown_by: &[],
    }
}

fn of_rule(rule: &'static rules::Requirement) -> Entry {
    let severity = match rule.severity {
        Severity::Failure => "Where it is not met, the login is not sound.",
        Severity::Warning => "Where it is not met, that is a warning.",
        Severity::Info => "Where it is not met, that is worth knowing.",
    };
    let more = vec![format!("A rule, looked at in the step {}. {severity}", rule.step.name())];
    Entry {
        group: "rules",
        name: rule.id,
        what: rule.title,
        more,
        change: Some(rule.advice),
        source: rule.spec,
        shown_by: &[],
    }
}

fn of_provider(known: &'static providers::Known) -> Entry {
    let more = vec![format!("{}: {}.", known.provider, known.cause)];
    Entry {
        group: "what providers say",
        name: known.name,
        what: known.what,
        more,
        change: Some(known.change),
        source: known.source,
        shown_by: &[],
    }
}

fn of_cause((id, name): (&'static str, &'static str)) -> Entry {
    let more = vec!["One of the causes that every login which failed is examined for.".to_owned()];
    Entry {
        group: "causes",
        name: id,
        what: name,
        more,
        change: None,
        source: "oauth-flow explain FILE, of a record by login --trace",
        shown_by: &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::error::{AUTHORIZATION_ERRORS, TOKEN_ERRORS};

    #[test]
    fn everything_is_found_by_its_own_name_and_says_where_it_is_written() {
        let mut groups = Vec::new();
        for entry in all() {
            assert!(find(entry.name).is_some(), "{}", entry.name);
            assert!(!entry.source.is_empty() && entry.more.iter().all(|more| more.ends_with('.')), "{entry:?}");
            if !groups.contains(&entry.group) {
                groups.push(entry.group);
            }
        }
        assert_eq!(groups.len(), 18, "{groups:?}");
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for (written, name) in [
            ("AADSTS50011", "AADSTS50011"),
            ("50011", "AADSTS50011"),
            ("bad_verification_code", "bad_verification_code"),
            ("client secret", "client secret"),
            ("Client_Secret", "client_secret"),
            ("public-client", "public client"),
            ("FRONT CHANNEL", "front channel"),
            ("idtoken-nonce", "idtoken-nonce"),
            ("code-expired", "code-expired"),
            ("header.DPoP", "dpop"),
            ("verifier", "verifier"),
            ("par", "PAR"),
            ("client-secret", "client-secret"),
            ("code-verifier", "code-verifier"),
            ("secret vs verifier", "secret-vs-verifier"),
        ] {
            assert_eq!(find(written).map(|entry| entry.name), Some(name), "{written}");
        }
        for code in AUTHORIZATION_ERRORS.into_iter().chain(TOKEN_ERRORS) {
            assert_eq!(find(code).map(|entry| entry.name), Some(code));
        }
        assert_eq!(find("xyzzy"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn a_slip_of_the_finger_finds_what_was_meant() {
        for (written, meant) in [
            ("code_verifer", "code_verifier"),
            ("redirect_url", "redirect_uri"),
            ("invald_grant", "invalid_grant"),
            ("AADSTS50012", "AADSTS50011"),
            ("verification_code", "bad_verification_code"),
        ] {
            assert!(nearest(written).contains(&meant), "{written}: {:?}", nearest(written));
        }
        let asked = nearest("what is the client secret for, if the code comes right?");
        assert_eq!(asked.first(), Some(&"client-secret"), "{asked:?}");
        assert!(nearest("xyzzyxyzzyxyzzy").is_empty() && nearest("code").len() <= MOST);
    }
}
