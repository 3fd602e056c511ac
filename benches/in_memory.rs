//! What one login costs without sockets and processes: the flow with its signatures, the judging, the telling; and what
//! it costs to play every attack against every defence.
#![expect(clippy::unwrap_used, reason = "a measurement stops at the first surprise")]

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::{Criterion, criterion_group, criterion_main};
use oauth_flow::flow::{Run, Silent, login};
use oauth_flow::jose::Algorithm;
use oauth_flow::lab::{Defences, cells};
use oauth_flow::practice::{Config, Keys, Provider};
use oauth_flow::protocol::{BasicEncoding, Client, Nonces, Pkce, ServerHints};
use oauth_flow::rules::judge;
use oauth_flow::trace::{Ending, Level, Plan, Trace};
use oauth_flow::view::Report;
use oauth_flow::view::story::{Lessons, story};
use oauth_flow::world::memory::Memory;

const ISSUER: &str = "http://127.0.0.1:4000";
const WIDTH: usize = 100;

fn plan(config: &Config) -> Plan {
    let client = config.clients.iter().find(|client| client.client_id == "web-app").unwrap();
    Plan {
        server: ServerHints { issuer: Some(ISSUER.into()), discover: true, ..ServerHints::default() },
        client: Client {
            client_id: client.client_id.clone(),
            client_secret: client.client_secret.clone(),
            redirect_uri: "http://127.0.0.1:5000/callback".into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
            ..Client::default()
        },
        scope: ["openid", "profile", "offline_access"].map(str::to_owned).to_vec(),
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces {
            state: Some("c3RhdGUtc3RhdGUtc3RhdGUtMQ".into()),
            nonce: Some("bm9uY2Utbm9uY2Utbm9uY2UtMQ".into()),
            code_verifier: Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into()),
        },
        clock_skew: 60,
        practice: true,
        ..Plan::default()
    }
}

/// A provider with its keys ready, and a client that goes there again and again.
struct Stage {
    runtime: tokio::runtime::Runtime,
    plan: Plan,
    world: Option<Memory>,
}

impl Stage {
    fn signing_by(algorithm: Algorithm) -> Self {
        let mut config = Config::default();
        for client in &mut config.clients {
            client.id_token_signed_response_alg = algorithm;
        }
        let plan = plan(&config);
        let provider = Provider::new(ISSUER, config, Keys::instant().unwrap(), [7; 32]);
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        Self { runtime, plan, world: Some(Memory { provider, now, user: "alice".into(), draws: 0 }) }
    }

    fn log_in(&mut self) -> Trace {
        let mut run = Run::new(self.plan.clone(), self.world.take().unwrap(), Silent, Vec::new());
        self.runtime.block_on(login(&mut run));
        let (trace, world, _) = run.into_parts();
        assert_eq!(trace.ended, Ending::Finished);
        self.world = Some(world);
        trace
    }
}

fn in_memory(criterion: &mut Criterion) {
    for (name, algorithm) in [("login, ES256", Algorithm::Es256), ("login, RS256", Algorithm::Rs256)] {
        let mut stage = Stage::signing_by(algorithm);
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(stage.log_in())));
    }
    let trace = Stage::signing_by(Algorithm::Es256).log_in();
    criterion.bench_function("judge", |bencher| bencher.iter(|| judge(black_box(&trace))));
    for (name, level) in [("tell, in full", Level::Open), ("tell, masked", Level::Kept)] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| story(&Report::of(black_box(&trace), level), Lessons::Told, WIDTH).to_plain());
        });
    }
}

/// The whole matrix, one defence at a time: what `lab matrix` plays, which should take less than 300 ms.
fn matrix(criterion: &mut Criterion) {
    let columns = Defences::alone();
    let mut group = criterion.benchmark_group("lab");
    group.sample_size(10);
    group.bench_function("matrix", |bencher| bencher.iter(|| cells(black_box(&columns)).unwrap()));
    group.finish();
}

criterion_group!(benches, in_memory, matrix);
criterion_main!(benches);
