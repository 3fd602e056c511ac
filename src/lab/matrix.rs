//! Every scenario against every defence, played when it is asked for.

use super::{Defences, Story, play, scenarios};

/// Plays every scenario against each of these, one row after the other. Nothing comes of it where the system gives no
/// randomness.
#[must_use]
pub fn cells(columns: &[Defences]) -> Option<Vec<Story>> {
    let all = scenarios().flat_map(|scenario| columns.iter().map(move |defences| (scenario, defences)));
    all.map(|(scenario, defences)| play(scenario, defences)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{Defence, Outcome};

    /// What holds whatever else is played: the cell, and its outcome.
    fn outcome(scenario: &str, defences: &[&str]) -> &'static str {
        let defences = defences.iter().map(|id| Defence::by_id(id).unwrap()).collect();
        play(crate::lab::by_id(scenario).unwrap(), &defences).unwrap().outcome.word()
    }

    #[test]
    fn where_nothing_is_switched_on_every_attack_works() {
        for cell in cells(&[Defences::default()]).unwrap() {
            let is_due = if cell.scenario.id == "L23" { Outcome::NotApplicable } else { Outcome::Wins };
            assert_eq!(cell.outcome, is_due, "{}: {}", cell.scenario.id, cell.words);
        }
    }

    #[test]
    fn everything_together_leaves_what_no_protocol_stops() {
        let left: Vec<&str> = cells(&[Defences::all()])
            .unwrap()
            .iter()
            .filter(|cell| cell.outcome == Outcome::Wins)
            .map(|cell| cell.scenario.id)
            .collect();
        assert_eq!(left, ["L09", "L10", "L18", "L22", "L24"]);
    }

    #[test]
    fn secret_and_verifier_stop_different_thieves() {
        assert_eq!(outcome("L05", &["secret"]), "wins");
        assert_eq!(outcome("L05", &["s256"]), "T");
        assert_eq!(outcome("L06", &["s256"]), "wins");
        assert_eq!(outcome("L06", &["secret"]), "T");
        assert_eq!(outcome("L04", &["secret"]), "wins");
        assert_eq!(outcome("L04", &["secret", "s256"]), "T");
        assert_eq!(outcome("L03", &["s256"]), "wins");
        assert_eq!(outcome("L03", &["secret", "s256"]), "T");
    }
}
