//! What notices a fault, and on what occasion.

/// What notices a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenBy {
    /// The rule of this id, over the trace of one login on the fault's [`Occasion`].
    Rule(&'static str),
    /// The rule of this id, over documents and keys alone: no login looks at it.
    Preflight(&'static str),
    /// The probe of this id: no login as it should be can see it.
    Probe(&'static str),
}

/// What a client has to use so that a rule has a fault to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// An ordinary login.
    Login,
    /// A pushed authorization request (RFC 9126).
    Par,
    /// An answer that is signed as a whole (JARM).
    Jarm,
    /// Response types with tokens beside the code (OpenID Connect Core 3.3).
    Hybrid,
    /// A login with `max_age` (OpenID Connect Core 3.1.2.1).
    MaxAge,
    /// A login with an `acr` that is essential (OpenID Connect Core 5.5.1.1).
    Acr,
    /// A request with authorization details (RFC 9396).
    Details,
    /// A login with tokens that are bound to a key (RFC 9449).
    Dpop,
    /// A refresh after the login (RFC 6749 6).
    Refresh,
    /// An introspection after the login (RFC 7662).
    Introspection,
    /// A revocation after the login (RFC 7009).
    Revocation,
    /// A logout after the login (OpenID Connect RP-Initiated Logout 1.0).
    Logout,
    /// A registration before the login (RFC 7591).
    Registration,
    /// The device authorization grant (RFC 8628).
    Device,
    /// The client credentials grant (RFC 6749 4.4).
    ClientCredentials,
    /// A token exchange (RFC 8693).
    Exchange,
}

impl Occasion {
    /// A word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Par => "par",
            Self::Jarm => "jarm",
            Self::Hybrid => "hybrid",
            Self::MaxAge => "max-age",
            Self::Acr => "acr",
            Self::Details => "details",
            Self::Dpop => "dpop",
            Self::Refresh => "refresh",
            Self::Introspection => "introspection",
            Self::Revocation => "revocation",
            Self::Logout => "logout",
            Self::Registration => "registration",
            Self::Device => "device",
            Self::ClientCredentials => "client-credentials",
            Self::Exchange => "exchange",
        }
    }
}
