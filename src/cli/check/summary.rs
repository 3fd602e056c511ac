//! What came of a target, in a few words.

use std::time::Duration;

use crate::view::Meaning;
use crate::view::check::Target;

/// The words for counts, the worst first.
const COUNTED: [(&str, &str); 6] = [
    ("fail", "failed"),
    ("error", "without an answer"),
    ("inconclusive", "inconclusive"),
    ("warn", "to be warned of"),
    ("pass", "passed"),
    ("skip", "skipped"),
];

/// The verdict, the counts that are not nothing, and the time.
pub(super) fn in_short(target: &Target) -> (Meaning, String) {
    let meaning = match target.verdict.as_str() {
        "pass" => Meaning::Ok,
        "warn" | "inconclusive" => Meaning::Warn,
        _ => Meaning::Bad,
    };
    let count = |verdict: &str| {
        target.checks.iter().filter(|checked| checked.known.is_none() && checked.verdict == verdict).count()
    };
    let known = target.checks.iter().filter(|checked| checked.known.is_some()).count();
    let mut counts: Vec<String> = COUNTED
        .iter()
        .filter_map(|(verdict, words)| Some(count(verdict)).filter(|&n| n > 0).map(|n| format!("{n} {words}")))
        .collect();
    if known > 0 {
        counts.push(format!("{known} known"));
    }
    let took = Duration::from_micros(target.elapsed_us).as_secs_f64();
    (meaning, format!("{} {} · {took:.1} s", target.verdict.to_uppercase(), counts.join(", ")))
}
