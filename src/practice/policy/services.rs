//! What this server offers beside the authorization code flow, and how it wants clients to prove what they hold.

use std::time::Duration;

choice! {
    /// Something that a sound server may offer or not.
    Service {
        /// The introspection endpoint (RFC 7662).
        Introspection = "introspection",
        /// The revocation endpoint (RFC 7009).
        Revocation = "revocation",
        /// The end session endpoint (OpenID Connect RP-Initiated Logout 1.0).
        Logout = "logout",
        /// Dynamic client registration and its management (RFC 7591, RFC 7592).
        Registration = "registration",
        /// The device authorization grant (RFC 8628).
        Device = "device",
        /// The client credentials grant (RFC 6749 4.4).
        ClientCredentials = "client-credentials",
        /// Token exchange (RFC 8693).
        TokenExchange = "token-exchange",
        /// JWTs as authorization grants (RFC 7523 2.1).
        JwtBearer = "jwt-bearer",
        /// The resource owner password credentials grant, which must not be used (RFC 9700 2.4).
        Password = "password",
    }
}

choice! {
    /// Whether a client may, or must, bind its tokens to a key (RFC 9449).
    Dpop {
        /// A proof is checked where one is shown, and the tokens are bound to its key.
        Optional = "optional",
        /// A token request without a proof is refused.
        Required = "required",
        /// The header field is unknown and so ignored.
        Off = "off",
    }
}

choice! {
    /// Whether a DPoP proof has to hold a nonce of this server (RFC 9449 8 and 9).
    DpopNonce {
        /// It need not.
        Off = "off",
        /// It has to; every answer brings a fresh one.
        Required = "required",
    }
}

choice! {
    /// Whom a client assertion has to be made out to.
    AssertionAudience {
        /// The issuer or the token endpoint (RFC 7523 3, OpenID Connect Core 9).
        Either = "either",
        /// The issuer alone: whoever takes more can be played off against others.
        Issuer = "issuer",
        /// The token endpoint alone.
        TokenEndpoint = "token-endpoint",
    }
}

/// What is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services {
    on: Vec<Service>,
    /// How long the user of a device has.
    pub device_lifetime: Duration,
    /// How long a device waits between two questions.
    pub device_interval: Duration,
}

impl Default for Services {
    fn default() -> Self {
        let on = Service::ALL.iter().copied().filter(|service| *service != Service::Password).collect();
        Self { on, device_lifetime: Duration::from_mins(10), device_interval: Duration::from_secs(5) }
    }
}

impl Services {
    /// The same with this one.
    #[must_use]
    pub fn with(mut self, service: Service) -> Self {
        if !self.has(service) {
            self.on.push(service);
        }
        self
    }

    /// The same without this one.
    #[must_use]
    pub fn without(mut self, service: Service) -> Self {
        self.on.retain(|other| *other != service);
        self
    }

    /// Whether it is offered.
    #[must_use]
    pub fn has(&self, service: Service) -> bool {
        self.on.contains(&service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_on_but_what_must_not_be_used() {
        let services = Services::default();
        let off: Vec<_> = Service::ALL.iter().filter(|service| !services.has(**service)).collect();
        assert_eq!(off, [&Service::Password]);
        let services = services.with(Service::Password).without(Service::Device);
        assert!(services.has(Service::Password) && !services.has(Service::Device));
    }
}
