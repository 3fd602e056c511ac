//! What a view is given: a record and what was found in it, both without what must not be shown.

use crate::explain::diagnosis::{Diagnosis, diagnose};
use crate::explain::redeemers::{Panel, panel, proven};
use crate::probe::factors::Measurement;
use crate::rules::{self, Finding};
use crate::trace::{Level, Masker, Step, Trace};

/// A record and its findings, masked once, before any view.
#[derive(Clone, Debug)]
pub struct Report {
    /// The record, masked.
    pub trace: Trace,
    /// Every finding about it, masked, in the order of the steps.
    pub findings: Vec<Finding>,
    /// Why it ended as it did, masked, the best founded cause first.
    pub diagnosis: Vec<Diagnosis>,
    /// Who could have redeemed the code: by the specification, or proven where it was measured.
    pub panel: Panel,
}

impl Report {
    /// Judges a record in full and then masks record and findings.
    #[must_use]
    pub fn of(trace: &Trace, level: Level) -> Self {
        let masker = Masker::of(trace, level);
        let mask = |finding: Finding| Finding { check: masker.check(&finding.check), ..finding };
        let findings = rules::judge(trace).into_iter().map(mask).collect();
        let diagnosis = Self::diagnosis_of(trace, &masker);
        let trace = masker.trace(trace);
        Self { panel: panel(&trace), trace, findings, diagnosis }
    }

    /// The same with what a measurement on this server has shown.
    #[must_use]
    pub fn proven(self, measured: &Measurement) -> Self {
        Self { panel: proven(self.panel, measured), ..self }
    }

    /// The diagnosis of a record in full, masked afterwards: what is hidden can speak for a cause all the same.
    #[must_use]
    pub fn diagnosis_of(trace: &Trace, masker: &Masker) -> Vec<Diagnosis> {
        diagnose(trace).into_iter().map(|diagnosis| diagnosis.map(|text| masker.text(text))).collect()
    }

    /// The findings about one message, without those that its content gives rise to at a later step.
    #[must_use]
    pub fn findings_of(&self, exchange: usize) -> Vec<&Finding> {
        let step = self.trace.exchanges.get(exchange).map(|exchange| exchange.step);
        let about = |finding: &&Finding| finding.exchange == Some(exchange) && Some(finding.step(&self.trace)) == step;
        self.findings.iter().filter(about).collect()
    }

    /// The findings that a step looks at.
    #[must_use]
    pub fn findings_at(&self, step: Step) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.step(&self.trace) == step).collect()
    }
}
