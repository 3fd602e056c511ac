//! The table of requirements, in the order of the steps.

use super::{Requirement, Severity, TOKENS};
use crate::trace::Step;

/// The row with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Requirement> {
    ALL.iter().chain(TOKENS).find(|row| row.id == id)
}

/// The row with this id, for whoever shares it: an id that is unknown is noticed when this is compiled.
///
/// # Panics
///
/// Where there is no such row.
#[must_use]
pub const fn row(id: &str) -> Requirement {
    let mut index = 0;
    while index < ALL.len() {
        if same(ALL[index].id.as_bytes(), id.as_bytes()) {
            return ALL[index];
        }
        index += 1;
    }
    panic!("no such requirement")
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Where a requirement stands in the table.
pub(super) fn place(requirement: &Requirement) -> usize {
    ALL.iter().position(|row| row.id == requirement.id).unwrap_or(ALL.len())
}

/// A MUST.
#[must_use]
pub const fn must(
    step: Step,
    id: &'static str,
    title: &'static str,
    spec: &'static str,
    advice: &'static str,
) -> Requirement {
    Requirement { id, step, title, severity: Severity::Failure, spec, advice }
}

/// A SHOULD, or a choice that weakens the login.
#[must_use]
pub const fn should(
    step: Step,
    id: &'static str,
    title: &'static str,
    spec: &'static str,
    advice: &'static str,
) -> Requirement {
    Requirement { id, step, title, severity: Severity::Warning, spec, advice }
}

/// Worth knowing.
#[must_use]
pub const fn note(
    step: Step,
    id: &'static str,
    title: &'static str,
    spec: &'static str,
    advice: &'static str,
) -> Requirement {
    Requirement { id, step, title, severity: Severity::Info, spec, advice }
}

/// Every requirement that a login is judged by.
pub const ALL: &[Requirement] = &[
    must(
        Step::Discover,
        "metadata-reachable",
        "the metadata is served where the issuer says",
        "RFC 8414 3, OpenID Connect Discovery 4",
        "serve a JSON object with status 200 and content type application/json, without a redirect",
    ),
    must(
        Step::Discover,
        "metadata-issuer-exact",
        "the document names the very issuer that was asked for",
        "RFC 8414 3.3, OpenID Connect Discovery 4.3",
        "give the issuer character by character as the provider writes it; a look-alike document is how an impostor begins",
    ),
    must(
        Step::Discover,
        "metadata-required-members",
        "the endpoints of this flow are named",
        "RFC 8414 2, OpenID Connect Discovery 3",
        "publish authorization_endpoint and token_endpoint, or name them with --authorization-endpoint and --token-endpoint",
    ),
    must(
        Step::Discover,
        "metadata-endpoints-https",
        "every endpoint is https and without fragment",
        "RFC 6749 3.1 and 3.2, RFC 9700 2.6",
        "serve every endpoint over https: over http the code, the secret and the tokens can be read by anybody on the way",
    ),
    should(
        Step::Discover,
        "metadata-pkce-s256",
        "the metadata lists S256",
        "RFC 9700 2.1.1, RFC 8414 2",
        "publish code_challenge_methods_supported with S256: without it a client cannot know that PKCE protects it",
    ),
    note(
        Step::Discover,
        "metadata-iss-param",
        "the metadata promises iss in the response",
        "RFC 9207 3",
        "send iss and publish authorization_response_iss_parameter_supported: it stops mix-up between two providers",
    ),
    note(
        Step::Discover,
        "metadata-legacy-features",
        "no implicit grant, no password grant, no alg none",
        "RFC 9700 2.1.2 and 2.4, OpenID Connect Core 2",
        "switch off what is no longer safe: tokens in the front channel, passwords handed to apps, unsigned ID tokens",
    ),
    should(
        Step::Discover,
        "metadata-auth-methods",
        "the client authentication in use is listed",
        "RFC 8414 2",
        "list the method in token_endpoint_auth_methods_supported, or choose another with --auth-method",
    ),
    must(
        Step::Discover,
        "metadata-issuer-form",
        "the issuer is an https URL without query and fragment",
        "RFC 8414 2, OpenID Connect Discovery 3",
        "choose an issuer that is nothing but https, host and perhaps a path: the addresses of the documents are made from it",
    ),
    must(
        Step::Discover,
        "metadata-documents-agree",
        "both metadata documents say the same",
        "RFC 8414 5",
        "serve one document at both places: otherwise it depends on the client's library where the secrets go",
    ),
    must(
        Step::Discover,
        "metadata-member-types",
        "lists are lists, flags are flags, and addresses are strings",
        "RFC 8414 2, OpenID Connect Discovery 3",
        "write each member as JSON of its type: a client that is strict fails, and one that is not reads something else",
    ),
    should(
        Step::Discover,
        "metadata-openid-rs256",
        "ID tokens can be signed by RS256",
        "OpenID Connect Discovery 3",
        "list RS256 besides others: it is what every client understands",
    ),
    note(
        Step::Discover,
        "metadata-pkce-plain",
        "the challenge method plain is not offered",
        "RFC 7636 7.2",
        "leave plain out: with it whoever reads the request knows the verifier",
    ),
    should(
        Step::Discover,
        "metadata-offers-asked",
        "the metadata offers what is asked for",
        "RFC 8414 2, OpenID Connect Discovery 3, RFC 9396 10",
        "ask for what the server lists, or list what it can do: what is not listed may be ignored without a word",
    ),
    must(
        Step::Register,
        "registration-response-shape",
        "the registration tells the whole client",
        "RFC 7591 3.2.1, RFC 7592 3",
        "answer 201 with client_id, with client_secret_expires_at beside a client_secret, and with what was really registered",
    ),
    should(
        Step::Prepare,
        "login-pkce",
        "the login is bound to whoever began it, by S256",
        "RFC 9700 2.1.1, RFC 7636 4.2",
        "use S256: without PKCE a stolen or injected code is worth as much as the client's word, and with plain whoever reads the request knows the verifier",
    ),
    should(
        Step::Prepare,
        "login-state",
        "the login is bound to this browser, by state",
        "RFC 6749 10.12, RFC 9700 4.7",
        "send a fresh state: without it somebody can be logged in with another person's code without noticing",
    ),
    should(
        Step::Prepare,
        "login-nonce",
        "the ID token is bound to this login, by nonce",
        "OpenID Connect Core 15.5.2, RFC 9700 4.5.3",
        "send a fresh nonce: without it an ID token of another login can be slipped in",
    ),
    should(
        Step::Prepare,
        "login-tls-verified",
        "it is the provider that answers, by its certificate",
        "RFC 6749 10.9, RFC 9110 4.3.4",
        "trust the authority of the provider with --ca-cert: with --insecure-tls anybody on the way can be the provider",
    ),
    should(
        Step::Prepare,
        "login-front-channel",
        "no access token is asked for through the browser",
        "RFC 9700 2.1.2",
        "use response_type=code: a token in the redirect is in the history and can be slipped in by others, and nothing binds it to a client",
    ),
    must(
        Step::Push,
        "par-response-shape",
        "a pushed request is answered with a name and its lifetime",
        "RFC 9126 2.2",
        "answer with status 201, application/json, request_uri, and expires_in as a number above 0",
    ),
    must(
        Step::Push,
        "par-request-uri-fresh",
        "the name of the request cannot be guessed",
        "RFC 9126 2.2 and 7.1, RFC 6749 10.10",
        "draw it with at least 128 bits of chance: whoever guesses it can begin or swap the login of somebody else",
    ),
    must(
        Step::Authorize,
        "pkce-derivation",
        "the challenge belongs to the verifier",
        "RFC 7636 4.2",
        "send code_challenge = BASE64URL(SHA256(code_verifier)) and the very same verifier later",
    ),
    must(
        Step::Authorize,
        "metadata-asked-as-required",
        "the request is made the way that the metadata requires",
        "RFC 9126 5, RFC 9101 10.5",
        "push the request (leave --no-par out), or sign it (--request-object), as the server wants it",
    ),
    should(
        Step::Authorize,
        "par-request-uri-in-time",
        "the name of the request is used before it expires",
        "RFC 9126 2.2 and 4",
        "go on sooner after the push, or give the name a longer life at the server",
    ),
    note(
        Step::Authorize,
        "message-untampered",
        "no message was changed on purpose",
        "--set and --unset of this program",
        "what follows shows how the provider takes the changed message, not how a client behaves",
    ),
    must(
        Step::Callback,
        "jarm-form",
        "the signed answer can be read",
        "JARM 2.1, 2.2 and 2.4",
        "sign the answer as a JWT; encrypt it only for a client that registered a key for it",
    ),
    must(
        Step::Callback,
        "jarm-signature",
        "the answer was signed with the server's key",
        "JARM 2.4, RFC 8725 3.1 and 3.2",
        "sign with a key of jwks_uri and an algorithm that the metadata lists: an unsigned answer can be written by anybody",
    ),
    must(
        Step::Callback,
        "jarm-iss",
        "the signed answer comes from the server that was asked",
        "JARM 2.1 and 2.4, RFC 9207 2.4",
        "write the issuer of the metadata into iss, character by character",
    ),
    must(
        Step::Callback,
        "jarm-aud",
        "the signed answer is for this client",
        "JARM 2.1 and 2.4",
        "write the client_id into aud: an answer for another client is how a mix-up looks",
    ),
    must(
        Step::Callback,
        "jarm-exp",
        "the signed answer is not expired",
        "JARM 2.1 and 2.4",
        "send exp, a few minutes ahead; compare the clocks first",
    ),
    must(
        Step::Callback,
        "response-parameters-once",
        "no parameter of the answer is repeated",
        "RFC 6749 3.1",
        "send each parameter once: two readers would see two different answers",
    ),
    must(
        Step::Callback,
        "response-iss",
        "the answer comes from the server that was asked",
        "RFC 9207 2.4, RFC 9700 4.4.2.1",
        "send iss with the issuer of the metadata: otherwise the code of one server can be carried to another",
    ),
    must(
        Step::Callback,
        "response-state-exact",
        "state comes back as it was sent",
        "RFC 6749 4.1.2 and 10.12",
        "return state unchanged: an answer meant for another browser session is how login CSRF looks",
    ),
    must(
        Step::Callback,
        "response-mode-as-asked",
        "the answer comes the way it was asked for",
        "OAuth 2.0 Multiple Response Types 2.1, Form Post Response Mode 2",
        "send the answer of response_type=code in the query, unless response_mode asks for another way",
    ),
    should(
        Step::Callback,
        "response-error-shape",
        "an error response uses a registered code and plain characters",
        "RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6",
        "use a registered error code: clients decide by it",
    ),
    must(
        Step::Callback,
        "response-code-present",
        "the answer brings a code",
        "RFC 6749 4.1.2",
        "answer with code, or with error",
    ),
    must(
        Step::Callback,
        "response-token-present",
        "the access token that was asked for is there, with its type",
        "RFC 6749 4.2.2 and 7.1",
        "answer with access_token and token_type, or with error",
    ),
    must(
        Step::Callback,
        "response-id-token-present",
        "the ID token that was asked for is there",
        "OpenID Connect Core 3.2.2.5 and 3.3.2.5",
        "answer with id_token, or with error",
    ),
    must(
        Step::Callback,
        "response-no-front-channel-tokens",
        "no token travels through the browser that was not asked for",
        "RFC 9700 2.1.2",
        "send a code only: what is in the redirect is in the history, in logs and in the Referer header",
    ),
    must(
        Step::Device,
        "device-response-shape",
        "both codes come, with the page and the time that they are good",
        "RFC 8628 3.2",
        "answer 200 with device_code, user_code, verification_uri and expires_in, in JSON",
    ),
    should(
        Step::Redeem,
        "token-error-shape",
        "an error is a 400 or 401 with JSON",
        "RFC 6749 5.2",
        "answer errors with status 400 (or 401 for invalid_client), application/json and a registered code",
    ),
    must(
        Step::Redeem,
        "token-response-shape",
        "the token response is a 200 with a JSON object",
        "RFC 6749 5.1",
        "answer with status 200, application/json and a JSON object without repeated members",
    ),
    must(
        Step::Redeem,
        "token-access-token",
        "an access_token is there",
        "RFC 6749 5.1",
        "send access_token as a string that is not empty",
    ),
    must(
        Step::Redeem,
        "token-type-known",
        "token_type is Bearer",
        "RFC 6749 5.1 and 7.1",
        "send token_type: a client must not use a token of a type that it does not know",
    ),
    must(
        Step::Redeem,
        "dpop-token-type",
        "the token is bound to the key that was shown",
        "RFC 9449 5",
        "answer with token_type DPoP where a proof was sent: a bearer token serves whoever holds it",
    ),
    should(
        Step::Redeem,
        "dpop-nonce-honest",
        "a demand for a nonce brings the nonce along, once, and takes it",
        "RFC 9449 8 and 9",
        "send exactly one DPoP-Nonce beside use_dpop_nonce, and take the proof that holds it",
    ),
    must(
        Step::Redeem,
        "token-expires-in",
        "expires_in is a number of seconds",
        "RFC 6749 5.1 and appendix A.14",
        "send expires_in as a JSON number of seconds: a client that cannot read it cannot refresh in time",
    ),
    must(
        Step::Redeem,
        "token-members-are-strings",
        "refresh_token, id_token and scope are strings",
        "RFC 6749 5.1, OpenID Connect Core 3.1.3.3",
        "send a string, or leave the member out",
    ),
    must(
        Step::Redeem,
        "token-scope-honest",
        "the scope granted is told, and not more than was asked for",
        "RFC 6749 3.3 and 5.1",
        "grant no more than was asked for, and name the scope where it differs",
    ),
    must(
        Step::Redeem,
        "token-id-token-present",
        "an id_token is there, since openid was asked for",
        "OpenID Connect Core 3.1.3.3",
        "send id_token where the scope holds openid, or do not speak of OpenID Connect in the metadata",
    ),
    must(
        Step::Redeem,
        "token-authorization-details",
        "what was granted in detail is told",
        "RFC 9396 7",
        "return authorization_details with what was granted: it may be less than what was asked for, and the client has to know",
    ),
    must(
        Step::Redeem,
        "token-response-no-store",
        "the token response must not be stored",
        "RFC 6749 5.1",
        "send Cache-Control: no-store, so that no cache on the way keeps the tokens",
    ),
    should(
        Step::Token,
        "grant-password",
        "no app is shown the password of a user",
        "RFC 9700 2.4",
        "use the authorization code flow, or the device grant where there is no browser: an app that sees the password can do everything with it, and no second factor fits in",
    ),
    should(
        Step::Token,
        "client-credentials-no-refresh",
        "a client that can ask again is given no refresh token",
        "RFC 6749 4.4.3",
        "leave refresh_token out: it would be one secret more to lose, and buys nothing",
    ),
    must(
        Step::Token,
        "exchange-issued-token-type",
        "an exchange tells what kind of token it gave",
        "RFC 8693 2.2.1",
        "send issued_token_type: without it a client cannot know how to present the token",
    ),
    must(
        Step::Keys,
        "jwks-usable",
        "the server publishes its keys",
        "OpenID Connect Core 10.1, RFC 7517 5",
        "serve a JWK Set with at least one signature key at jwks_uri",
    ),
    must(
        Step::Keys,
        "jwks-public",
        "no published key holds a private part",
        "RFC 7517 9.2, OpenID Connect Core 10.1",
        "replace the key at once: whoever reads the set can sign as the server",
    ),
    should(
        Step::Keys,
        "jwks-kid-unique",
        "each key has a name of its own",
        "RFC 7517 4.5, OpenID Connect Core 10.1",
        "give every key a kid of its own, so that clients find the right one during a rotation",
    ),
    must(
        Step::Keys,
        "jwks-key-strength",
        "every key is long enough",
        "RFC 7518 3.3 and 3.4",
        "replace the key by one of RSA with 2048 bits or more, or on a curve of RFC 7518 or RFC 8037",
    ),
    must(
        Step::Keys,
        "jwks-signing-key",
        "there is a key for each algorithm that is listed",
        "OpenID Connect Core 10.1, RFC 8414 2",
        "publish the key, or do not list the algorithm",
    ),
    note(
        Step::Keys,
        "jwks-use-alg",
        "each key says what it is for",
        "RFC 7517 4.2 and 4.4, RFC 8725 3.1",
        "set use and alg, so that no client takes a key for something else",
    ),
    must(
        Step::Verify,
        "idtoken-form",
        "the ID token is a signed JWT",
        "OpenID Connect Core 2, RFC 7519 7.2",
        "send a signed JWT; an encrypted one only to a client that registered for it",
    ),
    must(
        Step::Verify,
        "idtoken-crit",
        "no critical header that is unknown",
        "RFC 7515 4.1.11",
        "leave crit out, or list only what the client is known to understand",
    ),
    must(
        Step::Verify,
        "idtoken-alg",
        "the algorithm is one that the server lists, never none",
        "OpenID Connect Core 3.1.3.7 (6, 7), RFC 8725 3.1",
        "sign with an algorithm of id_token_signing_alg_values_supported; an unsigned token can be written by anybody",
    ),
    must(
        Step::Verify,
        "idtoken-signature",
        "the signature was made with the server's key",
        "OpenID Connect Core 3.1.3.7 (6), RFC 7515 5.2",
        "publish the key that signs, under the kid that the token names; if the keys are right, the token is forged",
    ),
    must(
        Step::Verify,
        "idtoken-iss",
        "iss is the issuer",
        "OpenID Connect Core 3.1.3.7 (2)",
        "write the issuer of the metadata into iss, character by character",
    ),
    must(
        Step::Verify,
        "idtoken-aud",
        "aud is this client and nobody else",
        "OpenID Connect Core 3.1.3.7 (3)",
        "issue the token for this client: a true statement meant for another app is the classic forgery",
    ),
    must(
        Step::Verify,
        "idtoken-azp",
        "azp, where it is there, is this client",
        "OpenID Connect Core 2, 3.1.3.7 (4, 5)",
        "write the client_id into azp where there are several audiences, or leave it out",
    ),
    must(
        Step::Verify,
        "idtoken-exp",
        "the ID token is not expired",
        "OpenID Connect Core 3.1.3.7 (9)",
        "compare the clocks first (the Date header tells the server's); --clock-skew allows for a difference",
    ),
    must(
        Step::Verify,
        "idtoken-iat",
        "the ID token was issued just now",
        "OpenID Connect Core 3.1.3.7 (10)",
        "compare the clocks first (the Date header tells the server's); --clock-skew allows for a difference",
    ),
    must(
        Step::Verify,
        "idtoken-nbf",
        "the ID token is valid already",
        "RFC 7519 4.1.5",
        "compare the clocks first (the Date header tells the server's); --clock-skew allows for a difference",
    ),
    must(
        Step::Verify,
        "idtoken-nonce",
        "nonce is the one of this login",
        "OpenID Connect Core 3.1.3.7 (11), RFC 9700 4.5.3.2",
        "return nonce unchanged: without it an ID token of another login can be slipped in",
    ),
    must(
        Step::Verify,
        "idtoken-sub",
        "sub names the user",
        "OpenID Connect Core 2",
        "send sub as a string of 1 to 255 characters",
    ),
    must(
        Step::Verify,
        "idtoken-at-hash",
        "at_hash, where it is there, belongs to the access token",
        "OpenID Connect Core 3.1.3.6, 3.1.3.8, 3.2.2.9 and 3.3.2.11",
        "make at_hash from the access token that comes along: otherwise one of the two was swapped",
    ),
    must(
        Step::Verify,
        "idtoken-c-hash",
        "c_hash belongs to the code",
        "OpenID Connect Core 3.3.2.10 and 3.3.2.11",
        "make c_hash from the code that comes along: otherwise one of the two was swapped",
    ),
    must(
        Step::Verify,
        "idtoken-s-hash",
        "s_hash, where it is there, belongs to state",
        "FAPI 1.0 Part 2 (Advanced) 5.2.2.1",
        "make s_hash from the state that was sent, as c_hash is made from the code",
    ),
    must(
        Step::Verify,
        "idtoken-auth-time",
        "the user signed in as lately as was asked for",
        "OpenID Connect Core 2, 3.1.2.1 and 3.1.3.7 (13)",
        "send auth_time where max_age was sent, and ask the user again where the login is older",
    ),
    must(
        Step::Verify,
        "idtoken-acr",
        "the user was authenticated as was asked for",
        "OpenID Connect Core 3.1.3.7 (12) and 5.5.1.1",
        "send acr; where it was essential and cannot be met, refuse the login",
    ),
    must(
        Step::Verify,
        "idtoken-same-user",
        "both ID tokens speak of one user",
        "OpenID Connect Core 3.3.3.6",
        "return the iss and sub of the first ID token: otherwise the code was swapped",
    ),
    must(
        Step::Userinfo,
        "userinfo-shape",
        "userinfo answers with a JSON object",
        "OpenID Connect Core 5.3.2",
        "answer with status 200 and application/json",
    ),
    must(
        Step::Userinfo,
        "userinfo-sub-match",
        "userinfo speaks of the user whom the ID token names",
        "OpenID Connect Core 5.3.2 and 5.3.4",
        "return the sub of the ID token: otherwise the access token may have been swapped, and its claims must not be used",
    ),
    must(
        Step::Refresh,
        "refresh-rotation",
        "the refresh token of a public client is good once",
        "RFC 9700 2.2.2 and 4.14.2",
        "give a new refresh_token with each refresh, or bind it to a key: otherwise nobody notices that a thief uses it too",
    ),
    must(
        Step::Refresh,
        "refresh-scope",
        "a refresh grants no more than was granted",
        "RFC 6749 6",
        "grant at most the scope of the first token: the user was not asked for more",
    ),
    must(
        Step::Refresh,
        "refresh-id-token",
        "an ID token of a refresh tells of the same user and login",
        "OpenID Connect Core 12.2",
        "keep iss, sub and auth_time of the first ID token and write a new iat: another sub is another user",
    ),
    must(
        Step::Introspect,
        "introspection-shape",
        "introspection answers with active, true or false",
        "RFC 7662 2.2",
        "answer 200 with a JSON object whose active is a boolean, and tell nothing more of a token that is not active",
    ),
    should(
        Step::Introspect,
        "introspection-active",
        "a token that was just issued is active",
        "RFC 7662 2.2",
        "answer active true to a client that may know the token: a resource that asks would turn everybody away",
    ),
    must(
        Step::Call,
        "call-accepted",
        "the resource takes the token",
        "RFC 6750 3.1",
        "look at the audience and the scope of the token, and at how the resource wants it to be presented",
    ),
    should(
        Step::Call,
        "call-challenge",
        "a resource that refuses says how to come",
        "RFC 6750 3",
        "send WWW-Authenticate with every 401: without it a client cannot know what to bring",
    ),
    must(
        Step::Revoke,
        "revocation-answer",
        "a revocation is answered with 200",
        "RFC 7009 2.2",
        "answer 200 also for a token that is unknown: its purpose, that it is not good, is reached",
    ),
    must(
        Step::Confirm,
        "revocation-effective",
        "a revoked token is dead",
        "RFC 7009 2 and 2.2",
        "forget the token before the answer is sent: whoever stole it has it still",
    ),
    must(
        Step::Return,
        "logout-return-state",
        "state comes back from a logout as it was sent",
        "OpenID Connect RP-Initiated Logout 1.0 3",
        "append the state of the request to post_logout_redirect_uri, unchanged",
    ),
    must(
        Step::Unregister,
        "registration-deleted",
        "a registration that is deleted is gone",
        "RFC 7592 2.3",
        "answer 204 and forget the client with everything that was issued to it",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_rows_follow_the_steps() {
        for (index, row) in ALL.iter().enumerate() {
            assert!(ALL[..index].iter().all(|other| other.id != row.id), "{} stands twice", row.id);
            assert!(index == 0 || ALL[index - 1].step <= row.step, "{} is out of order", row.id);
            assert!(!row.title.ends_with('.') && !row.advice.ends_with('.'), "{}", row.id);
        }
    }
}
