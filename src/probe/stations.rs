//! The order of a run: what is looked at first, and what waits for what.

mod asking;
mod baseline;
mod binding;
mod bogus;
mod client_auth;
mod documents;
mod front;
mod grant;
mod id_token;
mod pulse;
mod pushing;
mod redeeming;
mod refresh;
mod resource;
mod revocation;
mod tokens;

use futures_util::future::join4;

use super::Desk;

/// Does every check that is wanted, as far as that is possible. What is known stands on the desk at any moment.
pub async fn check(desk: &Desk<'_>) {
    if !baseline::discover(desk).await {
        // Without a server there is nothing but its documents to be looked at.
        return documents::check(desk).await;
    }
    // What takes no user needs no order.
    let ((), pending, (), ()) = join4(
        documents::check(desk),
        Box::pin(asking::without_session(desk)),
        Box::pin(client_auth::check(desk)),
        resource::without_session(desk),
    )
    .await;
    baseline::log_in(desk).await;
    // A replayed code may end every token of this session: what tokens open is looked at before.
    let mut purse = id_token::check(desk).await;
    tokens::check(desk, &purse).await;
    resource::check(desk, &mut purse).await;
    asking::with_session(desk, pending).await;
    redeeming::check(desk).await;
    let unspent = Box::pin(pushing::check(desk)).await;
    binding::check(desk, unspent).await;
    // Each of these ends the tokens that it works on.
    let purse = refresh::check(desk, purse).await;
    revocation::check(desk, purse).await;
    baseline::explain(desk);
}
