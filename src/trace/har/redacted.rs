//! Values that somebody took out of a capture before giving it away, as tools for that write them: a mask by the name alone.

use serde_json::Value;

use super::entry::Message;
use crate::wire::{Body, Headers, Params, json, uri};

/// How what stands in the place of such a value begins; the name of the value follows. It has no hash: what was there is
/// not known to be the same anywhere.
pub const REDACTED: &str = "‹redacted-";
/// No name of a value is longer.
const MOST_NAME: usize = 40;

/// No answer of an endpoint is longer.
const MOST_OCTETS: usize = 262_144;

/// Puts the mask into the place of every value that was taken out of this message.
pub(super) fn marked(message: &mut Message) {
    let request = &mut message.request;
    in_url(&mut request.url);
    in_headers(&mut request.headers);
    if request.form().is_some() {
        let form = request.body.text().map(pairs_of);
        request.body = form.flatten().map_or_else(|| request.body.clone(), Body::from);
    }
    in_json(&mut request.body);
    if let Some(response) = &mut message.response {
        in_headers(&mut response.headers);
        in_json(&mut response.body);
    }
}

/// Whether this is what tools and people leave behind: a word that says so, or a row of stars.
fn is_taken_out(value: &str) -> bool {
    let word = value.to_ascii_lowercase();
    let is_row = |of: &[char]| value.chars().count() >= 3 && value.chars().all(|c| of.contains(&c));
    ["redacted", "[removed", "<removed", "[hidden", "[filtered", "[scrubbed", "[sanitized"]
        .iter()
        .any(|known| word.contains(known))
        || is_row(&['*'])
        || is_row(&['•'])
        || is_row(&['x', 'X'])
}

/// The mask, where the value was taken out; of a JWT that lost its signature alone, the rest stays readable.
fn mask_of(name: &str, value: &str) -> Option<String> {
    is_taken_out(value).then(|| match value.rsplit_once('.') {
        Some((input, signature)) if value.starts_with("eyJ") && input.contains('.') && is_taken_out(signature) => {
            format!("{input}.{}", mask(&format!("{name}_signature")))
        }
        _ => mask(name),
    })
}

fn mask(name: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(MOST_NAME).collect();
    format!("{REDACTED}{name}›")
}

fn in_url(url: &mut String) {
    let start = uri::without_query(url).len();
    let mut out = url[..start].to_owned();
    for part in url[start..].split_inclusive(['?', '#', '&']) {
        let pair = part.trim_end_matches(['?', '#', '&']);
        out.push_str(&pair_of(pair).unwrap_or_else(|| pair.to_owned()));
        out.push_str(&part[pair.len()..]);
    }
    *url = out;
}

/// The form with its marks; nothing where there is none.
fn pairs_of(form: &str) -> Option<String> {
    let pairs: Vec<Option<String>> = form.split('&').map(pair_of).collect();
    pairs.iter().any(Option::is_some).then(|| {
        let written = form.split('&').zip(pairs).map(|(pair, marked)| marked.unwrap_or_else(|| pair.to_owned()));
        written.collect::<Vec<_>>().join("&")
    })
}

fn pair_of(pair: &str) -> Option<String> {
    let (name, _) = pair.split_once('=')?;
    let value = Params::parse(pair).iter().next().map(|(_, value)| value.to_owned())?;
    mask_of(name, &value).map(|mask| format!("{name}={mask}"))
}

fn in_headers(headers: &mut Headers) {
    let marked = |name: &str, value: &str| match value.split_once(' ') {
        Some((scheme, rest)) if name.eq_ignore_ascii_case("authorization") && is_taken_out(rest) => {
            let is_basic = scheme.eq_ignore_ascii_case("basic");
            format!("{scheme} {}", mask(if is_basic { "credentials" } else { "access_token" }))
        }
        _ if name.eq_ignore_ascii_case("location") => {
            let mut url = value.to_owned();
            in_url(&mut url);
            url
        }
        _ => value.to_owned(),
    };
    *headers = headers.iter().map(|(name, value)| (name.to_owned(), marked(name, value))).collect();
}

fn in_json(body: &mut Body) {
    if !body.octets().starts_with(b"{") || body.len() > MOST_OCTETS {
        return;
    }
    let Ok(mut members) = json::object(body.octets()) else { return };
    let mut is_marked = false;
    for (name, text) in &mut members {
        if let Some(mask) = text.as_str().and_then(|value| mask_of(name, value)) {
            *text = Value::String(mask);
            is_marked = true;
        }
    }
    if is_marked {
        *body = Value::Object(members).to_string().into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Request, Response};

    fn marked_of(url: &str, form: &str, members: &str) -> [String; 3] {
        let mut request = Request::post_form(url, &Params::parse(form));
        request.body = form.into();
        let response = Some(Response::new(200).with_body("application/json", members));
        let (failure, elapsed_us, purpose) = (None, None, None);
        let mut message = Message { request, response, failure, started_ms: 0, elapsed_us, purpose };
        marked(&mut message);
        let body = message.response.unwrap().body.text_lossy().into_owned();
        [message.request.url, message.request.body.text_lossy().into_owned(), body]
    }

    #[test]
    fn what_was_taken_out_is_marked_and_nothing_else_is_touched() {
        assert_eq!(
            marked_of(
                "https://h/cb?code=%5Bcode%20redacted%5D&state=a%20b#id_token=REDACTED",
                "code=***&client_id=x",
                "{\"access_token\":\"<redacted>\",\"id_token\":\"eyJh.eyJi.redacted\",\"n\":1}"
            ),
            [
                "https://h/cb?code=‹redacted-code›&state=a%20b#id_token=‹redacted-id_token›",
                "code=‹redacted-code›&client_id=x",
                "{\"access_token\":\"‹redacted-access_token›\",\"id_token\":\"eyJh.eyJi.‹redacted-id_token_signature›\",\"n\":1}",
            ]
        );
        let plain = ["https://h/a?b=x&c=%2a#d", "code=xy&state=**", "{ \"a\": \"xx\", \"b\": [] }"];
        assert_eq!(marked_of(plain[0], plain[1], plain[2]), plain);
    }
}
