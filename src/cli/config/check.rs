//! Asks an issuer for its metadata while its profile is written, so that a slip shows before the first login.

use crate::flow::dress;
use crate::protocol::{Check, ServerHints, Verdict, discovery};
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
                let answer = judged(discovery::accept(hints, &place, &response).checks);
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
