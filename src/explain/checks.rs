//! What is to be said of a check, wherever it is explained.

use crate::probe::{Check, Codes, Section, Session, Suite};
use crate::rules::{self, Severity};

/// How much it matters, in the words of RFC 2119.
#[must_use]
pub fn severity(check: &Check) -> &'static str {
    match check.requirement.severity {
        Severity::Failure => "MUST",
        Severity::Warning => "SHOULD",
        Severity::Info => "INFO",
    }
}

/// What it takes to find out.
#[must_use]
pub fn needs(check: &Check) -> String {
    let session = match check.session {
        Session::None => "nobody",
        Session::SignedIn => "somebody who signed in",
        Session::Login => "somebody who signs in anew",
    };
    let codes = match check.codes {
        Codes::None => return session.to_owned(),
        Codes::Reuse => "what the first login brought",
        Codes::Share => "a code that other checks use too",
        Codes::Own => "a code of its own",
    };
    format!("{session}, and {codes}")
}

/// How it is found out, in whole sentences.
#[must_use]
pub fn method(check: &Check) -> String {
    let suite = match check.suite {
        Suite::Smoke => "in every suite",
        Suite::Full => "in the suites `full` and `slow`",
        Suite::Slow => "in the suite `slow`, since it has to wait",
    };
    let how = match check.section {
        _ if !check.rules.is_empty() => {
            let titles = check.rules.iter().filter_map(|id| rules::by_id(id)).map(|rule| rule.title);
            let titles: Vec<&str> = titles.collect();
            format!("It reads the record of an ordinary login, and looks whether {}.", titles.join("; "))
        }
        Section::Discovery => "It reads what the provider publishes, and compares it.".to_owned(),
        _ => {
            "It plays an ordinary login, or a message of it with one thing changed, and looks at what comes.".to_owned()
        }
    };
    format!("A check of `oauth-flow check`, {suite}. {how} It needs {}.", needs(check))
}

/// What an attacker gains where it is missing, as a sentence.
#[must_use]
pub fn attack(check: &Check) -> Option<String> {
    let matters = match check.requirement.severity {
        Severity::Failure => "it fails",
        Severity::Warning => "it warns",
        Severity::Info => "it tells",
    };
    (!check.attack.is_empty()).then(|| format!("Where it is not met {matters}, for then {}.", check.attack))
}
