//! The frame of every page: head, header fields, and what stands above and below.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::super::site::Endpoint;
use super::super::{Fault, GENERATOR, Provider};
use crate::jose::sha256;
use crate::wire::Response;

/// A page before it has its frame.
pub(super) struct Page<'a> {
    pub(super) status: u16,
    pub(super) title: &'a str,
    pub(super) main: Markup,
    /// Where a form of this page may lead, beside this server. Browsers apply this to redirects after the form, too.
    pub(super) form_target: Option<String>,
    pub(super) script: Option<&'static str>,
}

const STYLE: &str = include_str!("style.css");

static STYLE_HASH: LazyLock<String> = LazyLock::new(|| hash(STYLE));

impl<'a> Page<'a> {
    pub(super) fn new(status: u16, title: &'a str, main: Markup) -> Self {
        Self { status, title, main, form_target: None, script: None }
    }

    pub(super) fn respond(self, provider: &Provider) -> Response {
        let policy = self.content_security_policy(provider);
        let response = Response::new(self.status)
            .with_body("text/html; charset=utf-8", self.document(provider).into_string())
            .with("content-security-policy", policy)
            .with("cache-control", "no-store")
            .with("referrer-policy", "no-referrer")
            .with("x-content-type-options", "nosniff");
        if provider.config.has(Fault::PageFramed) { response } else { response.with("x-frame-options", "DENY") }
    }

    fn content_security_policy(&self, provider: &Provider) -> String {
        let style: &str = &STYLE_HASH;
        let script = self.script.map_or_else(|| "'none'".to_owned(), hash);
        let target = self.form_target.as_deref().unwrap_or_default();
        let framed = if provider.config.has(Fault::PageFramed) { "" } else { "; frame-ancestors 'none'" };
        format!(
            "default-src 'none'; style-src {style}; script-src {script}; form-action 'self' {target}; \
             base-uri 'none'{framed}"
        )
        .replace(" ;", ";")
    }

    fn document(&self, provider: &Provider) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content=(GENERATOR);
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · practice provider" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header.top {
                        a.brand href=(provider.site.path(Endpoint::Start)) {
                            span.mark aria-hidden="true" {}
                            "practice provider"
                        }
                        span.issuer { (provider.site.issuer()) }
                    }
                    main { (self.main) }
                    footer {
                        p { "A server to practise on: its accounts, secrets and tokens are made up and open nothing." }
                    }
                    @if let Some(script) = self.script {
                        script { (PreEscaped(script)) }
                    }
                }
            }
        }
    }
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(sha256(text.as_bytes())))
}
