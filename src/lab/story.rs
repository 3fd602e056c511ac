//! What was played: who did what, which messages passed, and who ends up with what.

use super::scenario::Way;
use super::{Defences, Scenario};
use crate::trace::Exchange;

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// The user, with her browser.
    Alice,
    /// The honest client.
    Shop,
    /// The attacker, with his own browser and his own program.
    Mallory,
    /// The authorization server that belongs to the attacker.
    Rogue,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Move {
    /// Somebody does something that no message shows.
    Act {
        /// Who.
        who: Who,
        /// What.
        words: String,
    },
    /// A message, and who sent it.
    Message {
        /// Who.
        who: Who,
        /// The message with its answer.
        exchange: Box<Exchange>,
    },
    /// Mallory gets hold of something.
    Gain {
        /// What, and how.
        words: String,
    },
}

/// Where an attack can be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The authorization request, at the server.
    Authorization,
    /// The pushed request, at the server.
    Push,
    /// The answer at the redirect URI, by the client.
    Callback,
    /// The token request, at the server.
    Token,
    /// The ID token, by the client: tokens have been issued and are thrown away.
    IdToken,
    /// The request with the access token, at the resource.
    Resource,
}

/// What an attack came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Mallory has what he wanted.
    Wins,
    /// He was stopped.
    Stopped(Place),
    /// It could not be played.
    NotApplicable,
}

/// A scenario as it was played.
#[derive(Clone, Debug)]
pub struct Story {
    /// Which one.
    pub scenario: &'static Scenario,
    /// What was switched on.
    pub defences: Defences,
    /// The way that Mallory took.
    pub(super) way: &'static Way,
    /// What happened, in order.
    pub moves: Vec<Move>,
    /// What it came to.
    pub outcome: Outcome,
    /// Who ends up with what, or what stopped it, or why it could not be played.
    pub words: String,
}

impl Who {
    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Alice => "Alice",
            Self::Shop => "the shop",
            Self::Mallory => "Mallory",
            Self::Rogue => "Mallory's server",
        }
    }
}

impl Place {
    /// The letter of the matrix.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Authorization => "A",
            Self::Push => "P",
            Self::Callback => "C",
            Self::Token => "T",
            Self::IdToken => "I",
            Self::Resource => "R",
        }
    }

    /// The message at which he is stopped.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Authorization => "the authorization request",
            Self::Push => "the pushed request",
            Self::Callback => "the answer at the redirect URI",
            Self::Token => "the token request",
            Self::IdToken => "the ID token",
            Self::Resource => "the request with the access token",
        }
    }
}

impl Outcome {
    /// The word of the matrix.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Wins => "wins",
            Self::Stopped(place) => place.letter(),
            Self::NotApplicable => "n/a",
        }
    }
}
