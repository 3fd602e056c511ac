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
mod completions;
mod cookies;
mod crooked;
mod faults;
mod hostile;
mod listener;
mod masking;
mod page;
mod person;
mod practice;
mod provider;
mod provider_alone;
#[cfg(unix)]
mod pty;
mod real_browser;
mod real_provider;
mod streams;
#[cfg(unix)]
mod terminal;
mod told;
mod webdriver;
