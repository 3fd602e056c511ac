//! A token that is bound to the certificate of its client, shown by somebody who has none (RFC 8705 3).

use serde_json::Value;

use crate::flow::Proof;
use crate::jose::Jwt;
use crate::probe::{Desk, Part, Shot, Skip, Verdict, shoot};
use crate::protocol::userinfo;
use crate::trace::Step;
use crate::wire::Request;

const ID: &str = "mtls-bound-token";

/// Shows the token of the first login with the certificate and without.
pub(super) async fn check(desk: &Desk<'_>) {
    if !desk.wants(ID) {
        return;
    }
    let Some(server) = desk.server() else { return };
    if !server.declares("tls_client_certificate_bound_access_tokens") {
        return desk.skip(ID, Skip::NotAdvertised, "`tls_client_certificate_bound_access_tokens`");
    }
    if desk.subject.plan.client.certificate.is_none() {
        return desk.skip(ID, Skip::NotAdvertised, "a certificate of the client: --client-cert");
    }
    let Some(tokens) = desk.baseline().map(|baseline| baseline.tokens.clone()) else {
        return desk.skip(ID, Skip::ControlFailed, "a login that works");
    };
    if Jwt::parse(&tokens.access_token).is_ok_and(|jwt| !names_certificate(&jwt)) {
        return desk.skip(ID, Skip::NotAdvertised, "a token that is bound to the certificate");
    }
    let userinfo = server.userinfo_endpoint.clone().filter(|_| desk.speaks_openid());
    let Some(url) = desk.subject.resource.clone().or(userinfo) else {
        return desk.skip(ID, Skip::NotAdvertised, "a userinfo endpoint, or a resource: --resource");
    };
    let mut run = desk.run(desk.subject.plan.clone());
    let Ok(request) = run.proven(userinfo::request(&url), Proof::Token(&tokens)) else { return };
    let control = shoot(&mut run, Step::Userinfo, (userinfo::request(&url), Proof::Token(&tokens)), |_| ()).await;
    if control.response().is_none_or(|response| response.status != 200) {
        let part = Part::skip(Skip::ControlFailed, "a resource that opens for the token and the certificate");
        return desk.note(ID, part.shown_by([control.exchange]));
    }
    let shot = desk.send_bare(Step::Userinfo, without_our_fields(request)).await;
    let (verdict, seen) = judged(&shot);
    desk.note(ID, Part::new(verdict, "401 invalid_token", seen).shown_by([control.exchange, shot.exchange]));
}

/// What whoever sends it adds once more.
fn without_our_fields(mut request: Request) -> Request {
    for name in ["host", "user-agent", "content-length"] {
        request.headers.unset(name);
    }
    request
}

fn names_certificate(jwt: &Jwt) -> bool {
    jwt.claims.get("cnf").and_then(|cnf| cnf.get("x5t#S256")).is_some_and(Value::is_string)
}

fn judged(shot: &Shot) -> (Verdict, String) {
    let Some(response) = shot.response() else {
        // A server that ends TLS where no certificate is shown keeps the token safe as well.
        let failure = shot.exchange.failure.as_ref();
        return (Verdict::Pass, failure.map_or_else(|| "no answer".to_owned(), ToString::to_string));
    };
    let verdict = match response.status {
        200..=299 => Verdict::Fail,
        401 => Verdict::Pass,
        _ => Verdict::Warn,
    };
    (verdict, format!("status {}", response.status))
}
