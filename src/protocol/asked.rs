//! What an authorization request asks for beyond scope, PKCE and nonces, and the shape in which it is made.

use serde::{Deserialize, Serialize};

/// What is asked for, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What is to come back through the front channel.
    #[serde(default)]
    pub response_type: ResponseType,
    /// Whether the request is handed to the server directly.
    #[serde(default)]
    pub push: Push,
    /// Whether the request is signed.
    #[serde(default)]
    pub request_object: RequestObject,
    /// Every other parameter, in the order in which it is sent; some names may come more than once (RFC 8707 2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<(String, String)>,
}

/// What is to come back from the authorization endpoint (OAuth 2.0 Multiple Response Type Encoding Practices).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResponseType {
    /// A code, and nothing that is worth anything without a second request.
    #[default]
    #[serde(rename = "code")]
    Code,
    /// A code and an ID token.
    #[serde(rename = "code id_token")]
    CodeIdToken,
    /// A code and an access token.
    #[serde(rename = "code token")]
    CodeToken,
    /// All three.
    #[serde(rename = "code id_token token")]
    CodeIdTokenToken,
    /// An ID token alone: the implicit flow without access.
    #[serde(rename = "id_token")]
    IdToken,
    /// An ID token and an access token: the implicit flow (OpenID Connect Core 3.2).
    #[serde(rename = "id_token token")]
    IdTokenToken,
    /// An access token alone: the implicit grant (RFC 6749 4.2).
    #[serde(rename = "token")]
    Token,
}

/// Whether the request is handed to the server before the browser goes there (RFC 9126).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Push {
    /// Where the metadata requires it.
    #[default]
    Auto,
    /// The metadata required it.
    Required,
    /// The user wished it.
    Always,
    /// Never, whatever the metadata requires.
    Never,
}

/// Whether the request is a JWT (RFC 9101).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestObject {
    /// Plain parameters.
    #[default]
    None,
    /// A JWT signed with the client's key, or with its secret.
    Signed,
}

impl Asked {
    /// The first value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl Push {
    /// Whether the request goes to the server first, as far as it is known.
    #[must_use]
    pub fn is_on(self) -> bool {
        matches!(self, Self::Always | Self::Required)
    }
}

impl ResponseType {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Code,
        Self::CodeIdToken,
        Self::CodeToken,
        Self::CodeIdTokenToken,
        Self::IdToken,
        Self::IdTokenToken,
        Self::Token,
    ];

    /// The value of `response_type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::CodeIdToken => "code id_token",
            Self::CodeToken => "code token",
            Self::CodeIdTokenToken => "code id_token token",
            Self::IdToken => "id_token",
            Self::IdTokenToken => "id_token token",
            Self::Token => "token",
        }
    }

    /// Whether a code comes back, and so a token request follows.
    #[must_use]
    pub fn has_code(self) -> bool {
        self.has("code")
    }

    /// Whether an access token passes the front channel.
    #[must_use]
    pub fn has_token(self) -> bool {
        self.has("token")
    }

    /// Whether an ID token passes the front channel.
    #[must_use]
    pub fn has_id_token(self) -> bool {
        self.has("id_token")
    }

    fn has(self, part: &str) -> bool {
        self.name().split(' ').any(|own| own == part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_response_type_are_told_apart() {
        assert!(ResponseType::CodeIdToken.has_code() && !ResponseType::CodeIdToken.has_token());
        assert!(ResponseType::Token.has_token() && !ResponseType::Token.has_id_token());
        let asked = Asked { parameters: vec![("max_age".into(), "10".into())], ..Asked::default() };
        assert_eq!((asked.get("max_age"), asked.get("prompt")), (Some("10"), None));
    }
}
