//! Why a script ended before its last line.

use crate::protocol::Refusal;
use crate::trace::{Ending, Step};
use crate::wire::{Failure, FailureKind};

/// A reason to stop, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// At which step.
    pub step: Step,
    /// Why.
    pub why: Why,
}

/// A reason to stop.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// An answer was not accepted.
    Refusal(Refusal),
    /// No answer came.
    Failure(Failure),
    /// The guide wished it.
    Quit,
}

impl Stop {
    /// Stops because an answer was not accepted.
    #[must_use]
    pub fn refused(step: Step, refusal: Refusal) -> Self {
        Self { step, why: Why::Refusal(refusal) }
    }

    /// Stops because no answer came.
    #[must_use]
    pub fn failed(step: Step, failure: Failure) -> Self {
        Self { step, why: Why::Failure(failure) }
    }

    /// Stops because somebody wished it.
    #[must_use]
    pub fn quit(step: Step) -> Self {
        Self { step, why: Why::Quit }
    }

    /// The end of the record that this makes.
    #[must_use]
    pub fn ending(self) -> Ending {
        let step = self.step;
        match self.why {
            Why::Refusal(Refusal::Check(check)) => Ending::Refused { step, check },
            Why::Refusal(Refusal::Provider(error)) => Ending::Denied { step, error },
            Why::Failure(failure) if failure.kind == FailureKind::Interrupted => Ending::Interrupted { step },
            Why::Failure(failure) => Ending::Failed { step, failure },
            Why::Quit => Ending::Interrupted { step },
        }
    }
}
