//! The lab: attacks on the authorization code flow, played out as exchanges with the practice provider.
//!
//! A scenario is one file in `scenarios/` with the steps of its actors; a defence is one row of `defence.rs`: what it is
//! called, what it makes of the shop and the server (`habits.rs`), and why it does not help where it does not. What an
//! attack comes to is never written down: it is played, with the same engine that logs people in.

mod defence;
mod habits;
mod honest;
mod matrix;
mod remains;
mod scenario;
mod scenarios;
mod stage;
mod story;
mod why;

pub use defence::{Defence, Defences};
pub use honest::{honest, owner};
pub use matrix::cells;
pub use remains::{remains, stopping};
pub use scenario::{Scenario, by_id, play, scenarios};
pub use story::{Move, Outcome, Place, Story, Who};
pub use why::{Reason, decisive, reasons};
