//! The flows: short linear scripts over one engine that sends, records, tampers and asks.

mod discover;
mod dress;
mod guide;
mod login;
mod prove;
mod run;
mod stop;
mod tamper;
mod world;

pub use discover::discover;
pub use dress::dress;
pub use guide::{Guide, Quit, Seen, Silent, Wish};
pub use login::login;
pub use prove::{Keys, Proof};
pub use run::Run;
pub use stop::Stop;
pub use world::{Answered, Arrival, Errand, Sent, Stray, World};
