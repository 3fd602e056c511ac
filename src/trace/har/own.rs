//! A record that this program wrote as HAR, read back.

use serde::Deserialize as _;
use serde_json::Value;

use super::entry::Message;
use super::write::{Facts, Head};
use super::{NotAHar, OWN};
use crate::trace::{Exchange, Trace, VERSION};

/// The record, where the log says that it holds one.
pub(super) fn read(log: &Value, entries: &[Value]) -> Option<Result<Trace, NotAHar>> {
    let head = log.get(OWN)?;
    Some(record(head, entries))
}

fn record(head: &Value, entries: &[Value]) -> Result<Trace, NotAHar> {
    let head = Head::deserialize(head)?;
    if head.version > VERSION {
        return Err(NotAHar::Version(head.version));
    }
    let exchanges = entries.iter().map(exchange).collect::<Result<_, _>>()?;
    let Head { version, tool, plan, ended, sealed } = head;
    Ok(Trace { version, tool, plan, exchanges, ended, sealed })
}

fn exchange(entry: &Value) -> Result<Exchange, serde_json::Error> {
    let facts = Facts::deserialize(entry.get(OWN).unwrap_or(&Value::Null))?;
    let Facts { step, channel, from, to, failure, elapsed_us, tampered, stray, pasted, typed, fragment, content } =
        facts;
    let message = Message::read(entry, 0).ok_or_else(|| serde::de::Error::custom("an entry without a request"))?;
    let mut request = message.request;
    if let Some(fragment) = fragment {
        request.url = format!("{}#{fragment}", request.url);
    }
    if let Some(content) = content {
        request.body = content;
    }
    let started_ms = message.started_ms;
    let response = message.response;
    Ok(Exchange {
        step,
        channel,
        from,
        to,
        request,
        response,
        failure,
        started_ms,
        elapsed_us,
        tampered,
        stray,
        pasted,
        typed,
    })
}
