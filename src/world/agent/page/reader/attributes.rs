//! What an element tells by its attributes.

use scraper::node::Element;

use crate::world::agent::form::{Control, Encoding, Form, Kind, Method, Override, resolve};

/// A form, still without fields.
pub(super) fn form(element: &Element, base: &str) -> Form {
    let of = |name| element.attr(name).unwrap_or_default();
    Form {
        action: resolve(base, of("action")).unwrap_or_default(),
        method: Method::named(of("method")),
        encoding: Encoding::named(of("enctype")),
        words: format!("{} {} {}", of("id"), of("name"), of("role")).to_lowercase(),
        controls: Vec::new(),
    }
}

/// A field or a button, with the place where it stands and what links are relative to.
pub(super) fn control(element: &Element, (at, base): (usize, &str)) -> Control {
    let of = |name| element.attr(name).unwrap_or_default();
    let takes = if element.name() == "select" && element.attr("multiple").is_some() { "multiple" } else { of("type") };
    let takes = takes.trim().to_ascii_lowercase();
    let kind = kind(element, &takes);
    let value = element.attr("value").map(str::to_owned);
    let values = match kind {
        Kind::Box(_) => vec![value.unwrap_or_else(|| "on".to_owned())],
        Kind::Fixed if element.name() == "select" => Vec::new(),
        _ => vec![value.unwrap_or_default()],
    };
    let face = if matches!(kind, Kind::Submit) { of("value") } else { "" };
    Control {
        at,
        mark: of("data-oauth-flow").to_owned(),
        kind,
        name: of("name").to_owned(),
        values,
        label: [face, of("aria-label"), of("placeholder"), of("title"), of("alt")].join(" ").trim().to_lowercase(),
        words: [of("id"), of("name"), of("class"), of("data-testid")].join(" ").to_lowercase(),
        autocomplete: of("autocomplete").to_lowercase(),
        required: element.attr("required").is_some(),
        enabled: element.attr("disabled").is_none(),
        visible: element.attr("readonly").is_none() && !of("aria-hidden").eq_ignore_ascii_case("true"),
        digits: is_for_digits(element, &takes),
        over: over(element, base),
        takes,
    }
}

fn kind(element: &Element, takes: &str) -> Kind {
    match (element.name(), takes) {
        ("button", "reset" | "button") | ("input", "reset" | "button" | "file") => Kind::Idle,
        ("button", _) | ("input", "submit") => Kind::Submit,
        ("input", "image") => Kind::Image,
        ("select", _)
        | ("input", "hidden" | "color" | "range" | "date" | "time" | "month" | "week" | "datetime-local") => {
            Kind::Fixed
        }
        ("input", "checkbox" | "radio") => Kind::Box(element.attr("checked").is_some()),
        ("input", "password") => Kind::Password,
        _ => Kind::Text,
    }
}

fn over(element: &Element, base: &str) -> Override {
    Override {
        action: element.attr("formaction").and_then(|link| resolve(base, link)),
        method: element.attr("formmethod").map(Method::named),
        encoding: element.attr("formenctype").map(Encoding::named),
    }
}

fn is_for_digits(element: &Element, takes: &str) -> bool {
    let of = |name| element.attr(name).unwrap_or_default();
    let short = of("maxlength").parse::<usize>().is_ok_and(|most| (4..=10).contains(&most));
    matches!(takes, "number" | "tel") || of("inputmode") == "numeric" || short || of("pattern").contains("[0-9]")
}

/// Whether a person sees nothing of what is in it.
pub(super) fn is_hidden(element: &Element) -> bool {
    let style: String = element.attr("style").unwrap_or_default().split_whitespace().collect::<String>().to_lowercase();
    let is_noted = element.attr("hidden").is_some() || element.attr("data-oauth-flow-hidden").is_some();
    is_noted || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether it holds what went wrong.
pub(super) fn complains(element: &Element) -> bool {
    const NAMES: [&str; 7] = ["error", "alert", "invalid", "fehler", "feedback", "warning", "danger"];
    let is_text = !matches!(
        element.name(),
        "html" | "body" | "form" | "input" | "button" | "script" | "style" | "svg" | "a" | "template" | "main"
    );
    let said = [element.attr("class"), element.attr("id")].into_iter().flatten();
    let named = || said.map(str::to_lowercase).any(|words| NAMES.iter().any(|name| words.contains(name)));
    is_text && !is_hidden(element) && (element.attr("role") == Some("alert") || named())
}

/// Whether it asks for a proof that a person sits there.
pub(super) fn is_captcha(element: &Element) -> bool {
    const NAMES: [&str; 6] = ["captcha", "cf-turnstile", "arkose", "funcaptcha", "geetest", "altcha"];
    let all = ["class", "id", "name", "data-callback"].into_iter().filter_map(|name| element.attr(name));
    let is_thing = !matches!(element.name(), "html" | "body" | "form" | "script" | "main");
    is_thing && all.map(str::to_lowercase).any(|words| NAMES.iter().any(|name| words.contains(name)))
}

/// Whether it belongs to a question for a passkey.
pub(super) fn is_passkey(element: &Element) -> bool {
    let all = [element.attr("id"), element.attr("name"), element.attr("autocomplete")];
    all.into_iter()
        .flatten()
        .map(str::to_lowercase)
        .any(|words| words.contains("webauthn") || words.contains("passkey"))
}

/// `5; url=/next`: after how many seconds, and where to (HTML Living Standard, the refresh pragma).
pub(super) fn refresh(content: &str) -> Option<(u32, &str)> {
    let (seconds, rest) = content.split_once([';', ',']).unwrap_or((content, ""));
    let seconds = seconds.trim().split('.').next()?.parse().ok()?;
    let rest = rest.trim();
    let named = rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("url"));
    let to = match rest.get(3..).map(str::trim_start).and_then(|rest| rest.strip_prefix('=')) {
        Some(to) if named => to.trim(),
        _ => rest,
    };
    Some((seconds, to.trim_matches(['"', '\''])))
}
