//! HTML pages as a browser takes them: where one goes on by itself, and what it is made of.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::{Body, Headers, Params, Request, Response, uri};

/// What a page is made of, as far as two of them are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// What can be filled in or is sent along: type and name of each field.
    pub fields: Vec<String>,
    /// How many forms it has.
    pub forms: usize,
    /// What it loads by itself, as absolute URLs.
    pub loads: Vec<String>,
}

/// So much of a page is read; no page that sends a browser on is longer.
const MOST: usize = 262_144;
/// A page that waits longer before it goes on is one to be read.
const PATIENCE: u32 = 10;
/// A script that does nothing but go on is not longer.
const SHORT: usize = 4_096;

/// Where a page sends the browser without anybody's doing: by a form that submits itself, a refresh, or a script that
/// sets the location.
#[must_use]
pub fn onward(url: &str, response: &Response) -> Option<Request> {
    let document = document(response)?;
    let root = document.root_element();
    submitted(&root, url).or_else(|| refreshed(&root, url)).or_else(|| moved(&root, url))
}

/// What a page is made of; nothing where it is no HTML.
#[must_use]
pub fn page(url: &str, response: &Response) -> Option<Page> {
    let document = document(response)?;
    let root = document.root_element();
    let text = |element: ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
    let loads = ["script[src]", "img[src]", "iframe[src]", "link[rel=stylesheet][href]", "link[rel=icon][href]"];
    Some(Page {
        title: all(&root, "title").next().map(text).unwrap_or_default(),
        fields: all(&root, "input[name], select[name], textarea[name]").map(field).collect(),
        forms: all(&root, "form").count(),
        loads: loads
            .iter()
            .flat_map(|selector| all(&root, selector))
            .filter_map(|element| resolve(url, element.attr("src").or_else(|| element.attr("href"))?))
            .collect(),
    })
}

/// What a page says to whoever looks at it, a blank between the words; nothing where it is no HTML.
#[must_use]
pub fn reads(headers: &Headers, body: &Body) -> Option<String> {
    const UNSEEN: [&str; 6] = ["head", "script", "style", "template", "noscript", "svg"];
    let document = parsed(headers, body)?;
    let mut words: Vec<String> = Vec::new();
    let mut unseen = 0_usize;
    for edge in document.root_element().traverse() {
        let (node, way) = match &edge {
            Edge::Open(node) => (node, 1),
            Edge::Close(node) => (node, -1),
        };
        if node.value().as_element().is_some_and(|element| UNSEEN.contains(&element.name())) {
            unseen = unseen.saturating_add_signed(way);
        }
        if let (Some(text), 0, 1) = (node.value().as_text(), unseen, way) {
            words.extend(text.split_whitespace().map(str::to_owned));
        }
    }
    Some(words.join(" "))
}

fn document(response: &Response) -> Option<Html> {
    parsed(&response.headers, &response.body)
}

fn parsed(headers: &Headers, body: &Body) -> Option<Html> {
    let is_html = headers.media_type().is_some_and(|media| media.contains("html"));
    let octets = body.octets();
    let text = String::from_utf8_lossy(&octets[..octets.len().min(MOST)]);
    is_html.then(|| Html::parse_document(&text))
}

fn all<'a>(root: &ElementRef<'a>, selector: &str) -> impl Iterator<Item = ElementRef<'a>> + use<'a> {
    let found: Vec<_> = Selector::parse(selector).map(|selector| root.select(&selector).collect()).unwrap_or_default();
    found.into_iter()
}

fn field(input: ElementRef<'_>) -> String {
    let kind = input.attr("type").unwrap_or(input.value().name()).to_ascii_lowercase();
    format!("{kind} {}", input.attr("name").unwrap_or_default())
}

/// A link on a page (RFC 3986 5); an absolute one is kept as it is written.
fn resolve(base: &str, link: &str) -> Option<String> {
    let link = link.trim();
    if link.contains("://") {
        return Some(link.to_owned());
    }
    Url::parse(base).and_then(|base| base.join(link)).ok().map(String::from)
}

/// The scripts that stand in the page and run as soon as it is there.
fn scripts(root: &ElementRef<'_>) -> Vec<String> {
    let inline = all(root, "script:not([src])").map(|script| script.text().collect());
    let loaded = all(root, "body[onload]").filter_map(|body| body.attr("onload").map(str::to_owned));
    inline.chain(loaded).filter(|script: &String| script.len() <= SHORT).collect()
}

/// The request of a form that submits itself: a script calls for it, and there is nothing in it to fill in.
fn submitted(root: &ElementRef<'_>, url: &str) -> Option<Request> {
    let calls = |script: &String| {
        let script = script.to_ascii_lowercase();
        // What waits for a click waits for somebody.
        script.contains("submit()") && !script.contains("click")
    };
    if !scripts(root).iter().any(calls) {
        return None;
    }
    let form =
        all(root, "form").find(|form| all(form, "input").all(is_silent) && all(form, "select").next().is_none())?;
    let fields = all(&form, "input[type=hidden][name]");
    let params: Params = fields
        .map(|input| {
            let attribute = |name: &str| input.attr(name).unwrap_or_default().to_owned();
            (attribute("name"), attribute("value"))
        })
        .collect();
    let action = match form.attr("action").map(str::trim).filter(|action| !action.is_empty()) {
        Some(action) => resolve(url, action)?,
        None => url.to_owned(),
    };
    let posts = form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
    Some(if posts {
        Request::post_form(action, &params)
    } else {
        // A form that gets replaces the query of its action.
        Request::get(uri::append_query(uri::without_query(&action), &params.to_query()))
    })
}

fn is_silent(input: ElementRef<'_>) -> bool {
    let kind = input.attr("type").unwrap_or("text").to_ascii_lowercase();
    matches!(kind.as_str(), "hidden" | "submit" | "button" | "image")
}

/// `<meta http-equiv="refresh" content="0; url=…">`
fn refreshed(root: &ElementRef<'_>, url: &str) -> Option<Request> {
    let meta = all(root, "meta[http-equiv][content]")
        .find(|meta| meta.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")))?;
    let (delay, rest) = meta.attr("content")?.split_once([';', ','])?;
    let seconds = delay.trim().split('.').next().unwrap_or_default();
    if seconds.parse::<u32>().ok()? > PATIENCE {
        return None;
    }
    let rest = rest.trim();
    let link = match rest.get(..3) {
        Some(word) if word.eq_ignore_ascii_case("url") => rest[3..].trim_start().strip_prefix('=')?,
        _ => rest,
    };
    resolve(url, link.trim().trim_matches(['"', '\''])).map(Request::get)
}

/// A script that does nothing but set the location to what it spells out.
fn moved(root: &ElementRef<'_>, url: &str) -> Option<Request> {
    let waits = |script: &str| ["function", "=>", "if", "click"].iter().any(|word| script.contains(word));
    let scripts = scripts(root);
    let link = scripts.iter().filter(|script| !waits(script)).find_map(|script| location(script))?;
    resolve(url, &link).map(Request::get)
}

fn location(script: &str) -> Option<String> {
    let after = &script[script.find("location")? + "location".len()..];
    let after = [".href", ".replace(", ".assign("]
        .iter()
        .find_map(|member| after.strip_prefix(member))
        .unwrap_or(after)
        .trim_start();
    literal(after.strip_prefix('=').unwrap_or(after).trim_start())
}

/// A string of a script, with its escapes undone.
fn literal(text: &str) -> Option<String> {
    let mut chars = text.chars();
    let quote = chars.next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut read = String::new();
    loop {
        match chars.next()? {
            end if end == quote => return Some(read),
            '\\' => match chars.next()? {
                'u' => read.push(coded(&mut chars, 4)?),
                'x' => read.push(coded(&mut chars, 2)?),
                other => read.push(other),
            },
            other => read.push(other),
        }
    }
}

fn coded(chars: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let digits: String = chars.take(digits).collect();
    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://as.example/authorize?x=1";

    fn onward_from(html: &str) -> Option<Request> {
        onward(HERE, &Response::new(200).with_body("text/html; charset=utf-8", html))
    }

    #[test]
    fn a_page_reads_as_somebody_sees_it() {
        let read = |page: &str| {
            let response = Response::new(200).with_body("text/html", page);
            reads(&response.headers, &response.body).unwrap()
        };
        let page = "<title>t</title><style>a{}</style><h1>Sign  in</h1><p>to <b>go</b>\n on<script>x()</script><svg><text>i</text></svg>!";
        assert_eq!(read(page), "Sign in to go on !");
        assert_eq!(read(&format!("{}deep", "<b>".repeat(20_000))), "deep");
        assert_eq!(read("<style>a{} never closed"), "");
        let plain = Response::new(200).with_body("text/plain", "<p>words");
        assert_eq!(reads(&plain.headers, &plain.body), None);
    }

    #[test]
    fn a_form_that_submits_itself_is_a_request() {
        let form = "<form method=post action='https://app.example/cb'>\
            <input type=hidden name=code value='a&amp;b'><input type=hidden name=state value=s>\
            <noscript><input type=submit></noscript></form>";
        for page in [
            format!("<body onload='javascript:document.forms[0].submit()'>{form}"),
            format!("{form}<script>document.forms[0].submit()</script>"),
            format!(
                "{form}<script>window.addEventListener('load', function() {{ document.forms[0].submit(); }})</script>"
            ),
        ] {
            let request = onward_from(&page).expect(&page);
            assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "https://app.example/cb"));
            assert_eq!(request.form().unwrap().to_query(), "code=a%26b&state=s");
        }
        let get = onward_from("<body onload='f.submit()'><form action='/next?old'><input type=hidden name=a value=1>");
        assert_eq!(get.unwrap().url, "https://as.example/next?a=1");
    }

    #[test]
    fn what_waits_for_somebody_goes_nowhere() {
        for page in [
            "<form method=post><input name=user><input type=password name=p></form><script>document.forms[0].submit()</script>",
            "<form method=post><input type=hidden name=a></form>",
            "<form method=post><input type=hidden name=a></form><script>b.addEventListener('click', () => f.submit())</script>",
            "<meta http-equiv=refresh content='300; url=/later'>",
            "<meta http-equiv=refresh content=5>",
            "<script>if (old) { location.href = '/old' }</script>",
            "<script>location.reload()</script>",
            "<p>location = '/text'</p>",
            "",
        ] {
            assert_eq!(onward_from(page), None, "{page}");
        }
        let text = Response::new(200).with_body("text/plain", "<script>location='/x'</script>");
        assert_eq!(onward(HERE, &text), None);
    }

    #[test]
    fn refreshes_and_locations_are_followed() {
        for (page, url) in [
            ("<meta http-equiv='Refresh' content='0; URL=/a'>", "https://as.example/a"),
            (
                "<meta http-equiv=refresh content=\"0;url='https://b.example/?x=1&amp;y=2'\">",
                "https://b.example/?x=1&y=2",
            ),
            (
                "<script>window.location.href = \"https:\\/\\/c.example\\/?a=1\\u0026b=2\";</script>",
                "https://c.example/?a=1&b=2",
            ),
            ("<script>location.replace('\\x2fd')</script>", "https://as.example/d"),
            ("<script>location='e'</script>", "https://as.example/e"),
        ] {
            assert_eq!(onward_from(page).map(|request| request.url).as_deref(), Some(url), "{page}");
        }
    }

    #[test]
    fn odd_scripts_and_pages_end_nothing() {
        for page in [
            "<script>location='",
            "<script>location='\\u12",
            "<script>location='\\ud800'",
            "<script>location",
            "\u{0}<",
        ] {
            assert_eq!(onward_from(page), None, "{page}");
        }
        let long = format!("<title>{}</title>", "ä".repeat(MOST));
        assert!(page(HERE, &Response::new(200).with_body("text/html", long.as_str())).is_some());
    }

    #[test]
    fn a_page_is_its_fields_and_what_it_loads() {
        let response = Response::new(200).with_body(
            "text/html",
            "<title> Sign in </title><form><input name=user><input type=PASSWORD name=pw><input></form>\
             <script src=/app.js></script><img src='https://cdn.example/logo.png'>",
        );
        let page = page(HERE, &response).unwrap();
        assert_eq!((page.title.as_str(), page.forms), ("Sign in", 1));
        assert_eq!(page.fields, ["input user", "password pw"]);
        assert_eq!(page.loads, ["https://as.example/app.js", "https://cdn.example/logo.png"]);
    }
}
