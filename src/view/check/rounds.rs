//! The same checks over and over: what changed from one round to the next, and how long the steps of a login take.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use super::{Checked, Target, VERDICTS};

/// What is known of every target after several rounds. It grows with the targets, not with the rounds.
#[derive(Debug, Default)]
pub struct Rounds {
    targets: BTreeMap<String, History>,
}

/// What is known of one target.
#[derive(Debug)]
pub struct History {
    /// So many rounds.
    pub rounds: u64,
    /// The target as it was in the last round.
    pub last: Target,
    /// When it was last without a failure, in milliseconds since 1970.
    pub last_success_ms: Option<u64>,
    /// Every check by its id.
    pub checks: BTreeMap<String, Tally>,
    steps: BTreeMap<&'static str, Histogram<u64>>,
    requests: u64,
    elapsed_us: u64,
}

/// How a check came out so far.
#[derive(Debug)]
pub struct Tally {
    /// How often it came out like this, by verdict.
    pub counts: BTreeMap<String, u64>,
    last: String,
    worst: Checked,
}

/// A check that came out otherwise than in the round before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The target.
    pub target: String,
    /// The check.
    pub check: String,
    /// How it came out before.
    pub was: String,
    /// How it came out now.
    pub is: String,
}

/// How long a step takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latency {
    /// The step.
    pub step: &'static str,
    /// So often it was measured.
    pub times: u64,
    /// The microseconds within which half of them were, 95 and 99 of a hundred.
    pub percentiles: [u64; 3],
}

/// Of all there are, the shares that [`Latency::percentiles`] are about.
pub const QUANTILES: [f64; 3] = [0.5, 0.95, 0.99];
/// An hour, in microseconds: nothing is waited for as long.
const LONGEST_US: u64 = 3_600_000_000;
/// Two digits of a latency are told; so the histogram of a step stays at some kilobytes.
const DIGITS: u8 = 2;

impl Rounds {
    /// Notes what a target came to in a round, and how long its steps took; what changed since the round before.
    pub fn note(&mut self, target: Target, steps: &[(&'static str, u64)]) -> Vec<Change> {
        let history = self.targets.entry(target.name.clone()).or_insert_with(|| History::of(&target));
        history.note(target, steps)
    }

    /// What is known of every target, by name.
    pub fn histories(&self) -> impl Iterator<Item = &History> {
        self.targets.values()
    }

    /// The targets with every check as it came out worst, and as facts what is known only after several rounds.
    #[must_use]
    pub fn worst(self) -> Vec<Target> {
        self.targets.into_values().map(History::worst).collect()
    }
}

impl History {
    fn of(target: &Target) -> Self {
        Self {
            rounds: 0,
            last: target.clone(),
            last_success_ms: None,
            checks: BTreeMap::new(),
            steps: BTreeMap::new(),
            requests: 0,
            elapsed_us: 0,
        }
    }

    fn note(&mut self, target: Target, steps: &[(&'static str, u64)]) -> Vec<Change> {
        self.rounds += 1;
        self.requests += target.requests as u64;
        self.elapsed_us = self.elapsed_us.saturating_add(target.elapsed_us);
        let mut changes = Vec::new();
        for checked in &target.checks {
            let tally = self.checks.entry(checked.id.clone()).or_insert_with(|| Tally::of(checked));
            changes.extend(tally.note(checked).map(|was| Change {
                target: target.name.clone(),
                check: checked.id.clone(),
                was,
                is: checked.verdict.clone(),
            }));
        }
        if is_success(&target) {
            self.last_success_ms = Some(target.started_ms);
        }
        for (step, took) in steps {
            let Ok(fresh) = Histogram::new_with_bounds(1, LONGEST_US, DIGITS) else { continue };
            self.steps.entry(step).or_insert(fresh).saturating_record((*took).max(1));
        }
        self.last = target;
        changes
    }

    /// Whether it was without a failure in the last round.
    #[must_use]
    pub fn is_up(&self) -> bool {
        is_success(&self.last)
    }

    /// The checks that did not come out the same each time, and how often they came out how.
    pub fn flaps(&self) -> impl Iterator<Item = (&str, String)> {
        let told = |tally: &Tally| {
            let count = |verdict: &&str| tally.counts.get(*verdict).map(|times| format!("{verdict} {times}"));
            VERDICTS.iter().filter_map(count).collect::<Vec<_>>().join(", ")
        };
        self.checks
            .iter()
            .filter(|(_, tally)| tally.counts.len() > 1)
            .map(move |(id, tally)| (id.as_str(), told(tally)))
    }

    /// How long each step takes, in the order in which they were first seen by name.
    pub fn latencies(&self) -> impl Iterator<Item = Latency> {
        self.steps.iter().map(|(step, histogram)| Latency {
            step,
            times: histogram.len(),
            percentiles: QUANTILES.map(|quantile| histogram.value_at_quantile(quantile)),
        })
    }

    fn worst(self) -> Target {
        let mut facts = self.last.facts.clone();
        facts.push(("rounds".to_owned(), self.rounds.to_string()));
        facts.extend(self.flaps().map(|(id, told)| (format!("flaps: {id}"), format!("{told} of {}", self.rounds))));
        facts.extend(self.latencies().map(|latency| (format!("latency of {}", latency.step), latency.words())));
        let mut target = Target { facts, elapsed_us: self.elapsed_us, ..self.last };
        target.requests = usize::try_from(self.requests).unwrap_or(usize::MAX);
        let mut tallies = self.checks;
        // In the order of the last round, and then those that only earlier ones had.
        let order: Vec<String> = target.checks.iter().map(|checked| checked.id.clone()).collect();
        target.checks = order.iter().filter_map(|id| tallies.remove(id)).map(|tally| tally.worst).collect();
        target.checks.extend(tallies.into_values().map(|tally| tally.worst));
        target.settle();
        target
    }
}

impl Tally {
    fn of(checked: &Checked) -> Self {
        Self { counts: BTreeMap::new(), last: checked.verdict.clone(), worst: checked.clone() }
    }

    /// Notes how it came out; how it did before, where that was otherwise.
    fn note(&mut self, checked: &Checked) -> Option<String> {
        *self.counts.entry(checked.verdict.clone()).or_default() += 1;
        if rank(checked) < rank(&self.worst) {
            self.worst = checked.clone();
        }
        let was = std::mem::replace(&mut self.last, checked.verdict.clone());
        (was != self.last).then_some(was)
    }
}

impl Latency {
    /// It in a few words.
    #[must_use]
    pub fn words(&self) -> String {
        let [half, most, nearly_all] = self.percentiles.map(milliseconds);
        format!("p50 {half}, p95 {most}, p99 {nearly_all} ms of {}", self.times)
    }
}

/// Milliseconds with one digit behind the point.
fn milliseconds(microseconds: u64) -> String {
    let tenths = microseconds.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Whether nothing failed that counts.
fn is_success(target: &Target) -> bool {
    matches!(target.verdict.as_str(), "pass" | "warn" | "inconclusive")
}

/// How bad it is: what counts before what is known, and then the worst first.
fn rank(checked: &Checked) -> (bool, usize) {
    let at = VERDICTS.iter().position(|verdict| *verdict == checked.verdict).unwrap_or(VERDICTS.len());
    (checked.known.is_some(), at)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::view::check::sample;

    /// A target of which these checks came out like this.
    pub fn target(started_ms: u64, checks: &[(&str, &str)]) -> Target {
        let checks = checks.iter().map(|(id, verdict)| sample::checked(id, verdict));
        let name = "a".to_owned();
        let mut target =
            Target { name, started_ms, requests: 10, facts: Vec::new(), checks: checks.collect(), ..sample::target() };
        target.settle();
        target
    }

    #[test]
    fn what_changes_is_named_and_the_worst_is_kept() {
        let mut rounds = Rounds::default();
        assert_eq!(rounds.note(target(1, &[("one", "pass"), ("two", "pass")]), &[("redeem", 5_000)]), []);
        let changes = rounds.note(target(2, &[("one", "fail"), ("two", "pass")]), &[("redeem", 7_000)]);
        let expected = Change { target: "a".into(), check: "one".into(), was: "pass".into(), is: "fail".into() };
        assert_eq!(changes, [expected]);
        rounds.note(target(3, &[("one", "pass"), ("two", "pass")]), &[("redeem", 6_000)]);
        let history = rounds.histories().next().unwrap();
        assert!(history.is_up());
        assert_eq!(history.last_success_ms, Some(3));
        assert_eq!(history.flaps().collect::<Vec<_>>(), [("one", "fail 1, pass 2".to_owned())]);
        let target = rounds.worst().remove(0);
        assert_eq!((target.verdict.as_str(), target.requests), ("fail", 30));
        assert_eq!(target.checks.iter().map(|it| it.verdict.as_str()).collect::<Vec<_>>(), ["fail", "pass"]);
        let fact = |name: &str| target.facts.iter().find(|(known, _)| known == name).unwrap().1.clone();
        assert_eq!(fact("flaps: one"), "fail 1, pass 2 of 3");
        assert_eq!(fact("rounds"), "3");
        assert!(fact("latency of redeem").starts_with("p50 6.") && fact("latency of redeem").ends_with("of 3"));
    }

    #[test]
    fn latencies_are_as_exact_as_they_are_told() {
        let mut rounds = Rounds::default();
        for took in 1..=1000 {
            rounds.note(target(took, &[]), &[("redeem", took * 1000)]);
        }
        let latency = rounds.histories().next().unwrap().latencies().next().unwrap();
        assert_eq!(latency.times, 1000);
        for (percentile, exact) in latency.percentiles.into_iter().zip([500_000, 950_000, 990_000]) {
            assert!(percentile.abs_diff(exact) * 100 <= exact, "{percentile} for {exact}");
        }
        assert_eq!(milliseconds(1_234), "1.3");
    }

    #[test]
    fn a_check_that_one_round_lacked_is_not_lost() {
        let mut rounds = Rounds::default();
        rounds.note(target(1, &[("settings-usable", "error")]), &[]);
        rounds.note(target(2, &[("one", "pass")]), &[]);
        let target = rounds.worst().remove(0);
        assert_eq!(target.checks.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["one", "settings-usable"]);
        assert_eq!(target.verdict, "error");
    }
}
