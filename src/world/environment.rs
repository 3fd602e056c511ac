//! What the environment tells: the display, the browser, and whether somebody sits at another machine.

use std::net::IpAddr;

/// How the person reached this machine over SSH: the address and port of the server they spoke to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SshConnection {
    /// The address of this machine as the other side saw it.
    pub server: IpAddr,
    /// The port of the SSH server.
    pub port: u16,
}

/// A variable that is set, not empty and UTF-8.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a variable is set, be it to nothing.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
pub fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some()
}

/// The names of the variables that are for this program.
#[must_use]
pub fn names_of_ours() -> Vec<std::ffi::OsString> {
    let all = std::env::vars_os().map(|(name, _)| name);
    all.filter(|name| name.to_str().is_some_and(|name| name.starts_with("OAUTH_FLOW_"))).collect()
}

/// The SSH session this process runs in.
#[must_use]
pub fn ssh_connection() -> Option<SshConnection> {
    parse_ssh_connection(&variable("SSH_CONNECTION")?)
}

/// Whether a browser started here could show a window.
#[must_use]
pub fn display_available() -> bool {
    let needs_variable = cfg!(all(unix, not(target_os = "macos")));
    !needs_variable || variable("DISPLAY").is_some() || variable("WAYLAND_DISPLAY").is_some()
}

/// The commands of `$BROWSER`, in the order in which they are to be tried.
#[must_use]
pub fn browser_commands() -> Vec<String> {
    variable("BROWSER").map(|list| split_browser_list(&list)).unwrap_or_default()
}

/// `SSH_CONNECTION` holds client address, client port, server address and server port (ssh(1)).
fn parse_ssh_connection(text: &str) -> Option<SshConnection> {
    let mut words = text.split_whitespace().skip(2);
    let server = words.next()?.split('%').next()?.parse().ok()?;
    Some(SshConnection { server, port: words.next()?.parse().ok()? })
}

fn split_browser_list(list: &str) -> Vec<String> {
    list.split(':').map(str::trim).filter(|command| !command.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ssh_connection_names_the_server() {
        let seen = parse_ssh_connection("192.0.2.7 50122 198.51.100.3 2222").unwrap();
        assert_eq!(seen, SshConnection { server: "198.51.100.3".parse().unwrap(), port: 2222 });
        let local = parse_ssh_connection("fe80::1%eth0 1 fe80::2%eth0 22").unwrap();
        assert_eq!(local.server, "fe80::2".parse::<IpAddr>().unwrap());
        for broken in ["", "1 2 3", "a b c d", "192.0.2.7 50122 198.51.100.3 70000"] {
            assert_eq!(parse_ssh_connection(broken), None, "{broken}");
        }
    }

    #[test]
    fn the_browser_list_is_cut_at_colons() {
        assert_eq!(split_browser_list("firefox: w3m %s::"), ["firefox", "w3m %s"]);
    }
}
