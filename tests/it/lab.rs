//! The attacks of the lab: what they come to, held against a calculation from the texts of the standards.

mod attacks;
mod matrix;
mod model;
mod redemption;
mod stories;

use std::collections::BTreeSet;

use oauth_flow::lab::{Defence, Defences, Outcome, Story, by_id, play};

/// Plays a scenario with the defences of these names.
#[track_caller]
fn played(scenario: &str, defences: &[&str]) -> Story {
    let on: Defences = defences.iter().map(|id| Defence::by_id(id).expect(id)).collect();
    play(by_id(scenario).expect(scenario), &on).expect("randomness")
}

/// The names of the defences, as the model takes them.
fn names(defences: &Defences) -> BTreeSet<&'static str> {
    defences.iter().map(Defence::id).collect()
}

fn is_win(story: &Story) -> bool {
    story.outcome == Outcome::Wins
}
