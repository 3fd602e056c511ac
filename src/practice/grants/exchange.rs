//! Token exchange: one token for another, for somebody else or for somewhere else (RFC 8693).

use serde_json::{Map, Value, json};

use crate::jose::{Jwt, Signature, verify_with_key};
use crate::practice::issue::Issue;
use crate::practice::reply::OAuthError;
use crate::practice::token::TokenRequest;
use crate::practice::{Fault, Provider, Scope, form, unix};
use crate::wire::uri;

const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
const ID_TOKEN: &str = "urn:ietf:params:oauth:token-type:id_token";

/// What a token that was brought along stands for.
struct Party {
    sub: String,
    scope: Scope,
    /// Who acts for it already (RFC 8693 4.1: the newest outside, the others nested).
    act: Option<Value>,
}

impl Provider {
    pub(in crate::practice) fn exchange(
        &mut self,
        request: &TokenRequest<'_>,
    ) -> Result<Map<String, Value>, OAuthError> {
        if request.client.is_public() {
            return Err(OAuthError::new("unauthorized_client", "a public client cannot exchange tokens here"));
        }
        let form = request.form;
        if form.get("requested_token_type").is_some_and(|kind| kind != ACCESS_TOKEN) {
            return Err(invalid("the only requested_token_type here is an access token"));
        }
        let subject = self.party(request, "subject_token")?.ok_or_else(|| invalid("subject_token is missing"))?;
        let actor = self.party(request, "actor_token")?;
        let audience = self.targets(request)?;
        let scope = self.exchanged_scope(request, &subject)?;
        let act = match (actor, subject.act) {
            (Some(actor), Some(before)) => Some(json!({"sub": actor.sub, "act": before})),
            (Some(actor), None) => Some(json!({"sub": actor.sub})),
            (None, before) => before,
        };
        let grant = self.new_grant(&subject.sub, &scope, request);
        let mut members = self.issue_access(&Issue { audience, act, ..Issue::new(&grant, scope) }, request);
        if !self.config.has(Fault::ExchangeTypeMissing) {
            members.insert("issued_token_type".into(), json!(ACCESS_TOKEN));
        }
        Ok(members)
    }

    /// Who a token speaks for; a token and its type come together (RFC 8693 2.1).
    fn party(&self, request: &TokenRequest<'_>, name: &str) -> Result<Option<Party>, OAuthError> {
        let kind = request.form.get(&format!("{name}_type"));
        let Some(token) = request.form.get(name) else {
            return match kind {
                None => Ok(None),
                Some(_) => Err(invalid(format!("{name}_type comes without {name}"))),
            };
        };
        let kind = form::required(request.form, &format!("{name}_type"))?;
        let party = match kind {
            ACCESS_TOKEN => self.party_of_access_token(token, request),
            ID_TOKEN => self.party_of_id_token(token, request),
            _ => return Err(invalid(format!("{name}_type is neither an access token nor an ID token"))),
        };
        // RFC 8693 2.2.2: an unacceptable token is an invalid request.
        party.map(Some).ok_or_else(|| invalid(format!("{name} is unknown, expired or revoked")))
    }

    fn party_of_access_token(&self, token: &str, request: &TokenRequest<'_>) -> Option<Party> {
        let token = self.access_tokens.find(token, request.now)?;
        let grant = self.grants.find(&token.grant, request.now)?;
        Some(Party { sub: grant.sub.clone(), scope: token.scope.clone(), act: token.act.clone() })
    }

    fn party_of_id_token(&self, token: &str, request: &TokenRequest<'_>) -> Option<Party> {
        let jwt = self.own_jwt(token)?;
        let ends = jwt.claims.get("exp").and_then(Value::as_u64)?;
        let sub = jwt.text("sub")?.to_owned();
        (ends > unix(request.now)).then_some(())?;
        self.user_of(&sub)?;
        Some(Party { sub, scope: Scope::parse("openid profile email")?, act: None })
    }

    /// A JWT that this server has signed, whatever it is for and however old.
    pub(in crate::practice) fn own_jwt(&self, token: &str) -> Option<Jwt> {
        let jwt = Jwt::parse(token).ok()?;
        let key = self.keys.of(crate::jose::Algorithm::named(jwt.alg())?)?;
        let ours = jwt.text("iss") == Some(self.site.issuer());
        (ours && verify_with_key(&jwt, &key.public_jwk()) == Signature::Valid).then_some(jwt)
    }

    /// Where the token is wanted: at a client of this server, or at an address of this server (RFC 8693 2.1).
    fn targets(&self, request: &TokenRequest<'_>) -> Result<Vec<String>, OAuthError> {
        let unknown = |name: &str| OAuthError::new("invalid_target", format!("the {name} is unknown here"));
        let mut targets = Vec::new();
        for audience in request.form.all("audience") {
            if self.config.client(audience).is_none() && audience != self.site.issuer() {
                return Err(unknown("audience"));
            }
            targets.push(audience.to_owned());
        }
        for resource in request.form.all("resource") {
            if uri::origin(resource) != uri::origin(self.site.issuer()) || resource.contains('#') {
                return Err(unknown("resource"));
            }
            targets.push(resource.to_owned());
        }
        Ok(targets)
    }

    /// Never more than the subject's token could do; nothing that would outlive it.
    fn exchanged_scope(&self, request: &TokenRequest<'_>, subject: &Party) -> Result<Scope, OAuthError> {
        let too_much = || OAuthError::new("invalid_scope", "scope asks for more than subject_token may do");
        let wanted = match request.form.get("scope") {
            None => subject.scope.clone(),
            Some(text) => Scope::parse(text).ok_or_else(too_much)?,
        };
        let within = wanted.is_within(&subject.scope) || self.config.has(Fault::ExchangeWidens);
        let left: Vec<&str> = wanted.iter().filter(|scope| *scope != "offline_access").collect();
        if within { Scope::parse(&left.join(" ")).ok_or_else(too_much) } else { Err(too_much()) }
    }
}

fn invalid(why: impl Into<String>) -> OAuthError {
    OAuthError::new("invalid_request", why)
}
