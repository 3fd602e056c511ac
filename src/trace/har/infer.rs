//! The plan of a login that somebody else made, by what its messages show; what they do not show is not invented.

use serde_json::Value;

use super::record::tokens;
use crate::jose::{Jwk, Jwt};
use crate::protocol::{
    Asked, AuthMethod, Client, Nonces, Push, RequestObject, ResponseMode, ResponseType, ServerHints, callback,
    client_auth,
};
use crate::trace::mask::is_masked;
use crate::trace::{Dpop, Exchange, Part, Plan, Step, Trace};
use crate::wire::{Body, Params, json, uri};

/// How far clocks may differ, in seconds, as in a login of our own.
const SKEW: u64 = 60;
/// How the name of a pushed request begins (RFC 9126 2.2).
const PUSHED: &str = "urn:ietf:params:oauth:request_uri:";
/// No name of a mode is longer.
const MOST_MODE: usize = 40;
/// The parameters that have a place of their own in a plan.
const PLACED: [&str; 14] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "request",
    "request_uri",
    "dpop_jkt",
    "client_secret",
    "client_assertion",
];

/// Fills the plan of a record that has only its messages; `carried` is what the browser carried.
pub(super) fn plan(trace: &mut Trace, carried: &Params) {
    let asked = trace.asked();
    let shown = trace.last(Step::Redeem).map(redeeming).unwrap_or_default();
    let mut plan = Plan {
        client: client(trace, (&asked, &shown)),
        server: server(trace),
        scope: asked
            .get("scope")
            .unwrap_or_default()
            .split(' ')
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        asked: wish(trace, (&asked, carried)),
        pkce: trace.challenge_method(),
        response_mode: asked.get("response_mode").and_then(response_mode),
        nonces: Nonces {
            state: asked.get("state").map(str::to_owned),
            nonce: asked.get("nonce").map(str::to_owned),
            code_verifier: shown.get("code_verifier").map(str::to_owned),
        },
        dpop: trace.last(Step::Redeem).and_then(|redeem| dpop(redeem, &asked)),
        then: then(trace),
        clock_skew: SKEW,
        captured: trace.plan.captured.clone(),
        ..Plan::default()
    };
    let lacks = lacks(trace, &plan);
    if let Some(captured) = &mut plan.captured {
        captured.lacks = lacks;
        captured.response_mode = asked
            .get("response_mode")
            .filter(|mode| response_mode(mode).is_none())
            .map(|mode| mode.chars().take(MOST_MODE).collect());
    }
    trace.plan = plan;
}

/// The parameters of a token request, whether they stand in a form or in JSON.
fn redeeming(redeem: &Exchange) -> Params {
    let members = || {
        let members = json::object(redeem.request.body.octets()).ok()?;
        Some(members.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect())
    };
    redeem.request.form().or_else(members).unwrap_or_default()
}

fn client(trace: &Trace, (asked, shown): (&Params, &Params)) -> Client {
    let callback = trace.last(Step::Callback).map(|exchange| uri::without_query(&exchange.request.url).to_owned());
    let text = |params: &Params, name: &str| params.get(name).map(str::to_owned);
    let redeem = trace.last(Step::Redeem);
    let basic = redeem.and_then(|redeem| redeem.request.headers.get("authorization")).is_some();
    let method = match (shown.get("client_assertion"), shown.get("client_secret"), basic) {
        _ if redeem.is_none() => None,
        (Some(assertion), ..) => Some(client_auth::method_of(assertion)),
        (_, Some(_), _) => Some(AuthMethod::ClientSecretPost),
        (_, _, true) => Some(AuthMethod::ClientSecretBasic),
        _ => Some(AuthMethod::None),
    };
    Client {
        client_id: text(asked, "client_id").or_else(|| text(shown, "client_id")).unwrap_or_default(),
        client_secret: text(shown, "client_secret").or_else(|| basic_secret(redeem?)),
        redirect_uri: text(asked, "redirect_uri")
            .or_else(|| text(shown, "redirect_uri"))
            .or(callback)
            .unwrap_or_default(),
        auth_method: method,
        ..Client::default()
    }
}

/// The secret in a Basic header (RFC 6749 2.3.1).
fn basic_secret(redeem: &Exchange) -> Option<String> {
    use base64::Engine as _;
    let header = redeem.request.headers.get("authorization")?;
    let (_, credentials) = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))?;
    let octets = base64::engine::general_purpose::STANDARD.decode(credentials.trim()).ok()?;
    let pair = String::from_utf8(octets).ok()?;
    let (_, secret) = pair.split_once(':')?;
    Params::parse(&format!("={secret}")).get("").map(str::to_owned)
}

/// With metadata in the capture the server is what that says; without, the places that were really used.
fn server(trace: &Trace) -> ServerHints {
    let bare = |step: Step| Some(uri::without_query(&trace.last(step)?.request.url).to_owned());
    let mut hints = ServerHints {
        authorization_endpoint: bare(Step::Authorize),
        token_endpoint: bare(Step::Redeem),
        userinfo_endpoint: bare(Step::Userinfo),
        jwks_uri: trace.last(Step::Keys).map(|exchange| exchange.request.url.clone()),
        ..ServerHints::default()
    };
    if let Some(discover) = trace.last(Step::Discover) {
        hints.issuer = issuer(discover);
        hints.discover = hints.issuer.is_some();
    }
    hints
}

/// The issuer for which a metadata document was asked (OpenID Connect Discovery 4, RFC 8414 3).
fn issuer(discover: &Exchange) -> Option<String> {
    let url = uri::without_query(&discover.request.url);
    let asked = match url.split_once("/.well-known/openid-configuration") {
        Some((issuer, _)) => issuer.to_owned(),
        None => {
            url.split_once("/.well-known/oauth-authorization-server").map(|(origin, path)| format!("{origin}{path}"))?
        }
    };
    let document = discover.response.as_ref().and_then(|response| json::object(response.body.octets()).ok());
    let named = document.as_ref().and_then(|document| document.get("issuer")?.as_str());
    // Whether the app's issuer ends in a slash is not seen in the address, which is the same for both.
    Some(named.filter(|named| named.strip_suffix('/') == Some(&asked)).map_or(asked.clone(), str::to_owned))
}

fn wish(trace: &Trace, (asked, carried): (&Params, &Params)) -> Asked {
    let is_pushed = trace.last(Step::Push).is_some()
        || carried.get("request_uri").is_some_and(|request_uri| request_uri.starts_with(PUSHED));
    let is_signed = carried.get("request").is_some();
    let placed = |name: &str| PLACED.contains(&name);
    Asked {
        response_type: asked.get("response_type").and_then(response_type).unwrap_or_default(),
        push: if is_pushed { Push::Always } else { Push::Auto },
        request_object: if is_signed { RequestObject::Signed } else { RequestObject::None },
        parameters: asked
            .iter()
            .filter(|(name, _)| !placed(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    }
}

/// The order of the words does not matter (OAuth 2.0 Multiple Response Type Encoding Practices 3).
fn response_type(value: &str) -> Option<ResponseType> {
    let words = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    ResponseType::ALL.into_iter().find(|known| words(known.name()) == words(value))
}

fn response_mode(value: &str) -> Option<ResponseMode> {
    ResponseMode::ALL.into_iter().find(|mode| mode.name() == value)
}

/// The key that the token request proves (RFC 9449 4.2).
fn dpop(redeem: &Exchange, asked: &Params) -> Option<Dpop> {
    let proof = Jwt::parse(redeem.request.headers.get("dpop")?).ok()?;
    let jwk = Jwk(proof.header.get("jwk")?.as_object()?.clone()).bare()?;
    let thumbprint = jwk.thumbprint()?;
    Some(Dpop { alg: proof.alg().to_owned(), jwk: jwk.0, thumbprint, binds_code: asked.get("dpop_jkt").is_some() })
}

/// What was done with the tokens afterwards.
fn then(trace: &Trace) -> Vec<Step> {
    let steps = [Step::Refresh, Step::Introspect, Step::Revoke, Step::Logout];
    steps.into_iter().filter(|step| trace.last(*step).is_some()).collect()
}

fn lacks(trace: &Trace, plan: &Plan) -> Vec<Part> {
    let answered = |step: Step| trace.last(step).is_some_and(|exchange| exchange.response.is_some());
    let has_code = plan.asked.response_type.has_code();
    let redeem = trace.last(Step::Redeem);
    let refused = callback::carries_answer(&trace.answered()) && trace.answered().get("error").is_some();
    let parts = [
        (Part::Metadata, !answered(Step::Discover)),
        (Part::Request, trace.asked().get("response_type").is_none()),
        (Part::Answer, trace.last(Step::Callback).is_none()),
        (Part::TokenRequest, has_code && redeem.is_none() && !refused),
        (Part::TokenResponse, redeem.is_some_and(|redeem| redeem.response.is_none() && redeem.failure.is_none())),
        (Part::Keys, needs_keys(trace, plan)),
        (Part::Values, trace.exchanges.iter().any(is_taken_from)),
        (Part::Times, trace.exchanges.iter().all(|exchange| exchange.started_ms == 0)),
    ];
    parts.into_iter().filter(|(_, is_missing)| *is_missing).map(|(part, _)| part).collect()
}

/// Whether values were taken out of a message: by whoever gave the capture away, or by this program when it wrote one.
fn is_taken_from(exchange: &Exchange) -> bool {
    // What was typed at the server is never taken over.
    let body = Some(&exchange.request.body).filter(|_| exchange.step != Step::SignIn);
    let answer = exchange.response.as_ref().map(|response| &response.body);
    let masked = |body: &Body| body.text().is_some_and(is_masked);
    let fields = exchange.request.headers.get("authorization").is_some_and(is_masked);
    is_masked(&exchange.request.url) || fields || body.is_some_and(masked) || answer.is_some_and(masked)
}

/// Whether there is a signature that nothing in the capture can prove.
fn needs_keys(trace: &Trace, plan: &Plan) -> bool {
    let answered = trace.answered();
    let token = tokens(trace).and_then(|members| members.get("id_token").and_then(Value::as_str).map(str::to_owned));
    let token = token.or_else(|| answered.get("id_token").map(str::to_owned));
    let signed = token.or_else(|| {
        trace.last(Step::Callback).and_then(|it| callback::parameters(&it.request).0.get("response").map(str::to_owned))
    });
    let Some(jwt) = signed.and_then(|signed| Jwt::parse(&signed).ok()) else { return false };
    if jwt.alg().starts_with("HS") {
        return plan.client.client_secret.is_none();
    }
    trace.last(Step::Keys).is_none_or(|keys| keys.response.is_none())
}
