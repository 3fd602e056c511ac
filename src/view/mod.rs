//! Views: from a report to text. They never see a flow, and nothing they show can act on the reader's terminal.

pub mod curl;
pub mod escape;
pub mod json;
pub mod page;
#[cfg(test)]
pub(crate) mod sample;
pub mod svg;
pub mod text;

pub use text::{Line, Meaning, Span, Text};
