use super::*;
use crate::view::sample;

#[test]
fn x() {
    let _ = sample::confidential();
}
