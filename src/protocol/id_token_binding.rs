//! What binds an ID token to the other things of its login: the access token, the code, the answer, and the request.

use serde_json::{Map, Value};

use super::check::{or_absent, quoted};
use super::demands::{Acr, Weight};
use super::id_token::Expectation;
use super::id_token_claims::{relative, time};
use super::{Checks, ResponseType, Verdict};
use crate::jose::{Jwt, left_half_hash};

/// Hashes, then what was asked for by name (OpenID Connect Core 3.1.3.7 steps 12 and 13, 3.2.2.9, 3.3.2.10, 3.3.3.6).
pub(super) fn check_binding(checks: &mut Checks, jwt: &Jwt, expectation: &Expectation<'_>) {
    let context = expectation.context;
    check_at_hash(checks, jwt, (expectation.access_token, context.front));
    check_c_hash(checks, jwt, (context.code, context.front));
    check_s_hash(checks, jwt, expectation.nonces.state.as_deref());
    if let Some(demands) = context.demands {
        check_auth_time(checks, jwt, (demands.max_age, expectation));
        check_acr(checks, jwt, demands.acr.as_ref());
    }
    if let Some(before) = context.before {
        check_same(checks, jwt, before);
    }
}

/// REQUIRED where both came through the browser (Core 3.2.2.10, 3.3.2.11); elsewhere it has to fit where it is there.
fn check_at_hash(checks: &mut Checks, jwt: &Jwt, (access_token, front): (Option<&str>, Option<ResponseType>)) {
    const ID: &str = "idtoken-at-hash";
    let Some(access_token) = access_token else { return };
    if !jwt.claims.contains_key("at_hash") {
        let due = front.is_some_and(ResponseType::has_token);
        let expected = if due { "the hash of the access token" } else { "absent, or the hash of the access token" };
        return checks.judge(ID, !due, expected, "absent");
    }
    check_hash(checks, ID, jwt, ("at_hash", access_token));
}

/// REQUIRED where code and ID token came through the browser together (Core 3.3.2.11).
fn check_c_hash(checks: &mut Checks, jwt: &Jwt, (code, front): (Option<&str>, Option<ResponseType>)) {
    const ID: &str = "idtoken-c-hash";
    let due = front.is_some_and(ResponseType::has_code);
    match (code, jwt.claims.contains_key("c_hash")) {
        (Some(code), true) => check_hash(checks, ID, jwt, ("c_hash", code)),
        (_, false) if due => checks.judge(ID, false, "the hash of the code", "absent"),
        _ => {}
    }
}

/// Of state, where a server sends it: then the ID token is a signature under the whole answer (FAPI 1.0 Advanced).
fn check_s_hash(checks: &mut Checks, jwt: &Jwt, state: Option<&str>) {
    if let Some(state) = state.filter(|_| jwt.claims.contains_key("s_hash")) {
        check_hash(checks, "idtoken-s-hash", jwt, ("s_hash", state));
    }
}

fn check_hash(checks: &mut Checks, id: &'static str, jwt: &Jwt, (claim, value): (&str, &str)) {
    let seen = jwt.claims.get(claim).cloned().unwrap_or_default();
    match left_half_hash(jwt.alg(), value) {
        Some(expected) => checks.judge(id, seen == expected.as_str(), quoted(&expected), seen.to_string()),
        None => checks.note(id, Verdict::Unjudged, "no hash belongs to this alg", seen.to_string()),
    }
}

/// Where `max_age` was sent the time of the login has to be there, and young enough (Core 2, 3.1.2.1, 3.1.3.7 step 13).
fn check_auth_time(checks: &mut Checks, jwt: &Jwt, (max_age, expectation): (Option<u64>, &Expectation<'_>)) {
    const ID: &str = "idtoken-auth-time";
    let Some(max_age) = max_age else { return };
    let times = &expectation.times;
    let expected = format!("a number not more than {max_age} s before now, {:.0}", times.now);
    match time(jwt, "auth_time") {
        Ok(Some(auth_time)) => {
            let oldest = std::time::Duration::from_secs(max_age).as_secs_f64() + times.skew;
            let right = times.now - auth_time <= oldest && auth_time <= times.now + times.skew;
            checks.judge(ID, right, expected, relative(auth_time, times, right));
        }
        Ok(None) => checks.judge(ID, false, expected, "absent"),
        Err(seen) => checks.judge(ID, false, expected, seen),
    }
}

/// One that is essential has to be met (Core 5.5.1.1); one that is voluntary is worth a word.
fn check_acr(checks: &mut Checks, jwt: &Jwt, asked: Option<&Acr>) {
    let Some(asked) = asked else { return };
    let seen = jwt.text("acr");
    let right = seen.is_some_and(|acr| asked.values.is_empty() || asked.values.iter().any(|value| value == acr));
    let verdict = match (right, asked.weight) {
        (true, _) => Verdict::Pass,
        (false, Weight::Voluntary) => Verdict::Warn,
        (false, Weight::Essential) => Verdict::Fail,
    };
    let values: Vec<String> = asked.values.iter().map(|value| quoted(value)).collect();
    let expected = if values.is_empty() { "any".to_owned() } else { format!("one of {}", values.join(", ")) };
    let seen = match jwt.claims.get("acr") {
        Some(other) if !other.is_string() => other.to_string(),
        _ => or_absent(seen),
    };
    checks.note("idtoken-acr", verdict, expected, seen);
}

/// Both tokens of a login speak of one user at one server (Core 3.3.3.6).
fn check_same(checks: &mut Checks, jwt: &Jwt, before: &Map<String, Value>) {
    let own = |name: &str| jwt.claims.get(name).cloned().unwrap_or_default();
    let right = ["iss", "sub"].iter().all(|name| before.get(*name) == Some(&own(name)));
    let first = |name: &str| before.get(name).map(Value::to_string).unwrap_or_default();
    let expected = format!("iss {}, sub {}", first("iss"), first("sub"));
    checks.judge("idtoken-same-user", right, expected, format!("iss {}, sub {}", own("iss"), own("sub")));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jose::unsigned;

    fn verdict(check: impl Fn(&mut Checks, &Jwt), claims: &Value) -> Option<Verdict> {
        // The hashes go by the algorithm of the header, which is not checked here.
        let header = crate::jose::base64url(br#"{"alg":"RS256"}"#);
        let token = unsigned(claims);
        let payload = token.split('.').nth(1).unwrap();
        let mut checks = Checks::default();
        check(&mut checks, &Jwt::parse(&format!("{header}.{payload}.")).unwrap());
        checks.accept(Some(())).checks.first().map(|check| check.verdict)
    }

    #[test]
    fn hashes_are_due_where_the_browser_carried_both() {
        // The values of OpenID Connect Core A.4 and A.6.
        let (token, code) = (
            "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y",
            "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk",
        );
        let (at_hash, c_hash) =
            (json!({"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"}), json!({"c_hash": "LDktKdoQak3Pk0cnXxCltA"}));
        let at =
            |front, claims: &Value| verdict(|checks, jwt| check_at_hash(checks, jwt, (Some(token), front)), claims);
        assert_eq!(at(None, &json!({})), Some(Verdict::Pass));
        assert_eq!(at(Some(ResponseType::IdTokenToken), &json!({})), Some(Verdict::Fail));
        assert_eq!(at(Some(ResponseType::IdTokenToken), &at_hash), Some(Verdict::Pass));
        assert_eq!(at(None, &json!({"at_hash": "x"})), Some(Verdict::Fail));
        let c = |front, claims: &Value| verdict(|checks, jwt| check_c_hash(checks, jwt, (Some(code), front)), claims);
        assert_eq!(c(Some(ResponseType::CodeIdToken), &c_hash), Some(Verdict::Pass));
        assert_eq!(c(Some(ResponseType::CodeIdToken), &json!({})), Some(Verdict::Fail));
        assert_eq!(c(None, &json!({})), None);
        assert_eq!(c(None, &at_hash), None);
        assert_eq!(c(None, &json!({"c_hash": 5})), Some(Verdict::Fail));
    }

    #[test]
    fn an_essential_class_has_to_be_met() {
        let asked = |weight| Acr { values: vec!["gold".into()], weight };
        let met = |weight, claims: &Value| verdict(|checks, jwt| check_acr(checks, jwt, Some(&asked(weight))), claims);
        assert_eq!(met(Weight::Essential, &json!({"acr": "gold"})), Some(Verdict::Pass));
        assert_eq!(met(Weight::Essential, &json!({"acr": "tin"})), Some(Verdict::Fail));
        assert_eq!(met(Weight::Voluntary, &json!({"acr": ["gold"]})), Some(Verdict::Warn));
        assert_eq!(met(Weight::Voluntary, &json!({})), Some(Verdict::Warn));
    }
}
