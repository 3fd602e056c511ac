//! The report as a page that needs nothing else: the verdict first, what is amiss with its evidence, the rest folded.

use maud::{Markup, html};

use super::words;
use super::{Checked, Ended, Report, Strictness, Target, Tried, skips};
use crate::explain::ledger::Look;
use crate::trace::{Plan, Trace};
use crate::view::escape;
use crate::view::html::{Page, fact, frame, message, said};
use crate::view::paint::Paint;

/// The whole page.
#[must_use]
pub fn html(report: &Report, strictness: Strictness) -> String {
    let ended = Ended::of(report, strictness);
    // Of evidence no plan is known: what travels in it is found by its names.
    let nobody = Trace::begin(Plan::default());
    let evidence = Evidence { paint: Paint::default(), look: Look::of(&nobody) };
    let body = html! {
        header {
            p.place { "oauth-flow check" }
            h1 { (verdict(ended)) }
            (overview(report, strictness))
        }
        @for (index, target) in report.targets.iter().enumerate() { (of_target(target, index, &evidence)) }
        footer { p { (escape::terminal(&report.tool)) } }
    };
    Page { title: format!("check: {}", ended.word()), body, script: None }.write()
}

/// How the messages of the evidence are shown.
struct Evidence<'a> {
    paint: Paint,
    look: Look<'a>,
}

fn verdict(ended: Ended) -> Markup {
    let class = if ended == Ended::Sound { "ok" } else { "bad" };
    html! { span class=(class) { (ended.word()) } @if let Some(remark) = ended.remark() { ": " (remark) } }
}

fn overview(report: &Report, strictness: Strictness) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="what was checked" {
            table.overview {
                thead { tr { td {} th scope="col" { "provider" } th scope="col" { "suite" } th scope="col" { "checks" } th scope="col" { "time" } } }
                tbody {
                    @for target in &report.targets {
                        tr {
                            td { b { (verdict(Ended::of_target(target, strictness))) } }
                            td { (escape::terminal(&words::subject(target))) }
                            td { (escape::terminal(&target.suite)) " " (escape::terminal(&target.profile)) }
                            td { (words::counted(target)) }
                            td { (words::time(target.elapsed_us)) }
                        }
                    }
                }
            }
        }
    }
}

fn of_target(target: &Target, index: usize, evidence: &Evidence<'_>) -> Markup {
    let mut amiss: Vec<&Checked> = target.checks.iter().filter(|check| check.is_amiss()).collect();
    amiss.sort_by_key(|check| (!check.counts(), super::VERDICTS.iter().position(|known| *known == check.verdict)));
    html! {
        section {
            h2 { (escape::terminal(&words::subject(target))) }
            @if let Some(why) = &target.cut_short { p.warn { "cut short: " (escape::terminal(why)) } }
            @if amiss.is_empty() { p { "Nothing is amiss." } }
            @for (number, check) in amiss.iter().enumerate() { (of_check(target, check, &format!("c{index}-{number}"), evidence)) }
            (passed(target))
            (skipped(target))
            (learnt(target))
        }
    }
}

fn of_check(target: &Target, check: &Checked, id: &str, evidence: &Evidence<'_>) -> Markup {
    let word = if check.counts() { check.verdict.as_str() } else { "known" };
    let class = match word {
        "fail" | "error" => "bad",
        "known" => "faint",
        _ => "warn",
    };
    html! {
        div class=(frame(word)) {
            h3 { span class=(class) { (escape::terminal(word)) } " " (escape::terminal(&check.title)) }
            p { code { (escape::terminal(&check.id)) } }
            @for (number, part) in check.telling().enumerate() { (of_part(part, &format!("{id}-{number}"), evidence)) }
            dl.rows.facts { @for (name, text) in words::why(target, check) { (row(name, &text)) } }
        }
    }
}

fn of_part(part: &Tried, id: &str, evidence: &Evidence<'_>) -> Markup {
    html! {
        dl.rows.facts { @for (name, text) in words::tried(part) { (row(name, &text)) } }
        @for (number, exchange) in part.exchanges.iter().enumerate() {
            (message(exchange, &format!("{id}-{number}"), &evidence.look.at(exchange), &evidence.paint))
        }
    }
}

/// What was sent and what can be typed stand as they are; the rest are words.
fn row(name: &str, text: &str) -> Markup {
    if matches!(name, "sent" | "again") { fact(name, text) } else { said(name, text) }
}

/// What is right, by the heading under which it stands.
fn passed(target: &Target) -> Markup {
    let passed: Vec<&Checked> = target.checks.iter().filter(|check| check.verdict == "pass").collect();
    html! {
        @if !passed.is_empty() {
            details.checks {
                summary { span.ok { (passed.len()) " passed" } }
                @for group in passed.chunk_by(|one, other| one.section == other.section) {
                    h4 { (escape::terminal(group.first().map_or("", |check| check.section.as_str()))) }
                    ul {
                        @for check in group {
                            li { (escape::terminal(&check.title)) " " code { (escape::terminal(&check.id)) } " " span.spec { (escape::terminal(&check.spec)) } }
                        }
                    }
                }
            }
        }
    }
}

fn skipped(target: &Target) -> Markup {
    let groups = skips::grouped(target);
    html! {
        @if !groups.is_empty() {
            details.checks {
                summary { (target.counting("skip").count()) " skipped" }
                ul {
                    @for group in groups {
                        li {
                            @for (index, id) in group.ids.iter().enumerate() { @if index > 0 { ", " } code { (escape::terminal(id)) } }
                            ": " (escape::terminal(&group.reason))
                            @if !group.wanted.is_empty() { " (" (escape::terminal(&group.wanted)) ")" }
                        }
                    }
                }
            }
        }
    }
}

fn learnt(target: &Target) -> Markup {
    html! {
        @if !target.facts.is_empty() {
            details.checks {
                summary { "what was learnt besides" }
                dl.rows.facts { @for (name, value) in &target.facts { (fact(&escape::terminal(name), value)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::check::sample;

    const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=y>\"'\u{1b}\u{202e}";

    #[test]
    fn the_verdict_stands_first_and_evidence_beside_what_is_amiss() {
        let mut target = sample::target();
        target.checks = vec![
            sample::checked("pkce-verifier-wrong", "fail"),
            sample::checked("token-baseline", "pass"),
            sample::checked("refresh-reuse", "skip"),
        ];
        let page = html(&Report::of(vec![target]), Strictness::Usual);
        let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is missing in\n{page}"));
        assert!(at("<span class=\"bad\">FAIL</span>") < at("pkce-verifier-wrong"));
        assert!(at("whoever steals a code redeems it") < at("1 passed</span>"));
        assert!(at("1 passed</span>") < at("token-baseline"));
        assert!(page.contains("‹code:43:01234567›") && page.contains("POST</b> https://id.example.com/token"));
        assert!(page.contains("1 skipped"));
    }

    #[test]
    fn what_others_say_stays_text() {
        let mut target = sample::target();
        let mut check = sample::checked("x", "warn");
        check.parts[0].seen = HOSTILE.into();
        check.parts[0].exchanges[0].request.headers.push(HOSTILE, HOSTILE);
        check.title = HOSTILE.into();
        target.name = HOSTILE.into();
        target.issuer = Some(HOSTILE.into());
        target.checks = vec![check];
        target.facts = vec![(HOSTILE.into(), HOSTILE.into())];
        let page = html(&Report::of(vec![target]), Strictness::Strict);
        assert!(
            !page.contains("<script") && !page.contains("<img") && !page.contains(['\u{1b}', '\u{202e}']),
            "{page}"
        );
    }
}
