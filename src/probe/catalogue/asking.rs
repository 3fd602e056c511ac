//! Checks of the authorization request.

use super::{Check, Codes, Section, Session};
use crate::probe::Suite;
use crate::rules::{must, should};
use crate::trace::Step;

/// The checks, in their order.
pub(super) const CHECKS: &[Check] = &[
    Check::new(
        must(
            Step::Authorize,
            "authz-baseline",
            "a complete request is answered with a code",
            "RFC 6749 4.1.1, RFC 7636 4.3",
            "let the login work first: everything else is this request with one thing changed",
        ),
        Section::Asking,
        "",
    )
    .takes(Session::SignedIn, Codes::Own),
    Check::new(
        must(
            Step::Authorize,
            "authz-prompt-none-session",
            "who is signed in gets a code without a page, or the client is told why not",
            "OpenID Connect Core 3.1.2.1 and 3.1.2.6",
            "answer prompt=none at once: with a code, or with the error that tells what is missing",
        ),
        Section::Asking,
        "",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        must(
            Step::Authorize,
            "authz-unknown-client",
            "a client that nobody knows is told so on a page, and nowhere else",
            "RFC 6749 4.1.2.1 and 10.15, RFC 9700 4.11.2",
            "show an error page with a 4xx status; redirect only to what a known client has registered",
        ),
        Section::Asking,
        "an open redirector: a link to this server leads wherever an attacker wants",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-redirect-unregistered",
            "no answer goes to an address that is not registered",
            "RFC 6749 3.1.2.4 and 4.1.2.1, RFC 9700 2.1 and 4.1.3",
            "compare redirect_uri with the registered ones before anything else, and show an error page",
        ),
        Section::Asking,
        "an attacker's link brings codes to the attacker",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-redirect-exact",
            "an address that is only near the registered one is another one",
            "RFC 9700 2.1, 4.1.1 and 4.1.3; RFC 6749 3.1.2",
            "compare redirect URIs as strings, character by character; parse nothing",
        ),
        Section::Asking,
        "codes leak through an open redirector, a subdomain or a parser that reads the address in another way",
    ),
    Check::new(
        should(
            Step::Authorize,
            "authz-redirect-missing",
            "a request without redirect_uri is refused",
            "RFC 6749 3.1.2.3, OpenID Connect Core 3.1.2.1",
            "require redirect_uri in every request",
        ),
        Section::Asking,
        "the code goes to an address that the client did not mean",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-loopback-any-port",
            "an app on this machine may listen on any port of its loopback address",
            "RFC 8252 7.3 and 8.3",
            "for http://127.0.0.1 and http://[::1] compare everything but the port",
        ),
        Section::Asking,
        "an app that cannot have the port that it registered uses something worse",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-duplicate-parameter",
            "a parameter that comes twice is refused",
            "RFC 6749 3.1",
            "answer invalid_request; where redirect_uri or client_id comes twice show an error page",
        ),
        Section::Asking,
        "what one part of the server checks is not what another part uses",
    ),
    Check::new(
        should(
            Step::Authorize,
            "authz-unknown-parameter-ignored",
            "a parameter that the server does not know changes nothing",
            "RFC 6749 3.1",
            "ignore unknown parameters: extensions rely on it",
        ),
        Section::Asking,
        "",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-response-type-errors",
            "a response type that is missing or unheard of leads to no code",
            "RFC 6749 3.1.1 and 4.1.2.1",
            "answer invalid_request where it is missing and unsupported_response_type where it is unknown",
        ),
        Section::Asking,
        "",
    ),
    Check::new(
        should(
            Step::Authorize,
            "authz-implicit-refused",
            "no access token comes through the browser, even if it is asked for",
            "RFC 9700 2.1.2",
            "switch the implicit grant off for this client",
        ),
        Section::Asking,
        "tokens lie in histories and logs, and a stolen one can be put into another session",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-invalid-scope",
            "a scope that nobody has heard of is not granted",
            "RFC 6749 3.3 and 4.1.2.1, OpenID Connect Core 3.1.2.1",
            "refuse unknown scopes with invalid_scope, or leave them out of the scope that the token response names",
        ),
        Section::Asking,
        "a resource that checks for that scope trusts a grant that nobody gave",
    )
    .takes(Session::None, Codes::Own),
    Check::new(
        must(
            Step::Authorize,
            "authz-pkce-required",
            "a request without a code challenge is refused",
            "RFC 9700 2.1.1, RFC 7636 4.4.1",
            "require code_challenge, of public clients at least",
        ),
        Section::Asking,
        "whoever gets hold of the code redeems it, or puts it into somebody else's session",
    )
    .takes(Session::None, Codes::Own),
    Check::new(
        should(
            Step::Authorize,
            "authz-pkce-plain-refused",
            "a challenge that is the verifier itself is refused",
            "RFC 9700 2.1.1, RFC 7636 4.2, 4.3 and 7.2",
            "allow S256 alone; a challenge without code_challenge_method is plain, too",
        ),
        Section::Asking,
        "whoever reads the authorization request, in a log for example, knows the verifier",
    )
    .takes(Session::None, Codes::Own),
    Check::new(
        must(
            Step::Authorize,
            "authz-pkce-bad-request",
            "a challenge that cannot be handled is refused at once",
            "RFC 7636 4.2 and 4.4.1",
            "answer invalid_request to an unknown code_challenge_method and to a challenge of the wrong shape",
        ),
        Section::Asking,
        "a code that looks guarded is bound to something that is never checked",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-post-accepted",
            "the authorization endpoint takes POST as well as GET",
            "OpenID Connect Core 3.1.2.1",
            "read the parameters of a posted form as those of a query",
        ),
        Section::Asking,
        "",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-prompt-none-no-session",
            "with prompt=none nobody sees a page: the client is told that a user is needed",
            "OpenID Connect Core 3.1.2.1 and 3.1.2.6",
            "answer login_required at the redirect URI",
        ),
        Section::Asking,
        "",
    ),
    Check::new(
        should(
            Step::Authorize,
            "authz-max-age-zero",
            "a sign-in that has to be fresh is not an old one",
            "OpenID Connect Core 3.1.2.1 and 3.1.2.3",
            "compare max_age with the time of the sign-in; with prompt=none answer login_required",
        ),
        Section::Asking,
        "an old session passes for a user who has just shown that it is really them",
    )
    .takes(Session::SignedIn, Codes::None)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Authorize,
            "authz-silent-public-client",
            "a public client gets no code without anybody seeing it",
            "RFC 6749 10.2, RFC 8252 8.6",
            "ask the user each time where anybody can pass for the client",
        ),
        Section::Asking,
        "any program on the device gets a code unseen",
    )
    .takes(Session::SignedIn, Codes::Own)
    .from(Suite::Full),
    Check::new(
        should(
            Step::Authorize,
            "authz-page-headers",
            "the pages can be framed by nobody, and tell nobody what was asked",
            "RFC 9700 4.16, 4.2.4 and 2.6; RFC 6749 10.13",
            "send frame-ancestors 'none' and Referrer-Policy: no-referrer, and no CORS fields",
        ),
        Section::Asking,
        "clickjacking: a user who clicks on something else allows an attacker's client",
    ),
    Check::new(
        must(
            Step::Authorize,
            "authz-login-redirect-status",
            "the redirect after the password makes the browser forget it",
            "RFC 9700 4.12",
            "redirect with 303 after a posted form, never with 307 or 308",
        ),
        Section::Asking,
        "the browser posts the user's password to the client",
    )
    .takes(Session::Login, Codes::Reuse),
];
