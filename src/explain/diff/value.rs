//! One value as it is compared: what is drawn for each run by its shape, everything else as it is.

use crate::wire::uri;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// What is compared.
    pub(super) key: String,
    /// What is shown.
    pub(super) shown: String,
    pub(super) is_drawn: bool,
}

/// The names of what is drawn, counted or dated anew in each run: of parameters, members, claims and header fields.
const DRAWN: [&str; 49] = [
    "state",
    "nonce",
    "code",
    "code_verifier",
    "code_challenge",
    "access_token",
    "refresh_token",
    "token",
    "id_token",
    "id_token_hint",
    "request",
    "response",
    "request_uri",
    "client_assertion",
    "assertion",
    "subject_token",
    "actor_token",
    "device_code",
    "user_code",
    "verification_uri_complete",
    "registration_access_token",
    "registration_client_uri",
    "dpop",
    "dpop_jkt",
    "dpop-nonce",
    "iat",
    "exp",
    "nbf",
    "auth_time",
    "updated_at",
    "client_id_issued_at",
    "jti",
    "sid",
    "session_state",
    "at_hash",
    "c_hash",
    "s_hash",
    "ath",
    "cnf",
    "jkt",
    "kid",
    "x5t",
    "x5t#S256",
    "x5c",
    "n",
    "x",
    "y",
    "uid",
    "oauth_flow_forwarded",
];
/// Names of what runs down while one looks: a few seconds are no difference.
const COUNTED: [&str; 2] = ["expires_in", "max-age"];
/// So many seconds.
const SLACK: i64 = 5;

impl Value {
    /// A value under a name.
    pub(super) fn named(name: &str, text: &str) -> Self {
        let last = name.rsplit(['.', '[']).next().unwrap_or(name).trim_end_matches(']');
        let is_drawn = DRAWN.iter().any(|drawn| drawn.eq_ignore_ascii_case(last));
        if is_drawn {
            let shape = shape(text);
            return Self { key: shape.clone(), shown: shape, is_drawn };
        }
        if let Some(seconds) = text.parse::<i64>().ok().filter(|_| COUNTED.contains(&last)) {
            let key = ((seconds + SLACK) / (SLACK * 12)).to_string();
            return Self { key, shown: text.to_owned(), is_drawn };
        }
        Self { key: without_port(text), shown: text.to_owned(), is_drawn }
    }

    /// A value that is compared by its shape whatever its name is.
    pub(super) fn drawn(text: &str) -> Self {
        let shape = shape(text);
        Self { key: shape.clone(), shown: shape, is_drawn: true }
    }
}

/// A port of this machine is drawn for each run, ours as well as the practice provider's.
fn without_port(text: &str) -> String {
    if !uri::is_loopback(text) {
        return text.to_owned();
    }
    let (host, authority) = (uri::host(text), uri::authority(text));
    text.replacen(authority, host, 1)
}

/// What a drawn value looks like.
fn shape(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    if let Some(length) = masked_length(text) {
        return characters(length);
    }
    if uri::is_http(text) || uri::is_https(text) {
        return "a URL".to_owned();
    }
    if text.starts_with("eyJ") && text.matches('.').count() >= 2 {
        return "a JWT".to_owned();
    }
    if let Some(rest) = text.strip_prefix("urn:") {
        let name = rest.rsplit_once(':').map_or(rest, |(name, _)| name);
        return format!("urn:{name}:…");
    }
    if text.parse::<f64>().is_ok() && text.len() < 16 {
        return "a number".to_owned();
    }
    characters(text.chars().count())
}

fn characters(length: usize) -> String {
    format!("{length} characters")
}

/// The length that a mask tells: `‹name:length:hash›`.
fn masked_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\u{2039}')?.strip_suffix('\u{203a}')?;
    inside.split(':').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(name: &str, one: &str, other: &str) -> bool {
        Value::named(name, one).key == Value::named(name, other).key
    }

    #[test]
    fn what_is_drawn_is_the_same_where_its_shape_is() {
        assert!(same("state", "abcdefgh", "ijklmnop") && !same("state", "abcdefgh", "abc"));
        assert!(same("code", "\u{2039}code:43:00000000\u{203a}", "\u{2039}code:43:ffffffff\u{203a}"));
        assert!(same("id_token.claims.iat", "1790000000", "1790000001"));
        assert!(!same("scope", "openid", "email"));
        assert!(!same(
            "client_secret",
            "\u{2039}client_secret:8:00000000\u{203a}",
            "\u{2039}client_secret:8:00000001\u{203a}"
        ));
        assert!(same("iss", "http://127.0.0.1:4000", "http://127.0.0.1:5000"));
        assert!(!same("iss", "http://127.0.0.1:4000/a", "http://127.0.0.1:5000/b"));
        assert!(!same("iss", "https://a.example:4000", "https://a.example:5000"));
        assert!(same("expires_in", "3600", "3599") && !same("expires_in", "3600", "60"));
    }
}
