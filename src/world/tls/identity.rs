//! A certificate with its private key, read from PEM: what a client shows for mutual TLS, or a server of ours.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{Error, InconsistentKeys};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer as _, X509Version};

use crate::jose::{sha256, x5t_s256};
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
    /// A certificate without extensions, which TLS libraries no longer take.
    #[error("the certificate in `{0}` is of X.509 version 1, and TLS takes version 3 (RFC 5280 4.1.2.1)")]
    OldCertificate(String),
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
        let der = chain.first().cloned();
        Self::new(chain, secret).map_err(|error| match error {
            Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => NotAnIdentity::Mismatch { certificate, key },
            Error::InvalidCertificate(_) if is_old(der.as_ref()) => NotAnIdentity::OldCertificate(certificate),
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
        x5t_s256(self.certificate())
    }

    /// The same as browsers show it: in hexadecimal, with colons.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        sha256(self.certificate()).iter().map(|octet| format!("{octet:02X}")).collect::<Vec<_>>().join(":")
    }

    /// The first certificate, in DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        self.0.cert.first().map_or(&[], |certificate| certificate.as_ref())
    }

    /// The first name that it is good for, where it is not good for this address.
    #[must_use]
    pub fn name_instead_of(&self, address: IpAddr) -> Option<String> {
        let (_, certificate) = X509Certificate::from_der(self.certificate()).ok()?;
        let names = &certificate.subject_alternative_name().ok()??.value.general_names;
        let octets = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        if names.contains(&GeneralName::IPAddress(&octets)) {
            return None;
        }
        names.iter().find_map(|name| match name {
            GeneralName::DNSName(name) if !name.starts_with('*') => Some((*name).to_owned()),
            _ => None,
        })
    }

    /// What shows it, on either side.
    pub(super) fn resolver(&self) -> Arc<SingleCertAndKey> {
        Arc::new(SingleCertAndKey::from(CertifiedKey::clone(&self.0)))
    }
}

/// The thumbprint of the first certificate in a PEM text: `x5t#S256` of RFC 8705 3.1.
#[must_use]
pub fn thumbprint(pem: &str) -> Option<String> {
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).ok()?;
    Some(x5t_s256(&certificate))
}

fn certificates(pem: &[u8], file: &str) -> Result<Vec<CertificateDer<'static>>, NotAnIdentity> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let chain = chain.map_err(|error| NotAnIdentity::BrokenCertificate(file.to_owned(), error.to_string()))?;
    if chain.is_empty() { Err(NotAnIdentity::NoCertificate(file.to_owned())) } else { Ok(chain) }
}

/// Whether it is of an earlier version than 3: `openssl x509 -req` makes such ones where no extension is asked for.
fn is_old(der: Option<&CertificateDer<'_>>) -> bool {
    let parsed = der.and_then(|der| X509Certificate::from_der(der).ok());
    parsed.is_some_and(|(_, certificate)| certificate.version() != X509Version::V3)
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

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use rcgen::{
        CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256,
    };

    use super::*;
    use crate::jose::from_base64url;

    /// Writes these texts to files and reads an identity from them.
    fn read(certificate: &str, key: &str) -> Result<Identity, NotAnIdentity> {
        let folder = tempfile::tempdir().unwrap();
        let [cert, secret] = ["cert.pem", "key.pem"].map(|name| folder.path().join(name));
        files::write(&cert, certificate.as_bytes()).unwrap();
        files::write(&secret, key.as_bytes()).unwrap();
        Identity::read(&cert, &secret)
    }

    fn made(key: &KeyPair) -> String {
        CertificateParams::new(vec!["client".into()]).unwrap().self_signed(key).unwrap().pem()
    }

    /// What PKCS#8 wraps (RFC 5208 5): a key as PKCS#1 or SEC1 has it.
    fn unwrapped(key: &KeyPair, label: &str) -> String {
        let der = key.serialize_der();
        let (_, wrapped) = x509_parser::der_parser::parse_der(&der).unwrap();
        let inner = STANDARD.encode(wrapped.as_sequence().unwrap()[2].as_slice().unwrap());
        format!("-----BEGIN {label}-----\n{inner}\n-----END {label}-----\n")
    }

    #[test]
    fn every_usual_kind_of_key_is_taken() {
        for (algorithm, label) in [
            (&PKCS_ECDSA_P256_SHA256, Some("EC PRIVATE KEY")),
            (&PKCS_ECDSA_P384_SHA384, Some("EC PRIVATE KEY")),
            (&PKCS_RSA_SHA256, Some("RSA PRIVATE KEY")),
            (&PKCS_ED25519, None),
        ] {
            let key = KeyPair::generate_for(algorithm).unwrap();
            let (pem, secret) = (made(&key), key.serialize_pem());
            let identity = read(&pem, &secret).unwrap();
            let both = format!("{pem}{secret}");
            assert_eq!(read(&both, &both).unwrap().certificate(), identity.certificate());
            if let Some(label) = label {
                read(&pem, &unwrapped(&key, label)).unwrap_or_else(|error| panic!("{label}: {error}"));
            }
        }
    }

    #[test]
    fn its_hash_is_written_in_two_ways() {
        let key = KeyPair::generate().unwrap();
        let pem = made(&key);
        let identity = read(&pem, &key.serialize_pem()).unwrap();
        assert_eq!(Some(identity.thumbprint()), thumbprint(&pem));
        let octets: Vec<u8> =
            identity.fingerprint().split(':').map(|octet| u8::from_str_radix(octet, 16).unwrap()).collect();
        assert_eq!(Some(octets), from_base64url(&identity.thumbprint()));
        assert_eq!(thumbprint("no certificate"), None);
    }

    #[test]
    fn it_is_called_what_it_is_good_for() {
        let key = KeyPair::generate().unwrap();
        for (names, name) in [
            (&["127.0.0.1", "as.example"][..], None),
            (&["*.example", "as.example"], Some("as.example")),
            (&["10.0.0.1"], None),
            (&[], None),
        ] {
            let names = names.iter().map(ToString::to_string).collect::<Vec<_>>();
            let pem = CertificateParams::new(names).unwrap().self_signed(&key).unwrap().pem();
            let identity = read(&pem, &key.serialize_pem()).unwrap();
            assert_eq!(identity.name_instead_of([127, 0, 0, 1].into()).as_deref(), name);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let (key, other) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let (pem, secret) = (made(&key), key.serialize_pem());
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let older = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        let newer = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        let useless = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        for (certificate, key, words) in [
            (pem.as_str(), other.serialize_pem().as_str(), "key.pem` is not the one of the first certificate in `"),
            (&secret, &secret, "cert.pem` holds no certificate"),
            (broken, &secret, "cert.pem` cannot be read"),
            (&pem, &pem, "key.pem` holds no private key"),
            (&pem, older, "key.pem` is encrypted"),
            (&pem, newer, "key.pem` is encrypted"),
            (&pem, useless, "key.pem` is none that TLS can use"),
        ] {
            let error = read(certificate, key).unwrap_err().to_string();
            assert!(error.contains(words), "{words}: {error}");
        }
        let missing = Identity::read(Path::new("/nowhere/c.pem"), Path::new("/nowhere/k.pem")).unwrap_err();
        assert!(missing.to_string().contains("`/nowhere/c.pem`"), "{missing}");
    }
}
