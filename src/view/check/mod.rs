//! What checks came to, masked and laid out: every format is a function of one report.

mod report;

pub use report::{Checked, Known, Report, Target, Tried, VERSION};
