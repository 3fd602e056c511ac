//! Checks of PAR, JAR, JARM, DPoP, mutual TLS and RAR.

use super::super::Suite;
use super::{Check, Codes, Section, Session};
use crate::rules::{must, should};
use crate::trace::Step;

const SECTION: Section = Section::Extensions;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(
        must(
            Step::Push,
            "par-baseline",
            "a pushed request is answered with a name, and that with a code",
            "RFC 9126 2.2 and 4",
            "answer a push with 201, a `request_uri` that nobody can guess and `expires_in` of 5 to 600 seconds",
        ),
        SECTION,
        "",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Push,
            "par-client-auth",
            "a confidential client that does not prove itself pushes nothing",
            "RFC 9126 2.1",
            "authenticate the client at the endpoint for pushed requests as at the token endpoint",
        ),
        SECTION,
        "anybody pushes requests in the name of the client, and PAR proves nothing",
    ),
    Check::new(
        must(
            Step::Push,
            "par-validates-request",
            "what could not be asked for cannot be pushed either",
            "RFC 9126 2.1 and 2.3",
            "refuse a `request_uri` inside a push, and look at the rest as the authorization endpoint does",
        ),
        SECTION,
        "an attacker pushes what would be refused in the browser, and sends a victim there with its name",
    ),
    Check::new(
        must(
            Step::Authorize,
            "par-bound-to-client",
            "the name of a request is good for the client that pushed it and no other",
            "RFC 9126 2.2 and 4",
            "keep the `client_id` with the request, and compare it with the one beside `request_uri`",
        ),
        SECTION,
        "one client begins logins with the request of another",
    ),
    Check::new(
        should(
            Step::Authorize,
            "par-one-time",
            "the name of a request is good once, and not for long",
            "RFC 9126 4 and 7.3",
            "spend the `request_uri` when it has led to a code, and refuse it once it has expired",
        ),
        SECTION,
        "whoever finds the name in a log or a history begins the same login again",
    )
    .takes(Session::SignedIn, Codes::Reuse)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Authorize,
            "par-enforced",
            "where requests have to be pushed no other is taken",
            "RFC 9126 5",
            "refuse a request without a `request_uri` where `require_pushed_authorization_requests` is true",
        ),
        SECTION,
        "an attacker writes the request into a link, as if there were no PAR",
    ),
    Check::new(
        must(
            Step::Authorize,
            "par-front-channel-override",
            "nothing beside the name of a pushed request counts",
            "RFC 9126 4, RFC 9101 6.3",
            "take the parameters from the pushed request alone, whatever stands in the query",
        ),
        SECTION,
        "whoever can change the link changes the request, though the client has pushed it",
    ),
    Check::new(
        must(
            Step::Authorize,
            "jar-integrity",
            "a request object counts only with the signature of its client, for this server and in time",
            "RFC 9101 4, 6.2 and 10.1, RFC 8725 3.1",
            "verify the signature with a key of the client and an algorithm of the list, then `aud` and `exp`",
        ),
        SECTION,
        "anybody writes a request that looks as if the client had signed it",
    ),
    Check::new(
        should(
            Step::Authorize,
            "jar-external-request-uri",
            "a request object at an unknown address is refused and not fetched",
            "RFC 9101 10.4, OpenID Connect Core 3.1.2.6",
            "answer `request_uri_not_supported`, or take only addresses that the client has registered",
        ),
        SECTION,
        "an attacker has the server fetch addresses of his choosing, also inside its own network",
    ),
    Check::new(
        must(
            Step::Callback,
            "jarm-response",
            "a signed answer is signed by the server, for this client and in time",
            "JARM 2.1, 2.3 and 2.4",
            "send one `response`, a JWT with iss, aud and exp, signed with a key of the `jwks_uri`",
        ),
        SECTION,
        "an answer can be forged or swapped although it is signed",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Redeem,
            "dpop-baseline",
            "a request with a proof is answered with a token of type DPoP",
            "RFC 9449 5 and 6.1",
            "bind the token to the key of the proof, and say so with token_type DPoP",
        ),
        SECTION,
        "",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Redeem,
            "dpop-nonce-keeps-code",
            "a code outlives the demand for a nonce",
            "RFC 9449 8",
            "look at the proof before the code is spent: the same request comes once more, with the nonce",
        ),
        SECTION,
        "",
    )
    .takes(Session::SignedIn, Codes::Share)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Redeem,
            "dpop-proof-checks",
            "a proof counts only if it was made with its key, for this request and just now",
            "RFC 9449 4.3 and 11.1",
            "make every check of RFC 9449 4.3, and remember `jti` for as long as a proof is good",
        ),
        SECTION,
        "whoever sees a request, or makes a proof of anything, holds the key as far as the server is concerned",
    )
    .takes(Session::SignedIn, Codes::Share)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Redeem,
            "dpop-jkt-mismatch",
            "a code that is bound to a key is good for that key alone",
            "RFC 9449 10",
            "keep `dpop_jkt` with the code, and compare it with the thumbprint of the key in the proof",
        ),
        SECTION,
        "whoever steals the code gets tokens for a key of his own",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Userinfo,
            "dpop-token-bound",
            "a token that is bound to a key opens nothing without it",
            "RFC 9449 7.1 and 7.2",
            "refuse it as Bearer, and ask for a proof of its key that was made for this token and this request",
        ),
        SECTION,
        "a stolen token is as good as any other: the key protects nothing",
    )
    .takes(Session::SignedIn, Codes::Share)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Refresh,
            "dpop-refresh-binding",
            "the refresh token of a public client is good for its key alone",
            "RFC 9449 5",
            "keep the thumbprint with the refresh token, and compare it with the key of every refresh",
        ),
        SECTION,
        "whoever steals the refresh token has the access for as long as it lasts",
    )
    .takes(Session::SignedIn, Codes::Share)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Userinfo,
            "mtls-bound-token",
            "a token that is bound to a certificate opens nothing without it",
            "RFC 8705 3",
            "compare the certificate of the connection with `x5t#S256` of the token",
        ),
        SECTION,
        "a stolen token is as good as any other: the certificate protects nothing",
    )
    .takes(Session::SignedIn, Codes::Reuse)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Authorize,
            "rar-unknown-type",
            "authorization details of an unknown type are refused",
            "RFC 9396 5",
            "answer `invalid_authorization_details` instead of granting what nobody understands",
        ),
        SECTION,
        "a client believes that a limit was granted which nobody has read",
    )
    .takes(Session::SignedIn, Codes::None),
    Check::new(
        should(
            Step::Authorize,
            "authz-resource-unknown",
            "no token is made out to a resource that the server does not know",
            "RFC 8707 2",
            "answer `invalid_target` for a resource that is not guarded by this server",
        ),
        SECTION,
        "a client is talked into fetching a token for a resource of the attacker, who uses it elsewhere",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
];
