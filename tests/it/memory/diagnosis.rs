//! Broken logins, each with the cause that has to stand first.

use std::time::Duration;

use oauth_flow::explain::diagnosis::{Confidence, Diagnosis, diagnose};
use oauth_flow::flow::{Answered, Arrival, Errand, Journey, Sent, Stray, World};
use oauth_flow::practice::{Fault, GrantType, Par, Pkce as PkcePolicy, PkceMethods, TokenAuth};
use oauth_flow::protocol::{AuthMethod, BasicEncoding, Pkce, Push, ResponseType};
use oauth_flow::trace::{Step, Trace};
use oauth_flow::wire::{Failure, FailureKind, Params, Request, Response};
use oauth_flow::world::memory::Memory;

use crate::stage::{CHALLENGE, ISSUER, Scene};

/// What goes wrong on the way to the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twist {
    /// Time passes between the answer of the browser and the token request.
    Wait(Duration),
    /// The provider's clock is so many seconds ahead, and its Date header tells it.
    ServerAhead(u64),
    /// Somebody redeems the code before us.
    RedeemedBefore,
    /// Nobody answers the token request any more.
    DownAtRedeem,
    /// Something in between puts another value into the token request.
    Rewrites(&'static str, &'static str),
}

/// The world in memory with something wrong in it.
struct Twisted {
    memory: Memory,
    twist: Twist,
}

impl Twisted {
    fn is_token_request(request: &Request) -> bool {
        request.form().is_some_and(|form| form.get("grant_type").is_some())
    }

    fn now_there(&self) -> std::time::SystemTime {
        match self.twist {
            Twist::ServerAhead(seconds) => self.memory.now + Duration::from_secs(seconds),
            _ => self.memory.now,
        }
    }

    fn respond(&mut self, request: &Request) -> Response {
        let now = self.now_there();
        let response = self.memory.provider.respond(request, now);
        response.with("date", httpdate::fmt_http_date(now))
    }
}

impl World for Twisted {
    async fn send(&mut self, request: &Request) -> Sent {
        let started = self.memory.now;
        let mut request = request.clone();
        if Self::is_token_request(&request) {
            match self.twist {
                Twist::DownAtRedeem => {
                    let failure = Failure::new(FailureKind::Refused, "");
                    return Sent { outcome: Err(failure), started, elapsed: Duration::ZERO };
                }
                Twist::RedeemedBefore => drop(self.respond(&request)),
                Twist::Rewrites(name, value) => {
                    let mut form = request.form().unwrap();
                    form.set(name, value);
                    request.body = form.to_form().into();
                }
                Twist::Wait(_) | Twist::ServerAhead(_) => {}
            }
        }
        Sent { outcome: Ok(self.respond(&request)), started, elapsed: Duration::ZERO }
    }

    async fn browse(&mut self, errand: &Errand, strays: &mut dyn FnMut(Stray)) -> Journey {
        let now = self.memory.now;
        self.memory.now = self.now_there();
        let mut journey = self.memory.browse(errand, strays).await;
        journey.outcome = journey.outcome.map(|arrival| Arrival { started: now, ..arrival });
        self.memory.now = now;
        if let Twist::Wait(time) = self.twist {
            self.memory.now += time;
        }
        journey
    }

    fn answer(&mut self, answered: &Answered<'_>) -> Option<Response> {
        self.memory.answer(answered)
    }

    fn now(&self) -> std::time::SystemTime {
        self.memory.now
    }

    fn draw(&mut self) -> Result<String, Failure> {
        self.memory.draw()
    }
}

fn twisted(scene: Scene, twist: Twist) -> Trace {
    scene.play_in(|memory| Twisted { memory, twist })
}

/// The same record, as if nobody had said that the message was changed: another program sent it.
fn unmarked(mut trace: Trace) -> Trace {
    trace.exchanges.iter_mut().for_each(|exchange| exchange.tampered.clear());
    trace
}

fn secret(scene: Scene, secret: &str) -> Scene {
    scene.planned(|plan| plan.client.client_secret = Some(secret.to_owned()))
}

fn redirect(uri: &str) -> Trace {
    Scene::web_app().planned(|plan| uri.clone_into(&mut plan.client.redirect_uri)).play()
}

fn without_code_grant() -> Trace {
    let mut scene = Scene::web_app();
    scene.config.clients.iter_mut().for_each(|client| client.grant_types = vec![GrantType::RefreshToken]);
    scene.play()
}

fn code_of_another_client() -> Trace {
    let mut scene = Scene::native_app();
    scene.config.clients.push(oauth_flow::practice::Client::public("another-app", &["http://127.0.0.1/callback"]));
    unmarked(scene.set("redeem.client_id=another-app").play())
}

#[expect(clippy::too_many_lines, reason = "a table is looked up, not read")]
/// Each broken login with the cause that stands first, how far it can be told, and a word of its evidence.
fn broken() -> Vec<(&'static str, Trace, (&'static str, Confidence), &'static str)> {
    use Confidence::{Certain, Likely};
    let web = Scene::web_app;
    let wrong = || secret(web(), "another-secret-of-letters");
    let post = |plan: &mut oauth_flow::trace::Plan| plan.client.auth_method = Some(AuthMethod::ClientSecretPost);
    let raw = |plan: &mut oauth_flow::trace::Plan| plan.client.basic_encoding = BasicEncoding::Raw;
    let short = "not-the-verifier-that-was-drawn-for-this-login-at-all";
    let minute = Duration::from_secs(75);
    vec![
        ("wrong secret", wrong().play(), ("secret-wrong", Likely), "client authentication failed"),
        (
            "wrong method",
            web().policy(|policy| policy.token_auth = TokenAuth::Basic).planned(post).play(),
            ("auth-method-not-listed", Likely),
            "the metadata lists client_secret_basic, none",
        ),
        (
            "secret with + % : sent raw",
            web().with_odd_secret().planned(raw).play(),
            ("secret-encoding", Likely),
            "a form writes otherwise",
        ),
        (
            "secret with + % : that the server does not decode",
            web().with_odd_secret().fault(Fault::BasicNotDecoded).play(),
            ("secret-encoding", Likely),
            "a form writes otherwise",
        ),
        (
            "verifier altered on purpose",
            web().set(&format!("redeem.code_verifier={short}")).play(),
            ("changed-on-purpose", Certain),
            CHALLENGE,
        ),
        (
            "verifier altered",
            unmarked(web().set(&format!("redeem.code_verifier={short}")).play()),
            ("verifier-differs", Certain),
            CHALLENGE,
        ),
        (
            "verifier altered on its way",
            twisted(web(), Twist::Rewrites("code_verifier", short)),
            ("verifier-differs", Likely),
            "code_verifier does not match",
        ),
        (
            "code used twice",
            twisted(web(), Twist::RedeemedBefore),
            ("code-used-twice", Likely),
            "the code has been used",
        ),
        (
            "redirect URI differing by a slash",
            redirect("http://127.0.0.1:5000/callback/"),
            ("redirect-uri-slash", Likely),
            "`http://127.0.0.1:5000/callback/`",
        ),
        (
            "redirect URI differing by a slash at the token endpoint",
            unmarked(web().set("redeem.redirect_uri=http://127.0.0.1:5000/callback/").play()),
            ("redirect-uri-differs", Certain),
            "one ends in a slash",
        ),
        (
            "localhost for 127.0.0.1",
            redirect("http://localhost:5000/callback"),
            ("redirect-uri-localhost", Likely),
            "`http://127.0.0.1:5000/callback`",
        ),
        ("expired code", twisted(web(), Twist::Wait(minute)), ("code-expired", Certain), "75 s old"),
        (
            "wrong issuer slash",
            web().planned(|plan| plan.server.issuer = Some(format!("{ISSUER}/"))).play(),
            ("issuer-slash", Certain),
            "the metadata says `http://127.0.0.1:4000`",
        ),
        (
            "missing openid",
            web().planned(|plan| plan.scope = vec!["profile".into()]).play(),
            ("openid-missing", Certain),
            "asked for: profile",
        ),
        ("clock off by 5 minutes", twisted(web(), Twist::ServerAhead(300)), ("clock-here", Certain), "+300 s"),
        (
            "PKCE required but absent",
            web().pkce(Pkce::None).policy(|policy| policy.pkce = PkcePolicy::Required).play(),
            ("pkce-required", Certain),
            "code challenge required",
        ),
        (
            "plain where S256 is demanded",
            web().pkce(Pkce::Plain).policy(|policy| policy.pkce_methods = PkceMethods::S256).play(),
            ("pkce-plain-refused", Certain),
            "methods S256",
        ),
        (
            "foreign client",
            web().planned(|plan| plan.client.client_id = "nobody".into()).play(),
            ("client-unknown-to-browser", Certain),
            "do not know this client",
        ),
        (
            "the code of a foreign client",
            code_of_another_client(),
            ("code-of-another-client", Certain),
            "authorize named `native-app`, redeem named `another-app`",
        ),
        (
            "disabled grant",
            without_code_grant(),
            ("grant-not-allowed", Likely),
            "not registered for authorization_code",
        ),
        ("HTML error page", wrong().fault(Fault::ErrorAsHtml).play(), ("html-page", Likely), "Something went wrong"),
        (
            "200 with error",
            wrong().fault(Fault::ErrorWithStatus200).play(),
            ("secret-wrong", Likely),
            "`invalid_client` came with status 200",
        ),
        ("kid unknown", web().fault(Fault::IdTokenUnknownKid).play(), ("kid-unknown", Certain), "fetched 2 times"),
        ("nonce missing", web().fault(Fault::NonceMissing).play(), ("nonce-not-returned", Certain), "a nonce was in"),
        (
            "provider down in the middle",
            twisted(web(), Twist::DownAtRedeem),
            ("provider-down-midway", Certain),
            "answered at the step discover",
        ),
        (
            "no verifier where a challenge was shown",
            unmarked(web().unset("redeem.code_verifier").play()),
            ("verifier-missing", Certain),
            "carried a code_challenge",
        ),
        (
            "no secret",
            web().planned(|plan| plan.client.client_secret = None).play(),
            ("proof-missing", Certain),
            "neither",
        ),
    ]
}

#[test]
fn every_broken_login_has_its_cause_first() {
    let mut wrong = Vec::new();
    for (name, trace, (id, confidence), evidence) in broken() {
        let found = diagnose(&trace);
        let right = found.first().is_some_and(|first| {
            (first.id, first.confidence) == (id, confidence)
                && first.evidence.iter().any(|said| said.contains(evidence))
        });
        if !right {
            wrong.push(format!("{name}: {:?}\n{found:#?}", trace.ended));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What can be excluded is excluded: never five possible causes.
#[test]
fn what_this_program_did_itself_is_ruled_out() {
    for (name, trace, ..) in broken() {
        let found = diagnose(&trace);
        let open = found.iter().filter(|cause| cause.confidence != Confidence::Certain).count();
        assert!(open <= 4, "{name}: {found:#?}");
    }
    let used: Vec<Diagnosis> = diagnose(&twisted(Scene::web_app(), Twist::RedeemedBefore));
    let cleared: Vec<&str> = used[0].ruled_out.iter().map(|ruled_out| ruled_out.cause.as_str()).collect();
    for cause in ["another code_verifier", "another redirect_uri at the token endpoint", "the code was too old"] {
        assert!(cleared.contains(&cause), "{cause} in {cleared:?}");
    }
    assert!(used[0].ruled_out.iter().any(|ruled_out| ruled_out.how.contains(CHALLENGE)));
}

/// An answer that came twice, as by a reload: the listener waits past the second one and keeps it.
#[test]
fn a_second_answer_tells_of_a_second_use() {
    let mut trace = Scene::web_app().set("redeem.code=spent").play();
    let callback = trace.last(Step::Callback).unwrap().clone();
    let redeem = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap();
    let code = callback.request.query().get("code").unwrap().to_owned();
    let form: Params = redeem.request.form().unwrap().with("x", "y");
    let form = Params::parse(&form.to_form().replace("code=spent", &format!("code={code}")));
    redeem.request.body = form.to_form().into();
    redeem.tampered.clear();
    let mut second = callback;
    second.stray = Some("the answer came again".into());
    trace.exchanges.push(second);
    let found = diagnose(&trace);
    assert_eq!(found[0].id, "code-used-twice", "{found:#?}");
}

/// A request that goes once more for a nonce is no second use of its code, unless the server takes it for one.
#[test]
fn a_nonce_that_was_asked_for_is_no_second_use() {
    let altered = diagnose(&twisted(Scene::web_app().bound(), Twist::Rewrites("code_verifier", "x")));
    assert_eq!(altered[0].id, "verifier-differs", "{altered:#?}");
    let spent = diagnose(&Scene::web_app().bound().fault(Fault::DpopNonceSpendsCode).play());
    assert_eq!(spent[0].id, "code-used-twice", "{spent:#?}");
    assert!(spent[0].cause.contains("asked for a nonce"), "{spent:#?}");
}

/// What the metadata demands is a cause only where the request did not meet it.
#[test]
fn a_request_that_was_pushed_is_not_told_to_be_pushed() {
    let required = |push| {
        Scene::web_app().pkce(Pkce::None).planned(|plan| plan.asked.push = push).policy(|policy| {
            policy.asking.par = Par::Required;
            policy.pkce = PkcePolicy::Required;
        })
    };
    let causes = |push| diagnose(&required(push).play()).into_iter().map(|found| found.id).collect::<Vec<_>>();
    assert!(causes(Push::Never).contains(&"request-must-be-pushed"));
    let pushed = causes(Push::Auto);
    assert!(pushed[0] == "pkce-required" && !pushed.contains(&"request-must-be-pushed"), "{pushed:?}");
}

/// Also of an ID token that the browser brought.
#[test]
fn a_time_in_milliseconds_is_seen_wherever_the_token_came() {
    for response_type in [ResponseType::Code, ResponseType::CodeIdToken, ResponseType::IdTokenToken] {
        let found =
            diagnose(&Scene::web_app().response_type(response_type).fault(Fault::IdTokenExpMilliseconds).play());
        assert_eq!(found[0].id, "time-in-milliseconds", "{response_type:?} {found:#?}");
    }
}
