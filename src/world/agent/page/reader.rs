//! Reads a page in one walk over its elements, so that no page, however deep, takes more than its length.

mod attributes;
mod opening;

use std::collections::HashMap;

use ego_tree::iter::Edge;
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink as _;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::node::Element;
use scraper::{ElementRef, Html, HtmlTreeSink, Node, Selector};

use super::super::form::{Control, Kind, resolve};
use super::super::person::Hint;
use super::{Link, Page};
use attributes::is_hidden;

/// The most that is kept of a text: what a page says in one place is not longer.
const MOST_TEXT: usize = 400;
/// So many tags are read.
const MOST_TAGS: usize = 8_000;
/// So many texts are read at once, one inside the other: what is deeper belongs to none.
const MOST_OPEN: usize = 16;
/// So many fields, forms and links are read: a page for people has fewer.
const MOST: usize = 2_000;

/// Reads a page that was at this URL. Hints are selectors; one that is none names nothing.
pub(in super::super) fn read(url: &str, text: &str, hints: &[Hint]) -> Page {
    let text = up_to(text, MOST_TAGS);
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let html = parse_document(HtmlTreeSink::new(Html::new_document()), options).one(text);
    let mut reader =
        Reader { page: Page { url: url.to_owned(), ..Page::default() }, base: url.to_owned(), ..Reader::default() };
    let mut places = HashMap::new();
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    places.insert(node.id(), reader.at);
                    reader.open(element);
                    reader.at += 1;
                }
                Node::Text(text) => reader.text(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    reader.close(element);
                }
            }
        }
    }
    let mut page = reader.finish();
    for hint in hints {
        let Ok(selector) = Selector::parse(&hint.selector) else { continue };
        let found = html.select(&selector).filter_map(|element: ElementRef<'_>| places.get(&element.id()));
        page.hinted.extend(found.map(|at| (hint.role, *at)));
    }
    page
}

/// What stands before so many tags: some ways of nesting them cost the square of their number.
fn up_to(text: &str, most: usize) -> &str {
    let mut tags =
        text.match_indices('<').filter(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    tags.nth(most).map_or(text, |(at, _)| &text[..at])
}

/// Where `5; url=/next` on a page at this URL leads, and after how many seconds.
pub(in super::super) fn refresh(base: &str, content: &str) -> Option<(u32, String)> {
    attributes::refresh(content).and_then(|(after, to)| Some((after, resolve(base, to)?)))
}

/// The walk: what is open, and what was found.
#[derive(Default)]
struct Reader {
    page: Page,
    base: String,
    at: usize,
    /// How many open elements hide what is in them, are left out when a form is sent, or hold no text to be read.
    hidden: usize,
    disabled: usize,
    mute: usize,
    scripts: usize,
    noscripts: usize,
    /// The form that is open, and the last one that stood inside a table, where the fields of a form fall out of it.
    form: Option<usize>,
    stray_form: Option<usize>,
    tables: usize,
    forms: HashMap<String, usize>,
    controls: usize,
    /// Fields that name a form that may come later.
    pending: Vec<(String, Control)>,
    ids: HashMap<String, usize>,
    labels: Vec<(Option<String>, String)>,
    reading: Vec<Reading>,
}

/// A text that is being read.
struct Reading {
    of: Of,
    text: String,
}

/// What a text belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Title,
    Heading,
    Complaint,
    Label(Option<String>),
    /// What stands on this element.
    Face(usize),
    /// What is typed into this element.
    Content(usize),
    /// A choice in a list, which is open already where it is the one.
    Choice(usize, Option<String>, Chosen),
    Link(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen {
    Yes,
    No,
    Never,
}

impl Reader {
    fn open(&mut self, element: &Element) {
        let name = element.name();
        self.hidden += usize::from(is_hidden(element));
        self.notice(element);
        match name {
            "form" => self.open_form(element),
            "fieldset" => self.disabled += usize::from(element.attr("disabled").is_some()),
            "table" => self.tables += 1,
            "script" | "style" | "template" => self.mute += 1,
            "noscript" => self.noscripts += 1,
            "base" => self.rebase(element),
            "meta" => self.meta(element),
            "title" => self.read(Of::Title),
            "h1" | "h2" => self.read(Of::Heading),
            "label" => self.read(Of::Label(element.attr("for").map(str::to_owned))),
            "a" => self.open_link(element),
            "input" | "button" | "select" | "textarea" => self.open_control(element),
            "option" => self.open_choice(element),
            _ => {}
        }
        if name == "script" {
            self.scripts += 1;
            self.page.signs.scripted = true;
        }
        if attributes::complains(element) {
            self.read(Of::Complaint);
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        self.hidden -= usize::from(is_hidden(element));
        match name {
            "form" => self.form = None,
            "fieldset" => self.disabled -= usize::from(element.attr("disabled").is_some()),
            "table" => self.tables -= 1,
            "script" | "style" | "template" => self.mute -= 1,
            "noscript" => self.noscripts -= 1,
            "title" | "h1" | "h2" | "label" | "a" | "button" | "textarea" | "option" => self.finish_reading(),
            _ => {}
        }
        self.scripts -= usize::from(name == "script");
        if attributes::complains(element) {
            self.finish_reading();
        }
    }

    fn text(&mut self, text: &str) {
        if self.scripts > 0 {
            self.page.signs.sends_itself |= text.contains("submit(");
            self.page.signs.passkey |= text.contains("navigator.credentials.get");
        }
        if self.mute > 0 {
            return;
        }
        append(&mut self.page.signs.text, text);
        if self.noscripts > 0 {
            append(&mut self.page.signs.noscript, text);
        }
        for reading in self.reading.iter_mut().take(MOST_OPEN) {
            // what is typed keeps its spaces
            if matches!(reading.of, Of::Content(_)) {
                reading.text.push_str(text);
            } else {
                append(&mut reading.text, text);
            }
        }
    }

    fn read(&mut self, of: Of) {
        self.reading.push(Reading { of, text: String::new() });
    }

    fn finish_reading(&mut self) {
        let Some(Reading { of, text }) = self.reading.pop() else { return };
        match of {
            Of::Title => first(&mut self.page.title, text),
            Of::Heading => first(&mut self.page.heading, text),
            Of::Complaint => first(&mut self.page.complaint, text),
            Of::Label(of) => self.labels.push((of, text.to_lowercase())),
            Of::Face(at) => self.change(at, |control| append(&mut control.label, &text.to_lowercase())),
            Of::Content(at) => self.change(at, |control| control.values = vec![text.clone()]),
            Of::Choice(at, value, chosen) => {
                let value = value.unwrap_or(text);
                self.change(at, |control| choose(control, value.clone(), chosen));
            }
            Of::Link(at) => {
                if let Some(link) = self.page.links.iter_mut().find(|link| link.at == at) {
                    link.text = text.to_lowercase();
                }
            }
        }
    }

    fn notice(&mut self, element: &Element) {
        let signs = &mut self.page.signs;
        signs.captcha |= self.hidden == 0 && attributes::is_captcha(element);
        signs.passkey |= attributes::is_passkey(element);
        signs.sends_itself |= element.attr("onload").is_some_and(|script| script.contains("submit("));
    }

    fn change(&mut self, at: usize, change: impl Fn(&mut Control)) {
        let inside = self.page.forms.iter_mut().flat_map(|form| form.controls.iter_mut());
        let all = inside.chain(self.pending.iter_mut().map(|(_, control)| control));
        all.filter(|control| control.at == at).for_each(change);
    }

    fn finish(mut self) -> Page {
        for (id, text) in std::mem::take(&mut self.labels) {
            if let Some(at) = id.and_then(|id| self.ids.get(&id).copied()) {
                self.change(at, |control| append(&mut control.label, &text));
            }
        }
        for (id, control) in std::mem::take(&mut self.pending) {
            if let Some(index) = self.forms.get(&id) {
                self.page.forms[*index].controls.push(control);
            }
        }
        if self.page.title.is_empty() {
            self.page.title.clone_from(&self.page.heading);
        }
        self.page
    }
}

/// A choice of a list: the first that may be chosen stands until another one is the one (HTML Living Standard, select).
fn choose(control: &mut Control, value: String, chosen: Chosen) {
    let is_list = control.takes == "multiple";
    match chosen {
        Chosen::Yes if is_list => control.values.push(value),
        Chosen::Yes => control.values = vec![value],
        Chosen::No if control.values.is_empty() && !is_list && control.kind == Kind::Fixed => {
            control.values.push(value);
        }
        Chosen::No | Chosen::Never => {}
    }
}

fn first(place: &mut String, text: String) {
    if place.is_empty() {
        *place = text;
    }
}

/// Puts words behind words, one space between them, up to what a text may be long.
fn append(place: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if place.len() + word.len() > MOST_TEXT {
            return;
        }
        if !place.is_empty() {
            place.push(' ');
        }
        place.push_str(word);
    }
}
