//! What comes out of a run: data on standard output, the record in a file, and the exit.

use std::path::Path;

use serde_json::Value;

use super::arguments::OutputArguments;
use super::measuring;
use super::report;
use crate::cli::choices::Print;
use crate::cli::{Exit, Trouble};
use crate::explain::redeemers::{panel, proven};
use crate::jose::Jwt;
use crate::probe::factors::Measurement;
use crate::rules::{self, judge};
use crate::trace::{Level, Masker, Step, Trace, file, har};
use crate::view::{escape, json, report::Report};
use crate::world::files;
use crate::world::terminal;

/// A file that cannot be written is found out before the login, not after it.
pub(in crate::cli) fn check_writable(arguments: &OutputArguments) -> Result<(), Trouble> {
    arguments.report.as_deref().map_or(Ok(()), report::check)?;
    for (path, flag) in [(&arguments.trace, "--trace"), (&arguments.har, "--har")] {
        path.as_deref().map_or(Ok(()), files::check_writable).map_err(|error| {
            Trouble::local(error.to_string()).hint(format!("name a file that can be written: {flag} FILE"))
        })?;
    }
    Ok(())
}

/// Gives out everything that was asked for. A record that cannot be written after all keeps nothing else back.
pub(super) fn give_out(
    trace: &Trace,
    measured: Option<&Measurement>,
    arguments: &OutputArguments,
) -> Result<Exit, Trouble> {
    let level = if arguments.reveal || trace.plan.practice { Level::Open } else { Level::Kept };
    let exit = Exit::of(trace, &judge(trace));
    let exit = measured.map_or(exit, |measured| measuring::exit(exit, measured));
    let saved = arguments.trace.as_deref().map_or(Ok(()), |path| save(trace, level, path));
    let captured = arguments.har.as_deref().map_or(Ok(()), |path| put_in(path, &har(trace, level)?));
    let reported = arguments.report.as_deref().map_or(Ok(()), |path| report::save(trace, exit, (path, measured)));
    if arguments.json {
        put(&document_with(trace, (level, exit), measured)?)?;
    }
    let exit = match arguments.print {
        Some(what) => print(trace, what, exit)?,
        None => exit,
    };
    saved.and(captured).and(reported).map(|()| exit)
}

/// Saves a record to a file.
pub(crate) fn save(trace: &Trace, level: Level, path: &Path) -> Result<(), Trouble> {
    let text = file::write(&kept(trace, level))
        .map_err(|error| Trouble::local(format!("cannot write the record: {error}")))?;
    put_in(path, &escape::json(&text))
}

/// A record as HAR.
pub(crate) fn har(trace: &Trace, level: Level) -> Result<String, Trouble> {
    let text =
        har::write(&kept(trace, level)).map_err(|error| Trouble::local(format!("cannot write the HAR: {error}")))?;
    Ok(escape::json(&text))
}

/// The record as it is saved: masked, with what masking would make impossible to check sealed into it.
#[must_use]
pub fn kept(trace: &Trace, level: Level) -> Trace {
    let mut whole = trace.clone();
    if level != Level::Open && whole.sealed.is_empty() {
        whole.sealed = rules::seal(trace);
    }
    Masker::of(trace, level).trace(&whole)
}

/// The JSON document of a run.
pub(crate) fn document(trace: &Trace, level: Level, exit: Exit) -> Result<String, Trouble> {
    document_with(trace, (level, exit), None)
}

/// The same with what was measured after it.
pub(super) fn document_with(
    trace: &Trace,
    (level, exit): (Level, Exit),
    measured: Option<&Measurement>,
) -> Result<String, Trouble> {
    let report = Report::of(trace, level);
    let parts = json::Parts {
        trace: &report.trace,
        findings: &report.findings,
        diagnosis: &report.diagnosis,
        exit: exit.code(),
    };
    let written = match measured {
        Some(measured) => json::write_with(&parts, &proven(panel(&report.trace), measured)),
        None => json::write(&parts),
    };
    written.map_err(|error| Trouble::local(format!("cannot write the JSON document: {error}")))
}

fn put_in(path: &Path, text: &str) -> Result<(), Trouble> {
    files::write(path, text.as_bytes()).map_err(|error| Trouble::local(error.to_string()))
}

fn put(data: &str) -> Result<(), Trouble> {
    terminal::put(data).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))
}

fn print(trace: &Trace, what: Print, exit: Exit) -> Result<Exit, Trouble> {
    match value(trace, what) {
        // No token or code has such characters (RFC 6749 appendix A); what has them is no value to be passed on.
        Some(value) if what != Print::Answer && value.contains(char::is_control) => {
            Err(Trouble::missing(format!("the {} holds control characters and is not printed", name(what)))
                .hint("see it escaped: --json --reveal"))
        }
        Some(value) => put(&format!("{value}\n")).map(|()| exit),
        // Why there is none was told already, where the run did not come so far.
        None if exit != Exit::Sound && exit != Exit::Findings => Ok(exit),
        None => Err(Trouble::missing(format!("there is no {} to print", name(what)))
            .hint("see what the provider sent: the token response in the story, or --json")),
    }
}

fn value(trace: &Trace, what: Print) -> Option<String> {
    let tokens = || {
        // Until the ID token is checked no token is given out as good.
        matches!(trace.ended, crate::trace::Ending::Finished).then(|| trace.given())?
    };
    let text = |name: &str| tokens()?.get(name).and_then(Value::as_str).map(str::to_owned);
    match what {
        Print::AccessToken => text("access_token"),
        Print::IdToken => text("id_token"),
        Print::RefreshToken => text("refresh_token"),
        Print::Header => text("access_token").map(|token| format!("Authorization: Bearer {token}")),
        Print::Claims => {
            let jwt = Jwt::parse(&text("id_token")?).ok()?;
            serde_json::to_string(&jwt.claims).ok().map(|claims| escape::json(&claims))
        }
        Print::Code => trace.answered().get("code").map(str::to_owned),
        Print::Answer => {
            let last = trace.exchanges.iter().rev().find_map(crate::trace::Exchange::good_answer)?;
            last.body.text().filter(|text| !text.is_empty()).map(|text| escape::json(text.trim_end()))
        }
        Print::ClientId | Print::ClientSecret => trace.last(Step::Register).and_then(|_| {
            let client = &trace.plan.client;
            if what == Print::ClientId { Some(client.client_id.clone()) } else { client.client_secret.clone() }
        }),
        Print::RegistrationAccessToken => trace.plan.given.registration.clone()?.registration_access_token,
        Print::CodeVerifier => trace.plan.nonces.code_verifier.clone(),
    }
}

fn name(what: Print) -> &'static str {
    match what {
        Print::AccessToken | Print::Header => "access_token",
        Print::IdToken | Print::Claims => "id_token",
        Print::RefreshToken => "refresh_token",
        Print::Code => "code",
        Print::CodeVerifier => "code_verifier",
        Print::Answer => "answer",
        Print::ClientId => "client_id",
        Print::ClientSecret => "client_secret",
        Print::RegistrationAccessToken => "registration_access_token",
    }
}
