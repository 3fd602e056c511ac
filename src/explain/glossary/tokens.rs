//! The members of the token response, of key sets, and the fields of a JOSE header.

use super::{Topic, row};

pub(super) const ALL: &[Topic] = &[
    row(
        "access_token",
        "the key to the API: whoever holds it may enter",
        "A bearer token: the API asks for nothing else, neither secret nor verifier. It belongs into the Authorization header, never into a URL or a log. Its inside is nobody's business but the API's.",
        "RFC 6749 1.4, RFC 6750 1.2",
    ),
    row(
        "token_type",
        "how the access token is presented",
        "`Bearer` means that holding it is enough. A client must not use a token of a type that it does not know.",
        "RFC 6749 7.1",
    ),
    row(
        "expires_in",
        "how long it is good, in seconds",
        "Of an access token, a device code, or the name of a pushed request; counted from the answer. Short is good: it bounds what a stolen one is worth.",
        "RFC 6749 5.1",
    ),
    row(
        "refresh_token",
        "the right to fetch new access tokens",
        "More precious than the access token, since it lives longer. A confidential client proves itself again when it uses it; for a public client the server changes it at every use, so that a copy is noticed.",
        "RFC 6749 1.5, RFC 9700 4.14",
    ),
    row(
        "refresh_token_expires_in",
        "how long the refresh token lives, in seconds",
        "No specification says so, many servers send it.",
        "provider specific",
    ),
    row(
        "id_token",
        "a signed statement to the app: who logged in",
        "A JWT with the user, the server, this app, the time and this login's nonce. The app checks every word of it. It is no key to the API.",
        "OpenID Connect Core 2",
    ),
    row(
        "alg",
        "how it was signed",
        "The app decides which algorithms it takes, not the token: `none` is never taken, and HS256 never with a public key.",
        "RFC 7515 4.1.1, RFC 8725 3.1",
    ),
    row(
        "kid",
        "which of the server's keys",
        "The name of a key in the server's key set, so that keys can be changed without a break.",
        "RFC 7515 4.1.4",
    ),
    row(
        "typ",
        "what kind of JWT this is",
        "`JWT` in most ID tokens; `at+jwt` marks an access token, so that one is not taken for the other.",
        "RFC 7515 4.1.9, RFC 8725 3.11",
    ),
    row(
        "crit",
        "fields that must be understood",
        "A token whose `crit` lists something unknown must be refused.",
        "RFC 7515 4.1.11",
    ),
    row(
        "jku",
        "where keys are said to be; never followed",
        "An address inside the token. Following it would let the token choose its own judge.",
        "RFC 7515 4.1.2, RFC 8725 3.10",
    ),
    row(
        "jwk",
        "a key inside the token; never used",
        "Using it would let the token vouch for itself.",
        "RFC 7515 4.1.3",
    ),
    row("x5t", "the fingerprint of a certificate", "SHA-1 of the certificate that belongs to the key.", "RFC 7517 4.8"),
    row(
        "x5t#S256",
        "the fingerprint of a certificate",
        "SHA-256 of the certificate that belongs to the key.",
        "RFC 7517 4.9",
    ),
    row("x5c", "the certificate chain of the key", "Certificates in base64, the one of the key first.", "RFC 7517 4.7"),
    row("keys", "the server's public keys", "A list of JWKs. The ID token names one by its kid.", "RFC 7517 5"),
    row(
        "kty",
        "the kind of key",
        "`RSA`, `EC`, `OKP`, or `oct` for a shared secret, which has no place in a public key set.",
        "RFC 7517 4.1",
    ),
    row("use", "what the key is for", "`sig` for signatures, `enc` for encryption.", "RFC 7517 4.2"),
    row("key_ops", "what may be done with the key", "`verify` for a public signature key.", "RFC 7517 4.3"),
    row("n", "the modulus of an RSA key", "Public.", "RFC 7518 6.3.1.1"),
    row("e", "the exponent of an RSA key", "Public; `AQAB` is 65537.", "RFC 7518 6.3.1.2"),
    row("crv", "the curve of the key", "`P-256` for ES256, `Ed25519` for EdDSA.", "RFC 7518 6.2.1.1"),
    row("x", "the first coordinate of the key", "Public.", "RFC 7518 6.2.1.2"),
    row("y", "the second coordinate of the key", "Public.", "RFC 7518 6.2.1.3"),
    row(
        "d",
        "the PRIVATE part of a key: never to be published",
        "Whoever reads it can sign as the server. The key has to be replaced at once.",
        "RFC 7518 6.2.2.1 and 6.3.2.1",
    ),
];
