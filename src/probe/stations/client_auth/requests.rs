//! How the token request has to be put together, whoever sends it.

use serde_json::{Map, Value};

use super::super::bogus::Caller;
use super::note_shape;
use crate::probe::{INVALID_REQUEST, Part, Said, Shot, Skip, Verdict, Wanted, rewrite, set_form, unset_form};
use crate::protocol::AuthMethod;
use crate::wire::{Request, uri};

/// RFC 6749 5.2; one that is known but not for this client has an error of its own.
const UNSUPPORTED: Wanted =
    Wanted { exact: &[(400, "unsupported_grant_type")], allowed: &[(400, "unauthorized_client")] };

/// Looks at it.
pub(super) async fn check(caller: &mut Caller<'_>, right: &Shot) {
    let desk = caller.desk;
    if desk.wants("token-method-and-media") && caller.goes_on() {
        by_get(caller, right).await;
        as_json(caller, right).await;
    }
    if desk.wants("token-parameter-hygiene") && caller.goes_on() {
        repeated(caller, right).await;
        unknown(caller, right).await;
    }
    if desk.wants_any(&["token-grant-errors", "token-error-shape"]) && caller.goes_on() {
        grants(caller).await;
    }
}

/// Whether a request came as far as the right one, and was refused for its code alone.
fn came_through(shot: &Shot, right: &Shot) -> bool {
    let said = Said::of(shot);
    said == Said::Tokens || (said == Said::of(right) && said.error() == Some("invalid_grant"))
}

async fn by_get(caller: &mut Caller<'_>, right: &Shot) {
    const LABEL: &str = "GET";
    if caller.method == AuthMethod::ClientSecretPost && !caller.desk.options.intrusive {
        let wanted = "--intrusive: the secret of this client would stand in the URL";
        return caller.desk.note("token-method-and-media", Part::skip(Skip::OptIn, wanted).labelled(LABEL));
    }
    let shot = caller.ask(into_get).await;
    let part = judge_strange(&shot, right, (Verdict::Fail, "400, 404 or 405"));
    caller.desk.note("token-method-and-media", part.labelled(LABEL));
}

async fn as_json(caller: &mut Caller<'_>, right: &Shot) {
    let shot = caller.ask(into_json).await;
    let part = judge_strange(&shot, right, (Verdict::Warn, "400 or 415"));
    caller.desk.note("token-method-and-media", part.labelled("a body of JSON"));
}

/// A request that is no token request at all: whatever refuses it will do.
fn judge_strange(shot: &Shot, right: &Shot, (taken, expected): (Verdict, &str)) -> Part {
    let said = Said::of(shot);
    let verdict = match &said {
        _ if said.is_limit() => Verdict::Skip(Skip::RateLimited),
        _ if came_through(shot, right) => taken,
        Said::Nothing(_) => Verdict::Error,
        Said::Refused { status: ..=499 | 501, .. } => Verdict::Pass,
        _ => Verdict::Warn,
    };
    let seen = if came_through(shot, right) { format!("{}: it was read", said.words()) } else { said.words() };
    Part::new(verdict, expected, seen).shown_by([right.exchange.clone(), shot.exchange.clone()])
}

fn into_get(request: &mut Request) {
    let form = request.form().unwrap_or_default();
    request.url = uri::append_query(&request.url, &form.to_query());
    "GET".clone_into(&mut request.method);
    request.headers.unset("content-type");
    request.body = crate::wire::Body::default();
}

fn into_json(request: &mut Request) {
    let form = request.form().unwrap_or_default();
    let members: Map<String, Value> = form.iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    request.headers.set("content-type", "application/json");
    request.body = Value::Object(members).to_string().into();
}

/// RFC 6749 3.2: parameters must not be included more than once.
async fn repeated(caller: &mut Caller<'_>, right: &Shot) {
    for (name, value) in [("code", caller.draw()), ("grant_type", "authorization_code".to_owned())] {
        let shot = caller
            .ask(|request| {
                let form = request.form().unwrap_or_default().with(name, value);
                rewrite(request, &form);
            })
            .await;
        let mut part = INVALID_REQUEST.judge(&shot);
        if came_through(&shot, right) {
            part.verdict = Verdict::Warn;
            part.seen = format!("{}: one of the two was taken", part.seen);
        }
        caller.desk.note("token-parameter-hygiene", part.labelled(format!("`{name}` twice")));
    }
}

/// RFC 6749 3.2: unrecognized parameters are ignored.
async fn unknown(caller: &mut Caller<'_>, right: &Shot) {
    let shot = caller.ask(|request| set_form(request, "oauthflow_probe", "1")).await;
    let (said, expected) = (Said::of(&shot), Said::of(right));
    let verdict = match &said {
        _ if said.is_limit() => Verdict::Skip(Skip::RateLimited),
        Said::Nothing(_) => Verdict::Error,
        // An answer that stays the same says something only where it is about the code.
        _ if expected.error().is_none() => Verdict::Skip(Skip::ControlFailed),
        _ if said == expected => Verdict::Pass,
        _ if !caller.is_as_before(right).await => Verdict::Inconclusive,
        _ => Verdict::Fail,
    };
    let part = Part::new(verdict, format!("{}, as without it", expected.words()), said.words());
    let shown = [right.exchange.clone(), shot.exchange.clone()];
    caller.desk.note("token-parameter-hygiene", part.labelled("an unknown parameter").shown_by(shown));
}

async fn grants(caller: &mut Caller<'_>) {
    const ID: &str = "token-grant-errors";
    let desk = caller.desk;
    let shot = caller.ask(|request| unset_form(request, "grant_type")).await;
    desk.note(ID, INVALID_REQUEST.judge(&shot).labelled("no grant_type"));
    note_shape(desk, "no grant_type", &shot);
    let unheard = format!("oauth-flow-{}", caller.draw());
    let shot = caller.ask(|request| set_form(request, "grant_type", &unheard)).await;
    desk.note(ID, UNSUPPORTED.judge(&shot).labelled("an unknown grant_type"));
    note_shape(desk, "an unknown grant_type", &shot);
    if !desk.wants(ID) {
        return;
    }
    let nobody = caller.draw();
    let shot = caller.ask(|request| into_password_grant(request, &nobody)).await;
    let mut part = UNSUPPORTED.judge(&shot);
    if Said::of(&shot).error() == Some("invalid_grant") {
        part.verdict = if desk.options.profile.is_modern() { Verdict::Fail } else { Verdict::Warn };
        part.seen = format!("{}: the password was looked at, so the grant is on", part.seen);
    }
    desk.note(ID, part.labelled("the password grant"));
}

/// A user who does not exist, so that nobody is locked out.
fn into_password_grant(request: &mut Request, nobody: &str) {
    let mut form = request.form().unwrap_or_default();
    for name in ["code", "redirect_uri", "code_verifier"] {
        form.unset(name);
    }
    form.set("grant_type", "password");
    form.set("username", &format!("oauth-flow-{nobody}"));
    form.set("password", nobody);
    rewrite(request, &form);
}
