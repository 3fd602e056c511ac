//! oauth-flow
pub mod explain;
pub mod jose;
pub mod protocol;
pub mod rules;
pub mod trace;
pub mod view;
pub mod wire;
