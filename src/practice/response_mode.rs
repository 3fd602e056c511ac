//! Response modes: how the parameters of an answer travel, and in what wrapping.

use super::response_type::ResponseType;
use super::{Jarm, Provider};
use crate::wire::Params;

/// Where an answer goes, and how.
#[derive(Clone)]
pub(super) struct ReturnAddress {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) mode: ResponseMode,
    pub(super) state: Option<String>,
}

/// How an answer travels and whether it is signed as a whole (JARM 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ResponseMode {
    pub(super) way: Way,
    pub(super) wrapping: Wrapping,
}

/// How parameters travel (OAuth 2.0 Multiple Response Types 2.1, OAuth 2.0 Form Post Response Mode 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Query,
    Fragment,
    FormPost,
}

/// What they are wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    Nothing,
    Jwt,
}

impl ResponseMode {
    /// The mode of this name. `jwt` alone means the default way of the response type (JARM 2.3.4).
    pub(super) fn parse(name: &str, kind: ResponseType) -> Option<Self> {
        let (name, wrapping) = match name.strip_suffix("jwt") {
            None => (name, Wrapping::Nothing),
            Some("") => return Some(Self { way: default_way(kind), wrapping: Wrapping::Jwt }),
            Some(name) => (name.strip_suffix('.')?, Wrapping::Jwt),
        };
        let way = match name {
            "query" => Way::Query,
            "fragment" => Way::Fragment,
            "form_post" => Way::FormPost,
            _ => return None,
        };
        Some(Self { way, wrapping })
    }

    /// Whether an answer of this type may take it: no token ever travels in a query (OAuth 2.0 Multiple Response
    /// Types 5, JARM 2.3.1).
    pub(super) fn suits(self, kind: ResponseType) -> bool {
        self.way != Way::Query || !kind.gives_more_than_a_code()
    }
}

impl Provider {
    /// A redirect URI that was found in order, with what the request says about the way back. What it must not say
    /// counts for nothing: the error about it has to travel, too.
    pub(super) fn address(&self, redirect_uri: &str, received: &Params) -> ReturnAddress {
        let text = |name: &str| received.get(name).unwrap_or_default().to_owned();
        let kind = ResponseType::parse(&text("response_type")).unwrap_or(ResponseType::Code);
        let mode = received.get("response_mode").and_then(|name| ResponseMode::parse(name, kind));
        let mode = mode.filter(|mode| mode.suits(kind) && self.wraps(*mode));
        ReturnAddress {
            client_id: text("client_id"),
            redirect_uri: redirect_uri.to_owned(),
            mode: mode.unwrap_or(ResponseMode { way: default_way(kind), wrapping: Wrapping::Nothing }),
            state: received.get("state").map(ToOwned::to_owned),
        }
    }

    /// Whether an answer can be wrapped like this under the policy.
    pub(super) fn wraps(&self, mode: ResponseMode) -> bool {
        mode.wrapping == Wrapping::Nothing || self.config.policy.asking.jarm == Jarm::On
    }

    /// The values of `response_modes_supported`.
    pub(super) fn response_modes(&self) -> &'static [&'static str] {
        match self.config.policy.asking.jarm {
            Jarm::On => &["query", "fragment", "form_post", "query.jwt", "fragment.jwt", "form_post.jwt", "jwt"],
            Jarm::Off => &["query", "fragment", "form_post"],
        }
    }
}

/// OAuth 2.0 Multiple Response Types 2.1 and 5: the query for a code, the fragment for whatever holds a token.
fn default_way(kind: ResponseType) -> Way {
    if kind.gives_more_than_a_code() { Way::Fragment } else { Way::Query }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_a_way_and_a_wrapping() {
        let jwt = |way| Some(ResponseMode { way, wrapping: Wrapping::Jwt });
        assert_eq!(ResponseMode::parse("jwt", ResponseType::Code), jwt(Way::Query));
        assert_eq!(ResponseMode::parse("jwt", ResponseType::CodeToken), jwt(Way::Fragment));
        assert_eq!(ResponseMode::parse("form_post.jwt", ResponseType::Code), jwt(Way::FormPost));
        for none in ["", ".jwt", "queryjwt", "query.jwt.jwt", "web_message", "Query"] {
            assert_eq!(ResponseMode::parse(none, ResponseType::Code), None, "{none}");
        }
        let query = ResponseMode::parse("query.jwt", ResponseType::IdToken).unwrap();
        assert!(!query.suits(ResponseType::IdToken) && query.suits(ResponseType::Code));
    }
}
