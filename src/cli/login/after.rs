//! The words for what is done with tokens afterwards, and for a client that is made for the run.

use std::path::PathBuf;

use clap::Args;
use clap::builder::FalseyValueParser;

use crate::cli::choices::{Follow, TokenKind};
use crate::cli::trouble::Trouble;
use crate::cli::value;
use crate::protocol::{self, Called, Endpoint, Given, ServerHints};
use crate::trace::Step;

/// What is done with the tokens.
#[derive(Debug, Args)]
#[command(next_help_heading = "Afterwards")]
pub struct AfterArguments {
    /// Use the tokens afterwards, in this order: repeat it, or separate the words by commas
    #[arg(
        long,
        value_enum,
        value_name = "STEPS",
        value_delimiter = ',',
        env = "OAUTH_FLOW_THEN",
        hide_env_values = true
    )]
    pub then: Vec<Follow>,
    /// The resource of `--then call` [default: the userinfo endpoint]
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_CALL", hide_env_values = true)]
    pub call: Option<String>,
    /// The token of `--then introspect` [default: `access_token`] and `--then revoke` [default: `refresh_token`, if there is one]
    #[arg(long, value_enum, value_name = "KIND", env = "OAUTH_FLOW_TOKEN", hide_env_values = true)]
    pub token: Option<TokenKind>,
}

/// The endpoints that not every flow needs.
#[expect(clippy::struct_field_names, reason = "each is a flag, named as the metadata names its member")]
#[derive(Debug, Args)]
#[command(next_help_heading = "More endpoints")]
pub struct EndpointArguments {
    /// The introspection endpoint, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_INTROSPECTION_ENDPOINT", hide_env_values = true)]
    pub introspection_endpoint: Option<String>,
    /// The revocation endpoint, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_REVOCATION_ENDPOINT", hide_env_values = true)]
    pub revocation_endpoint: Option<String>,
    /// The endpoint that ends a session, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_END_SESSION_ENDPOINT", hide_env_values = true)]
    pub end_session_endpoint: Option<String>,
    /// The device authorization endpoint, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_DEVICE_AUTHORIZATION_ENDPOINT", hide_env_values = true)]
    pub device_authorization_endpoint: Option<String>,
    /// The registration endpoint, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_REGISTRATION_ENDPOINT", hide_env_values = true)]
    pub registration_endpoint: Option<String>,
}

/// A client that is made for the run.
#[derive(Debug, Args)]
#[command(next_help_heading = "A client made for this login")]
pub struct RegistrationArguments {
    /// Register a client first, and delete it afterwards (RFC 7591, RFC 7592)
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_REGISTER", hide_env_values = true)]
    pub register: bool,
    /// Leave the registered client alive
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_KEEP_REGISTRATION", hide_env_values = true)]
    pub keep_registration: bool,
    #[command(flatten)]
    pub naming: NamingArguments,
}

/// How a client is registered.
#[derive(Debug, Args)]
pub struct NamingArguments {
    /// The name of the client that people see [default: oauth-flow]
    #[arg(long, value_name = "NAME", env = "OAUTH_FLOW_CLIENT_NAME", hide_env_values = true)]
    pub client_name: Option<String>,
    /// Read the token that allows to register from this file (`-`: standard input); or `OAUTH_FLOW_INITIAL_ACCESS_TOKEN`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_INITIAL_ACCESS_TOKEN_FILE", hide_env_values = true)]
    pub initial_access_token_file: Option<PathBuf>,
}

impl AfterArguments {
    /// The steps, in their order.
    pub fn steps(&self) -> Vec<Step> {
        self.then.iter().copied().map(Step::from).collect()
    }

    /// What they are given.
    pub fn given(&self, allow_http: bool) -> Result<Given, Trouble> {
        if let Some(url) = &self.call {
            super::server::check_url("--call", url, allow_http)?;
        }
        let call = self.call.clone().map(|url| Called { method: "GET".to_owned(), url });
        Ok(Given { call, token: self.token.map(Into::into), ..Given::default() })
    }
}

impl EndpointArguments {
    /// Whether one of them is given.
    #[must_use]
    pub fn names_one(&self) -> bool {
        let all = [
            &self.introspection_endpoint,
            &self.revocation_endpoint,
            &self.end_session_endpoint,
            &self.device_authorization_endpoint,
            &self.registration_endpoint,
        ];
        all.into_iter().any(Option::is_some)
    }

    /// Puts what was given beside what will be discovered.
    pub fn fill(&self, hints: &mut ServerHints) -> Result<(), Trouble> {
        let given = [
            (Endpoint::Introspection, "--introspection-endpoint", &self.introspection_endpoint),
            (Endpoint::Revocation, "--revocation-endpoint", &self.revocation_endpoint),
            (Endpoint::EndSession, "--end-session-endpoint", &self.end_session_endpoint),
            (Endpoint::DeviceAuthorization, "--device-authorization-endpoint", &self.device_authorization_endpoint),
            (Endpoint::Registration, "--registration-endpoint", &self.registration_endpoint),
        ];
        for (endpoint, flag, url) in given {
            if let Some(url) = url {
                super::server::check_url(flag, url, hints.allow_http)?;
                hints.endpoints.insert(endpoint, url.clone());
            }
        }
        Ok(())
    }
}

impl RegistrationArguments {
    /// The registration of a login; none where it was not asked for.
    pub fn read(&self) -> Result<Option<protocol::Registration>, Trouble> {
        if !self.register {
            return Ok(None);
        }
        Ok(Some(protocol::Registration { make: true, delete: !self.keep_registration, ..self.naming.read()? }))
    }
}

impl NamingArguments {
    /// Name and permission.
    pub fn read(&self) -> Result<protocol::Registration, Trouble> {
        let token = self.initial_access_token_file.as_deref();
        Ok(protocol::Registration {
            client_name: self.client_name.clone(),
            initial_access_token: value::read("initial access token", token, "OAUTH_FLOW_INITIAL_ACCESS_TOKEN")?,
            ..protocol::Registration::default()
        })
    }
}
