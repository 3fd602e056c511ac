//! Answers that are no answer: a page instead of JSON, an empty body, a status of the machinery in between.

use crate::wire::Response;

/// What kind of answer came where JSON was expected, in words; nothing where it needs none.
pub(super) fn meaning(response: &Response) -> String {
    by_status(response.status).or_else(|| by_body(response)).unwrap_or_default().to_owned()
}

fn by_status(status: u16) -> Option<&'static str> {
    Some(match status {
        300..=399 => {
            "It sends us elsewhere; a program that follows would hand code and secret to whatever stands there."
        }
        401 => "It wants a proof of the client, but says so without an OAuth error.",
        403 => "Something in front of the server forbids this: a firewall, a list of addresses, a missing permission.",
        404 => "Nothing is there: the path is wrong, or this server does not have such an endpoint.",
        405 => "The method is not taken there: this is another kind of endpoint.",
        406 => "It cannot answer in JSON.",
        415 => {
            "It does not take a form: this is no token endpoint of OAuth, or something in between changed the content type."
        }
        429 => "Too many requests came from here; wait as long as Retry-After says.",
        500..=599 => {
            "The server, or something in front of it, failed on its own side; its log knows more than this answer."
        }
        _ => return None,
    })
}

fn by_body(response: &Response) -> Option<&'static str> {
    let text = response.body.text_lossy();
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    if start.is_empty() {
        return Some("The answer is empty.");
    }
    let page = start.starts_with('<') || response.headers.media_type().as_deref() == Some("text/html");
    page.then_some("An HTML page came back: often a login or error page, because the URL is that of a page and not of this endpoint.")
}

/// The status with its content type, and how long the body is.
pub(super) fn summary(response: &Response) -> String {
    let media = response.headers.get("content-type").unwrap_or("no content type");
    match response.body.len() {
        0 => format!("{} with {media} and an empty body", response.status),
        octets => format!("{} with {media} and {octets} octets", response.status),
    }
}

/// The beginning of the body, marked where it goes on.
pub(super) fn beginning(response: &Response) -> Option<String> {
    let text = response.body.text_lossy();
    let text = text.trim();
    let start: String = text.chars().take(120).collect();
    let more = text.chars().count().saturating_sub(start.chars().count());
    let start = start.split_whitespace().collect::<Vec<_>>().join(" ");
    (!start.is_empty()).then(|| if more > 0 { format!("{start} … ({more} characters more)") } else { start })
}
