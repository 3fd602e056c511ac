//! What happens when a code comes again: wrongly first, then just as it was, and what becomes of the tokens each time.

use super::ladder::shown;
use super::life::{Gauge, Pulse};
use super::rungs::{Means, wrong_redirect_uri, wrong_verifier};
use crate::flow::Proof;
use crate::probe::{Desk, INVALID_GRANT, Part, Said, Shot, Skip, Ticket, Verdict, credentials};
use crate::protocol::{Tokens, refresh};
use crate::trace::Step;

/// What is found out here.
pub(super) const IDS: &[&str] = &[HARMLESS, REFUSED, REVOKES];

const HARMLESS: &str = "code-invalid-replay-harmless";
const REFUSED: &str = "code-replay-refused";
const REVOKES: &str = "code-replay-revokes-tokens";

/// What is needed to tell whether tokens live.
const GAUGE: &str = "userinfo or introspection that knows the new token";

/// Looks at it, with a code that has just been redeemed.
pub(super) async fn check(desk: &Desk<'_>, mut ticket: Ticket<'_>) {
    if !desk.wants_any(IDS) {
        return;
    }
    let trace = &ticket.run.trace;
    let held = trace.held(trace.exchanges.len());
    let Some(tokens) = Tokens::given(&held) else { return };
    let gauge = if desk.wants_any(&[HARMLESS, REVOKES]) { Gauge::find(desk, &mut ticket, &tokens).await } else { None };
    let is_alive = if let Some(gauge) = gauge {
        harmless(desk, &mut ticket, (gauge, &tokens)).await
    } else {
        desk.skip(HARMLESS, Skip::NotAdvertised, GAUGE);
        false
    };
    let replayed = ticket.redeem(|_| ()).await;
    desk.note(REFUSED, INVALID_GRANT.judge(&replayed));
    let is_refused = matches!(Said::of(&replayed), Said::Refused { .. }) && !Said::of(&replayed).is_limit();
    match gauge {
        None => desk.skip(REVOKES, Skip::NotAdvertised, GAUGE),
        Some(_) if !is_refused => desk.skip(REVOKES, Skip::ControlFailed, "a replay that is refused"),
        Some(_) if !is_alive => desk.skip(REVOKES, Skip::ControlFailed, "tokens that live until the replay"),
        Some(gauge) => revoked(desk, &mut ticket, (gauge, &tokens, held.refresh_token.as_deref())).await,
    }
}

/// Whether the tokens survive whoever has no more than the spent code.
async fn harmless(desk: &Desk<'_>, ticket: &mut Ticket<'_>, (gauge, tokens): (Gauge, &Tokens)) -> bool {
    if !desk.wants(HARMLESS) {
        return true;
    }
    let Some(wrong) = replay_wrongly(desk, ticket).await else {
        desk.skip(HARMLESS, Skip::ControlFailed, "a wrong verifier or redirect URI that is refused");
        return true;
    };
    let Some(pulse) = gauge.look(ticket, tokens).await else { return false };
    let is_alive = matches!(pulse, Pulse::Alive(_));
    let mut part = pulse.judge((Verdict::Pass, Verdict::Warn), "the token of the first use is alive");
    part.exchanges.insert(0, wrong.exchange);
    desk.note(HARMLESS, part);
    is_alive
}

/// The spent code in the hands of somebody who only saw it: without the proof of the client, then with a wrong verifier.
/// Where the server did not mind a wrong verifier before, the redirect URI is wrong instead.
async fn replay_wrongly(desk: &Desk<'_>, ticket: &mut Ticket<'_>) -> Option<Shot> {
    let means = Means::of(desk, ticket);
    let client = ticket.run.trace.plan.client.clone();
    let counts = |id: &str| desk.verdict(id).is_none_or(|verdict| !matches!(verdict, Verdict::Fail | Verdict::Warn));
    let has_verifier = ticket.run.trace.plan.nonces.code_verifier.is_some();
    let change = match () {
        () if has_verifier && counts("pkce-verifier-wrong") => wrong_verifier,
        () if counts("code-redirect-uri-mismatch") => wrong_redirect_uri,
        () => return None,
    };
    if client.is_confidential() && counts("token-client-auth-missing") {
        let bare = ticket.redeem(|request| credentials::leave_out(request, &client.client_id)).await;
        if Said::of(&bare) == Said::Tokens {
            return None;
        }
    }
    let shot = ticket.redeem(|request| change(request, &means)).await;
    (Said::of(&shot) != Said::Tokens).then_some(shot)
}

/// RFC 6749 4.1.2: all tokens of a code that comes again should be revoked.
async fn revoked(
    desk: &Desk<'_>,
    ticket: &mut Ticket<'_>,
    (gauge, tokens, refresh_token): (Gauge, &Tokens, Option<&str>),
) {
    if !desk.wants(REVOKES) {
        return;
    }
    if let Some(pulse) = gauge.watch(desk, (&mut *ticket, tokens)).await {
        let part = pulse.judge((Verdict::Warn, Verdict::Pass), "the access token of the first use is dead");
        desk.note(REVOKES, part.labelled("access token"));
    }
    if let Some(refresh_token) = refresh_token {
        let server = ticket.server.clone();
        let request = refresh::request(&server, refresh_token, &[]);
        let shot = crate::probe::shoot(&mut ticket.run, Step::Refresh, (request, Proof::Client(&server)), |_| ()).await;
        let mut part = INVALID_GRANT.judge(&shot).labelled("refresh token");
        if part.verdict == Verdict::Fail {
            part = Part { verdict: Verdict::Warn, seen: "it still works".to_owned(), ..part };
        }
        desk.note(REVOKES, part.shown_by(shown([&shot])));
    }
}
