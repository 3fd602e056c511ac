//! The order of a run: what is looked at first, and what waits for what.

mod asking;
mod baseline;
mod binding;
mod client_auth;
mod documents;
mod front;
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
        // Without a server there is nothing but its documents to be looked at.
        return documents::check(desk).await;
    }
    // What takes no user needs no order.
    join3(documents::check(desk), asking::without_session(desk), client_auth::check(desk)).await;
    baseline::log_in(desk).await;
    asking::with_session(desk).await;
    redeeming::check(desk).await;
    let unspent = Box::pin(pushing::check(desk)).await;
    binding::check(desk, unspent).await;
    resource::check(desk).await;
    // Each of these ends the tokens that it works on.
    refresh::check(desk).await;
    revocation::check(desk).await;
}
