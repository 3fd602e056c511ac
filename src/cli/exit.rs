//! The one place that knows exit codes.

use std::process::{ExitCode, Termination};

use crate::rules::{Finding, is_sound};
use crate::trace::{Ending, Step, Trace};
use crate::view::check::{Ended, Report, Strictness};
use crate::wire::FailureKind;

/// How the program ended, as a shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything is sound.
    Sound,
    /// It ran to its end, with findings of severity failure.
    Findings,
    /// The words were wrong.
    Usage,
    /// The provider refused.
    Denied,
    /// No answer came.
    Unreachable,
    /// Something on this machine failed.
    Local,
    /// An answer failed a check, and the flow was stopped; or nobody could sign in.
    Refused,
    /// The person at the keyboard stopped it.
    Interrupted,
}

/// The table as a literal, so that other texts of help can be put together with it.
macro_rules! exit_table {
    () => {
        "\
Exit codes:
  0    sound
  1    finished, with findings of severity failure
  2    usage: an unknown word, a bad URL, something missing
  3    the provider refused: an error response
  4    unreachable: no address, no connection, TLS, timeout
  5    local trouble: a port, a file, a browser command
  6    an answer failed a check, and the flow was stopped; or nobody could sign in
  130  interrupted"
    };
}
pub(super) use exit_table;

/// The table for help and README.
pub const TABLE: &str = exit_table!();

/// The table of `check`, where several of them say something of their own.
macro_rules! check_exit_table {
    () => {
        "\
Exit codes:
  0    nothing failed
  1    something failed; with --strict also what is odd, or could not be found out
  2    usage: an unknown word, a bad URL, something missing
  4    unreachable: the provider did not answer, or not any more
  5    local trouble: a port, a file, a command
  6    nobody could sign in, and nothing else failed
  130  interrupted"
    };
}
pub(super) use check_exit_table;

/// The table of `prove`.
macro_rules! prove_exit_table {
    () => {
        "\
Exit codes:
  0    every factor is demanded, as it has to be
  1    a factor that has to be demanded is not
  2    usage: an unknown word, a bad URL, something missing
  4    unreachable: the provider did not answer, or not any more
  5    local trouble: a port, a file, a command
  6    nobody could sign in, or something could not be measured
  130  interrupted"
    };
}
pub(super) use prove_exit_table;

impl From<Ended> for Exit {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Sound => Self::Sound,
            Ended::Findings => Self::Findings,
            Ended::Unreachable => Self::Unreachable,
            Ended::Local => Self::Local,
            Ended::NoLogin => Self::Refused,
            Ended::Interrupted => Self::Interrupted,
        }
    }
}

impl Exit {
    /// The exit of a run of checks.
    #[must_use]
    pub fn of_checks(report: &Report, strictness: Strictness) -> Self {
        Ended::of(report, strictness).into()
    }

    /// The exit of a run.
    #[must_use]
    pub fn of(trace: &Trace, findings: &[Finding]) -> Self {
        match &trace.ended {
            Ending::Finished | Ending::Open if is_sound(findings) => Self::Sound,
            Ending::Finished | Ending::Open => Self::Findings,
            // Without an OAuth error in it, the status alone says that the provider refused.
            Ending::Refused { step, .. } if asks_for_something(*step) && status(trace, *step) >= 400 => Self::Denied,
            Ending::Refused { .. } => Self::Refused,
            Ending::Denied { .. } => Self::Denied,
            Ending::Failed { failure, .. } => match failure.kind {
                FailureKind::ErrorPage => Self::Denied,
                FailureKind::Local => Self::Local,
                FailureKind::SignIn => Self::Refused,
                FailureKind::PlainHttp => Self::Usage,
                _ => Self::Unreachable,
            },
            Ending::Interrupted { .. } => Self::Interrupted,
        }
    }

    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Sound => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Denied => 3,
            Self::Unreachable => 4,
            Self::Local => 5,
            Self::Refused => 6,
            Self::Interrupted => 130,
        }
    }
}

/// Whether the step asks for what a server may refuse to give.
fn asks_for_something(step: Step) -> bool {
    use Step::{Call, Device, Introspect, Push, Redeem, Refresh, Register, Revoke, Token, Unregister};
    matches!(step, Push | Redeem | Token | Refresh | Introspect | Revoke | Device | Register | Unregister | Call)
}

fn status(trace: &Trace, step: Step) -> u16 {
    let response = trace.last(step).and_then(|exchange| exchange.response.as_ref());
    response.map_or(0, |response| response.status)
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        self.code().into()
    }
}
