//! What an access token looks like: a drawn text that means nothing to anybody else, or a JWT (RFC 9068).

use std::time::SystemTime;

use serde_json::{Value, json};

use super::{AccessToken, AccessTokens, Fault, Provider, unix};

impl Provider {
    /// A text for this token. Where a JWT cannot be signed, it is a drawn one all the same.
    pub(super) fn write_access_token(&mut self, held: &AccessToken, now: SystemTime) -> String {
        let drawn = self.draw();
        if self.config.has(Fault::AccessTokenGuessable) {
            self.codes_made += 1;
            return format!("token-{:06}", self.codes_made);
        }
        match self.config.policy.asking.access_tokens {
            AccessTokens::Opaque => drawn,
            AccessTokens::Jwt => self.jwt_access_token(held, &drawn, now).unwrap_or(drawn),
        }
    }

    /// RFC 9068 2.1 and 2.2.
    fn jwt_access_token(&self, held: &AccessToken, jti: &str, now: SystemTime) -> Option<String> {
        let grant = self.grants.find(&held.grant, now)?;
        let client = self.config.client(&grant.client_id)?;
        let mut claims = json!({
            "iss": self.site.issuer(),
            "sub": grant.sub,
            "aud": self.written_audience(held),
            "client_id": grant.client_id,
            "scope": held.scope.to_string(),
            "iat": unix(held.issued),
            "exp": unix(held.issued + self.config.policy.token_lifetime),
            "jti": jti,
        });
        if self.user_of(&grant.sub).is_some() {
            claims["auth_time"] = json!(unix(grant.auth_time));
        }
        if !grant.wishes.details.is_empty() {
            claims["authorization_details"] = json!(grant.wishes.details);
        }
        for (claim, value) in [("cnf", held.binding.cnf()), ("act", held.act.clone())] {
            if let Some(value) = value {
                claims[claim] = value;
            }
        }
        self.keys.of(client.id_token_signed_response_alg)?.sign("at+jwt", &claims)
    }

    /// One audience is written as a string, several as an array (RFC 7519 4.1.3).
    pub(super) fn written_audience(&self, held: &AccessToken) -> Value {
        match held.audience.as_slice() {
            [] => json!(self.site.issuer()),
            [one] => json!(one),
            several => json!(several),
        }
    }
}
