use super::*;
use crate::view::sample;

#[test]
#[ignore]
fn x() {
    let _ = sample::confidential();
}
