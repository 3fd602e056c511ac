//! What happens in the browser: the session, its cookie, and requests that belong to one browser and one time.

use super::agent::{Agent, Change, ISSUER, form, request_for, returned};
use crate::practice::{Consent, Policy};
use crate::wire::{Params, Request};

fn silently(agent: &mut Agent, client_id: &str) -> String {
    let response = agent.ask(&request_for(client_id).with("prompt", "none"));
    let back = returned(&response);
    back.get("error").unwrap_or("code").to_owned()
}

#[test]
fn silence_is_only_for_those_who_signed_in_and_agreed() {
    let mut agent = Agent::sound();
    assert_eq!(silently(&mut agent, "web-app"), "login_required");
    agent.go(&request_for("web-app").changed("scope", "openid"));
    assert_eq!(silently(&mut agent, "web-app"), "consent_required");
    agent.go(&request_for("web-app"));
    assert_eq!(silently(&mut agent, "web-app"), "code");
    agent.go(&request_for("native-app"));
    assert_eq!(silently(&mut agent, "native-app"), "consent_required");
    agent.wait(8 * 3600);
    assert_eq!(silently(&mut agent, "web-app"), "login_required");
}

#[test]
fn consent_is_a_policy() {
    let mut always = Agent::with_policy(Policy { consent: Consent::Always, ..Policy::default() });
    always.go(&request_for("web-app"));
    assert_eq!(silently(&mut always, "web-app"), "consent_required");
    let mut never = Agent::with_policy(Policy { consent: Consent::Never, ..Policy::default() });
    let page = never.ask(&request_for("native-app"));
    let response = never.submit(&form(&page));
    assert_eq!(response.status, 303);
    assert!(returned(&response).get("code").is_some());
    assert_eq!(silently(&mut never, "native-app"), "code");
    assert_eq!(form(&never.ask(&request_for("web-app").with("prompt", "consent"))).action, "/consent");
}

#[test]
fn a_client_can_ask_for_the_password_again() {
    let mut agent = Agent::sound();
    agent.go(&request_for("web-app"));
    agent.wait(50);
    for again in [("prompt", "login"), ("prompt", "select_account"), ("max_age", "0"), ("max_age", "49")] {
        assert_eq!(form(&agent.ask(&request_for("web-app").with(again.0, again.1))).action, "/login");
    }
    let impossible = request_for("web-app").with("max_age", "49").with("prompt", "none");
    assert_eq!(returned(&agent.ask(&impossible)).get("error"), Some("login_required"));
    assert_eq!(agent.ask(&request_for("web-app").with("max_age", "50")).status, 303);
}

#[test]
fn the_cookie_changes_at_login_and_the_old_one_is_worth_nothing() {
    let mut agent = Agent::sound();
    let page = agent.ask(&request_for("web-app"));
    let field = page.headers.get("set-cookie").unwrap();
    assert!(field.starts_with("oauth-flow-practice-41873="), "{field}");
    assert!(field.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{field}");
    let before = agent.cookie.clone();
    agent.go_on(page);
    assert_ne!(agent.cookie, before);
    agent.cookie = before;
    assert_eq!(silently(&mut agent, "web-app"), "login_required");
}

#[test]
fn two_tabs_of_one_browser_do_not_disturb_each_other() {
    let mut agent = Agent::sound();
    let first = agent.ask(&request_for("web-app"));
    let second = agent.ask(&request_for("native-app"));
    assert!(agent.go_on(first).get("code").is_some());
    assert!(agent.go_on(second).get("code").is_some());
}

#[test]
fn a_form_belongs_to_one_browser_and_is_good_once() {
    let mut agent = Agent::sound();
    let page = agent.ask(&request_for("web-app"));
    let asked = form(&page);
    let mine = agent.cookie.take();
    assert_eq!(agent.submit(&asked).status, 400);
    agent.ask(&request_for("web-app"));
    assert_eq!(agent.submit(&asked).status, 400);
    agent.cookie = mine;
    let to_consent = agent.submit(&asked);
    assert_eq!(to_consent.status, 303);
    assert_eq!(agent.submit(&asked).status, 400);

    let location = to_consent.headers.get("location").unwrap().to_owned();
    let consent = form(&agent.browse(Request::get(format!("{ISSUER}{location}"))));
    let victim = agent.cookie.take();
    agent.ask(&request_for("web-app"));
    assert_eq!(agent.submit(&consent).status, 400);
    agent.cookie = victim;
    assert_eq!(agent.submit(&consent).status, 303);
    assert_eq!(agent.submit(&consent).status, 400);
}

#[test]
fn consent_cannot_come_before_the_password_nor_by_a_link() {
    let mut agent = Agent::sound();
    let asked = form(&agent.ask(&request_for("web-app")));
    assert_eq!(agent.post("/consent", &asked.params.clone().with("decision", "allow")).status, 400);
    let to_consent = agent.submit(&asked);
    let location = to_consent.headers.get("location").unwrap();
    let by_link = agent.browse(Request::get(format!("{ISSUER}{location}&decision=allow")));
    assert_eq!(by_link.status, 200);
}

#[test]
fn a_wrong_password_says_nothing_about_who_exists_and_has_its_limit() {
    let mut agent = Agent::sound();
    let asked = form(&agent.ask(&request_for("web-app")));
    let attempt = |agent: &mut Agent, username: &str| {
        agent.post("/login", &asked.params.clone().with("username", username).with("password", ""))
    };
    let known = attempt(&mut agent, "alice");
    let unknown = attempt(&mut agent, "nobody");
    assert_eq!(known.status, 200);
    let text = |page: &crate::wire::Response| page.body.text().unwrap().to_owned();
    assert_eq!(text(&known).replace("value=\"alice\"", ""), text(&unknown).replace("value=\"nobody\"", ""));
    for _ in 0..7 {
        assert_eq!(attempt(&mut agent, "bob").status, 200);
    }
    assert_eq!(returned(&attempt(&mut agent, "bob")).get("error"), Some("access_denied"));
}

#[test]
fn a_page_is_good_for_ten_minutes() {
    let mut agent = Agent::sound();
    let asked = form(&agent.ask(&request_for("web-app")));
    agent.wait(600);
    assert_eq!(agent.submit(&asked).status, 400);
}

#[test]
fn hammering_does_not_end_a_session() {
    let mut agent = Agent::sound();
    agent.go(&request_for("web-app"));
    let mine = agent.cookie.take();
    for _ in 0..3000 {
        let _ = agent
            .provider
            .respond(&Request::get(format!("{ISSUER}/authorize?{}", request_for("web-app").to_query())), agent.now);
    }
    agent.cookie = mine;
    assert_eq!(silently(&mut agent, "web-app"), "code");
}

#[test]
fn codes_and_tokens_all_differ() {
    let mut agent = Agent::sound();
    agent.go(&request_for("web-app"));
    let mut codes = std::collections::HashSet::new();
    for _ in 0..50 {
        let response = agent.ask(&request_for("web-app").with("prompt", "none"));
        let back: Params = returned(&response);
        let code = back.get("code").unwrap().to_owned();
        assert_eq!(code.len(), 43);
        assert!(codes.insert(code));
    }
}
