//! Reports made by hand, for tests of the formats.

use std::time::UNIX_EPOCH;

use super::{Checked, Known, Target, Tried};
use crate::trace::{Exchange, Step};
use crate::wire::{Failure, FailureKind, Headers, Params, Request, Response};

/// A target without any check.
pub(crate) fn target() -> Target {
    Target {
        name: "id".into(),
        issuer: Some("https://id.example.com".into()),
        client_id: "web-app".into(),
        suite: "smoke".into(),
        profile: "bcp".into(),
        verdict: "pass".into(),
        started_ms: 1_700_000_000_000,
        elapsed_us: 1_812_000,
        requests: 57,
        codes: 4,
        cut_short: None,
        again: "oauth-flow check id".into(),
        facts: vec![("code-after-failure".into(), "kept".into())],
        checks: Vec::new(),
    }
}

/// A check with this id that came out like this.
pub(crate) fn checked(id: &str, verdict: &str) -> Checked {
    let reason = (verdict == "skip").then(|| "no-refresh-token".to_owned());
    let part = Tried {
        label: String::new(),
        verdict: verdict.into(),
        reason: reason.clone(),
        expected: if verdict == "skip" { String::new() } else { "400 invalid_grant".into() },
        seen: if verdict == "skip" { "ask for offline_access".into() } else { "200 with an access_token".into() },
        exchanges: if verdict == "skip" { Vec::new() } else { vec![exchange()] },
    };
    Checked {
        id: id.into(),
        title: "a wrong verifier redeems nothing".into(),
        section: "redeeming a code".into(),
        severity: "must".into(),
        spec: "RFC 7636 4.6".into(),
        attack: "whoever steals a code redeems it: PKCE protects nothing here".into(),
        advice: "compare BASE64URL(SHA256(code_verifier)) with the challenge".into(),
        verdict: verdict.into(),
        reason,
        known: None,
        parts: vec![part],
    }
}

/// A gap that somebody knows about.
pub(crate) fn known() -> Known {
    Known { verdict: "fail".into(), reason: "the next release has it".into(), until: Some("2031-02-03".into()) }
}

/// A token request and its answer.
pub(crate) fn exchange() -> Exchange {
    let form = Params::default().with("grant_type", "authorization_code").with("code", "‹code:43:01234567›");
    let mut exchange =
        Exchange::new(Step::Redeem, Request::post_form("https://id.example.com/token?a=b", &form), UNIX_EPOCH);
    exchange.response = Some(Response {
        status: 200,
        headers: Headers::default().with("content-type", "application/json"),
        body: r#"{"access_token":"‹access_token:43:01234567›","token_type":"Bearer"}"#.into(),
    });
    exchange.elapsed_us = Some(3_100);
    exchange
}

/// A request to which no answer came.
pub(crate) fn failed(kind: FailureKind) -> Exchange {
    Exchange { response: None, failure: Some(Failure::new(kind, "as it is")), ..exchange() }
}
