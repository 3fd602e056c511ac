//! Tokens that are bound to a key or a certificate.

mod code;
mod lane;
mod mtls;
mod proof;
mod redeeming;
mod refreshing;
mod shown;

use crate::probe::{Desk, Ticket};

/// Looks at both kinds, where the server offers them.
/// Codes that came before and were not spent are as good as others.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, unspent: Vec<Ticket<'a>>) {
    if !desk.has_client() {
        return;
    }
    Box::pin(redeeming::check(desk, unspent)).await;
    mtls::check(desk).await;
}
