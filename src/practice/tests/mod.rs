//! The provider as its clients, its users and its attackers see it.

mod agent;
mod asking_occasions;
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
mod par;
mod pkce;
mod prover;
mod proving_attacks;
mod refresh;
mod registration;
mod request_object;
mod resources;
mod response_types;
mod token_errors;
mod token_use;
mod wishes;
