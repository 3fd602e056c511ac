//! The authorization endpoint: who asks, where the answer may go, whether the request makes sense, and what comes next.

use std::time::{Duration, SystemTime};

use super::answer::{ResponseMode, ReturnAddress};
use super::login::SignedIn;
use super::reply::OAuthError;
use super::{Client, Fault, GrantType, Pkce, Provider, Scope, form, pages, redirect, scope};
use crate::wire::{Params, Request, Response};

/// An authorization request that waits for its user, bound to the browser that brought it.
pub(super) struct Transaction {
    pub(super) browser: String,
    pub(super) asked: Asked,
    pub(super) user: Option<SignedIn>,
    pub(super) failures: u8,
}

/// An authorization request that was found in order.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) client_id: String,
    pub(super) address: ReturnAddress,
    pub(super) scope: Scope,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<Challenge>,
    pub(super) prompt: Vec<String>,
    pub(super) max_age: Option<Duration>,
    pub(super) received: Params,
}

/// What the verifier must match (RFC 7636 4.4: kept with the code).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    S256(String),
    Plain(String),
}

/// How many characters the parameters of a request may have: what waits for a user must not fill the memory.
pub(super) const MOST: usize = 8_192;

impl Provider {
    pub(super) fn authorize(&mut self, request: &Request, now: SystemTime) -> Response {
        let params = if request.method == "POST" { request.form() } else { Some(request.query()) };
        let Some(received) = params.map(|params| form::given(&params)) else {
            return pages::not_a_form(self);
        };
        if received.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > MOST {
            return pages::too_long(self);
        }
        let (client, address) = match self.return_address(&received) {
            Ok(found) => found,
            Err(page) => return *page,
        };
        match self.examine(&client, &address, received) {
            Ok(asked) => self.proceed(asked, request, now),
            Err(error) => self.refuse(&address, &error),
        }
    }

    /// Finds out where an answer may go at all. Until that is known nothing may redirect (RFC 6749 4.1.2.1).
    fn return_address(&self, received: &Params) -> Result<(Client, ReturnAddress), Box<Response>> {
        for name in ["client_id", "redirect_uri"] {
            if received.all(name).count() > 1 && !self.config.has(Fault::DuplicateRequestParameters) {
                return Err(Box::new(pages::repeated(self, received, name)));
            }
        }
        let redirect_uri = received.get("redirect_uri").map(ToOwned::to_owned);
        let mode = received.get("response_mode").and_then(ResponseMode::parse).unwrap_or(ResponseMode::Query);
        let state = received.get("state").map(ToOwned::to_owned);
        let Some(client) = self.config.client(received.get("client_id").unwrap_or_default()) else {
            return Err(Box::new(match redirect_uri {
                Some(redirect_uri) if self.config.has(Fault::UnknownClientRedirected) => self.refuse(
                    &ReturnAddress { redirect_uri, mode, state },
                    &OAuthError::new("unauthorized_client", "client_id is unknown"),
                ),
                _ => pages::unknown_client(self, received),
            }));
        };
        match redirect_uri {
            Some(redirect_uri) if redirect::is_allowed(&self.config, client, &redirect_uri) => {
                Ok((client.clone(), ReturnAddress { redirect_uri, mode, state }))
            }
            _ => Err(Box::new(pages::wrong_redirect_uri(self, received, client))),
        }
    }

    fn examine(&self, client: &Client, address: &ReturnAddress, received: Params) -> Result<Asked, OAuthError> {
        self.examine_kind(client, &received)?;
        let asked_scope = received.get("scope").unwrap_or(scope::DEFAULT);
        let scope = Scope::parse(asked_scope)
            .ok_or_else(|| OAuthError::new("invalid_scope", "none of the scopes is known, or the list is malformed"))?;
        let max_age = match received.get("max_age").map(str::parse::<u32>) {
            None => None,
            Some(Ok(seconds)) => Some(Duration::from_secs(seconds.into())),
            Some(Err(_)) => return Err(OAuthError::new("invalid_request", "max_age is not a number of seconds")),
        };
        Ok(Asked {
            client_id: client.client_id.clone(),
            address: address.clone(),
            scope,
            nonce: received.get("nonce").map(ToOwned::to_owned),
            challenge: self.examine_challenge(&received)?,
            prompt: examine_prompt(&received)?,
            max_age,
            received,
        })
    }

    fn examine_kind(&self, client: &Client, received: &Params) -> Result<(), OAuthError> {
        let invalid = |description: String| Err(OAuthError::new("invalid_request", description));
        if let Some(name) = form::repeated(received).filter(|_| !self.config.has(Fault::DuplicateRequestParameters)) {
            return invalid(format!("{name} comes more than once"));
        }
        // OpenID Connect Core 3.1.2.6 has an error for each of these.
        for (name, error) in [
            ("request", "request_not_supported"),
            ("request_uri", "request_uri_not_supported"),
            ("registration", "registration_not_supported"),
        ] {
            if received.get(name).is_some() {
                return Err(OAuthError::new(error, format!("{name} is not supported")));
            }
        }
        if received.get("response_mode").is_some_and(|mode| ResponseMode::parse(mode).is_none()) {
            return invalid("response_mode is none of query, fragment and form_post".into());
        }
        match received.get("response_type") {
            None => return invalid("response_type is missing".into()),
            Some("code") => {}
            Some(_) => return Err(OAuthError::new("unsupported_response_type", "the only response_type here is code")),
        }
        if !client.grant_types.contains(&GrantType::AuthorizationCode) {
            return Err(OAuthError::new("unauthorized_client", "this client is not registered for authorization_code"));
        }
        Ok(())
    }

    /// RFC 7636 4.3 and 4.4.1: no method means `plain`, and what cannot be handled is `invalid_request`.
    fn examine_challenge(&self, received: &Params) -> Result<Option<Challenge>, OAuthError> {
        let invalid = |description: &str| Err(OAuthError::new("invalid_request", description));
        let methods = self.config.policy.challenge_methods();
        if self.config.policy.pkce == Pkce::Off {
            return Ok(None);
        }
        let Some(challenge) = received.get("code_challenge") else {
            return match (self.config.policy.pkce, received.get("code_challenge_method")) {
                (Pkce::Required, _) => invalid("code challenge required"),
                (_, Some(_)) => invalid("code_challenge_method comes without code_challenge"),
                (_, None) => Ok(None),
            };
        };
        let method = received.get("code_challenge_method").unwrap_or("plain");
        if !methods.contains(&method) {
            return invalid("transform algorithm not supported");
        }
        match method {
            "S256" if !is_s256(challenge) => invalid("an S256 code_challenge has 43 characters of base64url"),
            "S256" => Ok(Some(Challenge::S256(challenge.to_owned()))),
            _ if !is_verifier(challenge) => invalid("a code_challenge has 43 to 128 unreserved characters"),
            _ => Ok(Some(Challenge::Plain(challenge.to_owned()))),
        }
    }

    fn proceed(&mut self, asked: Asked, request: &Request, now: SystemTime) -> Response {
        let cookie = self.site.cookie(request);
        let session = cookie.as_deref().and_then(|value| self.sessions.find(value, now)).cloned();
        let user = session.filter(|user| !self.must_sign_in(&asked, user, now));
        let silent = asked.prompt.iter().any(|word| word == "none");
        match user {
            None if silent && !self.config.has(Fault::PromptNoneShowsPage) => {
                self.refuse(&asked.address, &OAuthError::new("login_required", "nobody is signed in"))
            }
            Some(user) if !self.must_consent(&asked, &user) => self.give_code(&asked, &user, now),
            Some(_) if silent => {
                self.refuse(&asked.address, &OAuthError::new("consent_required", "the user has to be asked"))
            }
            user => self.ask(asked, user, cookie, now),
        }
    }

    /// Shows the page for what is missing and remembers the request until its form comes back.
    fn ask(&mut self, asked: Asked, user: Option<SignedIn>, cookie: Option<String>, now: SystemTime) -> Response {
        let known = cookie.is_some();
        let browser = cookie.unwrap_or_else(|| self.draw());
        let id = self.draw();
        let page = match &user {
            None => pages::login(self, &id, &asked, pages::Attempt::First),
            Some(user) => pages::consent(self, &id, &asked, user),
        };
        let set_cookie = self.site.set_cookie(&browser);
        self.transactions.insert(id, Transaction { browser, asked, user, failures: 0 }, now);
        if known { page } else { page.with("set-cookie", set_cookie) }
    }

    fn must_sign_in(&self, asked: &Asked, user: &SignedIn, now: SystemTime) -> bool {
        let again = asked.prompt.iter().any(|word| word == "login" || word == "select_account");
        let age = now.duration_since(user.auth_time).unwrap_or_default();
        // OpenID Connect Core 3.1.2.1: `max_age=0` is `prompt=login`.
        let too_old = asked.max_age.is_some_and(|max_age| age > max_age || max_age.is_zero());
        again || (too_old && !self.config.has(Fault::MaxAgeIgnored))
    }
}

/// OpenID Connect Core 3.1.2.1: `none` stands alone.
fn examine_prompt(received: &Params) -> Result<Vec<String>, OAuthError> {
    let invalid = |description: &str| Err(OAuthError::new("invalid_request", description));
    let words: Vec<String> =
        received.get("prompt").unwrap_or_default().split(' ').filter(|word| !word.is_empty()).map(Into::into).collect();
    if words.iter().any(|word| !["none", "login", "consent", "select_account"].contains(&word.as_str())) {
        return invalid("prompt is none of none, login, consent and select_account");
    }
    if words.len() > 1 && words.iter().any(|word| word == "none") {
        return invalid("prompt=none stands alone");
    }
    Ok(words)
}

/// A hash of 32 octets in base64url: anything else can never match.
fn is_s256(challenge: &str) -> bool {
    challenge.len() == 43 && challenge.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_".contains(&octet))
}

/// RFC 7636 4.1: 43 to 128 unreserved characters.
pub(super) fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~".contains(&octet))
}
