//! What a failed request means: told by the types of the errors below it, not by their texts.

use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError};

use crate::wire::{Failure, FailureKind};

/// The failure behind an error of the HTTP library.
pub fn from_reqwest(error: reqwest::Error) -> Failure {
    // the URL is in the record already, and its query may hold a secret
    let error = error.without_url();
    Failure::new(kind_of(&error), words(&error))
}

/// Whether the server refused HTTP/1.1 in the TLS handshake (RFC 7301 3.2: `no_application_protocol`).
pub fn wants_http2(error: &reqwest::Error) -> bool {
    chain(error).iter().filter_map(|cause| cause.downcast_ref::<rustls::Error>()).any(|cause| {
        matches!(
            cause,
            rustls::Error::AlertReceived(AlertDescription::NoApplicationProtocol)
                | rustls::Error::NoApplicationProtocol
        )
    })
}

fn kind_of(error: &reqwest::Error) -> FailureKind {
    if error.is_dns() {
        return FailureKind::Dns;
    }
    if error.is_timeout() {
        return FailureKind::Timeout;
    }
    if error.is_builder() {
        return FailureKind::Local;
    }
    // the deepest cause that says something is the one that happened
    let told = chain(error).into_iter().rev().find_map(kind_of_cause);
    told.unwrap_or(if error.is_connect() { FailureKind::Refused } else { FailureKind::Closed })
}

fn kind_of_cause(cause: &(dyn Error + 'static)) -> Option<FailureKind> {
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(kind_of_tls(tls));
    }
    if let Some(hyper) = cause.downcast_ref::<hyper::Error>() {
        return kind_of_hyper(hyper);
    }
    cause.downcast_ref::<io::Error>().and_then(|io| kind_of_io(io.kind()))
}

fn kind_of_tls(error: &rustls::Error) -> FailureKind {
    let rustls::Error::InvalidCertificate(reason) = error else { return FailureKind::Tls };
    match reason {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => FailureKind::TlsExpired,
        // an authority of the right name with another key signed nothing here either
        CertificateError::UnknownIssuer | CertificateError::BadSignature => FailureKind::TlsUnknownIssuer,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            FailureKind::TlsWrongName
        }
        // webpki has no types for the rest, such as an authority that shows its own certificate as a server
        _ => FailureKind::Tls,
    }
}

fn kind_of_hyper(error: &hyper::Error) -> Option<FailureKind> {
    if error.is_parse_too_large() {
        Some(FailureKind::TooLarge)
    } else if error.is_parse() || error.is_parse_status() {
        Some(FailureKind::NotHttp)
    } else if error.is_incomplete_message() || error.is_closed() || error.is_canceled() {
        Some(FailureKind::Closed)
    } else {
        None
    }
}

fn kind_of_io(kind: io::ErrorKind) -> Option<FailureKind> {
    match kind {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable
        | io::ErrorKind::PermissionDenied => Some(FailureKind::Refused),
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::NotConnected
        | io::ErrorKind::UnexpectedEof => Some(FailureKind::Closed),
        io::ErrorKind::TimedOut => Some(FailureKind::Timeout),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Some(FailureKind::NotHttp),
        _ => None,
    }
}

/// The error and its causes, outermost first. An `io::Error` made of another error hides that one from `source`.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let mut causes: Vec<&'a (dyn Error + 'static)> = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        causes.push(cause);
        let inside = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = inside.map(|inner| inner as &(dyn Error + 'static)).or_else(|| cause.source());
    }
    causes
}

/// The texts of the causes, without those that only repeat what is inside them.
fn words(error: &reqwest::Error) -> String {
    let texts: Vec<String> = chain(error).iter().skip(1).map(ToString::to_string).collect();
    let mut told: Vec<&str> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let repeated = texts.get(at + 1).is_some_and(|inner| text.contains(inner.as_str()) && !text.contains(": "));
        if !repeated && told.last() != Some(&text.as_str()) {
            told.push(text);
        }
    }
    if told.is_empty() { error.to_string() } else { told.join(": ") }
}
