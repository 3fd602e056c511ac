//! The server's metadata: OpenID Connect Discovery 1.0 and RFC 8414.

use serde_json::{Map, Value};

use super::check::{or_absent, quoted};
use super::issuer;
use super::{Checks, Endpoint, Examined, Needs, ServerHints, Verdict};
use crate::wire::{Request, Response, json, uri};

/// A place where a metadata document may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its URL.
    pub url: String,
    /// Which convention it follows.
    pub convention: Convention,
}

/// Where a document is looked for, given an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// `/.well-known/openid-configuration` appended to the issuer (OpenID Connect Discovery 4).
    OpenIdAppended,
    /// `/.well-known/oauth-authorization-server` inserted before the path (RFC 8414 3).
    OAuthInserted,
    /// `/.well-known/oauth-authorization-server` appended: no specification says so, some servers do it.
    OAuthAppended,
}

/// A metadata document, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata(pub Map<String, Value>);

/// The places to try for an issuer, in order. They differ only where the issuer has a path.
#[must_use]
pub fn places(issuer: &str) -> Vec<Place> {
    let bare = issuer.strip_suffix('/').unwrap_or(issuer);
    let (origin, path) = (uri::origin(bare), uri::path(bare));
    let mut places = vec![
        Place { url: format!("{bare}/.well-known/openid-configuration"), convention: Convention::OpenIdAppended },
        Place {
            url: format!("{origin}/.well-known/oauth-authorization-server{path}"),
            convention: Convention::OAuthInserted,
        },
    ];
    if !path.is_empty() {
        places.push(Place {
            url: format!("{bare}/.well-known/oauth-authorization-server"),
            convention: Convention::OAuthAppended,
        });
    }
    places
}

/// The request for a document.
#[must_use]
pub fn request(place: &Place) -> Request {
    let mut request = Request::get(&place.url);
    request.headers.push("accept", "application/json");
    request
}

/// Whether an answer holds a document at all; where it does not, the next place is tried.
#[must_use]
pub fn is_document(response: &Response) -> bool {
    response.status == 200 && json::object(response.body.octets()).is_ok()
}

/// Examines a document: its form, its issuer, and the endpoints a login needs.
#[must_use]
pub fn accept(hints: &ServerHints, needs: Needs, place: &Place, response: &Response) -> Examined<Metadata> {
    let mut checks = Checks::default();
    check_reachable(&mut checks, place, response);
    let Some(map) = json::object(response.body.octets()).ok().filter(|_| checks.first_failure().is_none()) else {
        return checks.accept(None);
    };
    let document = Metadata(map);
    check_issuer(&mut checks, hints, &document);
    check_members(&mut checks, hints, needs, &document);
    check_https(&mut checks, hints, needs, &document);
    checks.accept(Some(document))
}

fn check_reachable(checks: &mut Checks, place: &Place, response: &Response) {
    let media = response.headers.media_type();
    let json = media.as_deref().is_some_and(|media| media == "application/json" || media.ends_with("+json"));
    let document = is_document(response);
    let verdict = match (document, json, place.convention) {
        (false, ..) => Verdict::Fail,
        (true, true, Convention::OpenIdAppended | Convention::OAuthInserted) => Verdict::Pass,
        (true, ..) => Verdict::Warn,
    };
    let seen = format!(
        "{} with content type {}{} at {}",
        response.status,
        or_absent(response.headers.get("content-type")),
        json::object(response.body.octets())
            .err()
            .map(|reason| format!(", no JSON object ({reason})"))
            .unwrap_or_default(),
        place.url,
    );
    checks.note("metadata-reachable", verdict, "200 and a JSON object, content type application/json", seen);
}

fn check_issuer(checks: &mut Checks, hints: &ServerHints, document: &Metadata) {
    let (asked, found) = (hints.issuer.as_deref().unwrap_or_default(), document.text("issuer"));
    let of_many = |found: &str| hints.issuer_template.as_deref().is_some_and(|template| issuer::fits(template, found));
    let (verdict, seen) = match found {
        Some(found) if found == asked => (Verdict::Pass, quoted(found)),
        Some(found) if of_many(found) => (Verdict::Warn, format!("{}, an issuer of many tenants", quoted(found))),
        // Documents for many tenants, as Microsoft's `common`, name none.
        Some(found) if found.contains('{') => {
            let words = "a template for many tenants: ask for the issuer of one of them";
            (Verdict::Fail, format!("{} ({words})", quoted(found)))
        }
        Some(found) => (Verdict::Fail, format!("{} ({})", quoted(found), first_difference(asked, found))),
        None => (Verdict::Fail, or_absent(None)),
    };
    checks.note("metadata-issuer-exact", verdict, quoted(asked), seen);
}

/// Where two strings part: what a person overlooks in two long URLs.
#[must_use]
pub fn first_difference(asked: &str, found: &str) -> String {
    let at = asked.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let name = |text: &str| text.chars().nth(at).map_or_else(|| "the end".to_owned(), |c| format!("`{c}`"));
    format!("they differ at character {}: {} asked, {} found", at + 1, name(asked), name(found))
}

/// Without its two endpoints there is no flow; what else is REQUIRED and missing is told.
fn check_members(checks: &mut Checks, hints: &ServerHints, needs: Needs, document: &Metadata) {
    let given = |name: &str| match name {
        "authorization_endpoint" => hints.authorization_endpoint.is_some(),
        "token_endpoint" => hints.token_endpoint.is_some(),
        _ => Endpoint::ALL.iter().any(|kind| kind.member() == name && hints.endpoints.contains_key(kind)),
    };
    let missing: Vec<&str> =
        needs.members.iter().copied().filter(|name| !given(name) && document.text(name).is_none()).collect();
    let openid = ["jwks_uri", "subject_types_supported", "id_token_signing_alg_values_supported"];
    let required = openid.iter().filter(|_| document.is_openid()).chain(&["response_types_supported"]);
    let unnamed: Vec<&str> = required.copied().filter(|name| !document.0.contains_key(*name)).collect();
    let verdict = match (missing.is_empty(), unnamed.is_empty()) {
        (false, _) => Verdict::Fail,
        (true, false) => Verdict::Warn,
        (true, true) => Verdict::Pass,
    };
    let all: Vec<&str> = missing.into_iter().chain(unnamed).collect();
    let seen = if all.is_empty() { "all are there".to_owned() } else { format!("missing: {}", all.join(", ")) };
    checks.note("metadata-required-members", verdict, "the endpoints of this flow, and every REQUIRED member", seen);
}

/// What this flow uses has to be safe; what it does not use is worth a word.
fn check_https(checks: &mut Checks, hints: &ServerHints, needs: Needs, document: &Metadata) {
    const USED: [&str; 4] = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"];
    let is_safe = |url: &str| {
        let protected = uri::is_https(url) || uri::is_loopback(url) || (hints.allow_http && uri::is_http(url));
        protected && !url.contains('#') && !uri::is_ambiguous(url)
    };
    let is_used = |name: &str| USED.contains(&name) || needs.members.contains(&name);
    let plain = document.endpoints().map(|(name, url)| (is_used(name), name, url));
    let aliases = document.aliases().map(|(name, url)| (needs.mutual_tls && is_used(name), name, url));
    let unsafe_ones: Vec<(bool, &str, &str)> = plain.chain(aliases).filter(|(.., url)| !is_safe(url)).collect();
    let verdict = match unsafe_ones.iter().any(|(is_used, ..)| *is_used) {
        _ if unsafe_ones.is_empty() => Verdict::Pass,
        true => Verdict::Fail,
        false => Verdict::Warn,
    };
    let wrong: Vec<String> = unsafe_ones.iter().map(|(_, name, url)| format!("{name} {}", quoted(url))).collect();
    let seen = if wrong.is_empty() { "all are".to_owned() } else { wrong.join(", ") };
    let expected = "every endpoint is https (or on this machine) and has no fragment";
    checks.note("metadata-endpoints-https", verdict, expected, seen);
}

/// Where a client that shows a certificate finds what it asks (RFC 8705 5).
const ALIASES: &str = "mtls_endpoint_aliases";
/// Where the browser is sent.
const BY_BROWSER: [&str; 2] = ["authorization_endpoint", "end_session_endpoint"];

impl Metadata {
    /// A member that is a string.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A member that is true or false.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name).and_then(Value::as_bool)
    }

    /// A member that is a list of strings; none where it is absent (an empty list is something else).
    #[must_use]
    pub fn list(&self, name: &str) -> Option<Vec<&str>> {
        Some(self.0.get(name)?.as_array()?.iter().filter_map(Value::as_str).collect())
    }

    /// The endpoint that takes the place of one for clients that show a certificate. What a client does not ask itself
    /// has no meaning there (RFC 8705 5): the browser goes where it always goes.
    #[must_use]
    pub fn alias(&self, name: &str) -> Option<&str> {
        if !name.ends_with("_endpoint") || BY_BROWSER.contains(&name) {
            return None;
        }
        self.0.get(ALIASES)?.get(name)?.as_str()
    }

    /// Whether the document is one of OpenID Connect (Discovery 3 makes this member REQUIRED, RFC 8414 does not know it).
    #[must_use]
    pub fn is_openid(&self) -> bool {
        self.0.contains_key("id_token_signing_alg_values_supported") || self.0.contains_key("subject_types_supported")
    }

    /// Every endpoint for clients that show a certificate, with the names that they have without one.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.0.get(ALIASES).and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.as_str());
        names.filter_map(|name| Some((name, self.alias(name)?)))
    }

    /// Every endpoint and the key set, with their names.
    pub fn endpoints(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(|(name, _)| name.ends_with("_endpoint") || *name == "jwks_uri")
            .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NEEDS: Needs = Needs { members: &["authorization_endpoint", "token_endpoint"], mutual_tls: false };

    fn examine(issuer: &str, document: &Value) -> Examined<Metadata> {
        let hints = ServerHints { issuer: Some(issuer.into()), discover: true, ..ServerHints::default() };
        let response = Response::new(200).with_body("application/json", document.to_string());
        accept(&hints, NEEDS, &places(issuer)[0], &response)
    }

    fn failed(examined: &Examined<Metadata>) -> Vec<&str> {
        examined.checks.iter().filter(|c| c.verdict == Verdict::Fail).map(|c| c.id.as_ref()).collect()
    }

    #[test]
    fn places_follow_both_conventions() {
        let urls = |issuer| places(issuer).into_iter().map(|place| place.url).collect::<Vec<_>>();
        assert_eq!(
            urls("https://h/t1"),
            [
                "https://h/t1/.well-known/openid-configuration",
                "https://h/.well-known/oauth-authorization-server/t1",
                "https://h/t1/.well-known/oauth-authorization-server",
            ]
        );
        assert_eq!(
            urls("https://h/"),
            ["https://h/.well-known/openid-configuration", "https://h/.well-known/oauth-authorization-server"]
        );
    }

    #[test]
    fn the_issuer_is_compared_as_text() {
        let document =
            json!({"issuer": "https://h/", "authorization_endpoint": "https://h/a", "token_endpoint": "https://h/t"});
        let sound = examine("https://h/", &document);
        assert!(sound.outcome.is_ok());
        assert!(sound.checks[2].seen.contains("response_types_supported"), "{:?}", sound.checks[2]);
        let examined = examine("https://h", &document);
        assert_eq!(failed(&examined), ["metadata-issuer-exact"]);
        let template = json!({"issuer": "https://h/{tenantid}/v2.0"});
        assert!(examine("https://h/common", &template).checks[1].seen.contains("a template for many tenants"));
        assert!(examined.checks[1].seen.contains("character 10: the end asked, `/` found"), "{:?}", examined.checks[1]);
    }

    #[test]
    fn endpoints_must_be_there_and_safe() {
        let document =
            json!({"issuer": "https://h", "authorization_endpoint": "http://h/a#x", "jwks_uri": "http://127.0.0.1/k"});
        assert_eq!(failed(&examine("https://h", &document)), ["metadata-required-members", "metadata-endpoints-https"]);
    }

    #[test]
    fn an_alias_counts_where_the_client_asks_itself_and_shows_a_certificate() {
        let document = json!({
            "issuer": "https://h", "authorization_endpoint": "https://h/a", "token_endpoint": "https://h/t",
            "mtls_endpoint_aliases": {"token_endpoint": "http://h/m", "authorization_endpoint": "https://m/a"},
        });
        let metadata = Metadata(document.as_object().unwrap().clone());
        assert_eq!(
            (metadata.alias("token_endpoint"), metadata.alias("authorization_endpoint")),
            (Some("http://h/m"), None)
        );
        let examined = examine("https://h", &document);
        let https = examined.checks.iter().find(|check| check.id == "metadata-endpoints-https").unwrap();
        assert_eq!((https.verdict, https.seen.as_str()), (Verdict::Warn, "token_endpoint \"http://h/m\""));
        let hints = ServerHints { issuer: Some("https://h".into()), discover: true, ..ServerHints::default() };
        let response = Response::new(200).with_body("application/json", document.to_string());
        let needs = Needs { mutual_tls: true, ..NEEDS };
        assert_eq!(failed(&accept(&hints, needs, &places("https://h")[0], &response)), ["metadata-endpoints-https"]);
    }
}
