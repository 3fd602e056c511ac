//! A run for people who look rather than read: the pictures and pages of two recorded runs as they stand in files, the
//! report that a login writes, and the page in a real browser.

use std::path::Path;

use oauth_flow::trace::{Level, Trace, file as record};
use oauth_flow::view::Report;
use oauth_flow::view::html::html;
use oauth_flow::view::markdown::markdown;
use oauth_flow::view::sequence::{Sequence, diagram, mermaid};
use serde_json::Value;

use crate::binary::Binary;
use crate::generated::{expect_file, file};
use crate::webdriver::{Browser, Look};

/// A login by robot with everything in it, and one that ends at a wrong verifier; both saved by `login --trace`, masked.
const RUNS: [&str; 2] = ["complete", "refused"];
const SECRET: &str = "practice-secret-of-web-app-worth-nothing";

fn recorded(name: &str) -> Trace {
    record::read(&file(&format!("tests/views/{name}.trace.json"))).unwrap()
}

#[test]
fn two_runs_in_every_form() {
    for name in RUNS {
        let report = Report::of(&recorded(name), Level::Kept);
        let sequence = Sequence::of(&report);
        let forms = [
            ("wide.txt", diagram(&sequence, 100).to_plain()),
            ("narrow.txt", diagram(&sequence, 40).to_plain()),
            ("mmd", mermaid(&sequence)),
            ("md", markdown(&report)),
            ("html", html(&report)),
        ];
        for (ending, text) in forms {
            expect_file(&format!("tests/views/{name}.{ending}"), &text);
        }
    }
}

#[test]
fn show_tells_a_record_in_every_form() {
    let path = format!("{}/tests/views/complete.trace.json", env!("CARGO_MANIFEST_DIR"));
    for (form, beginning) in [
        ("diagram", "╌╌▶ front channel"),
        ("mermaid", "sequenceDiagram\n"),
        ("markdown", "# oauth-flow: "),
        ("html", "<!DOCTYPE html>"),
    ] {
        let outcome = Binary::new(["show", &path, "--as", form]).run().expect_code(0);
        assert!(outcome.stdout.starts_with(beginning), "{form}: {}", outcome.stdout);
        assert_eq!(outcome.stderr, "", "{form}");
    }
}

#[test]
fn a_report_has_the_form_of_its_ending_and_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, beginning) in [
        ("html", "<!DOCTYPE html>"),
        ("md", "# oauth-flow: "),
        ("mmd", "sequenceDiagram\n"),
        ("json", "{"),
        ("txt", "oauth-flow · "),
    ] {
        let path = folder.path().join(format!("report.{ending}"));
        Binary::new(["login", "--run", "--reveal", "--report", path.to_str().unwrap()]).run().expect_code(0);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(beginning) && !text.contains(SECRET), "{ending}: {text}");
        assert_private(&path);
    }
}

#[test]
fn a_login_is_saved_as_har_as_it_is_saved_as_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let (har, record) = (folder.path().join("run.har"), folder.path().join("run.trace"));
    let issuer = crate::practice::Practice::start(&[]);
    let words = ["login", issuer.issuer(), "--as", "alice", "--run", "--har"];
    let rest = [har.to_str().unwrap(), "--trace", record.to_str().unwrap()];
    Binary::new(words.into_iter().chain(rest)).run().expect_code(0);
    assert_private(&har);
    let text = std::fs::read_to_string(&har).unwrap();
    assert!(text.contains("\"version\": \"1.2\"") && text.contains("‹code:") && !text.contains(SECRET), "{text}");
    let told = |path: &Path| Binary::new(["show", path.to_str().unwrap()]).run().expect_code(0).stdout;
    assert_eq!(told(&har), told(&record));
    let outcome = Binary::new(["login", "--run", "--har", "/nowhere/run.har"]).run().expect_code(5);
    assert!(outcome.stderr.contains("name a file that can be written: --har FILE"), "{}", outcome.stderr);
}

#[track_caller]
fn assert_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_login_that_fails_is_reported_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    let wrong = format!("redeem.code_verifier={}", "a".repeat(43));
    Binary::new(["login", "--run", "--set", &wrong, "--report", path.to_str().unwrap()]).run().expect_code(3);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("invalid_grant") && text.contains("Why it is happening"), "{text}");
}

#[test]
fn a_report_without_a_known_ending_is_refused_before_the_login() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["report", "report.pdf"] {
        let path = folder.path().join(name);
        let outcome = Binary::new(["login", "--run", "--report", path.to_str().unwrap()]).run().expect_code(2);
        assert!(outcome.stderr.contains("does not say in which form"), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("hint: name it .html"), "{}", outcome.stderr);
        assert!(!path.exists() && !outcome.stderr.contains("authorize"), "{}", outcome.stderr);
    }
}

/// The worst contrast of any text that is seen, with the text: what WCAG 2.2 1.4.3 asks for is 4.5.
const CONTRAST: &str = r#"
const rgb = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
const light = ({ r, g, b }) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const behind = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.unshift(rgb(getComputedStyle(at).backgroundColor));
  return layers.reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
};
let worst = [21, "nothing"];
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  if (!own.length || !element.checkVisibility() || element.closest("script")) continue;
  const style = getComputedStyle(element);
  const ground = behind(element);
  const ink = over(rgb(element.closest("svg") ? style.fill : style.color), ground);
  const [a, b] = [light(ink), light(ground)].sort((a, b) => b - a);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < worst[0]) worst = [ratio, `${element.tagName}.${element.className}: ${own[0].data.trim()}`];
}
return worst;
"#;

/// How far the page is wider than its window.
const OVERFLOW: &str = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";

fn open(name: &str) -> Browser {
    let browser = Browser::start();
    browser.open(&format!("file://{}/tests/views/{name}", env!("CARGO_MANIFEST_DIR")));
    browser
}

#[track_caller]
fn assert_readable(browser: &Browser, name: &str) {
    for look in [Look::Light, Look::Dark, Look::Narrow, Look::Print] {
        browser.look(look);
        let worst = browser.evaluate(CONTRAST);
        assert!(worst[0].as_f64().unwrap() >= 4.5, "{name}, {look:?}: {worst}");
        assert_eq!(browser.evaluate(OVERFLOW), 0, "{name}, {look:?}");
    }
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn a_page_needs_nothing_and_is_readable_in_every_light() {
    for name in RUNS {
        let browser = open(&format!("{name}.html"));
        browser.photograph(&format!("report-{name}"));
        browser.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        assert_readable(&browser, name);
        browser.photograph(&format!("report-{name}-open"));
        browser.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })");
        browser.press("next →");
        browser.look(Look::Print);
        browser.screenshot(&format!("report-{name}-print.png"));
        let hidden = "return [...document.querySelectorAll('.step')].filter((one) => !one.checkVisibility()).length";
        assert_eq!(browser.evaluate(hidden), 0, "every step is printed, whichever is looked at");
        assert_eq!(browser.complaints(), [""; 0]);
        let asked = browser.requested();
        assert_eq!(asked, [browser.url()], "the page itself, and nothing else");
    }
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn a_page_of_checks_needs_nothing_and_is_readable_in_every_light() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("check.html");
    let serve = Practice::start(&["--fault", "ignore-verifier"]);
    let arguments =
        ["check", &serve.issuer, "--client-id", "web-app", "--as", "alice", "--html", path.to_str().unwrap()];
    Binary::new(arguments).env("OAUTH_FLOW_CLIENT_SECRET", SECRET).run().expect_code(1);
    let browser = Browser::start();
    browser.open(&format!("file://{}", path.display()));
    browser.await_heading("FAIL");
    browser.photograph("check");
    browser.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    assert_readable(&browser, "check");
    assert_eq!(browser.complaints(), [""; 0]);
    assert_eq!(browser.requested().len(), 1);
}

/// `oauth-flow serve` on a free port.
struct Practice {
    issuer: String,
    _running: crate::binary::Running,
}

impl Practice {
    fn start(faults: &[&str]) -> Self {
        let mut running = Binary::new([&["serve", "--json"], faults].concat()).start();
        let mut text = String::new();
        let told = running.find_in_stdout(|line| {
            text.push_str(line);
            serde_json::from_str::<Value>(&text).ok()
        });
        Self { issuer: told["issuer"].as_str().unwrap().to_owned(), _running: running }
    }
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn every_message_is_reached_by_keyboard() {
    let browser = open("complete.html");
    let wanted = browser.evaluate("return document.querySelectorAll('summary, button, .sequence.wide a').length");
    let mut reached = 0;
    let mut last = Value::Null;
    for _ in 0..200 {
        browser.keys("\u{e004}");
        let now = browser.evaluate(
            "const all = [...document.querySelectorAll('*')]; const at = document.activeElement; \
             return at === document.body ? null : [all.indexOf(at), at.matches('summary, button, .sequence a')]",
        );
        if now.is_null() || now == last {
            break;
        }
        reached += u64::from(now[1] == true);
        last = now;
    }
    assert_eq!(Value::from(reached), wanted, "summaries, buttons and arrows");

    browser.evaluate("document.querySelector('details.message > summary').focus()");
    browser.keys("\u{e007}");
    assert_eq!(browser.evaluate("return document.querySelector('details.message').open"), true);
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn one_goes_through_the_steps_by_button_and_by_key() {
    let browser = open("complete.html");
    let shown = "return [...document.querySelectorAll('.step')].filter((one) => one.checkVisibility()).map((one) => one.dataset.name)";
    let all = browser.evaluate(shown);
    assert!(all.as_array().unwrap().len() > 7, "{all}");
    browser.press("next →");
    assert_eq!(browser.evaluate(shown), serde_json::json!(["discover"]));
    browser.keys("\u{e014}\u{e014}");
    assert_eq!(browser.evaluate(shown), serde_json::json!(["authorize"]));
    let marked = "return document.querySelectorAll('.sequence.wide .sign.now').length";
    assert!(browser.evaluate(marked).as_u64() > Some(1));
    assert!(browser.text().contains("3 of 9: authorize"), "{}", browser.text());
    browser.press("← back");
    assert_eq!(browser.evaluate(shown), serde_json::json!(["prepare"]));
    browser.evaluate("document.querySelector('.sequence.wide a[href=\"#m0\"]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))");
    assert_eq!(browser.evaluate(shown), serde_json::json!(["discover"]), "an arrow leads to its message");
    assert_eq!(browser.evaluate("return document.getElementById('m0').closest('details').open"), true);
    browser.press("all");
    assert_eq!(browser.evaluate(shown), all);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn without_a_script_everything_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    let (before, _) =
        file("tests/views/complete.html").rsplit_once("<script>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    std::fs::write(&path, before + "</body></html>").unwrap();
    let browser = Browser::start();
    browser.open(&format!("file://{}", path.display()));
    let states = browser.evaluate(
        "return [...document.querySelectorAll('.known .ledger')].filter((one) => one.checkVisibility()).length",
    );
    assert!(states.as_u64() > Some(4), "{states}");
    assert_eq!(browser.evaluate("return document.getElementById('stepper').checkVisibility()"), false);
    assert_eq!(browser.complaints(), [""; 0]);
}
