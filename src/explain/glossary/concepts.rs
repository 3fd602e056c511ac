//! The steps, the parties and the ideas.

use super::{Topic, row};

pub(super) const ALL: &[Topic] = &[
    row(
        "front channel",
        "through the user's browser: can be read and changed",
        "Whatever goes through the browser stands in the address bar, in the history, perhaps in logs and in Referer headers, and extensions or the author of a link can change it.",
        "RFC 6749 4.1, RFC 9700 3",
    ),
    row(
        "back channel",
        "directly between two machines",
        "App and server talk over TLS without the browser. Secret, verifier and tokens travel only here.",
        "RFC 6749 4.1",
    ),
    row(
        "browser",
        "the user's browser: carries what everybody may see",
        "With its history, its extensions, and the logs and Referer headers that it leaves behind.",
        "RFC 6749 1.1",
    ),
    row(
        "client",
        "the app: here this program plays it",
        "It wants to act for the user and never sees the user's password.",
        "RFC 6749 1.1",
    ),
    row(
        "authorization server",
        "knows the user, issues codes and tokens",
        "The only one to whom the user shows the password.",
        "RFC 6749 1.1",
    ),
    row(
        "resource server",
        "the API that holds the user's data",
        "Asks for nothing but the access token.",
        "RFC 6749 1.1",
    ),
    row(
        "public client",
        "an app that cannot keep a secret",
        "An app whose code its users hold: on a phone, in a browser, on a command line. It has no secret, so PKCE is demanded.",
        "RFC 6749 2.1, RFC 9700 2.1.1",
    ),
    row(
        "confidential client",
        "an app that can keep a secret",
        "An app on a server of its own. It proves itself with a secret, and PKCE is recommended besides: the secret cannot tell a stolen code from a fresh one.",
        "RFC 6749 2.1, RFC 9700 2.1.1",
    ),
    row(
        "PKCE",
        "binds the code to whoever began the login",
        "Proof Key for Code Exchange. The app keeps a random code_verifier and shows only its hash, the code_challenge, in the front channel; to redeem the code it must show the verifier. A stolen or injected code is then worth nothing.",
        "RFC 7636, RFC 9700 2.1.1",
    ),
    row(
        "S256",
        "the challenge is the SHA-256 of the verifier",
        "The PKCE method to use: who reads the challenge cannot compute the verifier.",
        "RFC 7636 4.2",
    ),
    row(
        "plain",
        "the challenge is the verifier itself",
        "The PKCE method not to use: who reads the authorization request knows the verifier.",
        "RFC 7636 4.2 and 7.2",
    ),
    row(
        "loopback redirect",
        "an answer to a port on this very machine",
        "A program without a website listens on 127.0.0.1 and names that as its redirect_uri. The server must allow any port there, since the program cannot know beforehand which one is free.",
        "RFC 8252 7.3",
    ),
    row(
        "OpenID Connect",
        "OAuth that also says who logged in",
        "A layer on OAuth: with the scope openid the server also issues an ID token, a signed statement about the user.",
        "OpenID Connect Core 1",
    ),
    row(
        "OAuth",
        "lets an app act for a user without the password",
        "The user tells the server what the app may do, and the app gets a token for exactly that.",
        "RFC 6749 1",
    ),
    row(
        "client_secret_basic",
        "id and secret in the Authorization header",
        "Each form-encoded, joined by a colon, in base64.",
        "RFC 6749 2.3.1",
    ),
    row(
        "client_secret_post",
        "id and secret in the form body",
        "Works, but the header is preferred.",
        "RFC 6749 2.3.1",
    ),
    row(
        "none",
        "no client authentication: a public client",
        "The client sends its client_id and proves nothing.",
        "RFC 6749 3.2.1",
    ),
    row(
        "mix-up",
        "one server's code carried to another",
        "An app that knows several servers is made to believe that the wrong one answered. iss in the response stops it.",
        "RFC 9207 1, RFC 9700 4.4",
    ),
    row(
        "login CSRF",
        "being logged in as somebody else, unnoticed",
        "Somebody makes your browser open a callback with his own code. state, and PKCE, stop it.",
        "RFC 6749 10.12, RFC 9700 4.7",
    ),
    row(
        "code injection",
        "a stolen code slipped into the app's own login",
        "The app redeems it with its own secret. PKCE stops it at the server, nonce at the app.",
        "RFC 9700 4.5",
    ),
    row("bearer token", "whoever holds it may use it", "Like cash: nobody asks whose it is.", "RFC 6750 1.2"),
    row(
        "consent",
        "the user says what the app may do",
        "The only moment at which a person can notice that something is odd.",
        "RFC 6749 4.1",
    ),
];
