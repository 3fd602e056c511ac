//! Why no answer came: the closed list of ways a request can fail below HTTP.

use serde::{Deserialize, Serialize};

/// A request that got no (complete) answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{} ({})", kind.words(), detail)]
pub struct Failure {
    /// What happened.
    pub kind: FailureKind,
    /// The words of the layer that noticed it; chosen by others, so escaped before it is shown.
    pub detail: String,
}

/// What kept the answer from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The host name has no address.
    Dns,
    /// Nothing listens at the address, or the way there is closed.
    Refused,
    /// The certificate is expired or not valid yet.
    TlsExpired,
    /// The certificate is signed by nobody this machine trusts.
    TlsUnknownIssuer,
    /// The certificate is for another name.
    TlsWrongName,
    /// Any other TLS trouble.
    Tls,
    /// Nothing, or too little, came in the time given.
    Timeout,
    /// The answer was larger than what is read.
    TooLarge,
    /// The connection ended before the answer did.
    Closed,
    /// What came was not HTTP.
    NotHttp,
    /// Plain http to another machine, without being told that this is wanted.
    PlainHttp,
    /// The provider shows an error page instead of sending the browser back.
    ErrorPage,
    /// Whoever was to sign in could not.
    SignIn,
    /// The person at the keyboard stopped it.
    Interrupted,
    /// Something on this machine: a port, a file, a command.
    Local,
}

impl Failure {
    /// A failure of this kind with the words of whoever noticed it.
    pub fn new(kind: FailureKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }
}

impl FailureKind {
    /// The kind in a few words, lower case, without a full stop.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Dns => "the host name was not found",
            Self::Refused => "the connection was refused",
            Self::TlsExpired => "the TLS certificate is expired or not valid yet",
            Self::TlsUnknownIssuer => "the TLS certificate is signed by an authority this machine does not trust",
            Self::TlsWrongName => "the TLS certificate is for another host name",
            Self::Tls => "the TLS handshake failed",
            Self::Timeout => "no complete answer came in time",
            Self::TooLarge => "the answer is larger than what is read",
            Self::Closed => "the connection was closed before the answer was complete",
            Self::NotHttp => "what came back is not HTTP",
            Self::PlainHttp => "plain http beyond this machine is refused",
            Self::ErrorPage => "the provider shows an error page instead of sending the browser back",
            Self::SignIn => "nobody could sign in",
            Self::Interrupted => "interrupted",
            Self::Local => "something on this machine failed",
        }
    }
}
