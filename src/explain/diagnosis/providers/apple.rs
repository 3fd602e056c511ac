//! Sign in with Apple: a client secret that is a JWT, and one error for all that can be wrong with it.

use super::{Known, Sign, known};

const SOURCE: &str = "Apple developer documentation and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Apple", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("apple-client", "invalid_client", Sign::CodeAt("invalid_client", &["appleid.apple.com"])),
        (
            "the signed client secret is wrong",
            "the client_secret has to be an ES256 JWT that you sign: with `iss` your team, `sub` the Services ID, `aud` https://appleid.apple.com, `kid` your key, and `exp` at most six months ahead; any of them is told as invalid_client",
            "make the JWT anew and look at each of these claims; it is sent in the body",
        ),
    ).flags("--auth-method client_secret_post"),
    say(
        ("apple-form-post", "response_mode must be form_post", Sign::Says(&["response_mode must be form_post"])),
        (
            "a name or email scope needs form_post",
            "with the scope name or email Apple answers by a posted form alone",
            "ask for form_post, and let the callback take a POST",
        ),
    ).flags("--response-mode form_post"),
    say(
        ("apple-redirect", "Invalid web redirect url", Sign::SilentAt(&["appleid.apple.com"])),
        (
            "Apple takes neither http nor localhost",
            "Apple takes no http and no localhost redirect URI, so nothing can come to this listener",
            "register an https address, and bring the answer here: open the URL and paste where the browser ends",
        ),
    ).flags("--redirect-uri https://HOST/callback"),
    say(
        ("apple-grant", "invalid_grant", Sign::CodeAt("invalid_grant", &["appleid.apple.com"])),
        (
            "the code is spent or older than five minutes",
            "the code is spent, older than five minutes, or of another client",
            "one text for many causes: what this record clears stands below; take a fresh code and redeem it once",
        ),
    ).flags("--run"),
];
