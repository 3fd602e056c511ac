//! The flags about how clients prove what they hold, and about what there is beside a login.

use std::time::Duration;

use clap::Args;

use super::{choose, names};
use crate::practice::{AssertionAudience, Dpop, DpopNonce, Policy, Service, Services};

/// One flag for each choice, and two for what can be switched.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policies about proofs, endpoints and grants")]
pub(super) struct ProvingArguments {
    /// Whether tokens can, or must, be bound to a key (RFC 9449)
    #[arg(long, value_name = "CHOICE", value_parser = names(Dpop::ALL, Dpop::name), default_value = Dpop::default().name())]
    dpop: String,
    /// Whether a DPoP proof has to hold a nonce of this server (RFC 9449 8)
    #[arg(long, value_name = "CHOICE", value_parser = names(DpopNonce::ALL, DpopNonce::name), default_value = DpopNonce::default().name())]
    dpop_nonce: String,
    /// Whom a client assertion has to be made out to (RFC 7523 3)
    #[arg(long, value_name = "CHOICE", value_parser = names(AssertionAudience::ALL, AssertionAudience::name), default_value = AssertionAudience::default().name())]
    assertion_audience: String,
    /// Switch an endpoint or a grant on; can be repeated. Off is password alone, which must not be used (RFC 9700 2.4)
    #[arg(long, value_name = "SERVICE", value_parser = names(Service::ALL, Service::name))]
    on: Vec<String>,
    /// Switch an endpoint or a grant off; can be repeated
    #[arg(long, value_name = "SERVICE", value_parser = names(Service::ALL, Service::name))]
    off: Vec<String>,
    /// How long the user of a device has, in seconds (RFC 8628 3.2)
    #[arg(long, value_name = "SECONDS", default_value = "600")]
    device_lifetime: u64,
    /// How long a device waits between two questions, in seconds (RFC 8628 3.2)
    #[arg(long, value_name = "SECONDS", default_value = "5")]
    device_interval: u64,
}

impl ProvingArguments {
    /// Makes the choices in a policy.
    pub(super) fn choose(&self, policy: &mut Policy) {
        policy.dpop = choose(Dpop::ALL, Dpop::name, &self.dpop);
        policy.dpop_nonce = choose(DpopNonce::ALL, DpopNonce::name, &self.dpop_nonce);
        policy.assertion_audience = choose(AssertionAudience::ALL, AssertionAudience::name, &self.assertion_audience);
        let services = named(&self.on).fold(policy.services.clone(), Services::with);
        policy.services = named(&self.off).fold(services, Services::without);
        policy.services.device_lifetime = Duration::from_secs(self.device_lifetime);
        policy.services.device_interval = Duration::from_secs(self.device_interval);
    }
}

fn named(words: &[String]) -> impl Iterator<Item = Service> {
    Service::ALL.iter().copied().filter(|service| words.iter().any(|word| word == service.name()))
}
