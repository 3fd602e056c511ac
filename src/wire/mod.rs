//! HTTP messages as plain values that keep what matters here: order, repetition, the case of names and every octet.

mod body;
mod failure;
mod headers;
pub mod html;
pub mod json;
mod message;
mod params;
pub mod uri;

pub use body::Body;
pub use failure::{Failure, FailureKind};
pub use headers::{Challenge, Headers};
pub use message::{Request, Response};
pub use params::Params;
