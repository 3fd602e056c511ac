//! What a person sees of a page: forms with their fields, and buttons by what they mean.

use oauth_flow::wire::Params;
use scraper::{ElementRef, Html, Selector};
use url::Url;

use crate::agent::{Answer, Ask};

/// What a button is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Agree,
    Refuse,
}

const AGREE: &[&str] =
    &["sign", "log", "login", "continue", "allow", "accept", "authorize", "approve", "agree", "confirm", "yes"];
const REFUSE: &[&str] = &["cancel", "deny", "refuse", "decline", "reject", "abort", "no", "not", "don't", "disagree"];

/// A form as it stands in the page.
#[derive(Debug)]
pub struct Form {
    pub action: Url,
    pub is_post: bool,
    pub fields: Vec<Field>,
    pub buttons: Vec<Button>,
}

/// A field with the value it would be sent with if nobody touched it.
#[derive(Debug)]
pub struct Field {
    pub name: String,
    pub kind: String,
    pub value: String,
}

/// A button that sends its form.
#[derive(Debug)]
pub struct Button {
    pub text: String,
    /// Name and value that are sent with the form when this button is pressed.
    pub pair: Option<(String, String)>,
    /// `formaction`: where the form goes instead.
    pub action: Option<Url>,
}

/// The forms of a page, in its order.
pub fn forms(answer: &Answer) -> Vec<Form> {
    let html = Html::parse_document(&answer.body);
    html.select(&selector("form")).map(|form| Form::read(form, &answer.url)).collect()
}

/// The address of the first link of this meaning.
pub fn link(answer: &Answer, meaning: Meaning) -> Option<String> {
    let html = Html::parse_document(&answer.body);
    let links = selector("a[href]");
    let link = html.select(&links).find(|link| meaning_of(&text(*link)) == Some(meaning))?;
    Some(answer.url.join(link.attr("href")?).ok()?.into())
}

/// What the words on a button say; a refusal is recognised first, since `do not allow` has both.
pub fn meaning_of(text: &str) -> Option<Meaning> {
    let text = text.to_lowercase().replace('\u{2019}', "'");
    let mut words = text.split(|character: char| !character.is_alphanumeric() && character != '\'');
    if words.clone().any(|word| REFUSE.contains(&word)) {
        return Some(Meaning::Refuse);
    }
    words.any(|word| AGREE.contains(&word)).then_some(Meaning::Agree)
}

impl Form {
    /// Whether it asks for a password.
    pub fn is_login(&self) -> bool {
        self.fields.iter().any(|field| field.kind == "password")
    }

    /// The button of this meaning; of several the one that names the person.
    pub fn button(&self, meaning: Meaning, name: &str) -> Option<&Button> {
        let mut fitting = self.buttons.iter().filter(|button| meaning_of(&button.text) == Some(meaning));
        let first = fitting.next()?;
        if first.text.contains(name) {
            Some(first)
        } else {
            fitting.find(|one| one.text.contains(name)).or(Some(first))
        }
    }

    /// Types into the fields that a person would fill.
    pub fn fill(&mut self, name: &str, password: &str) {
        for field in &mut self.fields {
            match field.kind.as_str() {
                "password" => password.clone_into(&mut field.value),
                "text" | "email" => name.clone_into(&mut field.value),
                _ => {}
            }
        }
    }

    /// The request that goes out when the form is sent by this button, or by a script.
    pub fn submit(&self, button: Option<&Button>) -> Ask {
        let mut params = Params::default();
        for field in &self.fields {
            params.push(&field.name, &field.value);
        }
        if let Some((name, value)) = button.and_then(|button| button.pair.as_ref()) {
            params.push(name, value);
        }
        let mut action = button.and_then(|button| button.action.clone()).unwrap_or_else(|| self.action.clone());
        if self.is_post {
            return Ask::post(action, params);
        }
        action.set_query(Some(&params.to_form()));
        Ask::get(action)
    }

    fn read(form: ElementRef, base: &Url) -> Self {
        let action = form.attr("action").filter(|action| !action.is_empty());
        let action = action.map_or_else(|| base.clone(), |action| base.join(action).expect("an action that is a URL"));
        let is_post = form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
        let (sent, pressed) =
            (selector("input[name], textarea[name], select[name]"), selector("button, input[type=submit]"));
        let fields = form.select(&sent).filter_map(Field::read).collect();
        let buttons = form.select(&pressed).filter(|button| button.attr("type").is_none_or(|kind| kind == "submit"));
        let buttons = buttons.map(|button| Button::read(button, base)).collect();
        Self { action, is_post, fields, buttons }
    }
}

impl Field {
    /// A field that a form sends; boxes that are not ticked and buttons are not.
    fn read(field: ElementRef) -> Option<Self> {
        let kind = field.attr("type").unwrap_or("text").to_lowercase();
        let value = match (field.value().name(), kind.as_str()) {
            ("input", "submit" | "button" | "reset" | "image" | "file") => return None,
            ("input", "checkbox" | "radio") if field.attr("checked").is_none() => return None,
            ("input", "checkbox" | "radio") => field.attr("value").unwrap_or("on").to_owned(),
            ("input", _) => field.attr("value").unwrap_or_default().to_owned(),
            ("select", _) => chosen(field)?,
            _ => text(field),
        };
        Some(Self { name: field.attr("name")?.to_owned(), kind, value })
    }
}

impl Button {
    fn read(button: ElementRef, base: &Url) -> Self {
        let value = button.attr("value").unwrap_or_default();
        let text = text(button);
        Self {
            text: if text.is_empty() { value.to_owned() } else { text },
            pair: button.attr("name").map(|name| (name.to_owned(), value.to_owned())),
            action: button.attr("formaction").and_then(|action| base.join(action).ok()),
        }
    }
}

fn chosen(select: ElementRef) -> Option<String> {
    let selected = selector("option[selected]");
    let any = selector("option");
    let option = select.select(&selected).next().or_else(|| select.select(&any).next())?;
    Some(option.attr("value").map_or_else(|| text(option), str::to_owned))
}

fn text(element: ElementRef) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str) -> Answer {
        let url = Url::parse("http://127.0.0.1:1/interaction/7?x=1").unwrap();
        Answer { url, status: 200, headers: Vec::new(), body: body.to_owned() }
    }

    #[test]
    fn a_form_is_filled_and_sent_by_its_button() {
        let page = answer(
            "<form method=POST action='login?a=1'><input type=hidden name=t value='a&amp;b'><input name=user>
             <input type=password name=pw><input type=checkbox name=keep><button name=do value=in>Sign in</button>
             <button name=do value=out formaction=/abort>Cancel</button></form>",
        );
        let mut form = forms(&page).remove(0);
        assert!(form.is_login());
        form.fill("alice", "p w");
        let ask = form.submit(form.button(Meaning::Agree, "alice"));
        assert_eq!(ask.url, "http://127.0.0.1:1/interaction/login?a=1");
        assert_eq!(ask.form.unwrap().to_form(), "t=a%26b&user=alice&pw=p+w&do=in");
        let ask = form.submit(form.button(Meaning::Refuse, "alice"));
        assert_eq!(ask.url, "http://127.0.0.1:1/abort");
    }

    #[test]
    fn a_get_form_replaces_the_query() {
        let form = forms(&answer("<form><input name=q value='1 2'></form>")).remove(0);
        assert_eq!(form.submit(None).url, "http://127.0.0.1:1/interaction/7?q=1+2");
    }

    #[test]
    fn words_have_a_meaning() {
        for agree in ["Sign in", "Sign-in", "Log in as alice", "Continue", "Allow access", "Yes, allow"] {
            assert_eq!(meaning_of(agree), Some(Meaning::Agree), "{agree}");
        }
        for refuse in ["Cancel", "Deny", "Do not allow", "Don’t allow", "No, cancel"] {
            assert_eq!(meaning_of(refuse), Some(Meaning::Refuse), "{refuse}");
        }
        assert_eq!(meaning_of("Show more"), None);
    }

    #[test]
    fn a_link_can_refuse_too() {
        let page = answer("<a href=/help>Help</a><a href=/abort>[ Cancel ]</a><a href=/cancel>Cancel</a>");
        assert_eq!(link(&page, Meaning::Refuse).unwrap(), "http://127.0.0.1:1/abort");
    }
}
