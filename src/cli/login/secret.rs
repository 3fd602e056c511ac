//! Where the client secret comes from.

use std::path::Path;

use super::arguments::ClientArguments;
use crate::cli::trouble::Trouble;
use crate::practice::{self, Config};
use crate::protocol::AuthMethod;
use crate::world::terminal::Terminal;
use crate::world::{environment, files, terminal};

pub(super) fn read(
    arguments: &ClientArguments,
    client_id: &str,
    (at_practice, terminal): (bool, Terminal),
    remarks: &mut Vec<String>,
) -> Result<Option<String>, Trouble> {
    if arguments.public {
        return Ok(None);
    }
    if let Some(path) = &arguments.client_secret_file {
        return read_secret_file(path).map(Some);
    }
    if arguments.client_secret_stdin {
        let text = terminal::read_stdin(64 << 10)
            .map_err(|error| Trouble::local(format!("cannot read the client secret from standard input: {error}")))?;
        return one_line(&text, "standard input").map(Some);
    }
    // A variable that is set and empty is one that nobody filled in.
    let given = arguments
        .client_secret
        .as_ref()
        .filter(|secret| !secret.is_empty() || !environment::is_set("OAUTH_FLOW_CLIENT_SECRET"));
    if let Some(secret) = given {
        if secret.is_empty() {
            return Err(Trouble::usage("`--client-secret` is empty").hint("for a client without a secret: --public"));
        }
        if !arguments.secret_is_settled && environment::variable("OAUTH_FLOW_CLIENT_SECRET").as_ref() != Some(secret) {
            remarks.push("the client secret was given as an argument: every process on this machine can see it, and the shell keeps it in its history; better: --client-secret-file, --client-secret-stdin or OAUTH_FLOW_CLIENT_SECRET".to_owned());
        }
        return Ok(Some(secret.clone()));
    }
    if at_practice {
        return Ok(practice_secret(client_id));
    }
    if terminal.is_interactive()
        && arguments.auth_method.is_none_or(|method| AuthMethod::from(method) != AuthMethod::None)
    {
        let asked = terminal::ask_hidden(&format!("client secret of {client_id} (nothing for a public client): "));
        let typed = asked.map_err(|error| Trouble::stopped(format!("no client secret was given: {error}")))?;
        return Ok(Some(typed).filter(|secret| !secret.is_empty()));
    }
    Ok(None)
}

fn practice_secret(client_id: &str) -> Option<String> {
    let clients: Vec<practice::Client> = Config::default().clients;
    clients.into_iter().find(|client| client.client_id == client_id)?.client_secret
}

/// The secret in a file, alone on its line.
pub(in crate::cli) fn read_secret_file(path: &Path) -> Result<String, Trouble> {
    let text = files::read_text(path)
        .map_err(|error| Trouble::local(error.to_string()).hint("the file holds the client secret and nothing else"))?;
    one_line(&text, &path.display().to_string())
}

/// A secret with a line end behind it is the secret without it; with one inside it is something else.
fn one_line(text: &str, place: &str) -> Result<String, Trouble> {
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        return Err(
            Trouble::usage(format!("there is no client secret in {place}")).hint("a public client has none: --public")
        );
    }
    if secret.contains(['\r', '\n']) {
        return Err(Trouble::usage(format!(
            "there is more than one line in {place}: it has to hold the client secret alone"
        ))
        .hint("leave the secret alone in it"));
    }
    Ok(secret.to_owned())
}
