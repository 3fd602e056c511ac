//! A scenario: who attacks, what he has, and the ways in which he may try.

use super::scenarios::ALL;
use super::stage::{Ending, Halt, Premise, Stage};
use super::{Defences, Outcome, Story};

/// An attack.
#[derive(Debug)]
pub struct Scenario {
    /// Its id, such as `L05`.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What Mallory has to begin with, and how he came by it.
    pub has: &'static str,
    /// What he is after.
    pub wants: &'static str,
    /// What remains to be done where no defence of the flow helps, or what else helps.
    pub moral: &'static str,
    /// Where it is described.
    pub spec: &'static str,
    /// What is given.
    pub(super) premise: Premise,
    /// What it consists of, from which follows why a defence does not help.
    pub(super) traits: &'static [Trait],
    /// The ways in which he may try, the usual one first: the one that wins is the one that he takes.
    pub(super) plays: &'static [fn(&mut Stage) -> Ending],
}

/// What an attack consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Mallory writes the authorization request.
    WritesRequest,
    /// He gets the answer of a request that the shop wrote.
    StealsAnswer,
    /// He has seen the authorization request.
    SeesRequest,
    /// He has the secret.
    HasSecret,
    /// He has the verifier.
    HasVerifier,
    /// The shop itself redeems for him.
    ThroughShop,
    /// It is his own code that somebody else is given.
    OwnCode,
    /// It begins after tokens were issued.
    AfterIssue,
    /// The shop takes the code to his server.
    MixedUp,
    /// The user agrees to it.
    UserAgrees,
    /// What he changes is the request itself.
    Tampers,
    /// The password itself is what is stolen.
    Password,
}

/// Every scenario, in order.
pub fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    ALL.iter().copied()
}

/// The scenario with this id, whatever the case of its letters.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Scenario> {
    scenarios().find(|scenario| scenario.id.eq_ignore_ascii_case(id))
}

/// Plays a scenario in the way that is best for Mallory. Nothing is played where the system gives no randomness.
#[must_use]
pub fn play(scenario: &'static Scenario, defences: &Defences) -> Option<Story> {
    let mut first = None;
    for way in scenario.plays {
        let story = play_once(scenario, defences, *way)?;
        if story.outcome == Outcome::Wins {
            return Some(story);
        }
        first.get_or_insert(story);
    }
    first
}

fn play_once(scenario: &'static Scenario, defences: &Defences, way: fn(&mut Stage) -> Ending) -> Option<Story> {
    let mut stage = Stage::new(scenario.id, defences, &scenario.premise)?;
    let (outcome, words) = match way(&mut stage) {
        Ok(words) => (Outcome::Wins, words),
        Err(Halt::Stopped(place, words)) => (Outcome::Stopped(place), words),
        Err(Halt::NotApplicable(words)) => (Outcome::NotApplicable, words),
    };
    Some(Story { scenario, defences: defences.clone(), moves: stage.into_moves(), outcome, words })
}
