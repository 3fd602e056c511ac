//! The record of a run: the messages that passed, in order, and the facts they rest on. No opinions.

mod agent;
mod captured;
mod exchange;
pub mod file;
pub mod har;
mod held;
pub mod mask;
mod meant;
mod plan;
mod shares;
mod tamper;

use serde::{Deserialize, Serialize};

pub use agent::Agent;
pub use captured::{Captured, Part};
pub use exchange::{Channel, Exchange, Party, Step};
pub use mask::{Level, Masker};
pub use plan::{Dpop, Flow, Network, Plan};
pub use shares::in_shares;
pub use tamper::{Change, NotATamper, Tamper};

use crate::protocol::{Check, ProviderError};
use crate::wire::Failure;

/// A run, from its plan to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The version of this format.
    pub version: u32,
    /// The program that wrote it, with its version.
    pub tool: String,
    /// What was planned.
    pub plan: Plan,
    /// Every message that passed, strays included, in order.
    pub exchanges: Vec<Exchange>,
    /// How it ended.
    pub ended: Ending,
    /// What was checked before values were masked, since it cannot be checked afterwards; empty in a record in full.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sealed: Vec<Check>,
}

/// The version of the format that this program writes.
pub const VERSION: u32 = 2;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Ending {
    /// Still under way, or cut off without a word.
    Open,
    /// Every step was taken.
    Finished,
    /// An answer failed a check, and the flow was stopped by us.
    Refused {
        /// At which step.
        step: Step,
        /// The check.
        check: Check,
    },
    /// The server refused with an error response.
    Denied {
        /// At which step.
        step: Step,
        /// What it said.
        error: ProviderError,
    },
    /// No answer came.
    Failed {
        /// At which step.
        step: Step,
        /// Why.
        failure: Failure,
    },
    /// The person at the keyboard stopped it.
    Interrupted {
        /// At which step.
        step: Step,
    },
}

impl Trace {
    /// A record that has only its plan.
    #[must_use]
    pub fn begin(plan: Plan) -> Self {
        Self {
            version: VERSION,
            tool: concat!("oauth-flow ", env!("CARGO_PKG_VERSION")).to_owned(),
            plan,
            exchanges: Vec::new(),
            ended: Ending::Open,
            sealed: Vec::new(),
        }
    }

    /// The exchanges of a step that belong to the flow, without strays.
    pub fn of(&self, step: Step) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter().filter(move |exchange| exchange.step == step && exchange.stray.is_none())
    }

    /// The last exchange of a step.
    #[must_use]
    pub fn last(&self, step: Step) -> Option<&Exchange> {
        self.of(step).last()
    }
}
