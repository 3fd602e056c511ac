//! Gaps that somebody knows about: until their day they are no failure, and when they are closed that is told.

use chrono::NaiveDate;

use crate::cli::profile::Gap;
use crate::view::check::{Checked, Known, Target};

/// What is not as it should be, the worst first.
const AMISS: [&str; 4] = ["fail", "error", "inconclusive", "warn"];

/// Marks the known gaps of a target, so that they do not count; what should be known about them.
pub(super) fn mark(target: &mut Target, gaps: &[Gap], today: NaiveDate) -> Vec<String> {
    let mut remarks = Vec::new();
    for gap in gaps {
        let Some(checked) = target.checks.iter_mut().find(|checked| checked.id == gap.check) else { continue };
        let is_over = gap.until.filter(|until| *until < today);
        match (checked.verdict.as_str(), is_over) {
            ("pass", _) => remarks.push(format!("a known gap is closed, take it out of `expect.check`: {}", gap.check)),
            ("skip", _) => {}
            (_, Some(until)) => {
                remarks.push(format!("a known gap was to be closed by {until} and counts again: {}", gap.check));
            }
            (verdict, None) if weight(verdict) <= weight(gap.verdict) => checked.known = Some(known(gap)),
            (verdict, None) => {
                remarks
                    .push(format!("a known gap is worse than known, {verdict} and not {}: {}", gap.verdict, gap.check));
            }
        }
    }
    target.verdict = worst(&target.checks).to_owned();
    remarks
}

/// What is written over these: the worst that counts.
pub(super) fn worst(checks: &[Checked]) -> &'static str {
    let any = |verdict: &&str| checks.iter().any(|checked| checked.known.is_none() && checked.verdict == **verdict);
    AMISS.iter().find(|verdict| any(verdict)).copied().unwrap_or("pass")
}

fn known(gap: &Gap) -> Known {
    Known {
        verdict: gap.verdict.to_owned(),
        reason: gap.reason.clone(),
        until: gap.until.map(|until| until.to_string()),
    }
}

fn weight(verdict: &str) -> usize {
    AMISS.iter().rev().position(|amiss| *amiss == verdict).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::many::tests::target;

    fn gap(verdict: &'static str, until: Option<&str>) -> Gap {
        let until = until.map(|day| day.parse().unwrap());
        Gap { check: "one".into(), verdict, reason: "in work".into(), until }
    }

    /// The verdict over all, whether the gap is marked, and what was told.
    fn marked(verdict: &str, gap: Gap) -> (String, bool, String) {
        let mut target = target("a", &[("one", verdict), ("two", "pass")]);
        let told = mark(&mut target, &[gap], "2030-06-15".parse().unwrap()).join("\n");
        (target.verdict.clone(), target.checks[0].known.is_some(), told)
    }

    #[test]
    fn a_known_gap_does_not_count_until_its_day_is_over() {
        for until in [None, Some("2030-06-15"), Some("2031-01-01")] {
            assert_eq!(marked("fail", gap("fail", until)), ("pass".into(), true, String::new()), "{until:?}");
        }
        let (verdict, is_marked, told) = marked("fail", gap("fail", Some("2030-06-14")));
        assert_eq!((verdict.as_str(), is_marked), ("fail", false));
        assert!(told.contains("2030-06-14") && told.contains("counts again"), "{told}");
    }

    #[test]
    fn a_gap_that_is_closed_is_told_and_one_that_got_worse_counts() {
        let (verdict, is_marked, told) = marked("pass", gap("fail", None));
        assert_eq!((verdict.as_str(), is_marked), ("pass", false));
        assert!(told.contains("is closed"), "{told}");
        let (verdict, is_marked, told) = marked("fail", gap("warn", None));
        assert_eq!((verdict.as_str(), is_marked), ("fail", false));
        assert!(told.contains("worse than known"), "{told}");
        assert_eq!(marked("warn", gap("fail", None)), ("pass".into(), true, String::new()), "better than known");
        assert_eq!(marked("skip", gap("fail", None)), ("pass".into(), false, String::new()));
    }
}
