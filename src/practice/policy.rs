//! Policies: choices that a sound authorization server may make (and a few it should not), one enum each.

use std::time::Duration;

use super::AuthMethod;

/// Declares a closed list of choices with the words that flags and pages use; the first one is the default.
macro_rules! choice {
    ($(#[$doc:meta])+ $name:ident { $(#[$first_doc:meta])+ $first:ident = $first_word:literal,
        $($(#[$other_doc:meta])+ $other:ident = $other_word:literal,)* }) => {
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name {
            $(#[$first_doc])+
            #[default]
            $first,
            $($(#[$other_doc])+ $other,)*
        }

        impl $name {
            /// Every choice, the default first.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$other),*];

            /// The word for it, in kebab case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $(Self::$other => $other_word,)*
                }
            }
        }
    };
}

// Below the macro, which it uses.
mod asking;

pub use asking::{
    AccessTokens, Asking, AuthorizationDetails, ClaimsParameter, Jarm, Par, RequestObjects, ResourceIndicators,
    ResponseTypes,
};
mod services;

pub use services::{AssertionAudience, Dpop, DpopNonce, Service, Services};

choice! {
    /// Whether the authorization endpoint looks at `code_challenge` (RFC 7636).
    Pkce {
        /// A challenge is kept and enforced where one is sent.
        Optional = "optional",
        /// A request without a challenge is refused.
        Required = "required",
        /// The parameters are unknown and so ignored (RFC 6749 3.1).
        Off = "off",
    }
}

choice! {
    /// Which transformations a challenge may use (RFC 7636 4.2).
    PkceMethods {
        /// `S256` and `plain`.
        S256AndPlain = "s256-and-plain",
        /// `S256` alone, as RFC 9700 2.1.1 recommends.
        S256 = "s256",
    }
}

choice! {
    /// How a received redirect URI is compared with the registered ones.
    Redirect {
        /// Simple string comparison (RFC 9700 2.1).
        Exact = "exact",
        /// Whatever begins with a registered one: unsafe, for showing why (RFC 9700 4.1.1).
        Prefix = "prefix",
    }
}

choice! {
    /// Whether the port of a loopback redirect URI counts.
    LoopbackPort {
        /// Any port of `127.0.0.1` and `[::1]` (RFC 8252 7.3).
        Any = "any",
        /// Only the registered one.
        Registered = "registered",
    }
}

choice! {
    /// How often a code can be redeemed.
    Codes {
        /// Once; a replay also revokes what the code gave (RFC 6749 4.1.2).
        OneTime = "one-time",
        /// The same, and an attempt that fails uses it up as well: RFC 6749 leaves that open.
        OneAttempt = "one-attempt",
        /// As often as one likes within its lifetime: unsafe, for showing why.
        Reusable = "reusable",
    }
}

choice! {
    /// When the consent page is shown.
    Consent {
        /// Once for each scope; a public client is asked about every time (RFC 6749 10.2, RFC 8252 8.6).
        First = "first",
        /// Every time.
        Always = "always",
        /// Only where the client asks for it with `prompt=consent`.
        Never = "never",
    }
}

choice! {
    /// Whether the authorization response names its issuer (RFC 9207).
    IssParameter {
        /// It does, and the metadata says so.
        On = "on",
        /// It does not.
        Off = "off",
    }
}

choice! {
    /// What a refresh does to the refresh token.
    Refresh {
        /// A new one each time; the reuse of an old one ends the whole family (RFC 9700 4.14.2).
        Rotate = "rotate",
        /// The same one stays valid.
        Plain = "plain",
    }
}

choice! {
    /// How a confidential client may authenticate at the token endpoint.
    TokenAuth {
        /// In every way that it has the means for.
        Any = "any",
        /// By `client_secret_basic` or `client_secret_post`.
        BasicOrPost = "basic-or-post",
        /// By `client_secret_basic` alone.
        Basic = "basic",
        /// By `client_secret_post` alone.
        Post = "post",
        /// By `client_secret_jwt` alone.
        SecretJwt = "client-secret-jwt",
        /// By `private_key_jwt` alone.
        PrivateKeyJwt = "private-key-jwt",
        /// By a certificate alone (RFC 8705 2).
        Certificate = "certificate",
    }
}

/// Every choice of one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether PKCE is demanded.
    pub pkce: Pkce,
    /// Which transformations it may use.
    pub pkce_methods: PkceMethods,
    /// How redirect URIs are compared.
    pub redirect: Redirect,
    /// Whether the port of a loopback redirect URI counts.
    pub loopback_port: LoopbackPort,
    /// How often a code is good.
    pub codes: Codes,
    /// How long a code is good; RFC 6749 4.1.2 recommends ten minutes at most.
    pub code_lifetime: Duration,
    /// How long an access token is good.
    pub token_lifetime: Duration,
    /// When the user is asked.
    pub consent: Consent,
    /// Whether `iss` is sent.
    pub iss: IssParameter,
    /// Whether refresh tokens rotate.
    pub refresh: Refresh,
    /// How clients authenticate.
    pub token_auth: TokenAuth,
    /// What clients may ask for, and how.
    pub asking: Asking,
    /// Whom client assertions have to be made out to.
    pub assertion_audience: AssertionAudience,
    /// Whether tokens are bound to keys.
    pub dpop: Dpop,
    /// Whether DPoP proofs need a nonce.
    pub dpop_nonce: DpopNonce,
    /// What else there is.
    pub services: Services,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            pkce: Pkce::default(),
            pkce_methods: PkceMethods::default(),
            redirect: Redirect::default(),
            loopback_port: LoopbackPort::default(),
            codes: Codes::default(),
            code_lifetime: Duration::from_mins(1),
            token_lifetime: Duration::from_hours(1),
            consent: Consent::default(),
            iss: IssParameter::default(),
            refresh: Refresh::default(),
            token_auth: TokenAuth::default(),
            asking: Asking::default(),
            assertion_audience: AssertionAudience::default(),
            dpop: Dpop::default(),
            dpop_nonce: DpopNonce::default(),
            services: Services::default(),
        }
    }
}

impl Policy {
    /// The values of `code_challenge_methods_supported`.
    #[must_use]
    pub fn challenge_methods(&self) -> &'static [&'static str] {
        match (self.pkce, self.pkce_methods) {
            (Pkce::Off, _) => &[],
            (_, PkceMethods::S256AndPlain) => &["S256", "plain"],
            (_, PkceMethods::S256) => &["S256"],
        }
    }

    /// Whether a client may authenticate like this. Without means of its own it is identified, not authenticated.
    #[must_use]
    pub fn accepts(&self, method: AuthMethod) -> bool {
        use AuthMethod as Auth;
        match self.token_auth {
            _ if method == Auth::None => true,
            TokenAuth::Any => true,
            TokenAuth::BasicOrPost => matches!(method, Auth::ClientSecretBasic | Auth::ClientSecretPost),
            TokenAuth::Basic => method == Auth::ClientSecretBasic,
            TokenAuth::Post => method == Auth::ClientSecretPost,
            TokenAuth::SecretJwt => method == Auth::ClientSecretJwt,
            TokenAuth::PrivateKeyJwt => method == Auth::PrivateKeyJwt,
            TokenAuth::Certificate => method.is_by_certificate(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_named_first() {
        assert_eq!(Pkce::ALL[0], Pkce::default());
        assert_eq!(Consent::ALL.iter().map(|choice| choice.name()).collect::<Vec<_>>(), ["first", "always", "never"]);
        assert!(Policy { pkce: Pkce::Off, ..Policy::default() }.challenge_methods().is_empty());
    }
}
