//! A JWT as authorization grant: who has a key of a client that is trusted may speak for a user (RFC 7523 2.1 and 3).

use serde_json::{Map, Value};

use super::wanted_scope;
use crate::jose::Jwt;
use crate::practice::client_auth::{check_times, is_signed_by, once};
use crate::practice::issue::Issue;
use crate::practice::reply::OAuthError;
use crate::practice::site::Endpoint;
use crate::practice::token::{TokenRequest, invalid_grant};
use crate::practice::{Client, Fault, GrantType, Provider, form, unix};
use crate::wire::Params;

impl Provider {
    /// The client of a request that shows a grant and nothing of its client: whoever wrote the grant (RFC 7523 3.1).
    pub(in crate::practice) fn client_of_grant(&self, form: &Params) -> Option<Client> {
        let silent = ["client_id", "client_secret", "client_assertion"].iter().all(|name| form.get(name).is_none());
        let is_this = form.get("grant_type").and_then(GrantType::parse) == Some(GrantType::JwtBearer);
        let jwt = Jwt::parse(form.get("assertion").filter(|_| silent && is_this)?).ok()?;
        self.config.client(jwt.text("iss")?).filter(|client| is_signed_by(client, &jwt)).cloned()
    }

    pub(in crate::practice) fn jwt_bearer(
        &mut self,
        request: &TokenRequest<'_>,
    ) -> Result<Map<String, Value>, OAuthError> {
        let jwt = Jwt::parse(form::required(request.form, "assertion")?)
            .map_err(|why| invalid_grant(&format!("the assertion is no JWT: {why}")))?;
        self.check_issuer_of_grant(&jwt)?;
        if !self.is_for_this_server(&jwt) {
            return Err(invalid_grant("aud of the assertion is neither the issuer nor the token endpoint"));
        }
        check_times(&jwt, unix(request.now)).map_err(|why| invalid_grant(&format!("the assertion {why}")))?;
        let sub = jwt.text("sub").unwrap_or_default();
        let user = self.config.users.iter().find(|user| user.sub == sub || user.username == sub);
        let sub =
            user.map(|user| user.sub.clone()).ok_or_else(|| invalid_grant("sub of the assertion is nobody here"))?;
        let scope = wanted_scope(request)?;
        let issuer = jwt.text("iss").unwrap_or_default();
        if let Some(jti) = jwt.text("jti")
            && !self.proofs.assertions.insert_new(once(Some(&format!("grant of {issuer}")), jti), request.now)
        {
            return Err(invalid_grant("the assertion has been used"));
        }
        let grant = self.new_grant(&sub, &scope, request);
        Ok(self.issue_access(&Issue::new(&grant, scope), request))
    }

    /// RFC 7523 3, 1 and 9: signed by somebody who is known and trusted.
    fn check_issuer_of_grant(&self, jwt: &Jwt) -> Result<(), OAuthError> {
        let issuer = self.config.client(jwt.text("iss").unwrap_or_default());
        let trusted = issuer.is_some_and(|client| is_signed_by(client, jwt));
        if trusted || self.config.has(Fault::JwtBearerUnverified) {
            return Ok(());
        }
        Err(invalid_grant("iss of the assertion is no client with a key that made the signature"))
    }

    /// RFC 7523 3, 3.
    fn is_for_this_server(&self, jwt: &Jwt) -> bool {
        let (issuer, token_endpoint) = (self.site.issuer(), self.site.url(Endpoint::Token));
        let fits = |value: &Value| value.as_str().is_some_and(|value| value == issuer || value == token_endpoint);
        match jwt.claims.get("aud") {
            Some(Value::Array(several)) => several.iter().any(fits),
            Some(one) => fits(one),
            None => false,
        }
    }
}
