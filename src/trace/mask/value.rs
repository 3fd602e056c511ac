//! The mask of one value, and how a mask is told from what only looks like one.

use super::{Level, collect};
use crate::jose::{Jwt, base64url, sha256};

/// JWTs that can be read by anybody and used by nobody once their signature is gone.
const READABLE: [&str; 3] = ["id_token", "client_assertion", "dpop"];

/// The words that tell a masked value.
pub(super) const OPEN: char = '‹';
const CLOSE: char = '›';

/// Whether a value is the mask of one, or has one in it.
#[must_use]
pub fn is_masked(value: &str) -> bool {
    value.match_indices(OPEN).any(|(at, _)| {
        let mask = value[at..].split_inclusive(CLOSE).next().unwrap_or_default();
        is_whole_mask(mask)
    })
}

/// Whether a value was masked before: as a whole, or an ID token without its signature.
pub(super) fn was_masked(value: &str) -> bool {
    is_whole_mask(value) || value.rsplit_once('.').is_some_and(|(_, signature)| is_whole_mask(signature))
}

/// The mask of a value.
pub(super) fn mask(name: &str, value: &str) -> String {
    if was_masked(value) {
        return value.to_owned();
    }
    if name == "password" {
        return format!("{OPEN}password{CLOSE}");
    }
    if let Some((input, signature)) = readable(value).filter(|_| READABLE.contains(&name)) {
        return format!("{input}.{}", mask(&format!("{name}_signature"), signature));
    }
    if collect::SIGNED.contains(&name)
        && let Ok(jwt) = Jwt::parse(value)
    {
        return mask_signed(name, &jwt);
    }
    let length = value.chars().count();
    if is_guessable(value) {
        return format!("{OPEN}{name}:{length}{CLOSE}");
    }
    let [a, b, c, d, ..] = sha256(value.as_bytes());
    let hash = u32::from_be_bytes([a, b, c, d]);
    format!("{OPEN}{name}:{length}:{hash:08x}{CLOSE}")
}

/// Whether a value is a mask and nothing else: what only looks like one is as secret as anything.
fn is_whole_mask(value: &str) -> bool {
    let Some(inside) = value.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE)) else { return false };
    let mut parts = inside.split(':');
    let name = parts.next().unwrap_or_default();
    let length = parts.next().is_none_or(|length| !length.is_empty() && length.bytes().all(|c| c.is_ascii_digit()));
    let hash = parts.next().is_none_or(|hash| hash.len() == 8 && hash.bytes().all(|c| c.is_ascii_hexdigit()));
    let named = !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
    named && length && hash && parts.next().is_none()
}

/// Header and payload, the secret claims masked as they are elsewhere, and the mask of the signature.
fn mask_signed(name: &str, jwt: &Jwt) -> String {
    let mut claims = jwt.claims.clone();
    for (name, claim) in &mut claims {
        if let Some(text) = claim.as_str().filter(|_| collect::is_secret(Level::Kept, name)) {
            *claim = mask(name, text).into();
        }
    }
    let header = jwt.signing_input().split('.').next().unwrap_or_default();
    let payload = base64url(serde_json::Value::Object(claims).to_string().as_bytes());
    format!("{header}.{payload}.{}", mask(&format!("{name}_signature"), jwt.signature()))
}

/// The signature of a JWT that stays readable under this name, where it has one.
pub(super) fn signature<'a>(name: &str, value: &'a str) -> Option<&'a str> {
    let (_, signature) = readable(value).filter(|_| READABLE.contains(&name))?;
    (!signature.is_empty()).then_some(signature)
}

/// Header and payload of a signed JWT, and its signature; nothing where it is anything else.
fn readable(value: &str) -> Option<(&str, &str)> {
    Jwt::parse(value).ok().and_then(|_| value.rsplit_once('.'))
}

/// Whether somebody could find the value by hashing words: short, or made of few different characters.
fn is_guessable(value: &str) -> bool {
    let mut kinds: Vec<char> = value.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    value.len() < 20 || kinds.len() < 10
}
