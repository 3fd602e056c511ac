//! What tokens are given for: one file for each grant type.

mod client_credentials;
mod code;
mod device;
mod exchange;
mod jwt_bearer;
mod password;
mod refresh;

use super::reply::OAuthError;
use super::token::TokenRequest;
use super::{Scope, scope};

/// The scope of a request that no user was asked about: what is wanted of what there is.
fn wanted_scope(request: &TokenRequest<'_>) -> Result<Scope, OAuthError> {
    Scope::parse(request.form.get("scope").unwrap_or(scope::DEFAULT))
        .ok_or_else(|| OAuthError::new("invalid_scope", "none of the scopes is known, or the list is malformed"))
}
