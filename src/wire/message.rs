//! A request and a response, as they passed or are about to.

use serde::{Deserialize, Serialize};

use super::{Body, Headers, Params, uri};

/// An HTTP request. The URL is text and stays the text it was: nothing here normalises it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The method, as sent.
    pub method: String,
    /// The absolute URL, as sent (a server sees the same, put together from its address and the request line).
    pub url: String,
    /// The header fields in wire order.
    pub headers: Headers,
    /// The content.
    pub body: Body,
}

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The header fields in wire order.
    pub headers: Headers,
    /// The content.
    pub body: Body,
}

/// The media type of form bodies, without a charset parameter: some servers reject one.
pub const FORM: &str = "application/x-www-form-urlencoded";

impl Request {
    /// A GET without headers.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: "GET".into(), url: url.into(), headers: Headers::default(), body: Body::default() }
    }

    /// A POST of form parameters.
    pub fn post_form(url: impl Into<String>, form: &Params) -> Self {
        Self {
            method: "POST".into(),
            url: url.into(),
            headers: Headers::default().with("content-type", FORM),
            body: form.to_form().into(),
        }
    }

    /// The path of the URL, without query and fragment.
    #[must_use]
    pub fn path(&self) -> &str {
        uri::path(&self.url)
    }

    /// The parameters in the query of the URL.
    #[must_use]
    pub fn query(&self) -> Params {
        Params::parse(uri::query(&self.url).unwrap_or_default())
    }

    /// The parameters in the body, where it is a form.
    #[must_use]
    pub fn form(&self) -> Option<Params> {
        (self.headers.media_type().as_deref() == Some(FORM)).then(|| Params::parse(&self.body.text_lossy()))
    }
}

impl Response {
    /// A response without headers and content.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self { status, headers: Headers::default(), body: Body::default() }
    }

    /// The same with one header field more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push(name, value);
        self
    }

    /// The same with this content.
    #[must_use]
    pub fn with_body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.headers.push("content-type", media_type);
        self.body = body.into();
        self
    }
}
