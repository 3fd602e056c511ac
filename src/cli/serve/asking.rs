//! The flags about what a client may ask for, and how.

use std::time::Duration;

use clap::Args;

use super::{choose, names};
use crate::practice::{Asking, Par};

/// One flag for each choice.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policies about asking")]
pub(super) struct AskingArguments {
    /// Whether a client may, or must, push its request before (RFC 9126)
    #[arg(long, value_name = "CHOICE", value_parser = names(Par::ALL, Par::name), default_value = Par::default().name())]
    par: String,
    /// How long the name of a pushed request is good, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    request_uri_lifetime: u64,
}

impl AskingArguments {
    /// The choices that were made.
    pub(super) fn choices(&self) -> Asking {
        Asking {
            par: choose(Par::ALL, Par::name, &self.par),
            request_uri_lifetime: Duration::from_secs(self.request_uri_lifetime),
        }
    }
}
