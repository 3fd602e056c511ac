//! The requirements that a single token is judged by, where nobody knows the login that it came from.

use super::Requirement;
use super::rows::{must, note, should};
use crate::trace::Step;

/// Every requirement of a token by itself, in the order in which they are looked at.
pub const TOKENS: &[Requirement] = &[
    must(
        Step::Verify,
        "jwt-alg",
        "the token is signed, and by an algorithm that is known",
        "RFC 8725 3.2, RFC 7519 6",
        "sign it: a token with `none` can be written by anybody",
    ),
    must(
        Step::Verify,
        "jwt-crit",
        "no critical header that is unknown",
        "RFC 7515 4.1.11",
        "a receiver must refuse the token unless it understands every name that crit lists",
    ),
    note(
        Step::Verify,
        "jwt-header-key",
        "the token brings no key or address of a key along",
        "RFC 8725 3.10",
        "take the key from the issuer's own metadata: whoever forges a token also writes its header",
    ),
    must(
        Step::Verify,
        "jwt-signature",
        "the signature was made with the key that it should",
        "RFC 7515 5.2, RFC 8725 3.3",
        "check it with --issuer URL, --jwks FILE or --secret-file FILE; where it is wrong with the right keys, the token was changed or forged",
    ),
    must(
        Step::Verify,
        "jwt-issuer",
        "iss is the issuer that was asked",
        "RFC 8725 3.8",
        "compare character by character: a key of one issuer must not vouch for another",
    ),
    must(
        Step::Verify,
        "jwt-times",
        "times are numbers of seconds since 1970, in their order",
        "RFC 7519 2 and 4.1.4 to 4.1.6",
        "write seconds, not milliseconds, as a JSON number: otherwise the token expires in thousands of years, or never was valid",
    ),
    should(
        Step::Verify,
        "jwt-current",
        "the token is valid at this moment",
        "RFC 7519 4.1.4 and 4.1.5",
        "get a new one; if it is new, compare the clocks. An ID token is looked at once, at the login, and may be expired afterwards",
    ),
    must(
        Step::Verify,
        "access-token-typ",
        "the access token says that it is one: typ is at+jwt",
        "RFC 9068 2.1",
        "set typ to at+jwt, so that no ID token can pass for an access token",
    ),
    must(
        Step::Verify,
        "access-token-claims",
        "the access token has iss, exp, aud, sub, client_id, iat and jti",
        "RFC 9068 2.2",
        "add what is missing: an API cannot tell for whom and by whom the token was issued",
    ),
    should(
        Step::Verify,
        "access-token-scope",
        "scope is one string, the scopes between blanks",
        "RFC 9068 2.2.3, RFC 8693 4.2",
        "write scope as a string: libraries do not look for lists or other names",
    ),
    note(
        Step::Verify,
        "access-token-lifetime",
        "a token that is not bound to a key lives for an hour at most",
        "RFC 6750 5.3",
        "issue shorter tokens and refresh them, or bind them to a key by DPoP or mutual TLS",
    ),
    must(
        Step::Verify,
        "id-token-claims",
        "the ID token has iss, sub, aud, exp and iat",
        "OpenID Connect Core 2",
        "add what is missing: without it no client can check for whom and when the token was issued",
    ),
    must(
        Step::Verify,
        "id-token-sub",
        "sub is a string of 1 to 255 ASCII characters",
        "OpenID Connect Core 2",
        "send a short and stable name of the user",
    ),
    must(
        Step::Verify,
        "proof-header",
        "the proof says what it is, is signed by a key pair, and carries the public key",
        "RFC 9449 4.2 and 4.3",
        "typ is dpop+jwt, alg an asymmetric algorithm, jwk the public key without any private member",
    ),
    must(
        Step::Verify,
        "proof-claims",
        "the proof has jti, htm, htu and iat",
        "RFC 9449 4.2",
        "make a new proof for every request, with its method, its URL, the time and a new jti",
    ),
    should(
        Step::Verify,
        "proof-htu",
        "htu is the URL without query and fragment",
        "RFC 9449 4.2",
        "leave query and fragment out: servers compare the rest",
    ),
    must(
        Step::Verify,
        "assertion-claims",
        "the assertion has iss, sub, aud, exp and jti",
        "RFC 7523 3, OpenID Connect Core 9",
        "add what is missing; jti lets the server refuse an assertion that it has seen",
    ),
    must(
        Step::Verify,
        "assertion-names-client",
        "iss and sub are both the client_id",
        "RFC 7523 3, OpenID Connect Core 9",
        "a client speaks for itself: write its client_id into both",
    ),
    should(
        Step::Verify,
        "request-object-claims",
        "the request names the client as iss and the server as aud, and holds no other request",
        "RFC 9101 4",
        "set iss to the client_id and aud to the issuer; request and request_uri must not stand inside",
    ),
    must(
        Step::Verify,
        "signed-response-claims",
        "the response has iss, aud and exp",
        "JARM 2.1",
        "add what is missing: an answer without them can be carried to another client",
    ),
    must(
        Step::Verify,
        "logout-token-claims",
        "the logout token has iss, aud, iat, exp, jti, events, and sub or sid; no nonce",
        "OpenID Connect Back-Channel Logout 2.4",
        "add what is missing; with a nonce it could pass for an ID token",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_also_beside_those_of_a_login() {
        for (index, row) in TOKENS.iter().enumerate() {
            assert!(TOKENS[..index].iter().chain(super::super::ALL).all(|other| other.id != row.id), "{}", row.id);
            assert!(!row.title.ends_with('.') && !row.advice.ends_with('.'), "{}", row.id);
            assert_eq!(super::super::by_id(row.id), Some(row));
        }
    }
}
