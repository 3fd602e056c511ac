//! What lies on the desk at the end: what was seen, what was inferred, and why nobody came to the rest.

use std::time::UNIX_EPOCH;

use super::{Book, Desk};
use crate::probe::{Agency, Check, Outcome, Part, Results, Session, Skip, Verdict, catalogue};

/// What a run took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// So many requests were sent, logins left out.
    pub requests: usize,
    /// So many codes were used.
    pub codes: usize,
    /// So often somebody had to sign in.
    pub logins: usize,
    /// When it began, in milliseconds since 1970.
    pub started_ms: u64,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
}

impl Desk<'_> {
    /// What it took so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let book = self.book.borrow();
        let now = self.site.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let elapsed_us = u64::try_from(now.as_micros()).unwrap_or(u64::MAX).saturating_sub(book.started_ms * 1000);
        let Book { requests, codes, logins, started_ms, .. } = *book;
        Tally { requests, codes, logins, started_ms, elapsed_us }
    }

    /// Everything that is known now. A check that nobody came to says why.
    #[must_use]
    pub fn results(&self, cut_short: Option<String>) -> Results {
        let (tally, book) = (self.tally(), self.book.borrow());
        let mut results = Results {
            plan: book.login.as_ref().map_or_else(|| self.subject.plan.clone(), |trace| trace.plan.clone()),
            suite: self.options.suite,
            profile: self.options.profile,
            outcomes: book.outcomes.clone(),
            login: book.login.as_ref().map(|trace| trace.exchanges.clone()).unwrap_or_default(),
            facts: book.facts.clone(),
            requests: tally.requests,
            codes: tally.codes,
            started_ms: tally.started_ms,
            elapsed_us: tally.elapsed_us,
            cut_short,
            secrets: self.site.masker(),
        };
        for (check, part) in &book.presumed {
            add_presumed(&mut results, check, part);
        }
        for check in catalogue::all().filter(|check| self.is_wanted(check)) {
            if results.outcome(check.id()).is_none() {
                let part = self.untouched(check, results.cut_short.as_deref());
                results.outcomes.push(Outcome { check, parts: vec![part] });
            }
        }
        results.sort();
        results
    }

    /// Why nobody came to a check.
    fn untouched(&self, check: &Check, cut_short: Option<&str>) -> Part {
        if self.is_dead() {
            return Part::new(Verdict::Error, "an answer", "the provider does not answer any more");
        }
        match cut_short {
            Some(why) => Part::new(Verdict::Error, "an answer in time", why),
            // Whoever wanted to hear of the metadata was told; for everybody else it would look as if all were well.
            None if self.server().is_none() && !self.is_noted("metadata-reachable") => {
                Part::new(Verdict::Error, "a provider that can be found", "its metadata could not be had")
            }
            None if self.is_limited() => Part::skip(Skip::RateLimited, "the provider asked for fewer requests"),
            None if self.server().is_none() => {
                Part::skip(Skip::ControlFailed, "a server whose metadata is as it has to be")
            }
            None if check.session > Session::None && !self.has_client() => {
                Part::skip(Skip::NeedsSession, "a client: --client-id")
            }
            None if check.session > Session::None && self.site.agency() == Agency::Nobody => {
                Part::skip(Skip::NeedsSession, "somebody who signs in: --agent")
            }
            None => Part::skip(Skip::ControlFailed, "what has to work first did not"),
        }
    }
}

/// What was seen of the same part counts more.
fn add_presumed(results: &mut Results, check: &'static Check, part: &Part) {
    match results.outcomes.iter_mut().find(|outcome| outcome.check.id() == check.id()) {
        Some(outcome) if outcome.parts.iter().any(|seen| seen.label == part.label) => {}
        Some(outcome) => outcome.parts.push(part.clone()),
        None => results.outcomes.push(Outcome { check, parts: vec![part.clone()] }),
    }
}
