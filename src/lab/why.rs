//! Which defence stops an attack, and why the others do not.

use super::scenario::Trait;
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

/// Plays every defence by itself.
#[must_use]
pub fn reasons(scenario: &'static Scenario) -> Option<Vec<Reason>> {
    let all = Defence::ALL.iter().map(|defence| {
        let story = play(scenario, &[*defence].into_iter().collect())?;
        let words = match story.outcome {
            Outcome::Wins => why_not(scenario, *defence).to_owned(),
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

/// Why a defence does not help where Mallory wins with it switched on.
fn why_not(scenario: &Scenario, defence: Defence) -> &'static str {
    let has = |own| scenario.traits.contains(&own);
    match defence {
        _ if has(Trait::Password) => "it guards codes and tokens, not the password",
        Defence::ParPublic if has(Trait::Tampers) => "anybody can push, and he swaps the name of the request",
        _ if has(Trait::Tampers) => "everything fits the request, and the request is what he changed",
        _ if has(Trait::AfterIssue) => of_issuing(defence),
        Defence::Secret | Defence::ParConfidential => proof_of_client(scenario),
        Defence::S256 | Defence::Plain => challenge(scenario, defence),
        Defence::Nonce if has(Trait::WritesRequest) => "he asks for the nonce that fits",
        Defence::Nonce => "nobody compares it where he redeems the code himself",
        Defence::State if has(Trait::ThroughShop) => "the login at the shop is his own, and so is its state",
        Defence::State if has(Trait::MixedUp) => "the answer belongs to the login that Alice began",
        Defence::State => "the answer never passes the shop's check",
        Defence::Exact => "the answer goes to an address that is registered",
        Defence::RedirectRecheck => "the token request names the very address that the code was asked for",
        Defence::Iss => "the answer comes from the right server",
        Defence::DistinctRedirect => "no other server takes part",
        Defence::Dpop if has(Trait::ThroughShop) => "the shop redeems for him, and brings its own key",
        Defence::Dpop => "he binds the tokens to a key of his own",
        Defence::DpopJkt | Defence::DpopJktPerFlow => bound_code(scenario),
        Defence::ParPublic if !has(Trait::WritesRequest) => "it guards the request, and that is not what he touches",
        Defence::ParPublic => "anybody can push a request in the name of a public client",
        Defence::OneTime => "it is redeemed for the first time",
        Defence::Rotation => "it is about refresh tokens, and he needs none",
    }
}

fn of_issuing(defence: Defence) -> &'static str {
    match defence {
        Defence::Rotation => "he is the first who uses it: it is noticed when the shop comes with the old one",
        _ => "it guards the way to the tokens, and they are issued",
    }
}

fn proof_of_client(scenario: &Scenario) -> &'static str {
    let has = |own| scenario.traits.contains(&own);
    match () {
        () if has(Trait::HasSecret) => "he has the secret as well",
        () if has(Trait::ThroughShop) => "the shop redeems for him, and proves itself rightly",
        () => "it proves which client redeems, and it is the right one",
    }
}

fn challenge(scenario: &Scenario, defence: Defence) -> &'static str {
    let has = |own| scenario.traits.contains(&own);
    match () {
        () if has(Trait::HasVerifier) => "he has the verifier as well",
        () if has(Trait::SeesRequest) && defence == Defence::Plain => "the request that he saw shows the verifier",
        () if has(Trait::MixedUp) && !has(Trait::ThroughShop) => "the shop itself brings him the verifier",
        () if has(Trait::OwnCode) => "he leaves it out, and the server does not insist",
        () if has(Trait::WritesRequest) => "he writes the request, and its challenge is one that fits",
        () => "it makes no difference where the attempt itself is the harm",
    }
}

fn bound_code(scenario: &Scenario) -> &'static str {
    let has = |own| scenario.traits.contains(&own);
    match () {
        () if has(Trait::OwnCode) => "he leaves it out of his own request, and no server insists",
        () if has(Trait::WritesRequest) => "he writes the request, and binds the code to the key that fits",
        () if has(Trait::ThroughShop) => "the shop has one key, and it is the right one",
        () => "it makes no difference where the attempt itself is the harm",
    }
}
