//! Gaps that somebody knows about: until their day they are no failure, and when they are closed that is told.

use chrono::NaiveDate;

use crate::cli::profile::Gap;
use crate::view::check::{Known, Target, VERDICTS};

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
    target.settle();
    remarks
}

fn known(gap: &Gap) -> Known {
    Known {
        verdict: gap.verdict.to_owned(),
        reason: gap.reason.clone(),
        until: gap.until.map(|until| until.to_string()),
    }
}

fn weight(verdict: &str) -> usize {
    VERDICTS.iter().rev().position(|known| *known == verdict).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::check::sample;

    fn gap(verdict: &'static str, until: Option<&str>) -> Gap {
        let until = until.map(|day| day.parse().unwrap());
        Gap { check: "one".into(), verdict, reason: "in work".into(), until }
    }

    /// The verdict over all, whether the gap is marked, and what was told.
    fn marked(verdict: &str, gap: Gap) -> (String, bool, String) {
        let checks = vec![sample::checked("one", verdict), sample::checked("two", "pass")];
        let mut target = Target { checks, ..sample::target() };
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
