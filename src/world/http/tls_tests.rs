use std::path::Path;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::world::files;

/// An authority of our own, in a file.
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        files::write(&folder.path().join("ca.pem"), issuer.pem().as_bytes()).unwrap();
        Self { issuer, folder }
    }

    fn file(&self) -> std::path::PathBuf {
        Path::join(self.folder.path(), "ca.pem")
    }

    fn acceptor(&self, name: &str, change: impl FnOnce(&mut CertificateParams), alpn: &str) -> TlsAcceptor {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        config.alpn_protocols = vec![alpn.into()];
        TlsAcceptor::from(Arc::new(config))
    }
}

/// Serves connections until the test ends; gives the URL.
async fn serve(acceptor: TlsAcceptor) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap());
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await.unwrap();
        }
    });
    url
}

fn request(url: &str) -> Request {
    let headers = Headers::default().with("host", uri::authority(url)).with("accept", "*/*");
    Request { headers, ..Request::get(url) }
}

fn trusting(ca_cert: Option<std::path::PathBuf>) -> HttpSettings {
    HttpSettings { tls: ClientTls { ca_cert, ..ClientTls::default() }, ..HttpSettings::default() }
}

async fn send(url: &str, ca_cert: Option<std::path::PathBuf>) -> Result<Response, Failure> {
    Http::new(trusting(ca_cert)).send(&request(url)).await.outcome
}

#[tokio::test]
async fn an_unknown_authority_is_refused_and_its_file_is_the_way_out() {
    let authority = Authority::new();
    let url = serve(authority.acceptor("localhost", |_| {}, "http/1.1")).await;
    let failure = send(&url, None).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::TlsUnknownIssuer, "{failure}");
    assert_eq!(send(&url, Some(authority.file())).await.unwrap().body.text(), Some("ok"));
    let failure = send(&url, Some("/nowhere/ca.pem".into())).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Local);
    assert!(failure.detail.contains("`/nowhere/ca.pem`"), "{failure}");
}

#[tokio::test]
async fn expired_early_and_misnamed_certificates_are_told_apart() {
    let authority = Authority::new();
    let expired = |params: &mut CertificateParams| {
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    };
    let early = |params: &mut CertificateParams| params.not_before = rcgen::date_time_ymd(2999, 1, 1);
    for (acceptor, kind) in [
        (authority.acceptor("localhost", expired, "http/1.1"), FailureKind::TlsExpired),
        (authority.acceptor("localhost", early, "http/1.1"), FailureKind::TlsExpired),
        (authority.acceptor("as.example", |_| {}, "http/1.1"), FailureKind::TlsWrongName),
    ] {
        let url = serve(acceptor).await;
        let failure = send(&url, Some(authority.file())).await.unwrap_err();
        assert_eq!(failure.kind, kind, "{failure}");
    }
}

#[tokio::test]
async fn an_authority_that_is_a_server_too_is_refused_even_when_it_is_trusted() {
    let params = |params: &mut CertificateParams| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = Authority::new();
    let url = serve(authority.acceptor("localhost", params, "http/1.1")).await;
    let failure = send(&url, Some(authority.file())).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Tls, "{failure}");
    assert!(failure.detail.contains("CaUsedAsEndEntity"), "{failure}");
}

#[tokio::test]
async fn a_server_without_tls_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let _ = stream.read(&mut [0; 1024]).await;
    });
    assert_eq!(send(&url, None).await.unwrap_err().kind, FailureKind::Tls);
}

#[tokio::test]
async fn a_server_of_http2_alone_is_asked_without_a_host_field() {
    let authority = Authority::new();
    let acceptor = authority.acceptor("localhost", |_| {}, "h2");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/p?q=1", listener.local_addr().unwrap().port());
    let served = tokio::spawn(async move {
        let stream = loop {
            let (stream, _) = listener.accept().await.unwrap();
            if let Ok(stream) = acceptor.accept(stream).await {
                break stream;
            }
        };
        let mut connection = h2::server::handshake(stream).await.unwrap();
        let (request, mut respond) = connection.accept().await.unwrap().unwrap();
        respond.send_response(http::Response::new(()), true).unwrap();
        connection.graceful_shutdown();
        let _ = connection.accept().await;
        request
    });
    let http = Http::new(trusting(Some(authority.file())));
    assert_eq!(http.send(&request(&url)).await.outcome.unwrap().status, 200);
    drop(http);
    let seen = served.await.unwrap();
    assert_eq!(seen.uri(), url.as_str());
    assert!(seen.headers().get("host").is_none());
    let fields: Vec<_> = seen.headers().keys().map(http::HeaderName::as_str).collect();
    assert_eq!(fields, ["accept"]);
}
