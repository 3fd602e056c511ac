//! What checks came to, masked and laid out: every format is a function of one report.

pub mod metrics;
mod report;
pub mod rounds;

pub use report::{Checked, Known, Report, Target, Tried, VERSION};
