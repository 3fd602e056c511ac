//! What somebody expects of a login beyond the specifications, and what came of it.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{Agency, Check, Desk, Outcome, Part, Skip, Verdict, catalogue};
use crate::jose::Jwt;
use crate::protocol::{IdToken, Tokens};
use crate::trace::{Exchange, Step, Trace};
use crate::wire::json;

/// What is expected of the ordinary login, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expectations(pub Vec<Expectation>);

/// One thing that is expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// Exactly these scopes are granted.
    Scope(Vec<String>),
    /// Tokens are for exactly these: the access token where it is a JWT that names an audience, otherwise the ID token.
    Audience(Vec<String>),
    /// The access token lives at least so many seconds.
    AtLeast(u64),
    /// The access token lives at most so many seconds.
    AtMost(u64),
    /// A refresh token comes, or none does.
    RefreshToken(bool),
    /// The ID token is signed by one of these.
    Algorithm(Vec<String>),
    /// A claim of the ID token or of userinfo.
    Claim(String, Claim),
}

/// What a claim has to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// There, and not false.
    There,
    /// Not there, or false.
    Missing,
    /// This value, or a list that has it.
    Is(Value),
}

/// What the ordinary login brought.
struct Login<'a> {
    trace: &'a Trace,
    tokens: &'a Tokens,
    /// The claims of the ID token, where one came and was right.
    claims: Option<&'a Map<String, Value>>,
}

impl Expectations {
    /// What came of it; nothing is said where nothing is expected, or the check is not wanted.
    #[must_use]
    pub fn judge(&self, desk: &Desk<'_>) -> Vec<Outcome> {
        let wanted = |check: &&Check| desk.options.selection.wants(check, desk.options.suite);
        let outcome = |check: &'static Check| {
            let of_it = self.0.iter().filter(|expectation| expectation.check() == check.id());
            let parts: Vec<Part> = match desk.baseline() {
                Some(baseline) => {
                    let claims = baseline.id_token.as_ref().map(IdToken::claims);
                    let login = Login { trace: &baseline.trace, tokens: &baseline.tokens, claims };
                    of_it.map(|expectation| expectation.judge(&login)).collect()
                }
                None => of_it.take(1).map(|_| without_login(desk)).collect(),
            };
            (!parts.is_empty()).then_some(Outcome { check, parts })
        };
        catalogue::expectations().iter().filter(wanted).filter_map(outcome).collect()
    }
}

fn without_login(desk: &Desk<'_>) -> Part {
    match desk.site.agency() {
        Agency::Nobody => Part::skip(Skip::NeedsSession, "somebody who signs in"),
        _ => Part::skip(Skip::ControlFailed, "a login that works"),
    }
}

impl Expectation {
    /// The id of its check.
    #[must_use]
    pub fn check(&self) -> &'static str {
        match self {
            Self::Scope(_) => "expect-scope",
            Self::Audience(_) => "expect-aud",
            Self::AtLeast(_) | Self::AtMost(_) => "expect-expires-in",
            Self::RefreshToken(_) => "expect-refresh-token",
            Self::Algorithm(_) => "expect-id-token-alg",
            Self::Claim(..) => "expect-claims",
        }
    }

    /// Whether both say something about the same thing, so that the later one counts.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Claim(one, _), Self::Claim(other, _)) => one == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    fn judge(&self, login: &Login<'_>) -> Part {
        match self {
            Self::Scope(wanted) => scope(wanted, login),
            Self::Audience(wanted) => audience(wanted, login),
            Self::AtLeast(least) => life("at least", *least, login, |lives, least| lives >= least),
            Self::AtMost(most) => life("at most", *most, login, |lives, most| lives <= most),
            Self::RefreshToken(wanted) => refresh_token(*wanted, login),
            Self::Algorithm(wanted) => algorithm(wanted, login),
            Self::Claim(name, wanted) => claim(name, wanted, login),
        }
    }
}

fn scope(wanted: &[String], login: &Login<'_>) -> Part {
    let redeemed = shown(login.trace, Step::Redeem);
    let expected = sorted(wanted.iter().map(String::as_str));
    // Left out where it is what was asked for (RFC 6749 5.1).
    let asked = login.trace.plan.scope.join(" ");
    let (granted, how) = match &login.tokens.scope {
        Some(scope) => (scope.as_str(), ""),
        None => (asked.as_str(), ", as asked for: the answer names none"),
    };
    if granted.is_empty() {
        let seen = "neither the request nor the answer names a scope";
        return Part::new(Verdict::Inconclusive, expected.join(" "), seen).shown_by(redeemed);
    }
    let granted = sorted(granted.split_whitespace());
    judged(granted == expected, expected.join(" "), format!("{}{how}", granted.join(" "))).shown_by(redeemed)
}

fn audience(wanted: &[String], login: &Login<'_>) -> Part {
    let expected = sorted(wanted.iter().map(String::as_str));
    let of_access = Jwt::parse(&login.tokens.access_token).ok().and_then(|jwt| audiences(&jwt.claims));
    let of_id = || login.claims.and_then(audiences);
    let found = of_access.map(|aud| (aud, "the access token")).or_else(|| of_id().map(|aud| (aud, "the ID token")));
    let part = match found {
        Some((aud, whose)) => judged(aud == expected, expected.join(" "), format!("{} in {whose}", aud.join(" "))),
        None => judged(false, expected.join(" "), "no token that names its audience"),
    };
    part.shown_by(shown(login.trace, Step::Redeem))
}

/// The audiences of a token: one or a list of them (RFC 7519 4.1.3).
fn audiences(claims: &Map<String, Value>) -> Option<Vec<String>> {
    match claims.get("aud")? {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(all) => Some(sorted(all.iter().filter_map(Value::as_str))),
        _ => None,
    }
}

fn life(bound: &str, seconds: u64, login: &Login<'_>, holds: impl Fn(f64, f64) -> bool) -> Part {
    let expected = format!("{bound} {seconds} s");
    // Seconds of a life time are far below what is told exactly by a double.
    let limit = f64::from(u32::try_from(seconds).unwrap_or(u32::MAX));
    let part = match login.tokens.expires_in {
        Some(lives) => judged(holds(lives, limit), expected, format!("{lives} s")),
        None => judged(false, expected, "the answer does not tell expires_in"),
    };
    part.labelled(bound).shown_by(shown(login.trace, Step::Redeem))
}

fn refresh_token(wanted: bool, login: &Login<'_>) -> Part {
    let words = |comes: bool| if comes { "a refresh token" } else { "no refresh token" };
    let came = login.tokens.refresh_token.is_some();
    judged(came == wanted, words(wanted), words(came)).shown_by(shown(login.trace, Step::Redeem))
}

fn algorithm(wanted: &[String], login: &Login<'_>) -> Part {
    let expected = wanted.join(" or ");
    let part = match login.tokens.id_token.as_deref().and_then(|compact| Jwt::parse(compact).ok()) {
        Some(jwt) => judged(wanted.iter().any(|alg| alg == jwt.alg()), expected, jwt.alg()),
        None => judged(false, expected, "no ID token that can be read"),
    };
    part.shown_by(shown(login.trace, Step::Redeem))
}

/// Every source that has the claim has to agree, and one has to have it.
fn claim(name: &str, wanted: &Claim, login: &Login<'_>) -> Part {
    let userinfo = shown(login.trace, Step::Userinfo);
    let told =
        userinfo.as_ref().and_then(Exchange::good_answer).and_then(|answer| json::object(answer.body.octets()).ok());
    let of_id = login.claims.and_then(|claims| claims.get(name));
    let of_userinfo = told.as_ref().and_then(|members| members.get(name));
    let mut seen = String::new();
    for (value, whose) in [(of_id, "the ID token"), (of_userinfo, "userinfo")] {
        if let Some(value) = value {
            let _ = write!(seen, "{}{value} in {whose}", if seen.is_empty() { "" } else { ", " });
        }
    }
    let mut values = [of_id, of_userinfo].into_iter().flatten().peekable();
    let (expected, right) = match wanted {
        Claim::There => {
            ("there, and not false".to_owned(), values.peek().is_some() && values.all(|value| !is_no(value)))
        }
        Claim::Missing => ("not there, or false".to_owned(), values.all(is_no)),
        Claim::Is(value) => (value.to_string(), values.peek().is_some() && values.all(|seen| is_or_has(seen, value))),
    };
    let seen = if seen.is_empty() { "neither the ID token nor userinfo has it".to_owned() } else { seen };
    let shown_by = userinfo.or_else(|| shown(login.trace, Step::Redeem));
    judged(right, expected, seen).labelled(name).shown_by(shown_by)
}

fn is_no(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false))
}

fn is_or_has(seen: &Value, wanted: &Value) -> bool {
    seen == wanted || seen.as_array().is_some_and(|all| all.contains(wanted))
}

fn judged(right: bool, expected: impl Into<String>, seen: impl Into<String>) -> Part {
    Part::new(if right { Verdict::Pass } else { Verdict::Fail }, expected, seen)
}

fn shown(trace: &Trace, step: Step) -> Option<Exchange> {
    trace.last(step).cloned()
}

fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

#[cfg(test)]
mod tests;
