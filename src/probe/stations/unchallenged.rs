//! A code that was asked for without a challenge, and a verifier that comes with it all the same.

use crate::flow::Why;
use crate::probe::{Desk, NoTicket, Part, Said, Shot, Ticket, Verdict, Wanted, set_form, unset_form};
use crate::protocol::Pkce;
use crate::trace::Plan;
use crate::wire::FailureKind;

/// The check.
pub(super) const ID: &str = "pkce-verifier-without-challenge";

/// A verifier for a code that has no challenge (RFC 9700 4.8.2).
const NO_CHALLENGE: Wanted = Wanted { exact: &[(400, "invalid_request")], allowed: &[(400, "invalid_grant")] };

/// The plan of a login without a challenge.
pub(in crate::probe) fn plan(plan: Plan) -> Plan {
    let mut plan = Plan { pkce: Pkce::None, ..plan };
    plan.nonces.code_verifier = None;
    plan
}

/// Whether nobody has looked at it yet.
pub(super) fn is_open(desk: &Desk<'_>) -> bool {
    desk.wants(ID) && !desk.is_noted(ID)
}

/// Redeems such a code with a verifier, then without: where an authorization request has no challenge a verifier must not
/// be taken, or leaving it out is how PKCE is got rid of. Gives back the second attempt, where it came to that.
pub(super) async fn redeem(desk: &Desk<'_>, ticket: &mut Ticket<'_>) -> Option<Shot> {
    let verifier = desk.site.draw().ok()?;
    let shot = ticket.redeem(|request| set_form(request, "code_verifier", &verifier)).await;
    let mut part = NO_CHALLENGE.judge(&shot);
    if Said::of(&shot) == Said::Tokens {
        desk.note(ID, part);
        return None;
    }
    // The same code without the verifier shows what was refused.
    let control = ticket.redeem(|request| unset_form(request, "code_verifier")).await;
    part.exchanges.push(control.exchange.clone());
    desk.note(ID, part);
    Some(control)
}

/// Notes that there was no code.
pub(super) fn note_none(desk: &Desk<'_>, none: &NoTicket) {
    let part = if was_refused(none) {
        let part = Part::new(Verdict::Pass, "no code, or one that no verifier redeems", "no code without a challenge");
        part.shown_by(none.exchanges.clone())
    } else {
        none.part()
    };
    desk.note(ID, part);
}

/// Whether the server did not want to give a code, rather than nobody having been there to ask.
pub(in crate::probe) fn was_refused(no_ticket: &NoTicket) -> bool {
    match no_ticket.stop.as_ref().map(|stop| &stop.why) {
        Some(Why::Refusal(_)) => true,
        Some(Why::Failure(failure)) => failure.kind == FailureKind::ErrorPage,
        Some(Why::Quit) | None => false,
    }
}
