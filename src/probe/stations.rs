//! The order of a run: what is looked at first, and what waits for what.

mod asking;
mod baseline;
mod binding;
mod bogus;
mod client_auth;
mod documents;
mod pushing;
mod redeeming;
mod refresh;
mod resource;
mod revocation;

use futures_util::future::join3;

use super::Desk;

/// Does every check that is wanted, as far as that is possible. What is known stands on the desk at any moment.
pub async fn check(desk: &Desk<'_>) {
    if !baseline::discover(desk).await {
        return;
    }
    // What takes no user needs no order.
    let ((), pending, ()) =
        join3(documents::check(desk), asking::without_session(desk), client_auth::check(desk)).await;
    baseline::log_in(desk).await;
    asking::with_session(desk, pending).await;
    redeeming::check(desk).await;
    pushing::check(desk).await;
    binding::check(desk).await;
    resource::check(desk).await;
    // Each of these ends the tokens that it works on.
    refresh::check(desk).await;
    revocation::check(desk).await;
}
