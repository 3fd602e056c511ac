//! `config init`, `config list` and `config path`: files that are written, and names that are listed.

use crate::binary::Binary;
use crate::crooked::{Crooked, Says, closed_port};
use crate::practice::Practice;
#[cfg(unix)]
use crate::pty::Session;

#[test]
fn a_profile_is_written_and_used() {
    let practice = Practice::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().display().to_string();
    let file = folder.path().join("oauth-flow.toml");
    let init = |name: &str, more: &[&str]| {
        let all = ["config", "init", "--name", name, "--client-id", "web-app"].into_iter().chain(more.iter().copied());
        Binary::new(all).within(&here).run()
    };
    let issuer = ["--issuer", practice.issuer()];
    let written = init("work", &[&issuer[..], &["--secret-env", "WORK_SECRET"]].concat()).expect_code(0);
    assert_eq!(written.stdout, "oauth-flow.toml\n");
    assert!(written.stderr.contains("publishes its metadata") && written.stderr.contains("oauth-flow login work"));
    let expected = format!(
        "[provider.work]\nissuer = \"{}\"\nclient_id = \"web-app\"\nclient_secret = {{ env = \"WORK_SECRET\" }}\n",
        practice.issuer()
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), expected);
    let login = Binary::new(["login", "work", "--as", "alice", "--run", "--timeout", "20"]).within(&here);
    login.env("WORK_SECRET", practice.secret()).run().expect_code(0);

    // another one is put behind it, and one that is there is not overwritten unless somebody says so
    init("other", &[&issuer[..], &["--public"]].concat()).expect_code(0);
    let both = std::fs::read_to_string(&file).unwrap();
    assert!(both.starts_with(&expected) && both.ends_with("public = true\n"), "{both}");
    let refused = init("work", &[&issuer[..], &["--public"]].concat()).expect_code(5);
    assert!(
        refused.stderr.contains("oauth-flow.toml:1 already") && refused.stderr.contains("--force"),
        "{}",
        refused.stderr
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), both);
    init("work", &[&issuer[..], &["--public", "--force"]].concat()).expect_code(0);
    let changed = std::fs::read_to_string(&file).unwrap();
    assert!(!changed.contains("WORK_SECRET") && changed.matches("[provider.").count() == 2, "{changed}");
}

#[cfg(unix)]
#[test]
fn on_a_terminal_it_asks_until_it_is_answered_and_checks_meanwhile() {
    let practice = Practice::start(&[]);
    let mut session = Session::start(["config", "init"]);
    let mut answer = |question: &str, line: &str| {
        session.see(question);
        session.see("> ");
        session.enter(line);
    };
    answer("? the issuer, or a known provider", "gogle");
    answer("did you mean `google`?", "http://127.0.0.1:1");
    answer("`http://127.0.0.1:1` does not answer", practice.issuer());
    answer("publishes its metadata", "native-app");
    answer("? a name for the profile", "home");
    answer("for example HOME_CLIENT_SECRET", "");
    session.see("oauth-flow login home");
    let (code, screen) = session.end();
    assert_eq!(code, 0, "{screen}");
    let mut stopped = Session::start(["config", "init"]);
    stopped.see("? the issuer");
    stopped.see("> ");
    stopped.press("\u{3}");
    let (code, screen) = stopped.end();
    assert!(code == 130 && screen.contains("nothing was written"), "{code}: {screen}");
}

#[test]
fn an_issuer_that_is_none_is_not_written() {
    let server = Crooked::start(|_| Says::json("200 OK", "{\"issuer\": \"https://another.example\"}"));
    let rows = [
        (server.url(""), 6, "they differ at character"),
        (format!("http://127.0.0.1:{}", closed_port()), 4, "does not answer"),
    ];
    for (issuer, code, words) in rows {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().display().to_string();
        let init =
            || Binary::new(["config", "init", "--name", "x", "--client-id", "y", "--issuer", &issuer]).within(&here);
        let outcome = init().run().expect_code(code);
        assert!(outcome.stderr.contains(words) && outcome.stderr.contains("--force"), "{}", outcome.stderr);
        assert!(!folder.path().join("oauth-flow.toml").exists());
        init().arg("--force").run().expect_code(0);
        assert!(folder.path().join("oauth-flow.toml").exists());
    }
    let missing = Binary::new(["config", "init", "--name", "x"]).run().expect_code(2);
    assert!(
        missing.stderr.contains("`--issuer` is missing") && missing.stderr.contains("hint: "),
        "{}",
        missing.stderr
    );
}

#[test]
fn a_profile_of_the_user_goes_where_settings_of_the_user_are() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().display().to_string();
    let init = Binary::new(["config", "init", "--user", "--name", "gh", "--like", "github", "--client-id", "y"]);
    let written = init.env("HOME", &home).run().expect_code(0);
    assert!(written.stderr.contains("no discovery"), "{}", written.stderr);
    let text = std::fs::read_to_string(folder.path().join(".config/oauth-flow/config.toml")).unwrap();
    assert_eq!(text, "[provider.gh]\nlike = \"github\"\nclient_id = \"y\"\n");
    let listed = Binary::new(["config", "list"]).env("HOME", &home).run().expect_code(0).stdout;
    assert!(listed.contains("config.toml:1") && listed.contains("Microsoft Entra ID"), "{listed}");
    assert!(listed.contains("could not be tried against the live provider"), "{listed}");
    let paths = Binary::new(["config", "path"]).env("HOME", &home).run().expect_code(0).stdout;
    let lines: Vec<&str> = paths.lines().collect();
    assert!(lines[0].starts_with("user") && lines[0].ends_with("  there"), "{paths}");
    assert!(lines[1].starts_with("project") && lines[1].contains("nor above"), "{paths}");
}

#[cfg(unix)]
#[test]
fn a_file_that_somebody_else_put_there_is_not_read() {
    let binary = Binary::new(["config", "show", "work"]).file("oauth-flow.toml", "[provider.work]\nscope = \"x\"\n");
    // only root may give a file away; for everybody else this test says nothing
    if std::os::unix::fs::chown(binary.home().join("oauth-flow.toml"), Some(12_345), None).is_err() {
        return;
    }
    let outcome = binary.run().expect_code(2);
    assert!(outcome.stderr.contains("`work` is no provider that is known here"), "{}", outcome.stderr);
}

#[test]
fn what_is_listed_for_programs_names_every_deviation() {
    let document = Binary::new(["config", "list", "--json"]).run().expect_code(0).json();
    let known = document["known"].as_array().unwrap();
    assert_eq!(known.len(), 13);
    let github = known.iter().find(|provider| provider["name"] == "github").unwrap();
    assert_eq!((&github["tried"], &github["title"]), (&serde_json::json!(false), &serde_json::json!("GitHub")));
    assert!(github["deviations"].as_array().unwrap().iter().any(|it| it["requirement"] == "token-response-shape"));
}
