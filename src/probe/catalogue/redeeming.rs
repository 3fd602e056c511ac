//! Checks of redeeming a code.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{must, note, should};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(
        must(
            Step::Redeem,
            "token-baseline",
            "a correct request is answered with tokens",
            "RFC 6749 4.1.3 and 5.1",
            "let the login work first: everything else is this request with one thing changed",
        ),
        Section::Redeeming,
        "",
    )
    .takes(Session::SignedIn, Codes::Own),
    Check::new(
        must(
            Step::Redeem,
            "token-bogus-code",
            "a code that nobody issued is `invalid_grant`",
            "RFC 6749 5.2",
            "answer 400 with error invalid_grant as JSON: clients tell by it that they have to begin anew",
        ),
        Section::Redeeming,
        "",
    ),
    Check::new(
        must(
            Step::Redeem,
            "token-client-auth-missing",
            "a client that shows nothing gets nothing",
            "RFC 6749 3.2.1, 4.1.3 and 10.1",
            "refuse a request of a confidential client that proves nothing with 401 invalid_client; its client_id is no secret",
        ),
        Section::Redeeming,
        "this is what a secret is for: without it whoever steals a code of this client redeems it from anywhere, in its name",
    ),
    Check::new(
        must(
            Step::Redeem,
            "token-client-auth-wrong-secret",
            "a wrong secret opens nothing",
            "RFC 6749 2.3.1 and 5.2",
            "compare the secret with the registered one, in constant time, before anything else is looked at",
        ),
        Section::Redeeming,
        "the secret protects nothing: whoever steals a code redeems it with any secret that comes to mind",
    ),
    Check::new(
        must(
            Step::Redeem,
            "token-client-auth-challenge",
            "a failed Basic login is answered with 401 and a Basic challenge, for unknown clients as well",
            "RFC 6749 5.2",
            "answer 401 with `WWW-Authenticate: Basic`, and the same whether the client exists or not",
        ),
        Section::Redeeming,
        "answers that differ tell which clients exist; without the challenge libraries do not try again as they could",
    ),
    Check::new(
        should(
            Step::Redeem,
            "token-client-auth-conflict",
            "a client proves itself in one way at a time",
            "RFC 6749 2.3 and 5.2",
            "refuse a request with more than one proof as invalid_request: otherwise it is a guess which of them counted",
        ),
        Section::Redeeming,
        "a gateway that looks at one proof and a server that looks at the other take the same request for two clients",
    ),
    Check::new(
        should(
            Step::Redeem,
            "token-client-auth-in-query",
            "credentials in the URL are not taken",
            "RFC 6749 2.3.1",
            "read client_id and client_secret from the body or the Authorization header alone",
        ),
        Section::Redeeming,
        "a secret in a URL stands in every log on the way, and whoever reads one of them is the client from then on",
    )
    .from(Suite::Full),
    Check::new(
        must(
            Step::Redeem,
            "token-client-auth-basic-decoding",
            "id and secret in the Basic header are form-decoded",
            "RFC 6749 2.3.1 and appendix B",
            "form-decode both halves after the base64; until then clients need `--basic-encoding raw`",
        ),
        Section::Redeeming,
        "",
    ),
    Check::new(
        must(
            Step::Redeem,
            "client-assertion-signature",
            "a client assertion counts only with the signature of the client's key",
            "RFC 7523 3",
            "verify the signature with the keys that the client registered, and never take `none`",
        ),
        Section::Redeeming,
        "whoever knows a client_id writes an assertion for it, and is the client",
    ),
    Check::new(
        must(
            Step::Redeem,
            "client-assertion-audience",
            "a client assertion for another server is refused",
            "RFC 7523 3",
            "take an assertion only where `aud` names this server: its issuer or its token endpoint",
        ),
        Section::Redeeming,
        "another server that this client talks to takes the assertion it was sent and is the client here",
    ),
    Check::new(
        should(
            Step::Redeem,
            "client-assertion-once",
            "a client assertion is good once",
            "OpenID Connect Core 9, RFC 7523 3",
            "remember every `jti` until its assertion expires, and refuse it the second time",
        ),
        Section::Redeeming,
        "whoever reads one assertion in a log is the client until the assertion expires",
    ),
    Check::new(
        must(
            Step::Redeem,
            "token-method-and-media",
            "tokens are asked for by POST, in a form",
            "RFC 6749 3.2 and 4.1.3",
            "answer GET with 405 and other bodies than application/x-www-form-urlencoded with 400 or 415",
        ),
        Section::Redeeming,
        "code, secret and verifier of a GET stand in every log on the way, and any page can make a browser send one",
    ),
    Check::new(
        must(
            Step::Redeem,
            "token-parameter-hygiene",
            "repeated parameters are refused and unknown ones ignored",
            "RFC 6749 3.2",
            "answer a parameter that comes twice with invalid_request, and pass over those that mean nothing here",
        ),
        Section::Redeeming,
        "a proxy that checks the first of two codes and a server that redeems the second do not speak of the same user",
    ),
    Check::new(
        must(
            Step::Redeem,
            "token-grant-errors",
            "grants that are missing, unknown or switched off are refused as such",
            "RFC 6749 5.2, RFC 9700 2.4",
            "answer with invalid_request or unsupported_grant_type, and switch the password grant off",
        ),
        Section::Redeeming,
        "a password grant lets any client collect passwords, and lets anybody guess them past the login page and its second factor",
    ),
    Check::new(
        must(
            Step::Redeem,
            "pkce-verifier-missing",
            "a code with a challenge takes a verifier",
            "RFC 7636 4.5 and 4.6, RFC 9700 2.1.1 and 4.8.2",
            "refuse a token request without code_verifier, or with an empty one, where the code has a challenge",
        ),
        Section::Redeeming,
        "whoever steals a code just leaves the verifier out: the challenge was taken and is never asked about again",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        must(
            Step::Redeem,
            "pkce-verifier-wrong",
            "a wrong verifier redeems nothing",
            "RFC 7636 4.6",
            "compare BASE64URL(SHA256(code_verifier)) with the challenge that the code was bound to",
        ),
        Section::Redeeming,
        "this is what a verifier is for: without it whoever steals a code can redeem it, and not only whoever began the login",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        must(
            Step::Redeem,
            "pkce-verifier-equals-challenge",
            "the challenge itself is no verifier, whatever the token request says of its method",
            "RFC 7636 4.4 and 4.6",
            "keep the method with the code, and never read code_challenge_method from a token request",
        ),
        Section::Redeeming,
        "whoever sees the authorization request, in a log or in the browser's history, knows all it takes to redeem the code",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        should(
            Step::Redeem,
            "pkce-verifier-malformed",
            "a verifier that is too short or too long is refused",
            "RFC 7636 4.1 and 7.1",
            "take 43 to 128 characters and no others: a short verifier can be found from its challenge",
        ),
        Section::Redeeming,
        "clients with short verifiers go unnoticed, and whoever sees a challenge can try them all",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Redeem,
            "pkce-verifier-full-alphabet",
            "a verifier may use every unreserved character, 43 or 128 of them",
            "RFC 7636 4.1",
            "allow A-Z a-z 0-9 - . _ ~ and not just the letters of base64url",
        ),
        Section::Redeeming,
        "",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Redeem,
            "pkce-verifier-without-challenge",
            "a verifier for a code without challenge is refused",
            "RFC 9700 2.1.1 and 4.8.2",
            "refuse a token request with code_verifier where the authorization request had no code_challenge",
        ),
        Section::Redeeming,
        "an attacker takes the challenge out of a request and puts a code of his own into the victim's login, which PKCE was to stop",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Redeem,
            "code-redirect-uri-mismatch",
            "a code goes with the redirect URI that it was sent to",
            "RFC 6749 4.1.3, RFC 9700 4.5.2",
            "keep the redirect_uri of the authorization request with the code, and compare it as text, not with the registration",
        ),
        Section::Redeeming,
        "a code that was caught at another address of the client can be put into an honest login, and the victim's account is open",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        should(
            Step::Redeem,
            "code-redirect-uri-missing",
            "a redirect URI that was sent is sent again",
            "RFC 6749 4.1.3",
            "refuse a token request without redirect_uri where the authorization request had one",
        ),
        Section::Redeeming,
        "a code that was caught at another address can be redeemed without telling where it was caught",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Redeem,
            "code-bound-to-client",
            "a code is good for the client that it was issued to",
            "RFC 6749 4.1.3 and 10.5, RFC 6819 5.2.4.4",
            "keep the client_id with the code, and compare it with the client that proved itself",
        ),
        Section::Redeeming,
        "any other client of this server redeems a code that it got hold of, and acts for the user who never allowed it",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        must(
            Step::Redeem,
            "code-replay-refused",
            "a code is good once",
            "RFC 6749 4.1.2 and 10.5, OpenID Connect Core 3.1.3.2",
            "mark a code as spent in the same step in which it is redeemed",
        ),
        Section::Redeeming,
        "whoever finds a code in a log or in the browser's history redeems it once more, after the user is long done",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        should(
            Step::Redeem,
            "code-replay-revokes-tokens",
            "a second use of a code ends the tokens of the first",
            "RFC 6749 4.1.2, RFC 6819 5.2.1.1",
            "keep with the tokens which code gave them, and revoke them when it comes again",
        ),
        Section::Redeeming,
        "a thief who was faster than the client keeps his tokens, though the second use gave him away",
    )
    .takes(Session::SignedIn, Codes::Reuse),
    Check::new(
        should(
            Step::Redeem,
            "code-invalid-replay-harmless",
            "a spent code that comes with a wrong proof ends nothing",
            "OAuth 2.1 7.5.2",
            "revoke tokens only where a replay was right in everything but being late",
        ),
        Section::Redeeming,
        "whoever saw a code, in a log or over a shoulder, ends the session of its user whenever he likes",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        note(
            Step::Redeem,
            "code-failed-attempt-policy",
            "what a failed attempt does to a code is known",
            "RFC 6749 4.1.2",
            "nothing: both conform, to keep a code after a failed attempt and to spend it",
        ),
        Section::Redeeming,
        "",
    )
    .takes(Session::SignedIn, Codes::Share),
    Check::new(
        should(
            Step::Redeem,
            "code-parallel-redemption",
            "of two redemptions at the same moment one succeeds",
            "RFC 6749 4.1.2",
            "spend the code with one atomic step of the database, not by a look first and a write later",
        ),
        Section::Redeeming,
        "a thief who redeems a code in the moment of the client gets tokens of his own, and nobody sees a replay",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Redeem,
            "code-lifetime",
            "a code expires within ten minutes",
            "RFC 6749 4.1.2",
            "let codes live as long as a redirect takes, a minute or less; ten minutes are the most that is recommended",
        ),
        Section::Redeeming,
        "a code that leaked into a log stays good until somebody reads the log",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Slow),
];
