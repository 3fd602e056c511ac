//! Asks an issuer for its metadata while its profile is written, so that a slip shows before the first login.

use crate::cli::{Exit, Trouble};
use crate::flow::dress;
use crate::protocol::{Check, ServerHints, Verdict, discovery};
use crate::rules;
use crate::trace::Plan;
use crate::wire::Failure;
use crate::world::http::{Http, HttpSettings};

/// What an issuer says of itself.
#[derive(Debug)]
pub enum Answer {
    /// The document is there and names this very issuer; the checks of it that are worth a word.
    Sound(Vec<Check>),
    /// An answer came, and it is no such document; the check that says so.
    Unsound(Check),
    /// No answer came.
    Silent(Failure),
}

impl Answer {
    /// What is wrong with it, as an error.
    pub fn trouble(&self, issuer: &str) -> Option<Trouble> {
        let (exit, message) = match self {
            Self::Sound(_) => return None,
            Self::Unsound(check) => {
                let (expected, seen) = (&check.expected, &check.seen);
                let message = format!("`{issuer}` does not answer as an issuer: expected {expected}, seen {seen}");
                (Exit::Refused, message)
            }
            Self::Silent(failure) => (Exit::Unreachable, format!("`{issuer}` does not answer: {}", failure.detail)),
        };
        let mut trouble = Trouble::usage(message)
            .hint("write it exactly as the provider does; --force writes the profile all the same");
        trouble.exit = exit;
        Some(trouble)
    }

    /// What is worth a word about it.
    pub fn remarks(&self) -> Vec<String> {
        let words = |check: &Check| {
            let what = rules::by_id(&check.id).map_or(&*check.id, |requirement| requirement.title);
            format!("{what}: expected {}, seen {}", check.expected, check.seen)
        };
        match self {
            Self::Sound(checks) => checks.iter().map(words).collect(),
            _ => Vec::new(),
        }
    }
}

/// Looks at the places where the metadata can be, in the order in which a login does.
pub async fn ask(hints: &ServerHints) -> Answer {
    let http = Http::new(HttpSettings::default());
    let mut first = None;
    for place in discovery::places(hints.issuer.as_deref().unwrap_or_default()) {
        let mut request = discovery::request(&place);
        dress(&mut request);
        let answer = match http.send(&request).await.outcome {
            Err(failure) => Answer::Silent(failure),
            Ok(response) => {
                let is_document = discovery::is_document(&response);
                let answer = judged(discovery::accept(hints, Plan::default().needs(), &place, &response).checks);
                if is_document {
                    return answer;
                }
                answer
            }
        };
        first.get_or_insert(answer);
    }
    first.unwrap_or(Answer::Sound(Vec::new()))
}

fn judged(checks: Vec<Check>) -> Answer {
    match checks.iter().find(|check| check.verdict == Verdict::Fail) {
        Some(failed) => Answer::Unsound(failed.clone()),
        None => Answer::Sound(checks.into_iter().filter(|check| check.verdict != Verdict::Pass).collect()),
    }
}
