//! Two runs side by side, for programs.

use serde::Serialize;

use crate::explain::diff::{DRAWN, Diff};
use crate::view::diff::Named;
use crate::view::escape;

/// The shape of the document and its version.
pub const DIFF_SCHEMA: &str = "oauth-flow/diff/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    same: bool,
    a: Run<'a>,
    b: Run<'a>,
    compared_by_shape: &'static str,
    #[serde(flatten)]
    diff: &'a Diff,
}

#[derive(Serialize)]
struct Run<'a> {
    file: &'a str,
    command: &'static str,
    client_id: &'a str,
}

/// The text of the document.
pub fn diff<'a>(diff: &'a Diff, [a, b]: [Named<'a>; 2]) -> Result<String, serde_json::Error> {
    let run = |named: Named<'a>| Run {
        file: named.name,
        command: named.trace.plan.command(),
        client_id: &named.trace.plan.client.client_id,
    };
    let document =
        Document { schema: DIFF_SCHEMA, same: diff.is_empty(), a: run(a), b: run(b), compared_by_shape: DRAWN, diff };
    serde_json::to_string_pretty(&document).map(|text| escape::json(&text) + "\n")
}
