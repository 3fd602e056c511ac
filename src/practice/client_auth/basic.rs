//! The credentials of `client_secret_basic` (RFC 6749 2.3.1).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::practice::{Config, Fault};

/// Both parts were form-encoded before they were joined, so that neither can hold a colon.
pub(super) fn credentials(config: &Config, field: &str) -> Option<(String, String)> {
    let (scheme, credentials) = field.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (client_id, secret) = text.split_once(':')?;
    if config.has(Fault::BasicNotDecoded) {
        return Some((client_id.to_owned(), secret.to_owned()));
    }
    Some((form_decoded(client_id)?, form_decoded(secret)?))
}

fn form_decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
