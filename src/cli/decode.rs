//! `oauth-flow decode [TOKEN|-]`: whatever token there is, taken apart as far as it can be.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use clap::Args;

use super::login::check_url;
use super::network::NetworkArguments;
use super::reach;
use super::{Exit, Trouble};
use crate::explain::token::{Form, Token, find};
use crate::jose::{Jwk, Jwks};
use crate::protocol::keys as key_set;
use crate::rules::{Basis, Finding, Keys, is_sound, judge_token};
use crate::trace::{Ending, Step, Trace};
use crate::view::{Text, decode, json};
use crate::wire::{json as objects, uri};
use crate::world::terminal::{self, Terminal};
use crate::world::{clock, files};

/// Take a token apart: what it is, what each claim is for, and what is wrong with it
///
/// Takes a JWT, an opaque token, `Bearer …`, a whole token response or a URL that carries tokens. Works offline; the
/// signature is checked where --issuer, --jwks or --secret-file tells with what, and else said not to be checked.
///
/// What was found goes to standard output, since here it is the data; --json writes it for programs. As an argument a
/// token can be seen by every process on this machine: better give it on standard input.
#[derive(Debug, Args)]
#[command(after_help = super::exit::TABLE)]
pub struct DecodeArguments {
    /// The token; `-` or nothing reads standard input
    #[arg(value_name = "TOKEN", allow_hyphen_values = true)]
    token: Option<String>,
    /// Check signatures with the keys of this issuer, by its metadata; it also has to be the `iss`
    #[arg(long, value_name = "URL", group = "with", help_heading = "The signature")]
    issuer: Option<String>,
    /// Check signatures with this key set, a file or a URL
    #[arg(long, value_name = "FILE|URL", group = "with", help_heading = "The signature")]
    jwks: Option<String>,
    /// Check signatures (HS256 and the like) with the secret in this file
    #[arg(long, value_name = "FILE", group = "with", help_heading = "The signature")]
    secret_file: Option<PathBuf>,
    /// How far clocks may differ, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(0..=300))]
    clock_skew: u64,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    network: NetworkArguments,
}

/// A token with everything around it is not larger than this.
const MAX_OCTETS: u64 = 1 << 20;

pub(super) fn run(arguments: &DecodeArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let found = find(&read(arguments)?);
    if found.is_empty() {
        return Err(
            Trouble::usage("there is no token: nothing was given").hint("for example: pbpaste | oauth-flow decode")
        );
    }
    let (keys, unreachable) = keys(arguments, &found)?;
    let now = clock::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    let skew = std::time::Duration::from_secs(arguments.clock_skew).as_secs_f64();
    let basis = Basis { now, skew, keys: &keys, issuer: arguments.issuer.as_deref() };
    let judged: Vec<(Token, Vec<Finding>)> =
        found.into_iter().map(|token| (token.clone(), judge(&token, &basis))).collect();
    if arguments.json {
        let document = json::decode(&judged, now)
            .map_err(|error| Trouble::local(format!("cannot write the JSON document: {error}")))?;
        terminal::put(&document)
            .map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))?;
    } else {
        tell(&judged, now, terminal);
    }
    Ok(match judged.iter().all(|(_, findings)| is_sound(findings)) {
        _ if unreachable => Exit::Unreachable,
        true => Exit::Sound,
        false => Exit::Findings,
    })
}

fn read(arguments: &DecodeArguments) -> Result<String, Trouble> {
    match arguments.token.as_deref() {
        Some(token) if token != "-" => Ok(token.to_owned()),
        None if terminal::stdin_is_terminal() => Err(Trouble::usage("there is no token")
            .hint("give it as an argument, or by a pipe: pbpaste | oauth-flow decode")),
        _ => terminal::read_stdin(MAX_OCTETS)
            .map_err(|error| Trouble::local(format!("cannot read the token from standard input: {error}"))),
    }
}

fn judge(token: &Token, basis: &Basis<'_>) -> Vec<Finding> {
    match &token.form {
        Form::Signed(jwt, purpose) => judge_token(jwt, *purpose, basis),
        Form::Encrypted(_) | Form::Opaque(_) => Vec::new(),
    }
}

fn tell(judged: &[(Token, Vec<Finding>)], now: f64, terminal: Terminal) {
    let terminal = terminal.for_stdout();
    let mut text = Text::default();
    for (index, (token, findings)) in judged.iter().enumerate() {
        if index > 0 {
            text.gap();
        }
        text.extend(decode::token(token, findings, (now, terminal.width())));
    }
    terminal.tell(&text);
}

/// What signatures are checked with, and whether a server could not be reached for it.
fn keys(arguments: &DecodeArguments, found: &[Token]) -> Result<(Keys, bool), Trouble> {
    let needed = found.iter().any(|token| matches!(token.form, Form::Signed(..)));
    if let Some(issuer) = &arguments.issuer {
        check_url("--issuer", issuer, arguments.network.allow_http)?;
        return if needed {
            reach::discover(&arguments.network, issuer).map(|trace| published(&trace))
        } else {
            Ok((Keys::NotGiven, false))
        };
    }
    if let Some(place) = &arguments.jwks {
        return if uri::is_https(place) || uri::is_http(place) {
            check_url("--jwks", place, arguments.network.allow_http)?;
            fetched(arguments, place)
        } else {
            let octets = files::read(Path::new(place)).map_err(|error| {
                Trouble::local(error.to_string()).hint("a file with a JWK Set, or its URL: --jwks FILE|URL")
            })?;
            key_file(&octets, place).map(|jwks| (Keys::Set(jwks), false))
        };
    }
    if let Some(path) = &arguments.secret_file {
        let octets = files::read(path)
            .map_err(|error| Trouble::local(error.to_string()).hint("the file holds the secret and nothing else"))?;
        let end = octets.iter().rposition(|octet| !matches!(octet, b'\r' | b'\n')).map_or(0, |last| last + 1);
        if end == 0 {
            return Err(Trouble::usage(format!("there is no secret in `{}`", path.display()))
                .hint("an empty secret proves nothing"));
        }
        return Ok((Keys::Secret(octets[..end].to_vec()), false));
    }
    Ok((Keys::NotGiven, false))
}

/// The keys of a record, or why there are none.
fn published(trace: &Trace) -> (Keys, bool) {
    let jwks = trace.last(Step::Keys).and_then(|exchange| exchange.response.as_ref()).and_then(key_set::read);
    match (jwks, &trace.ended) {
        (Some(jwks), _) => (Keys::Set(jwks), false),
        (None, Ending::Failed { failure, .. }) => {
            (Keys::Unavailable(format!("{} ({})", failure.kind.words(), failure.detail)), true)
        }
        (None, Ending::Refused { check, .. }) => (Keys::Unavailable(format!("no metadata: {}", check.seen)), false),
        (None, _) => (Keys::Unavailable("the issuer publishes no keys".to_owned()), false),
    }
}

fn fetched(arguments: &DecodeArguments, url: &str) -> Result<(Keys, bool), Trouble> {
    let http = reach::http(&arguments.network)?;
    let sent = reach::block_on(async { http.send(&key_set::request(url)).await })?;
    Ok(match sent.outcome {
        Ok(response) => match key_set::read(&response) {
            Some(jwks) => (Keys::Set(jwks), false),
            None => {
                (Keys::Unavailable(format!("status {} and no key set at the URL of --jwks", response.status)), false)
            }
        },
        Err(failure) => (Keys::Unavailable(format!("{} ({})", failure.kind.words(), failure.detail)), true),
    })
}

/// A JWK Set, or one JWK alone.
fn key_file(octets: &[u8], place: &str) -> Result<Jwks, Trouble> {
    let bad = |reason: &str| {
        Trouble::usage(format!("`{place}` is no key set: {reason}"))
            .hint("a JWK Set looks like {\"keys\": [{\"kty\": …}]}")
    };
    let object = objects::object(octets).map_err(|reason| bad(&reason.to_string()))?;
    if object.contains_key("kty") {
        return Ok(Jwks(vec![Jwk(object)]));
    }
    Jwks::parse(&object.into()).ok_or_else(|| bad("it has no `keys`"))
}
