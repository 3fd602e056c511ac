//! A revoked token is dead; one that nobody issued is none, which is just as well.

use std::time::Duration;

use super::{EFFECTIVE, INACTIVE, Purse, answered, introspection, is_open, revoke};
use crate::flow::Proof;
use crate::probe::stations::grant::Grant;
use crate::probe::stations::pulse::{Gauge, Pulse};
use crate::probe::{Desk, Part, Said, Shot, Verdict, ask};
use crate::protocol::{TokenKind, refresh};
use crate::trace::{Exchange, Step};

/// A revocation may take a moment until it is known everywhere: so many tries, one second apart.
const TRIES: usize = 5;

/// Looks at it.
pub(super) async fn check<'a>(desk: &'a Desk<'_>, purse: &mut Purse<'a>, gauge: Option<&Gauge>) {
    if !is_open(desk, EFFECTIVE) {
        return;
    }
    if let Some(gauge) = gauge {
        access_token(desk, purse, gauge).await;
    }
    refresh_token(desk, purse, gauge).await;
}

async fn access_token<'a>(desk: &'a Desk<'_>, purse: &mut Purse<'a>, gauge: &Gauge) {
    const LABEL: &str = "an access token";
    const EXPECTED: &str = "200, and the token is dead";
    let Some(grant) = purse.living(desk, gauge).await else { return };
    unknown(desk, grant).await;
    let token = grant.tokens.access_token.clone();
    let shot = revoke(grant, &token, TokenKind::AccessToken).await;
    if !is_done(&shot) {
        return desk.note(EFFECTIVE, not_done(&shot, EXPECTED, Verdict::Warn).labelled(LABEL));
    }
    let (life, seen) = gauge.await_death(desk, grant, &token).await;
    // Of access tokens it is a SHOULD (RFC 7009 2).
    let (verdict, state) = match life {
        Pulse::Dead => (Verdict::Pass, "it is dead"),
        Pulse::Alive if gauge.is_distant(&token) => (Verdict::Warn, "it lives on where nobody asks the server"),
        Pulse::Alive => (Verdict::Warn, "it lives on"),
        Pulse::Unclear => (Verdict::Inconclusive, "nobody can tell"),
    };
    let words = format!("{}, and by {} {state}", answered(&shot), gauge.words());
    let part = Part::new(verdict, EXPECTED, words).labelled(LABEL).shown_by([shot.exchange].into_iter().chain(seen));
    desk.note(EFFECTIVE, part);
    if life == Pulse::Dead && desk.wants(INACTIVE) {
        introspection::revoked(desk, grant, &token).await;
    }
}

/// Invalid tokens cause no error, since what is wanted is reached already (RFC 7009 2.2).
async fn unknown(desk: &Desk<'_>, grant: &mut Grant<'_>) {
    let Ok(made_up) = desk.site.draw() else { return };
    let shot = revoke(grant, &made_up, TokenKind::RefreshToken).await;
    let part = if is_done(&shot) {
        Part::new(Verdict::Pass, "200", answered(&shot)).shown_by([shot.exchange])
    } else {
        not_done(&shot, "200", Verdict::Warn)
    };
    desk.note(EFFECTIVE, part.labelled("a token that nobody issued"));
}

async fn refresh_token<'a>(desk: &'a Desk<'_>, purse: &mut Purse<'a>, gauge: Option<&Gauge>) {
    const LABEL: &str = "a refresh token";
    const EXPECTED: &str = "200, and then refused with invalid_grant";
    let grant = match purse.lasting(desk).await {
        Ok(grant) => grant,
        Err(part) => return desk.note(EFFECTIVE, part.labelled(LABEL)),
    };
    let (token, beside) = (grant.tokens.refresh_token.clone().unwrap_or_default(), grant.tokens.access_token.clone());
    let shot = revoke(grant, &token, TokenKind::RefreshToken).await;
    if !is_done(&shot) {
        // Every server that revokes anything revokes these (RFC 7009 2).
        return desk.note(EFFECTIVE, not_done(&shot, EXPECTED, Verdict::Fail).labelled(LABEL));
    }
    let (said, tries) = await_refusal(desk, grant, &token).await;
    let verdict = match &said {
        Said::Tokens => Verdict::Fail,
        Said::Refused { error: Some(error), .. } if error == "invalid_grant" => Verdict::Pass,
        Said::Refused { .. } => Verdict::Warn,
        Said::Other(_) => Verdict::Inconclusive,
        Said::Nothing(_) => Verdict::Error,
    };
    let words = format!("{}, and then {}", answered(&shot), said.words());
    let part = Part::new(verdict, EXPECTED, words).labelled(LABEL).shown_by([shot.exchange].into_iter().chain(tries));
    desk.note(EFFECTIVE, part);
    if let Some(gauge) = gauge.filter(|_| verdict == Verdict::Pass) {
        access_token_beside(desk, grant, (gauge, &beside)).await;
    }
}

/// The access tokens of the same grant SHOULD die as well (RFC 7009 2.1); one that nobody asks about cannot.
async fn access_token_beside(desk: &Desk<'_>, grant: &mut Grant<'_>, (gauge, token): (&Gauge, &str)) {
    let (pulse, seen) = gauge.await_death(desk, grant, token).await;
    let (verdict, words) = match pulse {
        Pulse::Dead => (Verdict::Pass, "dead"),
        Pulse::Alive if gauge.is_distant(token) => (Verdict::Pass, "alive where nobody asks the server"),
        Pulse::Alive => (Verdict::Warn, "alive"),
        Pulse::Unclear => (Verdict::Inconclusive, "nobody can tell"),
    };
    let part = Part::new(verdict, "dead with its refresh token", words).labelled("the access token beside it");
    desk.note(EFFECTIVE, part.shown_by(seen));
}

/// Uses a revoked refresh token until it is refused, or for as long as that may take.
async fn await_refusal(desk: &Desk<'_>, grant: &mut Grant<'_>, token: &str) -> (Said, Vec<Exchange>) {
    let mut seen = Vec::new();
    loop {
        let request = refresh::request(&grant.server, token, &[]);
        let shot = ask(&mut grant.run, Step::Confirm, (request, Proof::Client(&grant.server))).await;
        let said = Said::of(&shot);
        seen.push(shot.exchange);
        if said != Said::Tokens || seen.len() > TRIES {
            return (said, seen);
        }
        desk.site.wait(Duration::from_secs(1)).await;
    }
}

/// Whether the server says that it was done.
fn is_done(shot: &Shot) -> bool {
    shot.response().is_some_and(|response| response.status == 200) && !matches!(Said::of(shot), Said::Refused { .. })
}

fn not_done(shot: &Shot, expected: &str, otherwise: Verdict) -> Part {
    let (verdict, seen) = match Said::of(shot) {
        Said::Nothing(failure) => (Verdict::Error, failure),
        _ if shot.response().is_some_and(|response| (300..400).contains(&response.status)) => {
            (Verdict::Inconclusive, answered(shot))
        }
        // Asked to come again later, it has not said no (RFC 7009 2.2.1).
        Said::Refused { status: 503, .. } => (Verdict::Inconclusive, answered(shot)),
        _ => (otherwise, answered(shot)),
    };
    Part::new(verdict, expected, seen).shown_by([shot.exchange.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Request, Response};

    #[test]
    fn what_was_not_done_is_told_by_what_was_said() {
        let shot = |status: u16, body: &str| {
            let mut exchange = Exchange::new(Step::Revoke, Request::get("https://a.example/"), std::time::UNIX_EPOCH);
            exchange.response = Some(Response::new(status).with_body("application/json", body));
            Shot { exchange }
        };
        assert!(is_done(&shot(200, "")));
        assert!(!is_done(&shot(200, r#"{"error":"invalid_client"}"#)));
        let verdict = |shot: &Shot| not_done(shot, "200", Verdict::Fail).verdict;
        assert_eq!(verdict(&shot(400, r#"{"error":"unsupported_token_type"}"#)), Verdict::Fail);
        assert_eq!(verdict(&shot(503, r#"{"error":"temporarily_unavailable"}"#)), Verdict::Inconclusive);
        assert_eq!(verdict(&shot(503, "")), Verdict::Error);
        assert_eq!(verdict(&shot(302, "")), Verdict::Inconclusive);
    }
}
