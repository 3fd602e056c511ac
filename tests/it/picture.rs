//! The picture of the README: parts of a real run in which nothing changes from run to run.

use oauth_flow::trace::{Level, Step};
use oauth_flow::view::{Line, Meaning, Report, Text, card, redeemers, svg};
use oauth_flow::wire::Headers;

use crate::generated::expect_file;
use crate::stage::Scene;

const WIDTH: usize = 100;

#[test]
fn the_picture_of_the_readme_is_a_real_run() {
    expect_file("docs/run.svg", &svg::picture(&scenes(), "oauth-flow login"));
}

/// The two requests in which the locks are seen, and the last panel. Keys and signatures are new in every run, so the
/// messages that hold them are left out.
fn scenes() -> Text {
    let report = Report::of(&Scene::web_app().play(), Level::Open);
    let trace = &report.trace;
    let mut picture = Text::default();
    picture.push(Line::default().with(Meaning::Faint, "$ ").with(Meaning::Strong, "oauth-flow login"));
    picture.gap();
    for step in [Step::Authorize, Step::Callback, Step::Redeem] {
        let mut exchange = trace.last(step).unwrap().clone();
        exchange.request.headers = telling(&exchange.request.headers);
        picture.extend(card::request(&exchange, trace, WIDTH));
        picture.gap();
    }
    picture.extend(redeemers::laid_out(&report.panel, WIDTH));
    picture
}

/// What every HTTP request carries is no part of this story.
fn telling(headers: &Headers) -> Headers {
    let telling = headers.iter().filter(|(name, _)| ["authorization", "content-type"].contains(name));
    telling.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
