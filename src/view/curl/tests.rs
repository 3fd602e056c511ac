use super::*;
use crate::protocol::{Nonces, Pkce, ServerHints};
use crate::trace::{Exchange, Level, Masker, Plan, Step};
use crate::wire::{Body, Headers, Params, Response};

const HOSTILE: &str = "'; rm -rf ~; $(x) `x` \"$HOME\" \\\n!x ! ^ é\u{1b}[31m\u{202e}";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CODE: &str = "SplxlOBe/ZQQ+YbYS6WxSbIA==";
const TOKEN: &str = "2YotnFZFEjr1zCsicMWpAA";

fn trace(secret: &str) -> Trace {
    let mut trace = Trace::begin(Plan {
        server: ServerHints::default(),
        client: Client {
            client_id: "web-app".into(),
            client_secret: Some(secret.into()),
            redirect_uri: "http://127.0.0.1/cb".into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
            ..Client::default()
        },
        scope: vec![],
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces { state: None, nonce: None, code_verifier: Some(VERIFIER.into()) },
        clock_skew: 60,
        practice: false,
        ..Plan::default()
    });
    trace.exchanges.push(Exchange::new(Step::Callback, callback(), std::time::UNIX_EPOCH));
    let mut redeem = Exchange::new(Step::Redeem, Request::get("https://h/token"), std::time::UNIX_EPOCH);
    let answer = format!("{{\"access_token\":\"{TOKEN}\",\"refresh_token\":\"a refresh token\"}}");
    redeem.response = Some(Response::new(200).with_body("application/json", answer));
    trace.exchanges.push(redeem);
    trace
}

fn callback() -> Request {
    Request::get(format!("http://127.0.0.1/cb?{}", Params::default().with("code", CODE).with("state", "s").to_query()))
}

/// Runs the command in bash with a curl that only tells its arguments.
#[expect(clippy::disallowed_methods, reason = "only a real shell can say how it reads a command")]
fn arguments(command: &str, variables: &[(&str, &str)]) -> Vec<Vec<u8>> {
    let script = format!("set -u; PATH=/nowhere\ncurl() {{ printf '%s\\0' \"$@\"; }}\n{command}");
    let output = std::process::Command::new("bash")
        .args(["--norc", "-c", &script])
        .env_clear()
        .env("PATH", "/usr/bin:/bin:/usr/local/bin")
        .env("LC_ALL", "C.UTF-8")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{command}\n{output:?}");
    let mut arguments: Vec<Vec<u8>> = output.stdout.split(|octet| *octet == 0).map(<[u8]>::to_vec).collect();
    arguments.pop();
    arguments
}

/// What curl would send for these arguments, as its manual has it.
fn sent(arguments: &[Vec<u8>]) -> Request {
    let mut request = Request::get("");
    let (mut method, mut data, mut arguments) = (None, Vec::new(), arguments.iter());
    let (mut headers, mut without) = (Headers::default(), Vec::new());
    while let Some(option) = arguments.next() {
        let option = String::from_utf8(option.clone()).unwrap();
        if matches!(option.as_str(), "--head" | "--globoff" | "--path-as-is") {
            method = if option == "--head" { Some("HEAD".to_owned()) } else { method };
            continue;
        }
        let octets = arguments.next().unwrap().clone();
        let value = String::from_utf8_lossy(&octets).into_owned();
        match option.as_str() {
            "--url" => request.url = value,
            "--request" => method = Some(value),
            "--header" => match value.split_once(": ") {
                Some((name, value)) => headers.push(name, value),
                None if value.ends_with(';') => headers.push(value.trim_end_matches(';'), ""),
                None => without.push(value),
            },
            "--user" => headers.push("authorization", basic(&value)),
            "--data-raw" => data.push(octets),
            "--data-urlencode" => {
                let (name, value) = value.split_once('=').unwrap();
                data.push(format!("{name}{}", Params::default().with("", value).to_form()).into_bytes());
            }
            other => panic!("an option that this test does not know: {other}"),
        }
    }
    let has_data = !data.is_empty();
    if has_data && !without.contains(&"content-type:".to_owned()) && headers.get("content-type").is_none() {
        headers.push("content-type", FORM);
    }
    request.method = method.unwrap_or_else(|| if has_data { "POST" } else { "GET" }.to_owned());
    request.headers = headers;
    request.body = Body::new(data.join(&b'&'));
    request
}

fn basic(pair: &str) -> String {
    use base64::Engine as _;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
}

/// Runs the command for a request and compares what it sends with the request.
fn assert_same(request: &Request, trace: &Trace, variables: &[(&str, &str)]) -> String {
    let command = command(request, trace);
    let sent = sent(&arguments(&command, variables));
    assert_eq!((&sent.method, &sent.url), (&request.method, &request.url), "{command}");
    assert_eq!(sent.body, request.body, "{command}");
    let sorted = |headers: &Headers| {
        let ours = headers.iter().filter(|(name, _)| !matches!(*name, "host" | "content-length"));
        let mut fields: Vec<(String, String)> = ours.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        fields.sort();
        fields
    };
    assert_eq!(sorted(&sent.headers), sorted(&request.headers), "{command}");
    command
}

fn redeem(secret: &str) -> Request {
    let form = Params::default()
        .with("grant_type", "authorization_code")
        .with("code", CODE)
        .with("redirect_uri", "http://127.0.0.1/cb")
        .with("client_secret", secret)
        .with("code_verifier", VERIFIER);
    let mut request = Request::post_form("https://h/token?tenant=1&x=%20", &form);
    request.headers.push("host", "h");
    request.headers.push("content-length", request.body.len().to_string());
    request
}

#[test]
fn a_token_request_is_the_same_with_the_secrets_outside_the_command() {
    let secret = "s3cr3t +/&%\"<\u{fc}>";
    let variables = [("CLIENT_SECRET", secret), ("CODE", CODE), ("CODE_VERIFIER", VERIFIER)];
    let command = assert_same(&redeem(secret), &trace(secret), &variables);
    let expected = "\
# $CODE: the authorization code, good once and for a short time
# $CLIENT_SECRET: the client secret
# $CODE_VERIFIER: the code_verifier of this login
curl --url 'https://h/token?tenant=1&x=%20' \\
  --data-raw 'grant_type=authorization_code' \\
  --data-urlencode \"code=$CODE\" \\
  --data-raw 'redirect_uri=http%3A%2F%2F127.0.0.1%2Fcb' \\
  --data-urlencode \"client_secret=$CLIENT_SECRET\" \\
  --data-urlencode \"code_verifier=$CODE_VERIFIER\"
";
    assert_eq!(command, expected);
    // The same out of a masked record.
    let masker = Masker::of(&trace(secret), Level::Kept);
    let kept = masker.trace(&trace(secret));
    assert_eq!(super::command(&masker.request(&redeem(secret)), &kept), expected);
}

#[test]
fn basic_is_user_only_where_curl_makes_the_same_header() {
    let plain = trace("simple-secret");
    let mut request = Request::post_form("https://h/token", &Params::default().with("a", "b"));
    request.headers.push("authorization", client_auth::basic(&plain.plan.client).header);
    let command = assert_same(&request, &plain, &[("CLIENT_SECRET", "simple-secret")]);
    assert!(command.contains("--user \"web-app:$CLIENT_SECRET\""), "{command}");
    let odd = trace("a secret: with%");
    let header = client_auth::basic(&odd.plan.client).header;
    request.headers.set("authorization", &header);
    let command = assert_same(&request, &odd, &[("BASIC", header.trim_start_matches("Basic "))]);
    assert!(command.contains("--header \"authorization: Basic $BASIC\""), "{command}");
    assert!(command.starts_with("# $BASIC: base64 of client_id:client_secret"), "{command}");
    let raw = Client { basic_encoding: BasicEncoding::Raw, ..odd.plan.client.clone() };
    request.headers.set("authorization", client_auth::basic(&raw).header);
    assert!(assert_same(&request, &odd, &[("CLIENT_SECRET", "a secret: with%")]).contains("--user"));
}

#[test]
fn a_bearer_token_and_a_code_in_a_url_have_placeholders_too() {
    let mut request = Request::get("https://h/userinfo");
    request.headers.push("accept", "application/json");
    request.headers.push("authorization", format!("Bearer {TOKEN}"));
    let command = assert_same(&request, &trace("x"), &[("ACCESS_TOKEN", TOKEN)]);
    assert!(command.contains("--header \"authorization: Bearer $ACCESS_TOKEN\""), "{command}");
    let encoded = "SplxlOBe%2FZQQ%2BYbYS6WxSbIA%3D%3D";
    let command = assert_same(&callback(), &trace("x"), &[("CODE_ENCODED", encoded)]);
    assert!(command.contains("--url \"http://127.0.0.1/cb?code=$CODE_ENCODED&state=s\""), "{command}");
    let mut short = Request::get("https://h/");
    short.headers.push("x-words", "x extra \"x\" x");
    let command = assert_same(&short, &trace("x"), &[("CLIENT_SECRET", "x")]);
    assert_eq!(command.matches("$CLIENT_SECRET\"").count(), 3, "{command}");
    let body = Request { body: format!("{{\"token\":\"{TOKEN}\"}}").into(), ..Request::get("https://h/x") };
    let body = Request { method: "PATCH".into(), headers: Headers::default().with("content-type", "a/b"), ..body };
    let command = assert_same(&body, &trace("x"), &[("ACCESS_TOKEN", TOKEN)]);
    assert!(command.contains("'{\"token\":\"'\"$ACCESS_TOKEN\"'\"}'"), "{command}");
}

#[test]
fn hostile_values_stay_values_and_cannot_act_on_a_terminal() {
    let mut request = Request::post_form(
        format!("https://[::1]/a/../b?q={HOSTILE}&{{1,2}}"),
        &Params::default().with("code", HOSTILE).with("a'b", HOSTILE),
    );
    request.headers.push("x-hostile", HOSTILE.replace('\n', ""));
    request.headers.push("x-empty", "");
    let mut trace = trace("$(x) long enough");
    let command = assert_same(&request, &trace, &[]);
    assert!(command.contains("--globoff") && command.contains("--path-as-is"), "{command}");
    assert!(!command.contains(['\u{1b}', '\u{202e}']), "{command}");
    request.headers.unset("content-type");
    request.body = HOSTILE.into();
    assert_same(&request, &trace, &[]);
    request.body = Body::new(&b"\xff\xfe'\\a1\x01"[..]);
    assert_same(&request, &trace, &[]);
    // A placeholder is filled in once: what it holds is not read again.
    trace.plan.client.client_secret = Some(HOSTILE.into());
    assert_same(&redeem(HOSTILE), &trace, &[("CLIENT_SECRET", HOSTILE), ("CODE", CODE), ("CODE_VERIFIER", VERIFIER)]);
}

#[test]
fn what_was_changed_on_purpose_is_sent_as_it_is_but_a_client_secret_is_never_shown() {
    let form = Params::default().with("code_verifier", "wrong").with("client_secret", "another");
    let command =
        assert_same(&Request::post_form("https://h/token", &form), &trace("x"), &[("CLIENT_SECRET", "another")]);
    assert!(command.contains("--data-raw 'code_verifier=wrong'") && !command.contains("another"), "{command}");
    let empty = Request::post_form("https://h/token", &Params::default());
    assert!(super::command(&empty, &trace("x")).contains("--data-raw ''"));
    let head = Request { method: "HEAD".into(), ..Request::get("https://h/") };
    assert_same(&head, &trace("x"), &[]);
}
