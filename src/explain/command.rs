//! The command that runs this login again, as it can be copied into a shell.

use crate::trace::Plan;

/// The command that runs this login again, with these flags more. A value that a shell would not take as it stands is
/// left to the reader under its name.
#[must_use]
pub fn again(plan: &Plan, flags: &str) -> String {
    let issuer = plan.server.issuer.as_deref().filter(|issuer| is_plain(issuer)).unwrap_or("ISSUER");
    again_at(plan, issuer, flags)
}

/// The same at another issuer.
#[must_use]
pub fn again_at(plan: &Plan, issuer: &str, flags: &str) -> String {
    let mut command = format!("oauth-flow {}", plan.command());
    if !plan.practice {
        command.push(' ');
        command.push_str(if is_plain(issuer) { issuer } else { "ISSUER" });
        command.push_str(" --client-id ");
        command.push_str(if is_plain(&plan.client.client_id) { &plan.client.client_id } else { "ID" });
    }
    if !flags.is_empty() {
        command.push(' ');
        command.push_str(flags);
    }
    command
}

/// A value as an argument, or its name where a shell would read something in it.
#[must_use]
pub fn argument<'a>(value: &'a str, name: &'a str) -> &'a str {
    if is_plain(value) { value } else { name }
}

fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && !value.starts_with('-')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/@".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::sample;

    #[test]
    fn a_command_holds_nothing_that_a_shell_would_read() {
        let mut plan = sample::confidential().plan;
        plan.practice = false;
        plan.server.issuer = Some("https://h/$(id)".into());
        plan.client.client_id = "-x".into();
        assert_eq!(again(&plan, "--no-state"), "oauth-flow login ISSUER --client-id ID --no-state");
        assert_eq!(again_at(&plan, "https://h;", ""), "oauth-flow login ISSUER --client-id ID");
        assert_eq!(argument("a b", "VALUE"), "VALUE");
        plan.practice = true;
        assert_eq!(again(&plan, ""), "oauth-flow login");
    }
}
