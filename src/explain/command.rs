//! The command that runs this login again, as it can be copied into a shell.

use crate::protocol::{Push, RequestObject, ResponseType};
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
    for flag in kept(plan, flags).into_iter().chain((!flags.is_empty()).then(|| flags.to_owned())) {
        command.push(' ');
        command.push_str(&flag);
    }
    command
}

/// What this login was asked to do besides: without it another one would run. Files are left to the reader.
fn kept(plan: &Plan, flags: &str) -> Vec<String> {
    let (asked, client) = (&plan.asked, &plan.client);
    let kind = format!("--response-type \"{}\"", asked.response_type.name());
    let all = [
        (plan.network.insecure_tls, "--insecure-tls"),
        (client.certificate.is_some(), "--cert FILE"),
        (client.key.is_some() && !flags.contains("client_secret"), "--key FILE"),
        (plan.dpop.is_some(), "--dpop"),
        (asked.push == Push::Always, "--par"),
        (asked.request_object == RequestObject::Signed, "--request-object"),
        (asked.response_type != ResponseType::Code, kind.as_str()),
    ];
    let name = |flag: &str| flag.split(' ').next().unwrap_or_default().to_owned();
    let said: Vec<&str> = flags.split(' ').collect();
    let wanted = all.into_iter().filter(|(is_on, flag)| *is_on && !said.contains(&name(flag).as_str()));
    wanted.map(|(_, flag)| flag.to_owned()).collect()
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
        plan.asked.push = Push::Always;
        assert_eq!(
            again_at(&plan, "https://h", "--par-endpoint URL"),
            "oauth-flow login https://h --client-id ID --par --par-endpoint URL"
        );
        assert_eq!(again_at(&plan, "https://h", "--par"), "oauth-flow login https://h --client-id ID --par");
        plan.asked.push = Push::Auto;
        plan.practice = true;
        assert_eq!(again(&plan, ""), "oauth-flow login");
    }
}
