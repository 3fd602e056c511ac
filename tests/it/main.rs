//! The program as others meet it: the real binary, a real provider and a real browser.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test stops at the first surprise, and starts processes and reads files as the person does"
)]

mod agent;
mod answers;
mod binary;
mod check;
mod completions;
mod cookies;
mod crooked;
mod decode;
mod discover;
mod explain;
mod faults;
mod generated;
mod har;
mod hostile;
mod lab;
mod lab_command;
mod learn;
mod listener;
mod look_alikes;
mod many;
mod masking;
mod memory;
mod page;
mod person;
mod picture;
mod practice;
mod prove;
mod provider;
mod provider_alone;
mod pty;
mod readme;
mod real_browser;
mod real_provider;
mod recipes;
mod redaction;
mod reports;
mod settings;
mod settings_written;
mod shown;
mod signing_in;
mod sloppy_provider;
mod stage;
mod streams;
mod terminal;
mod tls;
mod told;
mod uses;
mod views;
mod webdriver;
