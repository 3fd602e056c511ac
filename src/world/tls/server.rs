//! What a server of ours shows, and whether it asks the client for a certificate too.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme};

use super::Identity;
use rustls::client::danger::HandshakeSignatureValid;

/// The TLS of a server.
#[derive(Clone, Debug)]
pub struct ServerTls {
    config: Arc<ServerConfig>,
    asks: bool,
}

/// Takes any certificate whose key the client proves to have. Whose it is, the server behind decides: for
/// `self_signed_tls_client_auth` no authority counts (RFC 8705 2.2).
#[derive(Debug)]
struct AnyCertificate(WebPkiSupportedAlgorithms);

impl ServerTls {
    /// TLS that asks a client for nothing.
    pub fn new(identity: &Identity) -> Result<Self, Error> {
        let builder = ServerConfig::builder_with_provider(super::provider()).with_safe_default_protocol_versions()?;
        let config = builder.with_no_client_auth().with_cert_resolver(identity.resolver());
        Ok(Self { config: Arc::new(only_http1(config)), asks: false })
    }

    /// TLS that asks a client for a certificate, and goes on without one.
    pub fn asking_for_certificate(identity: &Identity) -> Result<Self, Error> {
        let provider = super::provider();
        let any = Arc::new(AnyCertificate::new(&provider));
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = builder.with_client_cert_verifier(any).with_cert_resolver(identity.resolver());
        Ok(Self { config: Arc::new(only_http1(config)), asks: true })
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config)
    }

    /// Whether a client is asked for a certificate.
    #[must_use]
    pub fn asks_for_certificate(&self) -> bool {
        self.asks
    }
}

fn only_http1(mut config: ServerConfig) -> ServerConfig {
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config
}

impl AnyCertificate {
    fn new(provider: &CryptoProvider) -> Self {
        Self(provider.signature_verification_algorithms)
    }
}

impl ClientCertVerifier for AnyCertificate {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.0)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.0)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_schemes()
    }
}
