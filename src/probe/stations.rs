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
mod load;
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
    let ((), pending, (), ()) = Box::pin(join4(
        documents::check(desk),
        Box::pin(asking::without_session(desk)),
        Box::pin(client_auth::check(desk)),
        resource::without_session(desk),
    ))
    .await;
    baseline::log_in(desk).await;
    let purse = if desk.options.max_logins.is_some() {
        Box::pin(sparingly(desk, pending)).await
    } else {
        Box::pin(freely(desk, pending)).await
    };
    // Ends the tokens that it works on.
    revocation::check(desk, purse).await;
    baseline::explain(desk);
}

/// Where a code may be had whenever one is needed.
async fn freely<'a>(desk: &'a Desk<'a>, pending: asking::Pending) -> Vec<grant::Grant<'a>> {
    // A replayed code may end every token of this session: what tokens open is looked at before.
    let mut purse = id_token::check(desk).await;
    tokens::check(desk, &purse).await;
    resource::check(desk, &mut purse).await;
    let unspent = asking::with_session(desk, pending).await;
    redeeming::check(desk, unspent).await;
    let unspent = Box::pin(pushing::check(desk)).await;
    binding::check(desk, unspent).await;
    refresh::check(desk, purse).await
}

/// Where few logins are left: what matters most comes first, and the rest gets what remains.
async fn sparingly<'a>(desk: &'a Desk<'a>, pending: asking::Pending) -> Vec<grant::Grant<'a>> {
    tokens::check(desk, &[]).await;
    resource::check(desk, &mut []).await;
    redeeming::check(desk, Vec::new()).await;
    let mut purse = refresh::check(desk, Vec::new()).await;
    purse.extend(id_token::check(desk).await);
    let mut unspent = asking::with_session(desk, pending).await;
    unspent.extend(Box::pin(pushing::check(desk)).await);
    binding::check(desk, unspent).await;
    purse
}
