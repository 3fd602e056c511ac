//! Settings as a person meets them: which layer counts, where a value comes from, and where secrets are fetched.

use serde_json::Value;

use crate::binary::{Binary, Outcome};
use crate::practice::Practice;

/// The user's own file, below the home directory.
const USER: &str = ".config/oauth-flow/config.toml";
const PROJECT: &str = "oauth-flow.toml";

fn show(arguments: &[&str]) -> Binary {
    Binary::new(["config", "show", "--json"].into_iter().chain(arguments.iter().copied()))
}

/// The value of a setting, and where it comes from: its kind, and its name or line.
fn setting(document: &Value, name: &str) -> (String, String) {
    let all = document["settings"].as_array().unwrap();
    let found = all.iter().find(|setting| setting["name"] == name);
    let found = found.unwrap_or_else(|| panic!("no `{name}` in {document:#}"));
    let from = &found["from"];
    let place = from["name"].as_str().map(str::to_owned).or_else(|| from["line"].as_u64().map(|line| line.to_string()));
    let place = place.map(|place| format!(" {place}")).unwrap_or_default();
    (found["value"].as_str().unwrap().to_owned(), format!("{}{place}", from["kind"].as_str().unwrap()))
}

#[track_caller]
fn assert_setting(document: &Value, name: &str, value: &str, origin: &str) {
    assert_eq!(setting(document, name), (value.to_owned(), origin.to_owned()), "{name}");
}

#[test]
fn a_flag_counts_more_than_the_environment_and_that_more_than_every_file() {
    // max_time is in every layer, and each name further down leaves the strongest one out
    let user = "[provider.work]\nissuer = \"https://id.example.com\"\nmax_time = 2\ntimeout = 2\nclock_skew = 2\nscope = \"user\"\n";
    let project =
        "[defaults]\nclient_id = \"of-defaults\"\n[provider.work]\nmax_time = 3\ntimeout = 3\nclock-skew = 3\n";
    let outcome = show(&["work", "--", "--max-time", "5"])
        .file(USER, user)
        .file(PROJECT, project)
        .env("OAUTH_FLOW_MAX_TIME", "4")
        .env("OAUTH_FLOW_TIMEOUT", "4")
        .run()
        .expect_code(0);
    let document = outcome.json();
    for (name, value, origin) in [
        ("max_time", "5", "flag"),
        ("timeout", "4", "environment OAUTH_FLOW_TIMEOUT"),
        ("clock_skew", "3", "project 6"),
        ("scope", "user", "user 6"),
        ("connect_timeout", "10", "default"),
        ("client_id", "of-defaults", "project 2"),
        ("issuer", "https://id.example.com", "user 2"),
    ] {
        assert_setting(&document, name, value, origin);
    }
    let shown = Binary::new(["config", "show", "work"]).file(USER, user).file(PROJECT, project).run().expect_code(0);
    let line = shown.stdout.lines().find(|line| line.starts_with("clock_skew")).unwrap();
    assert!(line.contains(" 3 ") && line.contains("project file ") && line.ends_with("oauth-flow.toml:6"), "{line}");
}

#[test]
fn files_are_found_upwards_and_where_xdg_says() {
    let text = "[provider.work]\nclient_id = \"found\"\n";
    let upwards = show(&["work"]).file(PROJECT, text).within("a/b/c").run().expect_code(0).json();
    assert_setting(&upwards, "client_id", "found", "project 2");
    let nearest =
        show(&["work"]).file(PROJECT, text).file("a/oauth-flow.toml", "[provider.work]\nclient_id = \"near\"\n");
    assert_setting(&nearest.within("a/b").run().expect_code(0).json(), "client_id", "near", "project 2");
    let binary = show(&["work"]).file("xdg/oauth-flow/config.toml", text);
    let xdg = binary.home().join("xdg").display().to_string();
    assert_setting(&binary.env("XDG_CONFIG_HOME", &xdg).run().expect_code(0).json(), "client_id", "found", "user 2");
    show(&["work"]).run().expect_code(2);
}

#[test]
fn what_excludes_each_other_is_decided_by_the_stronger_layer() {
    let port = "[provider.work]\nport = 8400\n";
    let exact = "[provider.work]\nredirect_uri = \"http://127.0.0.1:1/cb\"\n";
    let has = |document: &Value, name: &str| {
        document["settings"].as_array().unwrap().iter().any(|setting| setting["name"] == name)
    };
    let layered = show(&["work"]).file(USER, port).file(PROJECT, exact).run().expect_code(0).json();
    assert!(has(&layered, "redirect_uri") && !has(&layered, "port"), "{layered:#}");
    let flag = ["work", "--", "--redirect-uri", "http://127.0.0.1:2/cb"];
    let flag = show(&flag).file(PROJECT, port).run().expect_code(0).json();
    assert!(!has(&flag, "port"), "{flag:#}");
    let env = show(&["work"]).file(PROJECT, exact).env("OAUTH_FLOW_PORT", "8401").run().expect_code(0).json();
    assert!(has(&env, "port") && !has(&env, "redirect_uri"), "{env:#}");
    let both = "[provider.work]\nport = 8400\nredirect_uri = \"http://127.0.0.1:1/cb\"\n";
    let told = show(&["work"]).file(PROJECT, both).run().expect_code(2).stderr;
    assert!(told.contains("oauth-flow.toml:") && told.contains("cannot be used with"), "{told}");
    // a switch that is off takes back what a weaker file says, and excludes nothing
    let off = show(&["work"])
        .file(USER, "[provider.work]\npublic = true\nrun = true\n")
        .file(PROJECT, "[provider.work]\npublic = false\nclient_secret = { env = \"S\" }\n")
        .run()
        .expect_code(0)
        .json();
    assert!(!has(&off, "public") && has(&off, "client_secret") && has(&off, "run"), "{off:#}");
}

#[test]
fn a_flag_wins_over_a_variable_that_contradicts_it() {
    let login = || Binary::new(["login", "--run", "--no-lessons", "--timeout", "20"]);
    let printed = login().arg("--print").arg("access_token").env("OAUTH_FLOW_JSON", "1").run().expect_code(0);
    assert!(!printed.stdout.contains('{') && printed.stdout.lines().count() == 1, "{}", printed.stdout);
    let document = login().arg("--json").env("OAUTH_FLOW_PRINT", "claims").run().expect_code(0);
    assert_eq!(document.json()["sound"], true);
    // a variable that says no, or nothing, contradicts nobody
    let printed = login().env("OAUTH_FLOW_PRINT", "claims").env("OAUTH_FLOW_JSON", "0").run().expect_code(0);
    assert_eq!(printed.json()["sub"].as_str().map(str::is_empty), Some(false));
    login().env("OAUTH_FLOW_PRINT", "claims").env("OAUTH_FLOW_JSON", "1").run().expect_code(2);
    login().arg("--json").arg("--print").arg("claims").run().expect_code(2);
    let public = login().arg("--public").arg("--json").env("OAUTH_FLOW_CLIENT_SECRET", "of another time").run();
    assert_eq!(public.expect_code(0).json()["plan"]["client_type"], "public");
}

#[test]
fn what_nobody_knows_is_told_with_what_was_meant() {
    let file = "[provider.company]\nissuer = \"https://id.example.com\"\nclient_id = \"x\"\n";
    let rows: &[(&[&str], &str, &str)] = &[
        (&["login", "githb"], "", "`githb` is no provider that is known here: did you mean `github`?"),
        (&["login", "compny"], file, "did you mean `company`?"),
        (&["login", "id.example.com"], "", "oauth-flow login https://id.example.com"),
        (
            &["login", "company"],
            "[provider.company]\nclientid = \"x\"\n",
            "oauth-flow.toml:2 is no setting: did you mean `client_id`?",
        ),
        (
            &["login", "company"],
            "[provider.company]\nlike = \"gogle\"\n",
            "names no ready profile: did you mean `google`?",
        ),
        (&["login", "company"], "[provider.company\n", "oauth-flow.toml:1 is no TOML"),
        (
            &["login", "company"],
            "[provider.company]\npkce = \"S265\"\n",
            "oauth-flow.toml:2): invalid value 'S265' for '--pkce <METHOD>'",
        ),
        (&["login", "company"], "[provider.company]\nport = 70000\n", "`port` cannot be used (project file "),
        (&["login", "okta"], "", "`--domain` is missing"),
        (&["login", "okta", "--domain", "evil.example/..//x"], "", "cannot be a part of an address"),
        (
            &["login", "https://id.example.com", "--tenant", "a"],
            "",
            "`--tenant` fills in the address of a known provider",
        ),
        (&["login", "google", "--domain", "a"], "", "`google` has none"),
        (&["login", "--param", "state=x"], "", "must not be there twice"),
        (&["config", "show", "company", "--", "--flies"], file, "--flies"),
    ];
    for (arguments, text, words) in rows {
        let outcome = Binary::new(arguments.iter().copied()).file(PROJECT, text).run().expect_code(2);
        assert!(
            outcome.stderr.contains(words) && outcome.stderr.contains("hint: "),
            "{arguments:?}\n{}",
            outcome.stderr
        );
        assert_eq!(outcome.stdout, "", "{arguments:?}");
    }
}

/// A login with a profile whose secret is kept like this.
fn with_secret(practice: &Practice, reference: &str) -> Binary {
    let profile = format!(
        "[provider.work]\nissuer = \"{}\"\nclient_id = \"web-app\"\nas = \"alice\"\nrun = true\nno_lessons = true\nclient_secret = {reference}\n",
        practice.issuer()
    );
    Binary::new(["login", "work", "--timeout", "20"]).file(PROJECT, &profile)
}

fn assert_hides(outcome: &Outcome, secret: &str) {
    assert!(!outcome.stderr.contains(secret) && !outcome.stdout.contains(secret), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("given as an argument"), "{}", outcome.stderr);
}

#[test]
fn a_secret_is_fetched_where_it_is_kept() {
    let practice = Practice::start(&[]);
    let secret = practice.secret();
    let command = "{ command = [\"sh\", \"-c\", \"cat kept/secret; echo told >&2\"] }";
    let kept = |binary: Binary| binary.file("kept/secret", &format!("{secret}\n"));
    for binary in [
        with_secret(&practice, "{ env = \"WORK_SECRET\" }").env("WORK_SECRET", secret),
        kept(with_secret(&practice, "{ file = \"kept/secret\" }")).within("deeper"),
        kept(with_secret(&practice, command)),
    ] {
        let outcome = binary.arg("--json").run().expect_code(0);
        assert_hides(&outcome, secret);
        assert_eq!(outcome.json()["plan"]["client_type"], "confidential");
    }
    let wrong =
        with_secret(&practice, "{ env = \"WORK_SECRET\" }").env("WORK_SECRET", "another-secret-altogether").run();
    assert_hides(&wrong.expect_code(3), "another-secret-altogether");
}

#[test]
fn a_secret_that_cannot_be_fetched_is_local_trouble_and_nothing_is_sent() {
    let practice = Practice::start(&[]);
    for (reference, words) in [
        ("{ env = \"WORK_SECRET\" }", "`WORK_SECRET`, which is empty or not set"),
        ("{ file = \"none\" }", "there is no such file"),
        ("{ command = [\"sh\", \"-c\", \"echo locked >&2; exit 7\"] }", "exit status: 7: locked"),
        ("{ command = [\"no-such-program-here\"] }", "cannot be started"),
        ("{ command = [\"printf\", \"a\\\\nb\"] }", "more than one line"),
        ("{ command = [\"true\"] }", "is empty where it is kept"),
    ] {
        let outcome = with_secret(&practice, reference).run().expect_code(5);
        let told = &outcome.stderr;
        assert!(told.contains(words) && told.contains("`client_secret`") && told.contains(":7"), "{reference}\n{told}");
        assert!(!told.contains("GET "), "{told}");
    }
    // what a flag overrules is not fetched
    let overruled = with_secret(&practice, "{ command = [\"no-such-program-here\"] }").arg("--public");
    overruled.arg("--client-id").arg("native-app").run().expect_code(0);
}

#[test]
fn a_secret_in_so_many_letters_is_told() {
    let practice = Practice::start(&[]);
    let secret = practice.secret();
    let literal = format!("\"{secret}\"");
    let outcome = with_secret(&practice, &literal).run().expect_code(0);
    assert!(outcome.stderr.contains("stands in so many letters in the project file"), "{}", outcome.stderr);
    assert_hides(&outcome, secret);
    let shown =
        show(&["work"]).file(PROJECT, &format!("[provider.work]\nclient_secret = {literal}\n")).run().expect_code(0);
    assert_hides(&shown, secret);
    assert_setting(&shown.json(), "client_secret", "‹secret›", "project 2");
    let given =
        show(&["work", "--", "--client-secret", secret]).file(PROJECT, "[provider.work]\n").run().expect_code(0);
    assert_hides(&given, secret);
}

#[cfg(unix)]
#[test]
fn a_file_of_the_user_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    for (mode, told) in [(0o600, false), (0o644, true)] {
        let binary = show(&["work"]).file(USER, "[provider.work]\nclient_secret = \"hunter2-hunter2\"\n");
        let path = binary.home().join(USER);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        let outcome = binary.run().expect_code(0);
        assert_eq!(outcome.stderr.contains("chmod 600"), told, "{mode:o}: {}", outcome.stderr);
    }
}

#[test]
fn a_secret_of_the_user_that_a_project_sends_elsewhere_is_told() {
    let user = "[provider.work]\nissuer = \"https://id.example.com\"\nclient_secret = { env = \"S\" }\n";
    let shown = |project: &str| show(&["work"]).file(USER, user).file(PROJECT, project).run().expect_code(0).stderr;
    let told = shown("[provider.work]\ntoken_endpoint = \"https://evil.example/token\"\n");
    assert!(told.contains("where it is sent is decided elsewhere (`token_endpoint`"), "{told}");
    assert_eq!(shown("[provider.work]\nscope = \"openid\"\n"), "");
}

#[test]
fn without_any_file_nothing_changes_and_broken_ones_disturb_only_who_reads_them() {
    let broken = "[provider.x]\nnonsense = 1\n";
    for arguments in [&["--version"] as &[&str], &["login", "--help"], &["completions", "bash"], &["config", "path"]] {
        Binary::new(arguments.iter().copied()).file(PROJECT, broken).file(USER, broken).run().expect_code(0);
    }
    Binary::new(["login", "--run"]).file(PROJECT, broken).run().expect_code(2);
}
