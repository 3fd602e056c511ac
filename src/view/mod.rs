//! Views: from a report to text. They never see a flow, and nothing they show can act on the reader's terminal.

pub mod escape;
#[cfg(test)]
pub(crate) mod sample;
pub mod text;

pub use text::{Line, Meaning, Span, Text};
