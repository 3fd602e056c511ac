//! What a login is made of before it begins: the client, and the values drawn for it.

use serde::{Deserialize, Serialize};

/// The app, as the authorization server knows it (RFC 6749 2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// The app's user name, public knowledge (RFC 6749 2.2).
    pub client_id: String,
    /// The app's password; none for a public client (RFC 6749 2.1). An empty secret is not the same as none.
    pub client_secret: Option<String>,
    /// Where the answer is to go: compared as text, never changed.
    pub redirect_uri: String,
    /// How the client proves itself, where the user said so.
    pub auth_method: Option<AuthMethod>,
    /// How id and secret are written into the Basic header.
    pub basic_encoding: BasicEncoding,
    /// The public half of the key that the client signs with; the private one never stands in a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<ClientKey>,
    /// Whom the client names as the audience of its assertions.
    #[serde(default)]
    pub assertion_audience: AssertionAudience,
    /// The SHA-256 thumbprint of the certificate that the client shows (RFC 8705 3.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

/// What may be known of the key that a client signs with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientKey {
    /// The algorithm that it signs with.
    pub alg: String,
    /// Its name, as it stands in the header of what it signs.
    pub kid: String,
    /// Its thumbprint (RFC 7638).
    pub thumbprint: String,
}

/// The audience of a client's assertions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssertionAudience {
    /// The issuer: nobody but this server can take it for its own.
    #[default]
    Issuer,
    /// The token endpoint, as RFC 7523 3 allows and many servers still want it.
    TokenEndpoint,
}

/// How the client proves itself at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    /// It does not: a public client (RFC 6749 3.2.1).
    None,
    /// HTTP Basic with id and secret (RFC 6749 2.3.1).
    ClientSecretBasic,
    /// Id and secret in the form body (RFC 6749 2.3.1).
    ClientSecretPost,
    /// A JWT with an HMAC by the secret (OpenID Connect Core 9).
    ClientSecretJwt,
    /// A JWT signed with the client's private key (OpenID Connect Core 9, RFC 7523 2.2).
    PrivateKeyJwt,
    /// A certificate whose subject the server knows (RFC 8705 2.1).
    TlsClientAuth,
    /// A certificate that the server knows itself (RFC 8705 2.2).
    SelfSignedTlsClientAuth,
}

/// How id and secret are written into the Basic header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BasicEncoding {
    /// Each form-encoded before they are joined (RFC 6749 2.3.1 and appendix B).
    #[default]
    Form,
    /// As they are: against the specification, but some servers do not decode.
    Raw,
}

/// The method of Proof Key for Code Exchange (RFC 7636 4.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pkce {
    /// The challenge is the SHA-256 of the verifier.
    #[default]
    S256,
    /// The challenge is the verifier itself.
    #[serde(rename = "plain")]
    Plain,
    /// No challenge at all.
    #[serde(rename = "none")]
    None,
}

/// How the answer is to come back (OAuth 2.0 Multiple Response Type Encoding Practices 2.1; Form Post Response Mode 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    /// In the query of the redirect: the default for a code.
    Query,
    /// In the fragment of the redirect.
    Fragment,
    /// In the body of a form that the browser posts.
    FormPost,
    /// As a JWT in the way that is the default for the response type (JARM 2.3.4).
    #[serde(rename = "jwt")]
    Jwt,
    /// As a JWT in the query (JARM 2.3.1).
    #[serde(rename = "query.jwt")]
    QueryJwt,
    /// As a JWT in the fragment (JARM 2.3.2).
    #[serde(rename = "fragment.jwt")]
    FragmentJwt,
    /// As a JWT in a posted form (JARM 2.3.3).
    #[serde(rename = "form_post.jwt")]
    FormPostJwt,
}

/// The values drawn for one login and never used again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nonces {
    /// Binds the answer to this browser session; none only by a named choice.
    pub state: Option<String>,
    /// Binds the ID token to this login; none by a named choice, or where no ID token is asked for.
    pub nonce: Option<String>,
    /// Known to nobody but whoever began this login; none with PKCE `none`.
    pub code_verifier: Option<String>,
}

impl Client {
    /// Whether the client holds something to prove itself with (RFC 6749 2.1): a secret, a key or a certificate.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.client_secret.is_some() || self.key.is_some() || self.certificate.is_some()
    }
}

impl AuthMethod {
    /// All methods.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::ClientSecretBasic,
        Self::ClientSecretPost,
        Self::ClientSecretJwt,
        Self::PrivateKeyJwt,
        Self::TlsClientAuth,
        Self::SelfSignedTlsClientAuth,
    ];

    /// The registered name (OpenID Connect Core 9, RFC 7591 2).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::ClientSecretJwt => "client_secret_jwt",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::TlsClientAuth => "tls_client_auth",
            Self::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
        }
    }

    /// Whether the client is known by the certificate of its connection.
    #[must_use]
    pub fn is_tls(self) -> bool {
        matches!(self, Self::TlsClientAuth | Self::SelfSignedTlsClientAuth)
    }

    /// Whether the client is known by a JWT that it signs.
    #[must_use]
    pub fn is_assertion(self) -> bool {
        matches!(self, Self::ClientSecretJwt | Self::PrivateKeyJwt)
    }
}

impl Pkce {
    /// The value of `code_challenge_method`, or `none`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::S256 => "S256",
            Self::Plain => "plain",
            Self::None => "none",
        }
    }

    /// The challenge for a verifier: the derivation of RFC 7636 4.2.
    #[must_use]
    pub fn challenge(self, code_verifier: &str) -> Option<String> {
        match self {
            Self::S256 => Some(crate::jose::base64url(&crate::jose::sha256(code_verifier.as_bytes()))),
            Self::Plain => Some(code_verifier.to_owned()),
            Self::None => None,
        }
    }
}

impl ResponseMode {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Query, Self::Fragment, Self::FormPost, Self::Jwt, Self::QueryJwt, Self::FragmentJwt, Self::FormPostJwt];

    /// The value of `response_mode`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
            Self::Jwt => "jwt",
            Self::QueryJwt => "query.jwt",
            Self::FragmentJwt => "fragment.jwt",
            Self::FormPostJwt => "form_post.jwt",
        }
    }

    /// Whether the answer is to come as a JWT.
    #[must_use]
    pub fn is_jwt(self) -> bool {
        matches!(self, Self::Jwt | Self::QueryJwt | Self::FragmentJwt | Self::FormPostJwt)
    }

    /// Whether the browser is to post a form.
    #[must_use]
    pub fn is_form(self) -> bool {
        matches!(self, Self::FormPost | Self::FormPostJwt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_of_rfc_7636_appendix_b() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(Pkce::S256.challenge(verifier).unwrap(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!(Pkce::Plain.challenge(verifier).unwrap(), verifier);
        assert_eq!(Pkce::None.challenge(verifier), None);
    }
}
