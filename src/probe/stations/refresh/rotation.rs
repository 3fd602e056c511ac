//! The refresh token of a public client is good once; when it comes again, somebody stole it.

use std::time::Duration;

use super::{FAMILY, ROTATION};
use crate::flow::Proof;
use crate::probe::stations::grant::Grant;
use crate::probe::stations::pulse::{Gauge, Pulse};
use crate::probe::{Desk, Part, Said, Shot, Skip, Verdict, ask};
use crate::protocol::refresh;
use crate::trace::Step;

/// Some servers take a used token for a moment longer, for apps that lost the answer. Only where that is so does anybody
/// wait: a server that refuses at once costs no time.
const GRACE: Duration = Duration::from_millis(2_500);

const EXPECTED: &str = "a new refresh token each time, and the old one refused";

/// What a refresh that does not work a second time tells: the first brought no new refresh token, and ended the old one.
pub(super) fn used_up(again: &Shot) -> Part {
    let said = Said::of(again);
    let verdict = match said {
        Said::Nothing(_) => Verdict::Error,
        Said::Refused { status: 400..=499, .. } => Verdict::Fail,
        _ => Verdict::Inconclusive,
    };
    let seen = format!("the token that was held after one refresh: {}", said.words());
    Part::new(verdict, "a refresh token that works, old or new", seen).shown_by([again.exchange.clone()])
}

/// A refresh turned the token `before` into the one that is held now. A confidential client proves itself as well, so that
/// nothing is demanded of its tokens (RFC 9700 2.2.2); they are left alone.
pub(super) async fn judge(desk: &Desk<'_>, grant: &mut Grant<'_>, (before, shot): (&str, &Shot)) {
    let rotated = grant.tokens.refresh_token.as_deref() != Some(before);
    let seen = if rotated { "a new one" } else { "the old one stays" };
    let shown = |verdict, seen: String| Part::new(verdict, EXPECTED, seen).shown_by([shot.exchange.clone()]);
    if grant.client().is_confidential() {
        return desk.note(ROTATION, shown(Verdict::Pass, format!("{seen}, and the client has to prove itself")));
    }
    if grant.tokens.is_dpop() {
        desk.note(ROTATION, shown(Verdict::Pass, format!("{seen}, and it is bound to a key")));
        return desk.skip(FAMILY, Skip::ControlFailed, "a refresh token that is good for whoever holds it");
    }
    if !rotated {
        desk.note(ROTATION, shown(Verdict::Fail, format!("{seen}, and serves whoever holds it")));
        return desk.skip(FAMILY, Skip::ControlFailed, "a refresh token that is replaced when it was used");
    }
    if !desk.wants_any(&[ROTATION, FAMILY]) {
        return;
    }
    let gauge = Gauge::find(desk, grant).await;
    let (part, refused) = old_again(desk, grant, before).await;
    desk.note(ROTATION, part);
    if refused {
        family(desk, grant, gauge).await;
    } else {
        desk.skip(FAMILY, Skip::ControlFailed, "a used refresh token that is refused");
    }
}

/// Shows the used token again; whether it was refused in the end.
async fn old_again(desk: &Desk<'_>, grant: &mut Grant<'_>, old: &str) -> (Part, bool) {
    let first = present(grant, old).await;
    let (shot, note) = if Said::of(&first) == Said::Tokens {
        desk.site.wait(GRACE).await;
        (present(grant, old).await, format!(" {} s later", GRACE.as_secs_f32()))
    } else {
        (first, String::new())
    };
    let said = Said::of(&shot);
    let (verdict, refused) = match &said {
        // How long it goes on cannot be seen in so short a time.
        Said::Tokens | Said::Other(_) => (Verdict::Warn, false),
        Said::Nothing(_) => (Verdict::Error, false),
        Said::Refused { .. } => (Verdict::Pass, true),
    };
    let seen = format!("a new one; the old one{note}: {}", said.words());
    (Part::new(verdict, EXPECTED, seen).shown_by([shot.exchange]), refused)
}

/// Two hold the token: what came of it ends for both (RFC 9700 4.14.2). That may take a moment.
async fn family(desk: &Desk<'_>, grant: &mut Grant<'_>, gauge: Option<Gauge>) {
    let access_token = grant.tokens.access_token.clone();
    let mut shot = grant.renew(&[]).await;
    if Said::of(&shot) == Said::Tokens {
        desk.site.wait(GRACE).await;
        shot = grant.renew(&[]).await;
    }
    let said = Said::of(&shot);
    let verdict = match &said {
        Said::Tokens | Said::Other(_) => Verdict::Warn,
        Said::Nothing(_) => Verdict::Error,
        Said::Refused { .. } => Verdict::Pass,
    };
    let part = Part::new(verdict, "the new refresh token is refused as well", said.words());
    desk.note(FAMILY, part.labelled("the new refresh token").shown_by([shot.exchange]));
    let Some(gauge) = gauge.filter(|_| verdict == Verdict::Pass) else { return };
    let (pulse, shot) = gauge.look(grant, &access_token).await;
    // Only the refresh token is spoken of there; the access token ends soon by itself.
    let seen = if pulse == Pulse::Dead { "dead" } else { "it lives until it expires" };
    let part = Part::new(Verdict::Pass, "best dead, too", seen);
    desk.note(FAMILY, part.labelled("its access token").shown_by([shot.exchange]));
}

async fn present(grant: &mut Grant<'_>, token: &str) -> Shot {
    let request = refresh::request(&grant.server, token, &[]);
    let shot = ask(&mut grant.run, Step::Refresh, (request, Proof::Client(&grant.server))).await;
    grant.adopt(&shot);
    shot
}
