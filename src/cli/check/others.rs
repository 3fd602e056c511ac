//! The other clients of the same provider, and the API behind it.

use super::arguments::OtherArguments;
use super::targets::REDIRECT_URI;
use crate::cli::login::{check_url, read_secret_file};
use crate::cli::trouble::Trouble;
use crate::flow::Keys;
use crate::probe::{Other, Subject};
use crate::protocol::{AuthMethod, Client};

/// Puts the others beside the first client.
pub(super) fn join(subject: Subject, others: &OtherArguments) -> Result<Subject, Trouble> {
    let second = second(&subject.plan.client, others)?;
    let native = native(&subject.plan.client, others)?;
    if let Some(url) = &others.resource_url {
        check_url("--resource-url", url, subject.plan.server.allow_http)?;
    }
    Ok(Subject { second, native, resource: others.resource_url.clone(), ..subject })
}

fn second(first: &Client, others: &OtherArguments) -> Result<Option<Other>, Trouble> {
    let secret = match (&others.second_client_secret_file, &others.second_client_secret) {
        (Some(path), _) => Some(read_secret_file(path)?),
        (None, secret) => secret.clone().filter(|secret| !secret.is_empty()),
    };
    let Some(client_id) = another("--second-client-id", others.second_client_id.as_ref(), first)? else {
        if secret.is_some() || others.second_redirect_uri.is_some() {
            return Err(Trouble::usage("there is something of a second client, and no `--second-client-id`")
                .hint("name it: --second-client-id ID"));
        }
        return Ok(None);
    };
    let redirect_uri = others.second_redirect_uri.clone().unwrap_or_else(|| first.redirect_uri.clone());
    // With a secret it proves itself like the first one, where that has one too.
    let auth_method = match &secret {
        Some(_) => first.auth_method.filter(|method| takes_secret(*method)),
        None => Some(AuthMethod::None),
    };
    let client = Client { client_id, client_secret: secret, redirect_uri, auth_method, ..stranger(first) };
    Ok(Some(Other { client, keys: Keys::default() }))
}

fn native(first: &Client, others: &OtherArguments) -> Result<Option<Client>, Trouble> {
    let Some(client_id) = another("--native-client-id", others.native_client_id.as_ref(), first)? else {
        return Ok(None);
    };
    let redirect_uri = others.native_redirect_uri.clone().unwrap_or_else(|| REDIRECT_URI.to_owned());
    let auth_method = Some(AuthMethod::None);
    Ok(Some(Client { client_id, client_secret: None, redirect_uri, auth_method, ..stranger(first) }))
}

/// A client of the same server that holds nothing of the first.
fn stranger(first: &Client) -> Client {
    Client { key: None, certificate: None, client_secret: None, ..first.clone() }
}

fn takes_secret(method: AuthMethod) -> bool {
    use AuthMethod::{ClientSecretBasic, ClientSecretJwt, ClientSecretPost};
    matches!(method, ClientSecretBasic | ClientSecretPost | ClientSecretJwt)
}

fn another(flag: &str, id: Option<&String>, first: &Client) -> Result<Option<String>, Trouble> {
    match id {
        Some(id) if id.is_empty() => Err(Trouble::usage(format!("`{flag}` is empty")).hint("leave it out")),
        Some(id) if *id == first.client_id => {
            Err(Trouble::usage(format!("`{flag}` names the first client once more: `{id}`"))
                .hint("register another one at the provider, with a secret of its own"))
        }
        id => Ok(id.cloned()),
    }
}
