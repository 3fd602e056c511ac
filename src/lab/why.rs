//! Which defence stops an attack, and why the others do not.

use super::scenario::{Trait, Way};
use super::{Defence, Outcome, Scenario, Story, play};

/// A defence, by itself, against a scenario.
#[derive(Clone, Debug)]
pub struct Reason {
    /// Which.
    pub defence: Defence,
    /// What it comes to.
    pub outcome: Outcome,
    /// The message that stops him, or why it does not.
    pub words: String,
}

/// Plays every defence by itself, beside what the scenario is about.
#[must_use]
pub fn reasons(scenario: &'static Scenario) -> Option<Vec<Reason>> {
    let all = Defence::ALL.iter().map(|defence| {
        let given = scenario.premise.about.iter().copied();
        let story = play(scenario, &given.chain([*defence]).collect())?;
        let words = match story.outcome {
            Outcome::Wins => why_not(story.way, *defence).to_owned(),
            Outcome::Stopped(place) => format!("at {}: {}", place.name(), story.words),
            Outcome::NotApplicable => story.words,
        };
        Some(Reason { defence: *defence, outcome: story.outcome, words })
    });
    all.collect()
}

/// Each defence of a story without which Mallory would have won.
#[must_use]
pub fn decisive(story: &Story) -> Vec<Defence> {
    if !matches!(story.outcome, Outcome::Stopped(_)) {
        return Vec::new();
    }
    let is_needed = |defence: &Defence| {
        let without = story.defences.without(*defence);
        play(story.scenario, &without).is_some_and(|other| other.outcome == Outcome::Wins)
    };
    story.defences.iter().filter(is_needed).collect()
}

/// Why a defence does not help in the way in which Mallory wins with it switched on.
fn why_not(way: &Way, defence: Defence) -> &'static str {
    match () {
        () if way.has(Trait::Password) => "it guards codes and tokens, not the password",
        () if way.has(Trait::Tampers) && way.has(Trait::WritesRequest) => {
            "anybody can push in the name of a public client, and the browser brings the name of his request instead"
        }
        () if way.has(Trait::Tampers) => "everything fits the request, and the request is what he changed",
        () if way.has(Trait::Spoils) => "it does not keep him from trying, and that he tries is the harm",
        () if way.has(Trait::HasRefreshToken) && defence == Defence::Rotation => {
            "he is the first who uses it: it is noticed when the shop comes with the old one"
        }
        () if way.has(Trait::HasAccessToken) && defence == Defence::Rotation => {
            "it is about refresh tokens, and what he has is an access token"
        }
        () if way.has(Trait::HasRefreshToken) || way.has(Trait::HasAccessToken) => {
            "it guards the way to the tokens, and they are issued"
        }
        () => defence.why_not()(way),
    }
}

pub(super) fn proof_of_client(way: &Way) -> &'static str {
    match () {
        () if way.has(Trait::HasSecret) => "he has the secret as well",
        () if way.has(Trait::ThroughShop) => "the shop redeems for him, and proves itself rightly",
        () if way.has(Trait::OwnClient) => {
            "it keeps others from passing for the shop, and he comes as a client of his own"
        }
        () => "it proves which client redeems, and it is the right one",
    }
}

pub(super) fn challenge(way: &Way) -> &'static str {
    match () {
        () if way.has(Trait::HasVerifier) => "he has the verifier as well",
        () if way.has(Trait::OwnLogin) => "the login is his own, and the shop brings the verifier that belongs to it",
        () if way.has(Trait::MixedUp) && !way.has(Trait::ThroughShop) => "the shop itself brings him the verifier",
        () if way.has(Trait::OwnCode) => "he leaves it out, and the server does not insist",
        () => "he writes the request, and its challenge is one that fits",
    }
}

pub(super) fn state(way: &Way) -> &'static str {
    match () {
        () if way.has(Trait::ThroughShop) => "the login at the shop is his own, and so is its state",
        () if way.has(Trait::MixedUp) => "the answer belongs to the login that Alice began",
        () => "nobody asks for it where he redeems the code himself",
    }
}

pub(super) fn nonce(way: &Way) -> &'static str {
    match () {
        () if way.has(Trait::OwnLogin) => "the login is his own, and so is its nonce",
        () if way.has(Trait::ThroughShop) => "he asks for the nonce that fits",
        () => "nobody compares it where he redeems the code himself",
    }
}

pub(super) fn bound_tokens(way: &Way) -> &'static str {
    if way.has(Trait::ThroughShop) {
        "the shop redeems for him, and brings its own key"
    } else {
        "he binds the tokens to a key of his own"
    }
}

pub(super) fn bound_code(way: &Way) -> &'static str {
    let by_shop = way.has(Trait::ThroughShop);
    match () {
        () if way.has(Trait::OwnLogin) => "the login is his own, and the shop has the key that belongs to it",
        () if !way.has(Trait::WritesRequest) => "the shop has one key, and it is the right one",
        () if way.has(Trait::OwnCode) || (way.has(Trait::MixedUp) && !by_shop) => {
            "he leaves it out of his own request, and no server insists"
        }
        () => "he writes the request, and binds the code to the key that fits",
    }
}

pub(super) fn pushed(way: &Way) -> &'static str {
    match () {
        () if way.has(Trait::OwnLogin) => "the shop pushes the request itself: it is that of his own login",
        () if way.has(Trait::OwnClient) => "his client pushes its request like any other",
        () if way.has(Trait::WritesRequest) && way.has(Trait::HasSecret) => {
            "he pushes his request as the shop would: he has everything that it has"
        }
        () if way.has(Trait::WritesRequest) => "anybody can push a request in the name of a public client",
        () => "it guards the request, and that is not what he touches",
    }
}
