//! Access tokens where they are used: userinfo and resources.

use super::baseline::without_login;
use super::grant::{Grant, altered};
use crate::flow::Proof;
use crate::probe::{Desk, Part, Shot, Skip, Verdict, ask, rewrite, shoot};
use crate::protocol::{Called, Given, Tokens, call, dpop, userinfo};
use crate::trace::Step;
use crate::wire::{Params, Request, Response, json, uri};

/// A place that access tokens open.
#[derive(Clone, Debug)]
pub(super) struct Door {
    /// What it is: userinfo, or any other resource.
    pub(super) step: Step,
    /// Its name in a report.
    pub(super) name: &'static str,
    url: String,
}

/// What a challenge has to tell (RFC 6750 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// Nothing but how to come: there was no token.
    NoError,
    /// That the token is not good.
    InvalidToken,
}

const NO_TOKEN: &str = "resource-no-token";
const BAD_TOKEN: &str = "resource-bad-token";
const QUERY: &str = "resource-query-token";
const PRESENTATION: &str = "resource-presentation";
const ID_TOKEN: &str = "resource-idtoken-refused";
const PROBES: [&str; 5] = [NO_TOKEN, BAD_TOKEN, QUERY, PRESENTATION, ID_TOKEN];

impl Door {
    /// The request, before a token is put into it.
    pub(super) fn request(&self) -> Request {
        match self.step {
            Step::Userinfo => userinfo::request(&self.url),
            _ => call::request(&Called { method: "GET".to_owned(), url: self.url.clone() }),
        }
    }

    /// The same by POST, with this form.
    fn post(&self, form: &Params) -> Request {
        let mut request = Request::post_form(&self.url, form);
        request.headers.push("accept", "application/json");
        request
    }
}

/// The doors of this run: userinfo where the tokens are for it (RFC 8707 2), and the resource that was named.
pub(super) fn doors(desk: &Desk<'_>) -> Vec<Door> {
    let for_userinfo = desk.speaks_openid() && !desk.subject.plan.is_for_resource();
    let userinfo = desk.server().and_then(|server| server.userinfo_endpoint.clone()).filter(|_| for_userinfo);
    let userinfo = userinfo.map(|url| Door { step: Step::Userinfo, name: "userinfo", url });
    let resource = desk.subject.resource.clone();
    userinfo.into_iter().chain(resource.map(|url| Door { step: Step::Call, name: "the resource", url })).collect()
}

/// What opens without any login.
pub(super) async fn without_session(desk: &Desk<'_>) {
    let doors = doors(desk);
    if doors.is_empty() {
        for id in PROBES {
            desk.skip(id, Skip::NotAdvertised, "a userinfo_endpoint, or a resource to call: --resource");
        }
    }
    for door in doors {
        if let (true, Some(shot)) = (desk.wants(NO_TOKEN), bare(desk, &door).await) {
            desk.note(NO_TOKEN, kept_shut(&shot, Due::NoError).labelled(door.name));
        }
        if let (true, Some(shot)) = (desk.wants(BAD_TOKEN), made_up(desk, &door).await) {
            let label = format!("{}, a token that nobody issued", door.name);
            desk.note(BAD_TOKEN, kept_shut(&shot, Due::InvalidToken).labelled(label));
        }
    }
}

/// What opens for a token that lives, shown as it should not be; each door has to open for it as it should.
pub(super) async fn check<'a>(desk: &'a Desk<'_>, purse: &mut [Grant<'a>]) {
    let doors = doors(desk);
    if doors.is_empty() || !desk.wants_any(&[BAD_TOKEN, QUERY, PRESENTATION, ID_TOKEN]) {
        return;
    }
    // Best a token that nobody needs afterwards: one of these lands in logs.
    let mut own = if purse.is_empty() { Grant::of_baseline(desk) } else { None };
    let Some(grant) = purse.first_mut().or(own.as_mut()).filter(|_| !desk.is_limited()) else {
        for id in [QUERY, PRESENTATION, ID_TOKEN] {
            desk.note(id, without_login(desk));
        }
        return;
    };
    for door in &doors {
        let tokens = grant.tokens.clone();
        let control = ask(&mut grant.run, door.step, (door.request(), Proof::Token(&tokens))).await;
        if !opened(&control) {
            for id in [BAD_TOKEN, QUERY, PRESENTATION, ID_TOKEN] {
                let part = match &control.exchange.failure {
                    Some(failure) => Part::new(Verdict::Error, "an answer", failure.to_string()),
                    None => Part::skip(Skip::ControlFailed, "a token that opens the door as it should"),
                };
                desk.note(id, part.labelled(door.name).shown_by([control.exchange.clone()]));
            }
            continue;
        }
        changed(desk, grant, door).await;
        in_the_query(desk, grant, door).await;
        written_otherwise(desk, grant, door).await;
    }
    if let Some(door) = doors.iter().find(|door| door.step == Step::Userinfo) {
        other_kinds(desk, grant, door).await;
    } else {
        // Nobody else is shown what is not meant for him.
        desk.skip(ID_TOKEN, Skip::NotAdvertised, "a userinfo_endpoint: other resources are not shown such tokens");
    }
}

async fn bare(desk: &Desk<'_>, door: &Door) -> Option<Shot> {
    let mut run = desk.run(desk.subject.plan.clone());
    // whatever stopped it stands in the record
    let _ = run.send(door.step, door.request()).await;
    run.trace.exchanges.pop().map(|exchange| Shot { exchange })
}

async fn made_up(desk: &Desk<'_>, door: &Door) -> Option<Shot> {
    let plan = desk.subject.plan.clone();
    let token_type = plan.dpop.as_ref().map(|_| "DPoP".to_owned());
    let given = Given { access_token: desk.site.draw().ok(), token_type, ..Given::default() };
    let tokens = Tokens::given(&given)?;
    Some(ask(&mut desk.run(plan), door.step, (door.request(), Proof::Token(&tokens))).await)
}

async fn changed(desk: &Desk<'_>, grant: &mut Grant<'_>, door: &Door) {
    if desk.wants(BAD_TOKEN) {
        let tokens = Tokens { access_token: altered(&grant.tokens.access_token), ..grant.tokens.clone() };
        let shot = ask(&mut grant.run, door.step, (door.request(), Proof::Token(&tokens))).await;
        let label = format!("{}, a token with one character changed", door.name);
        desk.note(BAD_TOKEN, kept_shut(&shot, Due::InvalidToken).labelled(label));
    }
}

async fn in_the_query(desk: &Desk<'_>, grant: &mut Grant<'_>, door: &Door) {
    if !desk.wants(QUERY) {
        return;
    }
    let tokens = grant.tokens.clone();
    let query = Params::default().with("access_token", &tokens.access_token).to_query();
    let shot = shoot(&mut grant.run, door.step, (door.request(), Proof::Token(&tokens)), |request| {
        without_header(request);
        request.url = uri::append_query(&request.url, &query);
    })
    .await;
    let taken = if desk.options.profile.is_modern() { Verdict::Fail } else { Verdict::Warn };
    let part = match shot.response().map(|response| response.status) {
        Some(200..=299) if bare(desk, door).await.is_none_or(|shot| opened(&shot)) => open_to_all(&shot),
        Some(200..=299) => seen(taken, "400 or 401", &shot),
        Some(400..=499) => seen(Verdict::Pass, "400 or 401", &shot),
        _ => unclear(&shot, "400 or 401"),
    };
    desk.note(QUERY, part.labelled(door.name));
}

/// The scheme in other letters, a POST, and two tokens in one request.
async fn written_otherwise(desk: &Desk<'_>, grant: &mut Grant<'_>, door: &Door) {
    if !desk.wants(PRESENTATION) {
        return;
    }
    let tokens = grant.tokens.clone();
    let scheme = tokens.scheme();
    for written in [scheme.to_ascii_lowercase(), scheme.to_ascii_uppercase()] {
        let header = format!("{written} {}", tokens.access_token);
        let shot = shoot(&mut grant.run, door.step, (door.request(), Proof::Token(&tokens)), |request| {
            request.headers.set("authorization", header);
        })
        .await;
        let part = wanted(&shot, "200: schemes are compared without regard to case", opened(&shot));
        desk.note(PRESENTATION, part.labelled(format!("{}, the scheme as `{written}`", door.name)));
    }
    // What a resource does with POST is its own business; of userinfo it is known (OpenID Connect Core 5.3.1).
    if door.step != Step::Userinfo {
        return;
    }
    let posted = (door.post(&Params::default()), Proof::Token(&tokens));
    let shot = shoot(&mut grant.run, door.step, posted, |_| {}).await;
    let by_post = opened(&shot);
    desk.note(PRESENTATION, wanted(&shot, "200 for POST as for GET", by_post).labelled("userinfo by POST"));
    let label = "userinfo, the token in header and form";
    if !by_post {
        let part = Part::skip(Skip::ControlFailed, "a POST that is answered");
        return desk.note(PRESENTATION, part.labelled(label));
    }
    let twice = (door.post(&Params::default()), Proof::Token(&tokens));
    let form = Params::default().with("access_token", &tokens.access_token);
    let shot = shoot(&mut grant.run, door.step, twice, |request| rewrite(request, &form)).await;
    let refused = shot.response().is_some_and(|response| response.status == 400);
    desk.note(PRESENTATION, wanted(&shot, "400: one way at a time", refused).labelled(label));
}

/// What is no access token: the ID token, the refresh token, and the code, which is spent.
async fn other_kinds(desk: &Desk<'_>, grant: &mut Grant<'_>, door: &Door) {
    if !desk.wants(ID_TOKEN) || desk.is_noted(ID_TOKEN) {
        return;
    }
    let code = desk.baseline().map(|baseline| baseline.code.as_str().to_owned());
    let kinds = [
        ("an ID token", grant.tokens.id_token.clone()),
        ("a refresh token", grant.tokens.refresh_token.clone()),
        ("a code", code),
    ];
    for (label, other) in kinds.into_iter().filter_map(|(label, other)| Some((label, other?))) {
        // Where one is the other, there is nothing to tell apart.
        if other == grant.tokens.access_token {
            continue;
        }
        let tokens = Tokens { access_token: other, ..grant.tokens.clone() };
        let shot = ask(&mut grant.run, door.step, (door.request(), Proof::Token(&tokens))).await;
        if opened(&shot) && made_up(desk, door).await.is_none_or(|shot| opened(&shot)) {
            return desk.note(ID_TOKEN, open_to_all(&shot).labelled(label));
        }
        let part = kept_shut(&shot, Due::InvalidToken);
        // A SHOULD: some servers take their ID tokens there by design.
        let verdict = if opened(&shot) { Verdict::Warn } else { part.verdict };
        desk.note(ID_TOKEN, Part { verdict, ..part }.labelled(label));
    }
}

/// Whether a door stayed shut and said how to come (RFC 6750 3 and 3.1).
fn kept_shut(shot: &Shot, due: Due) -> Part {
    let expected = match due {
        Due::InvalidToken => "401, WWW-Authenticate with error invalid_token",
        Due::NoError => "401, WWW-Authenticate without an error",
    };
    let Some(response) = shot.response() else { return unclear(shot, expected) };
    let verdict = match response.status {
        200..=299 if names_error(response) => Verdict::Warn,
        200..=299 => Verdict::Fail,
        401 if challenges(response, due) => Verdict::Pass,
        400 | 401 | 403 | 500..=599 => Verdict::Warn,
        _ => Verdict::Inconclusive,
    };
    seen(verdict, expected, shot)
}

/// Whether there is a challenge for tokens that tells what is due.
fn challenges(response: &Response, due: Due) -> bool {
    response.headers.challenges().iter().any(|challenge| {
        let is_for_tokens = ["bearer", "dpop"].iter().any(|scheme| challenge.scheme.eq_ignore_ascii_case(scheme));
        let error = challenge.params.iter().find(|(name, _)| name.eq_ignore_ascii_case("error"));
        is_for_tokens
            && match due {
                Due::NoError => error.is_none(),
                Due::InvalidToken => error.is_some_and(|(_, error)| error == "invalid_token"),
            }
    })
}

/// An error with status 200 gives nothing away.
fn names_error(response: &Response) -> bool {
    json::object(response.body.octets()).is_ok_and(|members| members.contains_key("error"))
}

/// What opens to anybody tells nothing about what it was shown.
fn open_to_all(shot: &Shot) -> Part {
    Part::skip(Skip::ControlFailed, "a door that is not open to everybody").shown_by([shot.exchange.clone()])
}

fn opened(shot: &Shot) -> bool {
    shot.response().is_some_and(|response| (200..300).contains(&response.status) && !names_error(response))
}

fn wanted(shot: &Shot, expected: &str, right: bool) -> Part {
    match shot.response() {
        None => unclear(shot, expected),
        Some(_) => seen(if right { Verdict::Pass } else { Verdict::Warn }, expected, shot),
    }
}

fn seen(verdict: Verdict, expected: &str, shot: &Shot) -> Part {
    let words = shot.response().map_or_else(String::new, |response| {
        let challenge = response.headers.get("www-authenticate");
        let challenge = challenge.map_or_else(String::new, |challenge| format!(", WWW-Authenticate: {challenge}"));
        format!("{}{challenge}", response.status)
    });
    Part::new(verdict, expected, words).shown_by([shot.exchange.clone()])
}

fn unclear(shot: &Shot, expected: &str) -> Part {
    match &shot.exchange.failure {
        Some(failure) => Part::new(Verdict::Error, expected, failure.to_string()).shown_by([shot.exchange.clone()]),
        None => seen(Verdict::Inconclusive, expected, shot),
    }
}

fn without_header(request: &mut Request) {
    request.headers.unset("authorization");
    request.headers.unset(dpop::HEADER);
}
