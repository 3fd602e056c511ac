//! An HTTP client that sends what it is told and follows nothing by itself, but keeps cookies as a browser does.

use std::time::Duration;

use oauth_flow::wire::Params;
use reqwest::{Client, Method, redirect::Policy};
use url::Url;

use crate::cookies::Cookies;

const PATIENCE: Duration = Duration::from_secs(20);

/// One browser profile, or one program with a keep-alive connection.
pub struct Agent {
    runtime: tokio::runtime::Runtime,
    client: Client,
    cookies: Cookies,
}

/// A request to be sent.
#[derive(Clone, Debug)]
pub struct Ask {
    pub url: String,
    /// The form to post; without one it is a GET.
    pub form: Option<Params>,
    pub headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub url: Url,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Ask {
    pub fn get(url: impl Into<String>) -> Self {
        Self { url: url.into(), form: None, headers: Vec::new() }
    }

    pub fn post(url: impl Into<String>, form: Params) -> Self {
        Self { form: Some(form), ..Self::get(url) }
    }

    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl Answer {
    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Where a redirect points to, made absolute, its fragment kept.
    pub fn location(&self) -> Option<String> {
        let location = self.header("location").filter(|_| (300..400).contains(&self.status))?;
        Some(self.url.join(location).expect("a location that is a URL").into())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Agent {
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(PATIENCE).build().unwrap();
        Self { runtime, client, cookies: Cookies::default() }
    }

    /// Sends one request and reads the whole answer.
    pub fn send(&mut self, ask: &Ask) -> Answer {
        let url = Url::parse(&ask.url).unwrap_or_else(|error| panic!("{error}: {}", ask.url));
        let method = if ask.form.is_some() { Method::POST } else { Method::GET };
        let mut request = self.client.request(method, url.clone());
        if let Some(cookie) = self.cookies.header(&url) {
            request = request.header("cookie", cookie);
        }
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        if let Some(form) = &ask.form {
            request = request.header("content-type", "application/x-www-form-urlencoded").body(form.to_form());
        }
        let answer = self.runtime.block_on(read(request, url));
        for (_, header) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            self.cookies.keep(header, &answer.url);
        }
        answer
    }
}

async fn read(request: reqwest::RequestBuilder, url: Url) -> Answer {
    let response = request.send().await.unwrap_or_else(|error| panic!("{url}: {error:?}"));
    let status = response.status().as_u16();
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let body = response.bytes().await.unwrap_or_else(|error| panic!("{url}: {error:?}"));
    Answer { url, status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}
