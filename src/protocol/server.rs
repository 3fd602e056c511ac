//! The server: what the user told of it, and what it is for the rest of a flow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Metadata;

/// What the user told about the server; discovery fills in the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerHints {
    /// The issuer, character by character as the user gave it.
    pub issuer: Option<String>,
    /// An issuer with a place for the tenant, which the metadata may name instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_template: Option<String>,
    /// Whether its metadata document is asked for.
    pub discover: bool,
    /// Whether plain http beyond this machine was allowed by name.
    #[serde(default)]
    pub allow_http: bool,
    /// An authorization endpoint that counts more than the discovered one.
    pub authorization_endpoint: Option<String>,
    /// A token endpoint that counts more than the discovered one.
    pub token_endpoint: Option<String>,
    /// A userinfo endpoint that counts more than the discovered one.
    pub userinfo_endpoint: Option<String>,
    /// A key set that counts more than the discovered one.
    pub jwks_uri: Option<String>,
    /// Other endpoints that count more than the discovered ones.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub endpoints: BTreeMap<Endpoint, String>,
}

/// The endpoints that not every flow needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Endpoint {
    /// Takes authorization requests (RFC 9126 2).
    #[serde(rename = "pushed_authorization_request_endpoint")]
    PushedAuthorizationRequest,
    /// Tells what a token is worth (RFC 7662 2).
    #[serde(rename = "introspection_endpoint")]
    Introspection,
    /// Declares a token dead (RFC 7009 2).
    #[serde(rename = "revocation_endpoint")]
    Revocation,
    /// Signs a user out (OpenID Connect RP-Initiated Logout 1.0).
    #[serde(rename = "end_session_endpoint")]
    EndSession,
    /// Begins a login on another device (RFC 8628 3.1).
    #[serde(rename = "device_authorization_endpoint")]
    DeviceAuthorization,
    /// Registers clients (RFC 7591 3).
    #[serde(rename = "registration_endpoint")]
    Registration,
}

/// The server of this login, pinned: its endpoints do not change any more (RFC 9700 4.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The issuer to compare with; unknown where only endpoints were given.
    pub issuer: Option<String>,
    /// An issuer with a place for the tenant, which the metadata may name instead.
    pub issuer_template: Option<String>,
    /// Where the browser is sent; empty where the flow needs no such place.
    pub authorization_endpoint: String,
    /// Where the code is redeemed; empty where the flow needs no such place.
    pub token_endpoint: String,
    /// Where the claims of the user are.
    pub userinfo_endpoint: Option<String>,
    /// Where the keys are.
    pub jwks_uri: Option<String>,
    /// Every other endpoint.
    pub endpoints: BTreeMap<Endpoint, String>,
    /// The discovered document, whole.
    pub metadata: Option<Metadata>,
}

impl Endpoint {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::PushedAuthorizationRequest,
        Self::Introspection,
        Self::Revocation,
        Self::EndSession,
        Self::DeviceAuthorization,
        Self::Registration,
    ];

    /// The member of the metadata that names it.
    #[must_use]
    pub fn member(self) -> &'static str {
        match self {
            Self::PushedAuthorizationRequest => "pushed_authorization_request_endpoint",
            Self::Introspection => "introspection_endpoint",
            Self::Revocation => "revocation_endpoint",
            Self::EndSession => "end_session_endpoint",
            Self::DeviceAuthorization => "device_authorization_endpoint",
            Self::Registration => "registration_endpoint",
        }
    }
}

/// What a flow needs of the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The members of the metadata without which there is no flow.
    pub members: &'static [&'static str],
    /// Whether the client shows a certificate, so that the endpoints for that count (RFC 8705 5).
    pub mutual_tls: bool,
}

impl Server {
    /// Puts together what the user gave and what was discovered; what is missing is named.
    pub fn pin(hints: &ServerHints, metadata: Option<Metadata>, needs: Needs) -> Result<Self, &'static str> {
        let found = |name: &str| {
            let document = metadata.as_ref()?;
            let alias = document.alias(name).filter(|_| needs.mutual_tls);
            alias.or_else(|| document.text(name)).map(str::to_owned)
        };
        let endpoint = |given: &Option<String>, name: &str| given.clone().or_else(|| found(name));
        let required = |given: &Option<String>, name: &'static str| match endpoint(given, name) {
            None if needs.members.contains(&name) => Err(name),
            other => Ok(other.unwrap_or_default()),
        };
        let others = Endpoint::ALL.into_iter();
        Ok(Self {
            issuer: hints.issuer.clone(),
            issuer_template: hints.issuer_template.clone(),
            authorization_endpoint: required(&hints.authorization_endpoint, "authorization_endpoint")?,
            token_endpoint: required(&hints.token_endpoint, "token_endpoint")?,
            userinfo_endpoint: endpoint(&hints.userinfo_endpoint, "userinfo_endpoint"),
            jwks_uri: endpoint(&hints.jwks_uri, "jwks_uri"),
            endpoints: others
                .filter_map(|kind| Some((kind, endpoint(&hints.endpoints.get(&kind).cloned(), kind.member())?)))
                .collect(),
            metadata,
        })
    }

    /// An endpoint that not every flow needs.
    #[must_use]
    pub fn endpoint(&self, kind: Endpoint) -> Option<&str> {
        self.endpoints.get(&kind).map(String::as_str)
    }

    /// A flag of the metadata; absent is false.
    #[must_use]
    pub fn declares(&self, name: &str) -> bool {
        self.metadata.as_ref().is_some_and(|document| document.flag(name) == Some(true))
    }

    /// Whether the server speaks OpenID Connect and not just OAuth.
    #[must_use]
    pub fn speaks_openid(&self) -> bool {
        self.metadata.as_ref().is_some_and(Metadata::is_openid) || (self.metadata.is_none() && self.jwks_uri.is_some())
    }

    /// Whether the server promises `iss` in its authorization responses (RFC 9207 3).
    #[must_use]
    pub fn promises_iss(&self) -> bool {
        self.declares("authorization_response_iss_parameter_supported")
    }
}
