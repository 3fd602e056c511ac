//! The registered error codes of both endpoints.

use super::{Topic, row};

pub(super) const ALL: &[Topic] = &[
    row(
        "invalid_request",
        "the request lacks something, or says it twice",
        "A parameter is missing, repeated, malformed or not understood. The description usually names it.",
        "RFC 6749 4.1.2.1 and 5.2",
    ),
    row(
        "invalid_client",
        "the client did not prove itself: the first lock",
        "Unknown client, wrong secret, no secret, or a method that the client is not registered for. Status 401, where the request used the Authorization header.",
        "RFC 6749 5.2",
    ),
    row(
        "invalid_grant",
        "the code does not count: the second lock is here too",
        "The code is unknown, expired or spent, belongs to another client, was asked for with another redirect_uri, or the code_verifier does not fit the code_challenge.",
        "RFC 6749 5.2, RFC 7636 4.6",
    ),
    row(
        "unauthorized_client",
        "this client may not do this",
        "The client is known but not registered for this flow.",
        "RFC 6749 4.1.2.1 and 5.2",
    ),
    row(
        "unsupported_grant_type",
        "the server does not trade this",
        "The token endpoint does not know this grant_type, or has it switched off.",
        "RFC 6749 5.2",
    ),
    row(
        "unsupported_response_type",
        "the server does not answer this way",
        "The authorization endpoint does not offer this response_type.",
        "RFC 6749 4.1.2.1",
    ),
    row(
        "invalid_scope",
        "a scope is unknown or not allowed",
        "One of the words is misspelt, not known, or not for this client.",
        "RFC 6749 4.1.2.1 and 5.2",
    ),
    row(
        "access_denied",
        "the user, or the server, said no",
        "Somebody pressed Cancel on the consent page, or a policy of the server forbids it.",
        "RFC 6749 4.1.2.1",
    ),
    row(
        "server_error",
        "the server failed",
        "What a status 500 would be, said through the browser, where no status can travel.",
        "RFC 6749 4.1.2.1",
    ),
    row(
        "temporarily_unavailable",
        "the server is busy or under repair",
        "What a status 503 would be, said through the browser.",
        "RFC 6749 4.1.2.1",
    ),
    row(
        "interaction_required",
        "the server would have to show a page",
        "The request said `prompt=none`, but something has to be asked.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "login_required",
        "the user would have to log in",
        "The request said `prompt=none`, but nobody is logged in at the server.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "account_selection_required",
        "the user would have to choose an account",
        "The request said `prompt=none`, but several accounts are logged in.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "consent_required",
        "the user would have to consent",
        "The request said `prompt=none`, but consent was not given before.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "invalid_request_uri",
        "the request_uri could not be used",
        "It is expired, spent, of another client, or its content is not valid.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "invalid_request_object",
        "the signed request could not be used",
        "Its signature or a parameter in it is wrong.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "request_not_supported",
        "no signed requests here",
        "The server does not know the parameter `request`.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "request_uri_not_supported",
        "no request_uri here",
        "The server does not know the parameter `request_uri`.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "registration_not_supported",
        "no registration on the fly here",
        "The server does not know the parameter `registration`.",
        "OpenID Connect Core 3.1.2.6",
    ),
    row(
        "invalid_target",
        "the resource is unknown or not allowed",
        "The server does not issue tokens for this `resource`.",
        "RFC 8707 2",
    ),
    row(
        "invalid_authorization_details",
        "the authorization_details cannot be used",
        "A type or a field in them is unknown or wrong.",
        "RFC 9396 5",
    ),
    row(
        "invalid_dpop_proof",
        "the DPoP proof is wrong",
        "The proof of the key is missing, stale, or signed with another key.",
        "RFC 9449 5",
    ),
    row(
        "use_dpop_nonce",
        "the DPoP proof needs the server's nonce",
        "Ask again with the value of the DPoP-Nonce header in the proof.",
        "RFC 9449 8",
    ),
];
