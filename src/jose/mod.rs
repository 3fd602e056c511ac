//! JSON Web Tokens and keys: taken apart by our own code, signed and verified by a crypto library.

mod hash;
mod jwk;
mod jwt;
mod sign;
mod verify;

pub use hash::{base64url, from_base64url, left_half_hash, sha256};
pub use jwk::{Jwk, Jwks};
pub use jwt::{Jwt, NotJwt};
pub use sign::{Algorithm, SigningKey, sign_hs256, unsigned};
pub use verify::{Signature, verify_with_key, verify_with_secret};
