//! JSON Web Tokens and keys: taken apart by our own code, signed and verified by a crypto library.

mod algorithm;
mod hash;
mod jwk;
mod jwt;
mod not_a_key;
mod pem;
#[cfg(test)]
mod properties;
mod purpose;
mod read;
mod sign;
mod verify;

pub use algorithm::{Algorithm, Hmac};
pub use hash::{base64url, from_base64url, left_half_hash, sha256, x5t_s256};
pub use jwk::{Jwk, Jwks};
pub use jwt::{Jwt, NotJwt};
pub use not_a_key::NotAKey;
pub use purpose::Purpose;
pub use sign::{SigningKey, sign_hmac, sign_hs256, unsigned};
pub use verify::{Signature, verify_with_key, verify_with_secret};
