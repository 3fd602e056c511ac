//! The words about TLS in front of the practice provider.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::FalseyValueParser;

use crate::cli::network::read_identity;
use crate::cli::trouble::Trouble;
use crate::world::files;
use crate::world::tls::{self, Identity};

/// How TLS is spoken.
#[derive(Debug, Args)]
#[command(next_help_heading = "TLS")]
pub struct TerminatorArguments {
    /// Speak https, with a certificate made for this run; clients may show one of their own (RFC 8705)
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_SERVE_TLS", hide_env_values = true)]
    tls: bool,
    /// Write the authority of that certificate to this PEM file, for `login --ca-cert FILE`
    #[arg(
        long,
        value_name = "FILE",
        env = "OAUTH_FLOW_SERVE_TLS_CA_OUT",
        hide_env_values = true,
        requires = "tls",
        conflicts_with = "tls_cert"
    )]
    tls_ca_out: Option<PathBuf>,
    /// Speak https with this certificate, in a PEM file
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_SERVE_TLS_CERT", hide_env_values = true)]
    tls_cert: Option<PathBuf>,
    /// Its private key, in a PEM file [default: in the file of --tls-cert]
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_SERVE_TLS_KEY", hide_env_values = true, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

/// What TLS is spoken with.
pub struct Terminator {
    /// What a client is shown.
    pub identity: Identity,
    /// The authority behind it in PEM, where it was made here.
    pub authority: Option<String>,
    /// The file that holds it.
    pub file: Option<PathBuf>,
}

impl TerminatorArguments {
    /// Reads a certificate, or makes one for this address; none for plain http.
    pub fn read(&self, address: IpAddr) -> Result<Option<Terminator>, Trouble> {
        match &self.tls_cert {
            Some(certificate) => {
                let identity = read_identity(certificate, self.tls_key.as_deref())?;
                Ok(Some(Terminator { identity, authority: None, file: None }))
            }
            None if self.tls => self.make(address).map(Some),
            None => Ok(None),
        }
    }

    fn make(&self, address: IpAddr) -> Result<Terminator, Trouble> {
        let address = address.to_string();
        let (identity, authority) = tls::issued(&["127.0.0.1", "::1", "localhost", &address])
            .map_err(|error| Trouble::local(error.to_string()))?;
        if let Some(file) = &self.tls_ca_out {
            write(file, &authority)?;
        }
        Ok(Terminator { identity, authority: Some(authority), file: self.tls_ca_out.clone() })
    }
}

impl Terminator {
    /// How `login` is told to trust it.
    pub fn trust(&self) -> Option<String> {
        let file = self.file.as_ref().map_or_else(|| "FILE".to_owned(), |file| file.display().to_string());
        self.authority.is_some().then(|| format!("--ca-cert {file}"))
    }
}

fn write(file: &Path, authority: &str) -> Result<(), Trouble> {
    files::write(file, authority.as_bytes()).map_err(|error| {
        Trouble::local(error.to_string()).hint("--tls-ca-out names the file in which the authority is to be")
    })
}
