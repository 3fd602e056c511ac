//! Certificates made on the spot, for servers of this machine that live as long as a run.

use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::Identity;
use crate::world::clock;

/// A certificate could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot make a certificate: {0}")]
pub struct NotMade(String);

/// How long they last: no run takes longer, and no browser thinks that too long.
const LIFETIME: Duration = Duration::from_hours(30 * 24);
/// A clock that is a little behind should not find them not yet valid.
const BEFORE: Duration = Duration::from_hours(24);

/// A certificate for these hosts that nobody vouches for.
pub fn self_signed(hosts: &[&str]) -> Result<Identity, NotMade> {
    let key = KeyPair::generate()?;
    let certificate = server_params(hosts)?.self_signed(&key)?;
    Ok(Identity::new(vec![certificate.der().clone()], private_key(&key))?)
}

/// A certificate for these hosts, and in PEM the authority that vouches for it. The key of the authority is gone then,
/// so whoever trusts it trusts this one certificate.
pub fn issued(hosts: &[&str]) -> Result<(Identity, String), NotMade> {
    let authority = CertifiedIssuer::self_signed(authority_params()?, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let certificate = server_params(hosts)?.signed_by(&key, &authority)?;
    Ok((Identity::new(vec![certificate.der().clone()], private_key(&key))?, authority.pem()))
}

fn server_params(hosts: &[&str]) -> Result<CertificateParams, NotMade> {
    let mut params = CertificateParams::new(hosts.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    name(&mut params, "oauth-flow on this machine");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

fn authority_params() -> Result<CertificateParams, NotMade> {
    let mut params = CertificateParams::new(Vec::new())?;
    name(&mut params, "oauth-flow practice authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    Ok(params)
}

fn name(params: &mut CertificateParams, name: &str) {
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    let now = clock::now();
    params.not_before = (now - BEFORE).into();
    params.not_after = (now + LIFETIME).into();
}

fn private_key(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()))
}

impl From<rcgen::Error> for NotMade {
    fn from(error: rcgen::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<rustls::Error> for NotMade {
    fn from(error: rustls::Error) -> Self {
        Self(error.to_string())
    }
}
