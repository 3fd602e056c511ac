//! The login that has to work first, and what the rules find in its record.

use crate::flow::{self, Brought, Stop, Why};
use crate::probe::{Agency, Baseline, Desk, Part, Section, Skip, Verdict, catalogue};
use crate::protocol::{Check as Examination, Verdict as Examined, token_response};
use crate::rules::{Finding, Severity, judge};
use crate::trace::{Ending, Exchange, Step, Trace};
use crate::wire::FailureKind;

/// Finds the server; without it there is nothing to check.
pub(super) async fn discover(desk: &Desk<'_>) -> bool {
    let Ok(plan) = desk.plan() else { return false };
    let mut run = desk.run(plan);
    match flow::find_server(&mut run).await {
        Ok(server) => {
            desk.found(server, run.trace.exchanges);
            true
        }
        Err(stop) => {
            // What is wrong with a document is told by whoever looks at it.
            if matches!(stop.why, Why::Failure(_)) {
                run.trace.ended = stop.ending();
                let part = Part::new(Verdict::Error, "200 and a JSON object", ending(&run.trace));
                desk.note("metadata-reachable", part.shown_by(run.trace.exchanges));
                desk.give_up();
            }
            false
        }
    }
}

/// Logs in as the plan says; what the rules find answers every check that needs no more.
pub(super) async fn log_in(desk: &Desk<'_>) {
    let (Some(server), Ok(plan)) = (desk.server(), desk.plan()) else { return };
    if desk.site.agency() == Agency::Nobody || !desk.has_client() {
        return;
    }
    let (mut run, mut brought) = (desk.run(plan), Brought::default());
    // What discovery showed belongs to the record: the rules look at both.
    run.trace.exchanges = desk.discovery();
    let outcome = flow::log_in(&mut run, server, &mut brought).await;
    run.trace.ended = outcome.map_or_else(Stop::ending, |()| Ending::Finished);
    let trace = run.trace;
    let findings = judge(&trace);
    desk.logged_in(trace.clone());
    note_steps(desk, &trace);
    note_findings(desk, &trace, &findings);
    if let Brought { code: Some(code), tokens: Some(tokens), id_token } = brought {
        desk.settled(Baseline { trace, findings, code, tokens, id_token });
    }
}

/// Whether a code came, and tokens for it.
fn note_steps(desk: &Desk<'_>, trace: &Trace) {
    // Also out of an answer that is signed as a whole.
    let answered = trace.answered().get("code").is_some();
    let shown = |last: Step| unanswered(trace).into_iter().filter(move |exchange| exchange.step <= last);
    let stopped = match &trace.ended {
        // A page that tells of an error is an answer to the request.
        Ending::Failed { failure, .. } if failure.kind != FailureKind::ErrorPage => Verdict::Error,
        _ => Verdict::Fail,
    };
    let judged = |came: bool, expected: &str, last: Step| {
        let (verdict, seen) = if came { (Verdict::Pass, "it came".to_owned()) } else { (stopped, ending(trace)) };
        Part::new(verdict, expected, seen).shown_by(shown(last))
    };
    desk.note("authz-baseline", judged(answered, "a code at the redirect URI", Step::Callback));
    match trace.last(Step::Redeem) {
        Some(redeemed) => {
            let came = redeemed.good_answer().is_some_and(|response| {
                token_response::members(response).is_some_and(|members| members.contains_key("access_token"))
            });
            desk.note("token-baseline", judged(came, "200 with an access_token", Step::Redeem));
        }
        None => desk.skip("token-baseline", Skip::ControlFailed, "a code that passed every check"),
    }
}

/// The messages, the last of which tells why nothing came after it, where that is so.
fn unanswered(trace: &Trace) -> Vec<Exchange> {
    let mut exchanges = trace.exchanges.clone();
    if let (Ending::Failed { failure, .. }, Some(last)) = (&trace.ended, exchanges.last_mut())
        && (last.response.is_none() || failure.kind == FailureKind::SignIn)
    {
        last.failure.get_or_insert_with(|| failure.clone());
    }
    exchanges
}

/// How a login ended, in a few words.
fn ending(trace: &Trace) -> String {
    match &trace.ended {
        Ending::Open | Ending::Finished => "the login worked".to_owned(),
        Ending::Refused { step, check } => format!("at {}, {}: {}", step.name(), check.id, check.seen),
        Ending::Denied { step, error } => format!("at {}, the error {}", step.name(), error.error),
        Ending::Failed { step, failure } => format!("at {}, {failure}", step.name()),
        Ending::Interrupted { step } => format!("interrupted at {}", step.name()),
    }
}

/// The checks that the rules answer over the record of this login.
fn note_findings(desk: &Desk<'_>, trace: &Trace, findings: &[Finding]) {
    // What stands in documents was looked at before, with and without somebody who logs in.
    let told = |check: &&'static catalogue::Check| !check.rules.is_empty() && check.section != Section::Discovery;
    for check in catalogue::all().filter(told) {
        for finding in findings.iter().filter(|finding| check.rules.contains(&finding.requirement.id)) {
            desk.note(check.id(), part(trace, finding));
        }
    }
}

/// Says of every check that the record could have told, and did not, why that is. This comes last: a station may know
/// better.
pub(super) fn explain(desk: &Desk<'_>) {
    let told = catalogue::all().filter(|check| !check.rules.is_empty());
    for check in told.filter(|check| desk.wants(check.id()) && !desk.is_noted(check.id())) {
        desk.note(check.id(), untold(desk, check.section));
    }
}

/// Why a login tells nothing about something.
fn untold(desk: &Desk<'_>, section: Section) -> Part {
    let is_of_openid = matches!(section, Section::IdToken | Section::Resource);
    let without_userinfo = desk.server().is_some_and(|server| server.userinfo_endpoint.is_none());
    if is_of_openid && !desk.speaks_openid() {
        return Part::skip(Skip::NotOidc, "a server that speaks OpenID Connect, and the scope openid");
    }
    if section == Section::Resource && without_userinfo {
        return Part::skip(Skip::NotAdvertised, "a userinfo_endpoint");
    }
    match desk.login() {
        None => without_login(desk),
        Some(trace) => match &trace.ended {
            Ending::Failed { failure, .. } => {
                Part::new(Verdict::Error, "an answer", failure.to_string()).shown_by(trace.exchanges.clone())
            }
            Ending::Finished => Part::skip(Skip::NotAdvertised, "a login that brings what this is about"),
            _ => {
                Part::skip(Skip::ControlFailed, format!("a login that comes so far; this one ended {}", ending(&trace)))
            }
        },
    }
}

/// What is noted where a check takes a login that worked, and there is none.
pub(super) fn without_login(desk: &Desk<'_>) -> Part {
    match desk.site.agency() {
        Agency::Nobody => Part::skip(Skip::NeedsSession, "somebody who signs in: --agent"),
        _ if desk.is_limited() => Part::skip(Skip::RateLimited, "a provider that takes more requests"),
        _ => Part::skip(Skip::ControlFailed, "a login that works"),
    }
}

/// A finding as a part of a check.
pub(super) fn part(trace: &Trace, finding: &Finding) -> Part {
    let Examination { id, expected, seen, verdict } = &finding.check;
    let verdict = match (verdict, finding.severity()) {
        // What stopped the login is told by its own check.
        (Examined::Unjudged, _) if matches!(trace.ended, Ending::Refused { .. }) => Verdict::Skip(Skip::ControlFailed),
        (Examined::Unjudged, _) => Verdict::Inconclusive,
        (_, Some(Severity::Failure)) => Verdict::Fail,
        (_, Some(Severity::Warning)) => Verdict::Warn,
        (_, Some(Severity::Info) | None) => Verdict::Pass,
    };
    let shown: Vec<Exchange> =
        finding.exchange.and_then(|index| trace.exchanges.get(index)).cloned().into_iter().collect();
    Part::new(verdict, expected, seen).labelled(id.as_ref()).shown_by(shown)
}
