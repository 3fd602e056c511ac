//! What is asked for beyond scopes, and how: pushed, signed, for more than a code, with parameters of every kind.

use std::path::Path;

use clap::Args;
use clap::builder::FalseyValueParser;
use serde_json::Value;

use crate::cli::choices::ResponseType;
use crate::cli::trouble::Trouble;
use crate::flow::Keys;
use crate::protocol::{Asked, Push, RequestObject};
use crate::world::files;

/// What is asked for beyond scopes.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What else is asked, and how")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own, as it is written on the command line")]
pub struct AskArguments {
    /// Hand the request to the server directly first (RFC 9126) [default: where the metadata requires it]
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_PAR", hide_env_values = true, conflicts_with = "no_par")]
    pub par: bool,
    /// Never do so, whatever the metadata requires
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_PAR", hide_env_values = true)]
    pub no_par: bool,
    /// Sign the request (RFC 9101): with --key, else with the client secret
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_REQUEST_OBJECT", hide_env_values = true)]
    pub request_object: bool,
    /// What is to come back; all but `code` send tokens through the browser, and are for old set-ups
    #[arg(
        long,
        value_enum,
        value_name = "TYPE",
        default_value = "code",
        env = "OAUTH_FLOW_RESPONSE_TYPE",
        hide_env_values = true
    )]
    pub response_type: Option<ResponseType>,
    /// Where the access token is to be used (RFC 8707): a URI; can be repeated
    #[arg(long, value_name = "URI", env = "OAUTH_FLOW_RESOURCE", hide_env_values = true)]
    pub resource: Vec<String>,
    /// What is to be done, in detail (RFC 9396): a list of JSON objects, or @FILE with one
    #[arg(long, value_name = "JSON|@FILE", env = "OAUTH_FLOW_AUTHORIZATION_DETAILS", hide_env_values = true)]
    pub authorization_details: Option<String>,
    /// Claims asked for one by one (OpenID Connect Core 5.5): a JSON object, or @FILE with one
    #[arg(long, value_name = "JSON|@FILE", env = "OAUTH_FLOW_CLAIMS", hide_env_values = true)]
    pub claims: Option<String>,
    /// How the user is to be authenticated: classes between spaces, the best first
    #[arg(long, value_name = "VALUES", env = "OAUTH_FLOW_ACR_VALUES", hide_env_values = true)]
    pub acr_values: Option<String>,
    /// How old the login may be, in seconds; then the ID token has to tell when it was
    #[arg(
        allow_negative_numbers = true,
        long,
        value_name = "SECONDS",
        env = "OAUTH_FLOW_MAX_AGE",
        hide_env_values = true
    )]
    pub max_age: Option<u64>,
    /// What the server is to ask the user: `none`, or some of `login`, `consent` and `select_account` between spaces
    #[arg(long, value_name = "VALUES", env = "OAUTH_FLOW_PROMPT", hide_env_values = true)]
    pub prompt: Option<String>,
    /// Who is probably going to log in
    #[arg(long, value_name = "TEXT", env = "OAUTH_FLOW_LOGIN_HINT", hide_env_values = true)]
    pub login_hint: Option<String>,
    /// An ID token of the one who is to log in
    #[arg(long, value_name = "TOKEN", env = "OAUTH_FLOW_ID_TOKEN_HINT", hide_env_values = true)]
    pub id_token_hint: Option<String>,
    /// The languages of the pages, between spaces, the best first
    #[arg(long, value_name = "TAGS", env = "OAUTH_FLOW_UI_LOCALES", hide_env_values = true)]
    pub ui_locales: Option<String>,
    /// How the pages are to be shown: page, popup, touch or wap
    #[arg(long, value_name = "HOW", env = "OAUTH_FLOW_DISPLAY", hide_env_values = true)]
    pub display: Option<String>,
    /// The API that the access token is for, at servers that do not know --resource
    #[arg(long, value_name = "API", env = "OAUTH_FLOW_AUDIENCE", hide_env_values = true)]
    pub audience: Option<String>,
    /// Any other parameter of the authorization request; can be repeated
    #[arg(long, value_name = "NAME=VALUE", env = "OAUTH_FLOW_PARAM", hide_env_values = true)]
    pub param: Vec<String>,
    /// Refuse also what is only odd: an answer without `iss`, or with one that nobody promised (RFC 9207 2.4)
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_STRICT", hide_env_values = true)]
    pub strict: bool,
}

/// The parameters that have a flag, or are made for each login.
const OWN: [(&str, &str); 24] = [
    ("response_type", "--response-type"),
    ("client_id", "--client-id"),
    ("client_secret", "--client-secret-file"),
    ("redirect_uri", "--redirect-uri"),
    ("scope", "--scope"),
    ("state", "--set authorize.state=VALUE"),
    ("nonce", "--set authorize.nonce=VALUE"),
    ("code_challenge", "--set authorize.code_challenge=VALUE"),
    ("code_challenge_method", "--pkce"),
    ("response_mode", "--response-mode"),
    ("request", "--request-object"),
    ("request_uri", "--par"),
    ("resource", "--resource"),
    ("authorization_details", "--authorization-details"),
    ("claims", "--claims"),
    ("acr_values", "--acr-values"),
    ("max_age", "--max-age"),
    ("prompt", "--prompt"),
    ("login_hint", "--login-hint"),
    ("id_token_hint", "--id-token-hint"),
    ("ui_locales", "--ui-locales"),
    ("display", "--display"),
    ("audience", "--audience"),
    ("dpop_jkt", "--dpop"),
];

impl AskArguments {
    /// Reads the words.
    pub fn read(&self) -> Result<Asked, Trouble> {
        let push = match (self.par, self.no_par) {
            (true, _) => Push::Always,
            (false, true) => Push::Never,
            (false, false) => Push::Auto,
        };
        let request_object = if self.request_object { RequestObject::Signed } else { RequestObject::None };
        let response_type = self.response_type.map(Into::into).unwrap_or_default();
        Ok(Asked { response_type, push, request_object, parameters: self.parameters()? })
    }

    /// A request is signed with something.
    pub fn check_signer(&self, secret: Option<&str>, keys: &Keys) -> Result<(), Trouble> {
        if !self.request_object || secret.is_some() || keys.client.is_some() {
            return Ok(());
        }
        Err(Trouble::usage("`--request-object` takes a key or a secret to sign with, and the client has neither")
            .hint("give its private key with --key FILE, or its secret with --client-secret-file FILE"))
    }

    fn parameters(&self) -> Result<Vec<(String, String)>, Trouble> {
        let mut parameters = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            parameters.extend(value.map(|value| (name.to_owned(), value)));
        };
        for resource in &self.resource {
            add("resource", Some(resource_uri(resource)?));
        }
        add("authorization_details", self.authorization_details.as_deref().map(details).transpose()?);
        add("claims", self.claims.as_deref().map(claims).transpose()?);
        add("acr_values", self.acr_values.clone());
        add("max_age", self.max_age.map(|seconds| seconds.to_string()));
        add("prompt", self.prompt.as_deref().map(prompt).transpose()?);
        add("login_hint", self.login_hint.clone());
        add("id_token_hint", self.id_token_hint.clone());
        add("ui_locales", self.ui_locales.clone());
        add("display", self.display.clone());
        add("audience", self.audience.clone());
        for pair in self.param.iter().filter(|pair| !pair.is_empty()) {
            let (name, value) = other(pair)?;
            add(name, Some(value.to_owned()));
        }
        Ok(parameters)
    }
}

/// An absolute URI without a fragment (RFC 8707 2).
fn resource_uri(text: &str) -> Result<String, Trouble> {
    let bad = |reason: &str| {
        Trouble::usage(format!("--resource `{text}` cannot be used: {reason}"))
            .hint("write the URI of the API, for example https://api.example.com/")
    };
    let parsed = url::Url::parse(text).map_err(|reason| bad(&reason.to_string()))?;
    if parsed.fragment().is_some() {
        return Err(bad("a fragment has no place in it (RFC 8707 2)"));
    }
    Ok(text.to_owned())
}

/// A list of objects, each of a type (RFC 9396 2).
fn details(text: &str) -> Result<String, Trouble> {
    const FLAG: &str = "--authorization-details";
    let (text, value) = json(FLAG, text)?;
    let typed = |detail: &Value| detail.get("type").is_some_and(Value::is_string);
    if value.as_array().is_some_and(|details| !details.is_empty() && details.iter().all(typed)) {
        return Ok(text);
    }
    Err(Trouble::usage(format!("{FLAG} is no list of objects that each have a `type` (RFC 9396 2)"))
        .hint("for example [{\"type\": \"account_information\", \"actions\": [\"list_accounts\"]}]"))
}

/// An object of which only two members mean anything (OpenID Connect Core 5.5).
fn claims(text: &str) -> Result<String, Trouble> {
    const FLAG: &str = "--claims";
    let (text, value) = json(FLAG, text)?;
    let known = |map: &serde_json::Map<String, Value>| {
        ["id_token", "userinfo"].iter().any(|name| map.get(*name).is_some_and(Value::is_object))
    };
    if value.as_object().is_some_and(known) {
        return Ok(text);
    }
    Err(Trouble::usage(format!("{FLAG} is no object with `id_token` or `userinfo` in it (OpenID Connect Core 5.5)"))
        .hint("for example {\"id_token\": {\"acr\": {\"essential\": true}}}"))
}

/// JSON, given itself or as `@FILE`; it is sent as it is written, without the line ends of a file.
fn json(flag: &str, text: &str) -> Result<(String, Value), Trouble> {
    let text = match text.strip_prefix('@') {
        Some(path) => files::read_text(Path::new(path)).map_err(|error| {
            Trouble::local(error.to_string()).hint(format!("{flag} @FILE reads JSON out of a file"))
        })?,
        None => text.to_owned(),
    };
    let value = serde_json::from_str(&text).map_err(|reason| {
        Trouble::usage(format!("{flag} is no JSON: {reason}"))
            .hint("put it between single quotes, or into a file: @FILE")
    })?;
    Ok((text.trim().to_owned(), value))
}

/// `none` stands alone (OpenID Connect Core 3.1.2.1).
fn prompt(text: &str) -> Result<String, Trouble> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.contains(&"none") && words.len() > 1 {
        return Err(Trouble::usage(format!("--prompt `{text}` contradicts itself: none stands alone"))
            .hint("--prompt none asks for an answer without any page, and everything else for one"));
    }
    Ok(words.join(" "))
}

/// A parameter that has no flag of its own.
fn other(pair: &str) -> Result<(&str, &str), Trouble> {
    let Some((name, value)) = pair.split_once('=').filter(|(name, _)| !name.is_empty()) else {
        return Err(Trouble::usage(format!("--param `{pair}` cannot be used: it has no name and value"))
            .hint("write --param NAME=VALUE, for example --param tenant=acme"));
    };
    match OWN.iter().find(|(own, _)| *own == name) {
        // The value may be a secret, so it is not repeated.
        Some((_, flag)) => Err(Trouble::usage(format!(
            "--param `{name}` cannot be used: a login sends this parameter by itself or by a flag, and it must not be there twice (RFC 6749 3.1)"
        ))
        .hint(if flag.starts_with("--set ") {
            format!("to change the message as it is sent: {flag}")
        } else {
            format!("use {flag}; to change the message as it is sent: --set authorize.{name}=VALUE")
        })),
        None => Ok((name, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_in_their_order_and_nonsense_is_refused() {
        let arguments = AskArguments {
            resource: vec!["https://a/".into(), "https://b/".into()],
            max_age: Some(0),
            prompt: Some(" login  consent ".into()),
            param: vec!["tenant=a=b".into()],
            par: true,
            ..AskArguments::default()
        };
        let asked = arguments.read().unwrap();
        let pairs: Vec<(&str, &str)> =
            asked.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("resource", "https://a/"),
            ("resource", "https://b/"),
            ("max_age", "0"),
            ("prompt", "login consent"),
            ("tenant", "a=b"),
        ];
        assert_eq!((pairs.as_slice(), asked.push), (expected.as_slice(), Push::Always));
        assert!(prompt("none login").is_err() && prompt("none").is_ok());
        assert!(resource_uri("api").is_err() && resource_uri("https://a/#f").is_err());
        for wrong in ["[", "{}", "[]", "[1]", r#"[{"type": 5}]"#] {
            assert!(details(wrong).is_err(), "{wrong}");
        }
        for wrong in ["x", "[]", "{}", r#"{"id_token": 5}"#] {
            assert!(claims(wrong).is_err(), "{wrong}");
        }
        for wrong in ["tenant", "=x", "state=x", "client_id=y"] {
            assert!(other(wrong).is_err(), "{wrong}");
        }
    }
}
