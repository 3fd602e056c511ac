//! Clients that are known by their certificate, at the endpoints that the metadata names for them (RFC 8705 5).

use std::fs;
use std::path::Path;

use rcgen::{CertificateParams, DnType, KeyPair};
use tempfile::TempDir;

use super::{alice, assert_sound, complete, login};
use crate::binary::Binary;
use crate::provider::Provider;

/// The certificates of the door and of two clients, each with its key.
pub fn certificates() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, subject) in [("door", "127.0.0.1"), ("client", "some-client"), ("known", "known-client"), ("other", "x")]
    {
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        params.distinguished_name.push(DnType::CommonName, subject);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        fs::write(folder.path().join(format!("{name}.pem")), certificate.pem()).unwrap();
        fs::write(folder.path().join(format!("{name}.key")), key.serialize_pem()).unwrap();
    }
    folder
}

pub fn shows(binary: Binary, folder: &Path, certificate: &str) -> Binary {
    let path = |name: String| folder.join(name).to_str().unwrap().to_owned();
    binary
        .arg("--ca-cert")
        .arg(&path("door.pem".into()))
        .arg("--cert")
        .arg(&path(format!("{certificate}.pem")))
        .arg("--key")
        .arg(&path(format!("{certificate}.key")))
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_certificate_proves_the_client_by_itself_or_by_its_subject() {
    let folder = certificates();
    let provider = Provider::with_mutual_tls(folder.path());
    for (client, certificate, method) in
        [("self-signed", "client", "self_signed_tls_client_auth"), ("by-subject", "known", "tls_client_auth")]
    {
        let client = provider.client(client);
        let binary = shows(login(&provider, &client), folder.path(), certificate).arg("--auth-method").arg(method);
        let outcome = complete(binary.arg("--json").arg("--reveal"), alice(&provider)).expect_code(0);
        let document = outcome.json();
        assert_sound(&document, &client);
        let redeem = document["exchanges"].as_array().unwrap().iter().find(|exchange| exchange["step"] == "redeem");
        let request = redeem.unwrap()["request"].to_string();
        assert!(request.contains("https://127.0.0.1") && !request.contains("client_secret"), "{request}");
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn the_certificate_of_somebody_else_proves_nothing() {
    let folder = certificates();
    let provider = Provider::with_mutual_tls(folder.path());
    for (client, method) in [("self-signed", "self_signed_tls_client_auth"), ("by-subject", "tls_client_auth")] {
        let binary = shows(login(&provider, &provider.client(client)), folder.path(), "other");
        let outcome = complete(binary.arg("--auth-method").arg(method), alice(&provider)).expect_code(3);
        assert!(outcome.stderr.contains("invalid_client"), "{}", outcome.stderr);
    }
}
