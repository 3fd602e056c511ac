//! The scenarios, one file each.

mod l01;
mod l02;
mod l03;
mod l04;
mod l05;
mod l06;
mod l07;
mod l08;
mod l09;
mod l10;
mod l11;
mod l12;
mod l13;
mod l14;
mod l15;
mod l16;
mod l17;
mod l18;
mod l19;
mod l20;
mod l21;
mod l22;
mod l23;
mod l24;
mod l25;

use super::Scenario;

/// All of them, in order.
pub(super) const ALL: &[&Scenario] = &[
    &l01::SCENARIO,
    &l02::SCENARIO,
    &l03::SCENARIO,
    &l04::SCENARIO,
    &l05::SCENARIO,
    &l06::SCENARIO,
    &l07::SCENARIO,
    &l08::SCENARIO,
    &l09::SCENARIO,
    &l10::SCENARIO,
    &l11::SCENARIO,
    &l12::SCENARIO,
    &l13::SCENARIO,
    &l14::SCENARIO,
    &l15::SCENARIO,
    &l16::SCENARIO,
    &l17::SCENARIO,
    &l18::SCENARIO,
    &l19::SCENARIO,
    &l20::SCENARIO,
    &l21::SCENARIO,
    &l22::SCENARIO,
    &l23::SCENARIO,
    &l24::SCENARIO,
    &l25::SCENARIO,
];
