//! TLS at both ends: a practice provider that speaks https, clients with certificates, and an https listener.

use std::path::PathBuf;
use std::sync::Arc;

use oauth_flow::wire::{Headers, Request, Response, uri};
use oauth_flow::world::http::{Http, HttpSettings};
use oauth_flow::world::tls::{self, ClientTls};
use rcgen::{CertificateParams, KeyPair};
use serde_json::Value;

use crate::binary::Binary;
use crate::crooked::closed_port;
use crate::practice::Practice;

/// A provider that speaks https, and the file by which it is trusted.
struct Secure {
    practice: Practice,
    folder: tempfile::TempDir,
}

impl Secure {
    fn start(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        let arguments = ["--tls", "--tls-ca-out", file.to_str().unwrap()];
        let practice = Practice::start(&[&arguments[..], more].concat());
        Self { practice, folder }
    }

    fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    fn login(&self) -> Binary {
        self.practice.robot_login().arg("--ca-cert").arg(self.authority().to_str().unwrap())
    }
}

/// Sends a GET with these settings of TLS.
fn get(url: &str, tls: ClientTls) -> Response {
    let headers = Headers::default().with("host", uri::authority(url)).with("accept", "*/*");
    let request = Request { headers, ..Request::get(url) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let http = Http::new(HttpSettings { tls, ..HttpSettings::default() });
    runtime.block_on(http.send(&request)).outcome.unwrap()
}

fn anybody() -> ClientTls {
    ClientTls { insecure: true, ..ClientTls::default() }
}

/// What is said about the certificates of servers.
fn row(document: &Value) -> &Value {
    let checks = document["checks"].as_array().unwrap();
    checks.iter().find(|check| check["id"] == "login-tls-verified").unwrap()
}

#[test]
fn a_provider_behind_tls_is_sound_to_whoever_trusts_its_authority() {
    let provider = Secure::start(&[]);
    assert!(provider.practice.issuer().starts_with("https://127.0.0.1:"), "{}", provider.practice.issuer());
    let announced = provider.practice.announcement()["ca_pem"].as_str().unwrap();
    assert_eq!(announced, std::fs::read_to_string(provider.authority()).unwrap());
    let document = provider.login().arg("--json").run().expect_code(0).json();
    assert_eq!(document["plan"]["insecure_tls"], false);
    let row = row(&document);
    assert_eq!(row["verdict"], "pass", "{row}");
}

#[test]
fn without_its_authority_it_is_not_trusted_unless_anybody_is() {
    let provider = Secure::start(&[]);
    let refused = provider.practice.robot_login().run().expect_code(4);
    assert!(refused.stderr.contains("--ca-cert"), "{}", refused.stderr);
    let outcome = provider.practice.robot_login().arg("--insecure-tls").arg("--json").run().expect_code(0);
    assert!(outcome.stderr.contains("note: --insecure-tls: no certificate"), "{}", outcome.stderr);
    let document = outcome.json();
    assert_eq!(document["plan"]["insecure_tls"], true);
    assert_eq!(document["plan"]["weakenings"], serde_json::json!(["--insecure-tls"]));
    let row = row(&document);
    assert_eq!(row["verdict"], "fail", "{row}");
}

#[test]
fn a_certificate_of_its_own_names_the_provider() {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["id.example.com".into()]).unwrap().self_signed(&key).unwrap();
    let file = folder.path().join("both.pem");
    std::fs::write(&file, format!("{}{}", certificate.pem(), key.serialize_pem())).unwrap();
    let file = file.to_str().unwrap();
    let practice = Practice::start(&["--tls-cert", file]);
    let port = practice.issuer().rsplit(':').next().unwrap().to_owned();
    assert_eq!(practice.issuer(), format!("https://id.example.com:{port}"));
    let login = practice.robot_login().arg("--ca-cert").arg(file);
    login.arg("--resolve").arg(&format!("id.example.com:{port}:127.0.0.1")).run().expect_code(0);
}

#[test]
fn an_https_listener_takes_the_answer_of_a_robot_and_of_a_browser() {
    let port = closed_port();
    let redirect_uri = format!("https://127.0.0.1:{port}/cb");
    let practice = Practice::start(&["--client-id", "secure", "--redirect-uri", &redirect_uri]);
    let login = || {
        let login = practice.login().arg("--client-id").arg("secure").arg("--public");
        login.arg("--redirect-uri").arg(&redirect_uri)
    };
    for mode in ["query", "form_post", "fragment"] {
        login().arg("--as").arg("alice").arg("--response-mode").arg(mode).run().expect_code(0);
    }
    let mut running = login().arg("--no-browser").start();
    let url = running.authorization_url();
    let fingerprint = running.find_in_stderr(|line| {
        let word = line.trim();
        (word.len() == 95 && word.split(':').all(|octet| octet.len() == 2)).then(|| word.to_owned())
    });
    assert!(fingerprint.bytes().all(|octet| octet == b':' || octet.is_ascii_hexdigit()));
    let arrival = practice.alice().walk(&url, &redirect_uri);
    let stray = get(&format!("https://127.0.0.1:{port}/favicon.ico"), anybody());
    assert_eq!(stray.status, 404);
    let forward = get(&redirect_uri, anybody());
    assert!(forward.status == 200 && forward.body.text_lossy().contains("<form id=\"forward\" method=\"post\">"));
    let page = get(&arrival.0.url, anybody());
    assert!(page.status == 200 && page.body.text_lossy().contains("was received"), "{page:?}");
    running.finish().expect_code(0);
}

#[test]
fn an_https_listener_may_have_a_certificate_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".into()]).unwrap().self_signed(&key).unwrap();
    let [cert, secret] = ["cert.pem", "key.pem"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    std::fs::write(&cert, certificate.pem()).unwrap();
    std::fs::write(&secret, key.serialize_pem()).unwrap();
    let port = closed_port();
    let redirect_uri = format!("https://localhost:{port}/cb");
    let practice = Practice::start(&["--client-id", "secure", "--redirect-uri", &redirect_uri]);
    let login = || {
        let login = practice.login().arg("--client-id").arg("secure").arg("--public").arg("--no-browser");
        login.arg("--callback-cert").arg(&cert).arg("--callback-key").arg(&secret)
    };
    let mut running = login().arg("--redirect-uri").arg(&redirect_uri).start();
    let arrival = practice.alice().walk(&running.authorization_url(), &redirect_uri);
    running.find_in_stderr(|line| line.contains("https is spoken there").then_some(()));
    let trusting = ClientTls { ca_cert: Some(cert.clone().into()), ..ClientTls::default() };
    assert_eq!(get(&arrival.0.url, trusting).status, 200);
    running.finish().expect_code(0);
    let useless = login().run().expect_code(2);
    assert!(useless.stderr.contains("the listener speaks no https"), "{}", useless.stderr);
}

#[test]
fn files_that_are_no_certificate_are_told_before_anything_is_sent() {
    let (key, other) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let certificate = CertificateParams::new(vec!["client".into()]).unwrap().self_signed(&key).unwrap();
    let login = |cert: &str, secret: &str| {
        let login = Binary::new(["login", "https://id.example.com", "--client-id", "x", "--public", "--run"]);
        login.file("cert.pem", cert).file("plain.pem", secret).arg("--cert").arg("cert.pem")
    };
    let outcome = login(&certificate.pem(), "").run().expect_code(5);
    assert!(outcome.stderr.contains("`cert.pem` holds no private key in PEM form"), "{}", outcome.stderr);
    let outcome = login(&format!("{}{}", certificate.pem(), other.serialize_pem()), "").run().expect_code(5);
    assert!(outcome.stderr.contains("is not the one of the first certificate in `cert.pem`"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("hint: both have to show the same: openssl"), "{}", outcome.stderr);
    for (flag, value, words) in [
        ("--resolve", "id.example.com:443", "it is not HOST:PORT:ADDR"),
        ("--proxy", "127.0.0.1:3128", "--proxy cannot be used"),
        ("--proxy", "ftp://h", "`ftp` is none of http, https, socks5 and socks5h"),
    ] {
        let outcome = Binary::new(["login", "https://id.example.com", "--client-id", "x", "--public", "--run"]);
        let outcome = outcome.arg(flag).arg(value).run().expect_code(2);
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
}

#[test]
fn the_record_names_the_certificate_and_a_method_without_one_is_refused() {
    let provider = Secure::start(&[]);
    let key = KeyPair::generate().unwrap();
    let pem = CertificateParams::new(vec!["client".into()]).unwrap().self_signed(&key).unwrap().pem();
    let login = provider.login().file("cert.pem", &pem).file("key.pem", &key.serialize_pem());
    let login = login.arg("--cert").arg("cert.pem").arg("--key").arg("key.pem");
    let secret = provider.practice.secret();
    let login = login.env("OAUTH_FLOW_CLIENT_SECRET", secret).arg("--auth-method").arg("client_secret_basic");
    let outcome = login.arg("--trace").arg("/dev/stdout").run().expect_code(0);
    let trace: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(trace["plan"]["client"]["certificate"].as_str(), tls::thumbprint(&pem).as_deref());
    let without = provider.login().arg("--auth-method").arg("tls_client_auth").run().expect_code(2);
    assert!(without.stderr.contains("needs a certificate, and there is none"), "{}", without.stderr);
}

/// A client whose certificate is signed by this authority, in files: the certificate and its key, and the authority.
fn client_files(folder: &std::path::Path) -> [String; 2] {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = rcgen::CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(rcgen::DnType::CommonName, "app");
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let both = format!("{}{}", certificate.pem(), key.serialize_pem());
    [("client.pem", both), ("client-ca.pem", authority.pem())].map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    })
}

#[test]
fn a_client_proves_itself_by_its_certificate_and_by_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let [certificate, authority] = client_files(folder.path());
    let other = tempfile::tempdir().unwrap();
    let [stranger, _] = client_files(other.path());
    let thumbprint = tls::thumbprint(&std::fs::read_to_string(&certificate).unwrap()).unwrap();
    let jwks = folder.path().join("jwks.json");
    std::fs::write(&jwks, serde_json::json!({"keys": [{"kty": "EC", "x5t#S256": thumbprint}]}).to_string()).unwrap();
    let by_name = ["--client-tls-subject", "CN=app", "--client-ca", &authority];
    let by_thumbprint = ["--client-jwks", jwks.to_str().unwrap()];
    for (method, registered) in [("tls_client_auth", &by_name[..]), ("self_signed_tls_client_auth", &by_thumbprint)] {
        let own = ["--client-id", "app", "--redirect-uri", "http://127.0.0.1/callback"];
        let provider = Secure::start(&[&own[..], registered].concat());
        let login = || provider.login().arg("--client-id").arg("app").arg("--auth-method").arg(method);
        let outcome = login().arg("--cert").arg(&certificate).arg("--json").run().expect_code(0);
        assert_eq!(outcome.json()["plan"]["auth_method"], method);
        let refused = login().arg("--cert").arg(&stranger).run().expect_code(3);
        assert!(refused.stderr.contains("invalid_client"), "{}", refused.stderr);
    }
}

#[test]
fn a_client_with_a_certificate_reaches_the_provider() {
    let provider = Secure::start(&[]);
    let identity = Some(Arc::new(tls::self_signed(&["client"]).unwrap()));
    let tls = ClientTls { ca_cert: Some(provider.authority()), identity, insecure: false };
    let url = format!("{}/.well-known/openid-configuration", provider.practice.issuer());
    assert_eq!(get(&url, tls).status, 200);
}
