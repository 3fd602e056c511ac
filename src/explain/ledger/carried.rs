//! What travels in a message: the secret, the verifier, the code and the tokens, found by their names and by their values.

use super::search::{self, Opened, Sought};
use super::value_of;
use crate::protocol::{dpop, token_response};
use crate::trace::{Exchange, Plan, Step, Trace};
use crate::wire::{Params, Request, uri};

/// What is looked for, in the order in which it is told: the name, and the rows of the ledger that are of its kind.
const KINDS: [(&str, &[&str]); 13] = [
    ("client_secret", &["client_secret"]),
    ("client_assertion", &[]),
    ("code_verifier", &["code_verifier"]),
    ("code_challenge", &["code_challenge"]),
    ("code", &["code"]),
    ("device_code", &["device_code"]),
    ("password", &["password"]),
    ("assertion", &["assertion"]),
    ("subject_token", &["subject_token"]),
    ("access_token", &["access_token", "front_token", "new_access_token"]),
    ("refresh_token", &["refresh_token", "new_refresh_token"]),
    ("id_token", &["id_token", "front_id_token"]),
    ("DPoP proof", &[]),
];

/// What travels in one exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Along with the request.
    pub request: Vec<&'static str>,
    /// Back with the answer.
    pub answer: Vec<&'static str>,
}

/// Looks into the messages of one record.
#[derive(Clone, Debug)]
pub struct Look<'a> {
    plan: &'a Plan,
    /// The kind, its row, and the value.
    values: Vec<(&'static str, &'static str, Sought)>,
}

impl<'a> Look<'a> {
    /// Knows the values of this record.
    #[must_use]
    pub fn of(trace: &'a Trace) -> Self {
        let rows = KINDS.into_iter().flat_map(|(kind, rows)| rows.iter().map(move |row| (kind, *row)));
        let values = rows.filter_map(|(kind, row)| Some((kind, row, Sought::new(value_of(trace, row)?)))).collect();
        Self { plan: &trace.plan, values }
    }

    /// What travels in a message and its answer.
    #[must_use]
    pub fn at(&self, exchange: &Exchange) -> Carried {
        self.at_opened(exchange, &Opened::of(exchange, self.plan))
    }

    pub(super) fn at_opened(&self, exchange: &Exchange, opened: &Opened) -> Carried {
        Carried { request: self.by_request(exchange, opened), answer: self.by_answer(exchange, opened) }
    }

    fn by_request(&self, exchange: &Exchange, opened: &Opened) -> Vec<&'static str> {
        let named = names_in(exchange);
        told(|kind| {
            named.iter().any(|name| name == kind) || self.any(kind, |row, value| opened.request_holds(row, value))
        })
    }

    fn by_answer(&self, exchange: &Exchange, opened: &Opened) -> Vec<&'static str> {
        let members = exchange.response.as_ref().and_then(token_response::members).unwrap_or_default();
        let is_told = |name: &str| members.get(name).and_then(|value| value.as_str()).is_some_and(|it| !it.is_empty());
        told(|kind| (kind != "code" && is_told(kind)) || self.any(kind, |_, value| opened.answer_holds(value)))
    }

    fn any(&self, kind: &str, holds: impl Fn(&'static str, &Sought) -> bool) -> bool {
        self.values.iter().any(|(of, row, value)| *of == kind && holds(row, value))
    }
}

/// Every kind that travels, in its order.
fn told(travels: impl Fn(&str) -> bool) -> Vec<&'static str> {
    KINDS.into_iter().map(|(kind, _)| kind).filter(|kind| travels(kind)).collect()
}

/// The names under which something is shown in a request, also where its value is not the one of this login.
fn names_in(exchange: &Exchange) -> Vec<String> {
    let request = &exchange.request;
    let mut names: Vec<String> = filled(&request.query()).collect();
    names.extend(filled(&Params::parse(uri::fragment(&request.url).unwrap_or_default())));
    names.extend(request.form().iter().flat_map(filled));
    // Elsewhere a parameter of that name is something else.
    let has_code = matches!(exchange.step, Step::Callback | Step::Redeem | Step::SignIn);
    names.retain(|name| name != "code" || has_code);
    names.extend(proofs(request));
    names
}

fn filled(params: &Params) -> impl Iterator<Item = String> {
    let names: Vec<String> =
        params.iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name.to_owned()).collect();
    names.into_iter()
}

/// What is shown in a header: a proof of a key (RFC 9449 4.1), an access token (RFC 6750 2.1, RFC 9449 7.1), a client
/// secret (RFC 6749 2.3.1).
fn proofs(request: &Request) -> Vec<String> {
    let mut shown = Vec::new();
    if request.headers.get(dpop::HEADER).is_some() {
        shown.push("DPoP proof".to_owned());
    }
    if let Some((scheme, rest)) = request.headers.get("authorization").and_then(|text| text.split_once(' ')) {
        let is = |name: &str| scheme.eq_ignore_ascii_case(name);
        if is("bearer") || is("dpop") {
            shown.push("access_token".to_owned());
        }
        if is("basic") && search::has_secret(rest) {
            shown.push("client_secret".to_owned());
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::sample;
    use crate::trace::{Level, Masker};

    fn at(trace: &Trace, step: Step) -> (Vec<&'static str>, Vec<&'static str>) {
        let carried = Look::of(trace).at(trace.last(step).unwrap());
        (carried.request, carried.answer)
    }

    #[test]
    fn each_message_carries_what_stands_in_it() {
        let full = sample::confidential();
        for level in [Level::Open, Level::Terminal, Level::Kept] {
            let trace = Masker::of(&full, level).trace(&full);
            assert_eq!(at(&trace, Step::Discover), (vec![], vec![]), "{level:?}");
            assert_eq!(at(&trace, Step::Authorize).0, ["code_challenge"], "{level:?}");
            assert_eq!(at(&trace, Step::Callback), (vec!["code"], vec![]), "{level:?}");
            let (request, answer) = at(&trace, Step::Redeem);
            assert_eq!(request, ["client_secret", "code_verifier", "code"], "{level:?}");
            assert_eq!(answer, ["access_token", "id_token"], "{level:?}");
            assert_eq!(at(&trace, Step::Userinfo), (vec!["access_token"], vec![]), "{level:?}");
        }
    }

    #[test]
    fn a_wrong_value_travels_under_its_name_all_the_same() {
        let mut trace = sample::public();
        let redeem = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap();
        redeem.request.body = "code=x&code_verifier=wrong&client_secret=".into();
        redeem.request.headers.push("DPoP", "e30.e30.e30");
        assert_eq!(at(&trace, Step::Redeem).0, ["code_verifier", "code", "DPoP proof"]);
        for (credentials, is_secret) in [("d2ViOg==", false), ("d2ViOng=", true), ("‹basic_credentials:9›", true)] {
            let redeem = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap();
            redeem.request.headers.set("authorization", format!("Basic {credentials}"));
            assert_eq!(at(&trace, Step::Redeem).0.contains(&"client_secret"), is_secret, "{credentials}");
        }
    }
}
