//! How a run of ours would have ended on the messages that somebody else exchanged.

use super::Bench;
use crate::protocol::{Check, Examined, ProviderError, Refusal, Verdict};
use crate::rules::{Finding, captured};
use crate::trace::{Ending, Part, Step, Trace};

/// Where an examination would have stopped a run: the exchange, and why.
pub(super) type Stopped = (usize, Refusal);

/// The end of a login that was captured: at the first answer that we would have refused, or that refused.
#[must_use]
pub fn ending(trace: &Trace) -> Ending {
    let bench = Bench::over(trace);
    let first = bench.stops.iter().min_by_key(|(exchange, _)| *exchange);
    let callback = bench.last(Step::Callback).map(|(index, _)| index);
    let denied = callback.zip(ProviderError::from_params(&trace.answered()));
    match (first, denied) {
        // Where the state cannot be compared an error is an error all the same.
        (stop, Some((index, error))) if stop.is_none_or(|(exchange, _)| index < *exchange) => {
            Ending::Denied { step: Step::Callback, error }
        }
        (Some((exchange, refusal)), _) => stopped(trace, *exchange, refusal.clone()),
        (None, _) => {
            // An app that redeemed a code had its answer, wherever no capture looks.
            let lacks_answer = trace.plan.lacks(Part::Answer) && bench.last(Step::Redeem).is_none();
            let lacks =
                lacks_answer || [Part::TokenRequest, Part::TokenResponse].iter().any(|part| trace.plan.lacks(*part));
            if lacks { Ending::Open } else { Ending::Finished }
        }
    }
}

fn stopped(trace: &Trace, exchange: usize, refusal: Refusal) -> Ending {
    let step = trace.exchanges.get(exchange).map_or(Step::Callback, |exchange| exchange.step);
    match refusal {
        Refusal::Provider(error) => Ending::Denied { step, error },
        Refusal::Check(check) => {
            let looked_at = Finding::of(check.clone(), Some(exchange)).map(|finding| finding.step(trace));
            Ending::Refused { step: looked_at.unwrap_or(step), check }
        }
    }
}

impl Bench<'_> {
    /// Notes where this examination would have stopped a run.
    pub(super) fn note_stop<T>(&mut self, exchange: usize, examined: &Examined<T>) {
        let Err(refusal) = &examined.outcome else { return };
        let weighed = |check: &Check| captured::weighed(check.clone(), &self.trace.plan);
        let failed = |check: &Check| check.verdict == Verdict::Fail;
        let stop = match refusal {
            Refusal::Provider(_) => Some(refusal.clone()),
            Refusal::Check(check) if !examined.checks.iter().any(failed) => Some(Refusal::Check(weighed(check))),
            Refusal::Check(_) => examined.checks.iter().map(weighed).find(failed).map(Refusal::Check),
        };
        self.stops.extend(stop.map(|stop| (exchange, stop)));
    }
}
