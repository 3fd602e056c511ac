//! A code becomes tokens where client, redirect URI and verifier fit (RFC 6749 4.1.3, RFC 7636 4.6).

use std::time::SystemTime;

use serde_json::{Map, Value};
use subtle::ConstantTimeEq as _;

use crate::jose::{base64url, sha256};
use crate::practice::challenge::{Challenge, is_verifier};
use crate::practice::issue::Issue;
use crate::practice::reply::OAuthError;
use crate::practice::token::{TokenRequest, invalid_grant};
use crate::practice::{Client, Code, Codes, Fault, Pkce, Provider, Spent, form};
use crate::wire::Params;

impl Provider {
    pub(in crate::practice) fn redeem(&mut self, request: &TokenRequest<'_>) -> Result<Map<String, Value>, OAuthError> {
        let now = request.now;
        let value = form::required(request.form, "code")?;
        let code = self.codes.find(value, now).cloned().ok_or_else(|| self.unknown_code())?;
        let is_race = self.just_redeemed.take().as_deref() == Some(value) && self.config.has(Fault::CodeRace);
        let verified = self.check_binding(&code, request.client, request.form).and_then(|()| {
            self.check_verifier(&code, request.form)?;
            self.check_code_key(&code, request.binding.jkt.as_deref())
        });
        if code.spent == Spent::Yes && !is_race {
            // RFC 6749 4.1.2: a second use means that somebody else has the code. But a replay that could never have
            // succeeded revokes nothing: everybody who saw the code could end the session.
            let alarming = verified.is_ok() || self.config.has(Fault::InvalidReplayRevokes);
            if alarming && !self.config.has(Fault::ReplayKeepsTokens) {
                self.revoke(&code.grant, now);
            }
            return Err(invalid_grant("the code has been used"));
        }
        if verified.is_err() && self.config.policy.codes == Codes::OneAttempt {
            self.spend(value, now);
        }
        verified?;
        let age = now.duration_since(code.issued).unwrap_or_default();
        if age >= self.config.policy.code_lifetime && !self.config.has(Fault::CodeNeverExpires) {
            return Err(invalid_grant("the code has expired"));
        }
        self.spend(value, now);
        self.just_redeemed = Some(value.to_owned());
        let grant = self.grants.find(&code.grant, now).ok_or_else(|| invalid_grant("the grant is over"))?;
        let scope = grant.scope.clone();
        let audience = self.audience_of(self.narrowed_resources(request.form, &grant.wishes.resources)?, &scope);
        let nonce = code.nonce.as_deref();
        self.issue(&Issue { nonce, audience, ..Issue::new(&code.grant, scope) }, request)
    }

    fn unknown_code(&self) -> OAuthError {
        if self.config.has(Fault::UnknownCodeFails) {
            return OAuthError::new("server_error", "the code is unknown, which nobody thought of");
        }
        invalid_grant("the code is unknown")
    }

    fn spend(&mut self, code: &str, now: SystemTime) {
        if self.config.policy.codes != Codes::Reusable
            && !self.config.has(Fault::CodeReplay)
            && let Some(code) = self.codes.find_mut(code, now)
        {
            code.spent = Spent::Yes;
        }
    }

    /// The code belongs to one client and one redirect URI (RFC 6749 4.1.3).
    fn check_binding(&self, code: &Code, client: &Client, form: &Params) -> Result<(), OAuthError> {
        if code.client_id != client.client_id && !self.config.has(Fault::CodeForAnyClient) {
            return Err(invalid_grant("the code was issued to another client"));
        }
        match form.get("redirect_uri") {
            None if self.config.has(Fault::RedirectUriMayBeMissing) => Ok(()),
            None => Err(OAuthError::new("invalid_request", "redirect_uri is missing")),
            Some(same) if same == code.redirect_uri => Ok(()),
            Some(_) if self.config.has(Fault::RedirectUriUnbound) => Ok(()),
            Some(_) => Err(invalid_grant("redirect_uri is not the one of the authorization request")),
        }
    }

    /// The lock that the verifier opens (RFC 7636 4.6): the method is the one kept with the code, never one sent now.
    fn check_verifier(&self, code: &Code, form: &Params) -> Result<(), OAuthError> {
        let faulty = |fault| self.config.has(fault);
        if faulty(Fault::IgnoreVerifier) {
            return Ok(());
        }
        let (challenge, verifier) = match (&code.challenge, form.get("code_verifier")) {
            (None, None) => return Ok(()),
            // Without PKCE the parameter is an unknown one, which is ignored (RFC 6749 3.2).
            (None, Some(_)) if self.config.policy.pkce == Pkce::Off => return Ok(()),
            (None, Some(_)) if faulty(Fault::VerifierWithoutChallenge) => return Ok(()),
            (None, Some(_)) => {
                return Err(OAuthError::new("invalid_request", "code_verifier for a code without code_challenge"));
            }
            (Some(_), None) if faulty(Fault::VerifierMayBeMissing) => return Ok(()),
            (Some(_), None) => return Err(invalid_grant("code_verifier is missing")),
            (Some(challenge), Some(verifier)) => (challenge, verifier),
        };
        if faulty(Fault::VerifierAlphabet) && verifier.contains(['.', '~']) {
            return Err(invalid_grant("code_verifier is not base64url"));
        }
        if !is_verifier(verifier) && !faulty(Fault::VerifierAnyLength) {
            return Err(invalid_grant("a code_verifier has 43 to 128 unreserved characters"));
        }
        let fits = match challenge {
            Challenge::S256(challenge) if faulty(Fault::VerifierEqualsChallenge) && challenge == verifier => true,
            Challenge::S256(challenge) => {
                base64url(&sha256(verifier.as_bytes())).as_bytes().ct_eq(challenge.as_bytes()).into()
            }
            Challenge::Plain(challenge) => verifier.as_bytes().ct_eq(challenge.as_bytes()).into(),
        };
        if fits { Ok(()) } else { Err(invalid_grant("code_verifier does not match code_challenge")) }
    }
}
