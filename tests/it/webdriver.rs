//! A real Chromium, driven over WebDriver, with a profile of its own; both processes end with the test.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities};
use tokio::runtime::Runtime;

/// Closed networks make a browser that phones home slow.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(20);

/// The browser and what it needs to live.
pub struct Browser {
    driver: Option<WebDriver>,
    runtime: Runtime,
    _chromedriver: ChromeDriver,
    _profile: tempfile::TempDir,
}

/// How a page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
    /// A phone held upright.
    Narrow,
    /// A sheet of paper.
    Print,
}

/// Ends the driver when it is dropped.
struct ChromeDriver {
    child: Child,
    url: String,
}

impl Browser {
    /// Starts chromedriver on a free port, and Chromium through it.
    pub fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let chromedriver = ChromeDriver::start();
        let profile = tempfile::tempdir().unwrap();
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag).unwrap();
        }
        wishes.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        for log in ["browser", "performance"] {
            wishes.set_logging_prefs(log, LoggingPrefsLogLevel::All).unwrap();
        }
        let driver = runtime.block_on(WebDriver::new(chromedriver.url.as_str(), wishes)).expect("chromium");
        Self { driver: Some(driver), runtime, _chromedriver: chromedriver, _profile: profile }
    }

    /// Opens a page and waits until it is loaded.
    pub fn open(&self, url: &str) {
        self.runtime.block_on(self.driver().goto(url)).unwrap();
    }

    /// Waits until a heading with these words is there.
    #[track_caller]
    pub fn await_heading(&self, words: &str) {
        let heading = By::XPath(format!("//h1[contains(normalize-space(.), '{words}')]"));
        let found = self.runtime.block_on(self.driver().query(heading).wait(PATIENCE, GLANCE).exists());
        assert!(found.unwrap(), "no heading `{words}` at {}:\n{}", self.url(), self.text());
    }

    /// Types into the field of this name, after emptying it.
    pub fn fill(&self, name: &str, text: &str) {
        self.runtime.block_on(async {
            let field = self.driver().find(By::Name(name)).await.unwrap();
            field.clear().await.unwrap();
            field.send_keys(text).await.unwrap();
        });
    }

    /// Presses the button on which these words stand.
    pub fn press(&self, words: &str) {
        let button = By::XPath(format!("//button[normalize-space(.)='{words}']"));
        self.runtime.block_on(async { self.driver().find(button).await.unwrap().click().await.unwrap() });
    }

    /// Waits until one of two things is there, each as an `XPath`, and says whether it is the first.
    #[track_caller]
    pub fn await_either(&self, next: &str, last: &str) -> bool {
        let either = By::XPath(format!("{next} | {last}"));
        let found = self.runtime.block_on(self.driver().query(either).wait(PATIENCE, GLANCE).exists());
        assert!(found.unwrap(), "neither `{next}` nor `{last}` at {}:\n{}", self.url(), self.text());
        self.runtime.block_on(self.driver().find(By::XPath(last))).is_err()
    }

    /// Holds a key down while these are pressed.
    pub fn keys_with(&self, held: char, keys: &str) {
        let chain = self.driver().action_chain().key_down(held).send_keys(keys).key_up(held);
        self.runtime.block_on(chain.perform()).unwrap();
    }

    /// Presses these keys, wherever the focus is; special ones by their characters in WebDriver.
    pub fn keys(&self, keys: &str) {
        self.runtime.block_on(self.driver().action_chain().send_keys(keys).perform()).unwrap();
    }

    /// What the address bar shows.
    pub fn url(&self) -> String {
        self.runtime.block_on(self.driver().current_url()).unwrap().into()
    }

    /// What a person reads.
    pub fn text(&self) -> String {
        self.evaluate("return document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// What a script in the page finds.
    pub fn evaluate(&self, script: &str) -> Value {
        self.runtime.block_on(self.driver().execute(script, Vec::new())).unwrap().json().clone()
    }

    /// What a script in the page finds, and gives to the function that is its last argument.
    pub fn evaluate_later(&self, script: &str) -> Value {
        self.runtime.block_on(self.driver().execute_async(script, Vec::new())).unwrap().json().clone()
    }

    /// Warnings and errors on the console since the last question.
    pub fn complaints(&self) -> Vec<String> {
        let entries = self.runtime.block_on(self.driver().get_log("browser")).unwrap();
        let loud = entries.into_iter().filter(|entry| ["WARNING", "SEVERE"].contains(&entry.level.as_str()));
        loud.map(|entry| format!("{}: {}", entry.level, entry.message)).collect()
    }

    /// What happened inside since the last question, as the browser's own developer tools see it.
    pub fn events(&self) -> Vec<Value> {
        let entries = self.runtime.block_on(self.driver().get_log("performance")).unwrap();
        let events = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok());
        events.map(|mut event| event["message"].take()).collect()
    }

    /// The content of an answer, where the browser still has it: as text, or as base64.
    pub fn content(&self, request_id: &str) -> Option<Value> {
        let params = json!({ "requestId": request_id });
        self.runtime.block_on(async { self.driver().cdp().send_raw("Network.getResponseBody", params).await }).ok()
    }

    /// Every address that was asked for since the last question; the browser's own first page is no address.
    pub fn requested(&self) -> Vec<String> {
        let requests = self.events().into_iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        requests
            .filter_map(|event| Some(event["params"]["request"]["url"].as_str()?.to_owned()))
            .filter(|url| !["data:", "chrome:"].iter().any(|own| url.starts_with(own)))
            .collect()
    }

    /// Looks at the page in every way and keeps a picture of each; a page must fit the width of a phone.
    #[track_caller]
    pub fn photograph(&self, name: &str) {
        for look in [Look::Light, Look::Dark, Look::Narrow] {
            self.look(look);
            let word = format!("{look:?}").to_lowercase();
            let width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(self.evaluate(width), 0, "`{name}` is wider than a {word} window");
            self.screenshot(&format!("{name}-{word}.png"));
        }
        self.look(Look::Light);
    }

    /// Looks at the page like this from now on.
    pub fn look(&self, look: Look) {
        let scheme = if look == Look::Dark { "dark" } else { "light" };
        let (width, height, is_mobile) = match look {
            Look::Narrow => (360, 800, true),
            Look::Print => (794, 1123, false),
            Look::Light | Look::Dark => (1280, 800, false),
        };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "media": if look == Look::Print { "print" } else { "screen" }, "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        );
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_mobile }),
        );
    }

    /// Keeps a picture of the page as it is.
    pub fn screenshot(&self, file: &str) {
        let answer = self.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true }));
        let picture = STANDARD.decode(answer["data"].as_str().unwrap()).unwrap();
        let folder = screenshots();
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(file), picture).unwrap();
    }

    fn devtools(&self, method: &str, params: Value) -> Value {
        self.runtime.block_on(self.driver().cdp().send_raw(method, params)).unwrap()
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("a browser that has not ended")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            // The end of chromedriver, which follows, ends what is left.
            let _ = self.runtime.block_on(driver.quit());
        }
    }
}

impl ChromeDriver {
    fn start() -> Self {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver (Debian: chromium-driver)");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port =
            lines.find_map(|line| Some(line.split_once("successfully on port ")?.1.trim_end_matches('.').to_owned()));
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url: format!("http://127.0.0.1:{}", port.expect("a port from chromedriver")) }
    }
}

impl Drop for ChromeDriver {
    fn drop(&mut self) {
        // It may have ended by itself, which is no trouble.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn screenshots() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    std::env::var_os("OAUTH_FLOW_SCREENSHOTS").map_or(target, PathBuf::from)
}
