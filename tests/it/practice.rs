//! `oauth-flow serve` as a process of its own: the practice provider that is not the one inside.

use serde_json::Value;

use crate::binary::{Binary, Running};
use crate::person::{Person, Will};

/// A practice provider that listens; it ends when this is dropped.
pub struct Practice {
    running: Running,
    announcement: Value,
}

impl Practice {
    /// Starts one with these arguments.
    pub fn start(arguments: &[&str]) -> Self {
        let all = ["serve", "--json"].into_iter().chain(arguments.iter().copied());
        let mut running = Binary::new(all).start();
        let announcement = running.find_in_stdout(|line| serde_json::from_str(line).ok());
        Self { running, announcement }
    }

    /// What it says of itself when it is ready.
    pub fn announcement(&self) -> &Value {
        &self.announcement
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.running.pid()
    }

    pub fn issuer(&self) -> &str {
        self.announcement["issuer"].as_str().unwrap()
    }

    /// `login` there, never stopping and never waiting for long.
    pub fn login(&self) -> Binary {
        login(self.issuer())
    }

    /// The same with a robot that signs in.
    pub fn robot_login(&self) -> Binary {
        self.login().arg("--as").arg("alice")
    }

    /// The same as a client that has to be named, and with a person who opens the URL.
    pub fn person_login(&self) -> Binary {
        self.login().arg("--client-id").arg("native-app").arg("--public").arg("--no-browser")
    }

    /// The secret of `web-app`.
    pub fn secret(&self) -> &str {
        let clients = self.announcement["clients"].as_array().unwrap();
        let app = clients.iter().find(|client| client["client_id"] == "web-app").unwrap();
        app["client_secret"].as_str().unwrap()
    }

    /// Alice, who signs in and allows.
    pub fn alice(&self) -> Person {
        let users = self.announcement["users"].as_array().unwrap();
        let alice = users.iter().find(|user| user["username"] == "alice").unwrap();
        Person::new("alice", alice["password"].as_str().unwrap(), Will::SignInAndAllow)
    }
}

/// `login` at an issuer, never stopping and never waiting for long.
pub fn login(issuer: &str) -> Binary {
    let login = Binary::new(["login", issuer, "--run", "--no-lessons"]);
    login.env("OAUTH_FLOW_TIMEOUT", "20").env("OAUTH_FLOW_MAX_TIME", "10")
}
