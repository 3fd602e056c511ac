//! Views: from a report to text. They never see a flow, and nothing they show can act on the reader's terminal.

pub mod captured;
pub mod card;
pub mod check;
mod content;
pub mod curl;
pub mod decode;
pub mod diagnosis;
pub mod diff;
pub mod discover;
mod enclosed;
pub mod ending;
pub mod escape;
pub mod findings;
pub mod heading;
pub mod html;
pub mod json;
pub mod lab;
mod layout;
pub mod learn;
pub mod ledger;
pub mod lesson;
pub mod live;
pub mod markdown;
pub mod page;
pub mod paint;
mod parts;
pub mod plan;
mod policy;
pub mod prepare;
mod pretty;
pub mod prove;
pub mod qr;
pub mod raw;
pub mod redeemers;
pub mod report;
pub mod sequence;
pub mod story;
pub mod svg;
pub mod text;
pub mod topics;
pub mod verify;

#[cfg(test)]
pub(crate) use crate::explain::sample;
pub use report::Report;
pub use text::{Line, Meaning, Span, Text};
