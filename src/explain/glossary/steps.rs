//! The steps of the flows.

use super::{Topic, row};

pub(super) const ALL: &[Topic] = &[
    row(
        "discover",
        "step: ask the server for its endpoints",
        "The metadata document is fetched and its issuer compared, character by character. Where endpoints are given by flags, the step sends nothing.",
        "RFC 8414 3, OpenID Connect Discovery 4",
    ),
    row(
        "register",
        "step: register a client",
        "The app introduces itself to the server and is given a client_id, and perhaps a secret, of its own.",
        "RFC 7591 3",
    ),
    row(
        "prepare",
        "step: draw state, nonce and code_verifier",
        "Three fresh random values. If they can be guessed or are used twice, everything that rests on them is decoration.",
        "RFC 6749 10.10, RFC 7636 4.1",
    ),
    row(
        "push",
        "step: hand the request to the server directly",
        "The authorization request goes to the server without the browser, with the proof of the client; the browser then carries only a reference to it.",
        "RFC 9126 2",
    ),
    row(
        "authorize",
        "step: send the browser to the server",
        "The app's request travels through the browser; the user logs in and consents at the server, and the app sees neither password nor page.",
        "RFC 6749 4.1.1",
    ),
    row(
        "sign-in",
        "step: the user signs in and agrees",
        "Pages, forms and redirects between the browser and the server alone. It is seen only where this program plays the browser: --agent forms.",
        "RFC 6749 4.1 (B)",
    ),
    row(
        "callback",
        "step: receive the answer at the redirect_uri",
        "The browser brings a code, or an error. iss and state are compared before anything else is believed.",
        "RFC 6749 4.1.2",
    ),
    row(
        "device",
        "step: ask for a code to type elsewhere",
        "An app without a browser asks for two codes: one that the user types on another device, and one that it keeps for itself.",
        "RFC 8628 3.1",
    ),
    row(
        "redeem",
        "step: trade the code for tokens",
        "The app shows the code, the client secret and the code verifier to the token endpoint, directly.",
        "RFC 6749 4.1.3",
    ),
    row(
        "token",
        "step: ask for tokens with another grant",
        "The token endpoint is asked for tokens with something else than a code: a device code, the client itself, another token, an assertion, a password.",
        "RFC 6749 1.3 and 4.5",
    ),
    row(
        "verify",
        "step: check the ID token",
        "The signature and every claim, in the order of the specification.",
        "OpenID Connect Core 3.1.3.7",
    ),
    row(
        "userinfo",
        "step: fetch the claims of the user",
        "The access token is used for the first time. The answer counts only if its sub is that of the ID token.",
        "OpenID Connect Core 5.3",
    ),
    row(
        "refresh",
        "step: trade the refresh token for new tokens",
        "The app shows its refresh token, and proves itself as before, for a fresh access token; the user notices nothing.",
        "RFC 6749 6",
    ),
    row(
        "introspect",
        "step: ask what a token is worth",
        "A resource asks the server whether a token is alive, whose it is and what it allows: most access tokens mean nothing to anybody else.",
        "RFC 7662 2",
    ),
    row(
        "call",
        "step: use the access token at a resource",
        "The access token is shown to an API; nothing else is asked for, unless the token is bound to a key.",
        "RFC 6750 2.1",
    ),
    row(
        "revoke",
        "step: have a token declared dead",
        "The app tells the server that it does not need the token any more, and whoever stole it has nothing.",
        "RFC 7009 2",
    ),
    row(
        "confirm",
        "step: see that a revoked token is dead",
        "An answer of 200 to a revocation promises nothing: the token is shown once more, to see that nobody takes it.",
        "RFC 7009 2.2",
    ),
    row(
        "logout",
        "step: send the browser to sign out",
        "The app sends the browser to the server to end the session there, not only its own.",
        "OpenID Connect RP-Initiated Logout 1.0 2",
    ),
    row(
        "return",
        "step: receive the browser back from signing out",
        "The server sends the browser back to an address that was registered for it, with the state that went along.",
        "OpenID Connect RP-Initiated Logout 1.0 3",
    ),
    row(
        "unregister",
        "step: delete the client that was registered",
        "The app deletes its registration with the token that it was given for managing it.",
        "RFC 7592 2.3",
    ),
];
