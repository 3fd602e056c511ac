use std::time::UNIX_EPOCH;

use super::*;
use crate::protocol::ProviderError;
use crate::trace::{Ending, Exchange, Level, Trace};
use crate::view::{Report, sample};
use crate::wire::{Failure, FailureKind, Request, Response};

fn of(trace: &Trace) -> Sequence {
    Sequence::of(&Report::of(trace, Level::Kept))
}

/// Something hostile for every form in which a run is shown.
const HOSTILE: &str = "<script>alert(1)</script>\"'`|%%{init: {}}%%;#\n\u{1b}[2J\u{202e}end\n";

#[test]
fn only_who_takes_part_has_a_lane_and_no_line_is_too_long() {
    let mut trace = sample::public();
    trace.exchanges.truncate(1);
    assert_eq!(of(&trace).lanes, [Party::Client, Party::Server]);
    for trace in [sample::confidential(), sample::public(), trace] {
        for width in [0, 40, 57, 80, 200] {
            let text = diagram(&of(&trace), width);
            assert!(text.0.iter().all(|line| line.width() <= width.max(40)), "{width}:\n{}", text.to_plain());
        }
    }
}

#[test]
fn the_channels_differ_without_colour() {
    let text = diagram(&of(&sample::confidential()), 100).to_plain();
    let drawn = |words: &str| text.lines().skip_while(|line| !line.contains(words)).nth(1).unwrap().to_owned();
    for (words, dashed) in [("GET /callback [code]", true), ("POST /token", false), ("GET /authorize", true)] {
        let arrow = drawn(words);
        assert_eq!((arrow.contains('╌'), arrow.contains('─')), (dashed, !dashed), "{arrow}");
    }
}

#[test]
fn where_it_went_wrong_is_drawn() {
    let mut refused = sample::confidential();
    refused.exchanges.truncate(4);
    let body = r#"{"error":"invalid_grant"}"#;
    refused.exchanges[3].response = Some(Response::new(400).with_body("application/json", body));
    let error =
        ProviderError { error: "invalid_grant".into(), error_description: None, error_uri: None, status: Some(400) };
    refused.ended = Ending::Denied { step: Step::Redeem, error };
    let text = diagram(&of(&refused), 100).to_plain();
    assert!(text.contains("│ 400 invalid_grant ") && text.contains('✗'), "{text}");

    let mut silent = sample::public();
    silent.exchanges.truncate(4);
    silent.exchanges[3].response = None;
    silent.exchanges[3].failure = Some(Failure::new(FailureKind::Refused, "x"));
    let text = diagram(&of(&silent), 100).to_plain();
    assert!(text.contains("✗ no answer: the connection was refused"), "{text}");
    assert!(mermaid(&of(&silent)).contains("Note over C: ✗ no answer#58; the connection was refused"));
}

#[test]
fn what_others_say_stays_text_in_every_picture() {
    let mut trace = sample::public();
    let request = Request { method: HOSTILE.into(), ..Request::get(format!("https://id.example.com/{HOSTILE}")) };
    let mut exchange = Exchange::new(Step::Userinfo, request, UNIX_EPOCH);
    exchange.response =
        Some(Response::new(400).with_body("application/json", serde_json::json!({ "error": HOSTILE }).to_string()));
    trace.exchanges.push(exchange);
    let sequence = of(&trace);
    let plain = diagram(&sequence, 80).to_plain();
    assert!(!plain.contains(['\u{1b}', '\u{202e}']), "{plain}");
    let text = mermaid(&sequence);
    for line in text.lines().skip(1) {
        let (head, words) = line.split_once(": ").unwrap_or((line, ""));
        assert!(head.starts_with("    ") && !head.contains('#'), "{line}");
        let words = words.replace("<br/>", "");
        assert!(!words.contains(['<', '>', '{', '%', '"', ':', '`', '|', '\u{1b}', '\u{202e}']), "{line}");
        assert!(words.split('#').skip(1).all(|rest| rest.starts_with(|c: char| c.is_ascii_digit())), "{line}");
    }
    for shape in [Shape::Wide, Shape::Narrow] {
        let picture = svg(&sequence, shape).into_string();
        assert!(!picture.contains("<script") && !picture.contains(['\u{1b}', '\u{202e}']), "{picture}");
        assert!(!picture.contains("style="), "the policy of the page lets no style stand in an element");
    }
}

#[test]
fn what_one_does_alone_stands_beside_its_lane_on_a_phone_too() {
    let picture = svg(&of(&sample::confidential()), Shape::Narrow).into_string();
    // Only a long word moves it to the left: its dot goes along.
    for words in ["checks the id_token:", "nothing is sent"] {
        assert!(picture.contains(&format!(">{words}</text>")), "{words} is no line in\n{picture}");
    }
    let wide = svg(&of(&sample::confidential()), Shape::Wide).into_string();
    assert!(wide.contains("checks the id_token: nothing is sent"), "{wide}");
}
