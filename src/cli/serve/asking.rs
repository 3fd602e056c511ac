//! The flags about what a client may ask for, and how.

use std::time::Duration;

use clap::Args;

use super::{choose, names};
use crate::practice::{Asking, ClaimsParameter, Jarm, Par, RequestObjects, ResponseTypes};

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
    /// Which request objects are taken (RFC 9101)
    #[arg(long, value_name = "CHOICE", value_parser = names(RequestObjects::ALL, RequestObjects::name), default_value = RequestObjects::default().name())]
    request_objects: String,
    /// Whether answers are signed where a client asks for it (JARM)
    #[arg(long, value_name = "CHOICE", value_parser = names(Jarm::ALL, Jarm::name), default_value = Jarm::default().name())]
    jarm: String,
    /// Which response types there are; all means with the implicit grant (RFC 9700 2.1.2)
    #[arg(long, value_name = "CHOICE", value_parser = names(ResponseTypes::ALL, ResponseTypes::name), default_value = ResponseTypes::default().name())]
    response_types: String,
    /// Whether claims can be asked for one by one (OpenID Connect Core 5.5)
    #[arg(long, value_name = "CHOICE", value_parser = names(ClaimsParameter::ALL, ClaimsParameter::name), default_value = ClaimsParameter::default().name())]
    claims_parameter: String,
}

impl AskingArguments {
    /// The choices that were made.
    pub(super) fn choices(&self) -> Asking {
        Asking {
            par: choose(Par::ALL, Par::name, &self.par),
            request_uri_lifetime: Duration::from_secs(self.request_uri_lifetime),
            request_objects: choose(RequestObjects::ALL, RequestObjects::name, &self.request_objects),
            jarm: choose(Jarm::ALL, Jarm::name, &self.jarm),
            response_types: choose(ResponseTypes::ALL, ResponseTypes::name, &self.response_types),
            claims: choose(ClaimsParameter::ALL, ClaimsParameter::name, &self.claims_parameter),
        }
    }
}
