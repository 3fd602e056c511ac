//! The use of tokens that are there already: `refresh`, `userinfo`, `introspect`, `revoke`, `logout` and `call`.

mod arguments;
mod saved;

pub use arguments::{
    CallArguments, IntrospectArguments, LogoutArguments, RefreshArguments, RevokeArguments, UserinfoArguments,
};
use arguments::{TokenArguments, UseArguments};
pub(super) use saved::Saved;

use super::login::arguments::LoginArguments;
use super::login::asking::AskArguments;
use super::login::plan::{LoginPlan, Purpose};
use super::profile::Given as Settings;
use super::trouble::Trouble;
use super::{Exit, login, said, value};
use crate::protocol::{Called, Given};
use crate::trace::{Flow, Step};
use crate::world::terminal::Terminal;

/// Trades a refresh token for new tokens.
pub(super) fn refresh(arguments: RefreshArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let scope = arguments.scope;
    let words = Words::new(arguments.using, Step::Refresh)?;
    words.play((settings, terminal), |plan| {
        if plan.flow == Flow::Tokens {
            plan.scope = scope.iter().flat_map(|scope| scope.split_whitespace()).map(str::to_owned).collect();
        }
    })
}

/// Fetches the claims of the user.
pub(super) fn userinfo(arguments: UserinfoArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    Words::new(arguments.using, Step::Userinfo)?.play((settings, terminal), |_| {})
}

/// Asks the server what a token is worth.
pub(super) fn introspect(
    arguments: IntrospectArguments,
    settings: Settings,
    terminal: Terminal,
) -> Result<Exit, Trouble> {
    let token = arguments.token.map(Into::into);
    Words::new(arguments.using, Step::Introspect)?.play((settings, terminal), |plan| plan.given.token = token)
}

/// Has a token declared dead.
pub(super) fn revoke(arguments: RevokeArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let token = arguments.token.map(Into::into);
    Words::new(arguments.using, Step::Revoke)?.play((settings, terminal), |plan| plan.given.token = token)
}

/// Ends the session at the provider.
pub(super) fn logout(arguments: LogoutArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let mut words = Words::new(arguments.using, Step::Logout)?;
    words.login.person = arguments.person;
    let back = arguments.post_logout_redirect_uri;
    if words.kind == Kind::Given {
        words.login.redirect.redirect_uri =
            back.or_else(|| words.saved.as_ref().map(|saved| saved.redirect_uri().to_owned()));
    }
    words.play((settings, terminal), |_| {})
}

/// Uses the access token at a resource.
pub(super) fn call(arguments: CallArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let using = UseArguments::of_call(
        arguments.from,
        arguments.tokens,
        (arguments.proving, arguments.change),
        (arguments.network, arguments.output),
    )?;
    let mut words = Words::new(using, Step::Call)?;
    if let Some(url) = &arguments.url {
        // A practice token is nobody's business elsewhere.
        words.kind = Kind::Given;
        login::check_url("URL", url, words.login.network.allow_http)?;
    }
    let called = arguments.url.map(|url| Called { method: arguments.method.to_ascii_uppercase(), url });
    if called.is_none() && words.kind == Kind::Given {
        return Err(Trouble::usage("`URL` is missing: which resource is to be called?")
            .hint("name it, for example: oauth-flow call https://api.example.com/me --from TRACE"));
    }
    words.play((settings, terminal), |plan| plan.given.call = called)
}

/// Where the tokens come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// From a record, or from the user.
    Given,
    /// From a login at the provider inside, which comes first.
    Practice,
}

/// The words of a command, read so far.
struct Words {
    login: LoginArguments,
    step: Step,
    kind: Kind,
    saved: Option<Saved>,
    tokens: Given,
    stdin_is_taken: bool,
}

impl Words {
    fn new(using: UseArguments, step: Step) -> Result<Self, Trouble> {
        let saved = using.from.as_deref().map(Saved::read).transpose()?;
        let stdin_is_taken = using.tokens.takes_stdin()?;
        let tokens = given(&using.tokens)?;
        let named = using.provider.is_some() || using.server.issuer.is_some() || using.server.token_endpoint.is_some();
        let kind = if saved.is_none() && tokens.is_empty() && !named { Kind::Practice } else { Kind::Given };
        let login = LoginArguments {
            provider: using.provider,
            client: using.client,
            proving: using.proving,
            redirect: said::nothing()?,
            request: said::nothing()?,
            asking: AskArguments::default(),
            change: using.change,
            after: said::nothing()?,
            prove: false,
            registration: said::nothing()?,
            server: using.server,
            endpoints: using.endpoints,
            network: using.network,
            agent: said::nothing()?,
            person: said::nothing()?,
            output: using.output,
            settings: Settings::default(),
        };
        Ok(Self { login, step, kind, saved, tokens, stdin_is_taken })
    }

    /// Makes the plan, lets it be changed, and plays it.
    fn play(
        mut self,
        (settings, terminal): (Settings, Terminal),
        change: impl FnOnce(&mut LoginPlan),
    ) -> Result<Exit, Trouble> {
        self.login.settle(settings);
        self.login.registration.register = false;
        self.login.after.then.clear();
        let mut plan = LoginPlan::read(&self.login, self.purpose(), terminal)?;
        plan.then = vec![self.step];
        plan.stdin_is_taken |= self.stdin_is_taken;
        if self.kind == Kind::Given {
            plan.flow = Flow::Tokens;
            plan.given = self.tokens;
            if let Some(saved) = self.saved {
                saved.fill(&mut plan, &self.login)?;
            }
            check(&plan, self.step)?;
        }
        change(&mut plan);
        login::play(&self.login, plan, terminal)
    }

    /// Whoever shows an access token at a resource need not say who he is; and a record tells it.
    fn purpose(&self) -> Purpose {
        match (self.kind, self.step) {
            (Kind::Practice, _) => Purpose::Login,
            (Kind::Given, Step::Userinfo | Step::Call) => Purpose::Bearer,
            (Kind::Given, _) if self.saved.is_some() && self.login.client.client_id.is_none() => Purpose::Bearer,
            (Kind::Given, _) => Purpose::Client,
        }
    }
}

fn given(tokens: &TokenArguments) -> Result<Given, Trouble> {
    let read =
        |what: &str, file: &Option<std::path::PathBuf>, variable: &str| value::read(what, file.as_deref(), variable);
    Ok(Given {
        access_token: read("access token", &tokens.access_token_file, "OAUTH_FLOW_ACCESS_TOKEN")?,
        refresh_token: read("refresh token", &tokens.refresh_token_file, "OAUTH_FLOW_REFRESH_TOKEN")?,
        id_token: read("ID token", &tokens.id_token_file, "OAUTH_FLOW_ID_TOKEN")?,
        token_type: tokens.token_type.clone(),
        ..Given::default()
    })
}

/// A token that is missing is found out before anything is sent.
fn check(plan: &LoginPlan, step: Step) -> Result<(), Trouble> {
    let (access, refresh) = (plan.given.access_token.is_some(), plan.given.refresh_token.is_some());
    let missing = match step {
        Step::Refresh if !refresh => "refresh token",
        Step::Userinfo | Step::Call if !access => "access token",
        Step::Introspect | Step::Revoke if !access && !refresh => "token",
        _ => return Ok(()),
    };
    let kind = if missing == "refresh token" { "refresh" } else { "access" };
    Err(Trouble::usage(format!("there is no {missing}")).hint(format!(
        "give one: --from TRACE (saved with --reveal), --{kind}-token-file FILE, or OAUTH_FLOW_{}_TOKEN",
        kind.to_ascii_uppercase()
    )))
}
