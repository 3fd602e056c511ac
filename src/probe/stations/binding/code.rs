//! A code that is bound to a key from the beginning (RFC 9449 10).

use super::lane::{CodeBinding, Lane};
use crate::probe::{Part, Said, Skip, Verdict, Wanted};

/// The check.
pub(super) const ID: &str = "dpop-jkt-mismatch";

/// RFC 9449 10 names no error.
const REFUSED: Wanted = Wanted {
    exact: &[(400, "invalid_grant")],
    allowed: &[(400, "invalid_dpop_proof"), (400, "invalid_request"), (401, "invalid_dpop_proof")],
};

/// Redeems such a code with the key of a thief, and without any. `works` tells whether DPoP does, where that is known.
pub(super) async fn check(lane: &mut Lane<'_>, works: Option<bool>) {
    let desk = lane.desk;
    if !desk.wants(ID) {
        return;
    }
    if works == Some(false) {
        return desk.skip(ID, Skip::ControlFailed, "a token for a proof");
    }
    let mut ticket = match lane.obtain(CodeBinding::Bound).await {
        Ok(ticket) => ticket,
        Err(none) => return desk.note(ID, none.part()),
    };
    let Some(thief) = lane.other_key() else { return };
    lane.learn_nonce(&mut ticket).await;
    let request = Lane::redeeming(&ticket);
    let stolen = |lane: &Lane<'_>, request: &_| {
        let proof = lane.proof(&thief, request, (lane.nonce.as_deref(), None))?;
        proof.signed(&thief).map(|signed| vec![signed])
    };
    let Some(other) = lane.send(&mut ticket, request.clone(), stolen).await else { return };
    let taken = Said::of(&other) == Said::Tokens;
    let mut parts = vec![REFUSED.judge(&other).labelled("the key of somebody else")];
    let (mut bare, mut right) = (None, None);
    if !taken {
        bare = lane.send_once(&mut ticket, request.clone(), &|_: &Lane<'_>, _: &_| Some(Vec::new())).await;
    }
    if !taken && bare.as_ref().is_some_and(|shot| Said::of(shot) != Said::Tokens) {
        right = lane.send(&mut ticket, request, Lane::right).await;
    }
    let is_alive = right.as_ref().is_some_and(|shot| Said::of(shot) == Said::Tokens);
    if let Some(bare) = bare {
        let part = REFUSED.judge(&bare);
        // The first refusal may have spent the code, so that the second one proves nothing.
        let is_weak = !is_alive && part.verdict != Verdict::Fail;
        let part = if is_weak { Part::skip(Skip::CodeBudget, "another code") } else { part };
        parts.push(part.labelled("no proof"));
    }
    // Without a login by DPoP that works a refusal may have any reason.
    let proves = taken || is_alive || works == Some(true);
    for part in parts {
        let is_red = part.verdict == Verdict::Fail;
        let part = if proves || is_red { part } else { Part { verdict: Verdict::Inconclusive, ..part } };
        desk.note(ID, part);
    }
}
