//! Refresh tokens, and who may use them: everything on one grant, from what is surely harmless to what ends it.

mod rotation;
mod scope;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::baseline::without_login;
use super::grant::Grant;
use crate::flow::Proof;
use crate::probe::{Desk, INVALID_CLIENT, INVALID_GRANT, Part, Said, Shot, Skip, Verdict, ask};
use crate::protocol::{Server, id_token, refresh, token_response};
use crate::trace::{Plan, Step};

const BASELINE: &str = "refresh-baseline";
const CLIENT_AUTH: &str = "refresh-client-auth";
const BOUND: &str = "refresh-bound-to-client";
const WIDENING: &str = "refresh-scope-widening";
const ROTATION: &str = "refresh-rotation";
const FAMILY: &str = "refresh-reuse-revokes-family";
const ID_TOKEN: &str = "refresh-idtoken-consistent";
const CONFUSION: &str = "refresh-type-confusion";
/// Everything that is found out here.
pub(super) const ALL: [&str; 8] = [BASELINE, CLIENT_AUTH, BOUND, WIDENING, ROTATION, FAMILY, ID_TOKEN, CONFUSION];

/// Refusals, each with the check that it belongs to: they count once the right request has worked after them (R1).
type Refusals = Vec<(&'static str, Part)>;

/// Looks at it; gives back every grant, whatever became of it.
pub(super) async fn check<'a>(desk: &'a Desk<'_>, mut purse: Vec<Grant<'a>>) -> Vec<Grant<'a>> {
    if !desk.wants_any(&ALL) {
        return purse;
    }
    for (id, reason, wanted) in out_of_question(desk) {
        desk.skip(id, reason, wanted);
    }
    if desk.baseline().is_none() || desk.is_limited() {
        note_rest(desk, &without_login(desk));
        return purse;
    }
    // The last one is the one whose scope leaves room.
    let held = purse.iter().rposition(|grant| grant.tokens.refresh_token.is_some()).map(|at| purse.remove(at));
    match Fresh::of(desk, held).await {
        Ok(mut fresh) => {
            examine(desk, &mut fresh).await;
            purse.push(fresh.grant);
        }
        Err(part) => note_rest(desk, &part),
    }
    purse
}

/// A grant that was refreshed once, and what it was before.
struct Fresh<'a> {
    grant: Grant<'a>,
    id_token: Option<String>,
    scope: Vec<String>,
    shot: Shot,
}

impl<'a> Fresh<'a> {
    /// Refreshes for the first time. The tokens of a login before may be dead by now, since for a code that comes twice
    /// some servers end everything that the user gave to this client: what fails there is tried on a grant of its own.
    async fn of(desk: &'a Desk<'_>, held: Option<Grant<'a>>) -> Result<Self, Part> {
        if let Some(grant) = held {
            let fresh = Self::renewed(grant).await;
            if !matches!(Said::of(&fresh.shot), Said::Refused { status: 400..=499, .. }) {
                return Ok(fresh);
            }
        }
        Ok(Self::renewed(own(desk).await?).await)
    }

    async fn renewed(mut grant: Grant<'a>) -> Self {
        let (id_token, scope) = (grant.tokens.id_token.clone(), scope::granted(&grant));
        let shot = grant.renew(&[]).await;
        Self { grant, id_token, scope, shot }
    }
}

/// What no refresh token of this client could tell.
fn out_of_question(desk: &Desk<'_>) -> Vec<(&'static str, Skip, &'static str)> {
    let is_confidential = desk.subject.plan.client.is_confidential();
    let mut out = Vec::new();
    if is_confidential {
        out.push((FAMILY, Skip::ConfidentialClient, "a public client: this one has to prove itself as well"));
    } else {
        out.push((CLIENT_AUTH, Skip::PublicClient, "a client that can prove itself"));
    }
    if desk.subject.second.is_none() {
        out.push((BOUND, Skip::NoSecondClient, "a second client of the same server"));
    }
    if !desk.speaks_openid() {
        out.push((ID_TOKEN, Skip::NotOidc, "a server that speaks OpenID Connect, and the scope openid"));
    }
    out
}

/// Notes the same for everything about which nothing is known yet.
fn note_rest(desk: &Desk<'_>, part: &Part) {
    for id in ALL.into_iter().filter(|id| !desk.is_noted(id)) {
        desk.note(id, part.clone());
    }
}

/// A grant for this alone.
pub(super) async fn own<'a>(desk: &'a Desk<'_>) -> Result<Grant<'a>, Part> {
    let none =
        || Part::skip(Skip::NoRefreshToken, "a refresh token: the scope offline_access, or another registration");
    let plan = desk.plan().ok().and_then(|plan| lasting(desk, plan)).ok_or_else(none)?;
    let grant = Grant::of(desk, plan).await.map_err(|reason| reason.part())?;
    if grant.tokens.refresh_token.is_some() { Ok(grant) } else { Err(none()) }
}

/// Whether some login has brought a refresh token.
pub(super) fn is_lasting(desk: &Desk<'_>) -> bool {
    desk.verdict(BASELINE) == Some(Verdict::Pass)
}

/// The plan of a login that brings a refresh token. Where the first one brought none, the user is asked for it
/// (OpenID Connect Core 11); there is no such plan where nobody could be.
pub(super) fn lasting(desk: &Desk<'_>, plan: Plan) -> Option<Plan> {
    let came = desk.baseline().is_some_and(|baseline| baseline.tokens.refresh_token.is_some());
    let mut plan = scope::narrowed(desk, plan);
    if !came {
        let offline = plan.scope.iter().any(|scope| scope == "offline_access");
        if !offline || !desk.speaks_openid() || plan.asked.get("prompt").is_some() {
            return None;
        }
        plan.asked.parameters.push(("prompt".to_owned(), "consent".to_owned()));
    }
    Some(plan)
}

async fn examine<'a>(desk: &'a Desk<'_>, fresh: &mut Fresh<'a>) {
    let Fresh { grant, id_token, scope: granted, shot } = fresh;
    desk.note(BASELINE, renewed(shot));
    if Said::of(shot) != Said::Tokens {
        return note_rest(desk, &Part::skip(Skip::ControlFailed, "a refresh that works"));
    }
    note_id_token(desk, id_token.as_deref(), shot);
    desk.note(WIDENING, scope::kept(shot, granted));
    let again = grant.renew(&[]).await;
    if Said::of(&again) != Said::Tokens {
        desk.note(ROTATION, rotation::used_up(&again));
        return note_rest(desk, &Part::skip(Skip::ControlFailed, "a refresh that works twice"));
    }
    let mut refusals = without_proof(desk, grant).await;
    refusals.extend(by_another(desk, grant).await);
    refusals.extend(confused(desk, grant).await);
    refusals.extend(scope::widened(desk, grant, granted).await);
    let before = grant.tokens.refresh_token.clone().unwrap_or_default();
    let control = grant.renew(&[]).await;
    let lives = Said::of(&control) == Said::Tokens;
    for (id, part) in refusals {
        desk.note(id, if lives { part } else { weakened(part, &Said::of(&control)) });
    }
    if lives {
        desk.note(WIDENING, scope::whole_again(&control, granted));
        rotation::judge(desk, grant, (&before, &control)).await;
    }
    note_rest(desk, &Part::skip(Skip::ControlFailed, "a refresh that works after refused ones"));
}

fn renewed(shot: &Shot) -> Part {
    let said = Said::of(shot);
    let verdict = match &said {
        Said::Tokens => Verdict::Pass,
        Said::Nothing(_) => Verdict::Error,
        // It may be able to later.
        Said::Refused { status: 503, .. } => Verdict::Inconclusive,
        Said::Refused { .. } | Said::Other(_) => Verdict::Fail,
    };
    Part::new(verdict, "200 with an access_token", said.words()).shown_by([shot.exchange.clone()])
}

/// A refusal proves nothing where the right request does not work afterwards.
fn weakened(part: Part, control: &Said) -> Part {
    match part.verdict {
        Verdict::Pass if control.is_limit() => Part { verdict: Verdict::Skip(Skip::RateLimited), ..part },
        Verdict::Pass => Part {
            verdict: Verdict::Inconclusive,
            seen: format!("{}; but then the right request was refused as well", part.seen),
            ..part
        },
        _ => part,
    }
}

/// The client names itself and proves nothing, or the wrong thing (RFC 6749 6).
async fn without_proof<'a>(desk: &'a Desk<'_>, grant: &mut Grant<'a>) -> Refusals {
    let mut refusals = Vec::new();
    if !desk.wants(CLIENT_AUTH) || !grant.client().is_confidential() {
        return refusals;
    }
    let (server, request) = request(grant);
    let shot = grant.send_unproven(desk, Step::Refresh, (request, Proof::Client(&server))).await;
    grant.adopt(&shot);
    refusals.push((CLIENT_AUTH, INVALID_CLIENT.judge(&shot).labelled("without proof")));
    if let Some(mut run) = grant.with_wrong_secret(desk) {
        let (server, request) = self::request(grant);
        let shot = ask(&mut run, Step::Refresh, (request, Proof::Client(&server))).await;
        grant.adopt(&shot);
        refusals.push((CLIENT_AUTH, INVALID_CLIENT.judge(&shot).labelled("with a wrong secret")));
    }
    refusals
}

/// Another client, which proves itself rightly.
async fn by_another<'a>(desk: &'a Desk<'_>, grant: &mut Grant<'a>) -> Refusals {
    let Some(mut run) = grant.of_another(desk).filter(|_| desk.wants(BOUND)) else { return Vec::new() };
    let (server, request) = request(grant);
    let shot = ask(&mut run, Step::Refresh, (request, Proof::Client(&server))).await;
    grant.adopt(&shot);
    vec![(BOUND, INVALID_GRANT.judge(&shot))]
}

/// What is no refresh token, shown as one (RFC 8725 3.11).
async fn confused(desk: &Desk<'_>, grant: &mut Grant<'_>) -> Refusals {
    let mut refusals = Vec::new();
    if !desk.wants(CONFUSION) {
        return refusals;
    }
    let code = desk.baseline().map(|baseline| baseline.code.as_str().to_owned());
    let kinds = [
        ("an access token", Some(grant.tokens.access_token.clone())),
        ("an ID token", grant.tokens.id_token.clone()),
        ("a code", code),
    ];
    for (label, other) in kinds.into_iter().filter_map(|(label, other)| Some((label, other?))) {
        let request = refresh::request(&grant.server, &other, &[]);
        let shot = ask(&mut grant.run, Step::Refresh, (request, Proof::Client(&grant.server))).await;
        grant.adopt(&shot);
        refusals.push((CONFUSION, INVALID_GRANT.judge(&shot).labelled(label)));
    }
    refusals
}

/// The request as it should be, with the refresh token that is held now.
fn request(grant: &Grant<'_>) -> (Server, crate::wire::Request) {
    let token = grant.tokens.refresh_token.as_deref().unwrap_or_default();
    (grant.server.clone(), refresh::request(&grant.server, token, &[]))
}

/// OpenID Connect Core 12.2, against the ID token of this very grant.
fn note_id_token(desk: &Desk<'_>, first: Option<&str>, shot: &Shot) {
    if !desk.wants(ID_TOKEN) || desk.is_noted(ID_TOKEN) {
        return;
    }
    let members = shot.response().and_then(token_response::members).unwrap_or_default();
    let claims = |compact: Option<&str>| compact.and_then(id_token::read).map(|(_, claims)| claims);
    let part = match (claims(first), members.get("id_token").and_then(Value::as_str)) {
        (None, _) => Part::skip(Skip::ControlFailed, "an ID token of the login that can be read"),
        // A refresh response might not contain one (12.2).
        (_, None) => Part::new(Verdict::Pass, "none, or one of the same user and login", "none"),
        (Some(first), Some(second)) => match claims(Some(second)) {
            Some(second) => consistent(&first, &second),
            None => Part::new(Verdict::Fail, "an ID token that can be read", "it cannot be read"),
        },
    };
    desk.note(ID_TOKEN, part.shown_by([shot.exchange.clone()]));
}

fn consistent(first: &Map<String, Value>, second: &Map<String, Value>) -> Part {
    let same = |name: &str| first.get(name) == second.get(name);
    // What may be left out has to be the same where it is there.
    let may_be_absent = ["auth_time", "azp", "nonce"].into_iter().filter(|name| second.contains_key(*name));
    let other = ["iss", "sub"].into_iter().chain(may_be_absent).find(|name| !same(name));
    let number = |claims: &Map<String, Value>, name: &str| claims.get(name).and_then(Value::as_f64);
    let older = number(first, "iat").zip(number(second, "iat")).is_some_and(|(first, second)| second < first);
    let wrong = match other {
        Some(name) => Some(name),
        None if !audience(second).is_superset(&audience(first)) => Some("aud"),
        None if older => Some("iat"),
        None => None,
    };
    let words = |claims: &Map<String, Value>, name: &str| {
        format!("{name} {}", claims.get(name).map_or("absent".to_owned(), Value::to_string))
    };
    match wrong {
        Some(name) => Part::new(Verdict::Fail, words(first, name), words(second, name)),
        None => Part::new(Verdict::Pass, "the same user and login, and a new iat", "so it is"),
    }
}

fn audience(claims: &Map<String, Value>) -> BTreeSet<String> {
    match claims.get("aud") {
        Some(Value::String(one)) => [one.clone()].into(),
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => BTreeSet::default(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_token_of_a_refresh_tells_of_the_same_login() {
        let first = json!({"iss": "i", "sub": "a", "aud": "c", "iat": 5, "auth_time": 4, "nonce": "n"});
        let verdict = |second: Value| consistent(first.as_object().unwrap(), second.as_object().unwrap()).verdict;
        assert_eq!(verdict(json!({"iss": "i", "sub": "a", "aud": ["c"], "iat": 6})), Verdict::Pass);
        assert_eq!(verdict(first.clone()), Verdict::Pass);
        for (claim, value) in [
            ("iss", json!("j")),
            ("sub", json!("b")),
            ("aud", json!(["d"])),
            ("iat", json!(4)),
            ("auth_time", json!(6)),
            ("nonce", json!("m")),
            ("azp", json!("d")),
        ] {
            let mut second = first.clone();
            second[claim] = value;
            assert_eq!(verdict(second), Verdict::Fail, "{claim}");
        }
    }

    #[test]
    fn a_refusal_is_weak_where_the_right_request_is_refused_too() {
        let weak = |verdict, status| {
            let control = Said::Refused { status, error: None };
            weakened(Part::new(verdict, "", ""), &control).verdict
        };
        assert_eq!(weak(Verdict::Pass, 400), Verdict::Inconclusive);
        assert_eq!(weak(Verdict::Fail, 400), Verdict::Fail);
        assert_eq!(weak(Verdict::Pass, 429), Verdict::Skip(Skip::RateLimited));
        assert_eq!(weak(Verdict::Fail, 429), Verdict::Fail);
    }
}
