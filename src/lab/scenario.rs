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
    /// The ways in which he may try, the usual one first: the one that wins is the one that he takes.
    pub(super) ways: &'static [Way],
}

/// A way in which Mallory may try.
#[derive(Debug)]
pub struct Way {
    /// What it consists of, from which follows why a defence does not help.
    pub(super) traits: &'static [Trait],
    /// What happens.
    pub(super) play: fn(&mut Stage) -> Ending,
}

/// What a way of attacking consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Mallory writes the authorization request.
    WritesRequest,
    /// He has seen the authorization request that the shop wrote.
    SeesRequest,
    /// He has the secret.
    HasSecret,
    /// He has the verifier.
    HasVerifier,
    /// The shop itself redeems for him.
    ThroughShop,
    /// The code is for his own account, and somebody else is given it.
    OwnCode,
    /// The login at the shop is his own from beginning to end, and only the user in it is not.
    OwnLogin,
    /// He comes with a client of his own, under its own name.
    OwnClient,
    /// The shop takes the code to his server.
    MixedUp,
    /// What he has is an access token.
    HasAccessToken,
    /// What he has is a refresh token.
    HasRefreshToken,
    /// What he changes is the request itself.
    Tampers,
    /// That the attempt is made is all he wants.
    Spoils,
    /// The password itself is what is stolen.
    Password,
}

impl Way {
    /// Whether this belongs to it.
    pub(super) fn has(&self, own: Trait) -> bool {
        self.traits.contains(&own)
    }
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
    for way in scenario.ways {
        let story = play_once(scenario, defences, way)?;
        if story.outcome == Outcome::Wins {
            return Some(story);
        }
        first.get_or_insert(story);
    }
    first
}

fn play_once(scenario: &'static Scenario, defences: &Defences, way: &'static Way) -> Option<Story> {
    let mut stage = Stage::new(scenario.id, defences, &scenario.premise)?;
    let (outcome, words) = match (way.play)(&mut stage) {
        Ok(words) => (Outcome::Wins, words),
        Err(Halt::Stopped(place, words)) => (Outcome::Stopped(place), words),
        Err(Halt::NotApplicable(words)) => (Outcome::NotApplicable, words),
    };
    Some(Story { scenario, defences: defences.clone(), way, moves: stage.into_moves(), outcome, words })
}
