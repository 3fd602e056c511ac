//! Secrets: shown wrong, not at all, twice, in the URL, and in every way that they can be encoded.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::bogus::{Caller, Oracle, as_nobody, as_nobody_in_body};
use super::{conclude, leave_to_a_code};
use crate::probe::{INVALID_CLIENT, Part, Said, Shot, Skip, Verdict, Wanted, credentials, set_form};
use crate::protocol::{AuthMethod, Client};
use crate::wire::{Params, Request, uri};

/// A request that does not say who sends it lacks a parameter (RFC 6749 4.1.3), or a proof.
pub(in crate::probe::stations) const NAMELESS: Wanted =
    Wanted { exact: &[(400, "invalid_request")], allowed: &[(401, "invalid_client"), (400, "invalid_client")] };

/// A secret without a value is a wrong one, or a parameter that is left out (RFC 6749 3.2).
const EMPTY: Wanted =
    Wanted { exact: &[(401, "invalid_client")], allowed: &[(400, "invalid_client"), (400, "invalid_request")] };

/// More than one proof (RFC 6749 2.3 and 5.2).
pub(in crate::probe::stations) const CONFLICT: Wanted =
    Wanted { exact: &[(400, "invalid_request")], allowed: &[(401, "invalid_client"), (400, "invalid_client")] };

/// The name of a part, here and where a real code is tried.
pub(in crate::probe::stations) const ALONE: &str = "the client_id alone";
/// The same for a public client.
pub(in crate::probe::stations) const NO_CLIENT: &str = "no client_id";
/// The same for a secret.
pub(in crate::probe::stations) const ALTERED: &str = "changed in one place";

/// Looks at it, for a client that proves itself by a secret or a key.
pub(super) async fn check(caller: &mut Caller<'_>, oracle: &Oracle) {
    note_wrong(caller, oracle);
    missing(caller, oracle).await;
    challenge(caller, oracle).await;
    conflict(caller, oracle).await;
    in_query(caller, oracle).await;
    // These may turn out to be wrong secrets, so they come last.
    basic_decoding(caller, oracle).await;
    empty(caller, oracle).await;
}

fn note_wrong(caller: &Caller<'_>, oracle: &Oracle) {
    const ID: &str = "token-client-auth-wrong-secret";
    let desk = caller.desk;
    if caller.method == AuthMethod::PrivateKeyJwt {
        return desk.skip(ID, Skip::OptIn, "a client with a secret; the key of this one is looked at by itself");
    }
    match &oracle.wrong {
        Some(wrong) if oracle.is_usable() => {
            desk.note(ID, oracle.judge(INVALID_CLIENT, wrong, Verdict::Fail).labelled(ALTERED));
        }
        _ => leave_to_a_code(desk, ID, ALTERED),
    }
}

async fn missing(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = "token-client-auth-missing";
    if !oracle.is_usable() {
        return leave_to_a_code(caller.desk, ID, ALONE);
    }
    if caller.desk.wants(ID) && caller.goes_on() {
        let id = caller.client().client_id;
        let shot = caller.ask(|request| credentials::leave_out(request, &id)).await;
        conclude(caller.desk, ID, oracle.judge(INVALID_CLIENT, &shot, Verdict::Fail).labelled(ALONE));
    }
}

/// An empty secret is a wrong one too.
async fn empty(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = "token-client-auth-wrong-secret";
    let shows_secret = matches!(caller.method, AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost);
    let wanted = shows_secret && oracle.is_usable() && caller.desk.wants(ID) && caller.goes_on();
    if wanted && caller.desk.may_be_wrong() {
        let client = caller.client();
        let shot = caller.ask(|request| credentials::show_secret(request, &client, "")).await;
        caller.desk.note(ID, oracle.judge(EMPTY, &shot, Verdict::Fail).labelled("empty"));
    }
}

/// RFC 6749 5.2: 401 and the scheme that was used, and nothing that tells which clients there are.
async fn challenge(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = "token-client-auth-challenge";
    let desk = caller.desk;
    if !desk.wants(ID) || !caller.goes_on() {
        return;
    }
    let Some(wrong) = oracle.wrong.as_ref().filter(|wrong| Said::of(wrong) != Said::of(&oracle.right)) else {
        return challenge_nobody(caller).await;
    };
    if caller.method == AuthMethod::ClientSecretBasic {
        desk.note(ID, judge_challenge(wrong).labelled("a wrong secret"));
    } else {
        challenge_nobody(caller).await;
    }
    let (client, nobody) = (caller.client(), format!("nobody-{}", caller.draw()));
    let keys = desk.subject.keys.clone();
    let unknown = caller.ask(|request| credentials::pretend(request, &client, (&keys, &nobody))).await;
    if caller.method == AuthMethod::ClientSecretBasic {
        desk.note(ID, judge_challenge(&unknown).labelled("an unknown client"));
    }
    desk.note(ID, judge_likeness(wrong, &unknown));
}

/// The challenge for a client that does not exist.
pub(super) async fn challenge_nobody(caller: &mut Caller<'_>) {
    let nobody = format!("nobody-{}", caller.draw());
    let shot = caller.ask(|request| as_nobody(request, &nobody)).await;
    caller.desk.note("token-client-auth-challenge", judge_challenge(&shot).labelled("an unknown client by Basic"));
}

fn judge_challenge(shot: &Shot) -> Part {
    let said = Said::of(shot);
    let challenges = shot.response().map(|response| response.headers.challenges()).unwrap_or_default();
    let is_basic = challenges.iter().any(|challenge| challenge.scheme.eq_ignore_ascii_case("basic"));
    let verdict = match &said {
        _ if said.is_limit() => Verdict::Skip(Skip::RateLimited),
        Said::Nothing(_) => Verdict::Error,
        Said::Tokens => Verdict::Fail,
        Said::Refused { status: 401, .. } if is_basic => Verdict::Pass,
        _ => Verdict::Warn,
    };
    let schemes: Vec<&str> = challenges.iter().map(|challenge| challenge.scheme.as_str()).collect();
    let schemes = if schemes.is_empty() { "no challenge".to_owned() } else { schemes.join(" and ") };
    let seen = format!("{}, {schemes}", said.words());
    Part::new(verdict, "401 invalid_client, WWW-Authenticate: Basic", seen).shown_by([shot.exchange.clone()])
}

fn judge_likeness(wrong: &Shot, unknown: &Shot) -> Part {
    let (expected, said) = (Said::of(wrong), Said::of(unknown));
    let verdict = match &said {
        _ if said.is_limit() => Verdict::Skip(Skip::RateLimited),
        Said::Nothing(_) => Verdict::Error,
        _ if said == expected => Verdict::Pass,
        _ => Verdict::Warn,
    };
    let part = Part::new(verdict, format!("{}, as for a wrong secret", expected.words()), said.words());
    part.labelled("an unknown client like a wrong secret").shown_by([wrong.exchange.clone(), unknown.exchange.clone()])
}

async fn conflict(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = "token-client-auth-conflict";
    let (desk, client) = (caller.desk, caller.client());
    if !desk.wants(ID) || !caller.goes_on() {
        return;
    }
    if !oracle.is_usable() {
        return leave_to_a_code(desk, ID, "");
    }
    if client.client_secret.is_some() {
        let shot = caller.ask(|request| show_twice(request, &client)).await;
        desk.note(ID, oracle.judge(CONFLICT, &shot, Verdict::Warn).labelled("the same secret twice"));
    }
    let other = desk.subject.second.as_ref().map(|other| other.client.clone());
    let nobody = format!("nobody-{}", caller.draw());
    let shot = caller.ask(|request| show_another(request, (other.as_ref(), &nobody))).await;
    desk.note(ID, oracle.judge(CONFLICT, &shot, Verdict::Warn).labelled("another client in the second place"));
}

/// The same secret in the header and in the body.
pub(in crate::probe::stations) fn show_twice(request: &mut Request, client: &Client) {
    let secret = client.client_secret.as_deref().unwrap_or_default();
    if request.headers.get("authorization").is_none() {
        credentials::show_basic(request, &encoded(&client.client_id), &encoded(secret));
    } else {
        set_form(request, "client_id", &client.client_id);
        set_form(request, "client_secret", secret);
    }
}

/// Another client where this one does not prove itself.
pub(in crate::probe::stations) fn show_another(request: &mut Request, (other, nobody): (Option<&Client>, &str)) {
    let shown = other.and_then(|other| Some((other.client_id.as_str(), other.client_secret.as_deref()?)));
    match (request.headers.get("authorization").is_some(), shown) {
        (true, Some((id, secret))) => {
            set_form(request, "client_id", id);
            set_form(request, "client_secret", secret);
        }
        (true, None) => as_nobody_in_body(request, nobody),
        (false, Some((id, secret))) => credentials::show_basic(request, &encoded(id), &encoded(secret)),
        (false, None) => credentials::show_basic(request, nobody, nobody),
    }
}

async fn in_query(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = "token-client-auth-in-query";
    let (desk, client) = (caller.desk, caller.client());
    if !desk.wants(ID) || !caller.goes_on() {
        return;
    }
    let Some(secret) = client.client_secret.as_deref() else {
        return desk.skip(ID, Skip::OptIn, "a client with a secret");
    };
    if !oracle.is_usable() {
        return desk.skip(ID, Skip::ControlFailed, "a server that tells a wrong client from a wrong code");
    }
    let accepted = if desk.options.profile.is_modern() { Verdict::Fail } else { Verdict::Warn };
    if desk.options.intrusive {
        let shot = caller.ask(|request| into_query(request, &client.client_id, secret)).await;
        return desk.note(ID, oracle.judge(NAMELESS, &shot, accepted));
    }
    in_query_of_nobody(caller).await;
}

/// A server that answers to a client which does not exist as if no client were there has not read the URL. Where a client
/// that does not exist gets the same answer anywhere, that tells nothing.
async fn in_query_of_nobody(caller: &mut Caller<'_>) {
    const ID: &str = "token-client-auth-in-query";
    let nobody = format!("nobody-{}", caller.draw());
    let none = caller.ask(credentials::leave_all_out).await;
    let in_body = caller.ask(|request| {
        credentials::leave_all_out(request);
        as_nobody_in_body(request, &nobody);
    });
    let in_body = in_body.await;
    let in_query = caller.ask(|request| into_query(request, &nobody, &nobody)).await;
    let [none, in_body, said] = [&none, &in_body, &in_query].map(Said::of);
    if said == none && none != in_body {
        let part = Part::new(Verdict::Pass, format!("{}, as without a client", none.words()), said.words());
        return caller.desk.note(ID, part.shown_by([in_query.exchange]));
    }
    caller.desk.skip(
        ID,
        Skip::OptIn,
        "--intrusive: only the real secret in the URL would tell, and it ends up in logs",
    );
}

fn into_query(request: &mut Request, id: &str, secret: &str) {
    credentials::leave_all_out(request);
    let params = Params::default().with("client_id", id).with("client_secret", secret);
    request.url = uri::append_query(&request.url, &params.to_query());
}

async fn basic_decoding(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = "token-client-auth-basic-decoding";
    let (desk, client) = (caller.desk, caller.client());
    if !desk.wants(ID) || !caller.goes_on() {
        return;
    }
    let secret = client.client_secret.clone().unwrap_or_default();
    let (id, shown) = (encoded(&client.client_id), encoded(&secret));
    if caller.method != AuthMethod::ClientSecretBasic {
        return desk.skip(ID, Skip::OptIn, "a client that proves itself by client_secret_basic");
    }
    if !oracle.is_usable() {
        return desk.skip(ID, Skip::ControlFailed, "a server that tells a wrong client from a wrong code");
    }
    if (id.as_str(), shown.as_str()) == (client.client_id.as_str(), secret.as_str()) {
        return desk.skip(ID, Skip::ControlFailed, "an id or a secret with characters that are encoded");
    }
    if !desk.may_be_wrong() {
        return desk.skip(
            ID,
            Skip::RateLimited,
            "one more wrong secret: a server that does not decode takes it for one",
        );
    }
    let shot = caller.ask(|request| credentials::show_basic(request, &id, &shown)).await;
    if Said::of(&shot) == Said::of(&oracle.right) {
        desk.was_right();
        let part = Part::new(Verdict::Pass, "the client is known by its encoded secret", "it is");
        return desk.note(ID, part.labelled("form-encoded").shown_by([shot.exchange]));
    }
    not_decoded(caller, oracle, &shot).await;
}

/// Whether it takes the secret as it is, at least.
async fn not_decoded(caller: &mut Caller<'_>, oracle: &Oracle, encoded: &Shot) {
    let client = caller.client();
    let secret = client.client_secret.as_deref().unwrap_or_default();
    let raw = caller.ask(|request| credentials::show_basic(request, &client.client_id, secret)).await;
    let takes_raw = Said::of(&raw) == Said::of(&oracle.right);
    let mut part = INVALID_CLIENT.judge(encoded);
    "the client is known by its encoded secret".clone_into(&mut part.expected);
    if part.verdict != Verdict::Error && part.verdict != Verdict::Skip(Skip::RateLimited) {
        part.verdict = match takes_raw {
            true => Verdict::Warn,
            false if caller.is_as_before(&oracle.right).await => Verdict::Fail,
            false => Verdict::Inconclusive,
        };
    }
    if takes_raw {
        caller.desk.learn("basic-encoding", "raw");
        part.seen = format!("{}; it is known by the raw one", part.seen);
    }
    let shown = [encoded.exchange.clone(), raw.exchange.clone()];
    caller.desk.note("token-client-auth-basic-decoding", part.labelled("form-encoded").shown_by(shown));
}

/// Everything but letters and digits in percent signs: whoever decodes forms reads the same.
fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
