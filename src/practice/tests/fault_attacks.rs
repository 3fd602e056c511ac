//! Every fault that an ordinary login cannot show: the attack that works under it, and fails without it.

use base64::Engine as _;

use super::agent::{
    Agent, CALLBACK, CHALLENGE, Change, ISSUER, SECRET, VERIFIER, form, public_redemption, redemption, refreshing,
    request_for, returned, text,
};
use super::proving_attacks;
use crate::practice::{Client, Config, Fault, Pkce, PkceMethods, Policy, SeenBy};
use crate::wire::{Headers, Params, Request};

#[test]
fn each_attack_works_under_its_fault_and_only_there() {
    for fault in Fault::ALL.iter().filter(|fault| matches!(fault.seen_by(), SeenBy::Probe(_))) {
        let mut sound = Agent::sound();
        assert!(!works(*fault, &mut sound), "{} without the fault", fault.name());
        let mut faulty = Agent::with_fault(*fault);
        assert!(works(*fault, &mut faulty), "{} with the fault", fault.name());
    }
}

/// Whether the attack that belongs to a fault succeeds.
fn works(fault: Fault, agent: &mut Agent) -> bool {
    with_a_push(fault, agent)
        .or_else(|| with_a_request_object(fault, agent))
        .or_else(|| at_the_front(fault, agent))
        .or_else(|| with_a_changed_request(fault, agent))
        .or_else(|| at_the_token_endpoint(fault, agent))
        .or_else(|| with_an_odd_verifier(fault, agent))
        .or_else(|| with_a_code(fault, agent))
        .or_else(|| proving_attacks::works(fault, agent))
        .or_else(|| with_tokens(fault, agent))
        .or_else(|| with_what_is_none(fault, agent))
        .unwrap_or_else(|| panic!("no attack for {}", fault.name()))
}

/// What somebody tries with pushed requests, their names and what stands beside them.
fn with_a_push(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let complete = || request_for("web-app").with("client_secret", SECRET);
    let push = |agent: &mut Agent, params: &Params| {
        let response = agent.browse(Request::post_form(format!("{ISSUER}/par"), params));
        let document: serde_json::Value = serde_json::from_slice(response.body.octets()).unwrap();
        let name = document["request_uri"].as_str().map(ToOwned::to_owned);
        name.map(|name| Params::default().with("client_id", "web-app").with("request_uri", name))
    };
    let named = push(agent, &complete());
    Some(match fault {
        Fault::PushWithoutAuth => push(agent, &complete().without("client_secret")).is_some(),
        Fault::PushUnchecked => push(agent, &complete().with("request_uri", "urn:x")).is_some(),
        Fault::PushNotEnforced => {
            let metadata = agent.document("/.well-known/openid-configuration");
            let promised = metadata["require_pushed_authorization_requests"] == true;
            promised && agent.ask(&request_for("web-app")).status == 200
        }
        Fault::RequestUriForAnyClient => agent.ask(&named?.changed("client_id", "native-app")).status == 200,
        Fault::RequestUriReusable => {
            let named = named?;
            agent.go(&named);
            agent.ask(&named).status == 303
        }
        Fault::RequestUriNeverExpires => {
            agent.wait(600);
            agent.ask(&named?).status == 200
        }
        Fault::RequestUriUnknownIgnored => {
            agent.ask(&request_for("web-app").with("request_uri", "https://a.example/r")).status == 200
        }
        Fault::OuterParametersWin => agent.go(&named?.with("state", "another")).get("state") == Some("another"),
        _ => return None,
    })
}

/// What somebody tries with request objects that the client never signed like this.
fn with_a_request_object(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let claims = |aud: &str| {
        let mut claims = serde_json::json!({"aud": aud});
        for (name, value) in request_for("web-app").iter() {
            claims[name] = value.into();
        }
        claims
    };
    let signed = |secret: &str, claims: &serde_json::Value| {
        crate::jose::sign_hmac(
            crate::jose::Hmac::Hs256,
            secret.as_bytes(),
            &serde_json::json!({"alg": "HS256"}),
            claims,
        )
    };
    let object = match fault {
        Fault::RequestObjectUnverified => signed("another secret", &claims(ISSUER)),
        Fault::RequestObjectUnsigned => crate::jose::unsigned(&claims(ISSUER)),
        Fault::RequestObjectClaimsUnchecked => signed(SECRET, &claims("https://another.example")),
        _ => return None,
    };
    let carried = Params::default().with("client_id", "web-app").with("request", object);
    Some(agent.ask(&carried).status == 200)
}

fn at_the_front(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let complete = || request_for("web-app");
    let evil = "https://evil.example/";
    let location = |response: crate::wire::Response| response.headers.get("location").unwrap_or_default().to_owned();
    Some(match fault {
        Fault::UnknownClientRedirected => {
            let params = complete().changed("client_id", "x").changed("redirect_uri", evil);
            location(agent.ask(&params)).starts_with(evil)
        }
        Fault::RedirectUnchecked => agent.ask(&complete().changed("redirect_uri", evil)).status == 200,
        Fault::DuplicateRequestParameters => agent.ask(&complete().with("redirect_uri", evil)).status == 200,
        Fault::ResourceUnchecked => agent.ask(&complete().with("resource", "https://bank.example/")).status == 200,
        Fault::DetailsUnchecked => {
            agent.ask(&complete().with("authorization_details", "[{\"type\": \"unheard_of\"}]")).status == 200
        }
        Fault::AudienceUnchecked => {
            let elsewhere = complete().with("resource", format!("{ISSUER}/userinfo"));
            let code = agent.go(&elsewhere).get("code").unwrap().to_owned();
            let (_, tokens) = agent.token(&redemption(&code));
            agent.call("GET", text(&tokens, "access_token")).0.status == 200
        }
        Fault::ImplicitAllowed => agent.ask(&complete().changed("response_type", "token")).status == 200,
        Fault::PromptNoneShowsPage => agent.ask(&complete().with("prompt", "none")).status == 200,
        Fault::MaxAgeIgnored => {
            agent.go(&complete());
            agent.wait(60);
            agent.ask(&complete().with("max_age", "0")).status == 303
        }
        Fault::SilentPublicClient => {
            agent.go(&request_for("native-app"));
            agent.ask(&request_for("native-app")).status == 303
        }
        Fault::PageFramed => {
            let page = agent.ask(&complete());
            let policy = page.headers.get("content-security-policy").unwrap();
            page.headers.get("x-frame-options").is_none() && !policy.contains("frame-ancestors")
        }
        Fault::LoginRedirect307 => {
            let page = agent.ask(&complete());
            agent.submit(&form(&page)).status == 307
        }
        Fault::CodeGuessable => {
            let code = agent.go(&complete()).get("code").unwrap().to_owned();
            code.starts_with("code-")
        }
        _ => return None,
    })
}

fn with_a_changed_request(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let complete = || request_for("web-app");
    let errs = |name: &str, value: &str| complete().changed(name, value);
    Some(match fault {
        Fault::RedirectPrefix => agent.ask(&errs("redirect_uri", &format!("{CALLBACK}/../evil"))).status == 200,
        Fault::RedirectDefault => agent.ask(&complete().without("redirect_uri")).status == 200,
        Fault::LoopbackByName => {
            agent.ask(&errs("redirect_uri", &CALLBACK.replace("127.0.0.1", "localhost"))).status == 200
        }
        Fault::UnknownParameterRefused => agent.ask(&complete().with("unheard_of", "1")).status == 303,
        Fault::ResponseTypeDefault => agent.ask(&complete().without("response_type")).status == 200,
        Fault::UnknownScopeGranted => {
            let code = agent.go(&errs("scope", "openid unheard_of")).get("code").unwrap().to_owned();
            text(&agent.token(&redemption(&code)).1, "scope").contains("unheard_of")
        }
        Fault::ChallengeMissing => {
            agent.provider.config.policy.pkce = Pkce::Required;
            agent.ask(&complete().without("code_challenge").without("code_challenge_method")).status == 200
        }
        Fault::ChallengePlain => {
            agent.provider.config.policy.pkce_methods = PkceMethods::S256;
            agent.ask(&errs("code_challenge_method", "plain")).status == 200
        }
        Fault::ChallengeUnchecked => agent.ask(&errs("code_challenge", "short")).status == 200,
        Fault::AuthorizeByGetAlone => {
            agent.browse(Request::post_form(format!("{ISSUER}/authorize"), &complete())).status == 415
        }
        Fault::PromptNoneAsks => {
            agent.go(&complete());
            agent.ask(&complete().with("prompt", "none")).status == 200
        }
        Fault::StateDecodedTwice => agent.go(&errs("state", "a%20b")).get("state") == Some("a b"),
        Fault::ErrorWithoutState => {
            let response = agent.ask(&complete().with("prompt", "none"));
            !response.headers.get("location").unwrap().contains("state=")
        }
        Fault::FormPostRedirected => {
            agent.go(&complete());
            agent.ask(&complete().with("response_mode", "form_post")).status == 303
        }
        _ => return None,
    })
}

fn at_the_token_endpoint(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let basic = |credentials: &str| {
        let encoded = base64::engine::general_purpose::STANDARD.encode(credentials);
        Headers::default().with("authorization", format!("Basic {encoded}"))
    };
    let refused = redemption("x").changed("client_secret", "wrong");
    Some(match fault {
        Fault::AuthWithoutChallenge => agent.token(&refused).0.headers.get("www-authenticate").is_none(),
        Fault::ErrorWithStatus200 => agent.token(&refused).0.status == 200,
        Fault::ErrorAsHtml => agent.token(&refused).0.headers.media_type().as_deref() == Some("text/html"),
        Fault::AuthConflict => {
            let (_, document) = agent.token_with(&redemption("x"), &basic(&format!("web-app:{SECRET}")));
            document["error"] == "invalid_grant"
        }
        Fault::BasicNotDecoded => {
            let encoded = format!("web%2Dapp:{}", SECRET.replace('-', "%2D"));
            let params = public_redemption("x").without("client_id");
            agent.token_with(&params, &basic(&encoded)).1["error"] == "invalid_client"
        }
        Fault::AuthInQuery => {
            let url = format!("{ISSUER}/token?client_id=web-app&client_secret={SECRET}");
            let params = public_redemption("x").without("client_id");
            let response = agent.browse(Request::post_form(url, &params));
            response.body.text_lossy().contains("invalid_grant")
        }
        Fault::UnknownCodeFails => agent.token(&redemption("x")).0.status == 500,
        Fault::GrantTypeUnchecked => {
            agent.token(&redemption("x").changed("grant_type", "y")).1["error"] == "invalid_grant"
        }
        Fault::DuplicateTokenParameters => {
            agent.token(&redemption("x").with("code", "y")).1["error"] == "invalid_grant"
        }
        _ => return None,
    })
}

/// What becomes of a verifier that fits but is not like the others.
fn with_an_odd_verifier(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let (verifier, wanted) = match fault {
        Fault::VerifierAnyLength => ("x".repeat(42), 200),
        Fault::VerifierAlphabet => (format!("-._~{}", "x".repeat(39)), 400),
        _ => return None,
    };
    let challenge = crate::jose::base64url(&crate::jose::sha256(verifier.as_bytes()));
    let code = agent.go(&request_for("web-app").changed("code_challenge", &challenge)).get("code").unwrap().to_owned();
    Some(agent.token(&redemption(&code).changed("code_verifier", &verifier)).0.status == wanted)
}

/// The attacks of somebody who holds a code.
fn with_a_code(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let needs_none = fault == Fault::VerifierWithoutChallenge;
    let asked = request_for("web-app");
    let asked = if needs_none { asked.without("code_challenge").without("code_challenge_method") } else { asked };
    let code = agent.go(&asked).get("code").unwrap().to_owned();
    let good = || redemption(&code);
    let wrong_verifier = || good().changed("code_verifier", &"x".repeat(43));
    let params = match fault {
        Fault::IgnoreSecret => good().changed("client_secret", "wrong"),
        Fault::SecretMayBeMissing => good().without("client_secret"),
        Fault::IgnoreVerifier => wrong_verifier(),
        Fault::VerifierMayBeMissing => good().without("code_verifier"),
        Fault::VerifierEqualsChallenge => good().changed("code_verifier", CHALLENGE),
        Fault::VerifierWithoutChallenge => good().changed("code_verifier", VERIFIER),
        Fault::CodeForAnyClient => public_redemption(&code),
        Fault::RedirectUriUnbound => good().changed("redirect_uri", "http://127.0.0.1:1/callback"),
        Fault::RedirectUriMayBeMissing => good().without("redirect_uri"),
        Fault::CodeNeverExpires => {
            agent.wait(700);
            good()
        }
        Fault::TokenByGet => {
            let url = format!("{ISSUER}/token?{}", good().to_query());
            return Some(agent.browse(Request::get(url)).status == 200);
        }
        Fault::CodeReplay | Fault::CodeRace => {
            agent.token(&good());
            good()
        }
        Fault::ReplayKeepsTokens | Fault::InvalidReplayRevokes => {
            let (_, tokens) = agent.token(&good());
            let replay = if fault == Fault::ReplayKeepsTokens { good() } else { wrong_verifier() };
            agent.token(&replay);
            let alive = agent.userinfo(text(&tokens, "access_token")).0.status == 200;
            return Some(alive == (fault == Fault::ReplayKeepsTokens));
        }
        _ => return None,
    };
    Some(agent.token(&params).0.status == 200)
}

/// The attacks of somebody who holds tokens, or wants to use none.
fn with_tokens(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let narrow = request_for("web-app").changed("scope", "openid offline_access");
    let code = agent.go(&narrow).get("code").unwrap().to_owned();
    let (_, tokens) = agent.token(&redemption(&code));
    let (access_token, refresh_token) = (text(&tokens, "access_token"), text(&tokens, "refresh_token"));
    let url = format!("{ISSUER}/userinfo");
    let request = match fault {
        Fault::UserinfoOpen => return Some(agent.browse(Request::get(url)).status == 200),
        Fault::UserinfoAnyToken => return Some(agent.userinfo("anything").0.status == 200),
        Fault::UserinfoQueryToken => {
            return Some(agent.browse(Request::get(format!("{url}?access_token={access_token}"))).status == 200);
        }
        Fault::RefreshWithoutAuth => refreshing(refresh_token).without("client_secret"),
        Fault::RefreshForAnyClient => {
            refreshing(refresh_token).without("client_secret").changed("client_id", "native-app")
        }
        Fault::RefreshWidens => refreshing(refresh_token).with("scope", "openid email"),
        Fault::RefreshNotRotated => return Some(public_refresh_token_lives_on(agent)),
        Fault::RefreshReuseHarmless => {
            let (_, fresh) = agent.token(&refreshing(refresh_token));
            agent.token(&refreshing(refresh_token));
            refreshing(text(&fresh, "refresh_token"))
        }
        _ => return None,
    };
    Some(agent.token(&request).0.status == 200)
}

/// The attacks with what is no token of its kind, or is told too freely.
fn with_what_is_none(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let log_in = |agent: &mut Agent| {
        let narrow = request_for("web-app").changed("scope", "openid offline_access");
        let code = agent.go(&narrow).get("code").unwrap().to_owned();
        agent.token(&redemption(&code)).1
    };
    let tokens = log_in(agent);
    Some(match fault {
        Fault::ErrorStored => agent.token(&redemption("no code")).0.headers.get("cache-control").is_none(),
        Fault::AccessTokenGuessable => text(&tokens, "access_token").len() < 20,
        Fault::SubPerLogin => {
            let sub = |tokens: &serde_json::Value| {
                crate::jose::Jwt::parse(text(tokens, "id_token")).unwrap().text("sub").unwrap().to_owned()
            };
            sub(&tokens) != sub(&log_in(agent))
        }
        Fault::SchemeCaseSensitive => {
            let mut request = Request::get(format!("{ISSUER}/userinfo"));
            request.headers.push("authorization", format!("bearer {}", text(&tokens, "access_token")));
            agent.browse(request).status != 200
        }
        Fault::UserinfoIdToken => agent.userinfo(text(&tokens, "id_token")).0.status == 200,
        Fault::RefreshBroken => agent.token(&refreshing(text(&tokens, "refresh_token"))).0.status != 200,
        Fault::RefreshByAccessToken => agent.token(&refreshing(text(&tokens, "access_token"))).0.status == 200,
        _ => return None,
    })
}

fn public_refresh_token_lives_on(agent: &mut Agent) -> bool {
    let code = agent.go(&request_for("native-app")).get("code").unwrap().to_owned();
    let (_, tokens) = agent.token(&public_redemption(&code));
    let again: Params =
        refreshing(text(&tokens, "refresh_token")).without("client_secret").changed("client_id", "native-app");
    agent.token(&again);
    agent.token(&again).0.status == 200
}

#[test]
fn a_307_carries_the_password_to_the_client_where_no_page_is_between() {
    let policy = Policy { consent: crate::practice::Consent::Never, ..Policy::default() };
    let faults = vec![Fault::LoginRedirect307];
    let mut agent = Agent::new(Config { policy, faults, ..Config::default() });
    let page = agent.ask(&request_for("web-app"));
    let response = agent.submit(&form(&page));
    assert_eq!(response.status, 307);
    assert!(returned(&response).get("code").is_some());
}

#[test]
fn a_code_is_the_client_s_whichever_secret_comes_with_it() {
    let mut config = Config::default();
    config.clients.push(Client::confidential("other-app", "another-practice-secret-of-enough-length", &[CALLBACK]));
    let mut agent = Agent::new(config);
    let code = agent.go(&request_for("web-app")).get("code").unwrap().to_owned();
    let theirs = redemption(&code)
        .changed("client_id", "other-app")
        .changed("client_secret", "another-practice-secret-of-enough-length");
    assert_eq!(agent.token(&theirs).1["error"], "invalid_grant");
    assert_eq!(agent.token(&redemption(&code)).0.status, 200);
}
