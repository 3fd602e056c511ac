//! Why a login failed, and what to do: a ranked list of causes, each with its evidence out of this very record, with what
//! was ruled out and how, and with the command that would test it.
//!
//! The causes stand in tables, one row each. The rows of one table are suspects of one case: what clears one of them
//! speaks against those that are left. Text of others is passed on as it is; a view escapes it.

mod answer;
mod asking;
mod captured;
mod client;
mod clock;
mod credentials;
mod facts;
mod fallback;
mod grant;
mod id_token;
mod issuer;
mod on_purpose;
pub mod providers;
mod reach;
mod redirect;
mod request;
mod scope;
mod shape;

use serde::Serialize;

use crate::trace::{Ending, Trace};
use facts::Facts;

/// A cause of what happened, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// The name of the cause: stable, the same everywhere.
    pub id: &'static str,
    /// The cause, in one sentence.
    pub cause: String,
    /// How far it can be told.
    pub confidence: Confidence,
    /// What in this record speaks for it.
    pub evidence: Vec<String>,
    /// What it cannot be, and how that is known.
    pub ruled_out: Vec<RuledOut>,
    /// What to change, and where.
    pub change: String,
    /// The command that would test it.
    pub test: Option<String>,
}

/// How far a cause can be told from a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The record shows it.
    Certain,
    /// Much speaks for it, nothing against it.
    Likely,
    /// Nothing speaks against it.
    Possible,
}

/// A cause that it cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuledOut {
    /// The cause, in a few words.
    pub cause: String,
    /// How that is known.
    pub how: String,
}

/// A row of the tables: one cause that a record is examined for.
#[derive(Clone, Copy)]
pub(super) struct Row {
    id: &'static str,
    /// In a few words, for the list of what was ruled out and for the list of topics.
    name: &'static str,
    weigh: fn(&Facts<'_>) -> Standing,
}

/// How a cause stands after a look at the record.
pub(super) enum Standing {
    /// It has nothing to do with this ending.
    Aside,
    /// It cannot be; how that is known.
    RuledOut(String),
    /// It can be.
    Open(Diagnosis),
}

/// Every table, in the order of their weight where two causes are told equally far.
const TABLES: &[&[Row]] = &[
    issuer::ROWS,
    clock::ROWS,
    id_token::ROWS,
    answer::ROWS,
    shape::ROWS,
    reach::ROWS,
    asking::ROWS,
    redirect::ROWS,
    request::ROWS,
    scope::ROWS,
    client::ROWS,
    grant::ROWS,
    captured::ROWS,
];

/// What a record most likely suffers from, the best founded cause first; nothing where all went well.
#[must_use]
pub fn diagnose(trace: &Trace) -> Vec<Diagnosis> {
    let facts = Facts::of(trace);
    if matches!(trace.ended, Ending::Open | Ending::Interrupted { .. }) {
        return rank(examine(captured::ROWS, &facts), &facts);
    }
    let mut found = examine(on_purpose::ROWS, &facts);
    found.extend(providers::diagnose(&facts));
    for table in TABLES {
        found.extend(examine(table, &facts));
    }
    if found.is_empty() {
        found.extend(examine(fallback::ROWS, &facts));
    }
    rank(found, &facts)
}

/// The name of every cause with a few words about it, in the order of the tables.
pub fn causes() -> impl Iterator<Item = (&'static str, &'static str)> {
    on_purpose::ROWS.iter().chain(TABLES.iter().copied().flatten()).chain(fallback::ROWS).map(|row| (row.id, row.name))
}

/// Weighs the suspects of one case. Where all but one are cleared, the last one is likely.
fn examine(table: &[Row], facts: &Facts<'_>) -> Vec<Diagnosis> {
    let (mut open, mut cleared) = (Vec::new(), Vec::new());
    for row in table {
        match (row.weigh)(facts) {
            Standing::Aside => {}
            Standing::RuledOut(how) => cleared.push(RuledOut { cause: row.name.to_owned(), how }),
            Standing::Open(diagnosis) => open.push(Diagnosis { id: row.id, ..diagnosis }),
        }
    }
    if let [last] = open.as_mut_slice()
        && cleared.len() >= 2
    {
        last.confidence = last.confidence.min(Confidence::Likely);
    }
    for diagnosis in &mut open {
        diagnosis.ruled_out.clone_from(&cleared);
    }
    open
}

/// The best founded first; where two are told equally far, the one of the table before. What the record shows leaves no
/// room for guesses.
fn rank(mut found: Vec<Diagnosis>, facts: &Facts<'_>) -> Vec<Diagnosis> {
    found.sort_by_key(|diagnosis| diagnosis.confidence);
    settle_on_purpose(&mut found);
    if found.iter().any(|diagnosis| diagnosis.confidence == Confidence::Certain && diagnosis.id != on_purpose::ID) {
        found.retain(|diagnosis| diagnosis.confidence == Confidence::Certain);
    }
    if let Some(first) = found.first_mut() {
        first.evidence.extend(facts.error_under_200());
    }
    found
}

/// Where a change explains the ending, what else the record shows is evidence of it and no cause of its own.
fn settle_on_purpose(found: &mut Vec<Diagnosis>) {
    let explained = |first: &&mut Diagnosis| first.id == on_purpose::ID && !first.evidence.is_empty();
    let Some((first, others)) = found.split_first_mut() else { return };
    let Some(first) = Some(first).filter(explained) else { return };
    let certain = others.iter().filter(|diagnosis| diagnosis.confidence == Confidence::Certain);
    first.evidence.extend(certain.flat_map(|diagnosis| diagnosis.evidence.clone()));
    found.truncate(1);
}

impl Confidence {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

impl Diagnosis {
    /// The same, each of its texts changed: a mask passes over them.
    #[must_use]
    pub fn map(self, change: impl Fn(&str) -> String) -> Self {
        let ruled_out = |ruled_out: RuledOut| RuledOut { how: change(&ruled_out.how), ..ruled_out };
        Self {
            cause: change(&self.cause),
            evidence: self.evidence.iter().map(|text| change(text)).collect(),
            ruled_out: self.ruled_out.into_iter().map(ruled_out).collect(),
            change: change(&self.change),
            test: self.test.as_deref().map(change),
            ..self
        }
    }

    fn new(confidence: Confidence, cause: impl Into<String>, change: impl Into<String>) -> Self {
        Self {
            id: "",
            cause: cause.into(),
            confidence,
            evidence: Vec::new(),
            ruled_out: Vec::new(),
            change: change.into(),
            test: None,
        }
    }

    fn certain(cause: impl Into<String>, change: impl Into<String>) -> Self {
        Self::new(Confidence::Certain, cause, change)
    }

    fn likely(cause: impl Into<String>, change: impl Into<String>) -> Self {
        Self::new(Confidence::Likely, cause, change)
    }

    fn possible(cause: impl Into<String>, change: impl Into<String>) -> Self {
        Self::new(Confidence::Possible, cause, change)
    }

    fn because(mut self, evidence: impl Into<String>) -> Self {
        self.evidence.push(evidence.into());
        self
    }

    fn because_some(mut self, evidence: Option<String>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    fn try_with(mut self, command: impl Into<String>) -> Self {
        self.test = Some(command.into());
        self
    }

    fn open(self) -> Standing {
        Standing::Open(self)
    }
}

/// A row of a table.
const fn row(id: &'static str, name: &'static str, weigh: fn(&Facts<'_>) -> Standing) -> Row {
    Row { id, name, weigh }
}

/// A cause that is there or has nothing to do with it.
fn open_if(diagnosis: Option<Diagnosis>) -> Standing {
    diagnosis.map_or(Standing::Aside, Standing::Open)
}

#[cfg(test)]
mod tests;
