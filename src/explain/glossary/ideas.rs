//! Ideas that span several messages, and the names of the extensions.

use super::{Topic, row};

pub(super) const ALL: &[Topic] = &[
    row(
        "client secret",
        "what the app proves itself with: the first lock",
        "The app's password at the token endpoint. It tells which client asks, for years and for every login; it cannot tell a stolen code from a fresh one. Who cannot keep it has none.",
        "RFC 6749 2.3.1, RFC 9700 2.5",
    ),
    row(
        "verifier",
        "what proves who began this login: the second lock",
        "The code_verifier of PKCE: drawn for one login, kept back until the code is redeemed. It tells nothing about which client asks, and replaces no client authentication.",
        "RFC 7636 4.1",
    ),
    row(
        "authorization code",
        "the ticket that passes through the browser",
        "Short-lived and good once. On its own it should be worth nothing: the client secret and the verifier make it so.",
        "RFC 6749 1.3.1",
    ),
    row(
        "redirect",
        "the browser is sent on with an answer",
        "The answer goes to the redirect_uri, which must be registered: a server that redirects elsewhere hands out codes.",
        "RFC 6749 3.1.2",
    ),
    row(
        "PAR",
        "the request is pushed before the browser goes",
        "Pushed Authorization Requests: the app hands the request to the server directly and gets a request_uri for the browser, so that nobody can read or change it on the way.",
        "RFC 9126",
    ),
    row(
        "JAR",
        "the request is signed",
        "The parameters stand in a JWT that the app signs, so that nobody can change them on the way.",
        "RFC 9101",
    ),
    row(
        "JARM",
        "the answer is signed",
        "The answer stands in a JWT with issuer, audience and expiry. It does what iss and more does.",
        "JARM 2",
    ),
    row(
        "RAR",
        "rich authorization requests",
        "authorization_details say what a scope cannot: which account, which amount.",
        "RFC 9396",
    ),
    row(
        "mTLS",
        "the client is known by its certificate",
        "Mutual TLS: the client shows a certificate in the handshake; tokens can be bound to it.",
        "RFC 8705",
    ),
    row(
        "sender-constrained token",
        "a token that works only in its owner's hand",
        "Bound to a key by DPoP or to a certificate by mutual TLS: who steals it lacks the key.",
        "RFC 9700 2.2.1",
    ),
    row(
        "token exchange",
        "one token is traded for another",
        "For services that call services: narrower, for another API, or with who acts in it.",
        "RFC 8693",
    ),
    row(
        "device flow",
        "login on another device",
        "For what has no browser or no keyboard. Whoever can make a user type a code gets in.",
        "RFC 8628",
    ),
    row(
        "private_key_jwt",
        "the client signs a short JWT",
        "The server knows the public key alone, so nothing that it stores can be used to pass for the client.",
        "OpenID Connect Core 9, RFC 7523 2.2",
    ),
    row(
        "client_secret_jwt",
        "the client makes an HMAC with its secret",
        "The secret proves the client and does not travel.",
        "OpenID Connect Core 9",
    ),
    row(
        "tls_client_auth",
        "the client is known by its certificate's subject",
        "An authority vouches for the certificate; the subject is registered.",
        "RFC 8705 2.1",
    ),
    row(
        "self_signed_tls_client_auth",
        "the client is known by its own certificate",
        "The certificate itself is registered; no authority is needed.",
        "RFC 8705 2.2",
    ),
    row(
        "implicit flow",
        "tokens through the browser; not any more",
        "What stands in a redirect stands in histories and logs. The code flow with PKCE took its place.",
        "RFC 9700 2.1.2",
    ),
    row(
        "hybrid flow",
        "a code, and a token through the browser",
        "An ID token in the front channel, bound to the code by c_hash. The tokens of an API do not belong there.",
        "OpenID Connect Core 3.3",
    ),
    row(
        "client credentials",
        "the app acts for itself",
        "No user, so no browser and no code: the client proves itself and gets a token.",
        "RFC 6749 4.4",
    ),
    row(
        "refresh rotation",
        "each refresh token is good once",
        "A second use shows that somebody has a copy; then the whole family ends.",
        "RFC 9700 4.14.2",
    ),
    row(
        "discovery",
        "the server tells about itself",
        "From the issuer to the metadata document: endpoints, keys and abilities.",
        "RFC 8414, OpenID Connect Discovery 1.0",
    ),
    row(
        "clock skew",
        "how far two clocks may differ",
        "Times in tokens are compared with one's own clock; a minute or so is allowed for.",
        "RFC 7519 4.1.4",
    ),
    row(
        "PKCE downgrade",
        "PKCE is taken out of the request",
        "Who removes the code_challenge wants a code without the second lock. A server that then ignores a verifier lets him.",
        "RFC 9700 4.8.2",
    ),
    row(
        "open redirector",
        "a server that sends browsers anywhere",
        "It carries codes to whoever wrote the link.",
        "RFC 9700 4.11",
    ),
];
