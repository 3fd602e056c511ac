//! Which values of a login a command must not show, and the placeholders that stand for them.

use super::quote::Piece;
use crate::protocol::token_response;
use crate::trace::mask::is_masked;
use crate::trace::{Step, Trace};
use crate::wire::{Params, uri};

/// A placeholder: the name of a shell variable and what it stands for.
pub(super) type Placeholder = (&'static str, &'static str);

pub(super) const CLIENT_SECRET: Placeholder = ("CLIENT_SECRET", "the client secret");
pub(super) const BASIC: Placeholder =
    ("BASIC", "base64 of client_id:client_secret as it was sent (each form-encoded first, RFC 6749 2.3.1)");

/// The parameters that have a placeholder, and the same inside a URL, where the value must be encoded already.
const NAMED: [(&str, Placeholder, Placeholder); 15] = [
    ("client_secret", CLIENT_SECRET, ("CLIENT_SECRET_ENCODED", "the client secret, percent-encoded")),
    (
        "code_verifier",
        ("CODE_VERIFIER", "the code_verifier of this login"),
        ("CODE_VERIFIER_ENCODED", "the code_verifier of this login, percent-encoded"),
    ),
    (
        "code",
        ("CODE", "the authorization code, good once and for a short time"),
        ("CODE_ENCODED", "the authorization code, percent-encoded"),
    ),
    (
        "access_token",
        ("ACCESS_TOKEN", "the access token"),
        ("ACCESS_TOKEN_ENCODED", "the access token, percent-encoded"),
    ),
    (
        "refresh_token",
        ("REFRESH_TOKEN", "the refresh token"),
        ("REFRESH_TOKEN_ENCODED", "the refresh token, percent-encoded"),
    ),
    ("id_token", ("ID_TOKEN", "the ID token"), ("ID_TOKEN_ENCODED", "the ID token, percent-encoded")),
    // These stand in a command as they are, unless their signature is masked.
    ("request", REQUEST_OBJECT, REQUEST_OBJECT),
    ("response", ("RESPONSE", "the signed answer"), ("RESPONSE", "the signed answer")),
    ("client_assertion", CLIENT_ASSERTION, CLIENT_ASSERTION),
    ("id_token_hint", ID_TOKEN_HINT, ID_TOKEN_HINT),
    ("device_code", DEVICE_CODE, DEVICE_CODE),
    ("password", PASSWORD, PASSWORD),
    ("assertion", ASSERTION, ASSERTION),
    ("subject_token", SUBJECT_TOKEN, SUBJECT_TOKEN),
    ("actor_token", ACTOR_TOKEN, ACTOR_TOKEN),
];
const DEVICE_CODE: Placeholder = ("DEVICE_CODE", "the device_code (RFC 8628 3.2)");
const PASSWORD: Placeholder = ("PASSWORD", "the password of the user");
const ASSERTION: Placeholder = ("ASSERTION", "the JWT that is the grant (RFC 7523 2.1)");
const SUBJECT_TOKEN: Placeholder = ("SUBJECT_TOKEN", "the token that is traded (RFC 8693 2.1)");
const ACTOR_TOKEN: Placeholder = ("ACTOR_TOKEN", "the token of whoever acts (RFC 8693 2.1)");
const REQUEST_OBJECT: Placeholder = ("REQUEST_OBJECT", "the signed request (RFC 9101)");
pub(super) const CLIENT_ASSERTION: Placeholder =
    ("CLIENT_ASSERTION", "a JWT that proves the client, good once (RFC 7523 2.2)");
const ID_TOKEN_HINT: Placeholder = ("ID_TOKEN_HINT", "the ID token that was given as a hint");

/// A proof is made for one message; without its signature it proves nothing.
pub(super) const DPOP_PROOF: Placeholder = ("DPOP_PROOF", "a DPoP proof for this request, good once (RFC 9449 4.2)");

/// The secrets of a login, and which placeholders were used so far.
pub(super) struct Secrets {
    values: Vec<(String, usize)>,
    used: Vec<Placeholder>,
}

impl Secrets {
    /// The secrets that this record knows.
    pub(super) fn of(trace: &Trace) -> Self {
        let mut secrets = Self { values: Vec::new(), used: Vec::new() };
        secrets.learn("client_secret", trace.plan.client.client_secret.as_deref());
        secrets.learn("code_verifier", trace.plan.nonces.code_verifier.as_deref());
        let answered = trace.answered();
        for name in ["code", "access_token", "id_token"] {
            secrets.learn(name, answered.get(name));
        }
        let issuing = [Step::Redeem, Step::Token, Step::Refresh].into_iter().flat_map(|step| trace.of(step));
        for response in issuing.filter_map(|exchange| exchange.response.as_ref()) {
            let members = token_response::members(response).unwrap_or_default();
            for name in ["access_token", "refresh_token", "id_token"] {
                secrets.learn(name, members.get(name).and_then(serde_json::Value::as_str));
            }
        }
        secrets.values.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        secrets
    }

    /// The comment lines for every placeholder that was used.
    pub(super) fn comments(&self) -> String {
        let lines = self.used.iter().map(|(name, meaning)| ["# $", name, ": ", meaning, "\n"].concat());
        lines.collect()
    }

    /// Every placeholder that was used since it was last asked.
    pub(super) fn take_used(&mut self) -> Vec<Placeholder> {
        std::mem::take(&mut self.used)
    }

    /// A placeholder, noted as used.
    pub(super) fn placeholder(&mut self, placeholder: Placeholder) -> Piece {
        if !self.used.contains(&placeholder) {
            self.used.push(placeholder);
        }
        Piece::Placeholder(placeholder.0)
    }

    /// A pair of a form: its name as it is written and the placeholder of its value, where that is a secret.
    pub(super) fn in_pair<'a>(&mut self, pair: &'a str) -> Option<(&'a str, Piece)> {
        let (name, index) = self.secret_pair(pair)?;
        Some((name, self.placeholder(NAMED[index].1)))
    }

    /// A URL with placeholders for secret parameters.
    pub(super) fn in_url(&mut self, url: &str) -> Vec<Piece> {
        let start = uri::without_query(url).len();
        let mut pieces = vec![Piece::plain(&url[..start])];
        for part in url[start..].split_inclusive(['?', '#', '&']) {
            let pair = part.trim_end_matches(['?', '#', '&']);
            match self.secret_pair(pair) {
                Some((name, index)) => {
                    let as_it_is = pair.get(name.len() + 1..) == value_of(pair).as_deref();
                    let placeholder = self.placeholder(if as_it_is { NAMED[index].1 } else { NAMED[index].2 });
                    pieces.extend([Piece::plain(format!("{name}=")), placeholder, Piece::plain(&part[pair.len()..])]);
                }
                None => pieces.push(Piece::plain(part)),
            }
        }
        pieces
    }

    /// The value of a header with placeholders.
    pub(super) fn in_header(&mut self, name: &str, value: &str) -> Vec<Piece> {
        if name.eq_ignore_ascii_case("dpop") && is_masked(value) {
            return vec![self.placeholder(DPOP_PROOF)];
        }
        let bearer = value.split_once(' ').filter(|_| name.eq_ignore_ascii_case("authorization"));
        match bearer {
            Some((scheme, token)) if is_masked(token) => {
                vec![Piece::plain(format!("{scheme} ")), self.placeholder(NAMED[3].1)]
            }
            _ => self.in_octets(value.as_bytes()),
        }
    }

    /// Any other content with placeholders for the secrets in it.
    pub(super) fn in_octets(&mut self, octets: &[u8]) -> Vec<Piece> {
        let Ok(text) = std::str::from_utf8(octets) else { return vec![Piece::plain(octets)] };
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((at, length, index)) = self.first_in(rest) {
            pieces.push(Piece::plain(&rest[..at]));
            pieces.push(self.placeholder(NAMED[index].1));
            rest = &rest[at + length..];
        }
        pieces.push(Piece::plain(rest));
        pieces
    }

    fn learn(&mut self, name: &str, value: Option<&str>) {
        let index = NAMED.iter().position(|row| row.0 == name);
        if let (Some(index), Some(value)) = (index, value.filter(|value| !value.is_empty())) {
            self.values.push((value.to_owned(), index));
        }
    }

    /// The secret nearest to the beginning, the longer one where two begin there.
    fn first_in(&self, text: &str) -> Option<(usize, usize, usize)> {
        let found = self.values.iter().filter_map(|(value, index)| {
            let mut places = text.match_indices(value.as_str()).map(|(at, _)| at);
            Some((places.find(|at| stands_alone(text, *at, value.len()))?, value.len(), *index))
        });
        found.min_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)))
    }

    /// A parameter whose value is a secret of this login, by its value; by its name where the value is masked, and for
    /// the client secret always: also one that was changed on purpose is nobody's business.
    fn secret_pair<'a>(&self, pair: &'a str) -> Option<(&'a str, usize)> {
        let (name, _) = pair.split_once('=')?;
        let value = value_of(pair).filter(|value| !value.is_empty())?;
        let by_name = NAMED.iter().position(|row| row.0 == name).filter(|index| *index == 0 || is_masked(&value));
        let same_name = |index: &usize| NAMED[*index].0 == name;
        let of_value = || self.values.iter().filter(|(known, _)| *known == value).map(|(_, index)| *index);
        let index = by_name.or_else(|| of_value().find(same_name)).or_else(|| of_value().next())?;
        Some((name, index))
    }
}

/// The placeholder of a parameter or member of this name.
pub(super) fn named(name: &str) -> Option<Placeholder> {
    NAMED.iter().find(|row| row.0 == name).map(|row| row.1)
}

fn value_of(pair: &str) -> Option<String> {
    Params::parse(pair).iter().next().map(|(_, value)| value.to_owned())
}

/// Whether what begins here is the value itself: a short one is also a part of many words.
fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    const LONG: usize = 16;
    let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    length >= LONG || !(part_of_word(text[..at].chars().last()) || part_of_word(text[at + length..].chars().next()))
}
