//! Records made so that each cause is found in one of them.

use serde_json::{Value, json};

use super::*;
use crate::jose::base64url;
use crate::protocol::AuthMethod;
use crate::trace::{Captured, Change, Exchange};
use crate::wire::{Params, Request};

/// One record for each cause that the plain endings do not have.
pub(super) fn all() -> Vec<Trace> {
    [
        issuers(),
        times(),
        tokens(),
        answers(),
        shapes(),
        silences(),
        requests(),
        scopes(),
        clients(),
        grants(),
        ways(),
        captures(),
    ]
    .concat()
}

/// Logins of somebody else, as far as a browser saw them.
fn captures() -> Vec<Trace> {
    let captured = |ended: Ending, captured: Captured| {
        with(sample::confidential(), |trace| {
            trace.exchanges.retain(|exchange| exchange.step <= Step::Redeem);
            trace.plan.captured = Some(Box::new(captured));
            trace.ended = ended;
        })
    };
    let failed = |step, kind| Ending::Failed { step, failure: Failure::new(kind, "net::ERR") };
    let lacking = Captured {
        response_mode: Some("web_message".into()),
        lacks: vec![crate::trace::Part::Answer],
        ..Captured::default()
    };
    let error = with(captured(Ending::Open, Captured { without_cookie: true, ..Captured::default() }), |trace| {
        at(trace, Step::Callback).response = Some(Response::new(500).with_body("text/html", "<title>Oops</title>"));
    });
    vec![
        error,
        captured(Ending::Open, Captured { round_and_round: 4, ..Captured::default() }),
        captured(failed(Step::Callback, FailureKind::Refused), Captured::default()),
        captured(failed(Step::Redeem, FailureKind::Local), Captured::default()),
        captured(Ending::Open, lacking),
    ]
}

fn at(trace: &mut Trace, step: Step) -> &mut Exchange {
    trace.exchanges.iter_mut().rfind(|exchange| exchange.step == step).unwrap()
}

fn with(mut trace: Trace, change: impl FnOnce(&mut Trace)) -> Trace {
    change(&mut trace);
    trace
}

fn refused(step: Step, id: &'static str, seen: &str) -> Trace {
    let check = Check { id: id.into(), verdict: Verdict::Fail, expected: String::new(), seen: seen.into() };
    Trace { ended: Ending::Refused { step, check }, ..sample::confidential() }
}

fn answer(status: u16, body: &Value) -> Response {
    Response::new(status).with_body("application/json", body.to_string())
}

/// Changes the query of the authorization request.
fn asking(trace: Trace, change: impl FnOnce(&mut Params)) -> Trace {
    with(trace, |trace| {
        let request = &mut at(trace, Step::Authorize).request;
        let mut query = request.query();
        change(&mut query);
        request.url = format!("{}?{}", crate::wire::uri::without_query(&request.url), query.to_query());
    })
}

/// Changes the form of the token request.
fn redeeming(trace: Trace, change: impl FnOnce(&mut Params)) -> Trace {
    with(trace, |trace| {
        let request = &mut at(trace, Step::Redeem).request;
        let mut form = request.form().unwrap();
        change(&mut form);
        request.body = form.to_form().into();
    })
}

fn issuers() -> Vec<Trace> {
    let entra = "https://login.microsoftonline.com/t1";
    let pairs = [
        ("https://h/common", "https://h/{tenantid}"),
        ("https://h", "https://h/"),
        ("https://h/a", "http://h/a"),
        ("https://h/a", "https://h/A"),
        (entra, "https://login.microsoftonline.com/t1/v2.0"),
        ("https://inside/a", "https://outside/a"),
        ("https://h/a", "https://h/b"),
    ];
    let named = |(asked, found): (&str, &str)| {
        with(refused(Step::Discover, "metadata-issuer-exact", found), |trace| {
            trace.plan.server.issuer = Some(asked.into());
            at(trace, Step::Discover).response = Some(answer(200, &json!({ "issuer": found })));
        })
    };
    let missing = with(refused(Step::Discover, "metadata-reachable", "404"), |trace| {
        at(trace, Step::Discover).response = Some(answer(404, &json!({})));
    });
    pairs.into_iter().map(named).chain([missing]).collect()
}

/// A login whose ID token has this header and these claims, refused by this check.
fn token(id: &'static str, header: &Value, claims: &Value) -> Trace {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let id_token = format!("{}.{}.c2ln", part(header), part(claims));
    with(refused(Step::Verify, id, "absent"), |trace| {
        let body = json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token });
        at(trace, Step::Redeem).response = Some(answer(200, &body));
    })
}

fn dated(trace: Trace, ahead: u64) -> Trace {
    with(trace, |trace| {
        let redeem = at(trace, Step::Redeem);
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_millis(redeem.started_ms + ahead * 1000);
        redeem.response.as_mut().unwrap().headers.push("date", httpdate::fmt_http_date(time));
    })
}

fn times() -> Vec<Trace> {
    let now = at(&mut sample::confidential(), Step::Redeem).started_ms / 1000;
    let issued = |iat: u64| token("idtoken-iat", &json!({"alg": "RS256"}), &json!({ "iat": iat, "exp": iat + 600 }));
    vec![
        issued(now * 1000),
        dated(issued(now + 300), 300),
        dated(issued(now + 300), 0),
        issued(now + 300),
        dated(issued(now - 90_000), 0),
    ]
}

fn tokens() -> Vec<Trace> {
    let alg = |alg: &str| token("idtoken-alg", &json!({ "alg": alg }), &json!({}));
    let five = with(refused(Step::Verify, "idtoken-form", ""), |trace| {
        let body = json!({ "access_token": "a", "id_token": "a.b.c.d.e" });
        at(trace, Step::Redeem).response = Some(answer(200, &body));
    });
    vec![
        token("idtoken-signature", &json!({"alg": "ES256", "kid": "nobody"}), &json!({})),
        alg("none"),
        alg("HS256"),
        alg("PS512"),
        token("idtoken-nonce", &json!({"alg": "ES256"}), &json!({})),
        token("idtoken-nonce", &json!({"alg": "ES256"}), &json!({"nonce": "other"})),
        five,
    ]
}

/// A callback with these parameters, refused by this check.
fn callback(id: &'static str, query: &str) -> Trace {
    with(refused(Step::Callback, id, ""), |trace| {
        at(trace, Step::Callback).request = Request::get(format!("http://127.0.0.1:51234/callback?{query}"));
    })
}

fn answers() -> Vec<Trace> {
    let state = sample::confidential().plan.nonces.state.unwrap();
    vec![
        callback("response-state-exact", "code=c"),
        callback("response-state-exact", &format!("code=c&state={state}x")),
        callback("response-state-exact", "code=c&state=quite-another"),
        callback("response-iss", "code=c"),
        callback("response-mode-as-asked", "response=x.y.z"),
    ]
}

fn shapes() -> Vec<Trace> {
    let odd = |status: u16, media: &str, body: &str| {
        with(refused(Step::Redeem, "token-response-shape", ""), |trace| {
            at(trace, Step::Redeem).response = Some(Response::new(status).with_body(media, body.to_owned()));
        })
    };
    let page = "<html><title>Log in</title>";
    vec![
        odd(302, "text/html", ""),
        odd(404, "text/html", page),
        odd(429, "text/plain", "wait"),
        odd(415, "text/plain", ""),
        odd(502, "text/html", page),
        odd(200, "text/html", page),
        odd(403, "text/plain", "no"),
        odd(200, "application/json", ""),
        odd(200, "text/plain", "hello"),
    ]
}

fn silences() -> Vec<Trace> {
    let waiting = || failed(Step::Callback, FailureKind::Timeout);
    let to = |uri: &str| asking(waiting(), |query| query.set("redirect_uri", uri));
    let strayed = with(waiting(), |trace| {
        let request = Request::get("http://127.0.0.1:51234/other?code=c");
        let mut stray = Exchange::new(Step::Callback, request, std::time::UNIX_EPOCH);
        stray.stray = Some("another path".into());
        trace.exchanges.push(stray);
    });
    let later = with(failed(Step::Userinfo, FailureKind::Local), |trace| {
        trace.ended = Ending::Failed { step: Step::Prepare, failure: Failure::new(FailureKind::Local, "") };
    });
    vec![to("http://127.0.0.1:51234/callback/"), to("http://localhost:51234/callback"), strayed, later]
}

fn requests() -> Vec<Trace> {
    let invalid = |words: &str| denied(Step::Callback, "invalid_request", words);
    let changed = with(denied(Step::Redeem, "invalid_grant", ""), |trace| {
        at(trace, Step::Redeem).tampered = vec![Change::UnsetParameter("code".into())];
    });
    let pushed = with(invalid(""), |trace| {
        let document = json!({ "issuer": "x", "require_pushed_authorization_requests": true });
        at(trace, Step::Discover).response = Some(answer(200, &document));
    });
    let refresh = with(denied(Step::Redeem, "invalid_grant", ""), |trace| {
        let exchange = at(trace, Step::Redeem);
        exchange.step = Step::Refresh;
        let Ending::Denied { step, .. } = &mut trace.ended else { return };
        *step = Step::Refresh;
    });
    vec![
        changed,
        pushed,
        refresh,
        denied(Step::Redeem, "expired_token", ""),
        asking(invalid(""), |query| {
            query.unset("code_challenge");
        }),
        asking(invalid(""), |query| query.set("code_challenge_method", "plain")),
        asking(invalid(""), |query| {
            query.unset("code_challenge_method");
        }),
        invalid("state is too short"),
        invalid("nonce is missing"),
    ]
}

/// The newer ways of asking.
fn ways() -> Vec<Trace> {
    let invalid = |words: &str| denied(Step::Callback, "invalid_request", words);
    let mut bare = denied(Step::Redeem, "invalid_dpop_proof", "");
    let mut shown = bare.clone();
    at(&mut bare, Step::Redeem).request.headers.unset("dpop");
    at(&mut shown, Step::Redeem).request.headers.set("DPoP", "x.y.z");
    let mut pushed = denied(Step::Redeem, "invalid_request", "redirect_uri is not registered");
    let exchange = at(&mut pushed, Step::Redeem);
    exchange.step = Step::Push;
    exchange.request = Request::post_form("https://h/par", &Params::default().with("redirect_uri", "https://h/cb"));
    if let Ending::Denied { step, .. } = &mut pushed.ended {
        *step = Step::Push;
    }
    vec![
        pushed,
        bare,
        shown,
        asking(invalid("not like that"), |query| {
            query.set("response_type", "code id_token");
            query.set("response_mode", "query");
        }),
        asking(denied(Step::Callback, "request_not_supported", ""), |query| query.set("request", "x.y.z")),
        refused(Step::Discover, "metadata-required-members", "missing: pushed_authorization_request_endpoint"),
        denied(Step::Callback, "invalid_authorization_details", ""),
        denied(Step::Callback, "invalid_target", ""),
        denied(Step::Callback, "unmet_authentication_requirements", ""),
    ]
}

fn scopes() -> Vec<Trace> {
    let finished = |scope: &str| {
        let trace = asking(sample::confidential(), |query| query.set("scope", scope));
        with(trace, |trace| {
            at(trace, Step::Redeem).response = Some(answer(200, &json!({"access_token": "a", "token_type": "Bearer"})));
        })
    };
    vec![
        asking(denied(Step::Callback, "invalid_scope", ""), |query| query.set("scope", "openid the-moon")),
        finished("profile"),
        finished("openid offline_access"),
        denied(Step::Userinfo, "insufficient_scope", ""),
    ]
}

fn clients() -> Vec<Trace> {
    let invalid = || denied(Step::Redeem, "invalid_client", "");
    let odd = with(invalid(), |trace| trace.plan.client.client_secret = Some("a+b%c:d".into()));
    let bare = with(invalid(), |trace| {
        at(trace, Step::Redeem).request.headers.unset("authorization");
    });
    let unlisted = with(invalid(), |trace| {
        let document = json!({ "issuer": "x", "token_endpoint_auth_methods_supported": ["client_secret_post"] });
        at(trace, Step::Discover).response = Some(answer(200, &document));
    });
    let no_code = with(invalid(), |trace| trace.exchanges.retain(|exchange| exchange.step != Step::Callback));
    let assertion = redeeming(bare.clone(), |form| form.push("client_assertion", "x.y.z"));
    let by_tls = with(bare.clone(), |trace| trace.plan.client.auth_method = Some(AuthMethod::TlsClientAuth));
    vec![odd, bare, unlisted, no_code, assertion, by_tls]
}

fn grants() -> Vec<Trace> {
    let invalid = || denied(Step::Redeem, "invalid_grant", "");
    let again = with(invalid(), |trace| {
        let twice = at(trace, Step::Redeem).clone();
        trace.exchanges.push(twice);
    });
    let late = with(invalid(), |trace| at(trace, Step::Redeem).started_ms += 700_000);
    vec![
        redeeming(invalid(), |form| {
            form.unset("code_verifier");
        }),
        redeeming(invalid(), |form| form.set("code_verifier", "other")),
        asking(invalid(), |query| {
            query.unset("code_challenge");
        }),
        redeeming(invalid(), |form| form.set("redirect_uri", "http://127.0.0.1:51234/callback/")),
        asking(invalid(), |query| query.set("client_id", "another")),
        redeeming(invalid(), |form| form.set("code", "another")),
        again,
        late,
    ]
}
