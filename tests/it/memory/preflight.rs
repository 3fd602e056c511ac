//! What documents and keys tell without a login: nothing wrong of a sound server, and every fault by its own rule.

use oauth_flow::practice::{Fault, PkceMethods, SeenBy};
use oauth_flow::trace::{Ending, Step};

use crate::stage::{Scene, amiss};

/// A provider that leaves nothing to be noted.
fn strict() -> Scene {
    Scene::web_app().policy(|policy| policy.pkce_methods = PkceMethods::S256)
}

#[test]
fn a_sound_server_has_nothing_wrong_and_both_documents_are_asked_for() {
    let trace = strict().discover();
    assert_eq!(trace.ended, Ending::Finished);
    assert_eq!(amiss(&trace), Vec::<&str>::new());
    let steps: Vec<Step> = trace.exchanges.iter().map(|exchange| exchange.step).collect();
    assert_eq!(steps, [Step::Discover, Step::Discover, Step::Keys]);
    assert_eq!(amiss(&Scene::web_app().discover()), ["metadata-pkce-plain"]);
}

#[test]
fn every_fault_of_a_document_or_a_key_is_seen_by_its_own_rule() {
    let mut seen = 0;
    for fault in Fault::ALL {
        let expected = match fault.seen_by() {
            SeenBy::Preflight(id) => id,
            SeenBy::Rule(id) if id.starts_with("metadata-") || id.starts_with("jwks-") => id,
            _ => continue,
        };
        // It is about the client, and here is none.
        if expected == "metadata-auth-methods" {
            continue;
        }
        let trace = strict().fault(*fault).discover();
        assert_eq!(amiss(&trace), [expected], "{}", fault.name());
        seen += 1;
    }
    assert!(seen >= 14, "{seen}");
}

#[test]
fn what_is_no_issuer_is_told_and_the_keys_are_not_asked_for() {
    let trace = strict().planned(|plan| plan.server.issuer = Some("http://127.0.0.1:4000/other".into())).discover();
    assert!(
        matches!(&trace.ended, Ending::Refused { check, .. } if check.id == "metadata-reachable"),
        "{:?}",
        trace.ended
    );
    assert_eq!(amiss(&trace), ["metadata-reachable"]);
    assert_eq!(trace.exchanges.len(), 3, "every place was tried");
}
