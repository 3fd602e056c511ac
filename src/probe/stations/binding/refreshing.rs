//! The refresh token of a public client, which is bound to the key as well (RFC 9449 5).

use super::lane::Lane;
use super::redeeming::Bound;
use crate::probe::{Part, Said, Skip, Ticket, Verdict, Wanted};
use crate::protocol::refresh;
use crate::wire::json;

/// The check.
pub(super) const ID: &str = "dpop-refresh-binding";

/// RFC 9449 5 names no error.
const REFUSED: Wanted =
    Wanted { exact: &[(400, "invalid_grant")], allowed: &[(400, "invalid_dpop_proof"), (401, "invalid_dpop_proof")] };

/// Refreshes with the right key, then with another one and with none.
pub(super) async fn check(lane: &mut Lane<'_>, ticket: &mut Ticket<'_>, bound: &Bound) {
    let desk = lane.desk;
    if !desk.wants(ID) {
        return;
    }
    if desk.subject.plan.client.is_confidential() {
        return desk.skip(ID, Skip::ConfidentialClient, "a public client: the others are bound by their own proof");
    }
    let Some(first) = &bound.refresh_token else {
        return desk.skip(ID, Skip::NoRefreshToken, "a refresh token: --scope \"openid offline_access\"");
    };
    let (server, Some(thief)) = (ticket.server.clone(), lane.other_key()) else { return };
    let right = refresh::request(&server, first, &[]);
    let Some(control) = lane.send(ticket, right, Lane::right).await else { return };
    if Said::of(&control) != Said::Tokens {
        let wanted = format!("a refresh that works, and there was {}", Said::of(&control).words());
        return desk.note(ID, Part::skip(Skip::ControlFailed, wanted).shown_by([control.exchange]));
    }
    let members = control.response().and_then(|response| json::object(response.body.octets()).ok());
    let next = members.as_ref().and_then(|members| members.get("refresh_token")).and_then(serde_json::Value::as_str);
    let request = refresh::request(&server, next.unwrap_or(first), &[]);
    let stolen = |lane: &Lane<'_>, request: &_| {
        let proof = lane.proof(&thief, request, (lane.nonce.as_deref(), None))?;
        proof.signed(&thief).map(|signed| vec![signed])
    };
    let Some(other) = lane.send(ticket, request.clone(), stolen).await else { return };
    let part = REFUSED.judge(&other).labelled("the key of somebody else");
    let is_taken = part.verdict == Verdict::Fail;
    desk.note(ID, part);
    // One that was taken may have been replaced.
    if !is_taken && let Some(bare) = lane.send_once(ticket, request, &|_: &Lane<'_>, _: &_| Some(Vec::new())).await {
        desk.note(ID, REFUSED.judge(&bare).labelled("no proof"));
    }
}
