//! A form on a page, and the request that it makes when it is sent (HTML Living Standard, form submission).

use url::Url;

use crate::jose::{base64url, sha256};
use crate::wire::{Headers, Params, Request, uri};

/// A form.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// Where it is sent, absolute; nothing where that is no URL.
    pub action: String,
    /// How.
    pub method: Method,
    /// How its fields are written.
    pub encoding: Encoding,
    /// Its name and id, in lower case.
    pub words: String,
    /// Its fields and buttons in the order of the page.
    pub controls: Vec<Control>,
}

/// How a form is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Method {
    #[default]
    Get,
    Post,
}

/// How the fields of a form are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    #[default]
    Form,
    Multipart,
    Plain,
}

/// A field or a button.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own")]
pub(super) struct Control {
    /// Which element of the page it is.
    pub at: usize,
    /// The number that a driven browser finds it again by.
    pub mark: String,
    /// What it is.
    pub kind: Kind,
    /// Its type, in lower case.
    pub takes: String,
    /// Its name; without one it is not sent.
    pub name: String,
    /// What it holds.
    pub values: Vec<String>,
    /// What a person reads on it or beside it, in lower case.
    pub label: String,
    /// What only its author reads of it, in lower case: id, name and hints for browsers.
    pub words: String,
    /// What the browser may fill in, in lower case.
    pub autocomplete: String,
    /// Whether nothing may be left out.
    pub required: bool,
    /// Whether it takes part at all.
    pub enabled: bool,
    /// Whether a person sees it.
    pub visible: bool,
    /// Whether it wants digits.
    pub digits: bool,
    /// What a button changes about its form.
    pub over: Override,
}

/// What a control is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something to type into.
    #[default]
    Text,
    /// A password.
    Password,
    /// Something that is sent as it is.
    Fixed,
    /// A box with a tick in it, or without one.
    Box(bool),
    /// A button that sends the form.
    Submit,
    /// A picture that does.
    Image,
    /// Anything that is never sent.
    Idle,
}

/// What a button changes about its form.
#[derive(Clone, Debug, Default)]
pub(super) struct Override {
    pub action: Option<String>,
    pub method: Option<Method>,
    pub encoding: Option<Encoding>,
}

impl Method {
    pub(super) fn named(word: &str) -> Self {
        if word.eq_ignore_ascii_case("post") { Self::Post } else { Self::Get }
    }
}

impl Encoding {
    pub(super) fn named(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "multipart/form-data" => Self::Multipart,
            "text/plain" => Self::Plain,
            _ => Self::Form,
        }
    }
}

impl Control {
    /// Whether it sends the form when it is pressed.
    pub(super) fn is_button(&self) -> bool {
        self.enabled && matches!(self.kind, Kind::Submit | Kind::Image)
    }

    /// Whether a person would type something into it.
    pub(super) fn is_to_fill(&self) -> bool {
        self.enabled && self.visible && matches!(self.kind, Kind::Text | Kind::Password)
    }
}

impl Form {
    /// The buttons that send it.
    pub(super) fn buttons(&self) -> impl Iterator<Item = &Control> {
        self.controls.iter().filter(|control| control.is_button())
    }

    /// Where it is sent when this button is pressed.
    pub(super) fn target<'a>(&'a self, button: Option<&'a Control>) -> &'a str {
        button.and_then(|button| button.over.action.as_deref()).unwrap_or(&self.action)
    }

    /// The request that it makes with these values, by the element that holds them, when this button is pressed.
    pub(super) fn request(&self, filled: &[(usize, String)], button: Option<&Control>) -> Request {
        let mut params = Params::default();
        for control in self.controls.iter().filter(|control| control.enabled) {
            add(&mut params, control, filled, button);
        }
        let over = button.map(|button| &button.over);
        let method = over.and_then(|over| over.method).unwrap_or(self.method);
        let encoding = over.and_then(|over| over.encoding).unwrap_or(self.encoding);
        let target = self.target(button);
        match method {
            Method::Get => Request::get(with_query(target, &params)),
            Method::Post => post(uri_without_fragment(target), &params, encoding),
        }
    }
}

fn add(params: &mut Params, control: &Control, filled: &[(usize, String)], button: Option<&Control>) {
    let name = control.name.as_str();
    let is_pressed = button.is_some_and(|button| button.at == control.at);
    if control.kind == Kind::Image && is_pressed {
        let of = |axis| if name.is_empty() { axis } else { format!("{name}.{axis}") };
        params.push(&of("x".to_owned()), "1");
        params.push(&of("y".to_owned()), "1");
        return;
    }
    let is_sent = match control.kind {
        Kind::Text | Kind::Password | Kind::Fixed => true,
        // a box that has to be ticked is one that a person who goes on has ticked
        Kind::Box(ticked) => ticked || control.required,
        Kind::Submit => is_pressed,
        Kind::Image | Kind::Idle => false,
    };
    if name.is_empty() || !is_sent {
        return;
    }
    match filled.iter().find(|(at, _)| *at == control.at) {
        Some((_, value)) => params.push(name, value),
        None => control.values.iter().for_each(|value| params.push(name, value)),
    }
}

fn with_query(target: &str, params: &Params) -> String {
    format!("{}?{}", uri::without_query(target), params.to_form())
}

fn uri_without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

fn post(target: &str, params: &Params, encoding: Encoding) -> Request {
    if encoding == Encoding::Form {
        return Request::post_form(target, params);
    }
    let (media_type, body) = match encoding {
        Encoding::Multipart => multipart(params),
        _ => ("text/plain".to_owned(), plain(params)),
    };
    let headers = Headers::default().with("content-type", media_type);
    Request { method: "POST".into(), url: target.into(), headers, body: body.into() }
}

/// A line for each field (HTML Living Standard, text/plain form data).
fn plain(params: &Params) -> String {
    params.iter().flat_map(|(name, value)| [name, "=", value, "\r\n"]).collect()
}

/// RFC 7578; the boundary is made of what it must not occur in.
fn multipart(params: &Params) -> (String, String) {
    let digest = sha256(params.to_form().as_bytes());
    let boundary = format!("----oauth-flow-{}", base64url(&digest));
    let quoted = |name: &str| name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let mut body = String::new();
    for (name, value) in params.iter() {
        let name = quoted(name);
        body.extend([
            "--",
            &boundary,
            "\r\ncontent-disposition: form-data; name=\"",
            &name,
            "\"\r\n\r\n",
            value,
            "\r\n",
        ]);
    }
    body.extend(["--", &boundary, "--\r\n"]);
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// A URL as a browser asks for it: with what it would escape escaped, and without the fragment, which it keeps.
pub(super) fn as_opened(url: &str) -> String {
    let url = uri_without_fragment(url);
    Url::parse(url).map_or_else(|_| url.to_owned(), String::from)
}

/// A link on a page (RFC 3986 5); an absolute one is kept as it is written.
pub(super) fn resolve(base: &str, link: &str) -> Option<String> {
    let link = link.trim();
    if link.contains("://") && Url::parse(link).is_ok() {
        return Some(link.to_owned());
    }
    if link.is_empty() {
        return Some(uri_without_fragment(base).to_owned());
    }
    Url::parse(base).and_then(|base| base.join(link)).ok().map(String::from)
}
