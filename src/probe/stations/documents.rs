//! What the server says about itself, without anybody.

use super::baseline;
use crate::flow;
use crate::probe::{Check, Desk, Part, Profile, Section, Shot, Skip, Verdict, catalogue};
use crate::protocol::{Verdict as Examined, client_auth, keys};
use crate::rules::{Finding, judge};
use crate::trace::{Ending, Exchange, Flow, Plan, Step, Trace};
use crate::wire::{FailureKind, Params, Request, Response, json, uri};

const KEYS: &str = "jwks-usable";
const HTTPS: &str = "metadata-endpoints-https";
const METHODS: &str = "metadata-auth-methods";

/// Looks at both documents and at the keys, as somebody who is no client.
pub(super) async fn check(desk: &Desk<'_>) {
    let wanted: Vec<&Check> = catalogue::all().filter(|check| check.section == Section::Discovery).collect();
    if !wanted.iter().any(|check| desk.wants(check.id())) {
        return;
    }
    let hints = &desk.subject.plan.server;
    if hints.discover && hints.issuer.is_some() {
        let trace = look(desk).await;
        for check in wanted.iter().filter(|check| !check.rules.is_empty()) {
            note(desk, check, &trace);
        }
        note_methods(desk);
        note_strong_methods(desk);
        check_in_the_clear(desk).await;
    } else {
        for check in wanted.iter().filter(|check| check.id() != KEYS) {
            desk.skip(check.id(), Skip::NotAdvertised, "an issuer whose documents may be looked at");
        }
        look_at_keys(desk, &wanted).await;
    }
}

async fn look(desk: &Desk<'_>) -> Trace {
    let mut run = desk.run(plan(desk));
    flow::discover(&mut run).await;
    run.trace
}

/// The keys alone, where nothing is known of documents.
async fn look_at_keys(desk: &Desk<'_>, wanted: &[&Check]) {
    let Some(jwks_uri) = desk.subject.plan.server.jwks_uri.as_deref() else {
        return desk.skip(KEYS, Skip::NotAdvertised, "a `jwks_uri`");
    };
    let mut run = desk.run(plan(desk));
    // whatever stopped it stands in the record
    let _ = run.send(Step::Keys, keys::request(jwks_uri)).await;
    for check in wanted.iter().filter(|check| check.id() == KEYS) {
        note(desk, check, &run.trace);
    }
}

fn plan(desk: &Desk<'_>) -> Plan {
    let Plan { server, network, clock_skew, practice, .. } = desk.subject.plan.clone();
    Plan { flow: Flow::Metadata, server, network, clock_skew, practice, ..Plan::default() }
}

/// What the rules find over these messages, as far as it is about this check.
fn note(desk: &Desk<'_>, check: &Check, trace: &Trace) {
    let lost = lost(check.id(), trace);
    if let Some(part) = lost {
        return desk.note(check.id(), part);
    }
    let findings = judge(trace);
    let told = findings.iter().filter(|finding| check.rules.contains(&finding.requirement.id));
    let told: Vec<Part> = told.filter_map(|finding| weighed(desk, trace, finding)).collect();
    if told.is_empty() {
        let (reason, wanted) = if check.id() == KEYS && document(trace) {
            (Skip::NotAdvertised, "a `jwks_uri` that may be asked")
        } else {
            (Skip::ControlFailed, "a metadata document")
        };
        return desk.skip(check.id(), reason, wanted);
    }
    for part in told {
        desk.note(check.id(), part);
    }
}

/// A message without an answer proves nothing: neither that documents agree nor that keys are bad.
fn lost(id: &str, trace: &Trace) -> Option<Part> {
    let Ending::Failed { step, failure } = &trace.ended else { return None };
    let touched = match step {
        Step::Discover => id == KEYS || id == "metadata-documents-agree" || !document(trace),
        _ => id == KEYS,
    };
    let shown = trace.last(*step).cloned();
    touched.then(|| Part::new(Verdict::Error, "an answer", failure.to_string()).shown_by(shown))
}

fn document(trace: &Trace) -> bool {
    let is_document = |response: &Response| crate::protocol::discovery::is_document(response);
    trace.exchanges.iter().any(|it| it.step == Step::Discover && it.response.as_ref().is_some_and(is_document))
}

/// A finding, weighed as the profile wants it; nothing where it says nothing.
fn weighed(desk: &Desk<'_>, trace: &Trace, finding: &Finding) -> Option<Part> {
    let (profile, id) = (desk.options.profile, finding.requirement.id);
    let part = baseline::part(trace, finding);
    let verdict = match (finding.check.verdict, id) {
        (Examined::Unjudged, _) => return None,
        (Examined::Pass, _) => Verdict::Pass,
        _ if is_out_of_order(trace, finding) => Verdict::Error,
        // It wants PS256 or ES256 (FAPI 2.0 Security Profile 5.4).
        (_, "metadata-openid-rs256") if profile == Profile::Fapi2 => return None,
        (_, "metadata-openid-rs256") if profile == Profile::Oidc => Verdict::Fail,
        (_, "metadata-required-members") => Verdict::Fail,
        (_, "metadata-legacy-features") if profile.is_modern() => Verdict::Fail,
        (_, "metadata-legacy-features" | "metadata-iss-param" | "metadata-pkce-plain" | "jwks-use-alg") => {
            Verdict::Warn
        }
        _ => part.verdict,
    };
    Some(Part { verdict, ..part })
}

/// Whether the server was not able to answer just now, which tells nothing of what it would say.
fn is_out_of_order(trace: &Trace, finding: &Finding) -> bool {
    let shown = finding.exchange.and_then(|index| trace.exchanges.get(index));
    let status = shown.and_then(|exchange: &Exchange| exchange.response.as_ref()).map(|response| response.status);
    status.is_some_and(|status| status == 429 || status >= 500)
}

/// Whether the way in which the client proves itself is listed.
fn note_methods(desk: &Desk<'_>) {
    let Some(server) = desk.server() else {
        return desk.skip(METHODS, Skip::ControlFailed, "a metadata document");
    };
    if !desk.has_client() {
        return desk.skip(METHODS, Skip::NeedsSession, "a client: --client-id");
    }
    let mut trace = Trace::begin(desk.subject.plan.clone());
    trace.exchanges = desk.discovery();
    for finding in judge(&trace).iter().filter(|finding| finding.requirement.id == METHODS) {
        match finding.check.verdict {
            // The default of RFC 8414 2 is for clients that prove themselves.
            Examined::Unjudged => {
                let method = client_auth::choose(&desk.subject.plan.client, server).name();
                desk.skip(METHODS, Skip::NotAdvertised, &format!("a list that could name `{method}`"));
            }
            _ => desk.note(METHODS, baseline::part(&trace, finding)),
        }
    }
}

/// With secrets alone nobody keeps to FAPI 2.0 Security Profile 5.3.2.1.
fn note_strong_methods(desk: &Desk<'_>) {
    const STRONG: [&str; 3] = ["private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth"];
    let document = desk.server().and_then(|server| server.metadata.as_ref());
    let (Profile::Fapi2, Some(document)) = (desk.options.profile, document) else { return };
    let listed = document.list("token_endpoint_auth_methods_supported").unwrap_or_else(|| vec!["client_secret_basic"]);
    let verdict = if listed.iter().any(|method| STRONG.contains(method)) { Verdict::Pass } else { Verdict::Fail };
    let part = Part::new(verdict, STRONG.join(" or "), listed.join(", ")).labelled("client authentication");
    desk.note("metadata-legacy-features", part);
}

/// The token endpoint once more, by plain http: a request that is worth nothing finds out whether it is read there.
async fn check_in_the_clear(desk: &Desk<'_>) {
    const LABEL: &str = "the token endpoint by plain http";
    let Some(server) = desk.server().filter(|_| desk.wants(HTTPS)) else { return };
    let Some(rest) = server.token_endpoint.get(8..).filter(|_| uri::is_https(&server.token_endpoint)) else {
        let reason = if uri::is_loopback(&server.token_endpoint) { Skip::DevHttp } else { Skip::NotAdvertised };
        return desk.note(HTTPS, Part::skip(reason, "a token endpoint with https").labelled(LABEL));
    };
    let form = Params::default()
        .with("grant_type", "authorization_code")
        .with("code", "oauth-flow-check")
        .with("client_id", "oauth-flow-check");
    let shot = desk.send_bare(Step::Redeem, Request::post_form(format!("http://{rest}"), &form)).await;
    let (verdict, seen) = read_in_the_clear(&shot);
    desk.note(
        HTTPS,
        Part::new(verdict, "no answer, or none that has read the request", seen)
            .labelled(LABEL)
            .shown_by([shot.exchange]),
    );
}

fn read_in_the_clear(shot: &Shot) -> (Verdict, String) {
    match (shot.response(), &shot.exchange.failure) {
        (Some(response), _) => {
            let members = json::object(response.body.octets()).unwrap_or_default();
            let is_oauth = members.contains_key("error") || members.contains_key("access_token");
            let read = is_oauth && !(300..400).contains(&response.status);
            let words = if read { ", an answer of OAuth" } else { "" };
            (if read { Verdict::Fail } else { Verdict::Pass }, format!("status {}{words}", response.status))
        }
        (None, Some(failure)) if failure.kind == FailureKind::Local => (Verdict::Error, failure.to_string()),
        (None, failure) => {
            (Verdict::Pass, failure.as_ref().map_or_else(|| "no answer".to_owned(), ToString::to_string))
        }
    }
}
