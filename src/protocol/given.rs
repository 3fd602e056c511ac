//! What a run is given besides its server and its client: tokens that are there already, and what other grants show.

use serde::{Deserialize, Serialize};

/// What was given. Every value in it that opens something is masked where a record is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Given {
    /// An access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// How it is presented; `Bearer` where nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// A refresh token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// An ID token: what a new one is compared with, and the hint of a logout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// The scope that was granted with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Which token is introspected or revoked, where the user said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenKind>,
    /// The resource that is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Called>,
    /// Where the browser is to go after a logout; the redirect URI where nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_logout_redirect_uri: Option<String>,
    /// What a token exchange trades.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Traded>,
    /// A JWT that is itself the grant (RFC 7523 2.1), where it was not made here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assertion: Option<String>,
    /// Whom an assertion that is made here speaks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The user whose password is shown to the client (RFC 6749 4.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// A client that is to be registered, or was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<Registration>,
}

/// A resource, and how it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
}

/// The kinds of token that can be asked about (RFC 7009 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// An access token.
    AccessToken,
    /// A refresh token.
    RefreshToken,
}

/// What a token exchange trades, and for what (RFC 8693 2.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Traded {
    /// The token of the party for whom the new one is; made here where nobody gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_token: Option<String>,
    /// What kind of token it is, as a URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_token_type: Option<String>,
    /// The token of the party that acts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_token: Option<String>,
    /// What kind of token that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_token_type: Option<String>,
    /// What kind of token is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_token_type: Option<String>,
    /// Whom the new token is for, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<String>,
    /// Whom the new token is for, by address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource: Vec<String>,
}

/// How a client is registered, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Registration {
    /// Whether this run registers it, or only deletes it.
    pub make: bool,
    /// Whether it is deleted at the end.
    pub delete: bool,
    /// The name that people see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// What allows to register, where the server does not take everybody (RFC 7591 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_access_token: Option<String>,
    /// What manages the registration (RFC 7592 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_access_token: Option<String>,
    /// Where it is managed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_client_uri: Option<String>,
}

impl TokenKind {
    /// The value of `token_type_hint` (RFC 7009 4.1.2.2).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::RefreshToken => "refresh_token",
        }
    }
}

impl Given {
    /// Whether nothing was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every value that opens something, by the name under which it is masked.
    pub fn secrets_mut(&mut self) -> impl Iterator<Item = (&'static str, &mut String)> {
        let traded = self.exchange.iter_mut().flat_map(|traded| {
            [("subject_token", &mut traded.subject_token), ("actor_token", &mut traded.actor_token)]
        });
        let registration = self.registration.iter_mut().flat_map(|registration| {
            [
                ("initial_access_token", &mut registration.initial_access_token),
                ("registration_access_token", &mut registration.registration_access_token),
                ("registration_client_uri", &mut registration.registration_client_uri),
            ]
        });
        let own = [
            ("access_token", &mut self.access_token),
            ("refresh_token", &mut self.refresh_token),
            ("id_token", &mut self.id_token),
            ("assertion", &mut self.assertion),
            ("password", &mut self.password),
        ];
        own.into_iter().chain(traded).chain(registration).filter_map(|(name, value)| Some((name, value.as_mut()?)))
    }
}
