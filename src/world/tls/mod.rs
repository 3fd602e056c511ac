//! TLS from both sides: whom a client trusts and what it shows of itself, and what a server of ours shows.

mod identity;
mod made;
mod server;
mod unverified;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::Verifier;

pub use identity::{Identity, NotAnIdentity, thumbprint};
pub use made::{NotMade, issued, self_signed};
pub use server::ServerTls;
use unverified::Unverified;

use super::files;
use crate::wire::{Failure, FailureKind};

/// Whom a client trusts, and what it shows of itself.
#[derive(Clone, Debug, Default)]
pub struct ClientTls {
    /// A PEM file with authorities to trust beside those of the system.
    pub ca_cert: Option<PathBuf>,
    /// Whether the certificate of a server is left unverified.
    pub insecure: bool,
    /// What is shown to a server that asks for a certificate (RFC 8705 2).
    pub identity: Option<Arc<Identity>>,
}

/// Settings for a client that never speaks TLS: loading the roots of the system takes longer than a whole login.
pub fn without_roots() -> Result<ClientConfig, Failure> {
    let builder = builder(provider())?;
    Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Settings that trust what this machine trusts and the authorities of the file, or anybody where that is wanted.
pub fn client_config(tls: &ClientTls) -> Result<ClientConfig, Failure> {
    let provider = provider();
    let verifier: Arc<dyn ServerCertVerifier> = if tls.insecure {
        Arc::new(Unverified::new(&provider))
    } else {
        let extra = tls.ca_cert.as_deref().map(read_certificates).transpose()?.unwrap_or_default();
        Arc::new(verifier(extra, Arc::clone(&provider)).map_err(|error| tls_failure(&error))?)
    };
    let with_verifier: ConfigBuilder<ClientConfig, WantsClientCert> =
        builder(provider)?.dangerous().with_custom_certificate_verifier(verifier);
    Ok(match &tls.identity {
        Some(identity) => with_verifier.with_client_cert_resolver(identity.resolver()),
        None => with_verifier.with_no_client_auth(),
    })
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
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
        let trusting =
            |path: &Path| client_config(&ClientTls { ca_cert: Some(path.to_owned()), ..ClientTls::default() });
        let missing = trusting(&path).unwrap_err();
        assert_eq!(missing.kind, FailureKind::Local);
        assert!(missing.detail.contains("ca.pem") && missing.detail.contains("no such file"), "{missing}");
        for (content, words) in [
            ("", "holds no certificate"),
            ("hello", "holds no certificate"),
            ("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", "is not a PEM file"),
        ] {
            files::write(&path, content.as_bytes()).unwrap();
            let failure = trusting(&path).unwrap_err();
            assert!(failure.detail.contains("ca.pem") && failure.detail.contains(words), "{failure}");
        }
    }
}
