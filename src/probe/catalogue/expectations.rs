//! What somebody expects of a login beyond the specifications: these are checks only where somebody says so.

use super::{Check, Codes, Section, Session};
use crate::rules::{Requirement, must};
use crate::trace::Step;

const fn expected(requirement: Requirement) -> Check {
    Check::new(requirement, Section::Expectations, "").takes(Session::SignedIn, Codes::Reuse)
}

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    expected(must(
        Step::Redeem,
        "expect-scope",
        "exactly the expected scopes are granted",
        "RFC 6749 5.1",
        "compare what the client may ask for at the provider with what is asked for here, then either side with expect.scope",
    )),
    expected(must(
        Step::Redeem,
        "expect-aud",
        "the token is for the expected audience",
        "RFC 9068 3; OpenID Connect Core 2",
        "an API that looks at aud refuses tokens for others: look at the audience that the provider puts in for this client",
    )),
    expected(must(
        Step::Redeem,
        "expect-expires-in",
        "the access token lives as long as expected",
        "RFC 6749 5.1",
        "set the lifetime of access tokens at the provider, or expect.expires_in to what was agreed on",
    )),
    expected(must(
        Step::Redeem,
        "expect-refresh-token",
        "a refresh token comes, or does not, as expected",
        "RFC 6749 1.5 and 5.1",
        "many providers give one only for the scope offline_access, or to clients that may refresh",
    )),
    expected(must(
        Step::Verify,
        "expect-id-token-alg",
        "the ID token is signed by the expected algorithm",
        "OpenID Connect Core 3.1.3.7",
        "id_token_signed_response_alg of the client decides at most providers",
    )),
    expected(must(
        Step::Userinfo,
        "expect-claims",
        "the claims of the user are as expected",
        "OpenID Connect Core 5.1 and 5.4",
        "look whether the scope that brings the claim was granted, and what the provider knows of this user",
    )),
];
