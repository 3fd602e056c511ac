//! The provider as its clients, its users and its attackers see it.

mod agent;
mod authorize_errors;
mod browser;
mod fault_attacks;
mod faults;
mod happy;
mod occasions;
mod pages;
mod par;
mod pkce;
mod refresh;
mod request_object;
mod resources;
mod response_types;
mod token_errors;
mod wishes;
