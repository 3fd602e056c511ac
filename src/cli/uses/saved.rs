//! A record that was saved in full: who was asked, as whom, and the tokens that came of it.

use std::path::Path;

use crate::cli::login::arguments::LoginArguments;
use crate::cli::login::plan::LoginPlan;
use crate::cli::show;
use crate::cli::trouble::Trouble;
use crate::protocol::{Given, Registration};
use crate::trace::Trace;
use crate::trace::mask::is_masked;

/// A record whose tokens can be used.
pub struct Saved {
    trace: Trace,
    held: Given,
}

impl Saved {
    /// Reads a record. What is masked in it cannot be used.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let trace = show::read(path)?;
        let place = path.display();
        if trace.plan.practice {
            return Err(Trouble::usage(format!("`{place}` tells of the provider inside, which ended with that run"))
                .hint("practise on one that stays: oauth-flow serve"));
        }
        let mut held = trace.held(trace.exchanges.len());
        let secret = trace.plan.client.client_secret.clone();
        let masked =
            held.secrets_mut().any(|(_, value)| is_masked(value)) || secret.is_some_and(|secret| is_masked(&secret));
        if masked {
            return Err(Trouble::usage(format!("`{place}` was saved without --reveal: its tokens are masked"))
                .hint("save one in full: oauth-flow login ISSUER --trace FILE --reveal"));
        }
        Ok(Self { trace, held })
    }

    /// Where the answer of that run went.
    pub fn redirect_uri(&self) -> &str {
        &self.trace.plan.client.redirect_uri
    }

    /// The client that was registered in that run.
    pub fn registration(&self) -> Option<&Registration> {
        self.held.registration.as_ref()
    }

    /// Puts into the plan what the words do not say themselves.
    pub fn fill(self, plan: &mut LoginPlan, said: &LoginArguments) -> Result<(), Trouble> {
        let Trace { plan: before, .. } = self.trace;
        if plan.server.issuer.is_none() {
            let endpoints = std::mem::take(&mut plan.server.endpoints);
            plan.server = before.server;
            plan.server.endpoints.extend(endpoints);
        }
        if said.client.client_id.is_none() {
            plan.client_id = before.client.client_id;
            plan.client_secret = plan.client_secret.take().or(before.client.client_secret);
            plan.auth_method = plan.auth_method.or(before.client.auth_method);
            plan.basic_encoding = before.client.basic_encoding;
            if before.client.key.is_some() && plan.keys.client.is_none() && plan.client_secret.is_none() {
                return Err(Trouble::usage("the client of that record signs with a key, which is never saved")
                    .hint("give it again: --key FILE"));
            }
        }
        if before.dpop.is_some() && plan.keys.dpop.is_none() {
            return Err(Trouble::usage("the tokens of that record are bound to a key, which is never saved")
                .hint("use a key of your own in both runs: --dpop-key FILE"));
        }
        let given = &mut plan.given;
        let mut held = self.held;
        held.access_token = given.access_token.take().or(held.access_token);
        held.refresh_token = given.refresh_token.take().or(held.refresh_token);
        held.id_token = given.id_token.take().or(held.id_token);
        held.token_type = given.token_type.take().or(held.token_type);
        *given = Given {
            access_token: held.access_token,
            refresh_token: held.refresh_token,
            id_token: held.id_token,
            token_type: held.token_type,
            scope: held.scope,
            ..Given::default()
        };
        Ok(())
    }
}
