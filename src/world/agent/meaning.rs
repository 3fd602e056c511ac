//! What a page wants of the person before it: the fields by what they are called, the buttons by what stands on them.

use super::form::{Control, Form, Kind};
use super::page::{Link, Page};
use super::person::Role;
use super::words::{self, has_any};

/// What a page wants.
#[derive(Clone, Debug)]
pub(super) enum Wanted<'p> {
    /// It goes on by itself, or by a button without a question.
    Onward(&'p Form, Option<&'p Control>),
    /// A user name, a password, a one-time code: as many as there are fields.
    Identity(&'p Form, Fields<'p>, Option<&'p Control>),
    /// That the user agrees.
    Consent(&'p Form, &'p Control),
    /// That a link is followed.
    Link(&'p Link),
}

/// The fields of a form that are for somebody's identity.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fields<'p> {
    pub username: Option<&'p Control>,
    pub password: Option<&'p Control>,
    pub one_time: Option<&'p Control>,
}

/// What a page wants, where that can be told.
pub(super) fn wanted(page: &Page) -> Option<Wanted<'_>> {
    let hinted = page.hinted_control(Role::Consent).filter(|(_, control)| control.is_button());
    if let Some((form, button)) = hinted {
        return Some(Wanted::Consent(form, button));
    }
    if let Some(link) = page.links.iter().find(|link| page.is_hinted(Role::Consent, link.at)) {
        return Some(Wanted::Link(link));
    }
    let asks = |form: &Form| form.controls.iter().any(Control::is_to_fill);
    if let Some(form) = page.forms.iter().find(|form| page.signs.sends_itself && !asks(form))
        && !page.forms.iter().any(asks)
    {
        return Some(Wanted::Onward(form, None));
    }
    identity(page).or_else(|| agreement(page)).or_else(|| link(page))
}

/// The form that asks who the user is: one with a password before one with a code, and that before one with a name alone.
fn identity(page: &Page) -> Option<Wanted<'_>> {
    let all: Vec<(&Form, Fields<'_>)> = page.forms.iter().map(|form| (form, fields(page, form))).collect();
    let with = |is: fn(&Fields<'_>) -> bool| all.iter().find(|(_, fields)| is(fields));
    let found = with(|it| it.password.is_some())
        .or_else(|| with(|it| it.one_time.is_some()))
        .or_else(|| with(|it| it.username.is_some()))?;
    let (form, fields) = *found;
    let button =
        hinted_button(page, form).or_else(|| best_button(form).filter(|(_, score)| *score >= 0).map(|it| it.0));
    Some(Wanted::Identity(form, fields, button))
}

/// The fields of a form that are for somebody's identity.
fn fields<'p>(page: &Page, form: &'p Form) -> Fields<'p> {
    let hinted = |role| form.controls.iter().find(|control| control.enabled && page.is_hinted(role, control.at));
    let open = || form.controls.iter().filter(|control| control.is_to_fill());
    let one_time = hinted(Role::Totp).or_else(|| open().find(|control| is_one_time(control)));
    let is_other = |control: &&Control| one_time.is_none_or(|other| other.at != control.at);
    let passwords: Vec<&Control> =
        open().filter(is_other).filter(|control| control.kind == Kind::Password && !is_new(control)).collect();
    // two of them are for choosing one
    let alone = if passwords.len() == 1 { passwords.first().copied() } else { None };
    let password = hinted(Role::Password).or(alone);
    let names = || open().filter(is_other).filter(|control| control.kind == Kind::Text && !is_something_else(control));
    let scored = names().map(|control| (control, name_score(control))).filter(|(_, score)| *score > 0);
    let best = first_best(scored).map(|(control, _)| control);
    let before = || names().take_while(|control| password.is_none_or(|password| control.at < password.at)).last();
    let username = hinted(Role::Username).or(best).or_else(|| password.and_then(|_| before()));
    let is_search = has_any(&form.words, &["search"]) && password.is_none();
    Fields { username: username.filter(|_| !is_search), password, one_time }
}

/// The first of those with the highest score.
fn first_best<T>(all: impl Iterator<Item = (T, i32)>) -> Option<(T, i32)> {
    let mut best: Option<(T, i32)> = None;
    for (one, score) in all {
        if best.as_ref().is_none_or(|(_, highest)| score > *highest) {
            best = Some((one, score));
        }
    }
    best
}

fn is_new(control: &Control) -> bool {
    control.autocomplete.contains("new-password")
}

fn is_one_time(control: &Control) -> bool {
    if control.autocomplete.contains("one-time-code") {
        return true;
    }
    let is_current = control.autocomplete.contains("password") || has_any(&control.label, &["password"]);
    let is_named = has_any(&control.words, words::ONE_TIME) || has_any(&control.label, words::ONE_TIME);
    let name = control.name.to_lowercase();
    let by_digits = control.digits && words::DIGITS.iter().any(|word| *word == name);
    !is_current && (is_named || by_digits)
}

fn is_something_else(control: &Control) -> bool {
    control.takes == "search"
        || control.name == "q"
        || has_any(&control.words, words::NO_USER_NAME)
        || has_any(&control.label, words::NO_USER_NAME)
}

/// How much a field looks like one for a user name.
fn name_score(control: &Control) -> i32 {
    let hints = control.autocomplete.split_whitespace();
    let by_browser = hints.map(|word| match word {
        "username" => 10,
        "email" => 6,
        "tel" => 2,
        _ => 0,
    });
    let by_words = 5 * i32::from(has_any(&control.words, words::USER_NAME) || control.takes == "email");
    let by_label = 4 * i32::from(has_any(&control.label, words::USER_NAME));
    by_browser.max().unwrap_or(0) + by_words + by_label
}

fn hinted_button<'p>(page: &Page, form: &'p Form) -> Option<&'p Control> {
    form.buttons().find(|button| page.is_hinted(Role::Submit, button.at))
}

/// The button that goes on most of all, and how much it does.
fn best_button(form: &Form) -> Option<(&Control, i32)> {
    first_best(form.buttons().map(|button| (button, button_score(form, button))))
}

/// What stands on a button counts most; then its value, its names, and where it leads.
fn button_score(form: &Form, button: &Control) -> i32 {
    let values = button.values.concat().to_lowercase();
    let path = crate::wire::uri::path(form.target(Some(button))).to_lowercase();
    let hidden = format!("{} {values}", button.words.replace(['_', '-', '.'], " "));
    let end = path.rsplit('/').next().unwrap_or_default();
    let read = |text: &str, weight: i32| {
        if has_any(text, words::BACK) || has_any(text, words::ELSEWHERE) {
            -2 * weight
        } else {
            weight * i32::from(has_any(text, words::ONWARD))
        }
    };
    read(&button.label, 10) + read(&hidden, 3) + read(end, 1)
}

/// The button that agrees, on a page that asks for nothing else.
fn agreement(page: &Page) -> Option<Wanted<'_>> {
    let is_free = |form: &&Form| {
        form.controls.iter().all(|control| !(control.is_to_fill() && control.required && is_empty(control)))
    };
    let button = |form| hinted_button(page, form).map(|button| (button, i32::MAX)).or_else(|| best_button(form));
    let all = page.forms.iter().filter(is_free).filter_map(|form| button(form).map(|(it, score)| ((form, it), score)));
    if let Some(((form, button), _)) = first_best(all).filter(|(_, score)| *score > 0) {
        return Some(Wanted::Consent(form, button));
    }
    // one form, one button, nothing to fill in: there is only one way on
    let [form] = page.forms.as_slice() else { return None };
    let asks_nothing = !form.controls.iter().any(Control::is_to_fill) && !form.controls.is_empty();
    let buttons: Vec<&Control> = form.buttons().collect();
    let is_turn = buttons.first().is_some_and(|button| button_score(form, button) < 0);
    (asks_nothing && buttons.len() <= 1 && !is_turn).then(|| Wanted::Onward(form, buttons.first().copied()))
}

fn is_empty(control: &Control) -> bool {
    control.values.iter().all(String::is_empty)
}

/// A link that goes on, on a page without a form.
fn link(page: &Page) -> Option<Wanted<'_>> {
    let goes_on = |link: &&Link| {
        has_any(&link.text, words::ONWARD)
            && !has_any(&link.text, words::BACK)
            && !has_any(&link.text, words::ELSEWHERE)
    };
    page.forms.is_empty().then(|| page.links.iter().find(goes_on)).flatten().map(Wanted::Link)
}
