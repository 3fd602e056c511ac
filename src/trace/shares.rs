//! A long record is looked through by all processors at once: what is found in one message needs no other one.

use std::num::NonZero;
use std::thread;

use super::Exchange;

/// Below this many messages a thread costs more than it saves.
const FEW: usize = 200;

/// Does the work on shares of the messages; what comes of each, in the order of the record. The work is told which
/// message of the record is the first of its share.
pub fn in_shares<R: Send>(exchanges: &[Exchange], work: impl Fn(usize, &[Exchange]) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let size = exchanges.len().div_ceil(processors).max(FEW);
    let mut shares = exchanges.chunks(size).enumerate().map(|(at, share)| (at * size, share));
    let Some((_, own)) = shares.next() else { return Vec::new() };
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|(first, share)| scope.spawn(move || work(first, share))).collect();
        let mut done = vec![work(0, own)];
        for other in others {
            done.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::trace::Step;
    use crate::wire::Request;

    #[test]
    fn every_message_is_looked_at_once_and_in_order() {
        for count in [0, 1, FEW, FEW + 1, 5 * FEW + 3] {
            let one = |at: usize| {
                let request = Request::get(format!("http://a/{at}"));
                Exchange::new(Step::Call, request, UNIX_EPOCH)
            };
            let exchanges: Vec<Exchange> = (0..count).map(one).collect();
            let found: Vec<(usize, String)> = in_shares(&exchanges, |first, share| {
                (first..).zip(share).map(|(at, exchange)| (at, exchange.request.url.clone())).collect::<Vec<_>>()
            })
            .concat();
            assert_eq!(found, (0..count).map(|at| (at, format!("http://a/{at}"))).collect::<Vec<_>>());
        }
    }
}
