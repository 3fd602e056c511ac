//! The ID token as it can be read: header and claims with what they are for, times in words.

use serde_json::{Map, Value};

use super::{ledger, moment};
use crate::jose::Jwt;
use crate::trace::{Exchange, Trace};

/// What can be read of an ID token; nothing of it is believed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// There is none.
    Absent,
    /// It cannot be taken apart.
    Unreadable,
    /// Its parts.
    Read {
        /// The JOSE header.
        header: Vec<Claim>,
        /// The claims.
        claims: Vec<Claim>,
    },
}

/// A member of a header or a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name, chosen by others.
    pub name: String,
    /// Its value, chosen by others: a string as it is, anything else as JSON; a time with its words.
    pub value: String,
}

/// The ID token of a login. A masked signature does not keep the rest from being read.
#[must_use]
pub fn statement(trace: &Trace) -> Statement {
    let Some(token) = ledger::value_of(trace, "id_token") else {
        return Statement::Absent;
    };
    let input: Vec<&str> = token.split('.').take(2).collect();
    let received = trace.giver().map_or(0.0, Exchange::ended_at);
    match Jwt::parse(&token).or_else(|_| Jwt::parse(&format!("{}.", input.join(".")))) {
        Ok(jwt) => Statement::Read { header: list(&jwt.header, received), claims: list(&jwt.claims, received) },
        Err(_) => Statement::Unreadable,
    }
}

/// Every member with its value, times in words.
#[must_use]
pub fn list(map: &Map<String, Value>, now: f64) -> Vec<Claim> {
    let claim = |(name, value): (&String, &Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let time = moment::words(name, value, now).map(|words| format!(" = {words}")).unwrap_or_default();
        Claim { name: name.clone(), value: format!("{text}{time}") }
    };
    map.iter().map(claim).collect()
}
