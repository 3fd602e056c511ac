//! oauth-flow
pub mod jose;
pub mod wire;
pub mod world;
