//! The proof of the client at the token endpoint, without a code: what a code that does not exist is refused for tells
//! whether the client was let through.

pub(super) mod assertions;
mod requests;
pub(super) mod secrets;

use super::bogus::{Caller, Oracle};
use crate::probe::{Agency, Desk, INVALID_GRANT, Part, Said, Shot, Skip, Verdict, credentials};
use crate::protocol::AuthMethod;
use crate::protocol::error::keeps_to_alphabet;
use crate::wire::json;

/// What is found out here.
const IDS: &[&str] = &[
    "token-bogus-code",
    "token-client-auth-missing",
    "token-client-auth-wrong-secret",
    "token-client-auth-challenge",
    "token-client-auth-conflict",
    "token-client-auth-in-query",
    "token-client-auth-basic-decoding",
    "client-assertion-signature",
    "client-assertion-audience",
    "client-assertion-once",
    "token-method-and-media",
    "token-parameter-hygiene",
    "token-grant-errors",
    "token-error-shape",
];

/// Those that take a client that proves itself.
const PROVING: &[&str] = &[
    "token-client-auth-wrong-secret",
    "token-client-auth-conflict",
    "token-client-auth-in-query",
    "token-client-auth-basic-decoding",
    "client-assertion-signature",
    "client-assertion-audience",
    "client-assertion-once",
];

/// One request after the other: whoever looks like guessing is locked out.
pub(super) async fn check(desk: &Desk<'_>) {
    if !desk.wants_any(IDS) {
        return;
    }
    if !desk.has_client() {
        return IDS.iter().for_each(|id| desk.skip(id, Skip::NeedsSession, "a client: --client-id"));
    }
    let Some(mut caller) = Caller::of_login(desk).await else { return };
    let right = caller.ask(|_| ()).await;
    desk.note("token-bogus-code", judge_bogus(&right));
    if !matches!(Said::of(&right), Said::Refused { status: 500.., .. }) {
        note_shape(desk, "a code that does not exist", &right);
    }
    requests::check(&mut caller, &right).await;
    if !caller.goes_on() {
        return;
    }
    match caller.method {
        AuthMethod::None => of_public_client(&mut caller, right).await,
        method if method.is_tls() => skip_by_certificate(desk),
        _ => of_confidential_client(&mut caller, right).await,
    }
}

/// A code that nobody issued (RFC 6749 5.2).
fn judge_bogus(right: &Shot) -> Part {
    let mut part = INVALID_GRANT.judge(right);
    let is_json = right.response().is_some_and(|response| json::object(response.body.octets()).is_ok());
    match Said::of(right) {
        said @ Said::Refused { .. } if said.is_limit() => {}
        Said::Refused { status, .. } if status >= 500 || !is_json => part.verdict = Verdict::Fail,
        _ => {}
    }
    part
}

async fn of_public_client(caller: &mut Caller<'_>, right: Shot) {
    const ID: &str = "token-client-auth-missing";
    let (desk, oracle) = (caller.desk, Oracle { right, wrong: None });
    for id in PROVING {
        desk.skip(id, Skip::PublicClient, "a client with a secret or a key");
    }
    if desk.wants(ID) {
        let shot = caller.ask(credentials::leave_all_out).await;
        let part = oracle.judge(secrets::NAMELESS, &shot, Verdict::Fail).labelled(secrets::NO_CLIENT);
        conclude(desk, ID, part);
    }
    if desk.wants("token-client-auth-challenge") && caller.goes_on() {
        secrets::challenge_nobody(caller).await;
    }
}

async fn of_confidential_client(caller: &mut Caller<'_>, right: Shot) {
    let client = caller.client();
    let wrong = if caller.desk.may_be_wrong() {
        Some(caller.ask(|request| credentials::spoil(request, &client)).await)
    } else {
        None
    };
    if let Some(wrong) = &wrong {
        note_shape(caller.desk, "a client that is somebody else", wrong);
    }
    let oracle = Oracle { right, wrong };
    if !caller.goes_on() {
        return;
    }
    secrets::check(caller, &oracle).await;
    assertions::check(caller, &oracle).await;
}

/// The certificate belongs to the connection, and there is only one.
fn skip_by_certificate(desk: &Desk<'_>) {
    for id in PROVING.iter().chain(&["token-client-auth-missing", "token-client-auth-challenge"]) {
        desk.skip(id, Skip::NotAdvertised, "a client with a secret or a key: a certificate cannot be left out");
    }
}

/// What is suspicious is tried again with a real code where there is going to be one.
fn conclude(desk: &Desk<'_>, id: &str, part: Part) {
    if part.verdict == Verdict::Fail { desk.presume(id, part) } else { desk.note(id, part) }
}

/// Where the endpoint does not tell a wrong client from a wrong code it takes a real code.
fn leave_to_a_code(desk: &Desk<'_>, id: &str, label: &str) {
    if desk.site.agency() == Agency::Nobody {
        let wanted = "somebody who signs in: this server answers the same to a wrong client and to a wrong code";
        desk.note(id, Part::skip(Skip::NeedsSession, wanted).labelled(label));
    }
}

/// Whether an error is one that a client can read (RFC 6749 5.2).
fn note_shape(desk: &Desk<'_>, label: &str, shot: &Shot) {
    let Some(response) = shot.response() else { return };
    let said = Said::of(shot);
    if said.is_limit() || matches!(said, Said::Tokens | Said::Nothing(_)) {
        return;
    }
    let media = response.headers.media_type().unwrap_or_else(|| "no content type".to_owned());
    let members = json::object(response.body.octets()).unwrap_or_default();
    let readable = |name: &str| {
        members
            .get(name)
            .is_none_or(|value| value.as_str().is_some_and(|text| text.is_empty() || keeps_to_alphabet(text)))
    };
    let is_right = (400..500).contains(&response.status)
        && media == "application/json"
        && said.error().is_some()
        && readable("error")
        && readable("error_description");
    let verdict = if is_right { Verdict::Pass } else { Verdict::Warn };
    let seen = format!("{}, {media}", said.words());
    let part = Part::new(verdict, "400 or 401, application/json, with an `error` of plain characters", seen);
    desk.note("token-error-shape", part.labelled(label).shown_by([shot.exchange.clone()]));
}
