//! The frame of a page that stands alone: its style, its script, and a policy that lets nothing else in.

use std::fmt::Write as _;

use maud::{DOCTYPE, PreEscaped, Render, html};

use crate::view::policy::hash;

const STYLE: &str = include_str!("report.css");
/// Unfolds what is pointed at.
pub const UNFOLDING: &str = include_str!("unfold.js");
/// Shows one step after the other, and unfolds the message that is pointed at.
pub(super) const STEPPING: &str = concat!(include_str!("step.js"), include_str!("unfold.js"));

/// A page before it is text.
#[derive(Debug)]
pub struct Page<Body> {
    /// What the tab shows.
    pub title: String,
    /// What is on it.
    pub body: Body,
    /// The one script, where there is one.
    pub script: Option<&'static str>,
}

impl<Body: Render> Page<Body> {
    /// The whole document.
    #[must_use]
    pub fn write(self) -> String {
        let policy = self.policy();
        let document = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="robots" content="noindex";
                    // No icon: the browser would ask the server for one, where there is a server.
                    link rel="icon" href="data:,";
                    title { (self.title) " · oauth-flow" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    main { (self.body) }
                    @if let Some(script) = self.script {
                        script { (PreEscaped(script)) }
                    }
                }
            }
        };
        document.into_string() + "\n"
    }

    /// Our own style and script by their hashes, the empty icon, and nothing else at all.
    fn policy(&self) -> String {
        let mut policy = format!("default-src 'none'; img-src data:; style-src {}", hash(STYLE));
        if let Some(script) = self.script {
            let _ = write!(policy, "; script-src {}", hash(script));
        }
        policy + "; form-action 'none'; base-uri 'none'"
    }
}
