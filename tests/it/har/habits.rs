//! Captures of logins that failed in somebody else's app, written as browsers, proxies and careful people write them.

use oauth_flow::explain::diff::{Side, compare};
use oauth_flow::protocol::Verdict;
use oauth_flow::rules::judge;
use oauth_flow::trace::har::{Listed, Outcome};
use oauth_flow::trace::{Ending, Part, Step, Trace};
use oauth_flow::wire::{FailureKind, Params};
use serde_json::{Value, json};

use super::captures::{entries, entry, whole};
use super::{capture, causes, lacks, steps, told, watched};
use crate::stage::{Scene, amiss};

const SERVER: &str = "https://login.example/authorize";
const CALLBACK: &str = "https://app.example/cb";
const STATE: &str = "af0ifjsldkj-8c2kdlw93jd";
const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";

fn query(pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(Params::default(), |params, (name, value)| params.with(name, *value)).to_query()
}

/// The authorization request of the app, with more parameters.
fn ask(state: &str, more: &[(&str, &str)]) -> String {
    let asked = query(&[
        ("client_id", "shop"),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("state", state),
        ("nonce", "n-0S6_WzA2Mj-ldkw93jdkw"),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("code_challenge_method", "S256"),
    ]);
    let more = if more.is_empty() { String::new() } else { format!("&{}", query(more)) };
    format!("{SERVER}?{asked}{more}")
}

fn back(state: &str) -> String {
    format!("{CALLBACK}?{}", query(&[("code", CODE), ("state", state)]))
}

/// A request that is answered with this status, sent onward where a place is given.
fn hop(second: usize, url: &str, (status, location): (u16, &str)) -> Value {
    let headers = if location.is_empty() { json!([]) } else { json!([{"name": "location", "value": location}]) };
    json!({
        "startedDateTime": format!("2027-01-20T09:{:02}:{:02}.000Z", second / 60, second % 60), "time": 5,
        "request": {"method": "GET", "url": url, "headers": []},
        "response": {"status": status, "headers": headers, "redirectURL": location,
            "content": {"mimeType": "text/html", "text": ""}},
    })
}

fn har(entries: &[Value]) -> Value {
    json!({"log": {"version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"}, "entries": entries}})
}

fn header(entry: &mut Value, side: &str, name: &str, value: &str) {
    entry[side]["headers"].as_array_mut().unwrap().push(json!({"name": name, "value": value}));
}

/// A login whose answer the app answers like this.
fn answered_with(status: u16, title: &str) -> Value {
    let mut callback = hop(2, &back(STATE), (status, ""));
    callback["response"]["content"]["text"] = json!(format!("<title>{title}</title>"));
    har(&[hop(1, &ask(STATE, &[]), (302, &back(STATE))), callback])
}

fn verdict(trace: &Trace, id: &str) -> Option<Verdict> {
    judge(trace).iter().find(|finding| finding.check.id == id).map(|finding| finding.check.verdict)
}

#[test]
fn an_app_that_fails_at_its_answer_is_told() {
    let trace = told(&answered_with(500, "Internal Server Error"));
    assert_eq!((trace.ended.clone(), causes(&trace)), (Ending::Open, vec!["app-answers-with-error"]));
    let good = told(&answered_with(200, "Welcome"));
    assert_eq!(causes(&good), [""; 0]);
    // The diff of both has that and nothing else.
    let side = |trace| Side { trace, findings: &[] };
    let differs = compare(side(&good), side(&trace)).messages;
    let [message] = &differs[..] else { panic!("{differs:#?}") };
    assert_eq!((message.step, message.response[0].b.as_deref()), (Step::Callback, Some("500")));
}

#[test]
fn a_cookie_that_stays_behind_is_told_where_cookies_are_seen() {
    let with_cookies = |of_server: bool| {
        let mut document = answered_with(500, "Correlation failed");
        let mut start = hop(0, "https://app.example/", (302, &ask(STATE, &[])));
        header(&mut start, "response", "set-cookie", "sid=1; Secure; HttpOnly; SameSite=Strict");
        entries(&mut document).insert(0, start);
        if of_server {
            header(entry(&mut document, SERVER), "request", "cookie", "sso=1");
        }
        document
    };
    assert_eq!(causes(&told(&with_cookies(true))), ["app-without-cookie", "app-answers-with-error"]);
    // An exporter that leaves every cookie out tells nothing of this one.
    assert_eq!(causes(&told(&with_cookies(false))), ["app-answers-with-error"]);
    let mut brought = with_cookies(true);
    header(entry(&mut brought, "/cb"), "request", "cookie", "sid=1");
    assert_eq!(causes(&told(&brought)), ["app-answers-with-error"]);
}

#[test]
fn an_app_that_asks_again_and_again_is_told() {
    let round = |number: usize, pause: usize| {
        let state = format!("state-{number}-8c2kdlw93jd");
        [
            hop(number * pause, &ask(&state, &[]), (302, &back(&state))),
            hop(number * pause + 1, &back(&state), (302, "/")),
        ]
    };
    let rounds =
        |count: usize, pause: usize| har(&(0..count).flat_map(|number| round(number, pause)).collect::<Vec<_>>());
    assert_eq!(causes(&told(&rounds(4, 3))), ["app-round-and-round"]);
    assert_eq!(causes(&told(&rounds(2, 3))), [""; 0]);
    assert_eq!(causes(&told(&rounds(4, 600))), [""; 0]);
}

#[test]
fn an_app_that_is_not_reached_is_told() {
    let mut document = answered_with(200, "");
    entry(&mut document, "/cb")["response"] = json!({"status": 0, "_error": "net::ERR_CONNECTION_REFUSED"});
    let trace = told(&document);
    let refused = |ended: &Ending| matches!(ended, Ending::Failed { step: Step::Callback, failure } if failure.kind == FailureKind::Refused);
    assert!(refused(&trace.ended), "{:?}", trace.ended);
    assert_eq!(causes(&trace), ["app-not-reached"]);
    // A page that was left while it loaded is no failure.
    entry(&mut document, "/cb")["response"] = json!({"status": 0, "_error": "net::ERR_ABORTED"});
    assert_eq!(told(&document).ended, Ending::Open);
}

#[test]
fn an_answer_of_a_script_is_read_where_it_can_be() {
    let answering = |inside: &str| {
        let mut page = hop(1, &ask(STATE, &[("prompt", "none"), ("response_mode", "web_message")]), (200, ""));
        page["response"]["content"]["text"] = json!(format!(
            "<script>(function(window) {{ var message = {{type: \"authorization_response\", response: {inside}}}; \
             window.parent.postMessage(message, \"https://app.example\"); }})(this);</script>"
        ));
        told(&har(&[page]))
    };
    let good = answering(&format!("{{\"code\":\"{CODE}\",\"state\":\"{STATE}\",\"expires_in\":60}}"));
    assert_eq!((good.answered().get("code"), amiss(&good)), (Some(CODE), vec![]), "{:#?}", judge(&good));
    assert_eq!(good.last(Step::Callback).unwrap().request.method, "postMessage");
    assert_eq!(verdict(&good, "response-mode-as-asked"), Some(Verdict::Unjudged));
    let refused = answering(&format!("{{\"error\":\"login_required\",\"state\":\"{STATE}\"}}"));
    assert!(
        matches!(&refused.ended, Ending::Denied { step: Step::Callback, error } if error.error == "login_required")
    );
    // Another login's answer, and one that only a browser can read, are none.
    for inside in ["{\"code\":\"x\",\"state\":\"other\"}", "{code: decode('eA')}", "{\"code\":"] {
        let trace = answering(inside);
        assert!(trace.last(Step::Callback).is_none() && lacks(&trace).contains(&Part::Answer), "{inside}");
        assert_eq!((trace.plan.captured.as_ref().unwrap().response_mode.as_deref()), Some("web_message"));
        assert_eq!(causes(&trace), ["answer-by-script"], "{inside}");
    }
}

#[test]
fn a_page_that_answers_200_and_means_an_error_is_told() {
    let mut page = hop(1, &ask(STATE, &[]), (200, ""));
    page["response"]["content"]["text"] = json!(
        "<title>Sign in</title><script>$Config={\"msg\":\"AADSTS50011: The redirect URI does not match.\"}</script>"
    );
    let trace = told(&har(&[page.clone()]));
    assert!(matches!(&trace.ended, Ending::Failed { failure, .. } if failure.kind == FailureKind::ErrorPage));
    assert_eq!(causes(&trace).len(), 1, "{:?}", causes(&trace));
    page["response"]["content"]["text"] = json!("<script>if (code.startsWith(\"AADSTS\")) show();</script>");
    assert_eq!(told(&har(&[page])).ended, Ending::Open);
}

#[test]
fn forms_are_read_as_each_browser_writes_them() {
    let posted = |post: Value| {
        let mut callback = hop(2, CALLBACK, (302, "/"));
        callback["request"]["method"] = json!("POST");
        callback["request"]["postData"] = post;
        told(&har(&[hop(1, &ask(STATE, &[("response_mode", "form_post")]), (200, "")), callback]))
    };
    let form = query(&[("code", "a+b/c=="), ("state", STATE)]);
    let encoded =
        [("code", "a%2Bb%2Fc%3D%3D"), ("state", STATE)].map(|(name, value)| json!({"name": name, "value": value}));
    let plain = [("code", "a+b/c=="), ("state", STATE)].map(|(name, value)| json!({"name": name, "value": value}));
    let mime = "application/x-www-form-urlencoded";
    for post in [
        json!({"mimeType": mime, "text": form}),
        json!({"mimeType": mime, "params": encoded}),
        json!({"mimeType": mime, "text": "", "params": plain}),
        json!({"mimeType": mime, "params": [],
            "text": format!("Content-Type: {mime}\r\nContent-Length: {}\r\n\r\n{form}", form.len())}),
    ] {
        let trace = posted(post.clone());
        assert_eq!((trace.answered().get("code"), amiss(&trace)), (Some("a+b/c=="), vec![]), "{post}");
    }
}

#[test]
fn what_was_taken_out_before_is_open_and_not_wrong() {
    let ours = watched(Scene::native_app());
    let code = ours.answered().get("code").unwrap().to_owned();
    let tokens = ours.given().unwrap();
    let id_token = tokens["id_token"].as_str().unwrap();
    let signature = id_token.rsplit_once('.').unwrap().1;
    let verifier = ours.plan.nonces.code_verifier.clone().unwrap();
    let text = whole(&ours).to_string();
    for cut in [
        text.replace(&code, "REDACTED").replace(id_token, "[id_token redacted]"),
        text.replace(signature, "redacted").replace(tokens["access_token"].as_str().unwrap(), "***"),
        text.replace(&verifier, "‹code_verifier:43:00112233›").replace(signature, "‹id_token_signature:86:00112233›"),
    ] {
        let trace = told(&serde_json::from_str(&cut).unwrap());
        assert_eq!((trace.ended.clone(), amiss(&trace)), (Ending::Finished, vec![]), "{:#?}", judge(&trace));
        assert!(lacks(&trace).contains(&Part::Values));
    }
    // What is there all the same is judged.
    let other = text.replace(&code, "REDACTED").replace(&ours.plan.nonces.nonce.clone().unwrap(), "another-nonce");
    let swapped = other.replacen("nonce=another-nonce", "nonce=n-0S6_WzA2Mj-ldkw93jdkw", 2);
    assert_eq!(amiss(&told(&serde_json::from_str(&other).unwrap())), ["idtoken-nonce"], "{swapped}");
}

#[test]
fn times_are_read_as_they_are_written_and_missed_where_there_are_none() {
    let ours = watched(Scene::native_app());
    let with = |change: &dyn Fn(&str) -> Value| {
        let mut document = whole(&ours);
        for entry in entries(&mut document) {
            let at = entry["startedDateTime"].as_str().unwrap().to_owned();
            entry["startedDateTime"] = change(&at);
        }
        told(&document)
    };
    for change in [
        &(|at: &str| json!(at.trim_end_matches('Z'))) as &dyn Fn(&str) -> Value,
        &|at: &str| json!(at.replace('Z', "+0000")),
        &|at: &str| json!(at.replace('Z', "000+00:00")),
    ] {
        let trace = with(change);
        assert_eq!((amiss(&trace), verdict(&trace, "idtoken-exp")), (vec![], Some(Verdict::Pass)));
    }
    let mut document = whole(&ours);
    for entry in entries(&mut document) {
        entry["startedDateTime"] = json!("yesterday");
        entry["response"]["headers"].as_array_mut().unwrap().retain(|header| header["name"] != "date");
    }
    let trace = told(&document);
    assert_eq!((amiss(&trace), verdict(&trace, "idtoken-exp")), (vec![], Some(Verdict::Unjudged)));
    assert!(lacks(&trace).contains(&Part::Times));
}

#[test]
fn several_logins_are_listed() {
    let silent = [("prompt", "none")];
    let error = format!("{CALLBACK}?{}", query(&[("error", "login_required"), ("state", "silent-state")]));
    let document = har(&[
        hop(1, &ask(STATE, &[]), (302, &back(STATE))),
        hop(2, &back(STATE), (200, "")),
        hop(300, &ask("silent-state", &silent), (302, &error)),
        hop(301, &error, (200, "")),
        hop(302, &ask("third-state", &[]), (200, "")),
    ]);
    let list = capture(&document).list();
    let outcomes: Vec<(&Outcome, bool)> = list.iter().map(|login| (&login.outcome, login.silent)).collect();
    let refused = Outcome::Error("login_required".into());
    assert_eq!(outcomes, [(&Outcome::Answered, false), (&refused, true), (&Outcome::Nothing, false)]);
    let Listed { host, client_id, .. } = &list[0];
    assert_eq!((host.as_str(), client_id.as_str()), ("login.example", "shop"));
    assert_eq!(steps(&capture(&document).trace(2).unwrap()), [Step::Authorize, Step::Callback]);
}

#[test]
fn pages_on_the_way_stand_beside_those_of_the_same_place() {
    let way = |pages: &[&str]| {
        let mut all = vec![hop(1, &ask(STATE, &[]), (302, pages[0]))];
        all.extend(pages.iter().enumerate().map(|(at, page)| {
            let next = pages.get(at + 1).map_or_else(|| back(STATE), |next| (*next).to_owned());
            hop(at + 2, &format!("https://login.example{page}"), (302, &next))
        }));
        told(&har(&all))
    };
    let (short, long) = (way(&["/login", "/consent"]), way(&["/login", "/second-factor", "/consent"]));
    let side = |trace| Side { trace, findings: &[] };
    let differs = compare(side(&short), side(&long)).messages;
    let told: Vec<(Step, usize)> = differs.iter().map(|message| (message.step, message.number)).collect();
    assert!(told.contains(&(Step::SignIn, 2)) && !told.contains(&(Step::SignIn, 3)), "{differs:#?}");
}
