//! What a certified provider makes of the checks of tokens and their uses.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use oauth_flow::flow::{Arrival, Errand, Sent};
use oauth_flow::probe::{self, Agency, Desk, Hop, Options, Results, Selection, Site, Soon, Subject, Verdict, Visit};
use oauth_flow::protocol::ServerHints;
use oauth_flow::wire::{Failure, Request};
use oauth_flow::world::http::{Http, HttpSettings};
use oauth_flow::world::site::{OverHttp, Road as _};

use crate::memory::probes::{ids, is_amiss, told};
use crate::person::Person;
use crate::provider::{Client, Provider};
use crate::real_provider::alice;
use crate::stage;

/// The network, and a person who signs in in a browser of her own.
struct WithPerson {
    road: OverHttp,
    person: Arc<Mutex<Person>>,
}

impl Site for WithPerson {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.road.send(request)
    }

    fn open<'a>(&'a self, _: &'a Visit) -> Soon<'a, Vec<Hop>> {
        Box::pin(std::future::ready(Vec::new()))
    }

    fn bring<'a>(&'a self, errand: &'a Errand) -> Soon<'a, Result<Arrival, Failure>> {
        let (person, errand) = (Arc::clone(&self.person), errand.clone());
        // Her browser has a runtime of its own.
        let walk = move || person.lock().unwrap().walk(&errand.url, &errand.redirect_uri).0.url;
        let url = std::thread::spawn(walk).join().unwrap();
        let arrival =
            Arrival { request: Request::get(url), started: self.now(), waited: Duration::ZERO, pasted: false };
        Box::pin(std::future::ready(Ok(arrival)))
    }

    fn agency(&self) -> Agency {
        Agency::Blind
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.road.wait(pause)
    }

    fn now(&self) -> SystemTime {
        self.road.now()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.road.draw()
    }
}

fn check(provider: &Provider, client: &Client, second: Option<&Client>) -> Results {
    let mut plan = stage::plan(&client.id, client.secret.clone());
    plan.server = ServerHints { issuer: Some(provider.issuer().to_owned()), discover: true, ..ServerHints::default() };
    plan.scope = ["openid", "profile", "email", "offline_access"].map(str::to_owned).to_vec();
    let second = second.map(|other| {
        let client = oauth_flow::protocol::Client {
            client_id: other.id.clone(),
            client_secret: other.secret.clone(),
            ..plan.client.clone()
        };
        probe::Other { client, keys: oauth_flow::flow::Keys::default() }
    });
    let subject = Subject { plan, second, ..Subject::default() };
    let options = Options {
        selection: Selection { only: ONLY.map(str::to_owned).to_vec(), ..Selection::default() },
        ..Options::default()
    };
    let person = Arc::new(Mutex::new(alice(provider)));
    let road = OverHttp(Arc::new(Http::new(HttpSettings::default())));
    let site = WithPerson { road, person };
    let desk = Desk::new(&site, subject, options);
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(probe::check(&desk));
    desk.results(None)
}

/// What is looked at here.
const ONLY: [&str; 9] = [
    "token-response-*",
    "token-scope-honest",
    "token-strength",
    "idtoken-*",
    "userinfo-*",
    "resource-*",
    "refresh-*",
    "revoke-*",
    "introspect-*",
];

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn tokens_of_a_certified_provider_are_sound() {
    let provider = Provider::start();
    let second = provider.client("plain-basic");
    for (client, skipped) in [
        ("basic", &["refresh-reuse-revokes-family"][..]),
        ("public", &["refresh-client-auth", "revoke-client-auth", "introspect-inactive"]),
    ] {
        let results = check(&provider, &provider.client(client), Some(&second));
        assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
        assert_eq!(ids(&results, |verdict| verdict != Verdict::Pass), skipped, "{}", told(&results));
        assert!(results.codes <= 4, "{} codes", results.codes);
    }
}
