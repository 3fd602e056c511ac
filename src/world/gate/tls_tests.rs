use std::net::TcpStream;
use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::tests::{Echo, read_all};
use super::*;
use crate::jose::x5t_s256;
use crate::world::tls::{self, ClientTls, ServerTls};

fn asking() -> ServerTls {
    ServerTls::asking_for_certificate(&tls::self_signed(&["127.0.0.1"]).unwrap()).unwrap()
}

fn short() -> Limits {
    Limits { request_time: Duration::from_millis(100), idle_time: Duration::from_millis(100), ..Limits::default() }
}

/// Everything that comes back to a client with these settings, or why nothing does.
fn ask(echo: &Echo, config: ClientConfig, octets: &[u8]) -> io::Result<String> {
    let connection = ClientConnection::new(Arc::new(config), ServerName::from(echo.address.ip())).unwrap();
    let mut stream = StreamOwned::new(connection, echo.connect());
    io::Write::write_all(&mut stream, octets)?;
    let mut answer = String::new();
    io::Read::read_to_string(&mut stream, &mut answer)?;
    Ok(answer)
}

fn unverified() -> ClientConfig {
    tls::client_config(&ClientTls { insecure: true, ..ClientTls::default() }).unwrap()
}

/// A client that shows a certificate, with this key in its hand.
fn showing(certificate: &rcgen::Certificate, key: &KeyPair) -> ClientConfig {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config = unverified();
    let key = config.crypto_provider().key_provider.load_private_key(key).unwrap();
    let shown = CertifiedKey::new(vec![certificate.der().clone()], key);
    config.client_auth_cert_resolver = Arc::new(SingleCertAndKey::from(shown));
    config
}

fn certificate() -> (rcgen::Certificate, KeyPair) {
    let key = KeyPair::generate().unwrap();
    (CertificateParams::new(vec!["client".into()]).unwrap().self_signed(&key).unwrap(), key)
}

const FORGED: &[u8] =
    b"GET / HTTP/1.0\r\nClient-Cert: :AA==:\r\nX: 1\r\nclient-cert-chain: :AA==:\r\nCLIENT-CERT: x\r\n\r\n";

#[test]
fn a_certificate_is_told_and_nothing_else_that_claims_to_be_one() {
    let echo = Echo::behind(Some(asking()), Limits::default());
    let (certificate, key) = certificate();
    let seen = ask(&echo, showing(&certificate, &key), FORGED).unwrap();
    let fields: Vec<&str> = seen.lines().filter(|line| line.to_lowercase().starts_with("client-cert")).collect();
    let [field] = fields[..] else { panic!("{seen}") };
    let encoded = field.strip_prefix("Client-Cert: :").and_then(|rest| rest.strip_suffix(':')).unwrap();
    let told = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, encoded).unwrap();
    assert_eq!(x5t_s256(&told), x5t_s256(certificate.der()));
    assert!(seen.contains("\nX: 1\n"));
    let without = ask(&echo, unverified(), FORGED).unwrap();
    assert!(without.contains("GET https://here/\nX: 1\n\n"), "nobody else may tell one: {without}");
}

#[test]
fn a_certificate_whose_key_the_client_has_not_ends_the_greeting() {
    let echo = Echo::behind(Some(asking()), Limits::default());
    let (certificate, _) = certificate();
    let error = ask(&echo, showing(&certificate, &KeyPair::generate().unwrap()), FORGED).unwrap_err();
    assert!(error.to_string().contains("DecryptError"), "{error}");
}

#[test]
fn where_no_certificate_is_asked_for_none_is_told() {
    let tls = ServerTls::new(&tls::self_signed(&["127.0.0.1"]).unwrap()).unwrap();
    let echo = Echo::behind(Some(tls), Limits::default());
    let (certificate, key) = certificate();
    let seen = ask(&echo, showing(&certificate, &key), b"GET /a HTTP/1.0\r\nX: 1\r\n\r\n").unwrap();
    assert!(seen.contains("GET https://here/a\nX: 1\n\n"), "{seen}");
}

#[test]
fn plain_http_is_told_where_https_is_spoken() {
    let echo = Echo::behind(Some(asking()), Limits::default());
    for octets in [&b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"[..], b"G"] {
        let answer = echo.ask(octets);
        assert!(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\nhttps is spoken here, and no plain http: https://here/\n"), "{answer}");
    }
}

#[test]
fn a_greeting_that_never_comes_or_never_ends_is_not_waited_for() {
    let echo = Echo::behind(Some(asking()), short());
    for octets in [&b""[..], b"\x16", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x16\x03\x01\xff\xff"] {
        let mut stream = echo.connect();
        io::Write::write_all(&mut stream, octets).unwrap();
        read_octets(&mut stream);
    }
    assert!(ask(&echo, unverified(), b"GET / HTTP/1.0\r\n\r\n").unwrap().contains("200 OK"));
}

/// Reads until the other side ends it, be it with an alert of TLS.
fn read_octets(stream: &mut TcpStream) {
    let mut octets = Vec::new();
    let ended = io::Read::read_to_end(stream, &mut octets);
    assert!(ended.is_ok() || ended.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionReset));
    assert!(octets.is_empty() || octets[0] == 21, "{octets:?}");
}

#[test]
fn bounds_hold_inside_too() {
    let echo = Echo::behind(Some(asking()), Limits::default());
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(20_000));
    assert!(ask(&echo, unverified(), long.as_bytes()).unwrap().starts_with("HTTP/1.1 431 "));
    let _silent: Vec<TcpStream> = (0..50).map(|_| echo.connect()).collect();
    assert!(ask(&echo, unverified(), b"GET / HTTP/1.0\r\n\r\n").unwrap().contains("200 OK"));
    let mut after = TcpStream::connect(echo.address).unwrap();
    drop(echo);
    assert_eq!(read_all(&mut after), "", "an unfinished greeting does not keep the gate open");
}
