//! Pushed authorization requests (RFC 9126): what may be pushed, by whom, and what the name is good for.

use serde_json::Value;

use super::agent::{Agent, Change, ISSUER, SECRET, form, public_redemption, redemption, request_for, returned};
use super::prover::{Proof, asserting, claims_of, key, key_of_key_app};
use crate::practice::{Asking, Par, Policy};
use crate::wire::{Params, Request, Response};

fn push(agent: &mut Agent, params: &Params) -> (Response, Value) {
    let response = agent.provider.respond(&Request::post_form(format!("{ISSUER}/par"), params), agent.now);
    let document = serde_json::from_slice(response.body.octets()).unwrap_or_default();
    (response, document)
}

fn complete() -> Params {
    request_for("web-app").with("client_secret", SECRET)
}

/// Pushes a complete request and gives back what the browser has to bring.
fn pushed(agent: &mut Agent) -> Params {
    let (response, document) = push(agent, &complete());
    assert_eq!(response.status, 201, "{document}");
    named(&document)
}

fn named(document: &Value) -> Params {
    let request_uri = document["request_uri"].as_str().unwrap();
    Params::default().with("client_id", "web-app").with("request_uri", request_uri)
}

fn with_par(par: Par) -> Agent {
    Agent::with_policy(Policy { asking: Asking { par, ..Asking::default() }, ..Policy::default() })
}

#[test]
fn a_pushed_request_is_the_one_that_counts() {
    let mut agent = Agent::sound();
    let (response, document) = push(&mut agent, &complete());
    assert_eq!((response.status, &document["expires_in"]), (201, &Value::from(60)));
    assert!(response.headers.lists("cache-control", "no-store"));
    let outside = named(&document).with("state", "another").with("redirect_uri", "https://evil.example/");
    let page = agent.ask(&outside);
    let text = page.body.text().unwrap();
    assert!(text.contains("pushed to me directly") && !text.contains("evil.example") && !text.contains(SECRET));
    let back = agent.go_on(page);
    assert_eq!(back.get("state"), Some("a-state"));
    assert_eq!(agent.token(&redemption(back.get("code").unwrap())).0.status, 200);
}

#[test]
fn a_name_is_good_once_for_its_client_and_for_a_minute() {
    let mut agent = Agent::sound();
    let asked = pushed(&mut agent);
    // Loaded again before the answer is given: both pages stand, but only one of them leads to an answer.
    let (first, second) = (agent.ask(&asked), agent.ask(&asked));
    assert!(agent.go_on(first).get("code").is_some());
    assert_eq!(agent.go_on(second).get("error"), Some("invalid_request_uri"));
    assert_eq!(agent.ask(&asked).status, 400);
    let asked = pushed(&mut agent);
    assert_eq!(agent.ask(&asked.clone().changed("client_id", "native-app")).status, 400);
    agent.wait(59);
    assert_ne!(agent.ask(&asked).status, 400);
    let asked = pushed(&mut agent);
    agent.wait(60);
    assert_eq!(agent.ask(&asked).status, 400);
    // Where the parameters beside it tell an address that is registered, the client learns it, too.
    let beside = request_for("web-app").with("request_uri", asked.get("request_uri").unwrap());
    let back = returned(&agent.ask(&beside));
    assert_eq!((back.get("error"), back.get("state")), (Some("invalid_request_uri"), Some("a-state")));
}

#[test]
fn a_denied_request_is_used_up() {
    let mut agent = Agent::sound();
    let asked = pushed(&mut agent);
    let page = agent.ask(&asked);
    agent.post("/login", &form(&page).params.with("decision", "deny"));
    assert_eq!(agent.ask(&asked).status, 400);
}

#[test]
fn what_is_wrong_is_told_to_the_client_itself() {
    let cases = [
        (complete().with("request_uri", "urn:ietf:params:oauth:request_uri:x"), 400, "invalid_request"),
        (complete().changed("redirect_uri", "https://evil.example/"), 400, "invalid_request"),
        (complete().without("redirect_uri"), 400, "invalid_request"),
        (complete().changed("response_type", "token"), 400, "unsupported_response_type"),
        (complete().changed("scope", "admin"), 400, "invalid_scope"),
        (complete().changed("code_challenge", "short"), 400, "invalid_request"),
        (complete().with("scope", "openid"), 400, "invalid_request"),
        (complete().changed("state", &"s".repeat(9_000)), 400, "invalid_request"),
        (complete().changed("client_secret", "wrong"), 401, "invalid_client"),
        (complete().without("client_secret"), 401, "invalid_client"),
        (complete().changed("client_id", "nobody"), 401, "invalid_client"),
    ];
    for (params, status, error) in cases {
        let (response, document) = push(&mut Agent::sound(), &params);
        assert_eq!((response.status, &document["error"]), (status, &Value::from(error)), "{}", params.to_form());
        assert!(response.headers.lists("cache-control", "no-store"));
    }
    let by_get = Agent::sound().browse(Request::get(format!("{ISSUER}/par?{}", complete().to_query())));
    assert_eq!((by_get.status, by_get.headers.get("allow")), (405, Some("POST")));
}

#[test]
fn a_policy_about_pushing_is_kept_and_told() {
    let metadata = |agent: &mut Agent| agent.document("/.well-known/oauth-authorization-server");
    let mut required = with_par(Par::Required);
    assert_eq!(metadata(&mut required)["require_pushed_authorization_requests"], true);
    assert_eq!(returned(&required.ask(&request_for("web-app"))).get("error"), Some("invalid_request"));
    let asked = pushed(&mut required);
    assert!(required.go(&asked).get("code").is_some());
    let mut off = with_par(Par::Off);
    assert!(metadata(&mut off).get("pushed_authorization_request_endpoint").is_none());
    assert_eq!(push(&mut off, &complete()).0.status, 404);
    let back = returned(&off.ask(&request_for("web-app").with("request_uri", "urn:ietf:params:oauth:request_uri:x")));
    assert_eq!(back.get("error"), Some("request_uri_not_supported"));
}

#[test]
fn a_public_client_may_push_too() {
    let mut agent = Agent::sound();
    let (_, document) = push(&mut agent, &request_for("native-app"));
    assert!(agent.go(&named(&document).changed("client_id", "native-app")).get("code").is_some());
}

#[test]
fn a_client_may_prove_by_its_key_and_bind_the_code_to_another() {
    let mut agent = Agent::sound();
    let (client_key, own) = (key_of_key_app(&agent), key());
    let assertion = client_key.sign("JWT", &claims_of("key-app", &agent)).unwrap();
    let params = asserting(request_for("key-app"), &assertion);
    let proof = Proof::new(&own, "POST", &format!("{ISSUER}/par"), &agent).signed(&own);
    let mut request = Request::post_form(format!("{ISSUER}/par"), &params);
    request.headers.push("dpop", proof.get("dpop").unwrap());
    let response = agent.provider.respond(&request, agent.now);
    let document: Value = serde_json::from_slice(response.body.octets()).unwrap();
    let page = agent.ask(&named(&document).changed("client_id", "key-app"));
    // What proved the client is no part of the request that the user is shown.
    assert!(!page.body.text().unwrap().contains("client_assertion"));
    let code = agent.go_on(page).get("code").unwrap().to_owned();
    let redemption = |agent: &Agent| {
        let assertion = client_key.sign("JWT", &claims_of("key-app", agent)).unwrap();
        asserting(public_redemption(&code).changed("client_id", "key-app"), &assertion)
    };
    let unbound = redemption(&agent);
    assert_eq!(agent.token(&unbound).1["error"], "invalid_grant");
    let bound = redemption(&agent);
    let proof = Proof::at_token_endpoint(&own, &agent).signed(&own);
    assert_eq!(agent.token_with(&bound, &proof).1["token_type"], "DPoP");
    let mut doubtful = Request::post_form(format!("{ISSUER}/par"), &complete().with("dpop_jkt", "another"));
    let proof = Proof::new(&own, "POST", &format!("{ISSUER}/par"), &agent).signed(&own);
    doubtful.headers.push("dpop", proof.get("dpop").unwrap());
    assert_eq!(agent.browse(doubtful).status, 400);
}
