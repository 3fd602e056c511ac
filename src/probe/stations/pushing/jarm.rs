//! Answers that are signed as a whole (JARM).

use super::{lists, not_offered};
use crate::jose::Jwt;
use crate::probe::stations::baseline;
use crate::probe::stations::baseline::without_login;
use crate::probe::{Desk, Part, Skip, Ticket, Verdict};
use crate::protocol::ResponseMode;
use crate::protocol::callback;
use crate::rules::{Severity, judge};
use crate::trace::{Step, Trace};

const ID: &str = "jarm-response";
/// The answer is good for this long at most, in seconds (JARM 2.1).
const LONGEST: f64 = 600.0;

/// Has a login answered by a JWT; gives back its code, which nobody has spent. A login whose request was pushed may have
/// been answered so.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, pushed: Option<&Ticket<'_>>) -> Option<Ticket<'a>> {
    if !desk.wants(ID) {
        return None;
    }
    let Some(mode) = offered(desk) else {
        not_offered(desk, &[ID], "a response mode `jwt`");
        return None;
    };
    if desk.baseline().is_none() {
        desk.note(ID, without_login(desk));
        return None;
    }
    if let Some(pushed) = pushed.filter(|ticket| ticket.run.trace.plan.response_mode == Some(mode)) {
        let mut trace = pushed.run.trace.clone();
        trace.exchanges = desk.discovery().into_iter().chain(trace.exchanges).collect();
        note(desk, &trace);
        return None;
    }
    let mut plan = desk.plan().ok()?;
    plan.response_mode = Some(mode);
    let mut trace = Trace::begin(plan.clone());
    let (answered, unspent) = match desk.obtain(plan).await {
        Ok(ticket) => {
            trace.plan = ticket.run.trace.plan.clone();
            (ticket.run.trace.exchanges.clone(), Some(ticket))
        }
        // The login itself works: what does not is the answer.
        Err(none) if none.skip.is_none() && none.exchanges.iter().any(|it| it.step == Step::Callback) => {
            (none.exchanges, None)
        }
        Err(none) => {
            desk.note(ID, none.part());
            return None;
        }
    };
    trace.exchanges = desk.discovery().into_iter().chain(answered).collect();
    note(desk, &trace);
    unspent
}

/// The mode that makes a JWT of an answer, where that is wanted and offered.
pub(super) fn mode(desk: &Desk<'_>) -> Option<ResponseMode> {
    if desk.wants(ID) { offered(desk) } else { None }
}

fn offered(desk: &Desk<'_>) -> Option<ResponseMode> {
    let document = desk.server()?.metadata.as_ref()?;
    let listed = document.list("response_modes_supported").unwrap_or_default();
    let named = [ResponseMode::Jwt, ResponseMode::QueryJwt].into_iter().find(|mode| listed.contains(&mode.name()));
    named.or_else(|| lists(desk, "authorization_signing_alg_values_supported").then_some(ResponseMode::Jwt))
}

fn note(desk: &Desk<'_>, trace: &Trace) {
    let Some(arrived) = trace.last(Step::Callback) else {
        return desk.skip(ID, Skip::ControlFailed, "an answer");
    };
    let (params, _) = callback::parameters(&arrived.request);
    let beside: Vec<&str> = params.iter().map(|(name, _)| name).filter(|name| *name != "response").collect();
    let verdict = if beside.is_empty() && params.get("response").is_some() { Verdict::Pass } else { Verdict::Fail };
    let seen = if params.get("response").is_none() { "no `response`".to_owned() } else { beside.join(", ") };
    let part = Part::new(verdict, "one `response` and nothing beside it", seen).labelled("form");
    desk.note(ID, part.shown_by([arrived.clone()]));
    for finding in judge(trace).iter().filter(|finding| is_about(finding.requirement.id)) {
        // What is only odd about the answer itself is told by whoever looks at an ordinary one.
        if finding.requirement.id.starts_with("jarm-") || finding.severity() == Some(Severity::Failure) {
            desk.note(ID, baseline::part(trace, finding));
        }
    }
    if let Some(part) = lifetime(params.get("response").unwrap_or_default(), arrived.ended_at()) {
        desk.note(ID, part.shown_by([arrived.clone()]));
    }
}

fn is_about(id: &str) -> bool {
    id.starts_with("jarm-") || matches!(id, "response-code-present" | "response-state-exact")
}

/// JARM 2.1 recommends ten minutes at most.
fn lifetime(response: &str, now: f64) -> Option<Part> {
    let exp = Jwt::parse(response).ok()?.claims.get("exp")?.as_f64()?;
    let left = exp - now;
    let verdict = if left <= LONGEST { Verdict::Pass } else { Verdict::Warn };
    let seen = format!("{left:.0} seconds");
    Some(Part::new(verdict, format!("{LONGEST:.0} seconds at most"), seen).labelled("how long it is good"))
}
