//! The lab for a person: which attacks there are, how one was played, and what the matrix of all of them looks like.

mod list;
mod matrix;
mod message;
mod page;
mod story;

pub use list::list;
pub use matrix::{json, markdown, terminal};
pub use page::page;
pub use story::{Detail, beginning, moves, others, verdict};
