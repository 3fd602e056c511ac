//! The flows: short linear scripts over one engine that sends, records, tampers and asks.

mod device;
mod discover;
mod dress;
mod grants;
mod guide;
mod login;
mod play;
mod prove;
mod register;
mod run;
mod stop;
mod tamper;
mod tokens;
mod world;

pub use discover::discover;
pub use dress::{USER_AGENT, dress};
pub use guide::{Guide, Quit, Seen, Silent, Wish};
pub use login::{Brought, discover as find_server, log_in, login, obtain};
pub use play::play;
pub use prove::{DpopNonces, Keys, Proof};
pub use run::Run;
pub use stop::{Stop, Why};
pub use world::{Answered, Arrival, Awaited, Effort, Errand, Invitation, Journey, Leg, Login, Sent, Stray, World};
