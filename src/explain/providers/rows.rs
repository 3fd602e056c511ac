//! The providers, by name. Wording of vendors changes: what stands here is what they do, not how they put it.

use super::{Deviation, Provider};

const fn habit(requirement: &'static str, reason: &'static str) -> Deviation {
    Deviation { requirement, reason }
}

/// Every provider.
pub const ALL: &[Provider] = &[
    Provider {
        id: "apple",
        name: "Apple",
        hosts: &["appleid.apple.com"],
        deviations: &[],
        notes: &[
            "the client secret is a JWT (ES256) that you sign with the key of your team, valid for at most 6 months; it is sent in the body",
            "name and email are given only with response_mode form_post",
            "redirect URIs are https and no loopback address: paste the URL that the browser ends at, or forward a host name of yours",
            "invalid_client comes without a word, for a wrong team, key, client id or lifetime alike",
        ],
        sources: &["developer.apple.com: Sign in with Apple REST API, Generate and validate tokens"],
    },
    Provider {
        id: "auth0",
        name: "Auth0",
        hosts: &["auth0.com"],
        deviations: &[],
        notes: &[
            "the issuer ends with a slash, which belongs to it",
            "the access token is opaque unless an audience is asked for: --param audience=API",
            "a wrong secret or a wrong method of proving it is answered with access_denied instead of invalid_client",
        ],
        sources: &["auth0.com/docs: Authorization Code Flow, Access Tokens"],
    },
    Provider {
        id: "cognito",
        name: "Amazon Cognito",
        hosts: &["amazoncognito.com"],
        deviations: &[],
        notes: &[
            "http redirect URIs are taken for localhost only, not for 127.0.0.1",
            "the issuer is on another host than the endpoints; that is as it should be, and the metadata names both",
            "errors of the token endpoint come without a description; a redirect URI that is not registered ends on a page of its own",
        ],
        sources: &["docs.aws.amazon.com/cognito: User pool endpoints, Token endpoint"],
    },
    Provider {
        id: "entra",
        name: "Microsoft Entra ID",
        hosts: &["login.microsoftonline.com", "sts.windows.net"],
        deviations: &[
            habit(
                "metadata-issuer-exact",
                "one document serves many tenants, so its issuer has a place for the tenant; the ID token names the real one, in iss and tid",
            ),
            habit(
                "idtoken-iss",
                "the tenant of the user stands where the document has a place for it, and has to be the one in tid",
            ),
            habit("metadata-pkce-s256", "PKCE is supported, and the metadata does not say so"),
            habit("metadata-iss-param", "the response does not name its issuer"),
            habit("response-iss", "the response does not name its issuer"),
            habit(
                "metadata-legacy-features",
                "ID tokens in the front channel are offered to apps that have them switched on",
            ),
            habit("token-expires-in", "some endpoints write the number as a text"),
            habit("token-scope-honest", "only the scopes of the resource that the access token is for are named"),
        ],
        notes: &[
            "an app is of one platform, and each has its own rules: `Web` needs a secret, `Mobile and desktop` must not send one, `Single-page` needs an Origin header",
            "the secret is the value that was shown once, not the id beside it; it has a `~` in it, which is encoded in Basic credentials",
            "a refresh token needs the scope offline_access",
        ],
        sources: &[
            "learn.microsoft.com/entra/identity-platform: OAuth 2.0 authorization code flow, OpenID Connect, error codes",
        ],
    },
    Provider {
        id: "facebook",
        name: "Facebook",
        hosts: &["facebook.com"],
        deviations: &[
            habit(
                "token-error-shape",
                "the error is an object with message, type and code, as everywhere in its Graph API",
            ),
            habit("token-scope-honest", "the granted permissions are asked for elsewhere, and can be fewer"),
        ],
        notes: &["the code flow gives an access token and no ID token: who the user is, the Graph API tells"],
        sources: &["developers.facebook.com: Facebook Login, Manually Build a Login Flow"],
    },
    Provider {
        id: "github",
        name: "GitHub",
        hosts: &["github.com"],
        deviations: &[
            habit(
                "token-response-shape",
                "it answers in forms unless JSON is asked for, for apps that are older than the specification",
            ),
            habit("token-error-shape", "it answers errors with status 200, under error codes of its own"),
            habit(
                "token-scope-honest",
                "the scopes are separated by commas, and one that another one includes is left out",
            ),
            habit("token-expires-in", "the tokens of OAuth apps do not expire"),
            habit("response-error-shape", "error codes of its own, such as redirect_uri_mismatch"),
        ],
        notes: &[
            "OAuth apps are no OpenID providers: there is no discovery and no ID token; who the user is, GET /user of the API tells",
            "the secret is needed although PKCE is used",
            "a loopback redirect URI may have any port",
        ],
        sources: &[
            "docs.github.com: Authorizing OAuth apps",
            "docs.github.com: Troubleshooting OAuth app access token request errors",
        ],
    },
    Provider {
        id: "gitlab",
        name: "GitLab",
        hosts: &["gitlab.com"],
        deviations: &[],
        notes: &[
            "one text of invalid_grant names every cause there can be, and one of invalid_client every cause there can be",
            "texts can come in the language of the installation",
        ],
        sources: &["docs.gitlab.com: OAuth 2.0 identity provider API, OpenID Connect identity provider"],
    },
    Provider {
        id: "google",
        name: "Google",
        hosts: &["accounts.google.com"],
        deviations: &[
            habit("response-iss", "the response names its issuer, and the metadata does not promise it"),
            habit("metadata-iss-param", "the response names its issuer, and the metadata does not promise it"),
            habit(
                "metadata-legacy-features",
                "tokens in the front channel are offered, for apps that are older than the advice against them",
            ),
            habit("token-scope-honest", "email and profile come back as the URLs that they stand for"),
        ],
        notes: &[
            "a desktop app has a secret that must be sent beside PKCE; it ships with the app and keeps nothing secret",
            "a refresh token comes only with access_type=offline, and again only with prompt=consent",
            "loopback redirect URIs are for apps of the type `Desktop`",
        ],
        sources: &[
            "developers.google.com/identity/protocols/oauth2/native-app",
            "developers.google.com/identity/openid-connect/openid-connect",
        ],
    },
    Provider {
        id: "keycloak",
        name: "Keycloak",
        hosts: &[],
        deviations: &[],
        notes: &[
            "the issuer follows the host name by which it was asked, unless one is fixed in its settings",
            "a `+` in a secret has to be encoded in Basic credentials, as RFC 6749 2.3.1 says",
            "installations before version 17 live under /auth",
        ],
        sources: &["keycloak.org: Securing applications and services guide, Configuring the hostname"],
    },
    Provider {
        id: "linkedin",
        name: "LinkedIn",
        hosts: &["www.linkedin.com"],
        deviations: &[
            habit(
                "login-nonce",
                "the ID token comes without nonce, so none is sent: what binds it to this login is that it came from the token endpoint",
            ),
            habit(
                "login-pkce",
                "a verifier is refused with invalid_client, unless LinkedIn has switched PKCE on for the app",
            ),
        ],
        notes: &["client id and secret are taken from the body only"],
        sources: &["learn.microsoft.com/linkedin: Sign In with LinkedIn using OpenID Connect, Authorization Code Flow"],
    },
    Provider {
        id: "okta",
        name: "Okta",
        hosts: &["okta.com", "oktapreview.com", "okta-emea.com"],
        deviations: &[],
        notes: &[
            "there are two kinds of authorization server, each with its own issuer: custom ones (--tenant default), and that of the organisation (--issuer https://DOMAIN), whose access tokens are for Okta's own API",
            "state is mandatory, and ports of redirect URIs are compared",
        ],
        sources: &["developer.okta.com: Authorization servers, OpenID Connect and OAuth 2.0 API"],
    },
    Provider {
        id: "slack",
        name: "Slack",
        hosts: &["slack.com"],
        deviations: &[
            habit("token-error-shape", "it answers errors with status 200 and ok: false, as everywhere in its API"),
            habit("token-expires-in", "tokens do not expire unless rotation is switched on"),
        ],
        notes: &["redirect URIs are https: paste the URL that the browser ends at, or forward a host name of yours"],
        sources: &["docs.slack.dev: Sign in with Slack"],
    },
    Provider {
        id: "x",
        name: "X",
        hosts: &["x.com", "twitter.com"],
        deviations: &[],
        notes: &[
            "a confidential client proves itself by HTTP Basic, and PKCE is mandatory",
            "a code or a verifier that does not count is answered with invalid_request instead of invalid_grant",
            "there is no discovery and no ID token; who the user is, GET /2/users/me tells",
        ],
        sources: &["docs.x.com: OAuth 2.0 Authorization Code Flow with PKCE"],
    },
];
