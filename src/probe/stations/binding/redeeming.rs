//! One code for DPoP at the token endpoint: wrong proofs first, then the right one (RFC 9449 5).

use serde_json::{Map, Value};

use super::lane::{CodeBinding, Lane, wants_nonce};
use super::proof::Flaw;
use super::{code, refreshing, shown};
use crate::jose::Jwt;
use crate::probe::{Desk, NoTicket, Part, Said, Shot, Skip, Ticket, Verdict, Wanted};
use crate::protocol::dpop::{self, Role};
use crate::wire::json;

const BASELINE: &str = "dpop-baseline";
const NONCE: &str = "dpop-nonce-keeps-code";
/// The wrong proofs.
pub(super) const PROOFS: &str = "dpop-proof-checks";
/// Everything that one code is enough for.
const SHARED: [&str; 5] = [BASELINE, NONCE, PROOFS, shown::ID, refreshing::ID];

/// A proof that is not one (RFC 9449 5).
const INVALID_PROOF: Wanted =
    Wanted { exact: &[(400, "invalid_dpop_proof")], allowed: &[(400, "invalid_request"), (401, "invalid_dpop_proof")] };
/// So many codes may be given away to wrong proofs: then it is known that proofs are not looked at.
const MOST_SPENT: usize = 2;

/// What the right proof brought.
pub(super) struct Bound {
    pub(super) access_token: String,
    pub(super) refresh_token: Option<String>,
}

/// A wrong proof and its answer; none where it was not tried any more.
type Rung = (Flaw, Option<Shot>);

/// How a right proof was taken.
enum Attempt {
    /// Tokens came, at once or after this demand for a nonce.
    Tokens(Box<Shot>, Option<Box<Shot>>),
    /// A nonce was demanded, and with it the code was refused.
    Lost(Box<Shot>),
    /// It was refused.
    Refused(Box<Shot>),
}

/// Looks at every check of DPoP.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, unspent: Vec<Ticket<'a>>) {
    let all: Vec<&str> = SHARED.into_iter().chain([code::ID]).collect();
    if !desk.wants_any(&all) {
        return;
    }
    let document = desk.server().and_then(|server| server.metadata.as_ref());
    let listed = document.and_then(|document| document.list("dpop_signing_alg_values_supported")).unwrap_or_default();
    let Some(mut lane) = Lane::new(desk, &listed, unspent).filter(|_| !listed.is_empty()) else {
        return all.iter().for_each(|id| desk.skip(id, Skip::NotAdvertised, "`dpop_signing_alg_values_supported`"));
    };
    let mut works = None;
    if desk.wants_any(&SHARED) {
        match lane.obtain(CodeBinding::Free).await {
            Ok(ticket) => works = Some(Box::pin(share(&mut lane, ticket)).await),
            Err(none) => SHARED.iter().for_each(|id| desk.note(id, none.part())),
        }
    }
    code::check(&mut lane, works).await;
}

/// Spends a code on everything that it is enough for; gives back whether DPoP works at all.
async fn share<'a>(lane: &mut Lane<'a>, mut ticket: Ticket<'a>) -> bool {
    let desk = lane.desk;
    lane.learn_nonce(&mut ticket).await;
    let (rungs, ticket) = if desk.wants(PROOFS) { climb(lane, ticket).await } else { (Vec::new(), Ok(ticket)) };
    let brought = match ticket {
        Ok(ticket) => settle(lane, ticket).await,
        Err(none) => {
            desk.note(BASELINE, none.part());
            None
        }
    };
    note_rungs(desk, rungs, brought.is_some());
    let Some((mut ticket, shot)) = brought else {
        for id in [NONCE, shown::ID, refreshing::ID] {
            desk.skip(id, Skip::ControlFailed, "a token for a proof");
        }
        return false;
    };
    match note_baseline(lane, &shot) {
        Some(bound) => {
            shown::check(lane, &mut ticket, &bound).await;
            refreshing::check(lane, &mut ticket, &bound).await;
        }
        None => {
            for id in [shown::ID, refreshing::ID] {
                desk.skip(id, Skip::ControlFailed, "a token that is bound to the key");
            }
        }
    }
    true
}

/// Tries every wrong proof on a code. One that is taken spends it, and the next one gets another.
async fn climb<'a>(lane: &mut Lane<'a>, ticket: Ticket<'a>) -> (Vec<Rung>, Result<Ticket<'a>, NoTicket>) {
    let (mut rungs, mut ticket, mut spent) = (Vec::new(), Ok(ticket), 0);
    for flaw in Flaw::ALL {
        if flaw.is_of_time() && lane.nonce.is_some() {
            continue;
        }
        let Some(own) = ticket.as_mut().ok().filter(|_| spent < MOST_SPENT) else {
            rungs.push((flaw, None));
            continue;
        };
        let request = Lane::redeeming(own);
        let make = |lane: &Lane<'_>, request: &_| {
            let right = lane.proof(&lane.key, request, (lane.nonce.as_deref(), None))?;
            flaw.shown(&lane.key, right)
        };
        let Some(shot) = lane.send(own, request, make).await else { continue };
        let taken = Said::of(&shot) == Said::Tokens;
        rungs.push((flaw, Some(shot)));
        if taken {
            spent += 1;
            ticket = lane.obtain(CodeBinding::Free).await;
        }
    }
    (rungs, ticket)
}

/// What a wrong proof came to says something where the right one works.
fn note_rungs(desk: &Desk<'_>, rungs: Vec<Rung>, works: bool) {
    for (flaw, shot) in rungs {
        let part = match shot {
            None => Part::skip(Skip::CodeBudget, "another code: those before went to wrong proofs"),
            Some(shot) => {
                let part = INVALID_PROOF.judge(&shot);
                let asks =
                    matches!(Said::of(&shot), Said::Refused { error: Some(error), .. } if error == "use_dpop_nonce");
                match part.verdict {
                    Verdict::Fail | Verdict::Error => part,
                    _ if !works => Part { verdict: Verdict::Skip(Skip::ControlFailed), ..part },
                    // It was not the proof that was looked at.
                    _ if asks => Part { verdict: Verdict::Inconclusive, ..part },
                    _ => part,
                }
            }
        };
        desk.note(PROOFS, part.labelled(flaw.words()));
    }
}

/// Redeems with a right proof, first without a nonce: where one is demanded the same code has to be good afterwards.
async fn settle<'a>(lane: &mut Lane<'a>, mut ticket: Ticket<'a>) -> Option<(Ticket<'a>, Shot)> {
    let mut attempt = attempt(lane, &mut ticket).await?;
    if !matches!(attempt, Attempt::Tokens(..)) {
        // A wrong proof may have spent the code, or it was left over and has died in the meantime.
        ticket = another(lane).await?;
        attempt = self::attempt(lane, &mut ticket).await?;
    }
    match attempt {
        Attempt::Tokens(shot, demand) => {
            note_nonce(lane.desk, demand);
            Some((ticket, *shot))
        }
        Attempt::Lost(refused) => {
            let mut ticket = another(lane).await?;
            let request = Lane::redeeming(&ticket);
            let straight = lane.send_once(&mut ticket, request, &Lane::right).await?;
            if Said::of(&straight) != Said::Tokens {
                note_refused(lane.desk, &straight);
                return None;
            }
            let part = Part::new(Verdict::Warn, "tokens for the same code, with the nonce", Said::of(&refused).words());
            lane.desk.note(NONCE, part.shown_by([refused.exchange]));
            Some((ticket, straight))
        }
        Attempt::Refused(shot) => {
            note_refused(lane.desk, &shot);
            None
        }
    }
}

async fn attempt(lane: &mut Lane<'_>, ticket: &mut Ticket<'_>) -> Option<Attempt> {
    let without = |lane: &Lane<'_>, request: &_| {
        lane.proof(&lane.key, request, (None, None))?.signed(&lane.key).map(|signed| vec![signed])
    };
    let request = Lane::redeeming(ticket);
    let first = lane.send_once(ticket, request.clone(), &without).await?;
    if Said::of(&first) == Said::Tokens {
        return Some(Attempt::Tokens(Box::new(first), None));
    }
    if !wants_nonce(&first, Role::Authorization) {
        return Some(Attempt::Refused(Box::new(first)));
    }
    let second = lane.send_once(ticket, request, &Lane::right).await?;
    let taken = Said::of(&second) == Said::Tokens;
    let second = Box::new(second);
    Some(if taken { Attempt::Tokens(second, Some(Box::new(first))) } else { Attempt::Lost(second) })
}

async fn another<'a>(lane: &mut Lane<'a>) -> Option<Ticket<'a>> {
    lane.forget_unspent();
    match lane.obtain(CodeBinding::Free).await {
        Ok(ticket) => Some(ticket),
        Err(none) => {
            lane.desk.note(BASELINE, none.part());
            None
        }
    }
}

fn note_nonce(desk: &Desk<'_>, demand: Option<Box<Shot>>) {
    let Some(demand) = demand else { return desk.skip(NONCE, Skip::NotAdvertised, "a server that demands nonces") };
    let nonces = demand.response().map_or(0, |response| response.headers.all(dpop::NONCE).count());
    let verdict = if nonces == 1 { Verdict::Pass } else { Verdict::Warn };
    let seen = format!("tokens for the same code, after {nonces} DPoP-Nonce");
    let part = Part::new(verdict, "one DPoP-Nonce, and tokens for the same code", seen);
    desk.note(NONCE, part.shown_by([demand.exchange]));
}

fn note_refused(desk: &Desk<'_>, shot: &Shot) {
    let said = Said::of(shot);
    let verdict = if matches!(said, Said::Nothing(_)) { Verdict::Error } else { Verdict::Fail };
    desk.note(BASELINE, Part::new(verdict, "a token of type DPoP", said.words()).shown_by([shot.exchange.clone()]));
}

/// The token is of type DPoP, and a JWT names the key (RFC 9449 5 and 6.1).
fn note_baseline(lane: &Lane<'_>, shot: &Shot) -> Option<Bound> {
    let members = shot.response().and_then(|response| json::object(response.body.octets()).ok())?;
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let (kind, access_token) = (text("token_type").unwrap_or_default(), text("access_token")?);
    let is_dpop = kind.eq_ignore_ascii_case("dpop");
    let verdict = if is_dpop { Verdict::Pass } else { Verdict::Warn };
    let part = Part::new(verdict, "a token of type DPoP", format!("token_type {kind:?}"));
    lane.desk.note(BASELINE, part.shown_by([shot.exchange.clone()]));
    let jwt = Jwt::parse(&access_token).ok().filter(|_| is_dpop);
    if let Some(part) = jwt.and_then(|jwt| confirmed(lane, &jwt.claims)) {
        lane.desk.note(BASELINE, part.labelled("cnf").shown_by([shot.exchange.clone()]));
    }
    is_dpop.then(|| Bound { access_token, refresh_token: text("refresh_token") })
}

fn confirmed(lane: &Lane<'_>, claims: &Map<String, Value>) -> Option<Part> {
    let own = lane.key.public_jwk().thumbprint()?;
    let named = claims.get("cnf").and_then(|cnf| cnf.get("jkt")).and_then(Value::as_str);
    let verdict = if named == Some(own.as_str()) { Verdict::Pass } else { Verdict::Fail };
    Some(Part::new(verdict, format!("jkt {own}"), named.unwrap_or("no jkt")))
}
