//! A code that was asked for without a challenge, and a verifier that comes with it all the same.

use crate::flow::Why;
use crate::probe::{Desk, NoTicket, Part, Said, Shot, Ticket, Verdict, Wanted, set_form, unset_form};
use crate::protocol::{Pkce, Refusal};
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

/// With these a server, or a user, says no for a reason that has nothing to do with the challenge (RFC 6749 4.1.2.1 and
/// 5.2, OpenID Connect Core 3.1.2.6).
const FOR_ANOTHER_REASON: [&str; 8] = [
    "server_error",
    "temporarily_unavailable",
    "access_denied",
    "login_required",
    "consent_required",
    "interaction_required",
    "account_selection_required",
    "invalid_client",
];

/// Whether the server did not want to give a code, rather than nobody having been there to ask, or to answer.
pub(in crate::probe) fn was_refused(no_ticket: &NoTicket) -> bool {
    let last = no_ticket.exchanges.iter().rev().find_map(|exchange| exchange.response.as_ref());
    let is_well = last.is_none_or(|response| response.status < 500 && !matches!(response.status, 423 | 429));
    match no_ticket.stop.as_ref().map(|stop| &stop.why) {
        Some(Why::Refusal(Refusal::Provider(error))) => is_well && !FOR_ANOTHER_REASON.contains(&error.error.as_str()),
        Some(Why::Failure(failure)) => is_well && failure.kind == FailureKind::ErrorPage,
        Some(Why::Refusal(Refusal::Check(_)) | Why::Quit) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Stop;
    use crate::protocol::ProviderError;
    use crate::trace::{Exchange, Step};
    use crate::wire::{Failure, Request, Response};
    use std::time::SystemTime;

    fn none(why: Why, status: u16) -> NoTicket {
        let mut exchange = Exchange::new(Step::Authorize, Request::get("https://as.example/a"), SystemTime::UNIX_EPOCH);
        exchange.response = Some(Response::new(status));
        NoTicket { stop: Some(Stop { step: Step::Callback, why }), skip: None, exchanges: vec![exchange] }
    }

    #[test]
    fn only_a_no_to_the_missing_challenge_counts() {
        let error = |error: &str| {
            let (error_description, error_uri) = (None, None);
            let error = ProviderError { error: error.to_owned(), error_description, error_uri, status: None };
            Why::Refusal(Refusal::Provider(error))
        };
        let page = |status: u16| Why::Failure(Failure::new(FailureKind::ErrorPage, status.to_string()));
        assert!(was_refused(&none(error("invalid_request"), 303)));
        assert!(was_refused(&none(page(400), 400)));
        for code in ["server_error", "temporarily_unavailable", "access_denied", "login_required", "invalid_client"] {
            assert!(!was_refused(&none(error(code), 303)), "{code}");
        }
        for status in [429, 500, 503] {
            assert!(!was_refused(&none(page(status), status)), "{status}");
        }
        assert!(!was_refused(&none(Why::Quit, 200)));
    }
}
