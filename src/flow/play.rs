//! Which script a plan is played by.

use super::{Guide, Run, Stop, World, device, discover, grants, login, register, tokens};
use crate::trace::{Ending, Flow};

/// Runs a plan to its end, good or bad; how it ended stands in the record.
pub async fn play<W: World, G: Guide>(run: &mut Run<W, G>) {
    let outcome = match run.trace.plan.flow {
        Flow::Login => login::script(run).await,
        Flow::Device => device::script(run).await,
        Flow::ClientCredentials | Flow::Exchange | Flow::JwtBearer | Flow::Password => grants::script(run).await,
        Flow::Tokens => tokens::script(run).await,
        Flow::Register => register::script(run).await,
        Flow::Metadata => discover::script(run).await,
    };
    run.trace.ended = outcome.map_or_else(Stop::ending, |()| Ending::Finished);
}
