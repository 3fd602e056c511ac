//! Answers that are no answer: a page instead of JSON, an empty body, a status of the machinery in between.

use crate::wire::Response;

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
