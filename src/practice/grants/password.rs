//! The password grant, which hands the password to the client: off by default, since it must not be used (RFC 9700 2.4).

use serde_json::{Map, Value};

use super::wanted_scope;
use crate::practice::issue::Issue;
use crate::practice::reply::OAuthError;
use crate::practice::token::{TokenRequest, invalid_grant};
use crate::practice::{Provider, form};

impl Provider {
    /// RFC 6749 4.3.2.
    pub(in crate::practice) fn password(
        &mut self,
        request: &TokenRequest<'_>,
    ) -> Result<Map<String, Value>, OAuthError> {
        let username = form::required(request.form, "username")?;
        let password = form::required(request.form, "password")?;
        let scope = wanted_scope(request)?;
        let user = self.user_with_password(username, password).map(|user| user.sub.clone());
        let sub = user.ok_or_else(|| invalid_grant("that user name and password do not belong together"))?;
        let grant = self.new_grant(&sub, &scope, request);
        self.issue(&Issue::new(&grant, scope), request)
    }
}
