//! Servers on loopback ports that answer as well-known providers are documented to answer: what is a habit of theirs is
//! shown as one, and what they refuse is told in their words.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use oauth_flow::jose::{Algorithm, SigningKey};
use oauth_flow::wire::{Params, uri};
use serde_json::{Value, json};

use crate::agent::{Agent, Ask};
use crate::binary::{Binary, Outcome};
use crate::crooked::{Crooked, Heard, Says};

const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";
const TENANT: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// A login at a provider, with its addresses moved to the look-alike.
fn login(provider: &str, flags: &[String]) -> Binary {
    let login =
        Binary::new(["login", provider, "--client-id", "an-app", "--run", "--no-lessons", "--no-browser", "--json"]);
    flags.iter().fold(login.arg("--timeout").arg("20"), |login, flag| login.arg(flag))
}

/// Answers the authorization request of a login with these parameters; gives back what was asked.
fn answered(binary: Binary, answer: &[(&str, &str)]) -> (Params, Outcome) {
    let mut running = binary.start();
    let asked = Params::parse(uri::query(&running.authorization_url()).unwrap());
    let mut params = answer.iter().fold(Params::default(), |params, (name, value)| params.with(name, *value));
    params.push("state", asked.get("state").unwrap());
    Agent::new().send(&Ask::get(format!("{}?{}", asked.get("redirect_uri").unwrap(), params.to_query())));
    (asked, running.finish())
}

/// The cause that is named first, by its id, and what it says and advises.
fn cause(document: &Value) -> (String, String) {
    let first = &document["diagnosis"][0];
    (first["id"].as_str().unwrap().to_owned(), format!("{} {}", first["cause"], first["change"]))
}

/// The deviations that the document calls known, by requirement.
fn known(document: &Value) -> Vec<String> {
    let findings = document["findings"].as_array().unwrap().iter();
    let known = findings.filter(|finding| finding["known_deviation"].is_string());
    known.map(|finding| finding["id"].as_str().unwrap().to_owned()).collect()
}

fn github(heard: &Heard) -> Says {
    let form = Params::parse(&heard.body);
    let error = |code: &str, words: &str| {
        let params = Params::default().with("error", code).with("error_description", words);
        Says::typed("200 OK", FORM, &params.with("error_uri", "https://docs.github.com/apps/x").to_query())
    };
    match (form.get("client_secret"), form.get("code")) {
        (Some("right"), Some("good")) => {
            let params = Params::default().with("access_token", "gho_16C7e42F292c6912E7710c838347Ae178B4a");
            Says::typed(
                "200 OK",
                FORM,
                &params.with("scope", "read:user,user:email").with("token_type", "bearer").to_query(),
            )
        }
        (Some("right"), _) => error("bad_verification_code", "The code passed is incorrect or expired."),
        _ => error("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."),
    }
}

fn at_github(server: &Crooked) -> Binary {
    login("github", &[format!("--token-endpoint={}", server.url("/login/oauth/access_token"))])
}

#[test]
fn github_has_no_discovery_answers_in_forms_and_means_it() {
    let server = Crooked::start(github);
    let login = at_github(&server).env("OAUTH_FLOW_CLIENT_SECRET", "right");
    let (asked, outcome) = answered(login, &[("code", "good")]);
    let outcome = outcome.expect_code(0);
    assert_eq!(asked.get("scope"), Some("read:user user:email"));
    let document = outcome.json();
    assert_eq!((&document["plan"]["provider"], &document["plan"]["discover"]), (&json!("github"), &json!(false)));
    assert_eq!(document["plan"]["authorization_endpoint"], "https://github.com/login/oauth/authorize");
    assert_eq!(known(&document), ["token-response-shape", "token-expires-in", "token-scope-honest"]);
    for words in ["known deviation of GitHub: it answers in forms", "separated by commas", " · GitHub"] {
        assert!(outcome.stderr.contains(words), "`{words}` is missing\n{}", outcome.stderr);
    }
}

#[test]
fn github_refuses_with_status_200_and_in_its_own_words() {
    let server = Crooked::start(github);
    let rows = [
        ("right", "spent", "bad_verification_code", "The code passed is incorrect or expired."),
        ("wrong", "good", "incorrect_client_credentials", "client_secret passed are incorrect."),
    ];
    let causes = ["github-bad-verification-code", "github-incorrect-client-credentials"];
    for ((secret, code, error, words), cause_id) in rows.into_iter().zip(&causes) {
        let login = at_github(&server).env("OAUTH_FLOW_CLIENT_SECRET", secret);
        let outcome = answered(login, &[("code", code)]).1.expect_code(3);
        assert_eq!(outcome.json()["ending"]["error"]["error"], error);
        let (id, told) = cause(&outcome.json());
        assert!(id == *cause_id && told.starts_with("\"GitHub: "), "{id}: {told}");
        assert_eq!(known(&outcome.json()), ["token-error-shape"]);
        assert!(
            outcome.stderr.contains(words) && outcome.stderr.contains("known deviation of GitHub"),
            "{}",
            outcome.stderr
        );
    }
}

/// A key, and what an OpenID provider does with it.
struct Signer(SigningKey);

impl Signer {
    fn new() -> Arc<Self> {
        Arc::new(Self(SigningKey::generate(Algorithm::Es256).unwrap()))
    }

    fn keys(&self) -> Says {
        Says::json("200 OK", &json!({"keys": [Value::Object(self.0.public_jwk().0)]}).to_string())
    }

    /// An ID token for the app; where the nonce is asked for, the code carries it.
    fn id_token(&self, iss: &str, nonce: &str, more: &Value) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let mut claims =
            json!({"iss": iss, "sub": "AAAAB3Nz", "aud": "an-app", "iat": now, "exp": now + 3600, "nonce": nonce});
        for (name, value) in more.as_object().unwrap() {
            claims[name] = value.clone();
        }
        self.0.sign("JWT", &claims).unwrap()
    }
}

/// The origin at which a request arrived.
fn origin(heard: &Heard) -> String {
    format!("http://{}", heard.header("host").unwrap())
}

fn metadata(origin: &str, issuer: &str, more: &Value) -> Says {
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{origin}/authorize"),
        "token_endpoint": format!("{origin}/token"),
        "jwks_uri": format!("{origin}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    });
    for (name, value) in more.as_object().unwrap() {
        document[name] = value.clone();
    }
    Says::json("200 OK", &document.to_string())
}

/// The provider of many tenants: its issuer is a template, the token names the tenant of the user.
fn entra(signer: &Signer, heard: &Heard) -> Says {
    let (origin, form) = (origin(heard), Params::parse(&heard.body));
    let types = json!({"response_types_supported": ["code", "id_token", "id_token token"]});
    match heard.target.as_str() {
        "/common/v2.0/.well-known/openid-configuration" => {
            metadata(&origin, &format!("{origin}/{{tenantid}}/v2.0"), &types)
        }
        "/keys" => signer.keys(),
        // `an-app:right%7Esecret`: the secrets it makes have a `~`, which is encoded (RFC 6749 2.3.1)
        "/token" if heard.header("authorization") == Some("Basic YW4tYXBwOnJpZ2h0JTdFc2VjcmV0") => {
            let iss = format!("{origin}/{TENANT}/v2.0");
            let id_token = signer.id_token(&iss, form.get("code").unwrap(), &json!({"tid": TENANT, "ver": "2.0"}));
            let answer = json!({
                "token_type": "Bearer", "scope": "openid profile email", "expires_in": "3599", "ext_expires_in": 3599,
                "access_token": "EwBYA8l6BAAUO9chh8cJscQLmU-LSWpbnr0vmwwAAV", "id_token": id_token,
            });
            Says::json("200 OK", &answer.to_string())
        }
        "/token" => {
            let answer = json!({
                "error": "invalid_client",
                "error_description": "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'an-app'. Trace ID: 0 Correlation ID: 1 Timestamp: 2026-01-01 00:00:00Z",
                "error_codes": [7_000_215],
                "error_uri": "https://login.microsoftonline.com/error?code=7000215",
            });
            Says::json("401 Unauthorized", &answer.to_string())
        }
        _ => Says::json("404 Not Found", "{}"),
    }
}

fn at_entra(server: &Crooked) -> Binary {
    login(
        "entra",
        &[
            format!("--issuer={}", server.url("/common/v2.0")),
            format!("--issuer-template={}", server.url("/{tenantid}/v2.0")),
        ],
    )
}

/// The code is the nonce of the request, so that the look-alike needs no memory.
fn answered_with_nonce(binary: Binary, more: &[(&str, &str)]) -> Outcome {
    let mut running = binary.start();
    let asked = Params::parse(uri::query(&running.authorization_url()).unwrap());
    let mut params =
        Params::default().with("code", asked.get("nonce").unwrap()).with("state", asked.get("state").unwrap());
    for (name, value) in more {
        params.push(name, *value);
    }
    Agent::new().send(&Ask::get(format!("{}?{}", asked.get("redirect_uri").unwrap(), params.to_query())));
    running.finish()
}

#[test]
fn entra_names_a_template_and_the_token_fills_it() {
    let signer = Signer::new();
    let server = Crooked::start(move |heard| entra(&signer, heard));
    let login = at_entra(&server).env("OAUTH_FLOW_CLIENT_SECRET", "right~secret");
    let outcome = answered_with_nonce(login, &[]).expect_code(0);
    let document = outcome.json();
    assert_eq!(document["tokens"]["id_token_verified"], true);
    let known = known(&document);
    for id in ["metadata-issuer-exact", "idtoken-iss", "metadata-pkce-s256", "token-expires-in", "token-scope-honest"] {
        assert!(known.iter().any(|it| it == id), "{id} is missing: {known:?}");
    }
    assert!(outcome.stderr.contains("known deviation of Microsoft Entra ID: one document"), "{}", outcome.stderr);
}

#[test]
fn entra_without_the_template_is_an_issuer_that_is_not_exact() {
    let signer = Signer::new();
    let server = Crooked::start(move |heard| entra(&signer, heard));
    let login = Binary::new(["login", &server.url("/common/v2.0"), "--client-id", "an-app", "--public", "--run"]);
    let outcome = login.run().expect_code(6);
    assert!(outcome.stderr.contains("{tenantid}"), "{}", outcome.stderr);
}

#[test]
fn entra_refuses_with_a_number_of_its_own() {
    let signer = Signer::new();
    let server = Crooked::start(move |heard| entra(&signer, heard));
    let login = at_entra(&server).env("OAUTH_FLOW_CLIENT_SECRET", "the-id-of-the-secret");
    let outcome = answered_with_nonce(login, &[]).expect_code(3);
    assert_eq!(outcome.json()["ending"]["error"]["error"], "invalid_client");
    let (id, words) = cause(&outcome.json());
    assert!(
        id == "entra-7000215" && words.contains("the secret's id was copied") && words.contains("Value"),
        "{words}"
    );
    assert!(outcome.stderr.contains("AADSTS7000215"), "{}", outcome.stderr);
}

/// The provider that names its issuer without having promised it, and wants a secret beside PKCE.
fn google(signer: &Signer, heard: &Heard) -> Says {
    let (origin, form) = (origin(heard), Params::parse(&heard.body));
    match heard.target.as_str() {
        "/.well-known/openid-configuration" => {
            let types = json!(["code", "token", "id_token", "code token", "code id_token", "token id_token"]);
            let more =
                json!({"response_types_supported": types, "code_challenge_methods_supported": ["plain", "S256"]});
            metadata(&origin, &origin, &more)
        }
        "/keys" => signer.keys(),
        "/token" if heard.header("authorization").is_some() => {
            let id_token = signer.id_token(&origin, form.get("code").unwrap(), &json!({"azp": "an-app"}));
            let scope = "https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/userinfo.profile openid";
            let answer = json!({
                "access_token": "ya29.a0AfB_byExampleExampleExample", "expires_in": 3599, "scope": scope,
                "token_type": "Bearer", "id_token": id_token, "refresh_token": "1//0exampleexampleexampleexample",
            });
            Says::json("200 OK", &answer.to_string())
        }
        "/token" => {
            let answer = json!({"error": "invalid_request", "error_description": "client_secret is missing."});
            Says::json("400 Bad Request", &answer.to_string())
        }
        _ => Says::json("404 Not Found", "{}"),
    }
}

#[test]
fn google_names_its_issuer_unasked_and_gives_a_refresh_token_for_two_parameters() {
    let signer = Signer::new();
    let server = Crooked::start(move |heard| google(&signer, heard));
    let login =
        login("google", &[format!("--issuer={}", server.url(""))]).env("OAUTH_FLOW_CLIENT_SECRET", "GOCSPX-example");
    let outcome = answered_with_nonce(login, &[("iss", &server.url("")), ("authuser", "0")]).expect_code(0);
    let document = outcome.json();
    let asked = &document["plan"]["params"];
    assert_eq!(asked, &json!([["prompt", "consent"], ["access_type", "offline"]]));
    assert!(outcome.stderr.contains("prompt=consent&access_type=offline"), "{}", outcome.stderr);
    let known = known(&document);
    for id in ["response-iss", "token-scope-honest", "metadata-iss-param", "metadata-legacy-features"] {
        assert!(known.iter().any(|it| it == id), "{id} is missing: {known:?}");
    }
}

#[test]
fn google_wants_the_secret_of_a_desktop_app_too() {
    let signer = Signer::new();
    let server = Crooked::start(move |heard| google(&signer, heard));
    let login = login("google", &[format!("--issuer={}", server.url("")), "--public".to_owned()]);
    let outcome = answered_with_nonce(login, &[("iss", &server.url(""))]).expect_code(3);
    assert_eq!(outcome.json()["ending"]["error"]["error_description"], "client_secret is missing.");
    let (id, words) = cause(&outcome.json());
    assert!(id == "google-secret-missing" && words.contains("although PKCE is used"), "{words}");
    assert!(outcome.stderr.contains("client_secret is missing."), "{}", outcome.stderr);
}
