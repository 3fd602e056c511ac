//! Issuers of many tenants: a document whose `issuer` has a place for the tenant, which the ID token fills.
//!
//! No specification knows this (OpenID Connect Discovery 4.3 wants the issuer exact), so it counts only where somebody
//! asked for it by giving the template.

use super::Server;

/// The place for the tenant, as the multi-tenant documents of Microsoft Entra ID write it.
const TENANT: &str = "{tenantid}";

/// Whether an issuer is the template itself, or the template with a tenant in its place.
#[must_use]
pub fn fits(template: &str, issuer: &str) -> bool {
    template.contains(TENANT) && (issuer == template || tenant(template, issuer).is_some())
}

/// The tenant that stands in the place of the template.
fn tenant<'a>(template: &str, issuer: &'a str) -> Option<&'a str> {
    let (before, after) = template.split_once(TENANT)?;
    let tenant = issuer.strip_prefix(before)?.strip_suffix(after)?;
    is_tenant(tenant).then_some(tenant)
}

/// The issuer that an ID token of this tenant has to name, where the server is one of many tenants.
#[must_use]
pub fn of_tenant(server: &Server, tid: Option<&str>) -> Option<String> {
    let template = server.issuer_template.as_deref()?;
    let published = server.metadata.as_ref()?.text("issuer").filter(|published| fits(template, published))?;
    if published != template {
        return Some(published.to_owned());
    }
    tid.filter(|tid| is_tenant(tid)).map(|tid| template.replacen(TENANT, tid, 1))
}

/// The id of a tenant is one segment of a path.
fn is_tenant(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Metadata, Needs, ServerHints};

    const TEMPLATE: &str = "https://login.example/{tenantid}/v2.0";

    fn server(published: &str) -> Server {
        let document = serde_json::json!({
            "issuer": published, "authorization_endpoint": "https://login.example/a", "token_endpoint": "https://login.example/t",
        });
        let hints = ServerHints { issuer_template: Some(TEMPLATE.into()), ..ServerHints::default() };
        Server::pin(&hints, Some(Metadata(document.as_object().unwrap().clone())), Needs::default()).unwrap()
    }

    #[test]
    fn a_tenant_is_one_segment_and_nothing_else() {
        for (issuer, right) in [
            (TEMPLATE, true),
            ("https://login.example/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0", true),
            ("https://login.example//v2.0", false),
            ("https://login.example/a/b/v2.0", false),
            ("https://login.example/a", false),
            ("https://login.example/{other}/v2.0", false),
            ("https://evil.example/a/v2.0", false),
        ] {
            assert_eq!(fits(TEMPLATE, issuer), right, "{issuer}");
        }
        assert!(!fits("https://login.example/v2.0", "https://login.example/v2.0"), "no template, nothing to fit");
    }

    #[test]
    fn the_token_fills_the_place_that_the_document_leaves() {
        let many = server(TEMPLATE);
        assert_eq!(of_tenant(&many, Some("9188040d")).as_deref(), Some("https://login.example/9188040d/v2.0"));
        for tid in [None, Some(""), Some("a/../b"), Some("{tenantid}")] {
            assert_eq!(of_tenant(&many, tid), None, "{tid:?}");
        }
        let one = server("https://login.example/9188040d/v2.0");
        assert_eq!(of_tenant(&one, Some("another")).as_deref(), Some("https://login.example/9188040d/v2.0"));
        assert_eq!(of_tenant(&server("https://login.example"), Some("9188040d")), None);
    }
}
