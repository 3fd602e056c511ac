//! A curl command that sends exactly a message of the record, with placeholders where secrets stand.
//!
//! What curl adds by itself to a message without them (`User-Agent`, and `Accept: */*`, which means the same as no
//! `Accept`, RFC 9110 12.5.1) is left to curl.

mod quote;
mod script;
mod secrets;

pub use script::script;

use quote::{Dialect, Piece};
use secrets::Secrets;

use crate::protocol::{BasicEncoding, Client, Verdict, client_auth};
use crate::rules::WRITING;
use crate::trace::Trace;
use crate::trace::mask::is_masked;
use crate::wire::{Params, Request, uri};

/// What curl calls the content of `--data` by itself.
const FORM: &str = "application/x-www-form-urlencoded";

/// The command, one option a line; above it a comment line for each placeholder, saying what it stands for. Nothing in
/// it can act on a terminal: control characters are written in the `$'..'` form of bash and zsh.
#[must_use]
pub fn command(request: &Request, trace: &Trace) -> String {
    let command = Command::of(request, trace, (Secrets::of(trace), Dialect::Bash));
    let comments = command.secrets.comments();
    format!("{comments}curl {}\n", command.lines.join(" \\\n  "))
}

struct Command {
    secrets: Secrets,
    dialect: Dialect,
    /// Whether a masked record tells that id and secret are the same form-encoded and as they are.
    has_one_writing: bool,
    lines: Vec<String>,
}

impl Command {
    /// The command for a request; `secrets` goes on where an earlier command left it.
    fn of(request: &Request, trace: &Trace, (secrets, dialect): (Secrets, Dialect)) -> Self {
        let told = trace.sealed.iter().any(|check| check.id == WRITING && check.verdict == Verdict::Pass);
        let has_one_writing = told
            && Params::default().with("", &trace.plan.client.client_id).to_form().get(1..)
                == Some(&trace.plan.client.client_id);
        let mut command = Self { secrets, dialect, has_one_writing, lines: Vec::new() };
        command.method(request);
        if trace.plan.network.insecure_tls && uri::is_https(&request.url) {
            command.lines.push("--insecure".into());
        }
        command.url(&request.url);
        for (name, value) in request.headers.iter() {
            command.header(request, name, value, &trace.plan.client);
        }
        command.body(request);
        command
    }

    fn option(&mut self, name: &str, value: &[Piece]) {
        self.lines.push(format!("{name} {}", quote::word(value, self.dialect)));
    }

    fn method(&mut self, request: &Request) {
        let by_itself = if request.body.is_empty() && !is_empty_post(request) { "GET" } else { "POST" };
        match request.method.as_str() {
            "HEAD" => self.lines.push("--head".into()),
            method if method == by_itself => {}
            method => self.option("--request", &[Piece::plain(method)]),
        }
    }

    fn url(&mut self, url: &str) {
        // Otherwise curl reads brackets as patterns and takes dot segments out of the path.
        if url.contains(['[', ']', '{', '}']) {
            self.lines.push("--globoff".into());
        }
        if uri::path(url).split('/').any(|segment| matches!(segment, "." | "..")) {
            self.lines.push("--path-as-is".into());
        }
        let pieces = self.secrets.in_url(url);
        self.option("--url", &pieces);
    }

    fn header(&mut self, request: &Request, name: &str, value: &str, client: &Client) {
        if makes_the_same(request, name, value) {
            return;
        }
        if name.eq_ignore_ascii_case("authorization")
            && let Some(credentials) = value.strip_prefix("Basic ")
        {
            return self.basic(name, credentials, client);
        }
        // A header without a value is sent for `Name;` and left out for `Name:`.
        let mut pieces = vec![Piece::plain(if value.is_empty() { format!("{name};") } else { format!("{name}: ") })];
        pieces.extend(self.secrets.in_header(name, value));
        self.option("--header", &pieces);
    }

    /// `--user` writes id and secret as they are; where they have to be form-encoded first, it would send another header.
    fn basic(&mut self, name: &str, credentials: &str, client: &Client) {
        let raw = Client { basic_encoding: BasicEncoding::Raw, ..client.clone() };
        let is_same = || client_auth::basic(&raw).header == format!("Basic {credentials}");
        let is_raw = client.is_confidential() && (is_same() || (self.has_one_writing && is_masked(credentials)));
        if is_raw {
            let id = Piece::plain(format!("{}:", client.client_id));
            let secret = self.secrets.placeholder(secrets::CLIENT_SECRET);
            self.option("--user", &[id, secret]);
        } else {
            let placeholder = self.secrets.placeholder(secrets::BASIC);
            self.option("--header", &[Piece::plain(format!("{name}: Basic ")), placeholder]);
        }
    }

    fn body(&mut self, request: &Request) {
        if request.body.is_empty() && !is_empty_post(request) {
            return;
        }
        // Without being told otherwise curl calls every content a form.
        if request.headers.get("content-type").is_none() {
            self.option("--header", &[Piece::plain("content-type:")]);
        }
        if let Some(form) = request.form().and(request.body.text()) {
            self.form(form);
        } else {
            let pieces = self.secrets.in_octets(request.body.octets());
            self.option("--data-raw", &pieces);
        }
    }

    /// curl joins what it is given by `&`, so every parameter gets a line of its own, as it is written.
    fn form(&mut self, form: &str) {
        for pair in form.split('&') {
            match self.secrets.in_pair(pair) {
                Some((name, placeholder)) => {
                    self.option("--data-urlencode", &[Piece::plain(format!("{name}=")), placeholder]);
                }
                None => self.option("--data-raw", &[Piece::plain(pair)]),
            }
        }
    }
}

fn is_empty_post(request: &Request) -> bool {
    request.method == "POST" && request.body.is_empty()
}

/// Whether curl makes this header by itself, with this very value.
fn makes_the_same(request: &Request, name: &str, value: &str) -> bool {
    match name.to_ascii_lowercase().as_str() {
        "host" => value == uri::authority(&request.url) && !value.ends_with(":80") && !value.ends_with(":443"),
        // A masked content has another length than the one that was sent.
        "content-length" => {
            let same = value == request.body.len().to_string() || is_masked(&request.body.text_lossy());
            same && !request.body.is_empty()
        }
        "content-type" => value == FORM && !request.body.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
