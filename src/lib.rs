//! oauth-flow
pub mod jose;
pub mod practice;
pub mod wire;
