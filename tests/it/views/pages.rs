//! Every page that is written to a file, in a real Chromium: of a run, of a check, of the matrix of the lab.

use std::path::{Path, PathBuf};

use oauth_flow::protocol::ProviderError;
use oauth_flow::trace::{Ending, Level, Step};
use oauth_flow::view::Report;
use oauth_flow::view::check::{self as checks, Strictness};
use oauth_flow::view::html::html;
use serde_json::json;

use super::{RUNS, SECRET};
use crate::binary::Binary;
use crate::practice::Practice;
use crate::reports::{HOSTILE, hostile};
use crate::webdriver::{Browser, Look};

/// The worst contrast of any text that is seen, with the text: what WCAG 2.2 1.4.3 asks for is 4.5.
const CONTRAST: &str = r#"
const rgb = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
const light = ({ r, g, b }) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const known = new Map([[null, { r: 255, g: 255, b: 255, a: 1 }]]);
const behind = (element) => {
  if (!known.has(element)) known.set(element, over(rgb(getComputedStyle(element).backgroundColor), behind(element.parentElement)));
  return known.get(element);
};
let worst = [21, "nothing"];
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  if (!own.length || element.closest("script") || !element.checkVisibility()) continue;
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

/// What a sheet of paper would cut off, since nobody scrolls it.
const CUT_OFF: &str = "return [...document.querySelectorAll('body *')].filter((one) => one.scrollWidth > one.clientWidth + 1 \
                       && getComputedStyle(one).overflowX !== 'visible').map((one) => one.className)";

/// Notes everything that is reached by keyboard from now on, and what of it could not be told from the rest.
const WATCH_FOCUS: &str = "
window.reached = []; window.unseen = [];
addEventListener('focusin', ({ target }) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(target);
  window.reached.push(target);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) window.unseen.push(target.outerHTML.slice(0, 80));
});";

/// What may be pressed or followed, and is there to be seen.
const TO_BE_REACHED: &str = "return [...document.querySelectorAll('a[href], button, summary, [tabindex=\"0\"]')].filter((one) => one.checkVisibility()).length";

/// What a page tries on whose text somebody else's script stands.
const BREAK_OUT: &str = "
const done = arguments[arguments.length - 1];
const broken = [];
addEventListener('securitypolicyviolation', (event) => { broken.push(event.effectiveDirective); });
const script = document.createElement('script'); script.textContent = 'window.escaped = true'; document.body.append(script);
const style = document.createElement('style'); style.textContent = 'body { display: none }'; document.body.append(style);
const image = document.createElement('img'); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image);
fetch('http://127.0.0.1:9/').catch(() => setTimeout(() => done([window.escaped === true, [...new Set(broken)].sort()]), 0));";

const UNFOLD_ALL: &str = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";
const TAB: &str = "\u{e004}";
const SHIFT: char = '\u{e008}';
const ENTER: &str = "\u{e007}";

fn at(path: &Path) -> Browser {
    let browser = Browser::start();
    browser.open(&format!("file://{}", path.display()));
    browser
}

fn saved(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/views/{name}.html"))
}

/// The page of the matrix, which is made when it is asked for.
fn matrix(folder: &Path) -> PathBuf {
    let path = folder.join("matrix.html");
    Binary::new(["lab", "matrix", "--html", path.to_str().unwrap()]).run().expect_code(0);
    path
}

/// The page of a check with failures in it.
fn check(folder: &Path) -> PathBuf {
    let path = folder.join("check.html");
    let serve = Practice::start(&["--fault", "ignore-verifier"]);
    let arguments =
        ["check", serve.issuer(), "--client-id", "web-app", "--as", "alice", "--html", path.to_str().unwrap()];
    Binary::new(arguments).env("OAUTH_FLOW_CLIENT_SECRET", SECRET).run().expect_code(1);
    path
}

/// Every page, with a name for its pictures.
fn every_page(folder: &Path) -> Vec<(String, PathBuf)> {
    let runs = RUNS.map(|name| (format!("report-{name}"), saved(name)));
    let others = [("check".to_owned(), check(folder)), ("matrix".to_owned(), matrix(folder))];
    runs.into_iter().chain(others).collect()
}

/// The same page as a browser sees it that runs no script.
fn without_script(path: &Path, folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string(path).unwrap();
    let kept = text.rsplit_once("<script>").map_or(text.as_str(), |(before, _)| before);
    let quiet = folder.join("quiet.html");
    std::fs::write(
        &quiet,
        kept.trim_end().trim_end_matches("</html>").trim_end_matches("</body>").to_owned() + "</body></html>",
    )
    .unwrap();
    quiet
}

#[track_caller]
fn assert_readable(browser: &Browser, name: &str) {
    for look in [Look::Light, Look::Dark, Look::Narrow, Look::Print] {
        browser.look(look);
        let worst = browser.evaluate(CONTRAST);
        assert!(worst[0].as_f64().unwrap() >= 4.5, "{name}, {look:?}: {worst}");
        assert_eq!(browser.evaluate(OVERFLOW), 0, "{name}, {look:?}");
    }
    assert_eq!(browser.evaluate(CUT_OFF), json!([]), "{name} on paper");
    browser.look(Look::Light);
}

/// Nothing was refused by its own policy, and nothing but the page itself was asked for.
#[track_caller]
fn assert_alone(browser: &Browser, name: &str) {
    assert_eq!(browser.complaints(), [""; 0], "{name}");
    assert_eq!(browser.requested().len(), 1, "{name}: the page itself, and nothing else");
}

/// Whatever is put into it can neither act nor fetch.
#[track_caller]
fn assert_closed(browser: &Browser, name: &str) {
    let expected = json!([false, ["connect-src", "img-src", "script-src-elem", "style-src-elem"]]);
    assert_eq!(browser.evaluate_later(BREAK_OUT), expected, "{name}");
    assert_eq!(browser.evaluate("return document.body.checkVisibility()"), true, "{name}");
    // What was refused is told on the console.
    browser.complaints();
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn a_page_needs_nothing_and_is_readable_in_every_light() {
    let folder = tempfile::tempdir().unwrap();
    for (name, path) in every_page(folder.path()) {
        let browser = at(&path);
        browser.photograph(&name);
        browser.evaluate(UNFOLD_ALL);
        assert_readable(&browser, &name);
        assert_alone(&browser, &name);
        assert_closed(&browser, &name);
    }
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn everything_on_a_page_is_reached_by_keyboard_and_seen_to_be() {
    let folder = tempfile::tempdir().unwrap();
    for (name, path) in every_page(folder.path()) {
        let browser = at(&path);
        browser.evaluate(WATCH_FOCUS);
        let wanted = browser.evaluate(TO_BE_REACHED).as_u64().unwrap();
        for _ in 0..=wanted / 50 {
            browser.keys(&TAB.repeat(50));
        }
        assert_eq!(browser.evaluate("return new Set(window.reached).size"), wanted, "{name}");
        assert_eq!(browser.evaluate("return window.unseen"), json!([]), "{name}: where the focus is cannot be seen");
        assert!(wanted > 5, "{name}: {wanted}");

        browser.evaluate("document.querySelector('details.message > summary').focus()");
        let is_open = "return document.querySelector('details.message').open";
        for expected in [true, false] {
            browser.keys(ENTER);
            assert_eq!(browser.evaluate(is_open), expected, "{name}");
        }
    }
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn a_cell_of_the_matrix_leads_to_its_story_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = matrix(folder.path());
    for path in [without_script(&path, folder.path()), path] {
        let browser = at(&path);
        let open = |address: &str| {
            browser.evaluate(&format!("return document.getElementById('{address}').closest('details').open"))
        };
        let focus = "return document.activeElement.id || document.activeElement.outerHTML.slice(0, 200)";
        for cell in ["L01-secret", "L05-s256", "L23-nonce", "L25-rotation"] {
            browser.evaluate(&format!("document.getElementById('at-{cell}').focus()"));
            browser.keys(ENTER);
            assert_eq!((open(cell), browser.evaluate(focus)), (json!(true), json!(cell)));
            let title = &cell[..3];
            assert!(browser.evaluate("return document.activeElement.closest('section').id") == title);

            browser.keys_with(SHIFT, TAB);
            assert_eq!(browser.evaluate("return document.activeElement.tagName"), "SUMMARY", "{cell}");
            browser.keys(ENTER);
            assert_eq!(open(cell), false);

            browser.keys(ENTER);
            browser.keys(TAB);
            browser.keys(ENTER);
            assert_eq!(browser.evaluate(focus), format!("at-{cell}"), "back at the table");
        }
        let led = browser.evaluate(
            "return [...document.querySelectorAll('td a')].filter(({ hash }) => \
             document.getElementById(hash.slice(1)).matches(`#${hash.slice(1, 4)} > details > .parts`)).length",
        );
        assert_eq!(led, 25 * 16, "every cell has a story of its attack");
        assert_eq!(browser.complaints(), [""; 0]);
    }
}

/// A run in which everything that others choose is hostile, long, or both.
fn hostile_run() -> Report {
    let mut trace = super::recorded("refused");
    let word = format!("{}{}", HOSTILE.concat(), "w".repeat(5_000));
    trace.plan.practice = false;
    trace.plan.server.issuer = Some(word.clone());
    (trace.plan.client.client_id, trace.plan.client.redirect_uri) = (word.clone(), word.clone());
    trace.plan.scope = vec![word.clone(), word.clone()];
    for exchange in &mut trace.exchanges {
        exchange.request.method.clone_from(&word);
        exchange.request.url = format!("https://id.example.com/{word}?{word}={word}");
        exchange.request.headers.push(&word, &word);
        if let Some(response) = &mut exchange.response {
            response.headers.push(&word, &word);
            response.body = word.as_str().into();
        }
        exchange.tampered = Vec::new();
    }
    let last = trace.exchanges.last_mut().and_then(|exchange| exchange.response.as_mut()).unwrap();
    last.body = format!("{}{}", HOSTILE.concat(), "b".repeat(1 << 20)).as_str().into();
    let error = ProviderError {
        error: word.clone(),
        error_description: Some(word.clone()),
        error_uri: Some("javascript:alert(1)".to_owned()),
        status: Some(400),
    };
    trace.ended = Ending::Denied { step: Step::Redeem, error };
    Report::of(&trace, Level::Kept)
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn what_is_hostile_stays_text_and_breaks_no_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = hostile();
    report.targets.truncate(2);
    for (name, text) in
        [("hostile-run", html(&hostile_run())), ("hostile-check", checks::html(&report, Strictness::Usual))]
    {
        let path = folder.path().join(format!("{name}.html"));
        std::fs::write(&path, &text).unwrap();
        let browser = at(&path);
        browser.photograph(name);
        browser.evaluate(UNFOLD_ALL);
        assert_readable(&browser, name);
        assert_alone(&browser, name);
        let ours = "return [document.querySelectorAll('script').length <= 1, document.querySelectorAll('body :is(img, iframe, form, link, meta, style, object, base)').length, \
                    [...document.querySelectorAll('a')].filter((link) => !link.getAttribute('href').startsWith('#')).length]";
        assert_eq!(browser.evaluate(ours), json!([true, 0, 0]), "{name}");
        let twice = "const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id); return ids.length - new Set(ids).size";
        assert_eq!(browser.evaluate(twice), 0, "{name}");
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{2028}']), "{name}");
    }
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn every_step_is_printed_whichever_is_looked_at() {
    for name in RUNS {
        let browser = at(&saved(name));
        browser.evaluate(UNFOLD_ALL);
        browser.photograph(&format!("report-{name}-open"));
        browser.press("next →");
        browser.look(Look::Print);
        browser.screenshot(&format!("report-{name}-print.png"));
        let hidden = "return [...document.querySelectorAll('.step')].filter((one) => !one.checkVisibility()).length";
        assert_eq!(browser.evaluate(hidden), 0);
    }
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn one_goes_through_the_steps_by_button_and_by_key() {
    let browser = at(&saved("complete"));
    let shown = "return [...document.querySelectorAll('.step')].filter((one) => one.checkVisibility()).map((one) => one.dataset.name)";
    let all = browser.evaluate(shown);
    assert!(all.as_array().unwrap().len() > 7, "{all}");
    browser.press("next →");
    assert_eq!(browser.evaluate(shown), json!(["discover"]));
    browser.keys("\u{e014}\u{e014}");
    assert_eq!(browser.evaluate(shown), json!(["authorize"]));
    let marked = "return document.querySelectorAll('.sequence.wide .sign.now').length";
    assert!(browser.evaluate(marked).as_u64() > Some(1));
    assert!(browser.text().contains("3 of 9: authorize"), "{}", browser.text());
    browser.press("← back");
    assert_eq!(browser.evaluate(shown), json!(["prepare"]));
    browser.evaluate("document.querySelector('.sequence.wide a[href=\"#m0\"]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))");
    assert_eq!(browser.evaluate(shown), json!(["discover"]), "an arrow leads to its message");
    assert_eq!(browser.evaluate("return document.getElementById('m0').closest('details').open"), true);
    browser.press("all");
    assert_eq!(browser.evaluate(shown), all);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
#[ignore = "needs chromium and chromedriver (run by .ci/run)"]
fn without_a_script_everything_is_there() {
    let folder = tempfile::tempdir().unwrap();
    for (name, path) in every_page(folder.path()) {
        let whole = at(&path);
        let browser = at(&without_script(&path, folder.path()));
        let words =
            "return document.querySelector('main').innerText.replace(/\\s+/g, ' ').replace(/← back.*? steps /, '')";
        assert_eq!(browser.evaluate(words), whole.evaluate(words), "{name}");
        assert_eq!(browser.evaluate("return document.querySelectorAll('button:not([hidden] *)').length"), 0, "{name}");
        assert_eq!(browser.complaints(), [""; 0], "{name}");
    }
    let browser = at(&without_script(&saved("complete"), folder.path()));
    let states = browser.evaluate(
        "return [...document.querySelectorAll('.known .ledger')].filter((one) => one.checkVisibility()).length",
    );
    assert!(states.as_u64() > Some(4), "{states}");
}
