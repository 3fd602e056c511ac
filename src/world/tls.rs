//! Whom we trust: the authorities of the system, and those of `--ca-cert`.

use std::path::Path;
use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::Verifier;

use super::files;
use crate::wire::{Failure, FailureKind};

/// Settings for a client that never speaks TLS: loading the roots of the system takes longer than a whole login.
pub fn without_roots() -> Result<ClientConfig, Failure> {
    let builder = builder(Arc::new(aws_lc_rs::default_provider()))?;
    Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Settings that trust what this machine trusts, and the authorities in this PEM file.
pub fn with_roots(ca_cert: Option<&Path>) -> Result<ClientConfig, Failure> {
    let extra = ca_cert.map(read_certificates).transpose()?.unwrap_or_default();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = verifier(extra, Arc::clone(&provider)).map_err(|error| tls_failure(&error))?;
    let with_verifier: ConfigBuilder<ClientConfig, WantsClientCert> =
        builder(provider)?.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    Ok(with_verifier.with_no_client_auth())
}

fn builder(provider: Arc<CryptoProvider>) -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Failure> {
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| tls_failure(&error))
}

#[cfg(not(target_os = "android"))]
fn verifier(extra: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(extra, provider)
}

#[cfg(target_os = "android")]
fn verifier(extra: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    if !extra.is_empty() {
        return Err(rustls::Error::General("this system takes no authorities from a file".into()));
    }
    Verifier::new(provider)
}

fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let local = |detail: String| Failure::new(FailureKind::Local, detail);
    let pem = files::read(path).map_err(|error| local(error.to_string()))?;
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    let certificates =
        certificates.map_err(|error| local(format!("`{}` is not a PEM file: {error}", path.display())))?;
    if certificates.is_empty() {
        return Err(local(format!("`{}` holds no certificate in PEM form", path.display())));
    }
    Ok(certificates)
}

fn tls_failure(error: &rustls::Error) -> Failure {
    Failure::new(FailureKind::Local, format!("cannot set up TLS: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_holds_no_authority_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        let missing = with_roots(Some(&path)).unwrap_err();
        assert_eq!(missing.kind, FailureKind::Local);
        assert!(missing.detail.contains("ca.pem") && missing.detail.contains("no such file"), "{missing}");
        for (content, words) in [
            ("", "holds no certificate"),
            ("hello", "holds no certificate"),
            ("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", "is not a PEM file"),
        ] {
            files::write(&path, content.as_bytes()).unwrap();
            let failure = with_roots(Some(&path)).unwrap_err();
            assert!(failure.detail.contains("ca.pem") && failure.detail.contains(words), "{failure}");
        }
    }
}
