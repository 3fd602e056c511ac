//! Redeeming a code wrongly: one code carries as many wrong redemptions as it can, the rest take one each.

mod alone;
mod ladder;
mod life;
mod replay;
mod rungs;
mod shared;

use crate::probe::{Desk, Ticket};

/// Looks at it, where a login worked. A code that has just come and was not spent is as good as another, and dies with the
/// session of a replay: it goes first.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, unspent: Option<Ticket<'a>>) {
    if desk.baseline().is_none() {
        return;
    }
    let is_given = unspent.is_some();
    if is_given {
        Box::pin(shared::check(desk, unspent)).await;
    }
    ladder::check(desk).await;
    alone::without_challenge(desk).await;
    if !is_given {
        Box::pin(shared::check(desk, None)).await;
    }
    alone::check(desk).await;
}
