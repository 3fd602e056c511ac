//! oauth-flow
pub mod jose;
pub mod wire;
