//! The `claims` parameter (OpenID Connect Core 5.5): claims that a client asks for one by one.

use serde_json::{Map, Value};

use super::reply::OAuthError;
use crate::wire::json;

/// The claims asked for, by where they are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Claims {
    pub(super) id_token: Vec<Claim>,
    pub(super) userinfo: Vec<Claim>,
}

/// One claim and what is said about it (OpenID Connect Core 5.5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) name: String,
    pub(super) essential: bool,
    pub(super) values: Vec<Value>,
}

/// The claims about a user that can be had one by one, with what the consent page says about them.
pub(super) const KNOWN: [(&str, &str); 4] = [
    ("name", "see your name"),
    ("preferred_username", "see your user name"),
    ("email", "see your email address"),
    ("email_verified", "see whether your email address is verified"),
];

impl Claims {
    /// Reads the parameter; members that are not understood are ignored, as Core 5.5 wants it.
    pub(super) fn parse(text: &str) -> Result<Self, OAuthError> {
        let members = json::object(text.as_bytes()).map_err(|reason| invalid(format!("claims: {reason}")))?;
        Ok(Self { id_token: list(&members, "id_token")?, userinfo: list(&members, "userinfo")? })
    }

    /// The known ones, each once.
    pub(super) fn about_the_user(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let asked = |name: &str| self.id_token.iter().chain(&self.userinfo).any(|claim| claim.name == name);
        KNOWN.into_iter().filter(move |(name, _)| asked(name))
    }

    /// What is said about a claim of the ID token.
    pub(super) fn of_id_token(&self, name: &str) -> Option<&Claim> {
        self.id_token.iter().find(|claim| claim.name == name)
    }
}

fn list(members: &Map<String, Value>, place: &str) -> Result<Vec<Claim>, OAuthError> {
    match members.get(place) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(claims)) => claims.iter().map(|(name, asked)| claim(name, asked)).collect(),
        Some(_) => Err(invalid(format!("claims: {place} is no object"))),
    }
}

fn claim(name: &str, asked: &Value) -> Result<Claim, OAuthError> {
    let wrong = || invalid(format!("claims: {name} is neither null nor an object with essential, value or values"));
    let empty = Map::new();
    let members = match asked {
        Value::Null => &empty,
        Value::Object(members) => members,
        _ => return Err(wrong()),
    };
    let essential = match members.get("essential") {
        None => false,
        Some(essential) => essential.as_bool().ok_or_else(wrong)?,
    };
    let values = match (members.get("value"), members.get("values")) {
        (Some(value), _) => vec![value.clone()],
        (None, Some(values)) => values.as_array().cloned().ok_or_else(wrong)?,
        (None, None) => Vec::new(),
    };
    Ok(Claim { name: name.to_owned(), essential, values })
}

fn invalid(description: String) -> OAuthError {
    OAuthError::new("invalid_request", description)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_core_5_5_is_read() {
        let claims = Claims::parse(
            r#"{"userinfo": {"given_name": {"essential": true}, "nickname": null, "email": {"essential": true}},
                "id_token": {"auth_time": {"essential": true}, "acr": {"values": ["urn:mace:incommon:iap:silver"]}},
                "unknown": 17}"#,
        )
        .unwrap();
        assert_eq!((claims.userinfo.len(), claims.id_token.len()), (3, 2));
        assert!(claims.of_id_token("auth_time").unwrap().essential);
        assert_eq!(claims.of_id_token("acr").unwrap().values, ["urn:mace:incommon:iap:silver"]);
        assert_eq!(claims.about_the_user().map(|(name, _)| name).collect::<Vec<_>>(), ["email"]);
    }

    #[test]
    fn what_is_no_claims_request_is_refused() {
        for text in [
            "",
            "[]",
            "{\"id_token\": []}",
            "{\"id_token\": {\"acr\": true}}",
            "{\"id_token\": {\"acr\": {\"essential\": 1}}}",
            "{\"userinfo\": {\"email\": {\"values\": \"x\"}}}",
            "{\"id_token\": {}, \"id_token\": {}}",
        ] {
            assert!(Claims::parse(text).is_err(), "{text}");
        }
    }
}
