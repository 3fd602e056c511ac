//! Signed requests: what has no right signature, or was made for somebody else, is not taken (RFC 9101).

use std::time::UNIX_EPOCH;

use serde_json::{Map, Value, json};

use super::{lists, not_offered};
use crate::jose::{Jwt, SigningKey, base64url, sign_hs256};
use crate::probe::stations::front::{self, Landed, Look};
use crate::probe::{Desk, Part, Profile, Skip, Verdict, Visitor};
use crate::protocol::client_auth::Evidence;
use crate::protocol::{Server, request_object};
use crate::wire::Params;

const INTEGRITY: &str = "jar-integrity";
const EXTERNAL: &str = "jar-external-request-uri";
const ALGORITHMS: &str = "request_object_signing_alg_values_supported";

/// Looks at every check about request objects.
pub(super) async fn check(desk: &Desk<'_>) {
    let Some(server) = desk.server() else { return };
    if desk.wants(INTEGRITY) {
        check_integrity(desk, server).await;
    }
    if desk.wants(EXTERNAL) {
        check_external(desk, server).await;
    }
}

/// A request object and what it is made of.
struct Object {
    params: Params,
    header: Map<String, Value>,
    claims: Map<String, Value>,
    compact: String,
}

/// What is wrong with a request object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    BrokenSignature,
    Unsigned,
    OtherKey,
    OtherAudience,
    Expired,
}

async fn check_integrity(desk: &Desk<'_>, server: &Server) {
    if !server.declares("request_parameter_supported") && !lists(desk, ALGORITHMS) {
        return not_offered(desk, &[INTEGRITY], "request objects: `request_parameter_supported`");
    }
    let Some(object) = Object::right(desk, server) else {
        return desk.skip(INTEGRITY, Skip::PublicClient, "a key or a secret to sign requests with");
    };
    let control = object.carried(desk, server, object.compact.clone()).await;
    if !control.landed.is_good() {
        let part = match &control.landed {
            Landed::Nothing(failure) => Part::new(Verdict::Error, "a signed request that works", failure.to_string()),
            landed => {
                let wanted = format!("a signed request that works, and it ended with {}", landed.words());
                Part::skip(Skip::ControlFailed, wanted)
            }
        };
        return desk.note(INTEGRITY, part.shown_by(control.exchanges));
    }
    for flaw in Flaw::ALL {
        let Some(object) = Object::right(desk, server) else { return };
        let Some(compact) = object.spoilt(desk, flaw) else { continue };
        let look = object.carried(desk, server, compact).await;
        let verdict = look.landed.fate(&control.landed).verdict(flaw.badness(desk));
        desk.note(INTEGRITY, look.part(verdict, "invalid_request_object, or an error page").labelled(flaw.words()));
    }
}

impl Object {
    /// The object that this client would send. Nothing where it has nothing to sign with.
    fn right(desk: &Desk<'_>, server: &Server) -> Option<Self> {
        let plan = front::quiet(desk).ok()?;
        let params = front::parameters(&plan);
        let now = desk.site.now().duration_since(UNIX_EPOCH).ok()?.as_secs();
        let jti = desk.site.draw().ok()?;
        let evidence = Evidence { key: desk.subject.keys.client.as_deref(), now, jti: &jti };
        let compact = request_object::sign(&plan.client, server, evidence, &params)?;
        let Jwt { header, claims, .. } = Jwt::parse(&compact).ok()?;
        Some(Self { params, header, claims, compact })
    }

    /// Carries an object to the authorization endpoint.
    async fn carried(&self, desk: &Desk<'_>, server: &Server, compact: String) -> Look {
        front::look(desk, &request_object::by_value(server, &self.params, compact), Visitor::Stranger).await
    }

    fn spoilt(&self, desk: &Desk<'_>, flaw: Flaw) -> Option<String> {
        let client = desk.subject.keys.client.as_deref();
        let mut claims = self.claims.clone();
        match flaw {
            Flaw::BrokenSignature => {
                let (input, signature) = self.compact.rsplit_once('.')?;
                Some(format!("{input}.{}", turned(signature)))
            }
            Flaw::Unsigned => {
                let mut header = self.header.clone();
                header.insert("alg".into(), json!("none"));
                header.shift_remove("kid");
                Some(format!("{}.{}.", encoded(&header), encoded(&claims)))
            }
            Flaw::OtherKey => match client {
                Some(key) => self.signed(Some(&SigningKey::generate(key.algorithm())?), "", &claims),
                None => self.signed(None, &desk.site.draw().ok()?, &claims),
            },
            Flaw::OtherAudience => {
                claims.insert("aud".into(), json!("https://oauth-flow-check.invalid"));
                self.signed(client, desk.subject.plan.client.client_secret.as_deref().unwrap_or_default(), &claims)
            }
            Flaw::Expired => {
                let past = claims.get("iat").and_then(Value::as_u64)?.saturating_sub(3_600);
                for (name, at) in [("iat", past), ("nbf", past), ("exp", past + 300)] {
                    claims.insert(name.to_owned(), json!(at));
                }
                self.signed(client, desk.subject.plan.client.client_secret.as_deref().unwrap_or_default(), &claims)
            }
        }
    }

    /// The same header over these claims, signed with a key, else with a secret.
    fn signed(&self, key: Option<&SigningKey>, secret: &str, claims: &Map<String, Value>) -> Option<String> {
        let (header, claims) = (Value::Object(self.header.clone()), Value::Object(claims.clone()));
        match key {
            Some(key) => key.sign_with_header(&header, &claims),
            None => Some(sign_hs256(secret.as_bytes(), &header, &claims)),
        }
    }
}

impl Flaw {
    const ALL: [Self; 5] = [Self::BrokenSignature, Self::Unsigned, Self::OtherKey, Self::OtherAudience, Self::Expired];

    fn words(self) -> &'static str {
        match self {
            Self::BrokenSignature => "a broken signature",
            Self::Unsigned => "alg none",
            Self::OtherKey => "signed with another key",
            Self::OtherAudience => "made out to another server",
            Self::Expired => "expired",
        }
    }

    /// How bad it is to take it.
    fn badness(self, desk: &Desk<'_>) -> Verdict {
        let document = desk.server().and_then(|server| server.metadata.as_ref());
        let listed = document.and_then(|document| document.list(ALGORITHMS)).unwrap_or_default();
        match self {
            // OpenID Connect Core 6.1 lets a server offer it.
            Self::Unsigned if listed.contains(&"none") => Verdict::Warn,
            Self::BrokenSignature | Self::Unsigned | Self::OtherKey => Verdict::Fail,
            Self::OtherAudience | Self::Expired if desk.options.profile == Profile::Fapi2 => Verdict::Fail,
            Self::OtherAudience | Self::Expired => Verdict::Warn,
        }
    }
}

/// The same length and alphabet, another signature.
fn turned(signature: &str) -> String {
    let swap = |c: char| if c == 'A' { 'B' } else { 'A' };
    // The last character may hold bits that no decoder reads (RFC 4648 3.5), so it is the first that changes.
    let mut all = signature.chars();
    all.next().map(swap).into_iter().chain(all).collect()
}

fn encoded(members: &Map<String, Value>) -> String {
    base64url(Value::Object(members.clone()).to_string().as_bytes())
}

/// A request object at an address that nobody registered: whoever fetches it can be sent anywhere (RFC 9101 10.4).
async fn check_external(desk: &Desk<'_>, server: &Server) {
    let knows = server.speaks_openid()
        || server.endpoint(crate::protocol::Endpoint::PushedAuthorizationRequest).is_some()
        || lists(desk, ALGORITHMS);
    if !knows {
        return not_offered(desk, &[EXTERNAL], "OpenID Connect, PAR or request objects");
    }
    let Ok(plan) = front::quiet(desk) else { return };
    let params = front::parameters(&plan);
    let control = front::look(desk, &params, Visitor::Stranger).await;
    let look = front::look(
        desk,
        &params.with("request_uri", "https://oauth-flow-check.invalid/request.jwt"),
        Visitor::Stranger,
    )
    .await;
    // Where every plain request is refused this one is too, and that is right as well.
    let verdict = look.landed.fate(&control.landed).verdict(Verdict::Warn);
    desk.note(EXTERNAL, look.part(verdict, "request_uri_not_supported or invalid_request_uri"));
}
