//! Views: from a report to text. They never see a flow, and nothing they show can act on the reader's terminal.

pub mod card;
mod content;
pub mod ending;
pub mod escape;
pub mod findings;
pub mod heading;
mod layout;
pub mod ledger;
pub mod lesson;
pub mod paint;
pub mod plan;
pub mod prepare;
mod pretty;
pub mod raw;
pub mod redeemers;
pub mod report;
pub mod story;
pub mod text;
pub mod verify;

#[cfg(test)]
pub(crate) use crate::explain::sample;
pub use report::Report;
pub use text::{Line, Meaning, Span, Text};
