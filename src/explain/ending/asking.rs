//! The words for the checks of requests that were pushed, of answers that are signed or bring tokens, and of what was asked
//! of the user.

use super::checks::{Remedy, SERVER, Words, again_with, words};

pub(super) const ALL: &[Words] = &[
    words(
        "par-response-shape",
        "the pushed request was not answered with a name for it",
        "Without a `request_uri` the browser has nothing to carry.",
        again_with("to let the browser carry the request itself", "--no-par"),
    ),
    words(
        "jarm-form",
        "the signed answer cannot be read",
        "It was not used: nobody can tell who sent it, and what it says.",
        Remedy::Say("at the provider, look how answers are signed or encrypted for this client"),
    ),
    words(
        "jarm-signature",
        "the answer was not signed by the server",
        "It was not used: whoever makes such an answer can put any code into it (JARM 2.4).",
        Remedy::Say("look where the browser went between authorize and callback, and which key the server signs with"),
    ),
    words(
        "jarm-iss",
        "the signed answer comes from another server",
        "The code was not redeemed: carrying the code of one server to another is how a mix-up looks (RFC 9207 1).",
        Remedy::Say("look where the browser went between authorize and callback"),
    ),
    words(
        "jarm-aud",
        "the signed answer is for another client",
        "The code was not redeemed: it was meant for another app, or for somebody else's login.",
        Remedy::Say("look where the browser went between authorize and callback, and which client_id was sent"),
    ),
    words(
        "jarm-exp",
        "the signed answer is expired, or does not say until when it is good",
        "An old answer that is sent again looks like this, and so do clocks that differ.",
        again_with("compare the clocks; to allow for a difference", "--clock-skew 300"),
    ),
    words(
        "response-token-present",
        "the callback does not bring the access token that was asked for",
        "Without the token and its type there is nothing to go on with.",
        again_with("ask for a code instead", "--response-type code"),
    ),
    words(
        "response-id-token-present",
        "the callback does not bring the ID token that was asked for",
        "Nobody says who has signed in.",
        again_with("ask for a code instead", "--response-type code"),
    ),
    words(
        "token-authorization-details",
        "the token response does not tell what was granted in detail",
        "It may be less than what was asked for, and the app could not know (RFC 9396 7).",
        SERVER,
    ),
    words(
        "idtoken-c-hash",
        "the ID token belongs to another code",
        "The code was not redeemed: `c_hash` binds the two, and one of them was swapped or is not the server's.",
        SERVER,
    ),
    words(
        "idtoken-s-hash",
        "the ID token belongs to another `state`",
        "`s_hash` binds the two: the answer was put together of two.",
        SERVER,
    ),
    words(
        "idtoken-auth-time",
        "the user signed in too long ago, or nobody says when",
        "`max_age` asked for a fresh login, and the ID token has to prove it (OpenID Connect Core 3.1.2.1).",
        again_with("if an old login will do", "--max-age 86400"),
    ),
    words(
        "idtoken-acr",
        "the user was not authenticated as was asked for",
        "It was asked for as essential: without it this login is not strong enough (OpenID Connect Core 5.5.1.1).",
        Remedy::Say("at the provider, look which `acr` values it knows, and which of them this user can meet"),
    ),
    words(
        "idtoken-same-user",
        "the second ID token speaks of another user than the first",
        "The code that came with the first one was swapped for another (OpenID Connect Core 3.3.3.6).",
        SERVER,
    ),
];
