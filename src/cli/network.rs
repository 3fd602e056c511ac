//! The words about the network, for every command that speaks to a server.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::trouble::Trouble;
use crate::trace::Network;
use crate::world::http::{HttpSettings, Proxy};
use crate::world::names::Pinned;
use crate::world::tls::{ClientTls, Identity, NotAnIdentity};

/// How servers are reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "The network")]
pub struct NetworkArguments {
    /// Trust the authorities of this PEM file as well
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_CA_CERT", hide_env_values = true)]
    pub ca_cert: Option<PathBuf>,
    /// The client's certificate for mutual TLS, in a PEM file; its private key in the same file, or by --key
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_CERT", hide_env_values = true)]
    pub cert: Option<PathBuf>,
    /// Take any certificate of a server: whoever stands between can read and change everything
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_INSECURE_TLS", hide_env_values = true)]
    pub insecure_tls: bool,
    /// Speak plain http beyond this machine: everything can be read on the way
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_ALLOW_HTTP", hide_env_values = true)]
    pub allow_http: bool,
    /// Reach this server at this address, and without a proxy: repeat it, or separate them by spaces
    #[arg(long, value_name = "HOST:PORT:ADDR", env = "OAUTH_FLOW_RESOLVE", hide_env_values = true)]
    pub resolve: Vec<String>,
    /// Reach https servers beyond this machine through this proxy: http, https, socks5 or socks5h [default: the one of the environment]
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_PROXY", hide_env_values = true, conflicts_with = "no_proxy")]
    pub proxy: Option<String>,
    /// Use no proxy, whatever the environment says
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_PROXY", hide_env_values = true)]
    pub no_proxy: bool,
    /// How long a connection may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = clap::value_parser!(u64).range(1..=3600), env = "OAUTH_FLOW_CONNECT_TIMEOUT", hide_env_values = true)]
    pub connect_timeout: u64,
    /// How long one request may take in all, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u64).range(1..=3600), env = "OAUTH_FLOW_MAX_TIME", hide_env_values = true)]
    pub max_time: u64,
}

/// What a person should know who takes any certificate.
const INSECURE: &str =
    "--insecure-tls: no certificate of a server is verified, so nothing here proves with whom you speak";

impl NetworkArguments {
    /// The settings of the HTTP client. Of the files only that of `--cert` is read, and that of the key where the
    /// certificate has none beside it.
    pub fn settings(&self, key: Option<&Path>) -> Result<HttpSettings, Trouble> {
        let identity = self.identity(key)?.map(Arc::new);
        Ok(HttpSettings {
            tls: ClientTls { ca_cert: self.ca_cert.clone(), insecure: self.insecure_tls, identity },
            allow_http: self.allow_http,
            pinned: self.pinned()?,
            proxy: self.proxy()?,
            connect_timeout: Duration::from_secs(self.connect_timeout),
            max_time: Duration::from_secs(self.max_time),
            ..HttpSettings::default()
        })
    }

    /// What the record keeps of it.
    pub fn facts(&self) -> Network {
        Network { insecure_tls: self.insecure_tls }
    }

    /// What a person should know before it begins.
    pub fn remarks(&self) -> Option<String> {
        self.insecure_tls.then(|| INSECURE.to_owned())
    }

    fn identity(&self, key: Option<&Path>) -> Result<Option<Identity>, Trouble> {
        let Some(certificate) = &self.cert else { return Ok(None) };
        match Identity::read(certificate, certificate) {
            Err(NotAnIdentity::NoKey(_)) if key.is_some() => read_identity(certificate, key).map(Some),
            read => read.map(Some).map_err(|error| no_identity(&error)),
        }
    }

    fn pinned(&self) -> Result<Vec<Pinned>, Trouble> {
        let texts = self.resolve.iter().flat_map(|text| text.split_whitespace());
        let read = |text| {
            Pinned::parse(text).map_err(|reason| {
                Trouble::usage(format!("--resolve `{text}` cannot be used: {reason}"))
                    .hint("for example --resolve id.example.com:443:192.0.2.7")
            })
        };
        texts.map(read).collect()
    }

    fn proxy(&self) -> Result<Proxy, Trouble> {
        let Some(url) = &self.proxy else {
            return Ok(if self.no_proxy { Proxy::None } else { Proxy::System });
        };
        // it may hold a password, so it is not repeated
        let bad = |reason: &str| {
            Trouble::usage(format!("--proxy cannot be used: {reason}"))
                .hint("for example --proxy http://127.0.0.1:3128, or socks5h://127.0.0.1:1080")
        };
        let parsed = url::Url::parse(url).map_err(|reason| bad(&format!("it is no URL: {reason}")))?;
        if !matches!(parsed.scheme(), "http" | "https" | "socks5" | "socks5h") {
            return Err(bad(&format!("`{}` is none of http, https, socks5 and socks5h", parsed.scheme())));
        }
        if parsed.host_str().is_none_or(str::is_empty) {
            return Err(bad("it names no host"));
        }
        Ok(Proxy::At(url.clone()))
    }
}

/// A certificate and its key; the key may be in the same file.
pub fn read_identity(certificate: &Path, key: Option<&Path>) -> Result<Identity, Trouble> {
    Identity::read(certificate, key.unwrap_or(certificate)).map_err(|error| no_identity(&error))
}

fn no_identity(error: &NotAnIdentity) -> Trouble {
    Trouble::local(error.to_string()).hint(way_out(error))
}

fn way_out(error: &NotAnIdentity) -> String {
    match error {
        NotAnIdentity::File(_) => {
            "a certificate and its private key are wanted, each in a PEM file or both in one".into()
        }
        NotAnIdentity::NoCertificate(file) | NotAnIdentity::BrokenCertificate(file, _) => {
            format!("a DER file becomes PEM by: openssl x509 -inform DER -in {file} -out client.pem")
        }
        NotAnIdentity::OldCertificate(_) => {
            "an extension makes it version 3: openssl x509 -req … -extfile <(echo basicConstraints=CA:FALSE)".into()
        }
        NotAnIdentity::NoKey(_) => {
            "out of a PKCS#12 file key and certificate come by: openssl pkcs12 -in client.p12 -noenc -out client.pem"
                .into()
        }
        NotAnIdentity::EncryptedKey(file) => {
            format!("take the password off, into a file that only you can read: openssl pkey -in {file} -out plain.pem")
        }
        NotAnIdentity::UnusableKey(_) => {
            "a key that every server takes: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256".into()
        }
        NotAnIdentity::Mismatch { certificate, key } => format!(
            "both have to show the same: openssl x509 -in {certificate} -noout -pubkey, and openssl pkey -in {key} -pubout"
        ),
    }
}
