//! Microsoft Entra ID: the numbers behind `AADSTS`.

use super::{Known, Sign, known};

const SOURCE: &str =
    "Microsoft identity platform, authentication and authorization error codes; documented, not tried live";

const fn aadsts(
    (id, name, number): (&'static str, &'static str, u32),
    meaning: (&'static str, &'static str, &'static str),
) -> Known {
    known((id, name, Sign::Aadsts(number)), "Microsoft Entra ID", meaning, SOURCE)
}

/// The numbers that a login meets.
pub(super) const ALL: &[Known] = &[
    aadsts(
        ("entra-50011", "AADSTS50011", 50_011),
        (
            "the redirect URI is not registered",
            "the redirect URI of the request is not one of those of the app registration",
            "under Authentication, add exactly this redirect URI to the platform that fits; `http://localhost` with any port is taken for \"Mobile and desktop applications\"",
        ),
    ),
    aadsts(
        ("entra-500112", "AADSTS500112", 500_112),
        (
            "the reply address differs at the token endpoint",
            "the redirect URI of the token request is not the one of the authorization request",
            "send the same redirect_uri with both requests",
        ),
    ),
    aadsts(
        ("entra-500113", "AADSTS500113", 500_113),
        (
            "no reply address is registered",
            "the app registration has no redirect URI at all",
            "under Authentication, add a platform with this redirect URI",
        ),
    ),
    aadsts(
        ("entra-7000218", "AADSTS7000218", 7_000_218),
        (
            "a secret or an assertion is required",
            "the app is registered as a confidential one (platform Web), and the request brought neither client_secret nor client_assertion",
            "give a secret; or register the redirect URI under \"Mobile and desktop applications\" and allow public client flows. PKCE replaces no secret here",
        ),
    ).flags("--client-secret-file FILE"),
    aadsts(
        ("entra-700025", "AADSTS700025", 700_025),
        (
            "a public client must not send a secret",
            "the app is registered as a public client, and a secret was sent",
            "leave the secret out, or register the redirect URI under the platform Web",
        ),
    ).flags("--public"),
    aadsts(
        ("entra-7000215", "AADSTS7000215", 7_000_215),
        (
            "the client secret is wrong",
            "the secret is not one of this app: often the secret's id was copied in the place of its value",
            "under Certificates & secrets, make a new secret and copy its Value, not its Secret ID; it is shown once",
        ),
    ).flags("--client-secret-file FILE"),
    aadsts(
        ("entra-7000222", "AADSTS7000222", 7_000_222),
        (
            "the client secret has expired",
            "every secret of this app registration that was tried has expired",
            "under Certificates & secrets, make a new secret",
        ),
    ).flags("--client-secret-file FILE"),
    aadsts(
        ("entra-54005", "AADSTS54005", 54_005),
        (
            "the code was already redeemed",
            "the authorization code was redeemed before: a reload, a second tab, a retry, two handlers",
            "redeem a code once, and take a fresh one",
        ),
    ).flags(""),
    aadsts(
        ("entra-70008", "AADSTS70008", 70_008),
        (
            "the code or refresh token has expired",
            "the code or refresh token is too old, or was revoked",
            "take a fresh code and redeem it at once",
        ),
    ).flags("--run"),
    aadsts(
        ("entra-9002327", "AADSTS9002327", 9_002_327),
        (
            "codes of a single-page app need an Origin",
            "the redirect URI is registered under the platform Single-page application, whose codes are redeemed only by a cross-origin request of a browser",
            "register the redirect URI under \"Mobile and desktop applications\" or Web instead; to test it, send an Origin header",
        ),
    ).flags("--set redeem.header.origin=http://localhost"),
    aadsts(
        ("entra-9002326", "AADSTS9002326", 9_002_326),
        (
            "a cross-origin request needs the SPA platform",
            "the token request carried an Origin header, and the redirect URI is not registered under Single-page application",
            "leave Origin out, or register the redirect URI under Single-page application",
        ),
    ).flags("--unset redeem.header.origin"),
    aadsts(
        ("entra-50148", "AADSTS50148", 50_148),
        (
            "the code_verifier does not match",
            "the code_verifier does not match the code_challenge of the authorization request",
            "keep the verifier with the login that it was drawn for",
        ),
    ).flags(""),
    aadsts(
        ("entra-501481", "AADSTS501481", 501_481),
        (
            "the code_verifier does not match",
            "the code_verifier does not match the code_challenge of the authorization request",
            "keep the verifier with the login that it was drawn for",
        ),
    ).flags(""),
    aadsts(
        ("entra-9002313", "AADSTS9002313", 9_002_313),
        (
            "the request is malformed",
            "the request is malformed: a parameter is missing, empty or badly encoded",
            "compare the parameters with the documentation of the endpoint",
        ),
    ),
    aadsts(
        ("entra-70011", "AADSTS70011", 70_011),
        (
            "the scope is not valid",
            "a scope is misspelt, or scopes of two resources were mixed",
            "ask for the scopes of one resource, or for `RESOURCE/.default` alone",
        ),
    ).flags("--scope openid"),
    aadsts(
        ("entra-28002", "AADSTS28002", 28_002),
        (
            "the scope is not valid for this resource",
            "a scope does not exist for the resource, or is empty",
            "ask for scopes that the API exposes",
        ),
    ).flags("--scope openid"),
    aadsts(
        ("entra-900144", "AADSTS900144", 900_144),
        (
            "a parameter is missing",
            "the body of the request lacks a parameter that its text names",
            "send what its text names; a body that is no form reads as empty",
        ),
    ),
    aadsts(
        ("entra-901002", "AADSTS901002", 901_002),
        (
            "`resource` is not supported",
            "the parameter resource is one of the version 1 endpoint; version 2 knows scopes alone",
            "leave resource out and ask for `RESOURCE/.default`",
        ),
    ).flags("--unset authorize.resource"),
    aadsts(
        ("entra-9010010", "AADSTS9010010", 9_010_010),
        (
            "resource and scope contradict each other",
            "the parameter resource and the scopes name two different APIs",
            "leave resource out, or ask only for its scopes",
        ),
    ).flags("--unset authorize.resource"),
    aadsts(
        ("entra-700016", "AADSTS700016", 700_016),
        (
            "the app is not in this tenant",
            "the client_id is not known in the tenant that was asked: another tenant, or the app was never consented to",
            "compare the tenant in the issuer with the app registration; take the tenant's own id instead of `common`",
        ),
    ),
    aadsts(
        ("entra-90002", "AADSTS90002", 90_002),
        (
            "the tenant does not exist",
            "there is no tenant of this name or id",
            "compare the tenant in the issuer: its id or a verified domain",
        ),
    ),
    aadsts(
        ("entra-65001", "AADSTS65001", 65_001),
        (
            "nobody consented",
            "neither the user nor an administrator has consented to this app for these scopes",
            "sign in with prompt=consent, or let an administrator consent",
        ),
    ).flags("--set authorize.prompt=consent"),
    aadsts(
        ("entra-65004", "AADSTS65004", 65_004),
        (
            "the user declined to consent",
            "somebody pressed Cancel on the consent page",
            "run it again and accept",
        ),
    ).flags(""),
    aadsts(
        ("entra-90094", "AADSTS90094", 90_094),
        (
            "an administrator has to consent",
            "the scopes need the consent of an administrator",
            "let an administrator grant consent under API permissions",
        ),
    ),
    aadsts(
        ("entra-9001023", "AADSTS9001023", 9_001_023),
        (
            "the grant is not supported over /common",
            "this grant needs a tenant, and the request went to /common or /consumers",
            "ask for the issuer of one tenant",
        ),
    ),
    aadsts(
        ("entra-50020", "AADSTS50020", 50_020),
        (
            "the user is not of this tenant",
            "the account is of another directory and no guest here",
            "sign in with another account, invite this one, or allow accounts of other directories",
        ),
    ).flags(""),
    aadsts(
        ("entra-50105", "AADSTS50105", 50_105),
        (
            "the user is not assigned to the app",
            "the app demands assignment, and this user has none",
            "under Enterprise applications, assign the user or a group",
        ),
    ),
    aadsts(
        ("entra-50194", "AADSTS50194", 50_194),
        (
            "the app is no multi-tenant one",
            "the app is of a single tenant, and the request went to /common",
            "ask for the issuer of that tenant",
        ),
    ),
    aadsts(
        ("entra-700027", "AADSTS700027", 700_027),
        (
            "the client assertion is not valid",
            "the signature, the certificate or the audience of the client_assertion does not fit",
            "upload the certificate, and make aud the token endpoint",
        ),
    ),
    aadsts(
        ("entra-70002", "AADSTS70002", 70_002),
        (
            "the client credentials are not valid",
            "the credentials of the client were not accepted",
            "compare the client id and the value of its secret",
        ),
    ).flags("--client-secret-file FILE"),
    aadsts(
        ("entra-50058", "AADSTS50058", 50_058),
        (
            "nobody is signed in",
            "a silent request (prompt=none) came, and nobody is signed in",
            "sign in on a page: leave prompt=none out",
        ),
    ).flags("--unset authorize.prompt"),
    aadsts(
        ("entra-50076", "AADSTS50076", 50_076),
        (
            "a second factor is demanded",
            "a policy demands multi-factor authentication for this",
            "sign in on a page, not silently",
        ),
    ).flags(""),
    aadsts(
        ("entra-53003", "AADSTS53003", 53_003),
        (
            "conditional access blocks it",
            "a conditional access policy forbids this sign-in",
            "ask the administrator which policy: the sign-in log names it",
        ),
    ),
];
