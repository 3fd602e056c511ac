//! What a play is compared with: a login that nobody attacks, and whose addresses those on the stage are.

use super::stage::{APP, HONEST, LOOPBACK, Premise, ROGUE, SHOP, Stage};
use super::{Defences, Move};
use crate::wire::uri;

/// A login of Alice that goes well. There is none where the system gives no randomness.
#[must_use]
pub fn honest(defences: &Defences) -> Option<Vec<Move>> {
    let mut stage = Stage::new("honest", defences, &Premise::USUAL)?;
    stage.honest_login().ok()?;
    Some(stage.into_moves())
}

/// Whose address it is.
#[must_use]
pub fn owner(url: &str) -> &'static str {
    match uri::origin(url) {
        HONEST => "the server",
        ROGUE => "Mallory's server",
        origin if origin == uri::origin(SHOP) => "the shop",
        origin if origin == uri::origin(LOOPBACK) || url.starts_with(APP) => "the shop",
        _ => "Mallory",
    }
}
