//! The protocol without the world: for every endpoint the request that is right and the checks of its answer.
//!
//! Each file is a pair, `request(..) -> Request` and `accept(..) -> Examined<Good>`: what is accepted carries every
//! check with what was expected and seen, and a value ([`Code`], [`Tokens`], [`IdToken`]) that only its `accept` makes.

pub mod answer;
pub mod arrival;
pub mod asked;
pub mod authorize;
pub mod call;
pub mod callback;
pub mod check;
pub mod client_auth;
pub mod demands;
pub mod device;
pub mod discovery;
pub mod dpop;
pub mod error;
pub mod given;
pub mod grants;
pub mod id_token;
mod id_token_binding;
mod id_token_claims;
pub mod inputs;
pub mod introspection;
pub mod issuer;
pub mod jarm;
pub mod keys;
pub mod logout;
#[cfg(test)]
mod properties;
pub mod push;
pub mod redeem;
pub mod refresh;
pub mod registration;
pub mod request_object;
pub mod revocation;
pub mod server;
mod signature;
pub mod token_response;
pub mod userinfo;

pub use answer::{Answer, Code};
pub use asked::{Asked, Push, RequestObject, ResponseType};
pub use check::{Check, Checks, Examined, Refusal, Verdict};
pub use demands::Demands;
pub use discovery::Metadata;
pub use error::ProviderError;
pub use given::{Called, Given, Registration, TokenKind, Traded};
pub use id_token::IdToken;
pub use inputs::{AssertionAudience, AuthMethod, BasicEncoding, Client, ClientKey, Nonces, Pkce, ResponseMode};
pub use server::{Endpoint, Needs, Server, ServerHints};
pub use token_response::Tokens;
