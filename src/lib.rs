//! oauth-flow

pub mod cli;
pub mod explain;
pub mod flow;
pub mod jose;
pub mod practice;
pub mod protocol;
pub mod rules;
pub mod trace;
pub mod view;
pub mod wire;
pub mod world;
