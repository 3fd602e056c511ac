//! Errors at the redirect URI: what a request without a user is answered with, and what an error has to carry.

use super::class::Class;
use super::judge::Try;
use super::look::Look;
use super::rows::NEEDS_USER;
use crate::probe::{Desk, Part, Skip, Verdict};
use crate::protocol::Server;
use crate::protocol::error::{AUTHORIZATION_ERRORS, keeps_to_alphabet};

pub(super) const PROMPT_NONE: &str = "authz-prompt-none-no-session";

/// Nobody is signed in and nobody may be asked: that has to be told to the client (OpenID Connect Core 3.1.2.6).
pub(super) fn prompt_none(one: &Try, look: &Look) -> Part {
    let verdict = match &look.class {
        Class::Error(error) if NEEDS_USER.contains(&error.as_str()) => Verdict::Pass,
        Class::Error(_) | Class::ErrorPage(400..=501) | Class::NotPushed(_) => Verdict::Warn,
        Class::Page | Class::ErrorPage(0..=399) | Class::Code | Class::Tokens | Class::Elsewhere(_) => Verdict::Fail,
        Class::ErrorPage(_) | Class::Other(_) => Verdict::Inconclusive,
        Class::Nothing(_) => Verdict::Error,
    };
    one.part(verdict, "login_required, or another error that tells that a user is needed", look)
}

/// What the first error at the redirect URI carries.
pub(super) fn check<'a>(desk: &Desk<'_>, server: &Server, looks: impl Iterator<Item = &'a Look>) {
    const SHAPE: &str = "response-error-shape";
    // A request in which the state comes twice need not get it back.
    let has_state = |look: &Look| look.asked.all("state").count() == 1;
    let errors: Vec<&Look> = looks.filter(|look| matches!(look.class, Class::Error(_))).collect();
    let Some(look) = errors.iter().find(|look| has_state(look)).or(errors.first()) else {
        return desk.skip(SHAPE, Skip::ControlFailed, "an error at the redirect URI: every one was told on a page");
    };
    desk.note(SHAPE, shape(look));
    if let Some(part) = iss(server, look) {
        desk.note("response-iss", part);
    }
}

/// A registered code in plain characters, the state, and no code (RFC 6749 4.1.2.1).
fn shape(look: &Look) -> Part {
    let error = look.params.get("error").unwrap_or_default();
    let mut odd = Vec::new();
    if !AUTHORIZATION_ERRORS.contains(&error) {
        odd.push("a code that is not registered");
    }
    if !keeps_to_alphabet(error) || look.params.get("error_description").is_some_and(|text| !keeps_to_alphabet(text)) {
        odd.push("characters that are not allowed");
    }
    // Whoever repeats a parameter of the request gets no answer to it back.
    if look.asked.all("state").count() == 1 && look.params.get("state") != look.asked.get("state") {
        odd.push("not the state that was sent");
    }
    if look.params.get("code").is_some() {
        odd.push("a code beside the error");
    }
    let verdict = if odd.is_empty() { Verdict::Pass } else { Verdict::Warn };
    let seen = if odd.is_empty() { error.to_owned() } else { format!("{error}: {}", odd.join(", ")) };
    Part::new(verdict, "a registered error, and the state", seen).shown_by(look.exchanges.clone())
}

/// `iss` belongs to errors as well (RFC 9207 2).
fn iss(server: &Server, look: &Look) -> Option<Part> {
    let issuer = server.issuer.as_deref()?;
    // A signed answer names its maker inside (JARM 2.1).
    if look.params.get("response").is_some() {
        return None;
    }
    let all: Vec<&str> = look.params.all("iss").collect();
    let (verdict, seen) = match (all.as_slice(), server.promises_iss()) {
        ([], true) => (Verdict::Fail, "absent, though promised".to_owned()),
        ([], false) => (Verdict::Warn, "absent, and the metadata does not promise it".to_owned()),
        // Where nothing was read nothing could be promised.
        ([one], promised) if *one == issuer && (promised || server.metadata.is_none()) => {
            (Verdict::Pass, (*one).to_owned())
        }
        ([one], false) if *one == issuer => (Verdict::Warn, format!("{one}, though the metadata does not promise it")),
        ([one], _) => (Verdict::Fail, (*one).to_owned()),
        (many, _) => (Verdict::Fail, format!("{} times", many.len())),
    };
    Some(Part::new(verdict, issuer, seen).labelled("on an error").shown_by(look.exchanges.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Params;

    fn look(asked: &str, params: &str) -> Look {
        Look {
            class: Class::Error(String::new()),
            params: Params::parse(params),
            hops: Vec::new(),
            asked: Params::parse(asked),
            exchanges: Vec::new(),
        }
    }

    #[test]
    fn an_error_carries_a_registered_code_and_the_state() {
        let verdict = |params: &str| shape(&look("state=s", params)).verdict;
        assert_eq!(verdict("error=login_required&state=s"), Verdict::Pass);
        for odd in [
            "error=login_required",
            "error=login_required&state=t",
            "error=redirect_uri_mismatch&state=s",
            "error=login_required&state=s&code=c",
            "error=login_required&state=s&error_description=%22no%22",
        ] {
            assert_eq!(verdict(odd), Verdict::Warn, "{odd}");
        }
        assert_eq!(shape(&look("state=s&state=t", "error=invalid_request")).verdict, Verdict::Pass);
    }
}
