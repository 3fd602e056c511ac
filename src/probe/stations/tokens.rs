//! What the token response says, and what its tokens are made of.

use serde_json::Value;

use super::baseline::without_login;
use super::grant::Grant;
use crate::flow::Proof;
use crate::jose::{Hmac, Jwt, Signature, verify_with_secret};
use crate::probe::{Desk, Part, Said, Skip, Verdict, ask};
use crate::protocol::check::{or_absent, quoted};
use crate::protocol::{refresh, token_response};
use crate::trace::{Exchange, Step, Trace};

const NO_STORE: &str = "token-response-no-store";
const SCOPE: &str = "token-scope-honest";
const STRENGTH: &str = "token-strength";

/// So many bits of chance are the least (RFC 6749 10.10); an estimate of them may be off by a few.
const LEAST_BITS: f64 = 128.0;
const TOO_FEW_BITS: f64 = 96.0;
/// What two drawn texts have beside each other that differs is at least this much.
const COUNTED_BITS: f64 = 64.0;
/// A token that serves whoever holds it should not live longer, in seconds.
const DAY: f64 = 86_400.0;

/// Looks at the tokens of the first login, and whether those of others are drawn anew.
pub(super) async fn check(desk: &Desk<'_>, purse: &[Grant<'_>]) {
    if let Some(trace) = desk.login() {
        scope(desk, &trace);
    }
    errors_are_not_stored(desk).await;
    strength(desk, purse);
}

/// The scope, as a set (RFC 6749 3.3): a server may grant less where it says so. More than was asked for is told, and no
/// failure: some servers have other names for a scope.
fn scope(desk: &Desk<'_>, trace: &Trace) {
    let answer = trace.last(Step::Redeem).filter(|exchange| exchange.good_answer().is_some());
    let Some((exchange, members)) =
        answer.and_then(|exchange| Some((exchange, token_response::members(exchange.response.as_ref()?)?)))
    else {
        return;
    };
    let asked = trace.scope_asked();
    let expected = format!("absent, or {}", quoted(&asked.join(" ")));
    let part = match members.get("scope") {
        None => Part::new(Verdict::Pass, expected, "absent: as asked"),
        Some(Value::String(granted)) => {
            let (verdict, note) = weigh_scope(&asked, granted);
            Part::new(verdict, expected, format!("{}{note}", quoted(granted)))
        }
        Some(other) => Part::new(Verdict::Warn, expected, format!("no string: {other}")),
    };
    desk.note(SCOPE, part.labelled("scope").shown_by([exchange.clone()]));
}

fn weigh_scope(asked: &[String], granted: &str) -> (Verdict, String) {
    let words: Vec<&str> = granted.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let wider: Vec<&str> = words.iter().copied().filter(|word| !asked.iter().any(|own| own == word)).collect();
    let narrower = asked.iter().filter(|own| !words.contains(&own.as_str())).count();
    let repeats = (1..words.len()).any(|at| words[..at].contains(&words[at]));
    match () {
        // Nothing was asked, so the server's default counts (RFC 6749 3.3).
        () if !wider.is_empty() && !asked.is_empty() => {
            (Verdict::Warn, format!(", more than was asked for: {}", wider.join(" ")))
        }
        () if granted.contains(',') => (Verdict::Warn, ", separated by commas".to_owned()),
        () if repeats => (Verdict::Warn, ", with repetitions".to_owned()),
        () if narrower > 0 => (Verdict::Pass, ", less than was asked for, and it is told".to_owned()),
        () => (Verdict::Pass, String::new()),
    }
}

/// An error may hold what was sent, so it should not be kept either.
async fn errors_are_not_stored(desk: &Desk<'_>) {
    if !desk.wants(NO_STORE) || desk.baseline().is_none() {
        return;
    }
    let (Some(server), Ok(plan), Ok(made_up)) = (desk.server(), desk.plan(), desk.site.draw()) else { return };
    let request = refresh::request(server, &made_up, &[]);
    let shot = ask(&mut desk.run(plan), Step::Refresh, (request, Proof::Client(server))).await;
    let expected = "Cache-Control: no-store with errors as well";
    let part = match (Said::of(&shot), shot.response()) {
        (Said::Refused { status: 200..=499, .. }, Some(response)) => {
            let right = response.headers.lists("cache-control", "no-store");
            let verdict = if right { Verdict::Pass } else { Verdict::Warn };
            Part::new(verdict, expected, or_absent(response.headers.get("cache-control")))
        }
        (Said::Nothing(failure), _) => Part::new(Verdict::Error, expected, failure),
        // What a made-up refresh token does not refuse is the business of others.
        (said, _) => Part::new(Verdict::Inconclusive, expected, said.words()),
    };
    desk.note(NO_STORE, part.labelled("an error").shown_by([shot.exchange]));
}

fn strength(desk: &Desk<'_>, purse: &[Grant<'_>]) {
    if !desk.wants(STRENGTH) {
        return;
    }
    let Some(baseline) = desk.baseline() else { return desk.note(STRENGTH, without_login(desk)) };
    let shown: Vec<Exchange> = baseline.trace.last(Step::Redeem).cloned().into_iter().collect();
    let token = &baseline.tokens.access_token;
    let note = |label: &str, part: Part| desk.note(STRENGTH, part.labelled(label).shown_by(shown.clone()));
    match Jwt::parse(token) {
        Ok(jwt) => {
            note("the signature of the access token", signed(desk, &jwt));
            note("the claims of the access token", claimed(desk, &jwt));
        }
        Err(_) => note("the access token", drawn(token)),
    }
    if let Some(refresh_token) = baseline.tokens.refresh_token.as_deref().filter(|token| Jwt::parse(token).is_err()) {
        note("the refresh token", drawn(refresh_token));
    }
    note("the lifetime of the access token", lifetime(desk));
    let other = purse.first().map(|grant| &grant.tokens.access_token);
    if let (Some(other), Err(_)) = (other, Jwt::parse(token)) {
        note("the access tokens of two logins", drawn_anew(token, other));
    }
}

/// How much chance a text can hold at most: its length, and the alphabet that it seems to be written in.
fn bits(text: &str) -> f64 {
    let all = |is: fn(&char) -> bool| text.chars().filter(|c| *c != '-').all(|c| is(&c));
    let of_each: f64 = match () {
        () if all(char::is_ascii_digit) => 10.0,
        () if all(char::is_ascii_hexdigit) => 16.0,
        () if all(|c| c.is_ascii_digit() || c.is_ascii_lowercase()) => 36.0,
        () => 64.0,
    };
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    f64::from(length) * of_each.log2()
}

fn drawn(token: &str) -> Part {
    let bits = bits(token);
    let verdict = match bits {
        few if few < TOO_FEW_BITS => Verdict::Fail,
        few if few < LEAST_BITS => Verdict::Warn,
        _ => Verdict::Pass,
    };
    let seen = format!("{} characters, at most {bits:.0} bits", token.chars().count());
    Part::new(verdict, format!("at least {LEAST_BITS:.0} bits"), seen)
}

/// Two texts that were drawn differ in most of what they are; two that were counted differ at one end.
fn drawn_anew(one: &str, other: &str) -> Part {
    const EXPECTED: &str = "two texts that have nothing to do with each other";
    if one == other {
        return Part::new(Verdict::Warn, EXPECTED, "the same token twice");
    }
    let ahead = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let behind = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let own: String = one.chars().skip(ahead).take(one.len().saturating_sub(ahead + behind)).collect();
    let left = bits(&own);
    let verdict = if left < COUNTED_BITS { Verdict::Fail } else { Verdict::Pass };
    let seen = format!("they share {ahead} characters at the front and {behind} at the end, {left:.0} bits differ");
    Part::new(verdict, EXPECTED, seen)
}

/// By a key that the client does not have: otherwise it makes tokens for whomever it likes.
fn signed(desk: &Desk<'_>, jwt: &Jwt) -> Part {
    const EXPECTED: &str = "signed, and by nothing that the client knows";
    let alg = jwt.alg();
    if alg.eq_ignore_ascii_case("none") || jwt.signature().is_empty() {
        return Part::new(Verdict::Fail, EXPECTED, format!("alg {}, not signed", quoted(alg)));
    }
    let secret = desk.subject.plan.client.client_secret.as_deref();
    let known = Hmac::named(alg).and(secret).is_some_and(|secret| verify_with_secret(jwt, secret) == Signature::Valid);
    let (verdict, note) = if known { (Verdict::Fail, ", made with the client_secret") } else { (Verdict::Pass, "") };
    Part::new(verdict, EXPECTED, format!("alg {}{note}", quoted(alg)))
}

/// RFC 9068 2.2 for those that follow it; for others these are good advice.
fn claimed(desk: &Desk<'_>, jwt: &Jwt) -> Part {
    let typ = jwt.header.get("typ").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let follows = typ.trim_start_matches("application/") == "at+jwt";
    let mut wrong: Vec<String> = ["iss", "exp", "aud"]
        .into_iter()
        .filter(|name| !jwt.claims.contains_key(*name))
        .map(|name| format!("{name} is missing"))
        .collect();
    let issuer = desk.server().and_then(|server| server.issuer.as_deref());
    if let (Some(issuer), Some(iss)) = (issuer, jwt.text("iss"))
        && iss != issuer
    {
        wrong.push(format!("iss is {}", quoted(iss)));
    }
    let verdict = match (wrong.is_empty(), follows) {
        (true, _) => Verdict::Pass,
        (false, true) => Verdict::Fail,
        (false, false) => Verdict::Warn,
    };
    let typ = if follows { "typ at+jwt" } else { "another typ than at+jwt, so the profile of RFC 9068 is not claimed" };
    let seen = if wrong.is_empty() { typ.to_owned() } else { format!("{}; {typ}", wrong.join(", ")) };
    Part::new(verdict, "iss of the server, exp and aud", seen)
}

/// How long the access token of the first login is good.
fn lifetime(desk: &Desk<'_>) -> Part {
    let expected = "not more than a day, unless the token is bound to a key";
    let Some(baseline) = desk.baseline() else { return without_login(desk) };
    let tokens = &baseline.tokens;
    let jwt = Jwt::parse(&tokens.access_token).ok();
    let time = |name: &str| jwt.as_ref()?.claims.get(name)?.as_f64();
    let written = time("exp").zip(time("iat")).map(|(exp, iat)| exp - iat);
    let is_bound = tokens.is_dpop() || jwt.as_ref().is_some_and(|jwt| jwt.claims.contains_key("cnf"));
    match tokens.expires_in.or(written) {
        Some(seconds) if seconds > DAY && !is_bound => Part::new(Verdict::Warn, expected, format!("{seconds:.0} s")),
        Some(seconds) => Part::new(Verdict::Pass, expected, format!("{seconds:.0} s")),
        None => Part::skip(Skip::ControlFailed, "expires_in, or exp and iat"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_estimated_by_length_and_alphabet() {
        assert_eq!(drawn("gEvH3k_gEvH3k_gEvH3k_gEvH3k").verdict, Verdict::Pass);
        assert_eq!(drawn("0123456789abcdef0123456789abcdef").verdict, Verdict::Pass);
        assert_eq!(drawn("0123456789abcdef0123456789").verdict, Verdict::Warn);
        assert_eq!(drawn("123456789").verdict, Verdict::Fail);
    }

    #[test]
    fn counting_is_told_from_drawing() {
        let drawn = |one: &str, other: &str| drawn_anew(one, other).verdict;
        assert_eq!(
            drawn("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-2"),
            Verdict::Fail
        );
        let (one, other) = ("pre_Xk39sLq0Zp27GhJm4RtVbN8w", "pre_a81QwErTyUiOpAsDfGhJkLzX");
        assert_eq!(drawn(one, other), Verdict::Pass);
        assert_eq!(drawn(one, one), Verdict::Warn);
    }

    #[test]
    fn less_than_asked_is_honest_where_it_is_told() {
        let asked = ["openid".to_owned(), "email".to_owned()];
        let weighed = |granted: &str| weigh_scope(&asked, granted).0;
        assert_eq!(weighed("email openid"), Verdict::Pass);
        assert_eq!(weighed("openid"), Verdict::Pass);
        for odd in ["openid email admin", "openid,email", "openid openid email"] {
            assert_eq!(weighed(odd), Verdict::Warn, "{odd}");
        }
        assert_eq!(weigh_scope(&[], "profile").0, Verdict::Pass);
    }
}
