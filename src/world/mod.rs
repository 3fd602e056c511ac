//! The only folder with effects: sockets, clock, randomness, files, processes, the environment.

pub mod agent;
pub mod browser;
pub mod clock;
pub mod command_output;
pub mod entropy;
pub mod environment;
mod failure;
pub mod files;
mod gate;
pub mod http;
pub mod http_server;
pub mod interrupt;
pub mod live;
pub mod loopback;
pub mod machine;
pub mod memory;
pub mod names;
mod outgoing;
pub mod paste;
pub mod port_owner;
pub mod practice_server;
pub mod prompt;
pub mod settings_files;
pub mod site;
pub mod terminal;
pub mod tls;
