//! Who knows what, and who could have redeemed the code, as they stand in the document.

use serde_json::{Map, Value, json};

use crate::explain::ledger::{PARTIES, ledger};
use crate::explain::purpose::purpose;
use crate::explain::redeemers::{Key, Outcome, Panel, panel};
use crate::trace::Trace;

/// One row for each value: at which step each party first saw it; null where it never did.
pub(super) fn ledger_of(trace: &Trace) -> Value {
    let rows = ledger(trace).into_iter().filter(|row| row.exists).map(|row| {
        let mut seen = Map::new();
        for party in PARTIES {
            seen.insert(party.name().to_owned(), row.by(party).map_or(Value::Null, |step| step.name().into()));
        }
        json!({"name": row.name, "first_seen": seen, "remark": row.remark})
    });
    rows.collect()
}

/// Everybody who may have had the code, and how far he would have come by the specification.
pub(super) fn redeemers_of(trace: &Trace) -> Value {
    if let Some(purpose) = purpose(trace) {
        return json!({
            "basis": "by the specification", "rows": [], "client_secret": purpose.secret, "code_verifier": purpose.verifier,
        });
    }
    of_panel(&panel(trace))
}

/// The same of a panel, some rows of which may have been tried on the server.
pub(super) fn of_panel(panel: &Panel) -> Value {
    let is_proven = panel.rows.iter().any(|row| row.proven.is_some());
    let basis = if is_proven { "proven" } else { "by the specification" };
    let key = |key: Key| match key {
        Key::Held => Value::Bool(true),
        Key::Lacked => Value::Bool(false),
        Key::NoLock => Value::Null,
    };
    let rows: Vec<Value> = panel
        .rows
        .iter()
        .map(|row| {
            let (redeemed, refusal) = match row.outcome {
                Outcome::Redeemed => (true, Value::Null),
                Outcome::Refused { by } => {
                    let (status, error) = by.refusal();
                    (false, json!({"status": status, "error": error}))
                }
            };
            let mut told = json!({
                "holding": row.holding, "client_secret": key(row.secret), "code_verifier": key(row.verifier),
                "dpop_key": key(row.dpop_key),
                "redeemed": redeemed, "refusal": refusal,
            });
            if is_proven {
                told["proven"] = row.proven.clone().into();
            }
            told
        })
        .collect();
    json!({"basis": basis, "rows": rows, "client_secret": panel.secret, "code_verifier": panel.verifier,
        "client_proof": panel.locks.client.name(), "dpop_key": panel.dpop_key})
}
