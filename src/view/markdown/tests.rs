use std::time::UNIX_EPOCH;

use super::*;
use crate::trace::{Captured, Ending, Level, Part, Step, Trace};
use crate::view::sample;
use crate::wire::{Params, Request, Response};

const HOSTILE: &str = "<script>x</script> [a](http://b) ![c](d) **e** @f ``` `g` | h\n# i\n\u{1b}[2J\u{202e}";

fn told(trace: &Trace) -> String {
    markdown(&Report::of(trace, Level::Kept))
}

#[test]
fn a_login_is_told_whole_and_masked() {
    let text = told(&sample::confidential());
    for line in [
        "# oauth-flow: authorization code flow with PKCE · practice provider",
        "**sound**: the login is complete, and nothing in it is wrong",
        "| 5 redeem | client → server | back | `POST /token` | `client_secret`, `code_verifier`, `code` |",
        "| `code_verifier` | - | 2 | 5 | - | never in the front channel |",
        "| both | yes | yes | **REDEEMED** |",
        "### 5 redeem: client → server",
        "43 ok",
    ] {
        assert!(text.lines().any(|told| told == line), "{line} is missing in\n{text}");
    }
    for secret in ["correct-horse-battery-staple", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "SplxlOBeZQ"] {
        assert!(!text.contains(secret), "{secret} in\n{text}");
    }
}

#[test]
fn what_others_say_stays_in_code() {
    let mut trace = sample::public();
    trace.plan.asked.parameters.push((HOSTILE.into(), HOSTILE.into()));
    let form = Params::default().with(HOSTILE, HOSTILE);
    let mut exchange =
        Exchange::new(Step::Userinfo, Request::post_form(format!("https://x/{HOSTILE}"), &form), UNIX_EPOCH);
    exchange.request.method = HOSTILE.into();
    exchange.request.headers.push(HOSTILE, HOSTILE);
    exchange.response = Some(Response::new(400).with_body("text/html", HOSTILE));
    trace.exchanges.push(exchange.clone());
    exchange.response = Some(Response::new(400).with_body("x", serde_json::json!({ HOSTILE: [HOSTILE] }).to_string()));
    trace.exchanges.push(exchange.clone());
    exchange.stray = Some(HOSTILE.into());
    trace.exchanges.push(exchange);
    let text = told(&trace);
    assert!(text.contains("### 8 userinfo"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if line == open => fence = None,
            None if ticks.len() > 2 && !line[ticks.len()..].contains('`') => fence = Some(ticks),
            Some(_) => {}
            None => assert!(!outside_code(line).contains(['<', '!', '@', '[']) || line.contains("details>"), "{line}"),
        }
    }
    assert_eq!(fence, None, "a fence stays open");
}

#[test]
fn a_capture_says_whose_it_is_and_what_is_not_in_it() {
    let mut trace = sample::confidential();
    trace.exchanges.truncate(3);
    trace.ended = Ending::Open;
    trace.plan.captured = Some(Box::new(Captured {
        by: "`<img>`".into(),
        login: 1,
        logins: 2,
        lacks: vec![Part::TokenRequest],
        response_mode: Some("web_message".to_owned()),
        ..Captured::default()
    }));
    let text = told(&trace);
    for words in ["**sound so far**", "login 1 of 2 in it", "- the token request: ", "=web_message: a script"] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    assert!(text.lines().all(|line| !outside_code(line).contains("<img")), "{text}");
}

/// A line without its code spans.
fn outside_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let ticks = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let inner = &rest[at + ticks..];
        let close = (0..inner.len()).filter(|at| inner.is_char_boundary(*at)).find(|at| {
            let run = inner[*at..].len() - inner[*at..].trim_start_matches('`').len();
            run == ticks && !inner[..*at].ends_with('`')
        });
        rest = close.map_or("", |close| &inner[close + ticks..]);
    }
    out + rest
}
