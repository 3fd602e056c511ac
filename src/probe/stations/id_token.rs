//! The ID tokens of further logins beside that of the first one.

use serde_json::{Map, Value, json};

use super::grant::{Grant, NoGrant};
use super::load::Load;
use super::{asking, baseline::without_login, refresh};
use crate::probe::{Desk, Part, Skip, Suite, Verdict};
use crate::protocol::check::or_absent;
use crate::protocol::{Metadata, id_token};
use crate::trace::{Exchange, Plan, Step};

const NONCE: &str = "idtoken-nonce";
const STABLE: &str = "idtoken-sub-stable";
const AUTH_TIME: &str = "idtoken-auth-time";

/// A login of today is young enough, one of yesterday is not; in seconds.
const MAX_AGE: u64 = 28_800;

/// What was asked of a further login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// No page is to be shown, and how the user signed in is to be told.
    Silent,
    /// Pages may be shown.
    Open,
}

/// The claims of an ID token, unchecked: whether they are right is the business of others.
type Claims = Map<String, Value>;

/// Logs in twice more, where that is wanted; the tokens are for whoever needs some that nobody else does.
pub(super) async fn check<'a>(desk: &'a Desk<'_>) -> Vec<Grant<'a>> {
    let mut purse = Vec::new();
    if !desk.speaks_openid() {
        return without_openid(desk, purse);
    }
    if desk.baseline().is_none() {
        for id in [STABLE, AUTH_TIME].into_iter().filter(|id| !desk.is_noted(id)) {
            desk.note(id, without_login(desk));
        }
        return purse;
    }
    if desk.wants_any(&[STABLE, AUTH_TIME]) || wants_more_nonces(desk) {
        purse.extend(another(desk).await);
    }
    if wants_more_nonces(desk) {
        purse.extend(without_nonce(desk).await);
    }
    purse
}

fn without_openid<'a>(desk: &Desk<'_>, purse: Vec<Grant<'a>>) -> Vec<Grant<'a>> {
    for id in [STABLE, AUTH_TIME] {
        desk.skip(id, Skip::NotOidc, "a server that speaks OpenID Connect, and the scope openid");
    }
    purse
}

/// The smallest suite has the nonce of the first login alone: further codes are for the larger ones.
fn wants_more_nonces(desk: &Desk<'_>) -> bool {
    let named = !desk.options.selection.only.is_empty();
    desk.wants(NONCE) && (named || desk.options.suite >= Suite::Full)
}

/// One more login, by a session that is there already if that works.
async fn another<'a>(desk: &'a Desk<'_>) -> Option<Grant<'a>> {
    let (mut reason, load) = (None, Load::odd(desk));
    // It may be what it carries besides that is refused.
    let bare = (!load.is_empty()).then(|| (Way::Open, Load::default()));
    for (way, load) in [(Way::Silent, load.clone()), (Way::Open, load)].into_iter().chain(bare) {
        let Ok(plan) = desk.plan() else { return None };
        let mut plan = asked(desk, plan, way);
        load.put(&mut plan);
        match Grant::of(desk, plan).await {
            Ok(grant) => {
                load.note(desk, &grant.run.trace.plan, &evidence(&grant));
                if way == Way::Silent {
                    asking::note_silent(desk, &grant.run.trace.exchanges);
                }
                judge_another(desk, &grant, way);
                return Some(grant);
            }
            Err(refused) if refused.is_refused() => reason = Some(refused),
            Err(other) => {
                reason = Some(other);
                break;
            }
        }
    }
    let part = reason.as_ref().map_or_else(|| without_login(desk), NoGrant::part);
    for id in [NONCE, STABLE, AUTH_TIME].into_iter().filter(|id| *id != NONCE || wants_more_nonces(desk)) {
        desk.note(id, part.clone().labelled("a second login"));
    }
    None
}

/// What is asked for beside the ordinary: `max_age` makes `auth_time` due (OpenID Connect Core 3.1.2.1), and a class of
/// authentication that is essential makes `acr` due (5.5.1.1).
fn asked(desk: &Desk<'_>, mut plan: Plan, way: Way) -> Plan {
    let mut ask = |name: &str, value: String| {
        if plan.asked.get(name).is_none() {
            plan.asked.parameters.push((name.to_owned(), value));
        }
    };
    ask("max_age", MAX_AGE.to_string());
    if way == Way::Silent {
        ask("prompt", "none".to_owned());
        if let Some(classes) = classes(desk) {
            ask("claims", json!({"id_token": {"acr": {"essential": true, "values": classes}}}).to_string());
        }
    }
    plan
}

/// Every class that the server knows, so that one of them is met already; none where it does not understand the question.
fn classes(desk: &Desk<'_>) -> Option<Vec<String>> {
    let document: &Metadata = desk.server()?.metadata.as_ref()?;
    let classes = document.list("acr_values_supported").filter(|classes| !classes.is_empty())?;
    let understood = document.flag("claims_parameter_supported") == Some(true);
    understood.then(|| classes.into_iter().map(str::to_owned).collect())
}

fn judge_another(desk: &Desk<'_>, grant: &Grant<'_>, way: Way) {
    let first = desk.baseline().and_then(|baseline| claims(baseline.tokens.id_token.as_deref()));
    let (Some(first), Some(second)) = (first, claims(grant.tokens.id_token.as_deref())) else {
        let part = Part::skip(Skip::ControlFailed, "two ID tokens that can be read").shown_by(evidence(grant));
        for id in [STABLE, AUTH_TIME] {
            desk.note(id, part.clone());
        }
        return;
    };
    if wants_more_nonces(desk) {
        let sent = grant.run.trace.plan.nonces.nonce.as_deref();
        desk.note(NONCE, returned(sent, &second).labelled("a second login").shown_by(evidence(grant)));
    }
    desk.note(STABLE, same_user(&first, &second).labelled("iss and sub").shown_by(evidence(grant)));
    let now = grant.run.trace.exchanges.last().map_or(0.0, Exchange::ended_at);
    let time = recent(grant, &second, now);
    // One that is wrong by itself need not be compared.
    let may_compare = way == Way::Silent && time.verdict == Verdict::Pass && first.contains_key("auth_time");
    desk.note(AUTH_TIME, time.labelled("auth_time").shown_by(evidence(grant)));
    if may_compare {
        let part = compared(&first, &second, &["auth_time"]).labelled("auth_time, where nobody signed in anew");
        desk.note(STABLE, part.shown_by(evidence(grant)));
    }
    if way == Way::Silent
        && let Some(classes) = classes(desk)
    {
        desk.note(AUTH_TIME, of_class(&classes, &second).labelled("acr").shown_by(evidence(grant)));
    }
}

/// The nonce of the second login comes back, not one that somebody kept (OpenID Connect Core 3.1.3.7, step 11).
fn returned(sent: Option<&str>, claims: &Claims) -> Part {
    let seen = claims.get("nonce").and_then(Value::as_str);
    let verdict = if seen == sent { Verdict::Pass } else { Verdict::Fail };
    Part::new(verdict, or_absent(sent), or_absent(seen))
}

fn same_user(first: &Claims, second: &Claims) -> Part {
    if first.contains_key("sub") && second.contains_key("sub") {
        return compared(first, second, &["iss", "sub"]);
    }
    Part::skip(Skip::ControlFailed, "a sub in both ID tokens")
}

fn compared(first: &Claims, second: &Claims, names: &[&str]) -> Part {
    let words = |claims: &Claims| {
        let one = |name: &&str| format!("{name} {}", claims.get(*name).map_or("absent".to_owned(), Value::to_string));
        names.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let same = names.iter().all(|name| first.get(*name) == second.get(*name));
    Part::new(if same { Verdict::Pass } else { Verdict::Fail }, words(first), words(second))
}

/// OpenID Connect Core 3.1.3.7, step 13.
fn recent(grant: &Grant<'_>, claims: &Claims, now: f64) -> Part {
    let plan = &grant.run.trace.plan;
    let asked = plan.asked.get("max_age").and_then(|text| text.parse::<u32>().ok()).map_or(f64::MAX, f64::from);
    let skew = std::time::Duration::from_secs(plan.clock_skew).as_secs_f64();
    let expected = format!("a number not more than {asked:.0} s before now, {now:.0}");
    let (verdict, seen) = match claims.get("auth_time") {
        None => (Verdict::Fail, "absent".to_owned()),
        Some(value) => match value.as_f64() {
            Some(time) if now - time <= asked + skew && time <= now + skew => (Verdict::Pass, format!("{time:.0}")),
            _ => (Verdict::Fail, value.to_string()),
        },
    };
    Part::new(verdict, expected, seen)
}

/// OpenID Connect Core 5.5.1.1.
fn of_class(classes: &[String], claims: &Claims) -> Part {
    let seen = claims.get("acr").and_then(Value::as_str);
    let met = seen.is_some_and(|acr| classes.iter().any(|class| class == acr));
    let verdict = if met { Verdict::Pass } else { Verdict::Fail };
    Part::new(verdict, format!("one of {}", classes.join(", ")), or_absent(seen))
}

/// Without a nonce a login works, and there is none in the ID token: it is a choice of the client in the code flow
/// (OpenID Connect Core 3.1.2.1). The grant serves the checks of refresh tokens.
async fn without_nonce<'a>(desk: &'a Desk<'_>) -> Option<Grant<'a>> {
    const LABEL: &str = "a login without nonce";
    let mut plan = desk.plan().ok()?;
    // What comes through the browser needs one (3.2.2.1).
    if plan.asked.response_type.has_id_token() {
        return None;
    }
    plan.nonces.nonce = None;
    let lasting = refresh::lasting(desk, plan.clone()).filter(|_| desk.wants_any(&refresh::ALL));
    // Whether it is the missing nonce that is refused can be told where nothing else was changed.
    let refused =
        if lasting.as_ref().is_some_and(|own| own.asked != plan.asked) { Verdict::Inconclusive } else { Verdict::Warn };
    let plan = lasting.unwrap_or(plan);
    let load = Load::long(desk);
    let mut loaded = plan.clone();
    load.put(&mut loaded);
    let mut grant = Grant::of(desk, loaded).await;
    if !load.is_empty() && grant.as_ref().err().is_some_and(NoGrant::is_refused) {
        // It may have been what it carried besides.
        grant = Grant::of(desk, anew(desk, plan)?).await;
    }
    match grant {
        Ok(grant) => {
            load.note(desk, &grant.run.trace.plan, &evidence(&grant));
            if let Some(claims) = claims(grant.tokens.id_token.as_deref()) {
                let seen = claims.get("nonce").map_or_else(|| "absent".to_owned(), Value::to_string);
                let verdict = if claims.contains_key("nonce") { Verdict::Warn } else { Verdict::Pass };
                desk.note(NONCE, Part::new(verdict, "absent", seen).labelled(LABEL).shown_by(evidence(&grant)));
            }
            Some(grant)
        }
        Err(reason) => {
            let part = reason.part();
            let verdict = if reason.is_refused() { refused } else { part.verdict };
            let expected = "a code: a nonce is the client's choice in this flow".to_owned();
            desk.note(NONCE, Part { verdict, expected, ..part }.labelled(LABEL));
            None
        }
    }
}

/// The same plan with everything drawn anew.
fn anew(desk: &Desk<'_>, plan: Plan) -> Option<Plan> {
    let mut nonces = desk.plan().ok()?.nonces;
    nonces.nonce = plan.nonces.nonce;
    Some(Plan { nonces, ..plan })
}

fn claims(compact: Option<&str>) -> Option<Claims> {
    compact.and_then(id_token::read).map(|(_, claims)| claims)
}

/// The messages of a login.
fn evidence(grant: &Grant<'_>) -> Vec<Exchange> {
    let exchanges = grant.run.trace.exchanges.iter();
    exchanges
        .filter(|exchange| matches!(exchange.step, Step::Authorize | Step::Callback | Step::Redeem))
        .cloned()
        .collect()
}
