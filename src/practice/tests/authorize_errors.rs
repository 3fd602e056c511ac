//! Every way an authorization request can be wrong, and where the error goes (RFC 6749 4.1.2.1).

use super::agent::{Agent, CALLBACK, CHALLENGE, Change, ISSUER, form, request_for, returned};
use crate::practice::{Client, Config, LoopbackPort, Pkce, PkceMethods, Policy, Redirect};
use crate::wire::{Params, Request, Response};

/// The error that comes back to the client, with everything that must come along.
fn refused(agent: &mut Agent, params: &Params) -> String {
    let response = agent.ask(params);
    assert_eq!(response.status, 303, "{}", response.body.text().unwrap());
    let back = returned(&response);
    assert_eq!(back.get("state"), params.get("state"));
    assert_eq!(back.get("iss"), Some(ISSUER));
    assert!(back.get("code").is_none());
    assert!(response.headers.lists("cache-control", "no-store"));
    back.get("error").unwrap().to_owned()
}

fn error_page(agent: &mut Agent, params: &Params) -> String {
    let response = agent.ask(params);
    assert_eq!(response.status, 400);
    assert!(response.headers.get("location").is_none());
    response.body.text().unwrap().to_owned()
}

#[test]
fn errors_that_may_go_back_do() {
    let complete = || request_for("web-app");
    let cases = [
        (complete().without("response_type"), "invalid_request"),
        (complete().changed("response_type", "token"), "unsupported_response_type"),
        (complete().changed("response_type", "code id_token"), "unsupported_response_type"),
        (complete().changed("scope", "admin"), "invalid_scope"),
        (complete().changed("scope", "openid \"email\""), "invalid_scope"),
        (complete().with("request", "e30.e30."), "invalid_request_object"),
        (complete().with("request_uri", "https://a.example/r"), "request_uri_not_supported"),
        (complete().with("registration", "{}"), "registration_not_supported"),
        (complete().with("response_mode", "web_message"), "invalid_request"),
        (complete().with("nonce", "again"), "invalid_request"),
        (complete().with("prompt", "none login"), "invalid_request"),
        (complete().with("prompt", "hello"), "invalid_request"),
        (complete().with("prompt", "none"), "login_required"),
        (complete().with("max_age", "-1"), "invalid_request"),
        (complete().changed("code_challenge_method", "S512"), "invalid_request"),
        (complete().changed("code_challenge_method", "s256"), "invalid_request"),
        (complete().changed("code_challenge", &CHALLENGE[1..]), "invalid_request"),
        (complete().changed("code_challenge", &CHALLENGE.replace('-', "+")), "invalid_request"),
        (complete().without("code_challenge"), "invalid_request"),
    ];
    for (params, error) in cases {
        assert_eq!(refused(&mut Agent::sound(), &params), error, "{}", params.to_query());
    }
}

#[test]
fn a_repeated_state_goes_back_once() {
    let response = Agent::sound().ask(&request_for("web-app").with("state", "again"));
    let back = returned(&response);
    assert_eq!(back.get("error"), Some("invalid_request"));
    assert_eq!(back.all("state").collect::<Vec<_>>(), ["a-state"]);
}

#[test]
fn errors_that_must_not_go_back_are_shown() {
    let complete = || request_for("web-app");
    let page = error_page(&mut Agent::sound(), &complete().changed("client_id", "nobody-knows-me"));
    assert!(page.contains("nobody-knows-me") && page.contains("native-app"));
    error_page(&mut Agent::sound(), &complete().without("client_id"));
    error_page(&mut Agent::sound(), &complete().without("redirect_uri"));
    error_page(&mut Agent::sound(), &complete().with("redirect_uri", "https://evil.example/"));
    error_page(&mut Agent::sound(), &complete().with("client_id", "native-app"));
    for uri in ["https://evil.example/", "http://localhost:50000/callback", "http://127.0.0.1:50000/callback/", "x"] {
        let page = error_page(&mut Agent::sound(), &complete().changed("redirect_uri", uri));
        assert!(page.contains(uri) && page.contains("http://127.0.0.1/callback"), "{uri}");
    }
}

#[test]
fn parameters_that_nobody_knows_are_ignored() {
    let response = Agent::sound().ask(&request_for("web-app").with("oauthflow_probe", "1"));
    assert_eq!(response.status, 200);
}

#[test]
fn a_client_without_the_grant_is_unauthorized() {
    let client = Client { grant_types: vec![], ..Client::public("idle", &[CALLBACK]) };
    let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
    assert_eq!(refused(&mut agent, &request_for("idle")), "unauthorized_client");
}

#[test]
fn a_policy_about_pkce_is_kept() {
    let without = request_for("web-app").without("code_challenge").without("code_challenge_method");
    let plain = request_for("web-app").without("code_challenge_method");
    let required = || Agent::with_policy(Policy { pkce: Pkce::Required, ..Policy::default() });
    assert_eq!(refused(&mut required(), &without), "invalid_request");
    assert_eq!(required().ask(&plain).status, 200);
    let mut strict = Agent::with_policy(Policy { pkce_methods: PkceMethods::S256, ..Policy::default() });
    assert_eq!(refused(&mut strict, &plain), "invalid_request");
    assert_eq!(strict.document("/.well-known/openid-configuration")["code_challenge_methods_supported"][0], "S256");
    let mut off = Agent::with_policy(Policy { pkce: Pkce::Off, ..Policy::default() });
    assert_eq!(off.ask(&request_for("web-app").changed("code_challenge", "too short")).status, 200);
    assert!(off.document("/.well-known/openid-configuration").get("code_challenge_methods_supported").is_none());
}

#[test]
fn a_policy_about_redirects_is_kept() {
    let longer = request_for("web-app").changed("redirect_uri", "http://127.0.0.1:50000/callback/more");
    let mut loose = Agent::with_policy(Policy { redirect: Redirect::Prefix, ..Policy::default() });
    assert_eq!(loose.ask(&longer).status, 200);
    let mut fixed = Agent::with_policy(Policy { loopback_port: LoopbackPort::Registered, ..Policy::default() });
    error_page(&mut fixed, &request_for("web-app"));
}

#[test]
fn saying_no_is_an_answer() {
    for path in ["/login", "/consent"] {
        let mut agent = Agent::sound();
        let mut page = agent.ask(&request_for("web-app"));
        if path == "/consent" {
            let to_consent = agent.submit(&form(&page));
            let location = to_consent.headers.get("location").unwrap().to_owned();
            page = agent.browse(Request::get(format!("{ISSUER}{location}")));
        }
        let asked = form(&page);
        assert_eq!(asked.action, path);
        let response = agent.post(path, &asked.params.clone().with("decision", "deny"));
        assert_eq!(returned(&response).get("error"), Some("access_denied"));
        assert_eq!(agent.post(path, &asked.params.with("decision", "allow")).status, 400);
    }
}

#[test]
fn an_error_takes_the_response_mode_that_was_asked_for() {
    let response = Agent::sound().ask(&request_for("web-app").with("prompt", "none").with("response_mode", "fragment"));
    assert!(response.headers.get("location").unwrap().contains("/callback#error=login_required"));
    let page: Response =
        Agent::sound().ask(&request_for("web-app").with("prompt", "none").with("response_mode", "form_post"));
    assert_eq!(form(&page).params.get("error"), Some("login_required"));
}

#[test]
fn a_body_that_is_no_form_is_refused() {
    let mut request = Request::post_form(format!("{ISSUER}/authorize"), &request_for("web-app"));
    request.headers.set("content-type", "application/json");
    assert_eq!(Agent::sound().browse(request).status, 415);
}

#[test]
fn a_request_that_would_fill_the_memory_is_refused() {
    let long = |length: usize| request_for("web-app").changed("state", &"s".repeat(length));
    assert_eq!(Agent::sound().ask(&long(7_000)).status, 200);
    assert_eq!(Agent::sound().ask(&long(9_000)).status, 414);
}
