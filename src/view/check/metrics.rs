//! What a monitor tells, in the text format that Prometheus reads (`OpenMetrics` 1.0).

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::rounds::{History, QUANTILES, Rounds};

/// The media type of the text.
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

type Labels = Vec<(&'static str, String)>;
type Seconds = Family<Labels, Gauge<f64, AtomicU64>>;

/// Every metric, as a family over its labels.
#[derive(Default)]
struct Metrics {
    rounds: Family<Labels, Counter>,
    verdicts: Family<Labels, Counter>,
    requests: Family<Labels, Counter>,
    up: Family<Labels, Gauge>,
    last_run: Seconds,
    last_success: Seconds,
    latency: Seconds,
}

/// The text for what is known after these rounds.
#[must_use]
pub fn metrics(rounds: &Rounds) -> String {
    let metrics = Metrics::default();
    rounds.histories().for_each(|history| metrics.note(history));
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = encode(&mut text, &metrics.registry());
    text
}

impl Metrics {
    fn note(&self, history: &History) {
        let of = |more: &[(&'static str, &str)]| -> Labels {
            let target = [("target", history.last.name.as_str())];
            target.iter().chain(more).map(|(name, value)| (*name, (*value).to_owned())).collect()
        };
        self.rounds.get_or_create(&of(&[])).inc_by(history.rounds);
        self.up.get_or_create(&of(&[])).set(i64::from(history.is_up()));
        self.last_run.get_or_create(&of(&[])).set(seconds(history.last.started_ms * 1000));
        if let Some(at) = history.last_success_ms {
            self.last_success.get_or_create(&of(&[])).set(seconds(at * 1000));
        }
        for (check, tally) in &history.checks {
            for (verdict, times) in &tally.counts {
                self.verdicts.get_or_create(&of(&[("check", check), ("verdict", verdict)])).inc_by(*times);
            }
        }
        for latency in history.latencies() {
            self.requests.get_or_create(&of(&[("step", latency.step)])).inc_by(latency.times);
            for (quantile, took) in QUANTILES.iter().zip(latency.percentiles) {
                let labels = of(&[("step", latency.step), ("quantile", &quantile.to_string())]);
                self.latency.get_or_create(&labels).set(seconds(took));
            }
        }
    }

    fn registry(self) -> Registry {
        let mut registry = Registry::with_prefix("oauth_flow_check");
        registry.register("rounds", "Rounds of checks", self.rounds);
        registry.register("verdicts", "How often a check came out like this", self.verdicts);
        registry.register("login_requests", "Requests of logins that were measured", self.requests);
        registry.register("up", "Whether nothing failed in the last round", self.up);
        registry.register("last_run_timestamp_seconds", "When the last round began", self.last_run);
        registry.register(
            "last_success_timestamp_seconds",
            "When the last round without a failure began",
            self.last_success,
        );
        registry.register("step_latency_seconds", "How long a step of a login takes, over all rounds", self.latency);
        registry
    }
}

/// Exact to the microsecond for longer than anybody runs this.
fn seconds(microseconds: u64) -> f64 {
    std::time::Duration::from_micros(microseconds).as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::super::rounds::tests::target;
    use super::*;

    #[test]
    fn counts_latencies_and_the_last_success_are_told() {
        let mut rounds = Rounds::default();
        rounds.note(target(1_000, &[("one", "pass")]), &[("redeem", 20_000)]);
        rounds.note(target(61_000, &[("one", "fail")]), &[("redeem", 20_000)]);
        let text = metrics(&rounds);
        for line in [
            "# TYPE oauth_flow_check_verdicts counter",
            "oauth_flow_check_rounds_total{target=\"a\"} 2",
            "oauth_flow_check_verdicts_total{target=\"a\",check=\"one\",verdict=\"fail\"} 1",
            "oauth_flow_check_verdicts_total{target=\"a\",check=\"one\",verdict=\"pass\"} 1",
            "oauth_flow_check_up{target=\"a\"} 0",
            "oauth_flow_check_last_success_timestamp_seconds{target=\"a\"} 1.0",
            "oauth_flow_check_last_run_timestamp_seconds{target=\"a\"} 61.0",
            "oauth_flow_check_login_requests_total{target=\"a\",step=\"redeem\"} 2",
        ] {
            assert!(text.lines().any(|known| known == line), "no `{line}` in\n{text}");
        }
        assert!(
            text.contains("oauth_flow_check_step_latency_seconds{target=\"a\",step=\"redeem\",quantile=\"0.99\"} 0.02")
        );
        assert!(text.ends_with("# EOF\n"));
    }

    #[test]
    fn a_name_cannot_break_out_of_its_label() {
        let mut rounds = Rounds::default();
        let hostile = super::super::Target { name: "a\"} 1\nevil 2\\".into(), ..target(1, &[]) };
        rounds.note(hostile, &[]);
        let text = metrics(&rounds);
        assert!(!text.lines().any(|line| line.starts_with("evil")), "{text}");
    }
}
