//! A client of one's own, as the words describe it.

use std::path::PathBuf;

use clap::Args;
use x509_parser::pem::Pem;

use crate::cli::Trouble;
use crate::jose::{Jwk, Jwks};
use crate::practice::Client;
use crate::wire::json;
use crate::world::files;

/// One client more, with one way to prove itself, or none.
#[derive(Debug, Args)]
#[command(next_help_heading = "A client of your own")]
pub(super) struct ClientArguments {
    /// One client more, by its id
    #[arg(long, value_name = "ID", requires = "redirect_uri")]
    client_id: Option<String>,
    /// Its secret; without secret, keys and certificate it is public
    #[arg(long, value_name = "SECRET", requires = "client_id")]
    client_secret: Option<String>,
    /// Its public keys, as a JWK Set or one JWK: for `private_key_jwt`, and for certificates by `x5c` or `x5t#S256`
    #[arg(long, value_name = "FILE", requires = "client_id")]
    client_jwks: Option<PathBuf>,
    /// The subject of its certificate, such as `CN=app,O=Example` (RFC 8705 2.1.2)
    #[arg(long, value_name = "DN", requires_all = ["client_id", "client_ca"], conflicts_with = "client_secret")]
    client_tls_subject: Option<String>,
    /// Whose certificates prove a client by its name, as PEM (RFC 8705 2.1)
    #[arg(long, value_name = "FILE")]
    client_ca: Option<PathBuf>,
    /// Where its answers may go; can be repeated
    #[arg(long, value_name = "URI", requires = "client_id")]
    redirect_uri: Vec<String>,
}

impl ClientArguments {
    /// The client, where there is to be one.
    pub(super) fn client(&self) -> Result<Option<Client>, Trouble> {
        let Some(id) = &self.client_id else { return Ok(None) };
        let uris: Vec<&str> = self.redirect_uri.iter().map(String::as_str).collect();
        let jwks = self.jwks()?;
        let client = match (&self.client_secret, &self.client_tls_subject) {
            (Some(secret), _) => Client::confidential(id, secret, &uris),
            (None, Some(subject)) => Client::with_certificate(id, subject, &uris),
            (None, None) if jwks.is_some() => Client::with_keys(id, Jwks::default(), &uris),
            (None, None) => Client::public(id, &uris),
        };
        Ok(Some(Client { jwks: jwks.unwrap_or_default(), ..client }))
    }

    /// The authorities whose word about names is taken, in DER.
    pub(super) fn authorities(&self) -> Result<Vec<Vec<u8>>, Trouble> {
        let Some(path) = &self.client_ca else { return Ok(Vec::new()) };
        let octets = files::read(path).map_err(|error| Trouble::local(error.to_string()))?;
        let blocks: Result<Vec<Pem>, _> = Pem::iter_from_buffer(&octets).collect();
        let certificates: Vec<Vec<u8>> = blocks
            .unwrap_or_default()
            .into_iter()
            .filter(|block| block.label == "CERTIFICATE")
            .map(|block| block.contents)
            .collect();
        if certificates.is_empty() {
            return Err(Trouble::usage(format!("there is no certificate in {}", path.display()))
                .hint("it holds lines between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----"));
        }
        Ok(certificates)
    }

    fn jwks(&self) -> Result<Option<Jwks>, Trouble> {
        let Some(path) = &self.client_jwks else { return Ok(None) };
        let place = path.display();
        let octets = files::read(path).map_err(|error| Trouble::local(error.to_string()))?;
        let document = json::object(&octets)
            .map_err(|error| Trouble::usage(format!("{place} is no JSON object: {error}")).hint(AS_JWKS))?;
        let jwks = if document.contains_key("kty") {
            Jwks(vec![Jwk(document)])
        } else {
            Jwks::parse(&serde_json::Value::Object(document)).unwrap_or_default()
        };
        if jwks.0.is_empty() {
            return Err(Trouble::usage(format!("there is no key in {place}")).hint(AS_JWKS));
        }
        if jwks.0.iter().any(Jwk::is_private) {
            return Err(Trouble::usage(format!("there is a private key in {place}, and a server must not have it"))
                .hint("give the public part: the members d, p, q, dp, dq, qi and k are left out of it"));
        }
        Ok(Some(jwks))
    }
}

const AS_JWKS: &str = "it holds a JWK, or a JWK Set: {\"keys\": [...]} (RFC 7517 5)";
