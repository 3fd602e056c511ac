//! Logins and checks where somebody signs in who is no person before a browser.

use serde_json::Value;

use crate::binary::Binary;
use crate::practice::Practice;

/// `login` as the public client, with forms filled in for alice.
fn forms(practice: &Practice) -> Binary {
    let login = practice.login().arg("--client-id").arg("native-app").arg("--public").arg("--agent").arg("forms");
    login.arg("--username").arg("alice")
}

fn password(practice: &Practice) -> String {
    let users = practice.announcement()["users"].as_array().unwrap();
    let alice = users.iter().find(|user| user["username"] == "alice").unwrap();
    alice["password"].as_str().unwrap().to_owned()
}

fn messages<'a>(document: &'a Value, step: &str) -> Vec<&'a Value> {
    document["exchanges"].as_array().unwrap().iter().filter(|exchange| exchange["step"] == step).collect()
}

#[test]
fn every_hop_is_a_message_and_the_password_is_in_none() {
    let practice = Practice::start(&[]);
    let password = password(&practice);
    let outcome = forms(&practice).env("OAUTH_FLOW_PASSWORD", &password).arg("--json").run().expect_code(0);
    let document = outcome.json();
    let hops = messages(&document, "sign-in");
    let posts: Vec<&str> = hops
        .iter()
        .filter(|hop| hop["request"]["method"] == "POST")
        .map(|hop| hop["request"]["body"].as_str().unwrap())
        .collect();
    assert_eq!(posts.len(), 2, "a password and a consent: {document:#}");
    assert!(posts[0].contains("username=alice&password=‹password›"), "{posts:?}");
    assert!(hops.iter().all(|hop| hop["channel"] == "front" && hop["from"] == "browser" && hop["to"] == "server"));
    assert!(hops.iter().all(|hop| hop["response"]["status"].is_u64()));
    let steps = document["steps"].as_array().unwrap();
    assert_eq!(steps.iter().position(|step| step["name"] == "sign-in"), Some(3));
    assert!(outcome.stderr.contains("4 sign-in"), "{}", outcome.stderr);
    let form = format!("password={password}");
    assert!(!outcome.stdout.contains(&form) && !outcome.stderr.contains(&form));
}

#[test]
fn a_wrong_password_ends_it_with_the_words_of_the_page() {
    let practice = Practice::start(&[]);
    let outcome = forms(&practice).env("OAUTH_FLOW_PASSWORD", "not hers").arg("--json").run().expect_code(6);
    assert!(outcome.stderr.contains("nobody could sign in"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("do not belong together"), "{}", outcome.stderr);
    let document = outcome.json();
    assert_eq!(messages(&document, "sign-in").len(), 1, "what passed is kept: {document:#}");
    assert!(!outcome.stdout.contains("not+hers") && !outcome.stdout.contains("not hers"));
}

#[test]
fn a_password_is_never_an_argument() {
    let practice = Practice::start(&[]);
    let outcome = forms(&practice).arg("--password").arg("w0nderland").run().expect_code(2);
    assert!(outcome.stderr.contains("`--password` is not taken from an argument"), "{}", outcome.stderr);
    let from_settings = forms(&practice)
        .file("work/oauth-flow.toml", "[defaults]\npassword = { env = \"THEIRS\" }\n")
        .within("work")
        .env("THEIRS", &password(&practice));
    from_settings.run().expect_code(0);
    forms(&practice).arg("--password-file").arg("-").stdin(&format!("{}\n", password(&practice))).run().expect_code(0);
}

#[cfg(unix)]
#[test]
fn a_program_is_given_the_url_and_tells_where_it_ended() {
    let practice = Practice::start(&[]);
    let script = r#"
[ -z "$OAUTH_FLOW_CLIENT_SECRET" ] || exit 9
[ "$OAUTH_FLOW_USERNAME:$OAUTH_FLOW_PASSWORD" = "alice:secret words" ] || exit 8
state=$(printf '%s' "$OAUTH_FLOW_URL" | sed 's/.*[?&]state=\([^&]*\).*/\1/')
echo "some words before"
echo "$OAUTH_FLOW_REDIRECT_URI?error=access_denied&state=$state&iss=$ISSUER"
"#;
    let issuer: String = form_urlencoded::byte_serialize(practice.issuer().as_bytes()).collect();
    let run = |script: &str| {
        let login = practice.login().file("agent.sh", script);
        let script = login.home().join("agent.sh").display().to_string();
        login
            .arg("--client-id")
            .arg("web-app")
            .arg("--username")
            .arg("alice")
            .arg("--agent-command")
            .arg(&format!("sh '{script}'"))
            .env("OAUTH_FLOW_CLIENT_SECRET", practice.secret())
            .env("OAUTH_FLOW_PASSWORD", "secret words")
            .env("ISSUER", &issuer)
            .run()
    };
    let outcome = run(script).expect_code(3);
    assert!(outcome.stderr.contains("access_denied"), "{}", outcome.stderr);
    let failed = run("echo \"it was $OAUTH_FLOW_PASSWORD\" >&2; exit 7").expect_code(6);
    assert!(failed.stderr.contains("exit status: 7: it was ‹password›"), "{}", failed.stderr);
    let elsewhere = run("echo https://elsewhere.example/").expect_code(6);
    assert!(elsewhere.stderr.contains("its last line is not the URL"), "{}", elsewhere.stderr);
}

#[test]
fn a_check_is_served_by_the_same_agents() {
    let practice = Practice::start(&[]);
    let check = || {
        Binary::new(["check", practice.issuer(), "--client-id", "web-app", "--only", "authz-baseline,token-baseline"])
    };
    let check =
        || check().env("OAUTH_FLOW_CLIENT_SECRET", practice.secret()).env("OAUTH_FLOW_PASSWORD", &password(&practice));
    let served = check().arg("--username").arg("alice").run().expect_code(0);
    assert!(!served.stdout.contains("needs-session"), "{}", served.stdout);
    assert!(!served.stdout.contains(&format!("password={}", password(&practice))), "{}", served.stdout);
    let wrong = check().arg("--username").arg("bob").run();
    assert_ne!(wrong.code, Some(0), "{}", wrong.stdout);
}
