//! What a token that cannot be taken apart looks like.

use super::Opaque;
use crate::jose::{Jwt, from_base64url};

/// Beginnings by which issuers mark their tokens.
const PREFIXES: [(&str, &str); 28] = [
    ("gho_", "an OAuth access token of GitHub"),
    ("ghu_", "a user access token of a GitHub App"),
    ("ghs_", "an installation access token of a GitHub App"),
    ("ghr_", "a refresh token of a GitHub App"),
    ("ghp_", "a personal access token of GitHub"),
    ("github_pat_", "a fine-grained personal access token of GitHub"),
    ("glpat-", "a personal access token of GitLab"),
    ("gloas-", "an application secret of GitLab"),
    ("ya29.", "an access token of Google"),
    ("1//", "a refresh token of Google"),
    ("4/0", "an authorization code of Google"),
    ("GOCSPX-", "a client secret of Google"),
    ("xoxb-", "a bot token of Slack"),
    ("xoxp-", "a user token of Slack"),
    ("xoxe.", "a rotating token of Slack"),
    ("xapp-", "an app-level token of Slack"),
    ("EAA", "an access token of Facebook"),
    ("shpat_", "an access token of Shopify"),
    ("doo_v1_", "an OAuth access token of DigitalOcean"),
    ("dor_v1_", "an OAuth refresh token of DigitalOcean"),
    ("ory_at_", "an access token of Ory Hydra"),
    ("ory_rt_", "a refresh token of Ory Hydra"),
    ("ory_ac_", "an authorization code of Ory Hydra"),
    ("lin_oauth_", "an OAuth access token of Linear"),
    ("hf_", "an access token of Hugging Face"),
    ("sk_live_", "a live secret key of Stripe"),
    ("gAAAAA", "a Fernet token: encrypted, with a time stamp"),
    ("PHNhbWw", "a SAML assertion in base64"),
];

/// So much randomness nobody guesses (RFC 6749 10.10).
const ENOUGH: usize = 128;

pub(super) fn look(text: &str) -> Opaque {
    let known = PREFIXES.iter().find(|(prefix, _)| text.starts_with(prefix));
    let known = known.map(|(prefix, what)| format!("{what}, by its beginning `{prefix}`"));
    let looks = known.into_iter().chain(paseto(text)).chain(part_of_jwt(text)).chain([alphabet(text)]);
    Opaque { length: text.chars().count(), looks: looks.collect() }
}

fn paseto(text: &str) -> Option<String> {
    let (version, rest) = text.split_once('.')?;
    let number = version.strip_prefix('v').filter(|number| matches!(*number, "1" | "2" | "3" | "4"))?;
    match rest.split('.').next()? {
        "public" => Some(format!("a signed PASETO, version {number}: readable, but by other programs than this one")),
        "local" => Some(format!("an encrypted PASETO, version {number}")),
        _ => None,
    }
}

/// JSON in base64url: one part of a JWT, or one of too many.
fn part_of_jwt(text: &str) -> Option<String> {
    let json = |part: &str| from_base64url(part).is_some_and(|octets| octets.starts_with(b"{\""));
    let (first, rest) = text.split_once('.').map_or((text, None), |(first, rest)| (first, Some(rest)));
    if !json(first) {
        return None;
    }
    match rest {
        None => Some("one part of a JWT: the others were left away".to_owned()),
        Some(_) => Jwt::parse(text).err().map(|why| format!("a broken JWT: {why}")),
    }
}

fn alphabet(text: &str) -> String {
    let is = |allowed: fn(char) -> bool| text.chars().all(allowed);
    let length = text.chars().count();
    if is_uuid(text) {
        return "a UUID: 122 random bits at most, too few to be safe from guessing (RFC 6749 10.10)".to_owned();
    }
    if is(|c| c.is_ascii_digit()) {
        return format!("digits only: {}", strength(length * 10 / 3));
    }
    if is(|c| c.is_ascii_hexdigit()) {
        return format!("hexadecimal: {}", strength(length * 4));
    }
    if is(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=')) {
        return format!("base64url, or letters and digits: {}", strength(length * 6));
    }
    if is(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')) {
        return format!("base64: {}", strength(length * 6));
    }
    if is(|c| c.is_ascii_alphanumeric() || "-._~+/=".contains(c)) {
        return format!("the characters of a bearer token: {}", strength(length * 6));
    }
    "characters that a bearer token must not have (RFC 6750 2.1): is it whole, and is it a token?".to_owned()
}

/// For what was drawn, length is strength.
fn strength(bits: usize) -> String {
    let judged = if bits < ENOUGH { ", too few to be safe from guessing (RFC 6749 10.10)" } else { "" };
    format!("{bits} bits at most if it was drawn at random{judged}")
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.concat().chars().all(|c| c.is_ascii_hexdigit())
}
