//! # oauth-flow, for those who carry it on
//!
//! A command-line debugger for the authorization code flow of OAuth 2 and OpenID Connect. This page is the map of the
//! house; the library exists for the binary and its tests, and promises no stable interface.
//!
//! ## Six sentences
//!
//! A **trace** is the list of messages that passed, and nothing else.
//! **Flows** are short linear scripts: they ask `protocol` for the next request, let a [`flow::Run`] send and record it,
//! and stop when `protocol` refuses the answer.
//! **Rules** are a table of requirements and pure checks over a trace; the ledger, the last panel, the words for an
//! ending and the diagnosis are functions of a trace too.
//! **Probes** are a login with one thing changed, judged by whether it was refused and the right one was not.
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
//! world    -> probe, flow, practice, protocol, trace, view::Text, jose, wire   adapters; the only folder with effects
//! view     -> learn, explain, lab, probe, rules, trace, protocol, jose, wire   report -> text
//! explain  -> probe, rules, trace, protocol, jose, wire            lessons, ledger, last panel, endings, diagnoses, glossary
//! learn    -> lab, trace, jose, wire                              chapters, questions, and what was played as lines
//! lab      -> flow, practice, trace, protocol, jose, wire          attacks, played with the engine
//! probe    -> rules, flow, trace, protocol, jose, wire             declares `trait Site`; `world` implements it
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
//! ## Where things are
//!
//! - `wire`: request, response, headers, body, parameters, and why nothing came.
//! - `jose`: `read.rs` and `pem.rs` take keys in, `sign.rs` and `verify.rs` use them, `purpose.rs` tells one JWT from
//!   another.
//! - `protocol`: a file for each message or extension. `authorize.rs`, `request_object.rs` and `push.rs` make a request,
//!   `callback.rs`, `jarm.rs` and `answer.rs` examine what comes back, `client_auth.rs` and `dpop.rs` prove, `id_token.rs`
//!   and the files beside it check, `demands.rs` holds answers to what was asked.
//! - `flow`: `login.rs` is the script, `login/asking.rs` and `login/checking.rs` are its longer lines, `prove.rs` puts the
//!   proofs into a request and asks once more where a nonce is wanted, `discover.rs` is the script without a client.
//! - `trace`: `plan.rs` is what was planned, `meant.rs` what the messages say wherever it stands in them, `mask/` the masks,
//!   `shares.rs` looks through a long record, `har/` is HAR both ways: a record written, and somebody else's login found
//!   in a capture.
//! - `rules`: `judge.rs` and `judge/` make the checks of `protocol` again over a record; `conduct.rs` and `offers.rs` make
//!   those that stop nothing; `captured.rs` leaves open what rests on messages that nobody captured; `preflight.rs` looks
//!   at documents and keys alone, `token.rs` at one token alone.
//! - `probe`: `catalogue/` says what is required and what it takes to find out, `stations/` find out, `desk.rs` holds what
//!   is known, `ticket.rs` a code to be redeemed wrongly, `credentials.rs` spoils the proof of a client, `refusal.rs`
//!   judges what came back, `factors/` measures which secret, verifier or key is really demanded.
//! - `lab`: `scenarios/` has a file for each attack, `defence.rs` a row for each defence, `stage/` those who play: the shop,
//!   Mallory, his server, and browsers; `habits.rs` is what shop and server do by the defences. `matrix.rs` plays all of
//!   it, `why.rs` tells why a defence does not help, `remains.rs` who is left with what.
//! - `learn`: `chapters/` has the course, a file for each chapter; `question.rs` plays what is asked, `beat.rs` makes lines
//!   of it.
//! - `explain`: `lesson.rs`, `ledger/`, `redeemers.rs`, `ending/`, `diagnosis/` (causes, with the words of providers in
//!   `diagnosis/providers/`), `glossary/` and `topics.rs` (words), `providers/` (habits), `token/` (claims), `diff/` (two
//!   runs side by side), `factors.rs` (what a measurement means).
//! - `view`: a file for each thing that is shown; `sequence/` is one model of who sent what to whom with its pictures,
//!   `html/` and `markdown/` are documents of a whole run, `parts.rs` is what a message has to show in them; `check/` tells
//!   what checks came to, masked once in `report.rs` and then laid out for each reader, `json/` holds the documents for
//!   programs.
//! - `practice`: an endpoint or grant a file; `policy/` what it may choose, `fault.rs` what it can break, `occasion.rs` what
//!   makes a fault visible.
//! - `world`: `http.rs` and `names.rs` go out, `gate/` lets in, `tls/` both, `live/` is the world of a login, `site/` that of
//!   checks, `memory.rs` the one without sockets; `agent/` signs in where no person sits before a browser.
//! - `cli`: a file or folder for each command; `network.rs` is shared by all that reach a server, `profile/` reads settings,
//!   `check/` makes words into targets, checks them all, over and over where that is wished, and joins reports.
//!
//! ## Recipes
//!
//! - **A flag**: the file of its command, for `login` that of its group (`cli/login/arguments.rs`, `asking.rs`,
//!   `proving.rs`, `cli/network.rs`), read in `cli/login/plan.rs`.
//! - **A check of an answer**: where the answer is examined in `protocol/`, one row in `rules/rows.rs`, one fault in
//!   `practice/fault.rs` that it sees. An answer that no login had before is also examined in `rules/judge/`.
//! - **A rule that stops nothing**: `rules/conduct.rs`, or `rules/offers.rs` where it is about what was asked for, and its
//!   row; about a token alone `rules/token.rs` and `rules/token_rows.rs`.
//! - **A probe**: one row in `probe/catalogue/`, its lines in the station of `probe/stations/` that has what it needs, one
//!   fault that it sees.
//! - **An experiment of `prove`**: `probe/factors/experiment.rs`, its change in `probe/factors/bench.rs`, its words in
//!   `explain/factors.rs`.
//! - **An expectation**: its arm in `probe/expect.rs`, its row in `probe/catalogue/expectations.rs`, its key in
//!   `cli/profile/file/expect.rs`.
//! - **A fault or a policy of the practice provider**: its row, and the one place that acts on it.
//! - **A provider that is known**: its flags in `cli/profile/known.rs`, its habits in `explain/providers/rows.rs`.
//! - **An attack**: one file in `lab/scenarios/` and its line there. **A defence**: one row in `lab/defence.rs`, and the one
//!   place in `lab/stage/` that acts on it.
//! - **A chapter of the course**: one file in `learn/chapters/` and its line there.
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
pub mod lab;
pub mod learn;
pub mod practice;
pub mod probe;
pub mod protocol;
pub mod rules;
pub mod trace;
pub mod view;
pub mod wire;
pub mod world;
