//! What checks came to, masked and laid out: every format is a function of one report.

mod baseline;
pub mod catalogue;
mod citation;
mod ended;
pub(in crate::view) mod evidence;
pub mod github;
mod html;
mod junit;
mod markdown;
pub mod metrics;
mod report;
pub mod rounds;
#[cfg(test)]
pub(crate) mod sample;
mod sarif;
mod skips;
mod terminal;
pub(in crate::view) mod words;

pub use baseline::compare;
pub use ended::{Ended, INTERRUPTED, SETTINGS, Strictness};
pub use html::html;
pub use junit::{NoJunit, junit};
pub use markdown::markdown;
pub use report::{Checked, Known, NotAReport, Report, SCHEMA, Target, Tried, VERDICTS};
pub use sarif::sarif;
pub(in crate::view) use terminal::messages;
pub use terminal::{Detail, WARNING, terminal};
