//! Pages like those of real servers, written for these tests, and what is made of them.

use super::super::meaning::{Wanted, wanted};
use super::super::person::{Hint, Role};
use super::super::stuck::{Stuck, obstacle};
use super::*;
use crate::wire::Request;

const URL: &str = "https://id.example.com/login/start?tab=1#top";

fn page(html: &str) -> Page {
    read(URL, html, &[])
}

/// What is wanted, and the request that answers it.
fn answer(page: &Page) -> (&'static str, Option<Request>) {
    match wanted(page) {
        None => ("nothing", None),
        Some(Wanted::Onward(form, button)) => ("onward", Some(form.request(&[], button))),
        Some(Wanted::Consent(form, button)) => ("consent", Some(form.request(&[], Some(button)))),
        Some(Wanted::Link(link)) => ("link", Some(Request::get(&link.url))),
        Some(Wanted::Identity(form, fields, button)) => {
            let filled: Vec<(usize, String)> =
                [(fields.username, "alice"), (fields.password, "pass"), (fields.one_time, "123456")]
                    .into_iter()
                    .filter_map(|(field, value)| field.map(|field| (field.at, value.to_owned())))
                    .collect();
            ("identity", Some(form.request(&filled, button)))
        }
    }
}

#[track_caller]
fn assert_answer(html: &str, kind: &str, line: &str, body: &str) {
    let page = page(html);
    let (got, request) = answer(&page);
    assert_eq!(got, kind, "{page:#?}");
    let request = request.expect("a request");
    assert_eq!(format!("{} {}", request.method, request.url), line);
    assert_eq!(request.body.text_lossy(), body);
}

#[test]
fn a_realm_with_a_form_and_links_beside_it() {
    let html = r#"<!DOCTYPE html><html class="login-pf"><head><title>Sign in to demo</title></head><body>
      <header><form action="/search" role="search"><input type="search" name="q"><button>Search</button></form></header>
      <div id="kc-content"><form id="kc-form-login" action="https://id.example.com/realms/demo/login-actions/authenticate?session_code=s&amp;execution=e&amp;client_id=app&amp;tab_id=t" method="post">
        <label for="username">Username or email</label>
        <input tabindex="2" id="username" name="username" value="" type="text" autofocus autocomplete="username" aria-invalid=""/>
        <label for="password">Password</label>
        <input tabindex="3" id="password" name="password" type="password" autocomplete="current-password"/>
        <input id="rememberMe" name="rememberMe" type="checkbox"> Remember me
        <a href="/realms/demo/login-actions/reset-credentials">Forgot Password?</a>
        <input type="hidden" id="id-hidden-input" name="credentialId"/>
        <input tabindex="7" name="login" id="kc-login" type="submit" value="Sign In"/>
      </form></div><a href="/realms/demo/registration">Register</a></body></html>"#;
    let target = "POST https://id.example.com/realms/demo/login-actions/authenticate?session_code=s&execution=e&client_id=app&tab_id=t";
    assert_answer(html, "identity", target, "username=alice&password=pass&credentialId=&login=Sign+In");
}

#[test]
fn a_realm_that_asks_for_a_code_and_for_what_an_app_may_do() {
    let code = r#"<form id="kc-otp-login-form" action="/otp" method="post">
        <label for="otp">One-time code</label>
        <input id="otp" name="otp" autocomplete="off" type="text" class="pf-c-form-control" autofocus dir="ltr"/>
        <input name="login" id="kc-login" type="submit" value="Sign In"/></form>"#;
    assert_answer(code, "identity", "POST https://id.example.com/otp", "otp=123456&login=Sign+In");
    let grant = r#"<h1>Grant Access to demo</h1><ul><li>Email address</li></ul>
        <form class="form-actions" action="/consent" method="POST"><input type="hidden" name="code" value="c">
        <input name="accept" id="kc-login" type="submit" value="Yes"/>
        <input name="cancel" id="kc-cancel" type="submit" value="No"/></form>"#;
    assert_answer(grant, "consent", "POST https://id.example.com/consent", "code=c&accept=Yes");
}

#[test]
fn two_pages_where_the_second_field_is_out_of_sight() {
    let name = r#"<title>Sign in to your account</title><form method="post" action="/common/login">
        <input type="email" name="loginfmt" id="i0116" maxlength="113" aria-label="Enter your email, phone, or Skype.">
        <input name="passwd" type="password" id="i0118" autocomplete="off" class="moveOffScreen" tabindex="-1" aria-hidden="true">
        <input type="hidden" name="flowToken" value="f&quot;1"><a href="/signup">Create one!</a>
        <input type="submit" id="idSIButton9" value="Next"></form>"#;
    assert_answer(
        name,
        "identity",
        "POST https://id.example.com/common/login",
        "loginfmt=alice&passwd=&flowToken=f%221",
    );
    let password = r#"<form method="post" action="/common/login"><input type="hidden" name="login" value="alice">
        <input name="passwd" type="password" id="i0118" autocomplete="current-password" placeholder="Password">
        <input type="button" id="idBtn_Back" value="Back"><input type="submit" value="Sign in"></form>"#;
    assert_answer(password, "identity", "POST https://id.example.com/common/login", "login=alice&passwd=pass");
    let stay = r#"<h1>Stay signed in?</h1><form method="post" action="/kmsi"><input type="hidden" name="LoginOptions" value="1">
        <input type="submit" id="idBtn_Back" value="No"><input type="submit" id="idSIButton9" value="Yes"></form>"#;
    assert_answer(stay, "consent", "POST https://id.example.com/kmsi", "LoginOptions=1");
}

#[test]
fn a_form_without_an_address_and_with_a_token_against_forgery() {
    let html = r#"<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="tok">
        <p><label for="id_login">Login:</label> <input type="text" name="login" maxlength="150" required id="id_login"></p>
        <p><label for="id_pw">Password:</label> <input type="password" name="pw" required id="id_pw"></p>
        <select name="lang"><option value="de">Deutsch<option value="en" selected>English</select>
        <textarea name="note">
  as it is </textarea><input type="checkbox" name="terms" required><input name="off" disabled value="1">
        <fieldset disabled><input name="set" value="1"></fieldset><input type="submit" value="Log in"></form>"#;
    let body = "csrfmiddlewaretoken=tok&login=alice&pw=pass&lang=en&note=++as+it+is+&terms=on";
    assert_answer(html, "identity", "POST https://id.example.com/login/start?tab=1", body);
}

#[test]
fn of_two_forms_the_one_that_agrees() {
    let html = r#"<h1>Authorize</h1><form action="/interaction/x/abort" method="post"><button type="submit">Cancel</button></form>
        <form autocomplete="off" action="/interaction/x/confirm" method="post"><input type="hidden" name="prompt" value="consent"/>
        <button autofocus type="submit" class="login login-submit">Continue</button></form>
        <a href="/interaction/x/abort">[ Cancel ]</a>"#;
    assert_answer(html, "consent", "POST https://id.example.com/interaction/x/confirm", "prompt=consent");
}

#[test]
fn a_password_is_asked_for_before_anybody_else_vouches() {
    let html = r#"<form action="/social" method="post"><button name="with" value="google">Sign in with Google</button></form>
        <form action="/register" method="post"><input name="email" type="email"><input type="password" name="p1" autocomplete="new-password">
        <input type="password" name="p2" autocomplete="new-password"><button>Sign up</button></form>
        <form action="/in" method="post"><label>Benutzername <input name="f1"></label><label>Kennwort <input type="password" name="f2"></label>
        <button name="go" value="no">Abbrechen</button><button name="go" value="yes">Anmelden</button></form>"#;
    assert_answer(html, "identity", "POST https://id.example.com/in", "f1=alice&f2=pass&go=yes");
}

#[test]
fn a_form_that_sends_itself_and_one_for_those_without_scripts() {
    let html = r#"<body onload="document.forms[0].submit()"><form method="post" action="https://app.example/cb">
        <input type="hidden" name="code" value="a&amp;b"><noscript><button>Continue</button></noscript></form>"#;
    assert_answer(html, "onward", "POST https://app.example/cb", "code=a%26b");
    let html = r#"<base href="/saml/"><form method="get" action="sso?old=1"><input type="hidden" name="SAMLRequest" value="x">
        <noscript><p>Your browser runs no scripts.</p><input type="submit" value="Continue"></noscript></form><script>f.submit();</script>"#;
    assert_answer(html, "onward", "GET https://id.example.com/saml/sso?SAMLRequest=x", "");
}

#[test]
fn a_button_can_change_its_form_and_a_field_can_name_it() {
    let html = r#"<form id="f" action="/a"><input name="x" value="1"></form><input form="f" type="hidden" name="y" value="2">
        <button form="f" formaction="/b" formmethod="post" formenctype="multipart/form-data" name="ok" value="yes">Weiter</button>"#;
    let (kind, request) = answer(&page(html));
    let request = request.unwrap();
    assert_eq!((kind, request.method.as_str(), request.url.as_str()), ("consent", "POST", "https://id.example.com/b"));
    let boundary =
        request.headers.get("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
    let part = |name: &str, value: &str| {
        format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = [part("x", "1"), part("y", "2"), part("ok", "yes")].concat();
    assert_eq!(request.body.text_lossy(), format!("{parts}--{boundary}--\r\n"));
}

#[test]
fn the_fields_of_a_form_that_fell_out_of_a_table_are_its_own() {
    let html = r#"<table><form action="/in" method="post"><tr><td>User <input name="user"></td></tr>
        <tr><td><input type="password" name="pass"></td></tr><tr><td><input type="submit" value="Login"></td></tr></form></table>"#;
    assert_answer(html, "identity", "POST https://id.example.com/in", "user=alice&pass=pass");
}

#[test]
fn hints_name_what_words_do_not() {
    let html = r#"<form action="/in" method="post"><input id="a1" name="a"><input id="b1" name="b"><input id="c1" name="c">
        <button name="k" value="1">Lorem</button><button id="go" name="k" value="2">Ipsum</button></form>"#;
    let hint = |role, selector: &str| Hint { role, selector: selector.to_owned() };
    let hints = [
        hint(Role::Username, "#c1"),
        hint(Role::Password, "form input:nth-of-type(1)"),
        hint(Role::Totp, "#b1"),
        hint(Role::Submit, "#go"),
        hint(Role::Consent, "not a [selector"),
    ];
    let (kind, request) = answer(&read(URL, html, &hints));
    assert_eq!((kind, request.unwrap().body.text_lossy().as_ref()), ("identity", "a=pass&b=123456&c=alice&k=2"));
    let link =
        r#"<form action="/x"><input name="u" required><button>Go</button></form><a class="yes" href="/ok">ok</a>"#;
    let (kind, request) = answer(&read(URL, link, &[hint(Role::Consent, "a.yes")]));
    assert_eq!((kind, request.unwrap().url.as_str()), ("link", "https://id.example.com/ok"));
}

#[test]
fn what_stands_in_the_way_is_named() {
    for (html, expected) in [
        (
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=a.js></script>",
            Stuck::Script,
        ),
        ("<script src=main.js></script><div id=app></div>", Stuck::Script),
        (
            r#"<form id="webauth" action="/w"><input type="hidden" name="cred"></form><script>navigator.credentials.get({})</script>"#,
            Stuck::Passkey,
        ),
        (r#"<p>Hello</p><div class="g-recaptcha" data-sitekey="k"></div>"#, Stuck::Captcha),
        ("<p>Nothing to do here.</p>", Stuck::Unclear),
    ] {
        assert_eq!(obstacle(&page(html)), expected, "{html}");
    }
}

#[test]
fn what_a_page_says_is_kept() {
    let page = page(
        r#"<title> Sign
        in </title><meta name=generator content=me><meta http-equiv="Refresh" content="3; URL='/next'"><h1>Welcome</h1>
        <div class="alert alert-danger" style="display: none">hidden</div>
        <span id="input-error" class="pf-error"> Invalid  <b>username</b> or password. </span>"#,
    );
    assert_eq!((page.title.as_str(), page.heading.as_str(), page.generator.as_str()), ("Sign in", "Welcome", "me"));
    assert_eq!(page.complaint, "Invalid username or password.");
    assert_eq!(page.refresh, Some((3, "https://id.example.com/next".to_owned())));
    assert_eq!(page.name(), "the page `Sign in` at https://id.example.com/login/start");
}

#[test]
fn a_page_of_ill_will_is_read_only_so_far() {
    let deep = "<div class=error><label><a href=x><h1>".repeat(50_000);
    let many = "<form><input name=a><button>Continue</button></form><option>".repeat(50_000);
    for html in [deep, many, "<form><select name=s><option>x".repeat(50_000)] {
        let page = page(&html);
        assert!(page.forms.len() <= 2_000 && page.links.len() <= 2_000);
        let _ = wanted(&page);
    }
}
