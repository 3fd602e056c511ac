//! The provider as its clients, its users and its attackers see it.

mod agent;
mod happy;
