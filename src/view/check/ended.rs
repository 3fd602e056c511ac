//! How a run of checks ended: what a pipeline is told by one number.

use super::{Checked, Report, Target};
use crate::trace::Exchange;
use crate::wire::FailureKind;

/// Whether what is only odd, or could not be found out, counts as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Failures count.
    #[default]
    Usual,
    /// Warnings and what stayed inconclusive count too.
    Strict,
}

/// How it ended, from the best to what has to be told before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ended {
    /// Nothing that counts failed.
    Sound,
    /// Nobody could sign in, and nothing else failed.
    NoLogin,
    /// No answer came.
    Unreachable,
    /// Something on this machine failed.
    Local,
    /// Something failed.
    Findings,
    /// The person at the keyboard stopped it.
    Interrupted,
}

/// What a run says that somebody stopped.
pub const INTERRUPTED: &str = "interrupted";
/// What stands in a report for words and settings with which nothing could begin.
pub const SETTINGS: &str = "settings-usable";
/// The check that takes somebody who signs in, and nothing else.
const LOGIN: &str = "authz-baseline";

impl Ended {
    /// How a run over these targets ended.
    #[must_use]
    pub fn of(report: &Report, strictness: Strictness) -> Self {
        report.targets.iter().map(|target| Self::of_target(target, strictness)).max().unwrap_or(Self::Sound)
    }

    /// How the run over one target ended.
    #[must_use]
    pub fn of_target(target: &Target, strictness: Strictness) -> Self {
        if target.cut_short.as_deref() == Some(INTERRUPTED) {
            return Self::Interrupted;
        }
        let counting = target.checks.iter().filter(|check| check.counts());
        counting.map(|check| Self::of_check(check, strictness)).max().unwrap_or(Self::Sound)
    }

    fn of_check(check: &Checked, strictness: Strictness) -> Self {
        match check.verdict.as_str() {
            "fail" if check.id == LOGIN => Self::NoLogin,
            "fail" => Self::Findings,
            "warn" | "inconclusive" if strictness == Strictness::Strict => Self::Findings,
            "error" if check.id == SETTINGS => Self::Local,
            "error" => Self::of_error(check),
            _ => Self::Sound,
        }
    }

    /// Why no answer came; without any message to tell, the provider was not there any more.
    fn of_error(check: &Checked) -> Self {
        let exchanges = check.telling().flat_map(|part| &part.exchanges);
        let kinds = exchanges.filter_map(|exchange: &Exchange| Some(exchange.failure.as_ref()?.kind));
        let told = |kind| match kind {
            FailureKind::SignIn => Self::NoLogin,
            FailureKind::ErrorPage | FailureKind::Local if check.id == LOGIN => Self::NoLogin,
            FailureKind::Local => Self::Local,
            _ => Self::Unreachable,
        };
        kinds.map(told).max().unwrap_or(Self::Unreachable)
    }

    /// The word that stands before everything else.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sound => "PASS",
            Self::NoLogin | Self::Findings => "FAIL",
            Self::Unreachable | Self::Local => "ERROR",
            Self::Interrupted => "STOPPED",
        }
    }

    /// What is said beside the word, where it does not say everything.
    #[must_use]
    pub fn remark(self) -> Option<&'static str> {
        match self {
            Self::Sound | Self::Findings => None,
            Self::NoLogin => Some("nobody could sign in"),
            Self::Unreachable => Some("no answer came"),
            Self::Local => Some("something on this machine failed"),
            Self::Interrupted => Some("interrupted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::check::sample;

    fn ended(checks: Vec<Checked>, strictness: Strictness) -> Ended {
        Ended::of(&Report::of(vec![Target { checks, ..sample::target() }]), strictness)
    }

    #[test]
    fn warnings_count_where_that_is_wished() {
        for verdict in ["warn", "inconclusive"] {
            let checks = || vec![sample::checked("token-baseline", verdict)];
            assert_eq!(ended(checks(), Strictness::Usual), Ended::Sound);
            assert_eq!(ended(checks(), Strictness::Strict), Ended::Findings);
        }
        assert_eq!(ended(vec![sample::checked("token-baseline", "skip")], Strictness::Strict), Ended::Sound);
    }

    #[test]
    fn a_login_that_fails_alone_is_told_from_a_finding() {
        let login = || sample::checked(LOGIN, "fail");
        assert_eq!(ended(vec![login()], Strictness::Usual), Ended::NoLogin);
        let both = vec![login(), sample::checked("pkce-verifier-wrong", "fail")];
        assert_eq!(ended(both, Strictness::Usual), Ended::Findings);
    }

    #[test]
    fn what_is_known_does_not_count() {
        let known = Checked { known: Some(sample::known()), ..sample::checked("pkce-verifier-wrong", "fail") };
        assert_eq!(ended(vec![known], Strictness::Strict), Ended::Sound);
    }

    #[test]
    fn errors_are_told_apart_by_what_failed() {
        let error = |id: &str, kind| {
            let mut checked = sample::checked(id, "error");
            checked.parts[0].exchanges = vec![sample::failed(kind)];
            vec![checked]
        };
        for (id, kind, how) in [
            ("token-baseline", FailureKind::Refused, Ended::Unreachable),
            ("token-baseline", FailureKind::Local, Ended::Local),
            (LOGIN, FailureKind::Refused, Ended::Unreachable),
            (LOGIN, FailureKind::Timeout, Ended::Unreachable),
            (LOGIN, FailureKind::ErrorPage, Ended::NoLogin),
            (LOGIN, FailureKind::Local, Ended::NoLogin),
        ] {
            assert_eq!(ended(error(id, kind), Strictness::Usual), how, "{id} {kind:?}");
        }
        assert_eq!(ended(vec![sample::checked("token-baseline", "error")], Strictness::Usual), Ended::Unreachable);
    }

    #[test]
    fn an_interruption_is_told_before_anything_else() {
        let stopped = Target {
            cut_short: Some(INTERRUPTED.into()),
            checks: vec![sample::checked("pkce-verifier-wrong", "fail")],
            ..sample::target()
        };
        assert_eq!(Ended::of(&Report::of(vec![sample::target(), stopped]), Strictness::Usual), Ended::Interrupted);
    }
}
