//! What begins on a page: forms, what is in them, links, and what is said of the page itself.

use scraper::node::Element;

use super::attributes::{control, form};
use super::{Chosen, Link, MOST, MOST_OPEN, Of, Reader, first, refresh, resolve};

impl Reader {
    pub(super) fn open_form(&mut self, element: &Element) {
        if self.page.forms.len() >= MOST {
            return;
        }
        let index = self.page.forms.len();
        self.page.forms.push(form(element, &self.base));
        if let Some(id) = element.attr("id") {
            self.forms.entry(id.to_owned()).or_insert(index);
        }
        self.form = Some(index);
        self.stray_form = (self.tables > 0).then_some(index);
    }

    pub(super) fn open_control(&mut self, element: &Element) {
        match element.name() {
            "button" => self.read(Of::Face(self.at)),
            "textarea" => self.read(Of::Content(self.at)),
            _ => {}
        }
        self.controls += 1;
        if self.controls > MOST {
            return;
        }
        let mut control = control(element, (self.at, &self.base));
        control.enabled &= self.disabled == 0;
        control.visible &= self.hidden == 0;
        if let Some(id) = element.attr("id") {
            self.ids.entry(id.to_owned()).or_insert(self.at);
        }
        // a label around a field is its own
        for reading in self.reading.iter_mut().take(MOST_OPEN) {
            if reading.of == Of::Label(None) {
                reading.of = Of::Face(self.at);
            }
        }
        match (element.attr("form"), self.form.or(self.stray_form)) {
            (Some(id), _) => self.pending.push((id.to_owned(), control)),
            (None, Some(index)) => self.page.forms[index].controls.push(control),
            (None, None) => {}
        }
    }

    pub(super) fn open_choice(&mut self, element: &Element) {
        let chosen = match (element.attr("disabled"), element.attr("selected")) {
            (Some(_), _) => Chosen::Never,
            (None, Some(_)) => Chosen::Yes,
            (None, None) => Chosen::No,
        };
        let last = self.form.and_then(|index| self.page.forms[index].controls.last()).map_or(usize::MAX, |it| it.at);
        self.read(Of::Choice(last, element.attr("value").map(str::to_owned), chosen));
    }

    pub(super) fn open_link(&mut self, element: &Element) {
        self.read(Of::Link(self.at));
        if self.page.links.len() < MOST
            && let Some(url) = element.attr("href").and_then(|link| resolve(&self.base, link))
        {
            self.page.links.push(Link { at: self.at, url, text: String::new() });
        }
    }

    pub(super) fn rebase(&mut self, element: &Element) {
        if self.base == self.page.url
            && let Some(base) = element.attr("href").and_then(|link| resolve(&self.page.url, link))
        {
            self.base = base;
        }
    }

    pub(super) fn meta(&mut self, element: &Element) {
        let content = element.attr("content").unwrap_or_default();
        if element.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("generator")) {
            first(&mut self.page.generator, content.to_owned());
        }
        if element.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) {
            let found = refresh(&self.base, content);
            self.page.refresh = self.page.refresh.take().or(found);
        }
    }
}
