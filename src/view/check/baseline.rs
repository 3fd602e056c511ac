//! What was known before: an earlier report says which findings are not new.

use super::{Checked, Known, Report, Target};

/// Marks everything that an earlier report has as well: the same check of the same target with the same verdict, and
/// nothing in it that came out like this only now. What could not be found out is never known.
pub fn compare(report: &mut Report, earlier: &Report) {
    for target in &mut report.targets {
        let Some(before) = earlier.targets.iter().find(|before| is_same(before, target)) else { continue };
        for check in target.checks.iter_mut().filter(|check| check.counts() && check.is_amiss()) {
            let known = before.checks.iter().find(|known| known.id == check.id);
            if check.verdict != "error" && known.is_some_and(|known| is_nothing_new(check, known)) {
                check.known = Some(Known {
                    verdict: check.verdict.clone(),
                    reason: "it is in the baseline".to_owned(),
                    until: None,
                });
            }
        }
    }
    *report = Report { tool: report.tool.clone(), ..Report::of(std::mem::take(&mut report.targets)) };
}

fn is_same(one: &Target, other: &Target) -> bool {
    one.name == other.name && one.client_id == other.client_id
}

fn is_nothing_new(check: &Checked, before: &Checked) -> bool {
    let was_there = |label: &str| before.telling().any(|part| part.label == label);
    check.verdict == before.verdict && check.telling().all(|part| was_there(&part.label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::check::{Ended, Strictness, sample};

    fn report(checks: Vec<Checked>) -> Report {
        Report::of(vec![Target { checks, ..sample::target() }])
    }

    fn after(now: Vec<Checked>, before: Vec<Checked>) -> Ended {
        let mut report = report(now);
        compare(&mut report, &self::report(before));
        assert_eq!(report.verdict == "pass", Ended::of(&report, Strictness::Strict) == Ended::Sound);
        Ended::of(&report, Strictness::Strict)
    }

    #[test]
    fn only_what_is_new_counts() {
        let wrong = || sample::checked("pkce-verifier-wrong", "fail");
        assert_eq!(after(vec![wrong()], vec![]), Ended::Findings);
        assert_eq!(after(vec![wrong()], vec![wrong()]), Ended::Sound);
        assert_eq!(
            after(vec![wrong(), sample::checked("code-replay-refused", "fail")], vec![wrong()]),
            Ended::Findings
        );
        assert_eq!(after(vec![wrong()], vec![sample::checked("pkce-verifier-wrong", "warn")]), Ended::Findings);
    }

    #[test]
    fn a_further_part_is_new() {
        let with = |labels: &[&str]| {
            let mut check = sample::checked("authz-redirect-exact", "fail");
            let part = check.parts.remove(0);
            check.parts =
                labels.iter().map(|label| super::super::Tried { label: (*label).into(), ..part.clone() }).collect();
            check
        };
        assert_eq!(after(vec![with(&["a"])], vec![with(&["a", "b"])]), Ended::Sound);
        assert_eq!(after(vec![with(&["a", "b"])], vec![with(&["a"])]), Ended::Findings);
    }

    #[test]
    fn another_client_and_a_missing_answer_are_never_known() {
        let error = || sample::checked("token-baseline", "error");
        assert_eq!(after(vec![error()], vec![error()]), Ended::Unreachable);
        let mut now = report(vec![sample::checked("pkce-verifier-wrong", "fail")]);
        let mut before = now.clone();
        before.targets[0].client_id = "another".into();
        compare(&mut now, &before);
        assert_eq!(Ended::of(&now, Strictness::Usual), Ended::Findings);
    }
}
