//! Rules that no answer is stopped by: choices of ours, promises of the metadata, headers.

use super::judge::Bench;
use super::{offers, uses};
use crate::protocol::check::quoted;
use crate::protocol::error::{AUTHORIZATION_ERRORS, keeps_to_alphabet};
use crate::protocol::{Check, Metadata, Pkce, ProviderError, Server, Verdict, callback, client_auth};
use crate::trace::mask::is_masked;
use crate::trace::{Change, Channel, Exchange, Flow, Step};
use crate::wire::uri;

pub(super) fn judge(bench: &mut Bench<'_>, server: Option<&Server>) {
    if let Some(server) = server {
        metadata(bench, server);
    }
    if bench.trace.plan.flow == Flow::Login {
        choices(bench);
        offers::judge(bench, server);
    }
    derivation(bench);
    tampering(bench);
    error_shape(bench);
    uses::conduct(bench);
}

pub(super) fn check(id: &'static str, verdict: Verdict, expected: &str, seen: impl Into<String>) -> Check {
    Check { id: id.into(), verdict, expected: expected.to_owned(), seen: seen.into() }
}

pub(super) fn pass_or(right: bool, otherwise: Verdict) -> Verdict {
    if right { Verdict::Pass } else { otherwise }
}

fn metadata(bench: &mut Bench<'_>, server: &Server) {
    let Some(document) = &server.metadata else { return };
    let exchange = bench.last(Step::Discover).map(|(index, _)| index);
    promises(bench, exchange, document);
    let method = client_auth::choose(&bench.trace.plan.client, server).name();
    let (verdict, seen) = match document.list("token_endpoint_auth_methods_supported") {
        Some(listed) => (pass_or(listed.contains(&method), Verdict::Fail), listed.join(", ")),
        // RFC 8414 2 names a default for clients that authenticate; of public ones it says nothing.
        None if method == "client_secret_basic" => {
            (Verdict::Pass, "absent: client_secret_basic is the default".to_owned())
        }
        None => (Verdict::Unjudged, "absent".to_owned()),
    };
    bench.find(exchange, check("metadata-auth-methods", verdict, method, seen));
}

/// What the document says of the server, whoever the client is.
pub(super) fn promises(bench: &mut Bench<'_>, exchange: Option<usize>, document: &Metadata) {
    let methods = document.list("code_challenge_methods_supported");
    let s256 = methods.as_ref().is_some_and(|methods| methods.contains(&"S256"));
    let seen = methods.map_or_else(|| "absent".to_owned(), |methods| methods.join(", "));
    bench.find(exchange, check("metadata-pkce-s256", pass_or(s256, Verdict::Fail), "S256", seen));
    let iss = document.flag("authorization_response_iss_parameter_supported") == Some(true);
    let seen = if iss { "true" } else { "absent or false" };
    bench.find(exchange, check("metadata-iss-param", pass_or(iss, Verdict::Fail), "true", seen));
    let legacy = legacy(document);
    let seen = if legacy.is_empty() { "none".to_owned() } else { legacy.join(", ") };
    let verdict = pass_or(legacy.is_empty(), Verdict::Fail);
    bench.find(exchange, check("metadata-legacy-features", verdict, "none of them", seen));
}

fn legacy(document: &Metadata) -> Vec<String> {
    let list = |name: &str| document.list(name).unwrap_or_default();
    let types = list("response_types_supported").into_iter().filter(|kind| kind.split(' ').any(|part| part == "token"));
    let grants = list("grant_types_supported").into_iter().filter(|grant| matches!(*grant, "implicit" | "password"));
    let signing = ["id_token_signing_alg_values_supported", "request_object_signing_alg_values_supported"];
    let unsigned = signing.into_iter().filter(|name| list(name).contains(&"none"));
    types
        .map(|kind| format!("response_type {kind}"))
        .chain(grants.map(|grant| format!("grant {grant}")))
        .chain(unsigned.map(|name| format!("alg none in {name}")))
        .collect()
}

/// The weakenings that the user chose by name.
fn choices(bench: &mut Bench<'_>) {
    let plan = &bench.trace.plan;
    let (pkce, state, nonce) = (plan.pkce, plan.nonces.state.is_some(), plan.nonces.nonce.is_some());
    let is_ours = plan.captured.is_none();
    let seen = match pkce {
        Pkce::S256 => "S256",
        Pkce::Plain if !is_ours => "plain",
        Pkce::None if !is_ours => "none: no code_challenge was sent",
        Pkce::Plain => "plain, chosen by --pkce plain",
        Pkce::None => "none, chosen by --pkce none",
    };
    let (has_code, has_id_token) = (plan.asked.response_type.has_code(), plan.asked.response_type.has_id_token());
    if has_code {
        bench.find(None, check("login-pkce", pass_or(pkce == Pkce::S256, Verdict::Fail), "S256", seen));
    }
    let chosen = |is_there: bool, words: &'static str| match (is_there, is_ours) {
        (true, true) => "drawn",
        (true, false) => "there is one",
        (false, true) => words,
        (false, false) => "none was sent",
    };
    let seen = chosen(state, "left out, chosen by --no-state");
    bench.find(None, check("login-state", pass_or(state, Verdict::Fail), "a fresh state", seen));
    if has_id_token || bench.trace.scope_asked().iter().any(|scope| scope == "openid") {
        let seen = chosen(nonce, "left out, chosen by --no-nonce");
        bench.find(None, check("login-nonce", pass_or(nonce, Verdict::Fail), "a fresh nonce", seen));
    }
    // What a browser did about certificates is not in a capture.
    if is_ours {
        certificates(bench);
    }
}

/// Whether the certificates of servers were verified; where no TLS was spoken there were none.
fn certificates(bench: &mut Bench<'_>) {
    let insecure = bench.trace.plan.network.insecure_tls;
    let is_tls = |exchange: &Exchange| exchange.channel == Channel::Back && uri::is_https(&exchange.request.url);
    if insecure || bench.trace.exchanges.iter().any(is_tls) {
        let seen = if insecure { "left unverified, chosen by --insecure-tls" } else { "verified" };
        let expected = "every certificate of a server verified";
        bench.find(None, check("login-tls-verified", pass_or(!insecure, Verdict::Fail), expected, seen));
    }
}

/// The challenge that was really sent, against the verifier that was kept.
fn derivation(bench: &mut Bench<'_>) {
    let plan = &bench.trace.plan;
    let (Some(verifier), Some((index, _))) = (&plan.nonces.code_verifier, bench.last(Step::Authorize)) else {
        return;
    };
    if is_masked(verifier) {
        // What was sealed into the record takes this place.
        let check = check("pkce-derivation", Verdict::Unjudged, "the challenge of the verifier", "a masked verifier");
        return bench.find(Some(index), check);
    }
    let expected = plan.pkce.challenge(verifier).unwrap_or_default();
    let sent = bench.trace.asked().get("code_challenge").unwrap_or_default().to_owned();
    let verdict = pass_or(sent == expected, Verdict::Fail);
    bench.find(Some(index), check("pkce-derivation", verdict, &quoted(&expected), quoted(&sent)));
}

fn tampering(bench: &mut Bench<'_>) {
    let tampered: Vec<(usize, String)> = bench
        .trace
        .exchanges
        .iter()
        .enumerate()
        .filter(|(_, exchange)| !exchange.tampered.is_empty())
        .map(|(index, exchange)| {
            let changes: Vec<String> = exchange.tampered.iter().map(Change::words).collect();
            (index, format!("{}: {}", exchange.step.name(), changes.join(", ")))
        })
        .collect();
    for (index, seen) in tampered {
        bench.find(Some(index), check("message-untampered", Verdict::Fail, "messages as they were built", seen));
    }
}

fn error_shape(bench: &mut Bench<'_>) {
    let Some((index, exchange)) = bench.last(Step::Callback) else { return };
    let (params, _) = callback::opened(&exchange.request);
    if let Some(error) = ProviderError::from_params(&params) {
        let right = AUTHORIZATION_ERRORS.contains(&error.error.as_str())
            && keeps_to_alphabet(&error.error)
            && params.get("code").is_none();
        let expected = "a registered error code, no code beside it";
        bench.find(
            Some(index),
            check("response-error-shape", pass_or(right, Verdict::Fail), expected, quoted(&error.error)),
        );
    }
}
