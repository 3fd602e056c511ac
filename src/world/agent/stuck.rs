//! Why nobody could sign in, with the page on which that was and a way out.

use super::page::Page;
use super::person::Person;
use crate::wire::{Failure, FailureKind, Response};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stuck {
    NoName,
    NoPassword,
    NoOneTime,
    /// User name, password or code were not taken.
    NotTaken,
    Captcha,
    Passkey,
    Script,
    /// The same question again and again.
    Circle,
    /// What it wants is not understood.
    Unclear,
}

/// What a page that cannot be gone through needs.
pub(super) fn obstacle(page: &Page) -> Stuck {
    let signs = &page.signs;
    let says = |text: &str, word| text.to_lowercase().contains(word);
    let says_script = says(&signs.noscript, "script") || (page.forms.is_empty() && says(&signs.text, "javascript"));
    let is_empty = page.forms.iter().all(|form| form.controls.iter().all(|control| !control.visible));
    match () {
        () if signs.captcha => Stuck::Captcha,
        () if signs.passkey => Stuck::Passkey,
        () if says_script || (signs.scripted && is_empty) => Stuck::Script,
        () => Stuck::Unclear,
    }
}

/// Why nobody could sign in at this page.
pub(super) fn failure(stuck: Stuck, page: &Page, person: &Person) -> Failure {
    let (what, way_out) = match stuck {
        Stuck::NoName => ("asks who you are", "name the user with --username"),
        Stuck::NoPassword => ("asks for a password", "give it with --password-file FILE or OAUTH_FLOW_PASSWORD"),
        Stuck::NoOneTime => ("asks for a one-time code", "give the secret behind it with --totp-secret-file FILE"),
        Stuck::NotTaken => ("did not take what was typed", "look whether user name, password and clock are right"),
        Stuck::Captcha => {
            ("wants to see that a person sits there (a captcha)", "spare the test user that, or take --agent browser")
        }
        Stuck::Passkey => ("asks for a passkey", "let the test user sign in with a password, or take --agent browser"),
        Stuck::Script => ("needs JavaScript", "let a browser do it: --agent webdriver"),
        Stuck::Circle => ("comes again and again", "name the button with --hint consent=CSS, or take --agent browser"),
        Stuck::Unclear => {
            ("asks for something that is not understood", "name its fields with --hint, or take --agent browser")
        }
    };
    let name = if page.generator.is_empty() { page.name() } else { format!("{} (by {})", page.name(), page.generator) };
    let said = if page.complaint.is_empty() { String::new() } else { format!(" and says: {}", page.complaint) };
    Failure::new(FailureKind::SignIn, person.keep_out_of(&format!("{name} {what}{said}; {way_out}")))
}

/// What came is no page of a login: an error, or something else than a page.
pub(super) fn no_page(url: &str, response: &Response) -> Failure {
    if response.status >= 400 {
        return Failure::new(FailureKind::ErrorPage, response.status.to_string());
    }
    let place = crate::wire::uri::without_query(url);
    let kind = response.headers.media_type().unwrap_or_else(|| "nothing".to_owned());
    Failure::new(
        FailureKind::SignIn,
        format!("what came from {place} is no page but {kind} (status {})", response.status),
    )
}

/// A page that tells of an error.
pub(super) fn error_page(page: &Page, response: &Response, person: &Person) -> Failure {
    let words = [&page.heading, &page.title, &page.complaint].into_iter().find(|words| !words.is_empty());
    let words = format!("{} {}", response.status, words.map_or("", String::as_str));
    Failure::new(FailureKind::ErrorPage, person.keep_out_of(words.trim_end()))
}
