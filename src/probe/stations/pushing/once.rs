//! The name of a pushed request in use: once, in time, and with nothing beside it that counts (RFC 9126 4).

use std::time::Duration;

use super::jarm;
use super::par::{self, Control};
use crate::probe::stations::{baseline, front};
use crate::probe::{Desk, NoTicket, Part, Profile, Skip, Suite, Ticket, Verdict, Visitor};
use crate::protocol::{Push, Server, push};
use crate::rules::judge;
use crate::trace::{Exchange, Plan, Step, Trace};
use crate::wire::Params;

const BASELINE: &str = "par-baseline";
const ONCE: &str = "par-one-time";
/// Looked at beside a push that works.
pub(super) const OVERRIDE: &str = "par-front-channel-override";
/// Looked at with a code.
pub(super) const USES: [&str; 2] = [BASELINE, ONCE];

/// The rules about a push.
const RULES: [&str; 3] = ["par-response-shape", "par-request-uri-fresh", "par-request-uri-in-time"];
/// RFC 9126 2.2: short, and long enough for a browser to come.
const LIFETIMES: std::ops::RangeInclusive<f64> = 5.0..=600.0;

/// Pushes a request, has it answered with a code, and brings its name once more. Gives back the code, unspent.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, at: (&Server, &str)) -> Option<Ticket<'a>> {
    if !desk.wants_any(&USES) {
        return None;
    }
    if desk.baseline().is_none() {
        for id in USES {
            desk.note(id, baseline::without_login(desk));
        }
        return None;
    }
    let (trace, unspent) = match pushed_login(desk).await {
        Ok(pushed) => pushed,
        Err(none) => {
            desk.note(BASELINE, no_code(&none));
            desk.note(ONCE, none.part());
            return None;
        }
    };
    note_baseline(desk, &trace);
    let carried = trace.last(Step::Authorize).map(|sent| sent.request.query());
    if let Some(params) = carried.filter(|params| params.get("request_uri").is_some() && desk.wants(ONCE)) {
        check_again(desk, &params).await;
        check_expired(desk, at).await;
    }
    unspent
}

/// The record of a login whose request was pushed, and its code: that of the first login, which is spent, where the server
/// wants every request so.
async fn pushed_login<'a>(desk: &'a Desk<'a>) -> Result<(Trace, Option<Ticket<'a>>), NoTicket> {
    if let Some(baseline) = desk.baseline().filter(|baseline| baseline.trace.last(Step::Push).is_some()) {
        return Ok((baseline.trace.clone(), None));
    }
    let mut plan = desk.plan().map_err(|_| NoTicket::skip(Skip::ControlFailed))?;
    plan.asked.push = Push::Always;
    // The same code may tell of signed answers; where none comes, that may be why.
    let signed = jarm::mode(desk).map(|mode| Plan { response_mode: Some(mode), ..plan.clone() });
    let ticket = match signed {
        None => desk.obtain(plan).await?,
        Some(signed) => match desk.obtain(signed).await {
            Err(none) if none.skip.is_none() => desk.obtain(plan).await?,
            ticket => ticket?,
        },
    };
    let mut trace = ticket.run.trace.clone();
    trace.exchanges = desk.discovery().into_iter().chain(trace.exchanges).collect();
    Ok((trace, Some(ticket)))
}

/// A login that works, but not with a pushed request, is what this is about.
fn no_code(none: &NoTicket) -> Part {
    let part = none.part();
    if part.verdict != Verdict::Skip(Skip::ControlFailed) || none.exchanges.is_empty() {
        return part;
    }
    Part::new(Verdict::Fail, "201 and a code", "no code").shown_by(none.exchanges.clone())
}

fn note_baseline(desk: &Desk<'_>, trace: &Trace) {
    let pushed = trace.last(Step::Push).cloned();
    desk.note(BASELINE, Part::new(Verdict::Pass, "a code", "it came").shown_by(pushed.clone()));
    for finding in judge(trace).iter().filter(|finding| RULES.contains(&finding.requirement.id)) {
        desk.note(BASELINE, baseline::part(trace, finding));
    }
    let Some(lifetime) = pushed.as_ref().and_then(lifetime) else { return };
    let fits = LIFETIMES.contains(&lifetime) && (lifetime < 600.0 || desk.options.profile != Profile::Fapi2);
    let verdict = match (fits, desk.options.profile) {
        (true, _) => Verdict::Pass,
        // FAPI 2.0 Security Profile 5.3.2.2 makes it a must.
        (false, Profile::Fapi2) => Verdict::Fail,
        (false, _) => Verdict::Warn,
    };
    let part = Part::new(verdict, "5 to 600 seconds", format!("{lifetime} seconds")).labelled("expires_in");
    desk.note(BASELINE, part.shown_by(pushed));
}

fn lifetime(pushed: &Exchange) -> Option<f64> {
    push::lifetime(pushed.response.as_ref()?)
}

/// The same name after it has led to a code (RFC 9126 7.3).
async fn check_again(desk: &Desk<'_>, params: &Params) {
    const LABEL: &str = "after it has led to a code";
    let visitor = if desk.has_session() { Visitor::SignedIn } else { Visitor::Stranger };
    let look = front::look(desk, params, visitor).await;
    let went_on = look.landed.is_good() || matches!(look.landed, front::Landed::Elsewhere(_));
    let verdict = match (went_on, visitor) {
        (false, _) => look.landed.stopped(),
        (true, Visitor::SignedIn) => Verdict::Warn,
        // Who it is may be asked before anything else is looked at.
        (true, Visitor::Stranger) => Verdict::Inconclusive,
    };
    desk.note(ONCE, look.part(verdict, "an error: the name is good once").labelled(LABEL));
}

/// A name that nobody used in time (RFC 9126 4): takes a wait.
async fn check_expired(desk: &Desk<'_>, (server, endpoint): (&Server, &str)) {
    const LABEL: &str = "after it has expired";
    if desk.options.suite < Suite::Slow {
        return desk.note(ONCE, Part::skip(Skip::OptIn, "time to wait: --suite slow").labelled(LABEL));
    }
    let Ok(plan) = front::quiet(desk) else { return };
    let client_id = plan.client.client_id.clone();
    let shot = par::push_plan(desk, plan, (server, endpoint)).await;
    let lifetime = shot.response().and_then(push::lifetime).filter(|seconds| (0.0..=600.0).contains(seconds));
    let (Some(params), Some(lifetime)) = (par::named(&client_id, &shot), lifetime) else {
        return desk.note(ONCE, Part::skip(Skip::OptIn, "a name that is good for ten minutes at most").labelled(LABEL));
    };
    desk.site.wait(Duration::from_secs_f64(lifetime) + Duration::from_secs(5)).await;
    let look = front::look(desk, &params, Visitor::Stranger).await;
    let verdict = if look.landed.is_good() { Verdict::Fail } else { look.landed.stopped() };
    desk.note(ONCE, look.part(verdict, "an error: the name has expired").labelled(LABEL));
}

/// Parameters beside the name: only what was pushed may count (RFC 9126 4, RFC 9101 6.3).
pub(super) async fn check_override(desk: &Desk<'_>, control: &Control<'_>) {
    if !desk.wants(OVERRIDE) {
        return;
    }
    let beside = [
        ("state", "oauth-flow-check-from-the-query", "another state beside it"),
        ("redirect_uri", "https://oauth-flow-check.invalid/callback", "another redirect_uri beside it"),
    ];
    for (name, value, label) in beside {
        let Ok(plan) = front::quiet(desk) else { return };
        let (client_id, state) = (plan.client.client_id.clone(), plan.nonces.state.clone());
        let shot = par::push_plan(desk, plan, (control.server, control.endpoint)).await;
        let Some(params) = par::named(&client_id, &shot) else { continue };
        let params = params.with(name, value);
        let mut look = front::look(desk, &params, Visitor::Stranger).await;
        if look.landed.is_page() && look.landed.is_good() && desk.has_session() {
            look = front::look(desk, &params, Visitor::SignedIn).await;
        }
        if look.landed.is_page() && look.landed.is_good() && !desk.has_session() {
            desk.note(OVERRIDE, Part::skip(Skip::NeedsSession, "somebody who signs in: --agent").labelled(label));
            continue;
        }
        let verdict = whose(&look.landed, (name, value), state.as_deref());
        desk.note(OVERRIDE, look.part(verdict, "what was pushed, or an error").labelled(label));
    }
}

/// Whose word counted: that of the push, or that of the query.
fn whose(landed: &front::Landed, (name, value): (&str, &str), state: Option<&str>) -> Verdict {
    match landed {
        front::Landed::Elsewhere(_) => Verdict::Fail,
        _ if name == "state" && landed.get("state") == Some(value) => Verdict::Fail,
        // It came to the address that was pushed, which says nothing of the state.
        front::Landed::Back(_) if name == "redirect_uri" => Verdict::Pass,
        front::Landed::Back(_) if landed.get("state") == state || !landed.is_good() => Verdict::Pass,
        front::Landed::Page(_) if !landed.is_good() => Verdict::Pass,
        // A page tells only after a sign-in whose word counted.
        front::Landed::Back(_) | front::Landed::Page(_) | front::Landed::Nothing(_) => Verdict::Inconclusive,
    }
}
