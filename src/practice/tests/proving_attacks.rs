//! The attacks of somebody who holds no key, another token, or nothing at all: each works under its fault alone.

use serde_json::json;

use super::agent::{
    Agent, CALLBACK, Change, ISSUER, SECRET, public_redemption, redemption, refreshing, request_for, text,
};
use super::prover::{
    Proof, asserting, behind_tls, claims_of, client_credentials, jti, key, key_of_key_app, told, userinfo,
};
use super::token_use::{about, post};
use super::{device, logout, other_grants, registration};
use crate::practice::{Client, DpopNonce, Fault, GrantType};
use crate::wire::{Headers, Params, Request};

/// Whether the attack that belongs to a fault succeeds; none where it is about something else.
pub fn works(fault: Fault, agent: &mut Agent) -> Option<bool> {
    with_an_assertion(fault, agent)
        .or_else(|| with_a_proof(fault, agent))
        .or_else(|| with_a_bound_token(fault, agent))
        .or_else(|| about_tokens(fault, agent))
        .or_else(|| without_a_browser(fault, agent))
        .or_else(|| at_the_end(fault, agent))
}

fn with_an_assertion(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let own = key_of_key_app(agent);
    let mut claims = claims_of("key-app", agent);
    let jwt = match fault {
        Fault::AssertionUnverified => key().sign("JWT", &claims).unwrap(),
        Fault::AssertionAudienceUnchecked => {
            claims["aud"] = json!("https://attacker.example/token");
            own.sign("JWT", &claims).unwrap()
        }
        Fault::AssertionReplay => {
            let jwt = own.sign("JWT", &claims).unwrap();
            agent.token(&asserting(client_credentials(), &jwt));
            jwt
        }
        Fault::JwtBearerUnverified => {
            claims["sub"] = json!("alice");
            let grant = key().sign("JWT", &claims).unwrap();
            let params = about("unused").with("grant_type", GrantType::JwtBearer.name()).with("assertion", grant);
            return Some(agent.token(&params).0.status == 200);
        }
        _ => return None,
    };
    Some(agent.token(&asserting(client_credentials(), &jwt)).0.status == 200)
}

fn with_a_proof(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let own = key();
    let jkt = own.public_jwk().thumbprint().unwrap();
    let code = agent.go(&request_for("web-app").with("dpop_jkt", &jkt)).get("code").unwrap().to_owned();
    let params = redemption(&code);
    let good = Proof::at_token_endpoint(&own, agent);
    Some(match fault {
        Fault::DpopNonceSpendsCode => {
            agent.provider.config.policy.dpop_nonce = DpopNonce::Required;
            let (response, _) = agent.token_with(&params, &good.signed(&own));
            let nonce = response.headers.get("dpop-nonce").unwrap();
            let again = good.claim("jti", json!(jti())).claim("nonce", json!(nonce));
            agent.token_with(&params, &again.signed(&own)).0.status == 400
        }
        Fault::DpopProofUnchecked => {
            let forged = good.claim("htm", json!("GET")).claim("iat", json!(1));
            agent.token_with(&params, &forged.signed(&key())).0.status == 200
        }
        Fault::DpopProofReplay => {
            let headers = good.signed(&own);
            agent.token_with(&redemption("unknown"), &headers);
            agent.token_with(&params, &headers).0.status == 200
        }
        Fault::DpopJktIgnored => {
            let thief = key();
            let proof = Proof::at_token_endpoint(&thief, agent).signed(&thief);
            agent.token_with(&params, &proof).0.status == 200
        }
        _ => return None,
    })
}

fn with_a_bound_token(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let (own, thief) = (key(), key());
    let code = agent.go(&request_for("native-app")).get("code").unwrap().to_owned();
    let proof = Proof::at_token_endpoint(&own, agent).signed(&own);
    let (_, tokens) = agent.token_with(&public_redemption(&code), &proof);
    let token = text(&tokens, "access_token");
    Some(match fault {
        Fault::DpopAthUnchecked => {
            let proof = Proof::at_userinfo(&own, "another token", agent).signed(&own);
            userinfo(agent, token, &proof).status == 200
        }
        Fault::DpopDowngrade => agent.userinfo(token).0.status == 200,
        Fault::DpopRefreshUnbound => {
            let params = refreshing(text(&tokens, "refresh_token"));
            let params = params.without("client_secret").changed("client_id", "native-app");
            let proof = Proof::at_token_endpoint(&thief, agent).signed(&thief);
            agent.token_with(&params, &proof).0.status == 200
        }
        Fault::CertificateUnbound => {
            let fresh = Agent::with_fault(Fault::CertificateUnbound);
            let sound = agent.provider.config.faults.is_empty();
            let (mut agent, certificate) = behind_tls(if sound { Agent::sound() } else { fresh });
            let code = agent.go(&request_for("tls-app")).get("code").unwrap().to_owned();
            let params = redemption(&code).changed("client_id", "tls-app").without("client_secret");
            let (_, tokens) = agent.token_with(&params, &told(&certificate));
            agent.userinfo(text(&tokens, "access_token")).0.status == 200
        }
        _ => return None,
    })
}

fn about_tokens(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let code = agent.go(&request_for("web-app")).get("code").unwrap().to_owned();
    let (_, tokens) = agent.token(&redemption(&code));
    let token = text(&tokens, "access_token");
    let alive = |agent: &mut Agent| agent.userinfo(token).0.status == 200;
    Some(match fault {
        Fault::IntrospectionOpen => {
            post(agent, "/introspect", &Params::default().with("token", token)).1["active"] == true
        }
        Fault::IntrospectionAllAlive => post(agent, "/introspect", &about("unknown")).1["active"] == true,
        Fault::RevocationOpen => {
            post(agent, "/revoke", &about(token).without("client_secret"));
            !alive(agent)
        }
        Fault::RevocationForeign => {
            post(agent, "/revoke", &about(token).without("client_secret").changed("client_id", "native-app"));
            !alive(agent)
        }
        _ => return None,
    })
}

fn without_a_browser(fault: Fault, agent: &mut Agent) -> Option<bool> {
    let params = match fault {
        Fault::DeviceCodeReplay | Fault::DeviceCodeForAnyClient => {
            let begun = device::begin(agent);
            let page = device::before_the_question(agent, text(&begun, "verification_uri_complete"));
            device::decide(agent, &page, "allow");
            if fault == Fault::DeviceCodeReplay {
                agent.token(&device::poll(&begun));
                device::poll(&begun)
            } else {
                device::poll(&begun).changed("client_id", "web-app").with("client_secret", SECRET)
            }
        }
        Fault::ClientCredentialsOpen => {
            let open = Client { grant_types: GrantType::ALL.to_vec(), ..Client::public("open", &[CALLBACK]) };
            agent.provider.config.clients.push(open);
            client_credentials().with("client_id", "open")
        }
        Fault::ExchangeWidens => {
            let narrow = request_for("web-app").changed("scope", "profile");
            let code = agent.go(&narrow).get("code").unwrap().to_owned();
            let (_, tokens) = agent.token(&redemption(&code));
            other_grants::exchange(text(&tokens, "access_token")).with("scope", "profile email")
        }
        _ => return None,
    };
    Some(agent.token(&params).0.status == 200)
}

fn at_the_end(fault: Fault, agent: &mut Agent) -> Option<bool> {
    Some(match fault {
        Fault::LogoutRedirectUnchecked => {
            let evil = Params::default().with("post_logout_redirect_uri", "https://evil.example/");
            agent.cookie = None;
            logout::logout(agent, &evil).status == 303
        }
        Fault::LogoutKeepsSession => {
            let id_token = logout::signed_in(agent);
            logout::logout(agent, &logout::complete(&id_token));
            logout::is_signed_in(agent)
        }
        Fault::RegistrationUnguarded => {
            let (_, client) = registration::register(agent, &registration::ordinary());
            let url = format!("{ISSUER}/register/{}", text(&client, "client_id"));
            agent.browse(Request { headers: Headers::default(), ..Request::get(url) }).status == 200
        }
        _ => return None,
    })
}
