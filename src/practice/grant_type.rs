//! The grant types of the token endpoint, and which of them a server may switch off.

use super::{Policy, Service};

/// A grant type of this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantType {
    /// `authorization_code` (RFC 6749 4.1).
    AuthorizationCode,
    /// `refresh_token` (RFC 6749 6).
    RefreshToken,
    /// The device authorization grant (RFC 8628).
    DeviceCode,
    /// `client_credentials` (RFC 6749 4.4).
    ClientCredentials,
    /// Token exchange (RFC 8693).
    TokenExchange,
    /// A JWT as authorization grant (RFC 7523 2.1).
    JwtBearer,
    /// `password` (RFC 6749 4.3).
    Password,
}

impl GrantType {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::AuthorizationCode,
        Self::RefreshToken,
        Self::DeviceCode,
        Self::ClientCredentials,
        Self::TokenExchange,
        Self::JwtBearer,
        Self::Password,
    ];

    /// Its name in a request.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::DeviceCode => "urn:ietf:params:oauth:grant-type:device_code",
            Self::ClientCredentials => "client_credentials",
            Self::TokenExchange => "urn:ietf:params:oauth:grant-type:token-exchange",
            Self::JwtBearer => "urn:ietf:params:oauth:grant-type:jwt-bearer",
            Self::Password => "password",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grant_type| grant_type.name() == name)
    }

    /// Whether a server of this policy has it.
    pub(super) fn is_on(self, policy: &Policy) -> bool {
        let service = match self {
            Self::AuthorizationCode | Self::RefreshToken => return true,
            Self::DeviceCode => Service::Device,
            Self::ClientCredentials => Service::ClientCredentials,
            Self::TokenExchange => Service::TokenExchange,
            Self::JwtBearer => Service::JwtBearer,
            Self::Password => Service::Password,
        };
        policy.services.has(service)
    }
}
