//! The flags about what a client may ask for, and how.

use std::time::Duration;

use clap::Args;

use super::{choose, names};
use crate::practice::{
    AccessTokens, Asking, AuthorizationDetails, ClaimsParameter, Jarm, Par, RequestObjects, ResourceIndicators,
    ResponseTypes,
};

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
    /// Whether a client can say where its access token is to be used (RFC 8707)
    #[arg(long, value_name = "CHOICE", value_parser = names(ResourceIndicators::ALL, ResourceIndicators::name), default_value = ResourceIndicators::default().name())]
    resource_indicators: String,
    /// Whether a client can say in detail what it wants to do (RFC 9396)
    #[arg(long, value_name = "CHOICE", value_parser = names(AuthorizationDetails::ALL, AuthorizationDetails::name), default_value = AuthorizationDetails::default().name())]
    authorization_details: String,
    /// What access tokens look like (RFC 9068)
    #[arg(long, value_name = "CHOICE", value_parser = names(AccessTokens::ALL, AccessTokens::name), default_value = AccessTokens::default().name())]
    access_tokens: String,
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
            resources: choose(ResourceIndicators::ALL, ResourceIndicators::name, &self.resource_indicators),
            details: choose(AuthorizationDetails::ALL, AuthorizationDetails::name, &self.authorization_details),
            access_tokens: choose(AccessTokens::ALL, AccessTokens::name, &self.access_tokens),
        }
    }
}
