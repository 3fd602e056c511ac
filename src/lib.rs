//! # oauth-flow, for those who carry it on
//!
//! A command-line debugger for the authorization code flow of OAuth 2 and OpenID Connect. This page is the map of the
//! house; the library exists for the binary and its tests, and promises no stable interface.
//!
//! ## Five sentences
//!
//! A **trace** is the list of messages that passed, and nothing else.
//! **Flows** are short linear scripts: they ask `protocol` for the next request, let a [`flow::Run`] send and record it,
//! and stop when `protocol` refuses the answer.
//! **Rules** are a table of requirements and pure checks over a trace; the ledger, the last panel and the words for an
//! ending are functions of a trace too.
//! **Views** are pure functions from a report to text.
//! The **practice provider** is a function from request to response that shares no OAuth code with the client, so the
//! two cannot share a mistake; only `world` touches clock, sockets, browser, processes, terminal and files.
//!
//! ## The arrows
//!
//! `tests/architecture.rs` holds them.
//!
//! ```text
//! cli      -> everything below; the only folder that knows clap
//! world    -> flow, practice, protocol, trace, view::Text, jose, wire   adapters; the only folder with effects
//! view     -> explain, rules, trace, protocol, jose, wire          report -> text
//! explain  -> rules, trace, protocol, jose, wire                   lessons, ledger, last panel, endings, diagnoses, glossary
//! rules    -> trace, protocol, jose, wire
//! flow     -> trace, protocol, jose, wire                          declares `trait World`; `world` implements it
//! trace    -> protocol, jose, wire                                 the record, its file, its masks
//! protocol -> jose, wire                                           requests and checks, pure
//! practice -> jose, wire                                           never protocol
//! jose     -> wire
//! wire                                                             HTTP messages as plain values
//! ```
//!
//! ## One login, end to end
//!
//! 1. `main` hands the words to [`cli`]; `cli::profile` puts the settings of files behind them, `cli::login` turns flags
//!    and environment into a plan. Nothing below knows a flag.
//! 2. `world` binds the listener (now the redirect URI is known) and draws state, nonce and `code_verifier`.
//! 3. [`flow::login`] goes top to bottom like the figure in RFC 6749 4.1. Every message goes through [`flow::Run`], which
//!    records it, applies the changes that were asked for, and asks a [`flow::Guide`] before and after it. The guide with
//!    a prompt and the silent one are two guides over one engine.
//! 4. `protocol` examines each answer: every check with what was expected and seen, and a value (`Code`, `Tokens`,
//!    `IdToken`) that only an accepted answer gives. A refusal ends the script, never the record.
//! 5. [`rules::judge`] runs all checks over the finished record, so one run tells everything that is wrong.
//! 6. Masking happens once, before any view. Standard error tells the story, standard output carries data only.
//!
//! ## Recipes
//!
//! - **A flag**: `cli/login/arguments.rs` (or the file of its command), read in `cli/login/plan.rs`.
//! - **A check of an answer**: where the answer is examined in `protocol/`, one row in `rules/rows.rs`, one fault in
//!   `practice/fault.rs` that it sees.
//! - **A rule that stops nothing**: `rules/conduct.rs` and its row.
//! - **A fault or a policy of the practice provider**: its row, and the one place that acts on it.
//! - **A provider that is known**: its flags in `cli/profile/known.rs`, its habits in `explain/providers/rows.rs`.
//! - **A view**: one file in `view/`.
//! - **A word that is explained**: one row in `explain/glossary/`.
//! - **A cause of a failure**: one row in `explain/diagnosis/`; a provider's own words: one in `explain/diagnosis/providers/`.
//!
//! Generated things (completions, the picture and the tables of the README) are compared with the code by tests;
//! `UPDATE=1 cargo test` rewrites them.

pub mod cli;
pub mod explain;
pub mod flow;
pub mod jose;
pub mod practice;
pub mod protocol;
pub mod rules;
pub mod trace;
pub mod view;
pub mod wire;
pub mod world;
