//! The course: chapters of words and questions, where every answer is found out by playing it in the lab.
//!
//! What is asked is never answered from a table: the question names a scenario and what is switched on, or a value whose
//! way is to be watched, and the lab plays it when the learner has said what will happen.

mod beat;
mod chapters;
mod course;
mod question;
mod table;

pub use beat::{Answer, Beat, Message, Part, beats};
pub use chapters::ALL;
pub use course::{Chapter, Frame, Screen, by_word};
pub use question::{Played, Question, Seen, Spot, Trial};
pub use table::{COLUMNS, Row, rows};
