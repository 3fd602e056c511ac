//! The program as others meet it: the real binary, a real provider and a real browser.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test stops at the first surprise, and starts processes and reads files as the person does"
)]

mod agent;
mod binary;
mod cookies;
mod generated;
mod memory;
mod page;
mod person;
mod picture;
mod provider;
mod provider_alone;
mod readme;
mod real_browser;
mod real_provider;
mod redaction;
mod stage;
mod webdriver;
