//! A page as it is read without running its scripts: forms, links, and what it says.

mod reader;

use super::form::{Control, Form};
use crate::wire::Response;
pub(super) use reader::{read, refresh};

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Where it was.
    pub url: String,
    /// What it calls itself: its title, else its first heading.
    pub title: String,
    /// Its first heading.
    pub heading: String,
    /// What made it, where it says so.
    pub generator: String,
    /// Its forms.
    pub forms: Vec<Form>,
    /// Its links.
    pub links: Vec<Link>,
    /// Where it sends a browser by itself, and after how many seconds.
    pub refresh: Option<(u32, String)>,
    /// What it complains about.
    pub complaint: String,
    /// The elements that each hint names.
    pub hinted: Vec<(super::Role, usize)>,
    /// What it is made of besides.
    pub signs: Signs,
}

/// A link.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// Which element of the page it is.
    pub at: usize,
    /// Where it leads, absolute.
    pub url: String,
    /// What stands on it, in lower case.
    pub text: String,
}

/// What a page is made of, besides its forms.
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
#[derive(Clone, Debug, Default)]
pub(super) struct Signs {
    /// It has scripts.
    pub scripted: bool,
    /// A script of it sends a form.
    pub sends_itself: bool,
    /// How it begins.
    pub text: String,
    /// What it says to those who run no scripts.
    pub noscript: String,
    /// It wants to know whether a person sits there.
    pub captcha: bool,
    /// It asks for a passkey.
    pub passkey: bool,
}

impl Page {
    /// Whether an answer is a page.
    pub(super) fn is_page(response: &Response) -> bool {
        let media_type = response.headers.media_type();
        let is_named = media_type.as_deref().is_some_and(|it| it == "text/html" || it == "application/xhtml+xml");
        is_named || (media_type.is_none() && response.body.text_lossy().trim_start().starts_with('<'))
    }

    /// Whether a hint names this element for this role.
    pub(super) fn is_hinted(&self, role: super::Role, at: usize) -> bool {
        self.hinted.contains(&(role, at))
    }

    /// The element that a hint names for this role, with its form.
    pub(super) fn hinted_control(&self, role: super::Role) -> Option<(&Form, &Control)> {
        self.forms.iter().find_map(|form| {
            form.controls.iter().find(|control| self.is_hinted(role, control.at)).map(|control| (form, control))
        })
    }

    /// What stands in its title and where it is, for messages.
    pub(super) fn name(&self) -> String {
        let place = crate::wire::uri::without_query(&self.url);
        if self.title.is_empty() {
            format!("the page at {place}")
        } else {
            format!("the page `{}` at {place}", self.title)
        }
    }
}

#[cfg(test)]
mod tests;
