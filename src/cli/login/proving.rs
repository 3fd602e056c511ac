//! What a client holds besides a secret: a key that it signs with, and one that its tokens are bound to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::{FalseyValueParser, PossibleValuesParser};

use crate::cli::choices::Audience;
use crate::cli::trouble::Trouble;
use crate::flow::Keys;
use crate::jose::{Algorithm, SigningKey};
use crate::protocol::ClientKey;
use crate::trace::Dpop;
use crate::world::files;

/// What the client holds.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Keys of the client")]
pub struct ProvingArguments {
    /// The client's private key (PEM or JWK): it signs assertions and request objects, and belongs to --cert
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_KEY", hide_env_values = true)]
    pub key: Option<PathBuf>,
    /// The algorithm that it signs with [default: what the key says, or the usual one of its kind]
    #[arg(long, value_name = "ALG", value_parser = algorithms(), env = "OAUTH_FLOW_KEY_ALG", hide_env_values = true, requires = "key")]
    pub key_alg: Option<String>,
    /// Whom an assertion names as its audience; newer rules want the issuer, older servers their token endpoint
    #[arg(
        long,
        value_enum,
        value_name = "WHO",
        default_value = "issuer",
        env = "OAUTH_FLOW_ASSERTION_AUDIENCE",
        hide_env_values = true
    )]
    pub assertion_audience: Option<Audience>,
    /// Bind the tokens to a key made for this run, so that a stolen one is worth nothing (RFC 9449)
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_DPOP", hide_env_values = true)]
    pub dpop: bool,
    /// Bind them to this private key (PEM or JWK) instead
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_DPOP_KEY", hide_env_values = true)]
    pub dpop_key: Option<PathBuf>,
    /// The algorithm of the proofs [default: ES256, or what the key says]
    #[arg(long, value_name = "ALG", value_parser = algorithms(), env = "OAUTH_FLOW_DPOP_ALG", hide_env_values = true)]
    pub dpop_alg: Option<String>,
    /// Leave the code unbound: no `dpop_jkt` in the request
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_DPOP_JKT", hide_env_values = true)]
    pub no_dpop_jkt: bool,
}

fn algorithms() -> PossibleValuesParser {
    PossibleValuesParser::new(Algorithm::ALL.iter().map(|algorithm| algorithm.name()).collect::<Vec<_>>())
}

impl ProvingArguments {
    /// Reads the keys; one for DPoP is made where none was given.
    pub fn read(&self) -> Result<Keys, Trouble> {
        let named = |name: &Option<String>| name.as_deref().and_then(Algorithm::named);
        let client = self.key.as_deref().map(|path| read_key("--key", path, named(&self.key_alg))).transpose()?;
        let dpop = match &self.dpop_key {
            Some(path) => Some(read_key("--dpop-key", path, named(&self.dpop_alg))?),
            None if self.dpop => {
                let made = SigningKey::generate(named(&self.dpop_alg).unwrap_or(Algorithm::Es256));
                Some(made.ok_or_else(|| Trouble::local("the system gives no randomness to make a key"))?)
            }
            None => None,
        };
        Ok(Keys { client: client.map(Arc::new), dpop: dpop.map(Arc::new) })
    }

    /// What the record may know of the key for DPoP.
    #[must_use]
    pub fn dpop(&self, keys: &Keys) -> Option<Dpop> {
        let key = keys.dpop.as_ref()?;
        let jwk = key.public_jwk().bare()?;
        let thumbprint = jwk.thumbprint()?;
        Some(Dpop { alg: key.algorithm().name().to_owned(), jwk: jwk.0, thumbprint, binds_code: !self.no_dpop_jkt })
    }
}

/// What the record may know of the client's own key.
#[must_use]
pub fn client_key(keys: &Keys) -> Option<ClientKey> {
    let key = keys.client.as_ref()?;
    let thumbprint = key.public_jwk().thumbprint()?;
    Some(ClientKey { alg: key.algorithm().name().to_owned(), kid: key.kid().to_owned(), thumbprint })
}

fn read_key(flag: &str, path: &Path, algorithm: Option<Algorithm>) -> Result<SigningKey, Trouble> {
    let text = files::read_text(path).map_err(|error| {
        Trouble::local(error.to_string()).hint(format!("{flag} wants a private key, as PEM or JWK"))
    })?;
    SigningKey::read(&text, algorithm).map_err(|reason| {
        let trouble = Trouble::usage(format!("{flag} `{}` cannot be used: {reason}", path.display()));
        match reason.hint() {
            Some(hint) => trouble.hint(hint),
            None => trouble,
        }
    })
}
