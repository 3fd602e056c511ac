//! A question, and how its answer is found: something is played, and looked at.

use super::beat::{self, Beat};
use crate::lab::{self, Defence, Defences, Move, Outcome, Who};
use crate::trace::{Exchange, Step};
use crate::wire::{Params, json, uri};

/// What the learner is asked.
#[derive(Debug)]
pub struct Question {
    /// What is to be known before.
    pub before: &'static [&'static str],
    /// The question, which is answered by yes or no.
    pub asks: &'static str,
    /// What is played to find out.
    pub trial: Trial,
    /// What is to be learnt from it.
    pub after: &'static [&'static str],
}

/// What is played.
#[derive(Clone, Copy, Debug)]
pub enum Trial {
    /// A scenario with this switched on: does Mallory get what he wants?
    Attack(&'static str, &'static [Defence]),
    /// A login that nobody attacks, with this switched on: does a value of this name come by here?
    Watch(Spot, &'static str, &'static [Defence]),
}

/// Where a value could come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In the browser of the user.
    Browser,
    /// At the client.
    Shop,
}

/// What was played.
#[derive(Clone, Debug)]
pub struct Played {
    /// The answer: yes or no.
    pub yes: bool,
    /// What happened, or the messages that carried the value.
    pub beats: Vec<Beat>,
    /// What it came to.
    pub seen: Seen,
}

/// What a play came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Of an attack: its outcome, and who ends up with what, or what stopped it.
    Attack(Outcome, String),
    /// Of a value: its name, and where it was looked for.
    Watched(&'static str, Spot),
}

impl Trial {
    /// Plays it. Nothing comes of it where the system gives no randomness.
    #[must_use]
    pub fn play(self) -> Option<Played> {
        match self {
            Self::Attack(id, with) => attack(id, &with.iter().copied().collect()),
            Self::Watch(place, name, with) => watch((place, name), &with.iter().copied().collect()),
        }
    }

    /// The command that shows it in full.
    #[must_use]
    pub fn command(self) -> String {
        match self {
            Self::Attack(id, []) => format!("oauth-flow lab run {id}"),
            Self::Attack(id, with) => {
                let with: Vec<&str> = with.iter().map(|defence| defence.id()).collect();
                format!("oauth-flow lab run {id} --with {}", with.join(","))
            }
            Self::Watch(..) => "oauth-flow login".to_owned(),
        }
    }
}

impl Spot {
    /// Its name in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "Alice's browser",
            Self::Shop => "the shop",
        }
    }
}

fn attack(id: &str, with: &Defences) -> Option<Played> {
    let story = lab::play(lab::by_id(id)?, with)?;
    let yes = story.outcome == Outcome::Wins;
    Some(Played { yes, beats: beat::beats(&story.moves), seen: Seen::Attack(story.outcome, story.words) })
}

fn watch((place, name): (Spot, &'static str), with: &Defences) -> Option<Played> {
    let moves = lab::honest(with)?;
    let carriers: Vec<Move> = moves.into_iter().filter(|one| carries(one, name)).collect();
    let comes_by = |one: &Move| matches!(one, Move::Message { who, exchange } if passes(*who, exchange, place));
    Some(Played {
        yes: carriers.iter().any(comes_by),
        beats: carriers.iter().filter_map(|one| about(one, name)).collect(),
        seen: Seen::Watched(name, place),
    })
}

fn about(one: &Move, name: &str) -> Option<Beat> {
    match (beat::of(one)?, one) {
        (Beat::Message(message), Move::Message { exchange, .. }) => {
            Some(Beat::Message(message.about(name, exchange.response.as_ref())))
        }
        (beat, _) => Some(beat),
    }
}

/// Whether this place takes part in a message.
fn passes(who: Who, exchange: &Exchange, place: Spot) -> bool {
    match place {
        Spot::Browser => who == Who::Alice,
        Spot::Shop => who == Who::Shop || exchange.step == Step::Callback,
    }
}

/// Whether a message or its answer carries a value of this name.
fn carries(one: &Move, name: &str) -> bool {
    let Move::Message { exchange, .. } = one else { return false };
    let answer = exchange.response.as_ref();
    let location = answer.and_then(|answer| answer.headers.get("location")).and_then(uri::query).map(Params::parse);
    let sent = beat::sent(&exchange.request);
    let has = |params: &Params| params.get(name).is_some();
    let told = answer.and_then(|answer| json::object(answer.body.octets()).ok());
    has(&sent) || location.as_ref().is_some_and(has) || told.is_some_and(|members| members.contains_key(name))
}
