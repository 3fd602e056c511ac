use super::*;
use crate::protocol::{Check, ProviderError, Verdict};
use crate::trace::{Change, Ending, Level, Tamper};
use crate::view::{Meaning, sample};
use crate::wire::Response;

fn told(trace: &Trace, level: Level, width: usize) -> String {
    story(&Report::of(trace, level), Lessons::Told, width).to_plain()
}

fn redeem(trace: &mut Trace) -> &mut Exchange {
    trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap()
}

#[test]
fn a_confidential_login_is_told_whole() {
    let text = told(&sample::confidential(), Level::Open, 120);
    for line in [
        "oauth-flow · authorization code flow with PKCE · practice provider",
        "  redirect_uri  http://127.0.0.1:51234/callback  register exactly this",
        "    code_challenge  E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM   = BASE64URL(SHA256(code_verifier))",
        "3 authorize   browser ──▶ server    FRONT CHANNEL  can be read and changed on the way",
        "    code_challenge         E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM   fingerprint of the verifier",
        "  kept back: code_verifier, client_secret",
        "5 redeem      server ──▶ client     BACK CHANNEL    200 OK · 3.1 ms",
        "    Basic = BASE64(client_id ':' client_secret) = BASE64(web-app:correct-horse-battery-staple), each form-encoded first",
        "    exp        1790003603 = Mon, 21 Sep 2026 15:13:23 GMT, in 60 min  not to be taken after this time",
        "  code_verifier      -        2        5        -     never in the front channel",
        "  both                              yes     yes       REDEEMED",
        "  … and the verifier, no secret     no      yes       refused 401 invalid_client",
        "checks        43 ok",
    ] {
        assert!(text.lines().any(|shown| shown == line), "{line:?} is missing in\n{text}");
    }
}

#[test]
fn a_public_login_has_one_lock_and_says_so() {
    let text = told(&sample::public(), Level::Kept, 120);
    for words in [
        "native-app, public: it cannot keep a secret",
        "  client_secret      -        -        -        -     there is none: a public client",
        "  … and the code verifier           none    yes       REDEEMED",
        "Two things lie on the",
        "    code_verifier  ‹code_verifier:43:",
    ] {
        assert!(text.contains(words), "{words:?} is missing in\n{text}");
    }
    assert!(!text.contains("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") && !text.contains("SplxlOBeZQ"), "{text}");
}

#[test]
fn a_secret_is_not_shown_on_a_terminal() {
    let text = told(&sample::confidential(), Level::Terminal, 120);
    assert!(!text.contains("battery-staple") && !text.contains("d2ViLWFwcDpj"), "{text}");
    assert!(text.contains("BASE64(web-app:‹client_secret:28"), "{text}");
    assert!(text.contains("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
}

#[test]
fn every_width_is_kept_and_nothing_is_lost() {
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for trace in [sample::confidential(), sample::public()] {
        let wide = story(&Report::of(&trace, Level::Open), Lessons::Told, 4000);
        for width in [80, 100, 120] {
            let text = story(&Report::of(&trace, Level::Open), Lessons::Told, width);
            for line in &text.0 {
                assert!(line.width() <= width, "{}: {}", line.width(), Text(vec![line.clone()]).to_plain());
            }
            let plain = squeeze(&text.to_plain());
            for value in ["code", "access_token", "id_token", "state", "code_verifier"] {
                let value = crate::explain::ledger::value_of(&trace, value).unwrap();
                assert!(plain.contains(&value) && wide.to_plain().contains(&value), "{value} at {width}");
            }
        }
    }
}

#[test]
fn hostile_text_cannot_act_on_the_terminal() {
    let hostile = "\u{1b}]0;owned\u{7}\u{202e}\u{9b}2J\r";
    let mut trace = sample::public();
    redeem(&mut trace).response = Some(
        Response::new(400)
            .with("x-evil\u{1b}", hostile)
            .with_body("text/html\u{1b}", format!("<p>{hostile}\n{hostile}</p>")),
    );
    trace.plan.client.client_id = hostile.into();
    trace.plan.server.issuer = Some(format!("https://h/{hostile}"));
    let error = ProviderError {
        error: hostile.into(),
        error_description: Some(hostile.into()),
        error_uri: Some(hostile.into()),
        status: Some(400),
    };
    let check =
        Check { id: hostile.to_owned().into(), verdict: Verdict::Fail, expected: hostile.into(), seen: hostile.into() };
    for ended in [Ending::Denied { step: Step::Redeem, error }, Ending::Refused { step: Step::Redeem, check }] {
        trace.ended = ended;
        let mut text = told(&trace, Level::Open, 80);
        for exchange in &trace.exchanges {
            text += &crate::view::raw::request(&exchange.request, &trace).to_plain();
            text += &exchange
                .response
                .as_ref()
                .map(|response| crate::view::raw::response(response, &trace).to_plain())
                .unwrap_or_default();
        }
        let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!text.contains(acts), "{text:?}");
        assert!(text.contains("\\u{1b}]0;owned\\u{7}"));
    }
}

#[test]
fn a_tampered_message_and_its_refusal_are_explained() {
    let mut trace = sample::confidential();
    let exchange = redeem(&mut trace);
    let mut form = exchange.request.form().unwrap();
    form.unset("code_verifier");
    exchange.request.body = form.to_form().into();
    exchange.tampered = vec![Tamper::unset("redeem.code_verifier").unwrap().change];
    exchange.response = Some(Response::new(400).with_body("application/json", r#"{"error":"invalid_grant"}"#));
    trace.exchanges.truncate(4);
    let error =
        ProviderError { error: "invalid_grant".into(), error_description: None, error_uri: None, status: Some(400) };
    trace.ended = Ending::Denied { step: Step::Redeem, error };
    let text = told(&trace, Level::Open, 100);
    for words in [
        "  changed on purpose: unset code_verifier",
        "400 Bad Request",
        "error: the server refused to redeem the code: `invalid_grant`",
        "The second lock held",
        "why it is happening\n  certain    the message of the step redeem had been changed on purpose (unset code_verifier)",
        "what to do\n  nothing: this is what the change was to show",
        "hint: to test it:\n      oauth-flow login\n",
        "  note  no message was changed on purpose",
    ] {
        assert!(text.contains(words), "{words:?} is missing in\n{text}");
    }
    assert!(!text.contains("8 userinfo    client"));
}

#[test]
fn strays_take_one_line_each() {
    let mut trace = sample::public();
    let mut stray = trace.exchanges[2].clone();
    stray.request = crate::wire::Request::get("http://127.0.0.1:51234/favicon.ico");
    stray.stray = Some("another path".into());
    trace.exchanges.insert(2, stray);
    assert!(told(&trace, Level::Open, 80).contains("  · GET /favicon.ico: another path\n"));
}

#[test]
fn the_two_locks_and_the_code_keep_their_colours() {
    let trace = sample::confidential();
    let text = story(&Report::of(&trace, Level::Open), Lessons::Told, 120);
    let painted = |name: &str, meaning: Meaning| {
        let value = crate::explain::ledger::value_of(&trace, name).unwrap();
        let spans = text.0.iter().flat_map(|line| &line.0).filter(|span| span.text.contains(&value));
        let meanings: Vec<Meaning> = spans.map(|span| span.meaning).collect();
        assert!(!meanings.is_empty() && meanings.iter().all(|seen| *seen == meaning), "{name}: {meanings:?}");
    };
    painted("client_secret", Meaning::Secret);
    painted("code_verifier", Meaning::Verifier);
    painted("code_challenge", Meaning::Challenge);
    painted("code", Meaning::Code);
    painted("access_token", Meaning::Token);
}

#[test]
fn every_parameter_that_is_sent_has_words_beside_it() {
    for trace in [sample::confidential(), sample::public()] {
        for exchange in &trace.exchanges {
            let form = exchange.request.form().unwrap_or_default();
            let query = exchange.request.query();
            let headers = exchange.request.headers.iter().map(|(name, _)| name);
            for name in query.iter().chain(form.iter()).map(|(name, _)| name).chain(headers) {
                assert!(crate::explain::glossary::what(name).is_some(), "{name}");
            }
        }
    }
    assert_eq!(Change::new("code", None).words(), "unset code");
}
