//! The pages of the authorization endpoint: who may frame them, who may read them, and what they tell others.

use super::look::{Ask, Eye};
use super::{Right, missing};
use crate::probe::{Desk, Part, Skip, Verdict};
use crate::trace::{Channel, Exchange};
use crate::wire::{Headers, Response, html, uri};

const HEADERS: &str = "authz-page-headers";
const SIGN_IN: &str = "authz-login-redirect-status";

/// Looks at the page of the right request.
pub(super) async fn check(right: &Right<'_>, marker: &str) {
    let desk = right.eye.desk;
    if !desk.wants(HEADERS) {
        return;
    }
    let shown = right.look.exchanges.clone();
    match right.look.hops.last().and_then(|hop| Some((&hop.request.url, hop.sent.as_ref()?.outcome.as_ref().ok()?))) {
        Some((url, response)) => {
            desk.note(HEADERS, framing(&response.headers).shown_by(shown.clone()));
            desk.note(HEADERS, referrer(url, response).shown_by(shown.clone()));
            let secrets =
                ["state", "code_challenge", "nonce"].map(|name| right.look.asked.get(name).unwrap_or_default());
            desk.note(HEADERS, leaks(url, response, &secrets).shown_by(shown));
        }
        None => desk.note(HEADERS, Part::skip(Skip::ControlFailed, "a page: none is shown here").labelled("pages")),
    }
    desk.note(HEADERS, cors(&right.eye, marker).await);
}

/// Whoever frames a page gets clicks on it that are meant for another (RFC 9700 4.16).
fn framing(headers: &Headers) -> Part {
    let by_policy = headers.all("content-security-policy").any(|policy| {
        let mut directives = policy.split(';').map(|directive| directive.split_whitespace());
        directives.any(|mut words| {
            let is_it = words.next().is_some_and(|name| name.eq_ignore_ascii_case("frame-ancestors"));
            is_it && !words.any(|source| source == "*")
        })
    });
    let by_header = headers
        .get("x-frame-options")
        .is_some_and(|value| ["deny", "sameorigin"].iter().any(|word| value.trim().eq_ignore_ascii_case(word)));
    let (verdict, seen) = match (by_policy, by_header) {
        (true, _) => (Verdict::Pass, "Content-Security-Policy with frame-ancestors"),
        (false, true) => (Verdict::Pass, "X-Frame-Options"),
        (false, false) => (Verdict::Warn, "neither"),
    };
    Part::new(verdict, "frame-ancestors or X-Frame-Options", seen).labelled("frames")
}

/// The URL of the page holds the request; whoever it loads things from must not read it (RFC 9700 4.2.4).
fn referrer(url: &str, response: &Response) -> Part {
    let policy = response.headers.get("referrer-policy").map(|value| value.trim().to_ascii_lowercase());
    let others = foreign(url, response);
    let (verdict, seen) = match (policy.as_deref(), others.len()) {
        (Some("unsafe-url"), _) => (Verdict::Warn, "unsafe-url".to_owned()),
        (None, 1..) => (Verdict::Warn, format!("no policy, and things of others: {}", others.join(", "))),
        (Some(policy), _) => (Verdict::Pass, policy.to_owned()),
        (None, 0) => (Verdict::Pass, "no policy, and nothing of others".to_owned()),
    };
    Part::new(verdict, "a Referrer-Policy that tells nobody the whole URL", seen).labelled("Referer")
}

fn leaks(url: &str, response: &Response, secrets: &[&str]) -> Part {
    let page = html::page(url, response).unwrap_or_default();
    let loaded = page.loads.iter().filter(|load| !uri::origin(load).eq_ignore_ascii_case(uri::origin(url)));
    let told: Vec<&str> = loaded
        .filter(|load| secrets.iter().any(|secret| !secret.is_empty() && load.contains(*secret)))
        .map(|load| uri::origin(load))
        .collect();
    let (verdict, seen) = if told.is_empty() {
        (Verdict::Pass, "nothing of it in the URLs of others".to_owned())
    } else {
        (Verdict::Warn, format!("in URLs at {}", told.join(", ")))
    };
    Part::new(verdict, "no part of the request in URLs of others", seen).labelled("what the page loads")
}

/// The origins of others that a page loads things from.
fn foreign(url: &str, response: &Response) -> Vec<String> {
    let page = html::page(url, response).unwrap_or_default();
    let mut origins: Vec<String> = page.loads.iter().map(|load| uri::origin(load).to_owned()).collect();
    origins.retain(|origin| !origin.eq_ignore_ascii_case(uri::origin(url)) && origin.contains("://"));
    origins.sort_unstable();
    origins.dedup();
    origins
}

/// A browser is sent there, no script asks there (RFC 9700 2.6).
async fn cors(eye: &Eye<'_>, marker: &str) -> Part {
    let origin = format!("https://{marker}.invalid");
    let look = eye.look(&Ask { origin: Some(origin.clone()), ..Ask::default() }).await;
    let answer = look.hops.first().and_then(|hop| hop.sent.as_ref());
    let allowed = answer.and_then(|sent| Some(sent.outcome.as_ref().ok()?.headers.get("access-control-allow-origin")));
    let (verdict, seen) = match allowed {
        None => (Verdict::Error, "no answer".to_owned()),
        Some(None) => (Verdict::Pass, "absent".to_owned()),
        Some(Some(value)) => (Verdict::Warn, value.to_owned()),
    };
    let part = Part::new(verdict, "no Access-Control-Allow-Origin", seen).labelled("scripts of others");
    part.shown_by(look.exchanges)
}

/// Looks at how the server went on after the password.
pub(super) fn check_sign_in(desk: &Desk<'_>) {
    if !desk.wants(SIGN_IN) {
        return;
    }
    // Also of a login that came no further: a browser that sends the password on may well be sent back.
    let parts = desk.login().map(|trace| sign_in(&trace.exchanges)).unwrap_or_default();
    if !parts.is_empty() {
        return parts.into_iter().for_each(|part| desk.note(SIGN_IN, part));
    }
    let (reason, wanted) = missing(desk)
        .filter(|(reason, _)| *reason != Skip::NeedsInteraction)
        .unwrap_or((Skip::NeedsInteraction, "a sign-in whose pages are seen: --agent forms"));
    desk.skip(SIGN_IN, reason, wanted);
}

/// A redirect with 307 or 308 makes the browser send the password on (RFC 9700 4.12).
fn sign_in(exchanges: &[Exchange]) -> Vec<Part> {
    let posts = exchanges.iter().filter(|exchange| {
        exchange.channel == Channel::Front && exchange.request.method == "POST" && carries_password(exchange)
    });
    posts
        .filter_map(|exchange| {
            let status = exchange.response.as_ref()?.status;
            let verdict = if matches!(status, 307 | 308) { Verdict::Fail } else { Verdict::Pass };
            let part = Part::new(verdict, "303 See Other", status.to_string());
            Some(part.labelled(exchange.request.path()).shown_by([exchange.clone()]))
        })
        .collect()
}

fn carries_password(exchange: &Exchange) -> bool {
    let form = exchange.request.form().unwrap_or_default();
    form.iter().any(|(name, _)| {
        let name = name.to_ascii_lowercase();
        ["pass", "pwd", "secret", "otp"].iter().any(|word| name.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::trace::Step;
    use crate::wire::{Params, Request};

    const HERE: &str = "https://as.example/login?state=secret-state";

    #[test]
    fn a_page_says_who_may_frame_it() {
        let of = |name: &str, value: &str| framing(&Headers::default().with(name, value)).verdict;
        assert_eq!(of("content-security-policy", "default-src 'self'; frame-ancestors 'none'"), Verdict::Pass);
        assert_eq!(of("x-frame-options", "SAMEORIGIN"), Verdict::Pass);
        for weak in ["default-src 'self'", "frame-ancestors *", "frame-ancestorsx 'none'"] {
            assert_eq!(of("content-security-policy", weak), Verdict::Warn, "{weak}");
        }
        assert_eq!(of("x-frame-options", "ALLOW-FROM https://a.example"), Verdict::Warn);
        assert_eq!(framing(&Headers::default()).verdict, Verdict::Warn);
    }

    #[test]
    fn things_of_others_are_told_nothing() {
        let page = |load: &str| Response::new(200).with_body("text/html", format!("<img src='{load}'>").as_str());
        let own = page("/logo.png?state=secret-state");
        let (quiet, loud) = (page("https://cdn.example/l.png"), page("https://cdn.example/l.png?s=secret-state"));
        assert_eq!(referrer(HERE, &own).verdict, Verdict::Pass);
        assert_eq!(referrer(HERE, &quiet).verdict, Verdict::Warn);
        assert_eq!(referrer(HERE, &quiet.clone().with("referrer-policy", "no-referrer")).verdict, Verdict::Pass);
        assert_eq!(referrer(HERE, &own.clone().with("referrer-policy", "unsafe-url")).verdict, Verdict::Warn);
        assert_eq!(leaks(HERE, &own, &["secret-state"]).verdict, Verdict::Pass);
        assert_eq!(leaks(HERE, &quiet, &["secret-state", ""]).verdict, Verdict::Pass);
        assert_eq!(leaks(HERE, &loud, &["secret-state"]).verdict, Verdict::Warn);
    }

    #[test]
    fn a_password_is_not_to_be_sent_on() {
        let post = |form: &str, status: u16| {
            let request = Request::post_form(HERE, &Params::parse(form));
            let mut exchange = Exchange::new(Step::SignIn, request, SystemTime::UNIX_EPOCH);
            exchange.response = Some(Response::new(status));
            exchange
        };
        let verdicts = |exchanges: &[Exchange]| sign_in(exchanges).iter().map(|part| part.verdict).collect::<Vec<_>>();
        assert_eq!(verdicts(&[post("user=a&password=b", 307), post("decision=allow", 307)]), [Verdict::Fail]);
        assert_eq!(verdicts(&[post("Passwd=b", 303), post("pwd=b", 302)]), [Verdict::Pass, Verdict::Pass]);
    }
}
