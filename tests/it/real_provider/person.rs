//! A person before a real browser, who is needed for codes: signs in once, and answers what the provider asks.

use crate::binary::{Binary, Outcome, Running};
use crate::provider::Provider;
use crate::webdriver::Browser;

/// What the last page says in the tab that brought the codes.
const LEAVE: &str = "//*[@id='onward' and contains(., 'you can close this tab')]";

/// A command of a person at this provider as this client. No browser can be opened for him: he is told the URL.
fn before_a_browser(provider: &Provider, command: &str, client: &str) -> Binary {
    let client = provider.client(client);
    let redirect_uri = format!("http://127.0.0.1:{}/callback", free_port());
    let binary = Binary::new([command, provider.issuer(), "--client-id", &client.id, "--agent", "browser"]);
    let binary = binary.arg("--redirect-uri").arg(&redirect_uri);
    let binary = match &client.secret {
        Some(secret) => binary.env("OAUTH_FLOW_CLIENT_SECRET", secret),
        None => binary.arg("--public"),
    };
    binary.env("PATH", "/nowhere")
}

/// Clients of this provider may come back to any port (RFC 8252 7.3).
fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// Opens the one URL, signs in, and goes on allowing in the same tab until nothing is left to do; says how often.
fn allow_everything(browser: &Browser, provider: &Provider, running: &mut Running) -> usize {
    browser.open(&running.authorization_url());
    browser.await_heading("Sign in");
    browser.fill("login", "alice");
    browser.fill("password", provider.password("alice"));
    browser.press("Sign in");
    let mut allowed = String::from("none yet");
    for times in 0.. {
        // Every interaction has an address of its own.
        let asks = format!("//form[contains(@action, '/confirm') and not(contains(@action, '{allowed}'))]");
        if !browser.await_either(&asks, LEAVE) {
            return times;
        }
        assert!(browser.text().contains("Allow access?"), "he signs in once: {}", browser.text());
        let own = "return new URL(document.querySelector('form').action).pathname.split('/')[2]";
        browser.evaluate(own).as_str().unwrap().clone_into(&mut allowed);
        browser.press("Allow");
    }
    unreachable!("somebody who is asked without end")
}

/// He is told what is wanted of him, and opens one URL for all of it.
#[track_caller]
fn assert_told(outcome: &Outcome, codes: usize) {
    let told = &outcome.stderr;
    assert_eq!(told.matches("sign in in the browser").count(), 1, "{told}");
    assert!(told.contains("leave its tab open"), "{told}");
    assert_eq!(told.matches("open this URL").count(), 1, "{told}");
    assert_eq!(told.matches("the tab in the browser goes on by itself").count(), codes - 1, "{told}");
    assert!(told.contains(&format!("code {codes} is needed")), "{told}");
}

#[test]
#[ignore = "needs node, the packages of tests/provider, chromium and chromedriver (run by .ci/run)"]
fn one_signs_in_once_for_a_whole_measurement() {
    let provider = Provider::start();
    let browser = Browser::start();
    let mut running = before_a_browser(&provider, "prove", "basic").start();
    let allowed = allow_everything(&browser, &provider, &mut running);
    let outcome = running.finish().expect_code(0);
    assert_told(&outcome, allowed);
    for words in ["a wrong verifier", "demanded", "what a thief of the code needs here"] {
        assert!(outcome.stdout.contains(words), "{words}: {}", outcome.stdout);
    }
    assert!(outcome.stdout.contains(&format!("{allowed} codes, 1 sign-in")), "{}", outcome.stdout);
}

#[test]
#[ignore = "needs node, the packages of tests/provider, chromium and chromedriver (run by .ci/run)"]
fn one_signs_in_once_for_a_run_of_checks() {
    let provider = Provider::start();
    let browser = Browser::start();
    let wanted = "authz-baseline,token-baseline,pkce-verifier-wrong,pkce-verifier-missing,code-replay-refused";
    let binary = before_a_browser(&provider, "check", "public").arg("--only").arg(wanted);
    let mut running = binary.arg("--json").start();
    let allowed = allow_everything(&browser, &provider, &mut running);
    let outcome = running.finish().expect_code(0);
    assert_told(&outcome, allowed);
    let target = &outcome.json()["targets"][0];
    assert_eq!(target["codes"], allowed, "{target:#}");
    assert!(allowed > 1, "{target:#}");
}
