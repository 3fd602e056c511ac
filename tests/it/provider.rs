//! A certified OpenID provider (`oidc-provider` on node), a sloppy one, and one on python, as child processes that end
//! with the test.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::person::{Person, Will};

/// The running provider.
pub struct Provider {
    pub told: Told,
    child: Child,
    /// The provider ends when this closes, also if this process is killed.
    _lifeline: ChildStdin,
}

/// What the provider says about itself when it is ready.
#[derive(Debug, Deserialize)]
pub struct Told {
    pub issuer: String,
    clients: Vec<Client>,
    users: Vec<User>,
}

/// A registered client.
#[derive(Clone, Debug, Deserialize)]
pub struct Client {
    #[serde(rename = "client_id")]
    pub id: String,
    #[serde(rename = "client_secret")]
    pub secret: Option<String>,
    pub token_endpoint_auth_method: String,
    pub id_token_signed_response_alg: String,
    /// Its private key as a JWK, for a client that signs.
    pub private_key: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct User {
    name: String,
    password: String,
}

impl Provider {
    /// Starts it and waits until it listens.
    pub fn start() -> Self {
        Self::run("server.mjs", &Value::Null)
    }

    /// Starts one that forgives nearly everything, and breaks what it is told to break.
    pub fn sloppy(broken: &Value) -> Self {
        Self::run("sloppy.mjs", broken)
    }

    /// Starts it with a second door for clients with certificates, which are in this folder.
    pub fn with_mutual_tls(folder: &Path) -> Self {
        Self::run_with("server.mjs", "MUTUAL_TLS", folder.to_str().unwrap())
    }

    /// Starts another make of provider: django-oauth-toolkit on python.
    pub fn django() -> Self {
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provider/.venv/bin/python");
        Self::attempt((program, "django_provider.py"), ("PYTHONDONTWRITEBYTECODE", "1"))
            .expect("python says nothing: is tests/provider/requirements.txt installed in tests/provider/.venv?")
    }

    fn run(script: &str, broken: &Value) -> Self {
        let broken = if broken.is_null() { "{}".to_owned() } else { broken.to_string() };
        Self::run_with(script, "BREAK", &broken)
    }

    /// Once in a while node starts and never comes to its first line: then it is started anew.
    fn run_with(script: &str, name: &str, value: &str) -> Self {
        (0..3)
            .find_map(|_| Self::attempt(("node", script), (name, value)))
            .expect("node says nothing: is `npm ci` done in tests/provider?")
    }

    fn attempt((program, script): (&str, &str), (name, value): (&str, &str)) -> Option<Self> {
        let mut child = Command::new(program)
            .arg(script)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provider"))
            .env("NODE_NO_WARNINGS", "1")
            .env(name, value)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect(program);
        let lifeline = child.stdin.take().unwrap();
        let line = first_line(child.stdout.take().unwrap());
        drain(&mut child);
        if line.is_empty() {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        Some(Self { told: serde_json::from_str(&line).unwrap(), child, _lifeline: lifeline })
    }

    pub fn issuer(&self) -> &str {
        &self.told.issuer
    }

    pub fn client(&self, client_id: &str) -> Client {
        let client = self.told.clients.iter().find(|client| client.id == client_id);
        client.unwrap_or_else(|| panic!("no client `{client_id}`")).clone()
    }

    /// Somebody who has an account here.
    pub fn person(&self, name: &str, will: Will) -> Person {
        Person::new(name, self.password(name), will)
    }

    pub fn password(&self, name: &str) -> &str {
        &self.told.users.iter().find(|user| user.name == name).expect("an account").password
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It may have ended by itself, which is no trouble.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Client {
    pub fn secret(&self) -> &str {
        self.secret.as_deref().expect("a confidential client")
    }
}

/// What it says when it is ready; nothing where it ended, or said nothing for so long that it never will.
fn first_line(stdout: ChildStdout) -> String {
    const PATIENCE: Duration = Duration::from_secs(20);
    let (said, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let _ = BufReader::new(stdout).read_line(&mut line);
        let _ = said.send(line);
    });
    heard.recv_timeout(PATIENCE).unwrap_or_default()
}

/// Reads on what it writes to stderr, so that it never has to wait for us; libtest shows it when a test fails.
fn drain(child: &mut Child) {
    let stderr = BufReader::new(child.stderr.take().unwrap());
    std::thread::spawn(move || {
        for line in stderr.lines().map_while(Result::ok) {
            if !line.contains("oidc-provider WARNING") {
                eprintln!("provider: {line}");
            }
        }
    });
}
