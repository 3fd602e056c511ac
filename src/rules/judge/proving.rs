//! The demands for a nonce in a DPoP proof.

use super::Bench;
use crate::protocol::dpop;
use crate::trace::Exchange;

impl Bench<'_> {
    /// Every demand: the same request goes once more, so it is not the last of its step unless it is made again.
    pub(super) fn nonces(&mut self) {
        let trace = self.trace;
        for (index, exchange) in trace.exchanges.iter().enumerate() {
            let Some(response) = exchange.response.as_ref().filter(|_| demand(exchange).is_some()) else { continue };
            let before = trace.exchanges[..index].iter().rfind(|before| before.step == exchange.step);
            let checks = dpop::accept_demand(&exchange.request, response, before.and_then(demand));
            for check in checks.into_all() {
                self.find(Some(index), check);
            }
        }
    }
}

fn demand(exchange: &Exchange) -> Option<&str> {
    dpop::demanded(&exchange.request, exchange.response.as_ref()?)
}
