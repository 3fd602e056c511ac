//! What stops what: the attacks of the course against each defence of the course by itself.

use crate::lab::{self, Defence, Outcome};

/// The defences of the course.
pub const COLUMNS: &[Defence] =
    &[Defence::Secret, Defence::S256, Defence::Exact, Defence::State, Defence::Nonce, Defence::Iss, Defence::Dpop];

/// The attacks of the course, and what they are called where there is little room.
const ATTACKS: &[(&str, &str)] = &[
    ("L01", "a stolen code"),
    ("L04", "a code and the secret"),
    ("L05", "a code, injected at the shop"),
    ("L06", "a link to his own address"),
    ("L07", "a link that fits his login"),
    ("L12", "a login that is slipped in"),
    ("L14", "two servers mixed up"),
    ("L16", "a stolen refresh token"),
    ("L17", "a stolen access token"),
    ("L24", "a client that means no good"),
];

/// An attack against every defence of the course.
#[derive(Clone, Debug)]
pub struct Row {
    /// The scenario.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it comes to, column by column.
    pub outcomes: Vec<Outcome>,
}

/// Plays all of them. Nothing comes of it where the system gives no randomness.
#[must_use]
pub fn rows() -> Option<Vec<Row>> {
    ATTACKS.iter().map(|(id, title)| row(id, title)).collect()
}

fn row(id: &'static str, title: &'static str) -> Option<Row> {
    let scenario = lab::by_id(id)?;
    let outcome = |defence: &Defence| Some(lab::play(scenario, &[*defence].into_iter().collect())?.outcome);
    Some(Row { id, title, outcomes: COLUMNS.iter().map(outcome).collect::<Option<_>>()? })
}
