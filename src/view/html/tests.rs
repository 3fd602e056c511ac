use std::time::UNIX_EPOCH;

use super::*;
use crate::trace::{Captured, Ending, Exchange, Level, Part, Step, Trace};
use crate::view::{Report, sample};
use crate::wire::{Params, Request, Response};

const HOSTILE: &str =
    "</style></script><script>alert(1)</script><img src=x onerror=y>\" onload='z' ]]>&amp;\u{1b}[2J\u{202e}";

fn page(trace: &Trace) -> String {
    html(&Report::of(trace, Level::Kept))
}

#[test]
fn a_login_is_shown_whole_and_masked() {
    let text = page(&sample::confidential());
    for words in [
        "Who needs the secret, who needs the verifier, and why?",
        "<title>authorization code flow with PKCE · practice provider · http://127.0.0.1:41873 · oauth-flow</title>",
        "who knows what by now",
        "REDEEMED",
        "href=\"#m3\"",
        "id=\"m3\"",
        "<b class=\"new\">● 5</b>",
        "43 ok",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    for secret in ["correct-horse-battery-staple", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "SplxlOBeZQ"] {
        assert!(!text.contains(secret), "{secret} in\n{text}");
    }
}

#[test]
fn nothing_comes_from_elsewhere() {
    for trace in [sample::confidential(), sample::public()] {
        let text = page(&trace);
        assert!(text.contains("default-src &apos;none&apos;") || text.contains("default-src 'none'"), "{text}");
        assert!(!text.contains(" src=") && !text.contains("style=") && !text.contains(" onclick"), "{text}");
        let links = text.match_indices("href=\"").map(|(at, found)| &text[at + found.len()..]);
        assert!(links.into_iter().all(|link| link.starts_with('#') || link.starts_with("data:,\"")), "{text}");
        assert_eq!(text.matches("<script>").count(), 1);
    }
}

#[test]
fn what_others_say_stays_text() {
    let mut trace = sample::public();
    trace.plan.server.issuer = Some(HOSTILE.into());
    trace.plan.client.client_id = HOSTILE.into();
    let form = Params::default().with(HOSTILE, HOSTILE);
    let mut exchange = Exchange::new(
        Step::Userinfo,
        Request::post_form(format!("https://x/{HOSTILE}?{HOSTILE}={HOSTILE}"), &form),
        UNIX_EPOCH,
    );
    exchange.request.method = HOSTILE.into();
    exchange.request.headers.push(HOSTILE, HOSTILE);
    exchange.response = Some(Response::new(400).with_body("text/html", HOSTILE));
    trace.exchanges.push(exchange.clone());
    exchange.response = Some(Response::new(400).with_body("x", serde_json::json!({ HOSTILE: [HOSTILE] }).to_string()));
    trace.exchanges.push(exchange.clone());
    exchange.stray = Some(HOSTILE.into());
    trace.exchanges.push(exchange);
    let text = page(&trace);
    let (_, body) = text.split_once("<body>").unwrap();
    assert_eq!((body.matches("<script").count(), body.matches("<img").count()), (1, 0), "{body}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn the_ledger_fills_up_and_is_told_once_for_each_step() {
    let mut trace = sample::public();
    let call = trace.exchanges.last().unwrap().clone();
    let keys = trace.exchanges[4].clone();
    for _ in 0..10 {
        trace.exchanges.extend([call.clone(), keys.clone()]);
    }
    let text = page(&trace);
    assert_eq!(text.matches("<article").count(), 27, "what follows each other at one step is one piece");
    assert!(text.matches("who knows what by now").count() <= 8);
    assert_eq!(text.matches("class=\"sequence").count(), 2);
}

#[test]
fn a_long_run_makes_a_page_that_grows_with_it_and_not_faster() {
    let with = |calls: usize| {
        let mut trace = sample::public();
        let call = trace.exchanges.last().unwrap().clone();
        trace.exchanges.extend(std::iter::repeat_n(call, calls));
        page(&trace).len()
    };
    let (none, some, many) = (with(0), with(100), with(1_000));
    let (each, of_many) = ((some - none) / 100, (many - none) / 1_000);
    assert!(of_many <= each + each / 10, "{each} octets for each of 100, {of_many} for each of 1000");
}

#[test]
fn code_in_a_sentence_is_code() {
    assert_eq!(super::spans::prose("the `code` <b>").into_string(), "the <code>code</code> &lt;b&gt;");
    assert_eq!(super::spans::prose("one ` alone").into_string(), "one ` alone");
}

#[test]
fn where_no_client_takes_part_nobody_is_asked_what_he_knows() {
    let mut trace = sample::public();
    trace.plan.flow = Flow::Metadata;
    trace.exchanges.truncate(1);
    let text = page(&trace);
    for words in ["who knows what", "Who knows what", "one lock", "Who could have", "learns anything new"] {
        let (_, body) = text.split_once("<body>").unwrap();
        assert!(!body.contains(words), "{words} in\n{body}");
    }
}

#[test]
fn a_capture_says_whose_it_is_and_what_is_not_in_it() {
    let mut trace = sample::confidential();
    trace.exchanges.truncate(3);
    trace.ended = Ending::Open;
    let lacks = vec![Part::TokenRequest];
    trace.plan.captured = Some(Box::new(Captured {
        by: HOSTILE.into(),
        login: 1,
        logins: 2,
        lacks,
        response_mode: Some("web_message".to_owned()),
        ..Captured::default()
    }));
    let text = page(&trace);
    for words in [
        "sound so far",
        "login 1 of 2 in it",
        "not in it, and therefore not judged",
        "the token request",
        "=web_message: a script",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    assert!(!text.contains("<img"), "{text}");
}
