//! A certificate with its private key, read from PEM: what a client shows for mutual TLS, or a server of ours.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{Error, InconsistentKeys};
use sha2::{Digest as _, Sha256};

use crate::world::files::{self, FileError};

/// A chain of certificates, and the key of the first one.
#[derive(Clone, Debug)]
pub struct Identity(Arc<CertifiedKey>);

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum NotAnIdentity {
    /// A file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file of the certificate holds none.
    #[error("`{0}` holds no certificate in PEM form")]
    NoCertificate(String),
    /// A certificate is broken.
    #[error("a certificate in `{0}` cannot be read: {1}")]
    BrokenCertificate(String, String),
    /// The file of the key holds none.
    #[error("`{0}` holds no private key in PEM form: neither PKCS#8 nor PKCS#1 nor SEC1")]
    NoKey(String),
    /// The key is there, behind a password.
    #[error("the private key in `{0}` is encrypted")]
    EncryptedKey(String),
    /// TLS has no use for the key.
    #[error(
        "the private key in `{0}` is none that TLS can use: RSA of 2048 bits and more, P-256, P-384, P-521, Ed25519"
    )]
    UnusableKey(String),
    /// Certificate and key do not belong together.
    #[error("the private key in `{key}` is not the one of the first certificate in `{certificate}`")]
    Mismatch {
        /// The file of the certificate.
        certificate: String,
        /// The file of the key.
        key: String,
    },
}

impl Identity {
    /// Reads the chain from one PEM file and the key from another; both may be in one.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, NotAnIdentity> {
        let (chain, secret) = (files::read(certificate)?, files::read(key)?);
        let (certificate, key) = (certificate.display().to_string(), key.display().to_string());
        let chain = certificates(&chain, &certificate)?;
        let secret = private_key(&secret, &key)?;
        Self::new(chain, secret).map_err(|error| match error {
            Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => NotAnIdentity::Mismatch { certificate, key },
            Error::InvalidCertificate(reason) => NotAnIdentity::BrokenCertificate(certificate, reason.to_string()),
            _ => NotAnIdentity::UnusableKey(key),
        })
    }

    /// These certificates with this key.
    pub(super) fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<Self, Error> {
        Ok(Self(Arc::new(CertifiedKey::from_der(chain, key, &super::provider())?)))
    }

    /// The thumbprint of the first certificate: `x5t#S256` of RFC 8705 3.1.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.sha256())
    }

    /// The same as browsers show it: in hexadecimal, with colons.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.sha256().iter().map(|octet| format!("{octet:02X}")).collect::<Vec<_>>().join(":")
    }

    /// The first certificate, in DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        self.0.cert.first().map_or(&[], |certificate| certificate.as_ref())
    }

    /// What shows it, on either side.
    pub(super) fn resolver(&self) -> Arc<SingleCertAndKey> {
        Arc::new(SingleCertAndKey::from(CertifiedKey::clone(&self.0)))
    }

    fn sha256(&self) -> [u8; 32] {
        Sha256::digest(self.certificate()).into()
    }
}

/// The thumbprint of the first certificate in a PEM text: `x5t#S256` of RFC 8705 3.1.
#[must_use]
pub fn thumbprint(pem: &str) -> Option<String> {
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).ok()?;
    Some(URL_SAFE_NO_PAD.encode(Sha256::digest(&certificate)))
}

fn certificates(pem: &[u8], file: &str) -> Result<Vec<CertificateDer<'static>>, NotAnIdentity> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let chain = chain.map_err(|error| NotAnIdentity::BrokenCertificate(file.to_owned(), error.to_string()))?;
    if chain.is_empty() { Err(NotAnIdentity::NoCertificate(file.to_owned())) } else { Ok(chain) }
}

fn private_key(pem: &[u8], file: &str) -> Result<PrivateKeyDer<'static>, NotAnIdentity> {
    let found = PrivateKeyDer::from_pem_slice(pem);
    // PKCS#8 says it in the label (RFC 7468 11), older forms in a header (RFC 1421 4.6.1.1)
    let is_encrypted = [&b"BEGIN ENCRYPTED PRIVATE KEY"[..], b"Proc-Type: 4,ENCRYPTED"]
        .iter()
        .any(|sign| pem.windows(sign.len()).any(|window| window == *sign));
    match found {
        Ok(key) if !is_encrypted => Ok(key),
        _ if is_encrypted => Err(NotAnIdentity::EncryptedKey(file.to_owned())),
        _ => Err(NotAnIdentity::NoKey(file.to_owned())),
    }
}
