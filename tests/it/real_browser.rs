//! A real browser goes through login and consent to the page at the redirect URI.

use oauth_flow::wire::uri;

use crate::binary::{Binary, Running};
use crate::provider::Provider;
use crate::webdriver::Browser;

/// `oauth-flow serve` on a free port.
struct Practice {
    issuer: String,
    secret: String,
    _running: Running,
}

impl Practice {
    fn start() -> Self {
        let mut running = Binary::new(["serve", "--json"]).start();
        let mut text = String::new();
        // One document, on one line or on many.
        let told = running.find_in_stdout(|line| {
            text.push_str(line);
            serde_json::from_str::<serde_json::Value>(&text).ok()
        });
        let clients = told["clients"].as_array().expect("clients");
        let web_app = clients.iter().find(|client| client["client_id"] == "web-app").expect("web-app");
        Self {
            issuer: told["issuer"].as_str().expect("issuer").to_owned(),
            secret: web_app["client_secret"].as_str().expect("a secret").to_owned(),
            _running: running,
        }
    }

    fn login(&self) -> Running {
        let arguments = ["login", &self.issuer, "--client-id", "web-app", "--run", "--no-browser", "--json"];
        Binary::new(arguments).env("OAUTH_FLOW_CLIENT_SECRET", &self.secret).start()
    }
}

/// Nothing comes from elsewhere, and nothing on these pages is refused by their own policy.
#[track_caller]
fn assert_quiet(browser: &Browser, ours: &[&str]) {
    assert_eq!(browser.complaints(), [""; 0]);
    let elsewhere = |url: &String| !ours.contains(&uri::origin(url));
    let strangers: Vec<String> = browser.requested().into_iter().filter(elsewhere).collect();
    assert_eq!(strangers, [""; 0]);
}

/// The page at the redirect URI has what arrived, and the address bar has it no more.
#[track_caller]
fn assert_tidy(browser: &Browser) {
    let url = browser.url();
    assert!(uri::query(&url).is_none() && uri::fragment(&url).is_none(), "{url}");
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn a_browser_goes_through_the_practice_provider_to_the_callback() {
    let practice = Practice::start();
    let browser = Browser::start();
    let mut login = practice.login();
    let url = login.authorization_url();
    let redirect_uri =
        oauth_flow::wire::Params::parse(uri::query(&url).unwrap()).get("redirect_uri").unwrap().to_owned();

    browser.open(&url);
    browser.await_heading("Sign in");
    let text = browser.text();
    for shown in ["web-app", "code_challenge", "S256", &redirect_uri, "alice", "bob"] {
        assert!(text.contains(shown), "`{shown}` is not in {text}");
    }
    browser.photograph("login");

    browser.fill("username", "alice");
    browser.fill("password", "not hers");
    browser.press("Sign in");
    browser.await_heading("Sign in");
    assert!(browser.text().contains("do not belong together"), "{}", browser.text());
    browser.photograph("login-again");

    browser.fill("username", "alice");
    browser.fill("password", "wonderland");
    browser.press("Sign in");
    browser.await_heading("Allow web-app");
    assert!(browser.text().contains("Alice Adams"), "{}", browser.text());
    browser.photograph("consent");

    browser.press("Allow");
    browser.await_heading("code was received");
    let text = browser.text();
    for shown in ["has not succeeded yet", "client secret", "code verifier", "Go back to the terminal"] {
        assert!(text.contains(shown), "`{shown}` is not in {text}");
    }
    assert_tidy(&browser);
    browser.photograph("callback");
    assert_quiet(&browser, &[uri::origin(&practice.issuer), uri::origin(&redirect_uri)]);

    let document = login.finish().expect_code(0).json();
    assert_eq!(document["ending"]["how"], "finished", "{document:#}");
    assert_eq!(document["tokens"]["id_token_verified"], true, "{document:#}");
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn a_refusal_is_shown_in_the_browser_too() {
    let practice = Practice::start();
    let browser = Browser::start();
    let mut login = practice.login();
    browser.open(&login.authorization_url());
    browser.await_heading("Sign in");
    browser.fill("username", "bob");
    browser.press("Cancel");
    browser.await_heading("answered with an error");
    assert!(browser.text().contains("access_denied"), "{}", browser.text());
    assert_tidy(&browser);
    browser.photograph("callback-error");
    assert_eq!(browser.complaints(), [""; 0]);
    login.finish().expect_code(3);
}

#[test]
#[ignore = "needs node, the packages of tests/provider, chromium and chromedriver (run by .ci/run)"]
fn a_browser_carries_every_response_mode_from_a_certified_provider() {
    let provider = Provider::start();
    let browser = Browser::start();
    for mode in ["fragment", "form_post", "query"] {
        let arguments = ["login", provider.issuer(), "--client-id", "public", "--run", "--no-browser"];
        let mut login = Binary::new(arguments).arg("--response-mode").arg(mode).start();
        browser.open(&login.authorization_url());
        // The session at the provider lasts: only the first login asks for a password.
        if mode == "fragment" {
            browser.await_heading("Sign in");
            browser.fill("login", "alice");
            browser.fill("password", provider.password("alice"));
            browser.press("Sign in");
        }
        browser.await_heading("Allow access?");
        browser.press("Allow");
        browser.await_heading("code was received");
        assert_tidy(&browser);
        assert_eq!(browser.complaints(), [""; 0], "{mode}");
        login.finish().expect_code(0);
    }
}
