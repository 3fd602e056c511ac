//! The certificate that a client showed when TLS began (RFC 8705), told by whoever ended TLS (RFC 9440).

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use x509_parser::certificate::X509Certificate;
use x509_parser::objects::{oid_registry, oid2abbrev};
use x509_parser::prelude::FromDer as _;
use x509_parser::time::ASN1Time;
use x509_parser::x509::{AttributeTypeAndValue, RelativeDistinguishedName, X509Name};

use super::AuthMethod;
use crate::jose::x5t_s256;
use crate::practice::reply::OAuthError;
use crate::practice::{Client, Config, unix};
use crate::wire::Request;

/// A certificate of a client. Whoever ended TLS has seen that the client holds its key, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::practice) struct Certificate {
    der: Vec<u8>,
    /// Its subject as RFC 4514 writes it.
    subject: String,
}

/// How large a certificate may be.
const LARGEST: usize = 16 * 1024;

impl Certificate {
    /// The certificate of a request; a field that nobody trustworthy wrote is none.
    pub(in crate::practice) fn shown(config: &Config, request: &Request) -> Result<Option<Self>, OAuthError> {
        if !config.tls_terminated {
            return Ok(None);
        }
        let Some(field) = request.headers.get("client-cert") else { return Ok(None) };
        let unreadable = || OAuthError::new("invalid_request", "the certificate of the client cannot be read");
        Self::parse(field).map(Some).ok_or_else(unreadable)
    }

    /// RFC 9440 2.2: an Item of type Byte Sequence, which stands between colons (RFC 9651 3.3.5).
    fn parse(field: &str) -> Option<Self> {
        let encoded = field.trim().strip_prefix(':')?.strip_suffix(':')?;
        if encoded.len() > LARGEST {
            return None;
        }
        let der = STANDARD.decode(encoded).ok()?;
        let (rest, certificate) = X509Certificate::from_der(&der).ok()?;
        let subject = rest.is_empty().then(|| written(certificate.subject()))?;
        Some(Self { der, subject })
    }

    /// `x5t#S256` (RFC 8705 3.1).
    pub(in crate::practice) fn thumbprint(&self) -> String {
        x5t_s256(&self.der)
    }

    /// Whether a client of this registration is known by it.
    pub(in crate::practice) fn belongs_to(&self, client: &Client, config: &Config, now: SystemTime) -> bool {
        self.method_for(client, config, now).is_some()
    }

    /// By which method a client of this registration is known by it.
    pub(super) fn method_for(&self, client: &Client, config: &Config, now: SystemTime) -> Option<AuthMethod> {
        let registered = client.tls_client_auth_subject_dn.as_deref().and_then(normal);
        if registered.is_some() && registered == normal(&self.subject) && self.is_vouched_for(config, now) {
            return Some(AuthMethod::TlsClientAuth);
        }
        // RFC 8705 2.2.2: by the certificate itself, or by what is left of it in a thumbprint (RFC 7517 4.7 and 4.9).
        let (encoded, thumbprint) = (STANDARD.encode(&self.der), self.thumbprint());
        let is_registered = client.jwks.0.iter().any(|key| {
            let first = key.0.get("x5c").and_then(|chain| chain.get(0)).and_then(serde_json::Value::as_str);
            first == Some(encoded.as_str()) || key.text("x5t#S256") == Some(thumbprint.as_str())
        });
        is_registered.then_some(AuthMethod::SelfSignedTlsClientAuth)
    }

    /// Anybody can make a certificate of any name: only an authority makes it mean something (RFC 8705 2.1).
    fn is_vouched_for(&self, config: &Config, now: SystemTime) -> bool {
        let Ok((_, certificate)) = X509Certificate::from_der(&self.der) else { return false };
        let valid = i64::try_from(unix(now)).ok().and_then(|now| ASN1Time::from_timestamp(now).ok());
        valid.is_some_and(|now| certificate.validity().is_valid_at(now))
            && config.client_authorities.iter().any(|authority| is_signed_by(&certificate, authority))
    }
}

/// Whether this authority signed it: its name stands in it, and its key made the signature (RFC 5280 6.1.3).
fn is_signed_by(certificate: &X509Certificate<'_>, authority: &[u8]) -> bool {
    let Ok((_, authority)) = X509Certificate::from_der(authority) else { return false };
    certificate.issuer() == authority.subject() && certificate.verify_signature(Some(authority.public_key())).is_ok()
}

/// A name as RFC 4514 2 writes it: the last part first.
fn written(name: &X509Name<'_>) -> String {
    let mut parts: Vec<String> = name.iter_rdn().map(part).collect();
    parts.reverse();
    parts.join(",")
}

fn part(part: &RelativeDistinguishedName<'_>) -> String {
    part.iter().map(pair).collect::<Vec<_>>().join("+")
}

fn pair(attribute: &AttributeTypeAndValue<'_>) -> String {
    let oid = attribute.attr_type();
    let name = oid2abbrev(oid, oid_registry()).map_or_else(|_| oid.to_id_string(), ToOwned::to_owned);
    format!("{name}={}", escaped(attribute.as_str().unwrap_or_default()))
}

/// RFC 4514 2.4.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let last = value.chars().count().saturating_sub(1);
    for (index, c) in value.chars().enumerate() {
        let at_an_end = (c == ' ' && (index == 0 || index == last)) || (c == '#' && index == 0);
        if at_an_end || matches!(c, '"' | '+' | ',' | ';' | '<' | '>' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A written name with what does not matter taken out: the case of types, and spaces around them (RFC 4514 3 and 4).
fn normal(name: &str) -> Option<Vec<(String, String)>> {
    split(name)
        .into_iter()
        .map(|pair| {
            let (kind, value) = pair.split_once('=')?;
            Some((kind.trim().to_ascii_uppercase(), value.trim().to_owned()))
        })
        .collect()
}

/// The parts between commas that are not escaped.
fn split(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in name.chars() {
        if c == ',' && !escaped {
            parts.push(String::new());
            continue;
        }
        escaped = c == '\\' && !escaped;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}
