//! Files of settings as people write them: what is read out of them, and how a mistake is told.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::cli::profile::setting::MASK;

fn read(text: &str) -> Result<File, Trouble> {
    let keys = Keys::of(&crate::cli::command());
    File::read((Path::new("/p/oauth-flow.toml"), Owner::Project), text, &keys)
}

fn told(text: &str) -> String {
    read(text).err().map(|trouble| trouble.text().to_plain()).unwrap_or_default()
}

const WHOLE: &str = r#"
[defaults]
no-lessons = true
max_time = 5

[provider.work]
like = "entra"
scope = ["openid", "email"]
ca_cert = "ca.pem"
client_secret = { command = ["op", "read", "op://work/item"] }

[provider."my corp"]
client_secret_file = "/run/secret"
client_secret = "hunter2"
public = false
"#;

#[test]
fn every_kind_of_value_is_read_with_its_line() {
    let file = read(WHOLE).unwrap();
    let shown = |settings: &[Setting]| -> Vec<String> {
        let line = |setting: &Setting| setting.origin.place().map_or(0, |place| place.line);
        settings.iter().map(|setting| format!("{}:{}={}", line(setting), setting.key.long, setting.shown())).collect()
    };
    assert_eq!(shown(&file.defaults), ["3:no-lessons=true", "4:max-time=5"]);
    let work = file.profile("work").unwrap();
    assert_eq!((work.line, work.like.as_ref().unwrap().0.as_str()), (6, "entra"));
    let secret = "10:client-secret={ command = [\"op\", \"read\", \"op://work/item\"] }";
    assert_eq!(shown(&work.settings), ["8:scope=openid email", "9:ca-cert=/p/ca.pem", secret]);
    let corp = file.profile("my corp").unwrap();
    let literal = format!("14:client-secret={MASK}");
    assert_eq!(shown(&corp.settings), ["13:client-secret-file=/run/secret", literal.as_str(), "15:public=false"]);
    assert_eq!(file.tables.len(), 4, "{:?}", file.tables);
}

#[test]
fn a_mistake_is_told_with_its_line_and_what_was_meant() {
    let rows = [
        (
            "[provider.a]\nclientid = \"x\"",
            "`clientid` at /p/oauth-flow.toml:2 is no setting: did you mean `client_id`?",
        ),
        ("[provider.a]\nlik = \"x\"", "did you mean `like`?"),
        (
            "[providers.a]\nscope = \"x\"",
            "`providers` at /p/oauth-flow.toml:1 is no table of settings: did you mean `provider`?",
        ),
        ("scope = \"x\"", "`scope` at /p/oauth-flow.toml:1 is no table of settings"),
        ("[defaults]\n\nport = [1]", "`port` at /p/oauth-flow.toml:3 has to be a text or a number, and is a list"),
        ("[defaults]\npublic = \"yes\"", "`public` at /p/oauth-flow.toml:2 has to be true or false, and is a text"),
        ("[defaults]\nscope = [1, true]", "has to be a text or a list of texts, and is a list"),
        ("[defaults]\nca_cert = 1", "has to be the path of a file, and is a number"),
        ("[provider]\na = 1", "`provider.a` at /p/oauth-flow.toml:2 has to be a table, and is a number"),
        ("defaults = 1", "`defaults` at /p/oauth-flow.toml:1 has to be a table"),
        ("[defaults]\nmax_time = 1\nmax-time = 2", "is set twice"),
        ("[defaults]\nscope = \"a\"\nscope = \"b\"", "/p/oauth-flow.toml:3 is no TOML: duplicate key"),
        ("[defaults\n", "/p/oauth-flow.toml:1 is no TOML"),
        ("[provider.a]\nclient_secret = {}", "exactly one of `env`, `file` and `command`"),
        ("[provider.a]\nclient_secret = { env = \"A\", file = \"b\" }", "exactly one"),
        ("[provider.a]\nclient_secret = { env = \"A B\" }", "`env` is the name of a variable"),
        ("[provider.a]\nclient_secret = { comand = [\"op\"] }", "`comand` is unknown: did you mean `command`?"),
        ("[provider.a]\nclient_secret = { command = \"op read x\" }", "no shell takes it apart"),
        ("[provider.a]\nclient_secret = { command = [] }", "the program first"),
    ];
    for (text, words) in rows {
        let told = told(text);
        assert!(told.contains(words) && told.contains("hint: "), "{text}\n{told}");
    }
}

proptest! {
    #[test]
    fn nothing_that_stands_in_a_file_makes_it_panic(text in "\\PC{0,80}", key in "[a-z_\"\\[\\]={}.,' \n0-9-]{0,60}") {
        for text in [&text, &key, &format!("[provider.a]\n{key}"), &format!("[defaults]\nscope = {key}")] {
            if let Err(trouble) = read(text) {
                prop_assert!(trouble.text().to_plain().contains("oauth-flow.toml:") || !trouble.text().0.is_empty());
            }
        }
    }
}

#[test]
fn what_is_expected_is_read_and_a_stronger_layer_replaces_it() {
    use crate::probe::{Claim, Expectation};
    let file = read(
        "[defaults]\nexpect.refresh_token = false\nexpect.expires_in = { max = 60, min = 5 }\n\
         [provider.a]\nexpect.scope = \"openid email\"\nexpect.refresh-token = true\nexpect.claims.email = \"a@b\"\n\
         expect.claims.\"https://x/roles\" = [\"r\"]\nexpect.id_token.alg = [\"ES256\", \"RS256\"]\n\
         [provider.a.expect.check]\npkce-verifier-wrong = \"fail\"\n\
         token-baseline = { verdict = \"warn\", reason = \"in work\", until = 2030-12-31 }\n",
    )
    .unwrap();
    let mut expected = file.expected.clone();
    expected.lay(&file.profile("a").unwrap().expected);
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    for expectation in [
        Expectation::Scope(words(&["openid", "email"])),
        Expectation::RefreshToken(true),
        Expectation::AtMost(60),
        Expectation::AtLeast(5),
        Expectation::Claim("email".into(), Claim::Is("a@b".into())),
        Expectation::Claim("https://x/roles".into(), Claim::Is(serde_json::json!(["r"]))),
        Expectation::Algorithm(words(&["ES256", "RS256"])),
    ] {
        assert!(expected.of_login.0.contains(&expectation), "{expectation:?} is not in {expected:?}");
    }
    assert_eq!(expected.of_login.0.len(), 7);
    let gap = expected.gaps.iter().find(|gap| gap.check == "token-baseline").unwrap();
    assert_eq!((gap.verdict, gap.reason.as_str()), ("warn", "in work"));
    assert_eq!(gap.until.unwrap().to_string(), "2030-12-31");
    assert!(expected.gaps.iter().any(|gap| gap.check == "pkce-verifier-wrong" && gap.until.is_none()));
}

#[test]
fn an_expectation_that_cannot_be_is_told_with_its_line() {
    let rows = [
        ("expect = 1", "`expect` at /p/oauth-flow.toml:2 has to be a table, and is a number"),
        (
            "expect.scopes = \"a\"",
            "`expect.scopes` at /p/oauth-flow.toml:2 is nothing that can be expected: did you mean `scope`?",
        ),
        (
            "expect.scope = \"\"",
            "`expect.scope` at /p/oauth-flow.toml:2 has to be a text or a list of texts, not empty",
        ),
        (
            "expect.expires_in.max = \"soon\"",
            "`expect.expires_in.max` at /p/oauth-flow.toml:2 has to be a number of seconds",
        ),
        ("expect.refresh_token = 1", "`expect.refresh_token` at /p/oauth-flow.toml:2 has to be true or false"),
        ("expect.claims.at = 2030-12-31", "`expect.claims.at` at /p/oauth-flow.toml:2 has to be true"),
        (
            "expect.check.pkce-verifier-wrongs = \"fail\"",
            "`expect.check.pkce-verifier-wrongs` at /p/oauth-flow.toml:2 names no check: did you mean `pkce-verifier-wrong`?",
        ),
        (
            "expect.check.pkce-verifier-wrong = \"pass\"",
            "`expect.check.pkce-verifier-wrong` at /p/oauth-flow.toml:2 has to be one of",
        ),
        (
            "expect.check.pkce-verifier-wrong = { until = \"soon\" }",
            "`until` of `expect.check.pkce-verifier-wrong` at /p/oauth-flow.toml:2 is no day",
        ),
    ];
    for (line, expected) in rows {
        let told = told(&format!("[provider.a]\n{line}"));
        assert!(told.contains(expected), "{line}: {told}");
    }
}
