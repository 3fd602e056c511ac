//! Redeeming a code wrongly.

use crate::probe::{Desk, INVALID_GRANT};

/// One code carries as many wrong redemptions as it can.
pub(super) async fn check(desk: &Desk<'_>) {
    const ID: &str = "pkce-verifier-wrong";
    if !desk.wants(ID) || desk.baseline().is_none() {
        return;
    }
    let Ok(plan) = desk.plan() else { return };
    let mut ticket = match desk.obtain(plan).await {
        Ok(ticket) => ticket,
        Err(reason) => return desk.note(ID, reason.part()),
    };
    let Ok(other) = desk.site.draw() else { return };
    let shot = ticket.redeem(|request| crate::probe::set_form(request, "code_verifier", &other)).await;
    desk.note(ID, INVALID_GRANT.judge(&shot));
}
