//! A person and a client in one: follows redirects, keeps the cookie, fills in forms and redeems codes.

use std::time::{Duration, SystemTime};

use scraper::{Html, Selector};
use serde_json::Value;

use crate::practice::{Config, Fault, Keys, Policy, Provider};
use crate::wire::{Headers, Params, Request, Response, uri};

pub const ISSUER: &str = "http://127.0.0.1:41873";
pub const CALLBACK: &str = "http://127.0.0.1:50000/callback";
/// RFC 7636 appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const SECRET: &str = "practice-secret-of-web-app-worth-nothing";

pub struct Agent {
    pub provider: Provider,
    pub now: SystemTime,
    pub cookie: Option<String>,
}

impl Agent {
    pub fn new(config: Config) -> Self {
        Self::with_keys(config, Keys::instant().unwrap())
    }

    pub fn with_keys(config: Config, keys: Keys) -> Self {
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
        Self { provider: Provider::new(ISSUER, config, keys, [7; 32]), now, cookie: None }
    }

    pub fn sound() -> Self {
        Self::new(Config::default())
    }

    pub fn with_fault(fault: Fault) -> Self {
        Self::new(Config { faults: vec![fault], ..Config::default() })
    }

    pub fn with_policy(policy: Policy) -> Self {
        Self::new(Config { policy, ..Config::default() })
    }

    pub fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
    }

    /// Sends one request as the browser.
    pub fn browse(&mut self, mut request: Request) -> Response {
        if let Some(cookie) = &self.cookie {
            request.headers.push("Cookie", cookie.clone());
        }
        let response = self.provider.respond(&request, self.now);
        if let Some(field) = response.headers.get("set-cookie") {
            self.cookie = field.split(';').next().map(ToOwned::to_owned);
        }
        response
    }

    pub fn ask(&mut self, params: &Params) -> Response {
        let url = format!("{ISSUER}/authorize?{}", params.to_query());
        self.browse(Request::get(url))
    }

    /// Goes from an authorization request to the response as a person who signs in as alice and allows.
    pub fn go(&mut self, params: &Params) -> Params {
        let first = self.ask(params);
        self.go_on(first)
    }

    pub fn go_on(&mut self, mut response: Response) -> Params {
        for _ in 0..5 {
            if let Some(location) = response.headers.get("location") {
                if !location.starts_with('/') {
                    return returned(&response);
                }
                response = self.browse(Request::get(format!("{ISSUER}{location}")));
                continue;
            }
            let form = form(&response);
            if form.action.starts_with("http") {
                return form.params;
            }
            response = self.submit(&form);
        }
        panic!("the pages never end");
    }

    /// Fills in what a form asks for.
    pub fn submit(&mut self, form: &Form) -> Response {
        let params = match form.action.as_str() {
            "/login" => form.params.clone().with("username", "alice").with("password", "wonderland"),
            _ => form.params.clone().with("decision", "allow"),
        };
        self.post(&form.action, &params)
    }

    pub fn post(&mut self, path: &str, params: &Params) -> Response {
        self.browse(Request::post_form(format!("{ISSUER}{path}"), params))
    }

    /// Sends a token request as the client: no cookie goes along.
    pub fn token(&mut self, params: &Params) -> (Response, Value) {
        self.token_with(params, &Headers::default())
    }

    pub fn token_with(&mut self, params: &Params, headers: &Headers) -> (Response, Value) {
        let mut request = Request::post_form(format!("{ISSUER}/token"), params);
        for (name, value) in headers.iter() {
            request.headers.push(name, value);
        }
        let response = self.provider.respond(&request, self.now);
        let document = serde_json::from_slice(response.body.octets()).unwrap_or_default();
        (response, document)
    }

    /// Shows a token at the userinfo endpoint.
    pub fn userinfo(&mut self, token: &str) -> (Response, Value) {
        self.show(Request::get(format!("{ISSUER}/userinfo")), token)
    }

    /// Calls the resource with a token.
    pub fn call(&mut self, method: &str, token: &str) -> (Response, Value) {
        self.show(Request { method: method.to_owned(), ..Request::get(format!("{ISSUER}/api")) }, token)
    }

    fn show(&mut self, mut request: Request, token: &str) -> (Response, Value) {
        request.headers.push("Authorization", format!("Bearer {token}"));
        let response = self.provider.respond(&request, self.now);
        let document = serde_json::from_slice(response.body.octets()).unwrap_or_default();
        (response, document)
    }

    pub fn document(&mut self, path: &str) -> Value {
        let response = self.provider.respond(&Request::get(format!("{ISSUER}{path}")), self.now);
        serde_json::from_slice(response.body.octets()).unwrap()
    }
}

pub struct Form {
    pub action: String,
    pub params: Params,
}

/// The first form of a page with its hidden fields.
pub fn form(page: &Response) -> Form {
    let html = Html::parse_document(page.body.text().unwrap());
    let form = html.select(&Selector::parse("form").unwrap()).next();
    let form = form.unwrap_or_else(|| panic!("no form in {}", page.body.text().unwrap()));
    let hidden = Selector::parse("input[type=hidden]").unwrap();
    let field = |input: scraper::ElementRef<'_>| {
        Some((input.attr("name")?.to_owned(), input.attr("value").unwrap_or_default().to_owned()))
    };
    Form { action: form.attr("action").unwrap().to_owned(), params: form.select(&hidden).filter_map(field).collect() }
}

/// The parameters of a redirect to the client.
pub fn returned(response: &Response) -> Params {
    let location = response.headers.get("location").unwrap();
    assert!(location.starts_with("http://127.0.0.1:50000/callback"), "{location}");
    Params::parse(uri::query(location).or(uri::fragment(location)).unwrap())
}

/// A complete authorization request.
pub fn request_for(client_id: &str) -> Params {
    Params::default()
        .with("response_type", "code")
        .with("client_id", client_id)
        .with("redirect_uri", CALLBACK)
        .with("scope", "openid profile email offline_access")
        .with("state", "a-state")
        .with("nonce", "a-nonce")
        .with("code_challenge", CHALLENGE)
        .with("code_challenge_method", "S256")
}

/// A complete token request of the confidential client.
pub fn redemption(code: &str) -> Params {
    public_redemption(code).with("client_secret", SECRET).changed("client_id", "web-app")
}

/// A complete token request of the public client.
pub fn public_redemption(code: &str) -> Params {
    Params::default()
        .with("grant_type", "authorization_code")
        .with("code", code)
        .with("redirect_uri", CALLBACK)
        .with("code_verifier", VERIFIER)
        .with("client_id", "native-app")
}

pub fn refreshing(token: &str) -> Params {
    Params::default()
        .with("grant_type", "refresh_token")
        .with("refresh_token", token)
        .with("client_id", "web-app")
        .with("client_secret", SECRET)
}

pub trait Change {
    fn changed(self, name: &str, value: &str) -> Self;
    fn without(self, name: &str) -> Self;
}

impl Change for Params {
    fn changed(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.unset(name);
        self
    }
}

pub fn text<'a>(document: &'a Value, member: &str) -> &'a str {
    document[member].as_str().unwrap_or_else(|| panic!("no {member} in {document}"))
}
