//! Changes a message and leaves everything that was not named exactly as it was.

use super::dress::measure;
use crate::trace::Change;
use crate::wire::{Body, Params, Request, uri};

/// Applies a change. A parameter stands in the form of a POST, else in the query.
pub(super) fn apply(request: &mut Request, change: &Change) {
    match change {
        // Names go out in lower case, so they stand in lower case in the record.
        Change::SetHeader(name, value) => request.headers.set(&name.to_ascii_lowercase(), value.as_str()),
        Change::UnsetHeader(name) => {
            request.headers.unset(name);
        }
        Change::SetParameter(name, value) => change_parameter(request, name, Some(value)),
        Change::UnsetParameter(name) => change_parameter(request, name, None),
    }
}

fn change_parameter(request: &mut Request, name: &str, value: Option<&str>) {
    if request.form().is_some() {
        let pair = value.map(|value| Params::default().with(name, value).to_form());
        let form = edit(&request.body.text_lossy(), name, pair.as_deref());
        request.body = Body::from(form);
        return measure(request);
    }
    let pair = value.map(|value| Params::default().with(name, value).to_query());
    let query = edit(uri::query(&request.url).unwrap_or_default(), name, pair.as_deref());
    let base = uri::without_query(&request.url);
    request.url = if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") };
}

/// Replaces the first pair of this name and drops the others; appends the pair where there was none.
fn edit(text: &str, name: &str, pair: Option<&str>) -> String {
    let mut pair = pair;
    let mut pieces: Vec<&str> = Vec::new();
    for piece in text.split('&').filter(|piece| !piece.is_empty()) {
        if Params::parse(piece).get(name).is_some() {
            pieces.extend(pair.take());
        } else {
            pieces.push(piece);
        }
    }
    pieces.extend(pair);
    pieces.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_named_stays_as_it_was() {
        let mut request = Request::get("https://h/a?tenant=%7e1&state=x&b=+%20&state=y");
        apply(&mut request, &Change::new("state", Some("a b")));
        assert_eq!(request.url, "https://h/a?tenant=%7e1&state=a%20b&b=+%20");
        apply(&mut request, &Change::new("state", None));
        apply(&mut request, &Change::new("new", Some("1")));
        assert_eq!(request.url, "https://h/a?tenant=%7e1&b=+%20&new=1");
        for name in ["tenant", "b", "new"] {
            apply(&mut request, &Change::new(name, None));
        }
        assert_eq!(request.url, "https://h/a");
    }

    #[test]
    fn a_form_keeps_its_length_true() {
        let mut request =
            Request::post_form("https://h/t?x=1", &Params::default().with("code", "1").with("state", "2"));
        apply(&mut request, &Change::new("code", Some("a b")));
        apply(&mut request, &Change::new("header.X-Test", Some("1")));
        assert_eq!((request.body.text(), request.url.as_str()), (Some("code=a+b&state=2"), "https://h/t?x=1"));
        assert_eq!(request.headers.get("content-length"), Some("16"));
        assert_eq!(request.headers.get("x-test"), Some("1"));
        apply(&mut request, &Change::new("header.content-type", None));
        assert_eq!(request.headers.get("content-type"), None);
    }
}
