//! The probes: a login with one thing changed, played by the one engine, and what that tells of the server.
//!
//! A check is a row of the [`catalogue`]. A station is a file that finds out about several checks at once, since they
//! share a request, a session or a code; it notes what it saw as [`Part`]s on the [`Desk`]. [`check`] calls the stations
//! in order. Nothing is judged by the words of an error: what counts is where the browser ends up, whether a token came,
//! and whether the same thing done right just worked.

pub mod catalogue;
mod credentials;
mod desk;
mod expect;
pub mod factors;
mod hand;
mod options;
mod refusal;
mod results;
mod site;
mod stations;
mod ticket;
mod verdict;
mod watched;

pub use catalogue::{Check, Codes, Section, Session};
pub use desk::{Baseline, Desk, Tally};
pub use expect::{Claim, Expectation, Expectations};
pub use hand::Hand;
pub use options::{Options, Other, Profile, Selection, Subject, Suite};
pub use refusal::{INVALID_CLIENT, INVALID_GRANT, INVALID_REQUEST, Said, Wanted};
pub use results::{Fact, Results};
pub use site::{Agency, Hop, Progress, Site, Soon, Visit, Visitor};
pub use stations::check;
pub use ticket::{NoTicket, Shot, Ticket, ask, rewrite, set_form, shoot, unset_form};
pub use verdict::{Outcome, Part, Skip, Verdict};
pub use watched::Watched;
