//! The report as `JUnit`, as every build server reads it: a suite for each target, a case for each check.

use std::time::Duration;

use chrono::DateTime;
use quick_junit::{NonSuccessKind, SerializeError, TestCase, TestCaseStatus, TestSuite};

use super::words::{self, safe};
use super::{Checked, Report, Strictness, Target};
use crate::wire::uri;

/// Why there is no `JUnit` document.
pub type NoJunit = SerializeError;

/// The name over all suites.
const NAME: &str = "oauth-flow check";

/// The whole document.
pub fn junit(report: &Report, strictness: Strictness) -> Result<String, NoJunit> {
    let mut document = quick_junit::Report::new(NAME);
    let micros = report.targets.iter().map(|target| target.elapsed_us).fold(0, u64::saturating_add);
    document.set_time(Duration::from_micros(micros));
    for target in &report.targets {
        document.add_test_suite(suite(target, strictness));
    }
    document.to_string().map(|text| as_agreed(&text))
}

fn suite(target: &Target, strictness: Strictness) -> TestSuite {
    let mut suite = TestSuite::new(safe(&words::subject(target)));
    suite.set_time(Duration::from_micros(target.elapsed_us));
    let started = i64::try_from(target.started_ms).ok().and_then(DateTime::from_timestamp_millis);
    if let Some(started) = started {
        suite.set_timestamp(started);
    }
    let issuer = target.issuer.as_deref().unwrap_or(&target.name);
    if !uri::host(issuer).is_empty() {
        suite.extra.insert("hostname".into(), safe(uri::host(issuer)).into());
    }
    let told = [("suite", target.suite.as_str()), ("profile", &target.profile), ("verdict", &target.verdict)];
    let facts = target.facts.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in told.into_iter().chain(facts) {
        suite.add_property((safe(name), safe(value)));
    }
    if let Some(why) = &target.cut_short {
        suite.set_system_err(safe(&format!("cut short: {why}")));
    }
    suite.add_test_cases(target.checks.iter().map(|check| case(target, check, strictness)));
    suite
}

fn case(target: &Target, check: &Checked, strictness: Strictness) -> TestCase {
    let evidence = words::lines(target, check).join("\n");
    let status = match (check.verdict.as_str(), check.counts()) {
        ("pass", _) => TestCaseStatus::success(),
        ("skip", _) => skipped(check.reason.as_deref().unwrap_or("skip"), &words::lines_of_skip(check)),
        (_, false) => skipped("known", &evidence),
        ("fail", _) => not_passed(NonSuccessKind::Failure, check, &evidence),
        ("error", _) => not_passed(NonSuccessKind::Error, check, &evidence),
        _ if strictness == Strictness::Strict => not_passed(NonSuccessKind::Failure, check, &evidence),
        // Passed, and what is odd about it is told beside.
        _ => TestCaseStatus::success(),
    };
    let is_remark = check.is_amiss() && matches!(status, TestCaseStatus::Success { .. });
    let mut case = TestCase::new(safe(&check.id), status);
    case.set_classname(safe(&format!("oauth-flow.{}", check.section.replace(' ', "-"))));
    case.set_time(Duration::from_micros(check.elapsed_us()));
    if is_remark {
        case.set_system_out(format!("{}: {}\n{evidence}", safe(&check.verdict), safe(&check.title)));
    }
    case
}

fn skipped(reason: &str, evidence: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(safe(reason)).set_type(safe(reason)).set_description(evidence);
    status
}

fn not_passed(kind: NonSuccessKind, check: &Checked, evidence: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(safe(&check.title)).set_type(safe(&check.verdict)).set_description(evidence);
    status
}

/// No schema in use knows how many were skipped in all suites together; some logs take `##[` for a command.
fn as_agreed(document: &str) -> String {
    let (head, rest) = document.split_once("<testsuites").unwrap_or(("", document));
    let (attributes, suites) = rest.split_once('>').unwrap_or((rest, ""));
    let kept: Vec<&str> = attributes.split(' ').filter(|attribute| !attribute.starts_with("skipped=")).collect();
    format!("{head}<testsuites{}>{suites}", kept.join(" ")).replace("##[", "##&#91;")
}
