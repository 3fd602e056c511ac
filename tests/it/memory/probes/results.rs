//! No secret leaves by any form of a report, also where a hostile server says back what it heard.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_flow::flow::Sent;
use oauth_flow::practice::{Config, Fault};
use oauth_flow::probe::{self, Desk, Results, Soon, Verdict};
use oauth_flow::view::check::{Report, Target};
use oauth_flow::wire::{Failure, Params, Request, Response, json, uri};
use oauth_flow::world::site::{InMemory, Road, WebSite};

use super::{Examination, ids};
use crate::redaction::{Hidden, assert_hidden};
use crate::reports::forms;
use crate::stage::{self, on_a_runtime};

/// A server that puts everything secret that it ever heard or said into each of its errors, in every way of writing.
struct Parrot {
    inner: InMemory,
    heard: RefCell<Vec<(&'static str, String)>>,
}

impl Parrot {
    fn new(config: Config) -> Self {
        Self { inner: InMemory::new(stage::provider(config), stage::now()), heard: RefCell::default() }
    }

    fn hear(&self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        let mut heard = self.heard.borrow_mut();
        if !value.is_empty() && !heard.iter().any(|(_, known)| *known == value) {
            heard.push((name, value));
        }
    }

    fn hear_request(&self, request: &Request) {
        for params in [request.form().unwrap_or_default(), request.query()] {
            for name in ["code", "code_verifier", "client_secret", "password", "refresh_token", "token"] {
                if let Some(value) = params.get(name) {
                    self.hear(name, value);
                }
            }
        }
        if let Some((scheme, credentials)) = request.headers.get("authorization").and_then(|it| it.split_once(' ')) {
            self.hear("credentials", credentials);
            if let Some(pair) = STANDARD.decode(credentials).ok().and_then(|octets| String::from_utf8(octets).ok()) {
                assert_eq!(scheme, "Basic");
                self.hear("client_secret", pair.split_once(':').unwrap().1);
            }
        }
    }

    fn hear_response(&self, response: &Response) {
        let members = json::object(response.body.octets()).unwrap_or_default();
        for name in ["access_token", "refresh_token"] {
            if let Some(value) = members.get(name).and_then(|value| value.as_str()) {
                self.hear(name, value);
            }
        }
        if let Some((_, signature)) = members.get("id_token").and_then(|it| it.as_str()?.rsplit_once('.')) {
            self.hear("id_token signature", signature);
        }
        if let Some(location) = response.headers.get("location") {
            let code = Params::parse(uri::query(location).unwrap_or_default()).get("code").map(str::to_owned);
            self.hear("code", code.unwrap_or_default());
        }
        for field in response.headers.all("set-cookie") {
            let pair = field.split(';').next().unwrap_or_default();
            self.hear("cookie", pair.split_once('=').map_or("", |(_, value)| value).trim());
        }
    }

    /// The error with everything in it: as it is, in a query, in a query twice, in base64.
    fn repeat(&self, mut response: Response) -> Response {
        if response.status < 400 {
            return response;
        }
        let all: Vec<String> = self.heard.borrow().iter().map(|(_, value)| value.clone()).collect();
        let plain = all.join(" ");
        let once = Params::default().with("x", &plain).to_query();
        let twice = Params::default().with("x", &once).to_query();
        let coded: Vec<String> = all.iter().map(|value| STANDARD.encode(value)).collect();
        let body = serde_json::json!({
            "error": format!("invalid_grant {plain}"),
            "error_description": format!("{once} {twice} {}", coded.join(" ")),
        });
        response.headers.push("x-parrot", once);
        response.headers.set("content-type", "application/json");
        response.body = body.to_string().into();
        response
    }
}

impl Road for Parrot {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        Box::pin(async move {
            self.hear_request(request);
            let sent = self.inner.send(request).await;
            let outcome = sent.outcome.map(|response| {
                self.hear_response(&response);
                self.repeat(response)
            });
            Sent { outcome, ..sent }
        })
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.inner.wait(pause)
    }

    fn now(&self) -> SystemTime {
        self.inner.now()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.inner.draw()
    }
}

/// What came of an examination of such a server, and everything that it heard.
fn examined(examination: Examination) -> (Results, Vec<Hidden>) {
    let site = WebSite::new(Parrot::new(examination.config)).signed_in_by("alice");
    let desk = Desk::new(&site, examination.subject, examination.options);
    on_a_runtime(probe::check(&desk));
    let results = desk.results(None);
    let heard = site.road().heard.borrow().iter().map(|(name, value)| Hidden { name, value: value.clone() }).collect();
    (results, heard)
}

#[test]
fn no_secret_is_in_any_form_of_a_report() {
    let ignoring = Fault::ALL.iter().find(|fault| fault.name() == "ignore-verifier").unwrap();
    let scenes = [
        ("web-app", Examination::web_app()),
        ("native-app", Examination::native_app()),
        ("a fault", Examination::web_app().fault(*ignoring)),
    ];
    for (scene, examination) in scenes {
        let (results, heard) = examined(examination);
        for name in ["code", "code_verifier", "password", "access_token", "id_token signature", "cookie"] {
            assert!(heard.iter().any(|hidden| hidden.name == name), "{scene}: the parrot never heard a {name}");
        }
        let amiss = ids(&results, super::is_amiss);
        assert!(amiss.contains(&"pkce-verifier-wrong"), "{scene}: {amiss:?}");
        let report = Report::of(vec![Target::of("id", &results)]);
        let shown = report.write().unwrap();
        assert!(scene == "a fault" || shown.contains("x-parrot"), "{scene}: what the parrot says is not in the report");
        for (form, text) in forms(&report) {
            assert_hidden(scene, form, &text, &heard);
        }
    }
}

#[test]
fn what_nobody_kept_is_hidden_all_the_same() {
    let (mut results, heard) = examined(Examination::web_app());
    let everything: Vec<String> = heard.iter().map(|hidden| hidden.value.clone()).collect();
    results.login.clear();
    for outcome in &mut results.outcomes {
        for part in &mut outcome.parts {
            part.exchanges.clear();
            part.seen = everything.join(" ");
        }
    }
    results.cut_short = Some(everything.join(" "));
    let report = Report::of(vec![Target::of(&everything.join(" "), &results)]);
    for (form, text) in forms(&report) {
        assert_hidden("nothing kept", form, &text, &heard);
    }
}

#[test]
fn a_report_says_how_the_run_came_out() {
    let results = Examination::web_app().run();
    let target = Target::of("id", &results);
    assert_eq!(target.verdict, results.verdict().word());
    assert_eq!(target.checks.len(), results.outcomes.len());
    for (checked, outcome) in target.checks.iter().zip(&results.outcomes) {
        assert_eq!((checked.id.as_str(), checked.verdict.as_str()), (outcome.check.id(), outcome.verdict().word()));
        assert_eq!(checked.reason.is_some(), matches!(outcome.verdict(), Verdict::Skip(_)));
        assert_eq!(checked.parts.len(), outcome.parts.len());
    }
}
