//! The words of flags that are one of a few, and what they stand for.

use clap::ValueEnum;

use crate::protocol;
use crate::trace::Step;
use crate::world::terminal::Colour;

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Colours {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The PKCE method.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Pkce {
    /// The challenge is the SHA-256 of the verifier
    #[value(name = "S256", alias = "s256")]
    S256,
    /// The challenge is the verifier: whoever reads the request can redeem the code
    Plain,
    /// No challenge: whoever has the code (and passes for the client) can redeem it
    None,
}

/// How the client proves itself.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AuthMethod {
    /// Not at all: a public client
    None,
    /// HTTP Basic
    #[value(name = "client_secret_basic", alias = "basic")]
    ClientSecretBasic,
    /// In the form body
    #[value(name = "client_secret_post", alias = "post")]
    ClientSecretPost,
    /// A JWT with an HMAC by the secret, which itself stays at home
    #[value(name = "client_secret_jwt")]
    ClientSecretJwt,
    /// A JWT signed with the client's private key
    #[value(name = "private_key_jwt")]
    PrivateKeyJwt,
    /// A certificate whose subject the server knows
    #[value(name = "tls_client_auth")]
    TlsClientAuth,
    /// A certificate that the server knows itself
    #[value(name = "self_signed_tls_client_auth")]
    SelfSignedTlsClientAuth,
}

/// The audience of a client's assertions.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Audience {
    /// The issuer, so that no other server can take it for its own
    Issuer,
    /// The token endpoint, as many servers still want it
    TokenEndpoint,
}

/// How id and secret are written into the Basic header.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum BasicEncoding {
    /// Form-encoded, as RFC 6749 2.3.1 wants it
    Form,
    /// As they are, for servers that do not decode
    Raw,
}

/// How the answer is to come back.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ResponseMode {
    /// In the query of the redirect: the default
    Query,
    /// In its fragment
    Fragment,
    /// In a form that the browser posts
    #[value(name = "form_post")]
    FormPost,
    /// As a JWT, in the way that is usual for the response type
    Jwt,
    /// As a JWT in the query
    #[value(name = "query.jwt")]
    QueryJwt,
    /// As a JWT in the fragment
    #[value(name = "fragment.jwt")]
    FragmentJwt,
    /// As a JWT in a form that the browser posts
    #[value(name = "form_post.jwt")]
    FormPostJwt,
}

/// What is to come back.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ResponseType {
    /// A code: the tokens come later, directly
    Code,
    /// A code, and an ID token through the browser
    #[value(name = "code id_token", alias = "id_token code")]
    CodeIdToken,
    /// A code, and an access token through the browser
    #[value(name = "code token", alias = "token code")]
    CodeToken,
    /// A code, and both tokens through the browser
    #[value(name = "code id_token token", alias = "code token id_token")]
    CodeIdTokenToken,
    /// An ID token through the browser, and nothing else
    #[value(name = "id_token")]
    IdToken,
    /// Both tokens through the browser
    #[value(name = "id_token token", alias = "token id_token")]
    IdTokenToken,
    /// An access token through the browser, and nothing else
    Token,
}

/// What to print on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Print {
    /// The access token
    AccessToken,
    /// The ID token
    IdToken,
    /// The refresh token
    RefreshToken,
    /// The authorization code
    Code,
    /// The code verifier
    CodeVerifier,
    /// `Authorization: Bearer …`, for curl -H
    Header,
    /// The claims of the ID token, as JSON
    Claims,
    /// The content of the last answer: of a resource, of introspection, of a registration
    Answer,
    /// The id of the client, where one was registered
    ClientId,
    /// Its secret
    ClientSecret,
    /// The token that changes or deletes its registration
    RegistrationAccessToken,
}

/// What is done with tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Follow {
    /// Trade the refresh token for new tokens
    Refresh,
    /// Fetch the claims of the user
    Userinfo,
    /// Ask the server what a token is worth
    Introspect,
    /// Use the access token at a resource
    Call,
    /// Have a token declared dead, and see that it is
    Revoke,
    /// End the session at the provider, in the browser
    Logout,
}

/// Which token is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum TokenKind {
    /// The access token
    AccessToken,
    /// The refresh token
    RefreshToken,
}

impl From<Follow> for Step {
    fn from(word: Follow) -> Self {
        match word {
            Follow::Refresh => Self::Refresh,
            Follow::Userinfo => Self::Userinfo,
            Follow::Introspect => Self::Introspect,
            Follow::Call => Self::Call,
            Follow::Revoke => Self::Revoke,
            Follow::Logout => Self::Logout,
        }
    }
}

impl From<TokenKind> for protocol::TokenKind {
    fn from(word: TokenKind) -> Self {
        match word {
            TokenKind::AccessToken => Self::AccessToken,
            TokenKind::RefreshToken => Self::RefreshToken,
        }
    }
}

impl From<Colours> for Colour {
    fn from(word: Colours) -> Self {
        match word {
            Colours::Auto => Self::Auto,
            Colours::Always => Self::Always,
            Colours::Never => Self::Never,
        }
    }
}

impl From<Pkce> for protocol::Pkce {
    fn from(word: Pkce) -> Self {
        match word {
            Pkce::S256 => Self::S256,
            Pkce::Plain => Self::Plain,
            Pkce::None => Self::None,
        }
    }
}

impl From<AuthMethod> for protocol::AuthMethod {
    fn from(word: AuthMethod) -> Self {
        match word {
            AuthMethod::None => Self::None,
            AuthMethod::ClientSecretBasic => Self::ClientSecretBasic,
            AuthMethod::ClientSecretPost => Self::ClientSecretPost,
            AuthMethod::ClientSecretJwt => Self::ClientSecretJwt,
            AuthMethod::PrivateKeyJwt => Self::PrivateKeyJwt,
            AuthMethod::TlsClientAuth => Self::TlsClientAuth,
            AuthMethod::SelfSignedTlsClientAuth => Self::SelfSignedTlsClientAuth,
        }
    }
}

impl From<Audience> for protocol::AssertionAudience {
    fn from(word: Audience) -> Self {
        match word {
            Audience::Issuer => Self::Issuer,
            Audience::TokenEndpoint => Self::TokenEndpoint,
        }
    }
}

impl From<BasicEncoding> for protocol::BasicEncoding {
    fn from(word: BasicEncoding) -> Self {
        match word {
            BasicEncoding::Form => Self::Form,
            BasicEncoding::Raw => Self::Raw,
        }
    }
}

impl From<ResponseType> for protocol::ResponseType {
    fn from(word: ResponseType) -> Self {
        match word {
            ResponseType::Code => Self::Code,
            ResponseType::CodeIdToken => Self::CodeIdToken,
            ResponseType::CodeToken => Self::CodeToken,
            ResponseType::CodeIdTokenToken => Self::CodeIdTokenToken,
            ResponseType::IdToken => Self::IdToken,
            ResponseType::IdTokenToken => Self::IdTokenToken,
            ResponseType::Token => Self::Token,
        }
    }
}

impl From<ResponseMode> for protocol::ResponseMode {
    fn from(word: ResponseMode) -> Self {
        match word {
            ResponseMode::Query => Self::Query,
            ResponseMode::Fragment => Self::Fragment,
            ResponseMode::FormPost => Self::FormPost,
            ResponseMode::Jwt => Self::Jwt,
            ResponseMode::QueryJwt => Self::QueryJwt,
            ResponseMode::FragmentJwt => Self::FragmentJwt,
            ResponseMode::FormPostJwt => Self::FormPostJwt,
        }
    }
}
