//! The measurement of factors as it is shown: masked once, when the report is made, and then laid out.

mod report;
mod terminal;

pub use report::{Report, Row, SCHEMA, ended};
pub use terminal::terminal;
