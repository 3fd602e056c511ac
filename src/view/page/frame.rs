//! What all pages have in common: the frame, the style, and the headers that keep everything else out.

use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::view::policy::hash;
use crate::wire::Response;

const STYLE: &str = include_str!("style.css");
/// Takes the parameters out of the address bar, and so out of the history.
pub(super) const TIDY: &str = include_str!("tidy.js");
/// Posts the parameters of the fragment to the same address.
pub(super) const FORWARD: &str = include_str!("forward.js");

/// Asks where the next request begins, and goes there.
pub(super) const ONWARD: &str = include_str!("onward.js");

/// A page before it is a response.
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) title: &'static str,
    pub(super) body: Markup,
    pub(super) script: Option<&'static str>,
}

impl Page {
    /// The whole response.
    pub(super) fn response(self) -> Response {
        let policy = self.policy();
        Response::new(self.status)
            .with("Cache-Control", "no-store")
            .with("Referrer-Policy", "no-referrer")
            .with("X-Content-Type-Options", "nosniff")
            .with("Content-Security-Policy", policy)
            .with_body("text/html; charset=utf-8", self.markup().into_string())
    }

    /// Our own style and script by their hashes, the empty icon, a form or a question to this very address, and nothing
    /// else at all.
    fn policy(&self) -> String {
        let mut policy = format!("default-src 'none'; img-src data:; style-src {}", hash(STYLE));
        if let Some(script) = self.script {
            let _ = write!(policy, "; script-src {}", hash(script));
        }
        if self.script == Some(ONWARD) {
            policy.push_str("; connect-src 'self'");
        }
        let forms = if self.script == Some(FORWARD) { "'self'" } else { "'none'" };
        policy + "; form-action " + forms + "; frame-ancestors 'none'; base-uri 'none'"
    }

    fn markup(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    // No icon: the browser would ask this listener for one.
                    link rel="icon" href="data:,";
                    title { (self.title) " · oauth-flow" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    main {
                        p.place { "oauth-flow · the redirect URI of your login" }
                        (self.body)
                    }
                    @if let Some(script) = self.script {
                        script { (PreEscaped(script)) }
                    }
                }
            }
        }
    }
}
