//! A session of `WebDriver`: the few commands that a login takes.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::local;
use super::program::Program;
use crate::flow::USER_AGENT;
use crate::wire::{Failure, Headers, Request, uri};
use crate::world::http::{Http, HttpSettings, Proxy};

/// An open session; it ends when it is dropped, and the browser with it.
pub(super) struct Session {
    http: Http,
    /// The URL of the session.
    base: String,
    _program: Option<Program>,
}

/// Where a script leaves the number of a field (WebDriver finds it again by that).
const MARK: &str = "data-oauth-flow";
/// The member under which an element is named (WebDriver 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The key that sends a form (WebDriver 17.4.2).
const ENTER: &str = "\u{e007}";
/// A page with its pictures left out, or one picture of it.
const MOST: usize = 16 << 20;

/// Numbers what can be used, notes what cannot be seen, and gives back the page as it is now.
const LOOK: &str = r"
const mark = 'data-oauth-flow'; let number = 0;
const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
for (const e of document.querySelectorAll('input,button,select,textarea')) {
  e.setAttribute(mark, number++);
  e.toggleAttribute('data-oauth-flow-hidden', !seen(e));
}
for (const e of document.querySelectorAll('[role=alert],[class*=error],[class*=alert],[class*=captcha]'))
  e.toggleAttribute('data-oauth-flow-hidden', !seen(e));
const copy = document.documentElement.cloneNode(true);
copy.querySelectorAll('script,style,noscript,svg,iframe').forEach((e) => e.remove());
return copy.outerHTML;";

impl Session {
    /// Opens a session at this driver, or at one that is started for it.
    pub(super) async fn open(url: Option<&str>) -> Result<Self, Failure> {
        let (driver, program) = if let Some(url) = url {
            (url.trim_end_matches('/').to_owned(), None)
        } else {
            let program = Program::start().await?;
            (program.url.clone(), Some(program))
        };
        let settings = HttpSettings { allow_http: true, proxy: Proxy::None, max_body: MOST, ..HttpSettings::default() };
        let mut session = Self { http: Http::new(settings), base: driver.clone(), _program: program };
        let opened = session.post("/session", &wishes()).await?;
        let id = opened["sessionId"].as_str().filter(|id| !id.is_empty() && !id.contains('/'));
        let id = id.ok_or_else(|| local("the driver opened no session"))?;
        session.base = format!("{driver}/session/{id}");
        Ok(session)
    }

    pub(super) async fn go(&self, url: &str) -> Result<(), Failure> {
        self.post("/url", &json!({ "url": url })).await.map(|_| ())
    }

    pub(super) async fn url(&self) -> Result<String, Failure> {
        let url = self.call("GET", "/url", None).await?;
        Ok(url.as_str().unwrap_or_default().to_owned())
    }

    /// The page as it is now; nothing while it is on its way.
    pub(super) async fn page(&self) -> Option<String> {
        let page = self.post("/execute/sync", &json!({ "script": LOOK, "args": [] })).await.ok()?;
        page.as_str().map(str::to_owned)
    }

    /// Types into fields and presses a button, or Enter in the last field.
    pub(super) async fn fill(&self, fields: &[(String, String)], button: Option<&str>) -> Result<(), Failure> {
        let mut last = None;
        for (mark, value) in fields {
            let element = self.element(mark).await?;
            self.post(&format!("{element}/clear"), &json!({})).await?;
            self.post(&format!("{element}/value"), &json!({ "text": value })).await?;
            last = Some(element);
        }
        match (button, last) {
            (Some(mark), _) => {
                let element = self.element(mark).await?;
                self.post(&format!("{element}/click"), &json!({})).await.map(|_| ())
            }
            (None, Some(element)) => {
                self.post(&format!("{element}/value"), &json!({ "text": ENTER })).await.map(|_| ())
            }
            (None, None) => Ok(()),
        }
    }

    async fn element(&self, mark: &str) -> Result<String, Failure> {
        let selector = format!("[{MARK}='{}']", mark.replace(['\'', '\\'], ""));
        let found = self.post("/element", &json!({ "using": "css selector", "value": selector })).await?;
        let id = found[ELEMENT].as_str().ok_or_else(|| local("the driver names no element"))?;
        Ok(format!("/element/{id}"))
    }

    /// Every cookie of the browser: where it belongs, and as a server would write it.
    pub(super) async fn cookies(&self) -> Vec<(String, String)> {
        let all = self.post("/goog/cdp/execute", &json!({ "cmd": "Network.getAllCookies", "params": {} })).await;
        let found = match all {
            Ok(found) => found["cookies"].clone(),
            // a driver of another make tells those of the page alone
            Err(_) => self.call("GET", "/cookie", None).await.unwrap_or_default(),
        };
        found.as_array().into_iter().flatten().filter_map(as_written).collect()
    }

    pub(super) async fn picture(&self) -> Option<Vec<u8>> {
        let picture = self.call("GET", "/screenshot", None).await.ok()?;
        STANDARD.decode(picture.as_str()?).ok()
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.call("POST", path, Some(body)).await
    }

    async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Failure> {
        let url = format!("{}{path}", self.base);
        let headers = Headers::default().with("host", uri::authority(&url));
        let mut headers = headers.with("user-agent", USER_AGENT).with("accept", "application/json");
        let body = body.map(Value::to_string).unwrap_or_default();
        if method == "POST" {
            headers.push("content-type", "application/json; charset=utf-8");
            headers.push("content-length", body.len().to_string());
        }
        let request = Request { method: method.to_owned(), url, headers, body: body.into() };
        let no_driver =
            |failure: Failure| local(&format!("no driver of a browser at {}: {failure}", uri::origin(&self.base)));
        let response = self.http.send(&request).await.outcome.map_err(no_driver)?;
        let answer: Value = serde_json::from_slice(response.body.octets()).unwrap_or_default();
        let value = answer.get("value").cloned().unwrap_or_default();
        match value.get("error").and_then(Value::as_str) {
            Some(error) => {
                let said = value["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default();
                Err(local(&format!("the driven browser: {error}: {said}")))
            }
            None => Ok(value),
        }
    }
}

impl Drop for Session {
    /// The browser goes with its session, which a driver that is ended would leave behind.
    fn drop(&mut self) {
        let Some(path) = self.base.find("/session/").map(|at| &self.base[at..]) else { return };
        let authority = uri::authority(&self.base);
        if !uri::is_http(&self.base) {
            return;
        }
        let limit = Some(Duration::from_secs(5));
        // where it is gone already there is nothing to end
        if let Ok(mut stream) = TcpStream::connect(authority) {
            let _ = stream.set_read_timeout(limit).and_then(|()| stream.set_write_timeout(limit));
            let request = format!("DELETE {path} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n\r\n");
            let _ = stream.write_all(request.as_bytes()).and_then(|()| stream.read(&mut [0; 64]));
        }
    }
}

/// A headless browser with a profile of its own, whichever the driver drives; pages are not waited for.
fn wishes() -> Value {
    let mut flags = vec![
        "--headless=new",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ];
    if crate::world::machine::is_root() {
        // its sandbox does not work for root, and it does not start without
        flags.push("--no-sandbox");
    }
    json!({ "capabilities": {
        "alwaysMatch": { "pageLoadStrategy": "none" },
        "firstMatch": [
            { "browserName": "chrome", "goog:chromeOptions": { "args": flags } },
            { "browserName": "firefox", "moz:firefoxOptions": { "args": ["-headless"] } },
            {},
        ],
    } })
}

/// A cookie as a server would write it, and where that server would be.
fn as_written(cookie: &Value) -> Option<(String, String)> {
    let of = |name: &str| cookie[name].as_str();
    let (name, value, domain) = (of("name")?, of("value")?, of("domain")?);
    let host = domain.trim_start_matches('.');
    let secure = cookie["secure"].as_bool().unwrap_or_default();
    let scheme = if secure { "https" } else { "http" };
    let mut field = format!("{name}={value}; Path={}", of("path").unwrap_or("/"));
    if domain.starts_with('.') {
        field.extend(["; Domain=", host]);
    }
    if secure {
        field.push_str("; Secure");
    }
    Some((format!("{scheme}://{host}{}", of("path").unwrap_or("/")), field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_written_as_its_server_would() {
        let cookie = json!({ "name": "sid", "value": "x", "domain": ".example.com", "path": "/in", "secure": true });
        let (url, field) = as_written(&cookie).unwrap();
        assert_eq!(
            (url.as_str(), field.as_str()),
            ("https://example.com/in", "sid=x; Path=/in; Domain=example.com; Secure")
        );
        let (url, field) = as_written(&json!({ "name": "a", "value": "b", "domain": "127.0.0.1" })).unwrap();
        assert_eq!((url.as_str(), field.as_str()), ("http://127.0.0.1/", "a=b; Path=/"));
        assert!(as_written(&json!({ "name": "a" })).is_none());
    }
}
