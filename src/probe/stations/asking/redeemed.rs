//! Requests that are judged by what their code is good for.

use super::judge::{Aim, Try};
use super::look::Edit;
use super::missing;
use super::rows::{Ground, METHOD_MISSING, PLAIN, unknown_scope};
use crate::flow::Why;
use crate::probe::stations::grant::Grant;
use crate::probe::stations::{refresh, unchallenged};
use crate::probe::{Desk, NoTicket, Part, Said, Shot, Skip, Suite, Ticket, Verdict, set_form};
use crate::protocol::callback::opened;
use crate::protocol::{Pkce, RequestObject, token_response};
use crate::trace::{Change, Exchange, Plan, Step, Tamper};
use crate::wire::FailureKind;

/// Brings a code for each of these, and sees what it is good for; gives back the tokens that came.
pub(super) async fn check<'a>(ground: &Ground<'a>, tries: &[Try]) -> Vec<Grant<'a>> {
    let options = &ground.desk.options;
    let is_small = options.suite == Suite::Smoke && options.selection.only.is_empty();
    let too_small = is_small.then_some((Skip::CodeBudget, "a code of its own: --suite full"));
    // Whoever signs in need not show what it sees here.
    let lacking = missing(ground.desk).filter(|(reason, _)| *reason != Skip::NeedsInteraction).or(too_small);
    let (mut plain_taken, mut grants) = (false, Vec::new());
    for one in tries {
        let part = match lacking {
            Some((reason, wanted)) => Part::skip(reason, wanted),
            None => match (one.id, one.label.as_str()) {
                ("authz-pkce-required", _) => without_challenge(ground).await,
                ("authz-pkce-plain-refused", PLAIN) => {
                    let part = plain(ground).await;
                    plain_taken = part.verdict != Verdict::Pass;
                    part
                }
                ("authz-pkce-plain-refused", METHOD_MISSING) => method_missing(ground, plain_taken).await,
                _ => {
                    let (part, grant) = beyond_scope(ground).await;
                    grants.extend(grant);
                    part
                }
            },
        };
        ground.desk.note(one.id, part.labelled(&one.label));
    }
    grants
}

/// Where the user is asked although the request is wrong, the answer tells whether it is refused after all: it is waited
/// for, at another address where the request names one.
pub(super) async fn through(desk: &Desk<'_>, one: &Try) -> Option<Part> {
    let Aim::Refused(bar) = one.aim else { return None };
    let mut plan = desk.plan().ok()?;
    if let Some(client) = &one.ask.client {
        plan.client = client.clone();
        plan.asked.request_object = RequestObject::None;
    }
    let mut changes = Vec::new();
    let (verdict, seen) = match one.ask.edits.as_slice() {
        [Edit::Set("redirect_uri", named)] => {
            plan.client.redirect_uri.clone_from(named);
            (bar.elsewhere, "an answer at that address, once the user agrees")
        }
        edits => {
            changes = edits.iter().map(|edit| change(edit, &plan)).collect::<Option<Vec<_>>>()?;
            (bar.accepted, "a code, once the user agrees")
        }
    };
    let changes_address = changes.is_empty();
    let exchanges = match desk.obtain_changed(plan, changes).await {
        Ok(ticket) => ticket.run.trace.exchanges,
        // An error at another address goes to a stranger all the same.
        Err(none) if changes_address && answer(&none.exchanges).is_some() => none.exchanges,
        Err(none) => {
            let part = refused(&none, "", bar.expected);
            return (part.verdict == Verdict::Pass).then(|| part.labelled(&one.label));
        }
    };
    Some(Part::new(verdict, bar.expected, seen).labelled(&one.label).shown_by(exchanges))
}

/// An edit as a change to the message of the browser, where it goes in the query and is written once.
fn change(edit: &Edit, plan: &Plan) -> Option<Tamper> {
    let change = match edit {
        _ if plan.asked.push.is_on() => return None,
        Edit::Set(name, value) => Change::SetParameter((*name).to_owned(), value.clone()),
        Edit::Unset(name) => Change::UnsetParameter((*name).to_owned()),
        Edit::Extend(..) | Edit::Add(..) | Edit::Before(..) => return None,
    };
    Some(Tamper { step: Step::Authorize, change })
}

const REFUSED: &str = "invalid_request, or an error page";

/// A code that is bound to nobody: the worst is a public client whose code anybody can redeem (RFC 9700 2.1.1).
async fn without_challenge(ground: &Ground<'_>) -> Part {
    let desk = ground.desk;
    let mut ticket = match obtain(ground, |plan| *plan = unchallenged::plan(plan.clone())).await {
        Ok(ticket) => ticket,
        Err(none) => {
            if unchallenged::is_open(desk) {
                unchallenged::note_none(desk, &none);
            }
            return refused(&none, "invalid_request", REFUSED);
        }
    };
    let exchanges = ticket.run.trace.exchanges.clone();
    // The same code shows what a verifier does with it.
    let is_open = unchallenged::is_open(desk);
    let redeemed = if is_open { unchallenged::redeem(desk, &mut ticket).await } else { None };
    if !ground.is_public() {
        let part = Part::new(ground.by_profile(), REFUSED, "a code that no verifier guards; the secret alone does");
        return part.shown_by(exchanges);
    }
    if let Some(shot) = redeemed.filter(|shot| Said::of(shot) == Said::Tokens) {
        return unguarded(&shot, exchanges);
    }
    if !is_open {
        let shot = ticket.redeem(|_| ()).await;
        return unguarded(&shot, exchanges);
    }
    // The attempt before may have spent it.
    match obtain(ground, |plan| *plan = unchallenged::plan(plan.clone())).await {
        Ok(mut ticket) => {
            let shot = ticket.redeem(|_| ()).await;
            unguarded(&shot, ticket.run.trace.exchanges)
        }
        Err(none) => none.part(),
    }
}

/// What a code without a challenge came to at a public client.
fn unguarded(shot: &Shot, exchanges: Vec<Exchange>) -> Part {
    let (verdict, seen) = match Said::of(shot) {
        Said::Tokens => (Verdict::Fail, "a code that anybody can redeem who has it".to_owned()),
        Said::Nothing(why) => (Verdict::Error, why),
        said => (Verdict::Warn, format!("a code, which is refused later: {}", said.words())),
    };
    let shown = exchanges.into_iter().filter(|exchange| exchange.step != Step::Redeem).chain([shot.exchange.clone()]);
    Part::new(verdict, REFUSED, seen).shown_by(shown)
}

async fn plain(ground: &Ground<'_>) -> Part {
    match obtain(ground, |plan| plan.pkce = Pkce::Plain).await {
        Ok(ticket) => Part::new(ground.by_profile(), REFUSED, "a code").shown_by(ticket.run.trace.exchanges),
        Err(none) => refused(&none, "invalid_request", REFUSED),
    }
}

/// No method means `plain` (RFC 7636 4.3); where that is refused by its name it must not come in without.
async fn method_missing(ground: &Ground<'_>, plain_taken: bool) -> Part {
    let mut verifier = String::new();
    let unnamed = |plan: &mut Plan| {
        verifier = plan.nonces.code_verifier.take().unwrap_or_default();
        plan.pkce = Pkce::None;
        plan.asked.parameters.push(("code_challenge".to_owned(), verifier.clone()));
    };
    let mut ticket = match obtain(ground, unnamed).await {
        Ok(ticket) => ticket,
        Err(none) => return refused(&none, "invalid_request", REFUSED),
    };
    if plain_taken {
        return Part::new(ground.by_profile(), REFUSED, "a code").shown_by(ticket.run.trace.exchanges);
    }
    let shot = ticket.redeem(|request| set_form(request, "code_verifier", &verifier)).await;
    let (verdict, seen) = match Said::of(&shot) {
        Said::Tokens => {
            (Verdict::Fail, "tokens for the challenge itself, though `plain` is refused by its name".to_owned())
        }
        Said::Nothing(why) => (Verdict::Error, why),
        said => (Verdict::Warn, format!("a code, which the challenge does not redeem: {}", said.words())),
    };
    Part::new(verdict, REFUSED, seen).shown_by(ticket.run.trace.exchanges)
}

/// A scope that was passed over is not in the answer; one without `scope` says that all was granted (RFC 6749 5.1). The
/// tokens serve whoever wants to end some.
async fn beyond_scope<'a>(ground: &Ground<'a>) -> (Part, Option<Grant<'a>>) {
    const EXPECTED: &str = "invalid_scope, or a token response whose scope leaves it out";
    let unknown = unknown_scope(&ground.marker);
    let beyond = |plan: &mut Plan| {
        // Where a refresh token came for it, there is one here too.
        if refresh::is_lasting(ground.desk)
            && let Some(lasting) = refresh::lasting(ground.desk, plan.clone())
        {
            plan.asked = lasting.asked;
        }
        // Where nothing is asked for by name, the default of the provider's kind is.
        if plan.scope.is_empty() && ground.server.speaks_openid() {
            plan.scope.push("openid".to_owned());
        }
        plan.scope.push(unknown.clone());
    };
    let mut ticket = match obtain(ground, beyond).await {
        Ok(ticket) => ticket,
        Err(none) => return (refused(&none, "invalid_scope", EXPECTED), None),
    };
    let shot = ticket.redeem(|_| ()).await;
    let members = shot.response().and_then(token_response::members).unwrap_or_default();
    let granted = members.get("scope").and_then(serde_json::Value::as_str);
    let (verdict, seen) = match (Said::of(&shot), granted) {
        (Said::Tokens, Some(granted)) if granted.split(' ').any(|word| word == unknown) => {
            (Verdict::Fail, "the unheard-of scope is granted".to_owned())
        }
        (Said::Tokens, Some(granted)) => (Verdict::Pass, format!("granted: {granted}")),
        (Said::Tokens, None) => (Verdict::Warn, "no scope, which says that all of it was granted".to_owned()),
        (Said::Nothing(why), _) => (Verdict::Error, why),
        (said, _) => (Verdict::Inconclusive, said.words()),
    };
    let part = Part::new(verdict, EXPECTED, seen).shown_by(ticket.run.trace.exchanges.clone());
    (part, Grant::redeemed(ticket, &shot))
}

async fn obtain<'a>(ground: &Ground<'a>, change: impl FnOnce(&mut Plan)) -> Result<Ticket<'a>, NoTicket> {
    let mut plan = ground.desk.plan().map_err(|_| NoTicket::skip(Skip::ControlFailed))?;
    change(&mut plan);
    ground.desk.obtain(plan).await
}

/// Why no code came: an error at the redirect URI or a page is a refusal, anything else proves nothing.
fn refused(none: &NoTicket, wanted: &str, expected: &str) -> Part {
    let part = |verdict, seen: &str| Part::new(verdict, expected, seen).shown_by(none.exchanges.clone());
    match (answer(&none.exchanges).and_then(error), none.stop.as_ref().map(|stop| &stop.why)) {
        (Some(error), _) if error == wanted => part(Verdict::Pass, &error),
        (Some(error), _) => part(Verdict::Warn, &error),
        (None, Some(Why::Failure(failure))) if failure.kind == FailureKind::ErrorPage => {
            part(Verdict::Pass, &failure.to_string())
        }
        (None, _) => none.part(),
    }
}

/// What came to the redirect URI.
pub(super) fn answer(exchanges: &[Exchange]) -> Option<&Exchange> {
    exchanges.iter().rev().find(|exchange| exchange.step == Step::Callback && exchange.stray.is_none())
}

fn error(answered: &Exchange) -> Option<String> {
    opened(&answered.request).0.get("error").map(str::to_owned)
}
