//! The values of the other grants and of what is done with tokens: each has a row where there is one.

use serde_json::{Map, Value};

use crate::protocol::token_response;
use crate::trace::{Exchange, Step, Trace};
use crate::wire::json;

/// The values, in the order of the rows.
pub(super) const NAMES: [&str; 9] = [
    "device_code",
    "user_code",
    "assertion",
    "subject_token",
    "username",
    "password",
    "new_access_token",
    "new_refresh_token",
    "registration_access_token",
];

/// The value of this name, as far as it is known.
pub(super) fn value_of(trace: &Trace, name: &str) -> Option<String> {
    let given = &trace.plan.given;
    let value = match name {
        "device_code" | "user_code" => member(&answer(trace, Step::Device)?, name),
        "registration_access_token" => {
            let told = answer(trace, Step::Register).and_then(|answer| member(&answer, name));
            told.or_else(|| given.registration.clone()?.registration_access_token)
        }
        "new_access_token" => member(&tokens(trace.last(Step::Refresh)?)?, "access_token"),
        // One that stays is not new.
        "new_refresh_token" => {
            let refresh = trace.last(Step::Refresh)?;
            let new = member(&tokens(refresh)?, "refresh_token")?;
            Some(new).filter(|new| refresh.request.form().is_some_and(|form| form.get("refresh_token") != Some(new)))
        }
        "assertion" | "subject_token" | "username" | "password" => {
            trace.last(Step::Token)?.request.form()?.get(name).map(str::to_owned)
        }
        _ => None,
    };
    value.filter(|value| !value.is_empty())
}

/// What the row teaches in this run.
pub(super) fn remark(name: &str, trace: &Trace) -> &'static str {
    match name {
        "device_code" => "ticket and proof at once: it passes no browser",
        "user_code" => "seen by everybody near the screen: worth nothing without the user",
        "assertion" => "good once and for a minute",
        "subject_token" => "is not used up by the trade",
        "username" => "typed into the app",
        "password" => "the app has it, and can keep it",
        "new_refresh_token" => "takes the place of the old one",
        "new_access_token" if trace.last(Step::Revoke).is_some() => "alive until it was revoked",
        "new_access_token" => "the old one lives on until it expires",
        _ => "owns the client: with it the registration is changed or deleted",
    }
}

fn answer(trace: &Trace, step: Step) -> Option<Map<String, Value>> {
    json::object(trace.last(step)?.response.as_ref()?.body.octets()).ok()
}

fn tokens(exchange: &Exchange) -> Option<Map<String, Value>> {
    token_response::members(exchange.response.as_ref()?)
}

fn member(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name)?.as_str().map(str::to_owned)
}
