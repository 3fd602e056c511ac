//! What a client wishes beside scopes: single claims, a certain user, a fresh password, details, resources.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value, json};

use super::claims::Claims;
use super::reply::OAuthError;
use super::{AuthorizationDetails, ClaimsParameter, Fault, Provider, details};
use crate::wire::Params;

/// The wishes of one request, kept with what the user grants.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes {
    /// How long ago the password may have been typed.
    pub(super) max_age: Option<Duration>,
    /// Whether the ID token is to tell how the user signed in.
    pub(super) acr: bool,
    /// The one user that is meant.
    pub(super) sub: Option<String>,
    /// The claims asked for one by one.
    pub(super) claims: Claims,
    /// What it wants to do, in detail (RFC 9396).
    pub(super) details: Vec<Value>,
    /// Where its access token is to be used (RFC 8707).
    pub(super) resources: Vec<String>,
}

/// The one way to sign in here, as a value of `acr` (the namespace is that of RFC 6963).
pub(super) const ACR: &str = "urn:example:password";

impl Provider {
    pub(super) fn examine_wishes(&self, received: &Params) -> Result<Wishes, OAuthError> {
        let invalid = |description: &str| OAuthError::new("invalid_request", description);
        let max_age = received.get("max_age").map(str::parse::<u32>).transpose();
        let max_age = max_age.map_err(|_| invalid("max_age is not a number of seconds"))?;
        let text = received.get("claims").filter(|_| self.config.policy.asking.claims == ClaimsParameter::On);
        let claims = text.map(Claims::parse).transpose()?.unwrap_or_default();
        let hinted = received.get("id_token_hint").map(|hint| self.hinted(hint)).transpose()?;
        let named = wanted_sub(&claims)?;
        if hinted.is_some() && named.is_some() && hinted != named {
            return Err(invalid("id_token_hint and claims name two different users"));
        }
        Ok(Wishes {
            max_age: max_age.map(|seconds| Duration::from_secs(seconds.into())),
            acr: examine_acr(received, &claims)?,
            sub: hinted.or(named),
            claims,
            details: self.examine_details(received)?,
            resources: self.resources(received)?,
        })
    }

    /// What of the details was granted, told with the tokens (RFC 9396 7).
    pub(super) fn add_details(&self, members: &mut Map<String, Value>, grant: &str, now: SystemTime) {
        let granted = self.grants.find(grant, now).map(|grant| grant.wishes.details.clone()).unwrap_or_default();
        if granted.is_empty() || self.config.has(Fault::DetailsMissing) {
            return;
        }
        let more = self.config.has(Fault::DetailsWider).then(|| json!({"type": "account_information"}));
        members.insert("authorization_details".into(), granted.into_iter().chain(more).collect());
    }

    fn examine_details(&self, received: &Params) -> Result<Vec<Value>, OAuthError> {
        let text = received.get("authorization_details");
        let known = self.config.policy.asking.details == AuthorizationDetails::On;
        match text.filter(|_| known).map(details::parse).transpose() {
            Err(_) if self.config.has(Fault::DetailsUnchecked) => Ok(Vec::new()),
            parsed => Ok(parsed?.unwrap_or_default()),
        }
    }

    /// The user of an ID token that this server has issued, however long ago (OpenID Connect Core 3.1.2.1).
    fn hinted(&self, hint: &str) -> Result<String, OAuthError> {
        // An access token of this server is signed with the same key, and is no ID token all the same (RFC 8725 3.11).
        let ours = self.own_jwt(hint).filter(|jwt| jwt.header.get("typ").is_none_or(|typ| typ != "at+jwt"));
        let sub = ours.as_ref().and_then(|jwt| jwt.text("sub")).map(ToOwned::to_owned);
        sub.ok_or_else(|| OAuthError::new("invalid_request", "id_token_hint is no ID token of mine"))
    }
}

/// OpenID Connect Core 5.5.1.1: whoever says that one of certain ways is essential gets no other. The error is that of
/// OpenID Connect Core Error Code `unmet_authentication_requirements`.
fn examine_acr(received: &Params, claims: &Claims) -> Result<bool, OAuthError> {
    let asked = claims.of_id_token("acr");
    match asked.filter(|acr| acr.essential && !acr.values.is_empty()) {
        Some(acr) if !acr.values.iter().any(|value| value == ACR) => {
            let description = format!("users sign in here by password alone: {ACR}");
            Err(OAuthError::new("unmet_authentication_requirements", description))
        }
        _ => Ok(asked.is_some() || received.get("acr_values").is_some()),
    }
}

/// OpenID Connect Core 5.5.1: `sub` with a value means that user and nobody else.
fn wanted_sub(claims: &Claims) -> Result<Option<String>, OAuthError> {
    let asked = claims.id_token.iter().chain(&claims.userinfo).filter(|claim| claim.name == "sub");
    let mut wanted = asked.flat_map(|claim| &claim.values).filter_map(|value| value.as_str());
    let first = wanted.next();
    match wanted.find(|other| Some(*other) != first) {
        Some(_) => Err(OAuthError::new("invalid_request", "claims name two different users")),
        None => Ok(first.map(ToOwned::to_owned)),
    }
}
