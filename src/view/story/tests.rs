use super::*;
use crate::trace::Level;
use crate::view::sample;

#[test]
#[ignore = "prints the story to look at"]
fn look() {
    let width = std::env::var("WIDTH").map_or(100, |width| width.parse().unwrap());
    for (trace, level) in [(sample::confidential(), Level::Open), (sample::public(), Level::Kept)] {
        println!("{}", story(&Report::of(&trace, level), Lessons::Told, width).to_plain());
        println!("{}", "=".repeat(width));
    }
}
