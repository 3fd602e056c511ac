//! What was shown at a server that is not ours: every parameter, way of proving oneself, way of answering and grant, with
//! its test. The table of the README is made from this one, and this one is held to the program and to the tests.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use oauth_flow::protocol::{AuthMethod, ResponseMode, ResponseType};
use oauth_flow::trace::Flow;

use crate::generated::file;

type Row = (&'static str, &'static str, &'static str);

/// Kind, name, and the test: below `tests/it/`, the file and the function.
const SHOWN: &[Row] = &[
    ("parameter", "scope, state, nonce", "real_provider::a_public_client_completes_with_pkce"),
    (
        "parameter",
        "code_challenge, code_verifier",
        "real_provider::a_wrong_secret_or_verifier_is_refused_by_the_provider",
    ),
    (
        "parameter",
        "request_uri (RFC 9126)",
        "real_provider/asking::a_request_is_pushed_where_it_is_wished_and_where_it_must_be",
    ),
    ("parameter", "request (RFC 9101)", "real_provider/asking::a_request_is_signed_by_value_and_when_it_is_pushed"),
    (
        "parameter",
        "resource (RFC 8707)",
        "real_provider/asking::a_token_is_for_a_resource_and_for_what_was_asked_in_detail",
    ),
    (
        "parameter",
        "authorization_details (RFC 9396)",
        "real_provider/asking::a_token_is_for_a_resource_and_for_what_was_asked_in_detail",
    ),
    ("parameter", "claims, max_age, prompt, ui_locales", "real_provider/asking::what_is_asked_of_the_user_is_checked"),
    ("parameter", "iss (RFC 9207), --strict", "real_provider/asking::a_sound_server_leaves_nothing_odd_to_refuse"),
    (
        "parameter",
        "dpop_jkt, DPoP (RFC 9449)",
        "real_provider/proving::tokens_are_bound_to_a_key_and_a_nonce_is_fetched_once",
    ),
    ("authentication", "none", "real_provider::a_public_client_completes_with_pkce"),
    (
        "authentication",
        "client_secret_basic",
        "real_provider::a_secret_of_awkward_characters_arrives_by_basic_and_by_post",
    ),
    (
        "authentication",
        "client_secret_post",
        "real_provider::a_secret_of_awkward_characters_arrives_by_basic_and_by_post",
    ),
    ("authentication", "client_secret_jwt", "real_provider/proving::a_secret_proves_the_client_without_being_sent"),
    ("authentication", "private_key_jwt", "real_provider/proving::a_private_key_of_every_kind_proves_the_client"),
    (
        "authentication",
        "tls_client_auth",
        "real_provider/mutual_tls::a_certificate_proves_the_client_by_itself_or_by_its_subject",
    ),
    (
        "authentication",
        "self_signed_tls_client_auth",
        "real_provider/mutual_tls::a_certificate_proves_the_client_by_itself_or_by_its_subject",
    ),
    ("response mode", "query", "real_provider::a_public_client_completes_with_pkce"),
    ("response mode", "fragment", "real_provider::the_answer_arrives_in_every_response_mode"),
    ("response mode", "form_post", "real_provider::the_answer_arrives_in_every_response_mode"),
    ("response mode", "jwt", "real_provider/asking::an_answer_is_signed_in_each_of_its_modes"),
    ("response mode", "query.jwt", "real_provider/asking::an_answer_is_signed_in_each_of_its_modes"),
    ("response mode", "fragment.jwt", "real_provider/asking::an_answer_is_signed_in_each_of_its_modes"),
    ("response mode", "form_post.jwt", "real_provider/asking::an_answer_is_signed_in_each_of_its_modes"),
    ("response type", "code", "real_provider::a_public_client_completes_with_pkce"),
    ("response type", "code id_token", "real_provider/asking::tokens_come_beside_a_code_and_instead_of_one"),
    ("response type", "code token", "real_provider/asking::tokens_come_beside_a_code_and_instead_of_one"),
    ("response type", "code id_token token", "real_provider/asking::tokens_come_beside_a_code_and_instead_of_one"),
    ("response type", "id_token", "real_provider/asking::tokens_come_beside_a_code_and_instead_of_one"),
    ("response type", "id_token token", "real_provider/asking::tokens_come_beside_a_code_and_instead_of_one"),
    ("response type", "token", OURS),
    ("grant", "authorization_code", "real_provider::a_public_client_completes_with_pkce"),
    ("grant", "refresh_token", "real_provider/uses::everything_can_follow_a_login"),
    ("grant", "device_code (RFC 8628)", "real_provider/uses::a_device_is_connected_by_a_person_elsewhere"),
    ("grant", "client_credentials", "real_provider/uses::a_service_asks_for_itself"),
    ("grant", "password", "sloppy_provider::it_takes_a_password_for_tokens"),
    ("grant", "token-exchange (RFC 8693)", OURS),
    ("grant", "jwt-bearer (RFC 7523)", OURS),
    ("use of a token", "userinfo", "real_provider::the_printed_access_token_opens_userinfo"),
    ("use of a token", "introspection (RFC 7662)", "real_provider/uses::everything_can_follow_a_login"),
    (
        "use of a token",
        "revocation (RFC 7009)",
        "real_provider/uses::an_access_token_that_was_revoked_is_not_active_any_more",
    ),
    ("use of a token", "logout", "real_provider/uses::the_browser_comes_back_from_signing_out"),
    (
        "use of a token",
        "registration (RFC 7591, RFC 7592)",
        "real_provider/uses::a_client_is_made_for_a_login_and_gone_after_it",
    ),
];

/// What none of the other servers at hand offers.
const OURS: &str = "";

/// The table, as the README has it.
pub fn table() -> String {
    let mut text = "| | what | shown at a server that is not ours by |\n|---|---|---|\n".to_owned();
    let mut before = "";
    for (kind, name, place) in SHOWN {
        let shown = if *kind == before { "" } else { kind };
        let by = place.rsplit("::").next().filter(|function| !function.is_empty());
        let by =
            by.map_or_else(|| "none at hand offers it: the practice provider only".to_owned(), |it| format!("`{it}`"));
        let _ = writeln!(text, "| {shown} | {name} | {by} |");
        before = kind;
    }
    text
}

fn names(kind: &str) -> BTreeSet<&'static str> {
    let rows = SHOWN.iter().filter(|(own, ..)| *own == kind);
    rows.map(|(_, name, _)| name.split(" (").next().unwrap()).collect()
}

#[test]
fn nothing_that_the_program_can_do_is_left_out() {
    assert_eq!(names("authentication"), AuthMethod::ALL.map(AuthMethod::name).into());
    assert_eq!(names("response mode"), ResponseMode::ALL.map(ResponseMode::name).into());
    assert_eq!(names("response type"), ResponseType::ALL.map(ResponseType::name).into());
    // Every flow but the two that ask for no tokens has a grant of its own; a refresh has none.
    let flows = [Flow::Login, Flow::Device, Flow::ClientCredentials, Flow::Exchange, Flow::JwtBearer, Flow::Password];
    assert_eq!(names("grant").len(), flows.len() + 1);
}

#[test]
fn every_test_that_is_named_is_there_and_runs_in_the_gate() {
    for (_, name, place) in SHOWN.iter().filter(|(.., place)| *place != OURS) {
        let (path, function) = place.rsplit_once("::").unwrap();
        let source = file(&format!("tests/it/{path}.rs"));
        let head = format!(
            "#[test]\n#[ignore = \"needs node and the packages of tests/provider (run by .ci/run)\"]\nfn {function}()"
        );
        assert!(source.contains(&head), "{name}: there is no test {function} in {path}");
    }
}
