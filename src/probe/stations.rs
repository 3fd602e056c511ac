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
pub(super) mod unchallenged;

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
    if desk.options.max_logins.is_some() {
        Box::pin(sparingly(desk, pending)).await;
    } else {
        Box::pin(freely(desk, pending)).await;
    }
    baseline::explain(desk);
}

/// Where a code may be had whenever one is needed. A refresh token or a code that comes twice may end every token of this
/// session, the codes that nobody has spent, and what the user agreed to. So what lives together is used up together:
/// first what the session sees, then what tokens open, then what ends them, and codes at last.
async fn freely<'a>(desk: &'a Desk<'a>, pending: asking::Pending) {
    let mut purse = id_token::check(desk).await;
    tokens::check(desk, &purse).await;
    resource::check(desk, &mut purse).await;
    let pending = Box::pin(asking::looks(desk, pending)).await;
    let spent = refresh::check(desk, purse).await;
    // The newest come first: they live, and save logins of their own.
    let mut purse = Box::pin(asking::codes(desk, pending)).await;
    purse.extend(spent);
    revocation::check(desk, purse).await;
    let unspent = asking::answers(desk).await;
    redeeming::check(desk, unspent).await;
    let unspent = Box::pin(pushing::check(desk)).await;
    binding::check(desk, unspent).await;
    asking::afterwards(desk).await;
}

/// Where few logins are left: what matters most comes first, and the rest gets what remains.
async fn sparingly<'a>(desk: &'a Desk<'a>, pending: asking::Pending) {
    tokens::check(desk, &[]).await;
    resource::check(desk, &mut []).await;
    redeeming::check(desk, None).await;
    let spent = refresh::check(desk, Vec::new()).await;
    let mut purse = id_token::check(desk).await;
    let pending = Box::pin(asking::looks(desk, pending)).await;
    purse.extend(Box::pin(asking::codes(desk, pending)).await);
    let mut unspent: Vec<_> = asking::answers(desk).await.into_iter().collect();
    unspent.extend(Box::pin(pushing::check(desk)).await);
    binding::check(desk, unspent).await;
    asking::afterwards(desk).await;
    purse.extend(spent);
    revocation::check(desk, purse).await;
}
