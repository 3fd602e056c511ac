//! The choices about what a client may ask for, and how.

use std::time::Duration;

choice! {
    /// Whether a client may, or must, push its authorization request before (RFC 9126).
    Par {
        /// It may.
        Optional = "optional",
        /// It must: a request that comes through the browser is refused (RFC 9126 5).
        Required = "required",
        /// There is no such endpoint.
        Off = "off",
    }
}

choice! {
    /// Which request objects are taken (RFC 9101).
    RequestObjects {
        /// Signed ones, from whoever sends one.
        Signed = "signed",
        /// Signed ones, and no request without one (RFC 9101 10.5).
        Required = "required",
        /// Unsigned ones, too: these prove nothing.
        UnsignedToo = "unsigned-too",
        /// None.
        Off = "off",
    }
}

choice! {
    /// Whether answers are signed where a client asks for it (JARM).
    Jarm {
        /// They are.
        On = "on",
        /// The response modes with `jwt` are unknown.
        Off = "off",
    }
}

choice! {
    /// Which response types there are (OAuth 2.0 Multiple Response Types).
    ResponseTypes {
        /// `code` alone, as RFC 9700 2.1.2 recommends.
        Code = "code",
        /// Those with a code: the hybrid flow puts tokens beside it.
        Hybrid = "hybrid",
        /// Those without a code, too: the implicit grant.
        All = "all",
    }
}

choice! {
    /// Whether claims can be asked for one by one (OpenID Connect Core 5.5).
    ClaimsParameter {
        /// They can.
        On = "on",
        /// The parameter is ignored.
        Off = "off",
    }
}

choice! {
    /// Whether a client can say where its access token is to be used (RFC 8707).
    ResourceIndicators {
        /// It can, and the token opens no other door.
        On = "on",
        /// The parameter is ignored.
        Off = "off",
    }
}

choice! {
    /// Whether a client can say in detail what it wants to do (RFC 9396).
    AuthorizationDetails {
        /// It can.
        On = "on",
        /// The parameter is ignored.
        Off = "off",
    }
}

choice! {
    /// What access tokens look like.
    AccessTokens {
        /// Texts that mean nothing to anybody else.
        Opaque = "opaque",
        /// JWTs that a resource can check by itself (RFC 9068).
        Jwt = "jwt",
    }
}

/// The choices about asking of one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Whether requests are pushed.
    pub par: Par,
    /// How long a `request_uri` is good; RFC 9126 2.2 speaks of 5 to 600 seconds.
    pub request_uri_lifetime: Duration,
    /// Which request objects are taken.
    pub request_objects: RequestObjects,
    /// Whether answers are signed.
    pub jarm: Jarm,
    /// Which response types there are.
    pub response_types: ResponseTypes,
    /// Whether claims can be asked for one by one.
    pub claims: ClaimsParameter,
    /// Whether resources can be named.
    pub resources: ResourceIndicators,
    /// Whether authorization details can be given.
    pub details: AuthorizationDetails,
    /// What access tokens look like.
    pub access_tokens: AccessTokens,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            par: Par::default(),
            request_uri_lifetime: Duration::from_mins(1),
            request_objects: RequestObjects::default(),
            jarm: Jarm::default(),
            response_types: ResponseTypes::default(),
            claims: ClaimsParameter::default(),
            resources: ResourceIndicators::default(),
            details: AuthorizationDetails::default(),
            access_tokens: AccessTokens::default(),
        }
    }
}
