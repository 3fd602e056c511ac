//! Where the provider lives: its issuer, the paths of its endpoints, and the cookie that knows a browser.

use crate::wire::{Request, uri};

/// The addresses of one provider.
pub(super) struct Site {
    issuer: String,
    base: String,
    cookie: String,
}

/// What answers at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    Start,
    OpenIdConfiguration,
    AuthorizationServer,
    Jwks,
    Par,
    Authorize,
    Login,
    Consent,
    Token,
    Userinfo,
    Api,
    Introspection,
    Revocation,
    DeviceAuthorization,
    Device,
    EndSession,
    Registration,
    /// The registration of one client, whose id follows (RFC 7592 2).
    ClientConfiguration,
}

const APPENDED: &str = "/.well-known/openid-configuration";
const INSERTED: &str = "/.well-known/oauth-authorization-server";

impl Site {
    pub(super) fn new(issuer: &str) -> Self {
        let port = uri::authority(issuer).rsplit_once(':').map_or("", |(_, port)| port);
        // Cookies do not know ports, so that servers on one host need names of their own (RFC 6265 8.5).
        let port: String = port.chars().filter(char::is_ascii_digit).collect();
        let cookie = format!("oauth-flow-practice-{port}").trim_end_matches('-').to_owned();
        let base = uri::path(issuer).trim_end_matches('/').to_owned();
        Self { issuer: issuer.to_owned(), base, cookie }
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Which endpoint a path means. Discovery appends (OpenID Connect Discovery 4.1), RFC 8414 3.1 inserts.
    pub(super) fn endpoint(&self, path: &str) -> Option<Endpoint> {
        if path.strip_prefix(INSERTED) == Some(self.base.as_str()) {
            return Some(Endpoint::AuthorizationServer);
        }
        match path.strip_prefix(self.base.as_str())? {
            "" | "/" => Some(Endpoint::Start),
            APPENDED => Some(Endpoint::OpenIdConfiguration),
            "/jwks" => Some(Endpoint::Jwks),
            "/par" => Some(Endpoint::Par),
            "/authorize" => Some(Endpoint::Authorize),
            "/login" => Some(Endpoint::Login),
            "/consent" => Some(Endpoint::Consent),
            "/token" => Some(Endpoint::Token),
            "/userinfo" => Some(Endpoint::Userinfo),
            "/api" => Some(Endpoint::Api),
            "/introspect" => Some(Endpoint::Introspection),
            "/revoke" => Some(Endpoint::Revocation),
            "/device_authorization" => Some(Endpoint::DeviceAuthorization),
            "/device" => Some(Endpoint::Device),
            "/logout" => Some(Endpoint::EndSession),
            "/register" => Some(Endpoint::Registration),
            other => other.strip_prefix("/register/").map(|_| Endpoint::ClientConfiguration),
        }
    }

    /// The absolute URL of an endpoint.
    pub(super) fn url(&self, endpoint: Endpoint) -> String {
        format!("{}{}", uri::origin(&self.issuer), self.path(endpoint))
    }

    /// The path of an endpoint, for links and forms on its own pages.
    pub(super) fn path(&self, endpoint: Endpoint) -> String {
        let base = &self.base;
        match endpoint {
            Endpoint::Start => format!("{base}/"),
            Endpoint::OpenIdConfiguration => format!("{base}{APPENDED}"),
            Endpoint::AuthorizationServer => format!("{INSERTED}{base}"),
            Endpoint::Jwks => format!("{base}/jwks"),
            Endpoint::Par => format!("{base}/par"),
            Endpoint::Authorize => format!("{base}/authorize"),
            Endpoint::Login => format!("{base}/login"),
            Endpoint::Consent => format!("{base}/consent"),
            Endpoint::Token => format!("{base}/token"),
            Endpoint::Userinfo => format!("{base}/userinfo"),
            Endpoint::Api => format!("{base}/api"),
            Endpoint::Introspection => format!("{base}/introspect"),
            Endpoint::Revocation => format!("{base}/revoke"),
            Endpoint::DeviceAuthorization => format!("{base}/device_authorization"),
            Endpoint::Device => format!("{base}/device"),
            Endpoint::EndSession => format!("{base}/logout"),
            Endpoint::Registration => format!("{base}/register"),
            Endpoint::ClientConfiguration => format!("{base}/register/"),
        }
    }

    /// The value of our cookie, where it has the shape of one that we set.
    pub(super) fn cookie(&self, request: &Request) -> Option<String> {
        let pairs = request.headers.all("cookie").flat_map(|value| value.split(';'));
        let ours = pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == self.cookie);
        ours.map(|(_, value)| value.to_owned()).filter(|value| is_drawn(value))
    }

    /// The `Set-Cookie` field that gives a browser this value.
    pub(super) fn set_cookie(&self, value: &str) -> String {
        let secure = if uri::is_https(&self.issuer) { "; Secure" } else { "" };
        format!("{}={value}; Path={}/; HttpOnly; SameSite=Lax{secure}", self.cookie, self.base)
    }
}

impl Endpoint {
    pub(super) fn methods(self) -> &'static [&'static str] {
        match self {
            Self::Start | Self::OpenIdConfiguration | Self::AuthorizationServer | Self::Jwks => &["GET", "HEAD"],
            Self::Authorize | Self::Consent | Self::Userinfo | Self::Device | Self::EndSession => {
                &["GET", "HEAD", "POST"]
            }
            Self::Api => &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            Self::ClientConfiguration => &["GET", "HEAD", "PUT", "DELETE"],
            Self::Par
            | Self::Login
            | Self::Token
            | Self::Introspection
            | Self::Revocation
            | Self::DeviceAuthorization
            | Self::Registration => &["POST"],
        }
    }
}

/// Whether a text has the shape of `Provider::draw`: 32 octets in base64url.
fn is_drawn(value: &str) -> bool {
    value.len() == 43 && value.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_with_a_path_appends_and_inserts() {
        let site = Site::new("http://127.0.0.1:8080/tenant/1");
        assert_eq!(site.endpoint("/tenant/1/.well-known/openid-configuration"), Some(Endpoint::OpenIdConfiguration));
        assert_eq!(
            site.endpoint("/.well-known/oauth-authorization-server/tenant/1"),
            Some(Endpoint::AuthorizationServer)
        );
        assert_eq!(site.endpoint("/token"), None);
        assert_eq!(site.endpoint("/tenant/1/token"), Some(Endpoint::Token));
        assert_eq!(site.endpoint("/tenant/12"), None);
        assert_eq!(site.url(Endpoint::Token), "http://127.0.0.1:8080/tenant/1/token");
        assert!(
            site.set_cookie("x").starts_with("oauth-flow-practice-8080=x; Path=/tenant/1/; HttpOnly; SameSite=Lax")
        );
    }

    #[test]
    fn a_cookie_of_another_shape_is_none() {
        let site = Site::new("https://as.example");
        let value = "a".repeat(43);
        let with = |cookie: &str| Request {
            headers: crate::wire::Headers::default().with("cookie", cookie),
            ..Request::get("https://as.example/authorize")
        };
        assert_eq!(site.cookie(&with(&format!("x=1; oauth-flow-practice={value}"))), Some(value.clone()));
        assert_eq!(site.cookie(&with("oauth-flow-practice=short")), None);
        assert!(site.set_cookie(&value).ends_with("; Secure"));
    }
}
