//! Times that do not fit: whose clock is wrong, and by how much.

use serde_json::{Map, Value};

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, open_if, row};
use crate::protocol::id_token::{self, Times};
use crate::trace::Step;

pub(super) const ROWS: &[Row] = &[
    row("time-in-milliseconds", "a time in milliseconds", milliseconds),
    row("clock-here", "this machine's clock is wrong", here),
    row("clock-there", "the clock of the signer is wrong", there),
    row("clocks-apart", "the clocks differ", apart),
    row("token-is-old", "an old token", old),
];

/// A time this far ahead (50 years) is milliseconds taken for seconds.
const ABSURD: f64 = 1_576_800_000.0;

/// The times of a token that was refused because of them.
struct Clocks {
    times: Times,
    claims: Map<String, Value>,
}

fn clocks(facts: &Facts<'_>) -> Option<Clocks> {
    let refused = ["idtoken-iat", "idtoken-exp", "idtoken-nbf"];
    facts.check().filter(|check| refused.contains(&check.id.as_ref()))?;
    let (giver, skew) = (facts.trace.giver()?, facts.plan.clock_skew);
    let times = match giver.response.as_ref().filter(|_| giver.step != Step::Callback) {
        Some(response) => Times::at(giver.ended_at(), response, skew),
        // What answers the browser is our own page, which knows nothing of the server's clock.
        None => Times::ours(giver.ended_at(), skew),
    };
    let (_, claims) = id_token::read(facts.trace.given()?.get("id_token")?.as_str()?)?;
    Some(Clocks { times, claims })
}

impl Clocks {
    fn claim(&self, name: &str) -> Option<f64> {
        self.claims.get(name).and_then(Value::as_f64)
    }

    /// By how much the token was issued after now: what it says of itself, on our clock.
    fn ahead(&self) -> Option<f64> {
        self.claim("iat").map(|iat| iat - self.times.now)
    }

    /// By how much the server's clock is ahead of ours, by its Date header.
    fn server_ahead(&self) -> Option<f64> {
        self.times.server.map(|server| server - self.times.now)
    }

    /// Whether a difference is more than what is allowed for.
    fn counts(&self, seconds: f64) -> bool {
        seconds.abs() > self.times.skew.max(2.0)
    }
}

fn milliseconds(facts: &Facts<'_>) -> Standing {
    let found = clocks(facts).and_then(|clocks| {
        let absurd = |name: &&&str| clocks.claim(name).is_some_and(|time| time - clocks.times.now > ABSURD);
        ["exp", "iat", "nbf"].iter().find(absurd).map(|name| (*name).to_owned())
    });
    open_if(found.map(|name| {
        Diagnosis::certain(
            format!("`{name}` is written in milliseconds, and it has to be seconds (RFC 7519 2, NumericDate)"),
            "at the provider, divide the time by 1000",
        )
    }))
}

fn here(facts: &Facts<'_>) -> Standing {
    let found = clocks(facts).and_then(|clocks| {
        let server = clocks.server_ahead().filter(|ahead| clocks.counts(*ahead))?;
        Some((server, clocks.ahead()))
    });
    open_if(found.map(|(server, token)| {
        let word = if server > 0.0 { "behind" } else { "ahead of" };
        Diagnosis::certain(
            format!("this machine's clock is {} {word} the server's", words(server)),
            "set the clock of this machine (NTP); a virtual machine or a container that slept is the usual reason",
        )
        .because(format!("by the Date header of the token response the clocks differ by {server:+.0} s"))
        .because_some(token.map(|token| format!("the ID token was issued at {token:+.0} s on our clock")))
        .try_with(facts.again(&allow(server)))
    }))
}

fn there(facts: &Facts<'_>) -> Standing {
    let found = clocks(facts).and_then(|clocks| {
        let server = clocks.server_ahead().filter(|ahead| !clocks.counts(*ahead))?;
        let token = clocks.ahead().filter(|ahead| *ahead > 0.0 && *ahead < ABSURD && clocks.counts(*ahead))?;
        Some((server, token))
    });
    open_if(found.map(|(server, token)| {
        Diagnosis::likely(
            format!("the machine that signs the tokens has a clock that is {} ahead", words(token)),
            "at the provider, set the clock of the node that signs",
        )
        .because(format!("by the Date header its front differs from us by {server:+.0} s, the token by {token:+.0} s"))
        .try_with(facts.again(&allow(token)))
    }))
}

fn apart(facts: &Facts<'_>) -> Standing {
    let found = clocks(facts).and_then(|clocks| {
        let token = clocks.ahead().filter(|ahead| *ahead > 0.0 && *ahead < ABSURD && clocks.counts(*ahead))?;
        clocks.times.server.is_none().then_some(token)
    });
    open_if(found.map(|token| {
        Diagnosis::likely(
            format!("the clocks differ: this machine's is {} behind, or the server's as much ahead", words(token)),
            "compare both clocks with a third one, and set the wrong one",
        )
        .because(format!("the ID token was issued at {token:+.0} s on our clock, and the answer has no Date header"))
        .try_with(facts.again(&allow(token)))
    }))
}

fn old(facts: &Facts<'_>) -> Standing {
    let found = clocks(facts).and_then(|clocks| {
        let right = clocks.server_ahead().is_none_or(|ahead| !clocks.counts(ahead));
        let age = clocks.ahead().map(|ahead| -ahead).filter(|age| right && clocks.counts(*age))?;
        Some((age, clocks.claim("exp").zip(clocks.claim("iat")).map(|(exp, iat)| exp - iat)))
    });
    open_if(found.map(|(age, lifetime)| {
        Diagnosis::likely(
            "the token is of an earlier login: a cache, or a server that issues one token for many logins",
            "at the provider, issue a fresh ID token for each login",
        )
        .because(format!("it was issued {} ago", words(age)))
        .because_some(lifetime.map(|lifetime| format!("it is made to live for {}", words(lifetime))))
        .try_with(facts.again("--set authorize.prompt=login"))
    }))
}

/// The flag that allows for a difference; more than five minutes is never allowed for.
fn allow(seconds: f64) -> String {
    let needed = (seconds.abs() / 60.0).ceil() * 60.0;
    if needed <= 300.0 { format!("--clock-skew {needed:.0}") } else { String::new() }
}

fn words(seconds: f64) -> String {
    let seconds = seconds.abs();
    if seconds < 120.0 {
        format!("{seconds:.0} s")
    } else if seconds < 7200.0 {
        format!("{:.0} min ({seconds:.0} s)", seconds / 60.0)
    } else {
        format!("{:.0} h ({seconds:.0} s)", seconds / 3600.0)
    }
}
