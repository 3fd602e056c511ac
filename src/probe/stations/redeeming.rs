//! Redeeming a code wrongly: one code carries as many wrong redemptions as it can, the rest take one each.

mod alone;
mod ladder;
mod life;
mod replay;
mod rungs;

use crate::probe::Desk;

/// Looks at it, where a login worked.
pub(super) async fn check(desk: &Desk<'_>) {
    if desk.baseline().is_none() {
        return;
    }
    ladder::check(desk).await;
    alone::check(desk).await;
}
