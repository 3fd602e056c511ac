use super::*;
use crate::explain::sample;
use crate::trace::{Level, Masker};

fn cells(trace: &Trace, name: &str) -> [usize; 4] {
    let rows = ledger(trace);
    let row = rows.iter().find(|row| row.name == name).unwrap();
    row.seen.map(|step| step.map_or(0, |step| crate::trace::Plan::default().number(step)))
}

fn remark_of(trace: &Trace, name: &str) -> String {
    ledger(trace).into_iter().find(|row| row.name == name).unwrap().remark.unwrap_or_default()
}

/// Changes the query of the authorization request.
fn with_query(trace: &mut Trace, change: impl Fn(&mut crate::wire::Params)) {
    let authorize = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Authorize).unwrap();
    let mut query = authorize.request.query();
    change(&mut query);
    let endpoint = crate::wire::uri::without_query(&authorize.request.url).to_owned();
    authorize.request.url = format!("{endpoint}?{}", query.to_query());
}

#[test]
fn a_confidential_login_keeps_its_keys_out_of_the_browser() {
    let full = sample::confidential();
    for level in [Level::Open, Level::Terminal, Level::Kept] {
        let trace = Masker::of(&full, level).trace(&full);
        for (name, expected) in [
            ("client_id", [3, 3, 3, 0]),
            ("client_secret", [0, 5, 5, 0]),
            ("state", [3, 2, 3, 0]),
            ("nonce", [3, 2, 3, 0]),
            ("code_challenge", [3, 2, 3, 0]),
            ("code_verifier", [0, 2, 5, 0]),
            ("code", [4, 4, 3, 0]),
            ("access_token", [0, 5, 5, 8]),
            ("refresh_token", [0, 0, 0, 0]),
            ("id_token", [0, 5, 5, 0]),
        ] {
            assert_eq!(cells(&trace, name), expected, "{name} at {level:?}");
        }
        assert_eq!(remark_of(&trace, "code_verifier"), "never in the front channel");
        assert_eq!(remark_of(&trace, "nonce"), "came back inside the id_token");
    }
}

#[test]
fn a_public_client_has_no_secret_to_see() {
    let trace = sample::public();
    assert_eq!(cells(&trace, "client_secret"), [0; 4]);
    assert!(remark_of(&trace, "client_secret").contains("public"));
    assert_eq!(cells(&trace, "client_id"), [3, 3, 3, 0]);
}

#[test]
fn a_verifier_in_the_front_channel_is_told() {
    let mut plain = sample::confidential();
    plain.plan.pkce = Pkce::Plain;
    let verifier = plain.plan.nonces.code_verifier.clone().unwrap();
    with_query(&mut plain, |query| {
        query.set("code_challenge", &verifier);
        query.set("code_challenge_method", "plain");
    });
    assert_eq!(cells(&plain, "code_verifier"), [3, 2, 3, 0]);
    assert!(remark_of(&plain, "code_verifier").contains("the challenge is the verifier"));
    let kept = Masker::of(&plain, Level::Kept).trace(&plain);
    assert_eq!(cells(&kept, "code_verifier"), [3, 2, 3, 0]);

    let mut leaked = sample::confidential();
    with_query(&mut leaked, |query| query.set("code_verifier", &verifier));
    assert!(remark_of(&leaked, "code_verifier").contains("passed the front channel at 3"));
    let mut secret = sample::confidential();
    with_query(&mut secret, |query| query.set("client_secret", "correct-horse-battery-staple"));
    assert!(remark_of(&secret, "client_secret").contains("passed the front channel at 3"));
}

#[test]
fn a_code_without_locks_is_worth_the_tokens() {
    let mut trace = sample::public();
    with_query(&mut trace, |query| {
        query.unset("code_challenge");
        query.unset("code_challenge_method");
    });
    assert!(remark_of(&trace, "code").contains("who reads the redirect"));
    assert!(remark_of(&sample::public(), "code").contains("worth nothing alone"));
}

#[test]
fn a_record_that_still_grows_tells_what_is_known_so_far() {
    let mut trace = sample::confidential();
    trace.exchanges.truncate(1);
    assert_eq!(cells(&trace, "code_verifier"), [0, 2, 0, 0]);
    assert_eq!(cells(&trace, "code"), [0; 4]);
    trace.exchanges.clear();
    assert_eq!(cells(&trace, "state"), [0; 4]);
}
