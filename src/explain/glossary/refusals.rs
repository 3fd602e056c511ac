//! The error codes of resources and of the extensions' endpoints.

use super::{Topic, row};

pub(super) const ALL: &[Topic] = &[
    row(
        "invalid_token",
        "the access token does not count",
        "It is expired, revoked, malformed, or meant for another API. Status 401.",
        "RFC 6750 3.1",
    ),
    row(
        "insufficient_scope",
        "the access token was granted too little",
        "The token is genuine, but the API wants a scope that it has not. Status 403; the challenge may name the scope.",
        "RFC 6750 3.1",
    ),
    row(
        "insufficient_user_authentication",
        "the API wants a stronger or fresher login",
        "The challenge names acr_values or max_age: begin a new login with them.",
        "RFC 9470 3",
    ),
    row(
        "unmet_authentication_requirements",
        "the login cannot be as strong as was asked",
        "The server cannot meet the acr that was demanded as essential.",
        "OpenID Connect Unmet Authentication Requirements 1.0",
    ),
    row(
        "authorization_pending",
        "the user has not approved yet",
        "The device asks again after the interval.",
        "RFC 8628 3.5",
    ),
    row(
        "slow_down",
        "the device asks too often",
        "The same as authorization_pending, and from now on the interval is five seconds longer.",
        "RFC 8628 3.5",
    ),
    row(
        "expired_token",
        "the device code has expired",
        "Nobody approved it in time: the device begins anew.",
        "RFC 8628 3.5",
    ),
    row(
        "unsupported_token_type",
        "this kind of token cannot be revoked here",
        "The revocation endpoint does not revoke tokens of the kind that token_type_hint names.",
        "RFC 7009 2.2.1",
    ),
    row(
        "invalid_redirect_uri",
        "a redirect URI cannot be registered",
        "One of the redirect_uris of the registration is not valid, such as http where https is demanded.",
        "RFC 7591 3.2.2",
    ),
    row(
        "invalid_client_metadata",
        "a member of the registration cannot be used",
        "One of the members has a value that the server does not take; the description usually names it.",
        "RFC 7591 3.2.2",
    ),
    row(
        "invalid_software_statement",
        "the software statement cannot be used",
        "Its signature, its issuer or its form is wrong.",
        "RFC 7591 3.2.2",
    ),
    row(
        "unapproved_software_statement",
        "the software statement is not approved here",
        "It is genuine, but this server does not take that software.",
        "RFC 7591 3.2.2",
    ),
];
