//! What a login is made of before it begins: the client, what is known of the server, and the values drawn for it.

use serde::{Deserialize, Serialize};

use super::Metadata;

/// The app, as the authorization server knows it (RFC 6749 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// The values drawn for one login and never used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nonces {
    /// Binds the answer to this browser session; none only by a named choice.
    pub state: Option<String>,
    /// Binds the ID token to this login; none by a named choice, or where no ID token is asked for.
    pub nonce: Option<String>,
    /// Known to nobody but whoever began this login; none with PKCE `none`.
    pub code_verifier: Option<String>,
}

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
}

/// The server of this login, pinned: its endpoints do not change any more (RFC 9700 4.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The issuer to compare with; unknown where only endpoints were given.
    pub issuer: Option<String>,
    /// An issuer with a place for the tenant, which the metadata may name instead.
    pub issuer_template: Option<String>,
    /// Where the browser is sent.
    pub authorization_endpoint: String,
    /// Where the code is redeemed.
    pub token_endpoint: String,
    /// Where the claims of the user are.
    pub userinfo_endpoint: Option<String>,
    /// Where the keys are.
    pub jwks_uri: Option<String>,
    /// The discovered document, whole.
    pub metadata: Option<Metadata>,
}

impl Client {
    /// Whether the client holds a secret.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.client_secret.is_some()
    }
}

impl AuthMethod {
    /// All methods.
    pub const ALL: [Self; 3] = [Self::None, Self::ClientSecretBasic, Self::ClientSecretPost];

    /// The registered name (OpenID Connect Core 9, RFC 7591 2).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
        }
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
    /// The value of `response_mode`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
        }
    }
}

impl Server {
    /// Puts together what the user gave and what was discovered; what is missing is named.
    pub fn pin(hints: &ServerHints, metadata: Option<Metadata>) -> Result<Self, &'static str> {
        let found = |name: &str| metadata.as_ref().and_then(|document| document.text(name)).map(str::to_owned);
        let endpoint = |given: &Option<String>, name: &str| given.clone().or_else(|| found(name));
        Ok(Self {
            issuer: hints.issuer.clone(),
            issuer_template: hints.issuer_template.clone(),
            authorization_endpoint: endpoint(&hints.authorization_endpoint, "authorization_endpoint")
                .ok_or("authorization_endpoint")?,
            token_endpoint: endpoint(&hints.token_endpoint, "token_endpoint").ok_or("token_endpoint")?,
            userinfo_endpoint: endpoint(&hints.userinfo_endpoint, "userinfo_endpoint"),
            jwks_uri: endpoint(&hints.jwks_uri, "jwks_uri"),
            metadata,
        })
    }

    /// Whether the server speaks OpenID Connect and not just OAuth.
    #[must_use]
    pub fn speaks_openid(&self) -> bool {
        self.metadata.as_ref().is_some_and(Metadata::is_openid) || (self.metadata.is_none() && self.jwks_uri.is_some())
    }

    /// Whether the server promises `iss` in its authorization responses (RFC 9207 3).
    #[must_use]
    pub fn promises_iss(&self) -> bool {
        self.metadata
            .as_ref()
            .is_some_and(|document| document.flag("authorization_response_iss_parameter_supported") == Some(true))
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
