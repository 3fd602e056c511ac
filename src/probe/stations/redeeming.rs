//! Redeeming a code wrongly: one code carries as many wrong redemptions as it can, the rest take one each.

mod alone;
mod ladder;
mod life;
mod replay;
mod rungs;

use crate::probe::{Desk, Ticket};

/// Looks at it, where a login worked. Codes that came before and were not spent are as good as others.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, unspent: Vec<Ticket<'a>>) {
    if desk.baseline().is_none() {
        return;
    }
    ladder::check(desk).await;
    alone::check(desk, unspent).await;
}
