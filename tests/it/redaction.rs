//! No secret leaves by any door: every output of every kind of run, searched for every secret in every encoding.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use oauth_flow::cli::{Exit, kept};
use oauth_flow::explain::diagnosis::diagnose;
use oauth_flow::explain::ending;
use oauth_flow::practice::Config;
use oauth_flow::protocol::{ResponseMode, callback, token_response};
use oauth_flow::rules::judge;
use oauth_flow::trace::{Exchange, Level, Masker, Step, Trace, file};
use oauth_flow::view::story::{Lessons, story};
use oauth_flow::view::{Report, curl, json, raw};
use oauth_flow::wire::Params;

use crate::stage::every_scene;

/// A value that must not be seen, and what it is.
pub struct Hidden {
    pub name: &'static str,
    pub value: String,
}

/// What nobody may see on a terminal either.
fn always_hidden(trace: &Trace) -> Vec<Hidden> {
    let mut hidden = Vec::new();
    let mut add = |name, value: &str| hidden.push(Hidden { name, value: value.to_owned() });
    if let Some(secret) = &trace.plan.client.client_secret {
        add("client_secret", secret);
    }
    // The practice provider prints on its pages who one can be there: only what was typed is a secret then.
    let is_watched = trace.plan.agent.is_some();
    for user in Config::default().users.iter().filter(|user| !is_watched || user.username == "alice") {
        add("password", &user.password);
    }
    for exchange in &trace.exchanges {
        if let Some(credentials) =
            exchange.request.headers.get("authorization").and_then(|it| it.strip_prefix("Basic "))
        {
            add("Basic credentials", credentials);
        }
        if let Some(secret) = exchange.request.form().unwrap_or_default().get("client_secret") {
            add("client_secret", secret);
        }
    }
    hidden
}

/// What nobody may see where the output is kept.
fn hidden_where_kept(trace: &Trace) -> Vec<Hidden> {
    let mut hidden = always_hidden(trace);
    hidden.extend(trace.plan.nonces.code_verifier.iter().map(|value| of("code_verifier", value)));
    for exchange in &trace.exchanges {
        hidden.extend(in_message(exchange));
    }
    hidden
}

fn of(name: &'static str, value: &str) -> Hidden {
    Hidden { name, value: value.to_owned() }
}

fn in_message(exchange: &Exchange) -> Vec<Hidden> {
    let mut hidden = Vec::new();
    let (arrived, _) = callback::parameters(&exchange.request);
    let (opened, _) = callback::opened(&exchange.request);
    for params in [arrived, opened, exchange.request.form().unwrap_or_default(), exchange.request.query()] {
        for name in ["code", "code_verifier", "access_token", "id_token_hint"] {
            hidden.extend(params.get(name).map(|value| of(name, value)));
        }
        for name in ["request", "response", "id_token", "client_assertion"] {
            hidden.extend(params.get(name).and_then(signature));
        }
    }
    let kept = exchange.response.iter().flat_map(|response| response.headers.all("set-cookie"));
    let sent = exchange.request.headers.all("cookie").flat_map(|field| field.split(';'));
    let cookies = kept.filter_map(|field| field.split(';').next()).chain(sent);
    hidden.extend(cookies.filter_map(|pair| pair.split_once('=')).map(|(_, value)| of("cookie", value.trim())));
    hidden.extend(exchange.request.headers.get("dpop").and_then(signature));
    let answer = exchange.response.as_ref().filter(|_| exchange.step == Step::Redeem);
    if let Some(members) = answer.and_then(token_response::members) {
        for name in ["access_token", "refresh_token"] {
            hidden.extend(members.get(name).and_then(|value| value.as_str()).map(|value| of(name, value)));
        }
        hidden.extend(members.get("id_token").and_then(|value| value.as_str()).and_then(signature));
    }
    hidden
}

fn signature(compact: &str) -> Option<Hidden> {
    compact.rsplit_once('.').map(|(_, signature)| of("signature of a JWT", signature))
}

/// Every way in which a value can stand in a text.
fn written(value: &str) -> Vec<String> {
    let form = Params::default().with("", value).to_form().split_off(1);
    let query = Params::default().with("", value).to_query().split_off(1);
    let json = serde_json::Value::from(value).to_string();
    let mut ways = vec![value.to_owned(), form, query, json[1..json.len() - 1].to_owned()];
    for lead in 0..3 {
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = engine.encode([&vec![b'x'; lead], value.as_bytes()].concat());
            // The characters at both ends hold bits of the neighbours as well.
            let whole = (lead * 8).div_ceil(6)..(lead + value.len()) * 8 / 6;
            ways.push(text[whole].to_owned());
        }
    }
    ways
}

#[track_caller]
pub fn assert_hidden(scene: &str, door: &str, text: &str, hidden: &[Hidden]) {
    // A long value may be broken over lines.
    let joined: String = text.split_whitespace().collect();
    for Hidden { name, value } in hidden.iter().filter(|hidden| !hidden.value.is_empty()) {
        // A short value is also a part of other words once it is encoded: as it is, it must not stand anywhere.
        if value.len() < 16 {
            assert!(!joined.contains(value), "{scene}: {name} `{value}` in {door}:\n{text}");
            continue;
        }
        for way in written(value) {
            let squeezed: String = way.split_whitespace().collect();
            assert!(!joined.contains(&squeezed), "{scene}: {name} as `{way}` in {door}:\n{text}");
        }
    }
}

fn document(trace: &Trace, level: Level) -> String {
    let report = Report::of(trace, level);
    json::write(&json::Parts {
        trace: &report.trace,
        findings: &report.findings,
        diagnosis: &report.diagnosis,
        exit: 0,
    })
    .unwrap()
}

/// What `curl` and `show` say at the prompt.
fn at_the_prompt(trace: &Trace, level: Level) -> String {
    let masker = Masker::of(trace, level);
    let shown = masker.trace(trace);
    let mut out = String::new();
    for (exchange, plain) in shown.exchanges.iter().zip(&trace.exchanges) {
        out += &masker.text(&curl::command(&plain.request, trace));
        out += &raw::request(&exchange.request, &shown).to_plain();
        if let Some(response) = &exchange.response {
            out += &raw::response(response, &shown).to_plain();
        }
    }
    out
}

#[test]
fn no_secret_is_in_any_output_of_any_run() {
    for (scene, play) in every_scene() {
        let trace = play.play();
        for (level, hidden) in [(Level::Kept, hidden_where_kept(&trace)), (Level::Terminal, always_hidden(&trace))] {
            let told = story(&Report::of(&trace, level), Lessons::Told, 100).to_plain();
            assert_hidden(&scene, "the story", &told, &hidden);
            assert_hidden(&scene, "the prompt", &at_the_prompt(&trace, level), &hidden);
        }
        let hidden = hidden_where_kept(&trace);
        assert_hidden(&scene, "the document", &document(&trace, Level::Kept), &hidden);
        assert_hidden(&scene, "the file", &file::write(&kept(&trace, Level::Kept)).unwrap(), &hidden);
    }
}

/// A page names its fields as it likes, and a one-time code is short.
#[test]
fn what_was_typed_is_hidden_under_any_name() {
    for media_type in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"] {
        let mut trace = crate::stage::Scene::web_app().play();
        let body = match media_type.len() {
            33 => "u=alice&kennwort=open+sesame%21&zahl=287082&next=%2F".to_owned(),
            _ => {
                "--b\r\nname=\"kennwort\"\r\n\r\nopen sesame!\r\n--b\r\nname=\"zahl\"\r\n\r\n287082\r\n--b--".to_owned()
            }
        };
        let headers = oauth_flow::wire::Headers::default().with("content-type", media_type);
        let request = oauth_flow::wire::Request {
            method: "POST".into(),
            url: "https://id.example/in".into(),
            headers,
            body: body.into(),
        };
        let mut exchange = Exchange::new(Step::SignIn, request, std::time::UNIX_EPOCH);
        exchange.typed = vec!["kennwort".into(), "zahl".into()];
        let page = "<p>open sesame! is wrong, 287082 too</p>";
        exchange.response = Some(oauth_flow::wire::Response::new(200).with_body("text/html", page));
        trace.exchanges.push(exchange);
        for level in [Level::Kept, Level::Terminal] {
            let hidden = [of("password", "open sesame!"), of("code", "287082"), of("password", "open+sesame")];
            assert_hidden("typed", "the document", &document(&trace, level), &hidden);
            assert_hidden("typed", "the file", &file::write(&kept(&trace, level)).unwrap(), &hidden);
            assert_hidden("typed", "the prompt", &at_the_prompt(&trace, level), &hidden);
        }
    }
}

#[test]
fn the_search_itself_finds_what_is_there() {
    let secret = "a secret that is long enough";
    let found = |text: &str| {
        let joined: String = text.split_whitespace().collect();
        written(secret).iter().any(|way| joined.contains(&way.split_whitespace().collect::<String>()))
    };
    assert!(
        found(secret) && found("x=a+secret+that+is+long+enough&y") && found("a%20secret%20that%20is%20long%20enough")
    );
    for lead in ["", "a", "ab", "abc"] {
        assert!(found(&STANDARD_NO_PAD.encode(format!("{lead}{secret}:tail"))), "{lead}");
        assert!(found(&URL_SAFE_NO_PAD.encode(format!("{lead}{secret}"))), "{lead}");
    }
    assert!(!found("something else that is long enough"));
}

#[test]
fn a_masked_record_read_back_is_judged_the_same_and_ends_the_same() {
    for (scene, play) in every_scene() {
        let trace = play.play();
        let text = file::write(&kept(&trace, Level::Kept)).unwrap();
        let again = file::read(&text).unwrap();
        let findings = |trace: &Trace| Report::of(trace, Level::Kept).findings;
        assert_eq!(findings(&again), findings(&trace), "{scene}");
        assert_eq!(Exit::of(&again, &judge(&again)), Exit::of(&trace, &judge(&trace)), "{scene}");
        let told = |trace: &Trace| ending::told(&Report::of(trace, Level::Kept).trace);
        assert_eq!(told(&again), told(&trace), "{scene}");
        let causes =
            |trace: &Trace| diagnose(trace).iter().map(|found| (found.id, found.confidence)).collect::<Vec<_>>();
        assert_eq!(causes(&again), causes(&trace), "{scene}");
        assert_eq!(kept(&again, Level::Kept), again, "{scene}: masking twice is masking once");
    }
}

/// What is masked can still be compared: the mask of a value is the same wherever it stands.
#[test]
fn a_masked_record_tells_which_values_are_equal() {
    for mode in [None, Some(ResponseMode::Jwt)] {
        let scene = crate::stage::Scene::web_app().planned(|plan| plan.response_mode = mode);
        let trace = kept(&scene.play(), Level::Kept);
        let (arrived, _) = callback::opened(&trace.last(Step::Callback).unwrap().request);
        let sent = trace.last(Step::Redeem).unwrap().request.form().unwrap();
        assert!(arrived.get("code").unwrap().starts_with("‹code:"));
        assert_eq!(arrived.get("code"), sent.get("code"));
    }
}
