use super::*;
use crate::explain::sample;
use crate::rules::judge;
use crate::trace::{Level, Masker};

fn compared(a: &Trace, b: &Trace) -> Diff {
    let masked = |trace: &Trace| Masker::of(trace, Level::Kept).trace(trace);
    let (findings_a, findings_b) = (judge(a), judge(b));
    let (a, b) = (masked(a), masked(b));
    compare(Side { trace: &a, findings: &findings_a }, Side { trace: &b, findings: &findings_b })
}

#[test]
fn a_run_is_the_same_as_itself() {
    for trace in [sample::confidential(), sample::public()] {
        assert_eq!(compared(&trace, &trace), Diff::default());
    }
}

#[test]
fn a_secret_makes_the_difference() {
    let diff = compared(&sample::confidential(), &sample::public());
    let redeem = diff.messages.iter().find(|message| message.step == Step::Redeem).unwrap();
    assert!(redeem.request.iter().any(|it| it.name.starts_with("authorization") && it.b.is_none()), "{redeem:#?}");
    let redeemers = diff.redeemers.unwrap();
    let row = redeemers.rows.iter().find(|row| row.holding == "… and the verifier instead").unwrap();
    assert_eq!((row.a.as_str(), row.b.as_str()), ("refused 401 invalid_client, by the client's proof", "REDEEMED"));
    assert!(diff.knowledge.iter().any(|known| known.name == "client_secret" && known.b.is_none()));
}

#[test]
fn another_secret_is_seen_by_its_hash_and_not_shown() {
    let one = sample::confidential();
    let mut other = one.clone();
    other.plan.client.client_secret = Some("wrong-horse-battery-staple-2".into());
    let redeem = other.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap();
    redeem.request.headers.set("authorization", "Basic d2ViLWFwcDp3cm9uZy1ob3JzZS1iYXR0ZXJ5LXN0YXBsZS0y");
    let diff = compared(&one, &other);
    assert_eq!(diff.messages.len(), 1, "{:#?}", diff.messages);
    let difference = &diff.messages[0].request[0];
    assert_eq!((difference.name.as_str(), difference.by_shape), ("authorization credentials", false));
    assert!(difference.a.as_ref().unwrap().starts_with('\u{2039}'), "{difference:?}");
    assert!(!format!("{diff:?}").contains("horse"));
}

#[test]
fn of_a_scope_that_differs_all_words_are_told() {
    let asked = |url: &str| {
        let mut parts = parts::Parts::default();
        parts.url(url);
        parts
    };
    let wide = || asked("https://as.example/authorize?scope=openid+profile+email");
    let found = wide().compare(asked("https://as.example/authorize?scope=openid"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].a.as_deref(), found[0].b.as_deref()), (Some("openid profile email"), Some("openid")));
    assert!(wide().compare(asked("https://as.example/authorize?scope=email+openid+profile")).is_empty());
}
