//! The plan, before the first message: with whom, as whom, where the answer goes, and which locks there will be.

use super::escape;
use super::layout::{INDENT, Row, rows};
use super::paint;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::providers;
use crate::protocol::{AuthMethod, Pkce, Push, RequestObject, ResponseType};
use crate::trace::{Flow, Part, Plan, Step};

/// The plan card.
#[must_use]
pub fn card(plan: &Plan, width: usize) -> Text {
    let mut out = Text::default();
    out.push(Line::default().with(Meaning::Heading, "oauth-flow").with(Meaning::Plain, format!(" · {}", title(plan))));
    out.gap();
    rows(&mut out, &facts(plan), (INDENT, width));
    out
}

/// What the plan says, each fact with its name.
pub(super) fn facts(plan: &Plan) -> Vec<Row> {
    let mut list = server(plan);
    // Nobody takes part in it who could have a name or a lock.
    if plan.flow == Flow::Metadata {
        list.push(row("steps", plain(&steps(plan)), None));
        return list;
    }
    let registers = plan.given.registration.as_ref().is_some_and(|registration| registration.make);
    if registers {
        list.push(row("client", plain("registered for this run"), None));
    } else {
        list.push(client(plan));
    }
    if plan.flow == Flow::Login || registers {
        let what = if registers || plan.captured.is_some() { None } else { Some("register exactly this") };
        list.push(row("redirect_uri", plain(&plan.client.redirect_uri), what));
    }
    if !matches!(plan.flow, Flow::Tokens | Flow::Register) {
        let scope = if plan.scope.is_empty() { "the provider's default".to_owned() } else { plan.scope.join(" ") };
        list.push(row("scope", plain(&scope), None));
    }
    if plan.flow == Flow::Login {
        list.extend(asked(plan));
    }
    // Those of a login stand with what else it asks for.
    for (name, value) in plan.asked.parameters.iter().filter(|_| plan.flow != Flow::Login) {
        list.push(row(&escape::terminal(name), plain(value), Some("a parameter of the provider's own")));
    }
    match plan.flow {
        Flow::Login => list.push(row("two locks", locks(plan), None)),
        Flow::Register => {}
        _ => list.push(row("one lock", secret(plan), None)),
    }
    let weak = plan.weakenings();
    if !weak.is_empty() {
        let value = vec![Span { meaning: Meaning::Warn, text: weak.join(", ") }];
        list.push(row("weakened by", value, Some("a choice, shown in the findings")));
    }
    list.push(row("steps", plain(&steps(plan)), None));
    for note in providers::of(plan).into_iter().flat_map(|provider| provider.notes) {
        list.push(row("known", plain(note), None));
    }
    list
}

/// The flow, and with whom.
pub(super) fn title(plan: &Plan) -> String {
    let flow = match (plan.flow, plan.pkce) {
        (Flow::Login, Pkce::S256) => "authorization code flow with PKCE",
        (Flow::Login, Pkce::Plain) => "authorization code flow with PKCE plain",
        (Flow::Login, Pkce::None) => "authorization code flow without PKCE",
        (Flow::Device, _) => "device authorization grant",
        (Flow::ClientCredentials, _) => "client credentials grant",
        (Flow::Exchange, _) => "token exchange",
        (Flow::JwtBearer, _) => "a JWT as authorization grant",
        (Flow::Password, _) => "password grant (deprecated)",
        (Flow::Tokens, _) => "the use of tokens",
        (Flow::Metadata, _) => "metadata",
        (Flow::Register, _) => "client registration",
    };
    let provider = match providers::of(plan) {
        _ if plan.practice => " · practice provider".to_owned(),
        Some(provider) => format!(" · {}", provider.name),
        None => String::new(),
    };
    format!("{flow}{provider}")
}

fn server(plan: &Plan) -> Vec<Row> {
    let server = &plan.server;
    let named = [
        ("issuer", &server.issuer),
        ("authorization_endpoint", &server.authorization_endpoint),
        ("token_endpoint", &server.token_endpoint),
        ("userinfo_endpoint", &server.userinfo_endpoint),
        ("jwks_uri", &server.jwks_uri),
    ];
    let what = |name| match (name, plan.practice, server.discover) {
        ("issuer", true, _) => Some("inside this program, over real HTTP"),
        ("issuer", false, false) if plan.captured.is_none() => Some("its metadata is not asked for"),
        _ => None,
    };
    named.into_iter().filter_map(|(name, value)| Some(row(name, plain(value.as_deref()?), what(name)))).collect()
}

/// What is asked for besides, and how.
fn asked(plan: &Plan) -> Vec<Row> {
    let asked = &plan.asked;
    let mut list = Vec::new();
    if asked.response_type != ResponseType::Code {
        list.push(row("response_type", plain(asked.response_type.name()), None));
    }
    if let Some(mode) = plan.response_mode {
        list.push(row("response_mode", plain(mode.name()), None));
    }
    let how = match (asked.push, asked.request_object) {
        (Push::Always | Push::Required, RequestObject::Signed) => Some("signed, and handed to the server first"),
        (Push::Always | Push::Required, RequestObject::None) => Some("handed to the server first"),
        (_, RequestObject::Signed) => Some("signed, and carried by the browser"),
        (Push::Never, RequestObject::None) => Some("carried by the browser, whatever the server wants"),
        (Push::Auto, RequestObject::None) => None,
    };
    list.extend(how.map(|how| row("request", plain(how), None)));
    list.extend(asked.parameters.iter().map(|(name, value)| {
        let name = Span { meaning: Meaning::Name, text: escape::terminal(name) };
        Row { name, value: plain(value), what: None }
    }));
    if plan.strict {
        list.push(row("strict", plain("what is only odd is refused as well"), None));
    }
    list
}

fn client(plan: &Plan) -> Row {
    let mut value = plain(&plan.client.client_id);
    let words = if plan.lacks(Part::TokenRequest) {
        ": whether it keeps a secret is not seen here"
    } else if plan.client.is_confidential() {
        ", confidential: it can keep what proves it"
    } else {
        ", public: it cannot keep a secret"
    };
    value.push(Span { meaning: Meaning::Plain, text: words.into() });
    row("client", value, None)
}

/// What the client proves itself with.
fn secret(plan: &Plan) -> Vec<Span> {
    let by = |text: String| Span { meaning: Meaning::Plain, text };
    let mut value = Vec::new();
    match (plan.client.is_confidential(), plan.client.auth_method) {
        _ if plan.lacks(Part::TokenRequest) => value.push(by("not seen: the token request is not captured".into())),
        (false, _) => value.push(by("no client_secret: a public client".into())),
        (true, Some(AuthMethod::None)) => value.push(by("no client_secret is sent (--auth-method none)".into())),
        (true, method) => {
            value.push(match (&plan.client.key, &plan.client.client_secret) {
                (None, Some(_)) => paint::name("client_secret"),
                (Some(key), None) => by(format!("private key {} ({})", escape::terminal(&key.kid), key.alg)),
                (Some(key), Some(_)) => by(format!("client_secret and private key ({})", key.alg)),
                (None, None) => by("certificate".into()),
            });
            value
                .push(by(method
                    .map_or(" by a method that the metadata lists".into(), |method| format!(" by {}", method.name()))));
        }
    }
    value
}

fn locks(plan: &Plan) -> Vec<Span> {
    let by = |text: String| Span { meaning: Meaning::Plain, text };
    let mut value = secret(plan);
    value.push(by(" · ".into()));
    match plan.pkce {
        _ if !plan.asked.response_type.has_code() => value.push(by("no code_verifier: there is no code".into())),
        Pkce::None if plan.lacks(Part::Request) => value.push(by("not seen: the request is not captured".into())),
        Pkce::None if plan.captured.is_some() => value.push(by("no code_verifier: no code_challenge was sent".into())),
        Pkce::None => value.push(by("no code_verifier: --pkce none".into())),
        pkce => {
            value.push(paint::name("code_verifier"));
            value.push(by(format!(" by {}", pkce.name())));
        }
    }
    if let Some(dpop) = &plan.dpop {
        value.push(by(format!(" · key for DPoP {} ({})", dpop.thumbprint, dpop.alg)));
    }
    value
}

fn steps(plan: &Plan) -> String {
    let names: Vec<String> = plan
        .steps()
        .into_iter()
        .filter(|step| *step != Step::Discover || plan.server.discover)
        .map(|step| format!("{}\u{a0}{}", plan.number(step), step.name()))
        .collect();
    names.join(" · ")
}

fn row(name: &str, value: Vec<Span>, what: Option<&str>) -> Row {
    Row { name: Span { meaning: Meaning::Name, text: name.to_owned() }, value, what: what.map(str::to_owned) }
}

fn plain(text: &str) -> Vec<Span> {
    vec![Span { meaning: Meaning::Plain, text: escape::terminal(text) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_besides_stands_there_once() {
        for flow in [Flow::Login, Flow::Device] {
            let mut plan = Plan { flow, ..Plan::default() };
            plan.asked.parameters.push(("x-vendor".to_owned(), "1".to_owned()));
            let named = facts(&plan).into_iter().filter(|row| row.name.text == "x-vendor").count();
            assert_eq!(named, 1, "{flow:?}");
        }
    }
}
