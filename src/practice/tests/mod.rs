//! The provider as its clients, its users and its attackers see it.

mod agent;
mod authorize_errors;
mod browser;
mod client_auth;
mod device;
mod dpop;
mod fault_attacks;
mod faults;
mod happy;
mod logout;
mod occasions;
mod other_grants;
mod pages;
mod pkce;
mod prover;
mod proving_attacks;
mod refresh;
mod registration;
mod token_errors;
mod token_use;
