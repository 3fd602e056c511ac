//! Why a text is no key that can sign, and what to do about it.

use super::Algorithm;
use super::algorithm::Kind;

/// Why a text is no private key that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// Nothing that is known.
    #[error("neither PEM nor a JSON Web Key")]
    Neither,
    /// JSON that is no object, or one that says a thing twice.
    #[error("not a JSON object: {0}")]
    Json(String),
    /// PEM with other things only; what the first of them is.
    #[error("{0}, but no private key")]
    NoPrivateKey(&'static str),
    /// A private key under a passphrase.
    #[error("the private key is encrypted")]
    Encrypted,
    /// The file format of OpenSSH.
    #[error("a private key in the format of OpenSSH")]
    OpenSsh,
    /// What stands between the `BEGIN` and the `END` line.
    #[error("the PEM block `{0}` is not base64")]
    NotBase64(String),
    /// The library refuses it; its word.
    #[error("{0} that cannot be read: {1}")]
    Unreadable(&'static str, String),
    /// A curve or an algorithm that no signature is made with here.
    #[error("a key for `{0}`, which nothing can be signed with here")]
    Unknown(String),
    /// RFC 7518 3.3 and 3.5: at least 2048 bits.
    #[error("an RSA key of less than 2048 bits, too small for any signature of RFC 7518")]
    TooSmall,
    /// The key is sound, the algorithm is another key's.
    #[error("{key} cannot sign with `{asked}`")]
    WrongAlgorithm {
        /// What the key is.
        key: &'static str,
        /// The algorithm that was asked for, or that the key names for itself.
        asked: String,
        /// What it can sign with.
        fitting: Vec<Algorithm>,
    },
    /// A JWK that names its one algorithm (RFC 7517 4.4), and another one was asked for.
    #[error("the key says it is for `{declared}`, not for `{}`", asked.name())]
    DeclaredOtherwise {
        /// Its `alg`.
        declared: String,
        /// What was asked for.
        asked: Algorithm,
    },
    /// A JWK whose `use` or `key_ops` excludes signing (RFC 7517 4.2 and 4.3).
    #[error("`{0}` of the key excludes signing")]
    NotForSigning(&'static str),
    /// A JWK without a member that it needs.
    #[error("`{0}` is missing in the JSON Web Key")]
    Missing(&'static str),
    /// A member of a JWK that is not what it must be.
    #[error("`{0}` of the JSON Web Key {1}")]
    Member(&'static str, &'static str),
    /// A JWK of a type that has no private half.
    #[error("a symmetric key: a secret, not a private key")]
    Symmetric,
    /// A JWK Set from which nothing tells which key is meant.
    #[error("a set of {0} keys")]
    Set(usize),
}

impl NotAKey {
    /// The way out, where there is one to be named.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Neither | Self::Json(_) => {
                "a private key is PEM (`-----BEGIN PRIVATE KEY-----`) or a JSON Web Key (`{\"kty\": \"EC\", …}`)".into()
            }
            Self::NoPrivateKey(_) => "the public half is for the server; give the file with the private key".into(),
            Self::Encrypted => "`openssl pkey -in key.pem -out plain.pem` asks for the passphrase once".into(),
            Self::OpenSsh => "`ssh-keygen -p -m PEM -f FILE` rewrites an RSA or EC key as PEM".into(),
            Self::NotBase64(_) => "the file was changed on its way: compare it with the original".into(),
            Self::Unknown(_) => {
                "`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem` makes one for ES256"
                    .into()
            }
            Self::TooSmall => {
                "`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem` makes one".into()
            }
            Self::WrongAlgorithm { fitting, .. } => format!("this key signs with {}", listed(fitting)),
            Self::DeclaredOtherwise { declared, .. } => format!("ask for `{declared}`, or take `alg` out of the key"),
            Self::Missing("d") => "this is the public half; give the private key".into(),
            Self::Missing("p" | "q" | "dp" | "dq" | "qi") => {
                "an RSA key is needed with `p`, `q`, `dp`, `dq` and `qi`; PEM always has them".into()
            }
            Self::Symmetric => "what is signed with a secret is `client_secret_jwt`".into(),
            Self::Set(_) => "give the one key that is meant".into(),
            Self::Unreadable(..) | Self::NotForSigning(_) | Self::Missing(_) | Self::Member(..) => return None,
        })
    }

    pub(super) fn wrong_algorithm(kind: Kind, asked: &str) -> Self {
        Self::WrongAlgorithm { key: kind.words(), asked: asked.to_owned(), fitting: kind.algorithms().collect() }
    }
}

fn listed(algorithms: &[Algorithm]) -> String {
    let names: Vec<String> = algorithms.iter().map(|algorithm| format!("`{}`", algorithm.name())).collect();
    names.join(", ")
}
