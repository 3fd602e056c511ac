//! The authorization endpoint: who asks, where the answer may go, whether the request makes sense, and what comes next.

use std::time::SystemTime;

use super::challenge::Challenge;
use super::login::SignedIn;
use super::reply::OAuthError;
use super::response_mode::{ResponseMode, ReturnAddress};
use super::response_type::ResponseType;
use super::source::{Carried, Found};
use super::wishes::Wishes;
use super::{Client, Fault, GrantType, Par, Provider, RequestObjects, Scope, form, pages, redirect, scope};
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
    pub(super) response_type: ResponseType,
    pub(super) scope: Scope,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<Challenge>,
    pub(super) prompt: Vec<String>,
    pub(super) wishes: Wishes,
    pub(super) received: Params,
    pub(super) carried: Carried,
    /// The name under which the request was pushed, which is good for one answer.
    pub(super) request_uri: Option<String>,
}

/// Why an answer may go nowhere.
pub(super) enum NoAddress {
    Repeated(&'static str),
    UnknownClient,
    NotRegistered(Box<Client>),
}

/// The parameters that mean something here, those by which a client proves itself in a push included.
const PARAMETERS: [&str; 28] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "response_mode",
    "nonce",
    "display",
    "prompt",
    "max_age",
    "ui_locales",
    "claims_locales",
    "id_token_hint",
    "login_hint",
    "acr_values",
    "claims",
    "request",
    "request_uri",
    "code_challenge",
    "code_challenge_method",
    "dpop_jkt",
    "resource",
    "authorization_details",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "iss",
    "aud",
];

/// How many characters the parameters of a request may have: what waits for a user must not fill the memory.
pub(super) const MOST: usize = 8_192;

impl Provider {
    pub(super) fn authorize(&mut self, request: &Request, now: SystemTime) -> Response {
        let is_form = request.method == "POST";
        let params = if is_form { request.form() } else { Some(request.query()) };
        let params = params.filter(|_| !(is_form && self.config.has(Fault::AuthorizeByGetAlone)));
        let Some(received) = params.map(|params| form::given(&params)) else {
            return pages::not_a_form(self);
        };
        if size(&received) > MOST {
            return pages::too_long(self);
        }
        let found = match self.find_request(&received, now) {
            Ok(found) => found,
            Err(refusal) => return self.refuse_unread(&received, &refusal, now),
        };
        let (client, address) = match self.return_address(&found.params) {
            Ok(known) => known,
            Err(why) => return self.answer_nowhere(&found.params, &why, now),
        };
        match self.examine(&client, &address, &found) {
            Ok(asked) => self.proceed(asked, request, now),
            Err(error) => self.refuse(&address, &error, now),
        }
    }

    /// Finds out where an answer may go at all. Until that is known nothing may redirect (RFC 6749 4.1.2.1).
    pub(super) fn return_address(&self, received: &Params) -> Result<(Client, ReturnAddress), NoAddress> {
        for name in ["client_id", "redirect_uri"] {
            if received.all(name).count() > 1 && !self.config.has(Fault::DuplicateRequestParameters) {
                return Err(NoAddress::Repeated(name));
            }
        }
        let client = self.config.client(received.get("client_id").unwrap_or_default());
        let client = client.ok_or(NoAddress::UnknownClient)?;
        let first = client.redirect_uris.first().filter(|_| self.config.has(Fault::RedirectDefault));
        let redirect_uri = received.get("redirect_uri").or(first.map(String::as_str));
        let redirect_uri = redirect_uri.filter(|uri| redirect::is_allowed(&self.config, client, uri));
        let redirect_uri = redirect_uri.ok_or_else(|| NoAddress::NotRegistered(Box::new(client.clone())))?;
        Ok((client.clone(), self.address(redirect_uri, received)))
    }

    /// What the user sees where an answer may go nowhere.
    fn answer_nowhere(&self, received: &Params, why: &NoAddress, now: SystemTime) -> Response {
        match (why, received.get("redirect_uri")) {
            (NoAddress::UnknownClient, Some(redirect_uri)) if self.config.has(Fault::UnknownClientRedirected) => {
                self.refuse(&self.address(redirect_uri, received), &why.error(), now)
            }
            (NoAddress::UnknownClient, _) => pages::unknown_client(self, received),
            (NoAddress::Repeated(name), _) => pages::repeated(self, received, name),
            (NoAddress::NotRegistered(client), _) => pages::wrong_redirect_uri(self, received, client),
        }
    }

    /// A request whose parameters cannot be read: the error goes back where the parameters beside them tell an address.
    fn refuse_unread(&self, received: &Params, refusal: &OAuthError, now: SystemTime) -> Response {
        match self.return_address(received) {
            Ok((_, address)) => self.refuse(&address, refusal, now),
            Err(why @ (NoAddress::UnknownClient | NoAddress::Repeated(_))) => self.answer_nowhere(received, &why, now),
            Err(NoAddress::NotRegistered(_)) => pages::unreadable(self, received, refusal),
        }
    }

    /// Whether the request makes sense, for this client and under these policies.
    pub(super) fn examine(&self, client: &Client, address: &ReturnAddress, found: &Found) -> Result<Asked, OAuthError> {
        let received = &found.params;
        self.examine_carried(found)?;
        let response_type = self.examine_kind(client, received)?;
        let asked_scope = received.get("scope").unwrap_or(scope::DEFAULT);
        let scope = if self.config.has(Fault::UnknownScopeGranted) { Scope::any } else { Scope::parse };
        let scope = scope(asked_scope)
            .ok_or_else(|| OAuthError::new("invalid_scope", "none of the scopes is known, or the list is malformed"))?;
        check_front_id_token(response_type, &scope, received)?;
        Ok(Asked {
            client_id: client.client_id.clone(),
            address: address.clone(),
            response_type,
            scope,
            nonce: received.get("nonce").map(ToOwned::to_owned),
            challenge: Challenge::examine(&self.config, received)?,
            prompt: examine_prompt(received)?,
            wishes: self.examine_wishes(received)?,
            received: received.clone(),
            carried: found.carried,
            request_uri: found.request_uri.clone(),
        })
    }

    /// Whether the request came as the policy wants it.
    fn examine_carried(&self, found: &Found) -> Result<(), OAuthError> {
        let asking = &self.config.policy.asking;
        if asking.par == Par::Required && !found.carried.is_pushed() {
            return Err(OAuthError::new("invalid_request", "an authorization request has to be pushed here"));
        }
        if asking.request_objects == RequestObjects::Required && !found.carried.is_signed() {
            return Err(OAuthError::new("invalid_request", "an authorization request has to be signed here"));
        }
        Ok(())
    }

    /// What is asked for, and whether this client may have it in this way.
    fn examine_kind(&self, client: &Client, received: &Params) -> Result<ResponseType, OAuthError> {
        let invalid = |description: &str| Err(OAuthError::new("invalid_request", description));
        if let Some(name) = form::repeated(received).filter(|_| !self.config.has(Fault::DuplicateRequestParameters)) {
            return invalid(&format!("{name} comes more than once"));
        }
        // OpenID Connect Core 3.1.2.6
        if received.get("registration").is_some() {
            return Err(OAuthError::new("registration_not_supported", "registration is not supported"));
        }
        let unknown = received.iter().any(|(name, _)| !PARAMETERS.contains(&name));
        if unknown && self.config.has(Fault::UnknownParameterRefused) {
            return invalid("a parameter is unknown");
        }
        let default = self.config.has(Fault::ResponseTypeDefault).then_some("code");
        let Some(words) = received.get("response_type").or(default) else { return invalid("response_type is missing") };
        let response_type = ResponseType::parse(words).filter(|kind| self.answers(*kind));
        let response_type = response_type.ok_or_else(|| {
            OAuthError::new("unsupported_response_type", "this is none of the response types that I am set to")
        })?;
        if let Some(name) = received.get("response_mode") {
            match ResponseMode::parse(name, response_type).filter(|mode| self.wraps(*mode)) {
                None => return invalid("I do not know this response_mode"),
                Some(mode) if !mode.suits(response_type) => return invalid("no token is sent in a query"),
                Some(_) => {}
            }
        }
        if !client.grant_types.contains(&GrantType::AuthorizationCode) {
            return Err(OAuthError::new("unauthorized_client", "this client is not registered for authorization_code"));
        }
        Ok(response_type)
    }

    /// Whether there is such an answer under the policy.
    fn answers(&self, kind: ResponseType) -> bool {
        self.config.has(Fault::ImplicitAllowed) || kind.is_within(self.config.policy.asking.response_types)
    }

    fn proceed(&mut self, asked: Asked, request: &Request, now: SystemTime) -> Response {
        let cookie = self.site.cookie(request);
        let session = cookie.as_deref().and_then(|value| self.sessions.find(value, now)).cloned();
        let user = session.filter(|user| !self.must_sign_in(&asked, user, now));
        let silent = asked.prompt.iter().any(|word| word == "none");
        match user {
            None if silent && !self.config.has(Fault::PromptNoneShowsPage) => {
                self.refuse(&asked.address, &OAuthError::new("login_required", "nobody is signed in"), now)
            }
            Some(user) if !self.must_consent(&asked, &user) => self.give(&asked, &user, now),
            Some(_) if silent && !self.config.has(Fault::PromptNoneAsks) => {
                self.refuse(&asked.address, &OAuthError::new("consent_required", "the user has to be asked"), now)
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

    /// Whether a session is not enough: OpenID Connect Core 3.1.2.3.
    fn must_sign_in(&self, asked: &Asked, user: &SignedIn, now: SystemTime) -> bool {
        let again = asked.prompt.iter().any(|word| word == "login" || word == "select_account");
        let age = now.duration_since(user.auth_time).unwrap_or_default();
        // OpenID Connect Core 3.1.2.1: `max_age=0` is `prompt=login`.
        let another = asked.wishes.sub.as_ref().is_some_and(|sub| *sub != user.sub);
        let too_old = asked.wishes.max_age.is_some_and(|max_age| age > max_age || max_age.is_zero());
        again || another || (too_old && !self.config.has(Fault::MaxAgeIgnored))
    }
}

impl NoAddress {
    /// The same as an error, where it can be told to the client itself.
    pub(super) fn error(&self) -> OAuthError {
        match self {
            Self::Repeated(name) => OAuthError::new("invalid_request", format!("{name} comes more than once")),
            Self::UnknownClient => OAuthError::new("unauthorized_client", "client_id is unknown"),
            Self::NotRegistered(_) => OAuthError::new("invalid_request", "redirect_uri is missing or not registered"),
        }
    }
}

/// OpenID Connect Core 3.2.2.1 and 3.3.2.11: an ID token that comes through the browser needs a nonce.
fn check_front_id_token(kind: ResponseType, scope: &Scope, received: &Params) -> Result<(), OAuthError> {
    match kind.gives_id_token() {
        true if !scope.contains("openid") => {
            Err(OAuthError::new("invalid_request", "an ID token is asked for without the scope openid"))
        }
        true if received.get("nonce").is_none() => {
            Err(OAuthError::new("invalid_request", "an ID token from here needs a nonce"))
        }
        _ => Ok(()),
    }
}

/// How much text parameters are.
pub(super) fn size(params: &Params) -> usize {
    params.iter().map(|(name, value)| name.len() + value.len()).sum()
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
