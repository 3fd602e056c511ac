//! Tokens that are bound to a key or a certificate.

mod code;
mod lane;
mod mtls;
mod proof;
mod redeeming;
mod refreshing;
mod shown;

use crate::probe::Desk;

/// Looks at both kinds, where the server offers them.
pub(super) async fn check(desk: &Desk<'_>) {
    if !desk.has_client() {
        return;
    }
    Box::pin(redeeming::check(desk)).await;
    mtls::check(desk).await;
}
