//! The provider and the person without our client: what the other tests stand on.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oauth_flow::wire::Params;
use serde_json::Value;

use crate::agent::{Agent, Answer, Ask};
use crate::person::Will;
use crate::provider::{Client, Provider};

/// Nobody listens there: the walk ends before.
const REDIRECT_URI: &str = "http://127.0.0.1:1/callback";
/// RFC 7636 appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

struct Metadata(Value);

impl Metadata {
    fn read(provider: &Provider) -> Self {
        let url = format!("{}/.well-known/openid-configuration", provider.issuer());
        Self(Agent::new().send(&Ask::get(url)).json())
    }

    fn endpoint(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap()
    }

    fn request(&self, client_id: &str, response_mode: &str) -> String {
        let params = Params::default()
            .with("response_type", "code")
            .with("client_id", client_id)
            .with("redirect_uri", REDIRECT_URI)
            .with("scope", "openid profile email offline_access")
            .with("prompt", "consent")
            .with("state", "a state")
            .with("nonce", "a nonce")
            .with("response_mode", response_mode)
            .with("code_challenge", CHALLENGE)
            .with("code_challenge_method", "S256");
        format!("{}?{}", self.endpoint("authorization_endpoint"), params.to_query())
    }

    fn redeem(&self, code: &str, client: &Client, verifier: &str) -> Answer {
        let mut form = Params::default()
            .with("grant_type", "authorization_code")
            .with("code", code)
            .with("redirect_uri", REDIRECT_URI)
            .with("code_verifier", verifier);
        let url = self.endpoint("token_endpoint");
        match client.token_endpoint_auth_method.as_str() {
            "client_secret_basic" => {
                let ask = Ask::post(url, form).with_header("authorization", basic(&client.id, client.secret()));
                return Agent::new().send(&ask);
            }
            "client_secret_post" => form.push("client_secret", client.secret()),
            _ => {}
        }
        Agent::new().send(&Ask::post(url, form.with("client_id", &client.id)))
    }
}

/// RFC 6749 2.3.1: both parts are form-encoded before they are joined.
fn basic(user: &str, password: &str) -> String {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encode(user), encode(password))))
}

fn payload(jwt: &str, part: usize) -> Value {
    let part = jwt.split('.').nth(part).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn every_client_gets_a_code_in_every_response_mode_and_redeems_it() {
    let provider = Provider::start();
    let metadata = Metadata::read(&provider);
    let clients = ["public", "basic", "post", "plain-basic", "es256", "ps256", "eddsa", "hs256"];
    for (client, mode) in clients.into_iter().zip(["query", "fragment", "form_post"].into_iter().cycle()) {
        let client = provider.client(client);
        let mut person = provider.person("alice", Will::SignInAndAllow);
        let arrival = person.walk(&metadata.request(&client.id, mode), REDIRECT_URI);
        let params = arrival.params();
        assert_eq!(params.get("state"), Some("a state"), "{arrival:?}");
        assert_eq!(params.get("iss"), Some(provider.issuer()), "{arrival:?}");

        let answer = metadata.redeem(params.get("code").unwrap(), &client, VERIFIER);
        assert_eq!(answer.status, 200, "{answer:?}");
        let tokens = answer.json();
        assert!(tokens["refresh_token"].is_string(), "{tokens}");
        let id_token = tokens["id_token"].as_str().unwrap();
        assert_eq!(payload(id_token, 0)["alg"], client.id_token_signed_response_alg.as_str());
        assert_eq!(payload(id_token, 1)["nonce"], "a nonce");
        assert_eq!(payload(id_token, 1).get("email"), None, "claims of a scope are for userinfo");

        let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        let ask = Ask::get(metadata.endpoint("userinfo_endpoint")).with_header("authorization", bearer);
        let userinfo = Agent::new().send(&ask).json();
        assert_eq!((&userinfo["sub"], &userinfo["email"]), (&"alice".into(), &"alice@example.com".into()));
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn the_person_can_refuse_at_either_page() {
    let provider = Provider::start();
    let metadata = Metadata::read(&provider);
    for will in [Will::CancelSignIn, Will::SignInAndDeny] {
        let arrival = provider.person("bob", will).walk(&metadata.request("public", "query"), REDIRECT_URI);
        assert_eq!(arrival.params().get("error"), Some("access_denied"), "{will:?}");
        assert!(arrival.params().get("error_description").unwrap().contains("\"no\" – and <meant> it"));
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn the_provider_holds_both_locks() {
    let provider = Provider::start();
    let metadata = Metadata::read(&provider);
    let basic = provider.client("basic");
    let mut person = provider.person("alice", Will::SignInAndAllow);
    let mut code = || {
        let arrival = person.walk(&metadata.request("basic", "query"), REDIRECT_URI);
        arrival.params().get("code").unwrap().to_owned()
    };

    let wrong_verifier = metadata.redeem(&code(), &basic, &VERIFIER.replace('d', "e"));
    assert_eq!((wrong_verifier.status, &wrong_verifier.json()["error"]), (400, &"invalid_grant".into()));

    let wrong_secret = Client { secret: Some("wrong".to_owned()), ..basic.clone() };
    let wrong_secret = metadata.redeem(&code(), &wrong_secret, VERIFIER);
    assert_eq!((wrong_secret.status, &wrong_secret.json()["error"]), (401, &"invalid_client".into()));

    let code = code();
    assert_eq!(metadata.redeem(&code, &basic, VERIFIER).status, 200);
    let again = metadata.redeem(&code, &basic, VERIFIER);
    assert_eq!((again.status, &again.json()["error"]), (400, &"invalid_grant".into()));
}
