//! Which part of many targets this run takes: by word, or as the CI engine says.

use crate::world::environment;

/// One part of several; or how many there are, where the CI engine says which one this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Which part it is, from 1; none where it is to be read from the environment.
    part: Option<u32>,
    /// How many parts there are.
    of: u32,
}

/// One part of several, and who said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which part it is, from 0.
    index: usize,
    /// How many parts there are.
    of: usize,
    /// The variable that told the index, where one did.
    told_by: Option<&'static str>,
}

/// How an engine tells a job which of several it is.
struct Engine {
    index: &'static str,
    total: Option<&'static str>,
    /// The index of the first job.
    first: u32,
}

/// GitLab counts from 1; Buildkite, `CircleCI` and Kubernetes (indexed jobs, which do not tell their number) from 0.
const ENGINES: [Engine; 4] = [
    Engine { index: "CI_NODE_INDEX", total: Some("CI_NODE_TOTAL"), first: 1 },
    Engine { index: "BUILDKITE_PARALLEL_JOB", total: Some("BUILDKITE_PARALLEL_JOB_COUNT"), first: 0 },
    Engine { index: "CIRCLE_NODE_INDEX", total: Some("CIRCLE_NODE_TOTAL"), first: 0 },
    Engine { index: "JOB_COMPLETION_INDEX", total: None, first: 0 },
];

impl Partition {
    /// Reads `2/5`, or `5`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.parse::<u32>().ok().filter(|number| (1..=100_000).contains(number));
        let read = match text.split_once('/') {
            Some((part, of)) => number(part).zip(number(of)).map(|(part, of)| Self { part: Some(part), of }),
            None => number(text).map(|of| Self { part: None, of }),
        };
        read.filter(|partition| partition.part <= Some(partition.of)).ok_or_else(|| {
            "it has to be like 2/5, the second of five, or 5 where the CI engine says which one".to_owned()
        })
    }

    /// The part as it stands in the environment of this run; an error where nobody says which one it is.
    pub fn share(self) -> Result<Share, String> {
        self.share_in(&environment::variable)
    }

    fn share_in(self, variable: &dyn Fn(&str) -> Option<String>) -> Result<Share, String> {
        if let Some(part) = self.part {
            return Ok(Share::new((part, self.of), None));
        }
        let told = ENGINES.iter().find_map(|engine| Some((engine, engine.part(variable)?)));
        let names = || ENGINES.map(|engine| engine.index).join(", ");
        let (engine, part) = told.ok_or_else(|| format!("none of {} says which part this is", names()))?;
        if part > self.of {
            return Err(format!("{} says part {part}, and there are {}", engine.index, self.of));
        }
        Ok(Share::new((part, self.of), Some(engine.index)))
    }
}

impl Engine {
    /// Which part this is, from 1.
    fn part(&self, variable: &dyn Fn(&str) -> Option<String>) -> Option<u32> {
        let index: u32 = variable(self.index)?.parse().ok()?;
        index.checked_sub(self.first)?.checked_add(1)
    }
}

impl Share {
    fn new((part, of): (u32, u32), told_by: Option<&'static str>) -> Self {
        let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        Self { index: number(part).saturating_sub(1), of: number(of), told_by }
    }

    /// What the CI engine of this run says, where it says both numbers and there is more than one part.
    pub fn of_engine() -> Option<Self> {
        Self::of_engine_in(&environment::variable)
    }

    fn of_engine_in(variable: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let told = |engine: &Engine| {
            let of: u32 = variable(engine.total?)?.parse().ok()?;
            let part = engine.part(variable).filter(|part| *part <= of)?;
            Some(Self::new((part, of), Some(engine.index)))
        };
        ENGINES.iter().find_map(told).filter(|share| share.of > 1)
    }

    /// Those of these that are in a part; all of them, sorted as well, where there are no parts.
    pub fn take_of(share: Option<&Self>, names: Vec<String>) -> Vec<String> {
        let whole = Self { index: 0, of: 1, told_by: None };
        share.unwrap_or(&whole).take(names)
    }

    /// Those of these that are in this part: sorted by name, one goes to each part in turn, so that all machines see the
    /// same parts, of the same size.
    fn take(&self, mut names: Vec<String>) -> Vec<String> {
        names.sort();
        names.dedup();
        names.into_iter().skip(self.index).step_by(self.of).collect()
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "part {} of {}", self.index + 1, self.of)?;
        self.told_by.map_or(Ok(()), |variable| write!(f, ", as {variable} says"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    fn within(environment: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        |name| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn every_target_is_in_exactly_one_part_whatever_their_order() {
        let of = |part, text| Partition { part: Some(part), of: 3 }.share().unwrap().take(names(text));
        assert_eq!(of(1, "d b a c"), ["a", "d"]);
        assert_eq!(of(2, "c d a b b"), ["b"]);
        assert_eq!(of(3, "a b c d"), ["c"]);
        let beyond = Partition { part: Some(3), of: 3 }.share().unwrap().take(names("a b"));
        assert_eq!(beyond, Vec::<String>::new());
    }

    #[test]
    fn what_is_no_part_is_refused() {
        assert_eq!(Partition::parse("2/5"), Ok(Partition { part: Some(2), of: 5 }));
        assert_eq!(Partition::parse("5"), Ok(Partition { part: None, of: 5 }));
        for wrong in ["", "0", "0/5", "6/5", "2/0", "-1/5", "a/b", "1/2/3", "1/99999999999"] {
            assert!(Partition::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_engine_counts_in_its_own_way() {
        let engines: [(&[(&str, &str)], &str); 3] = [
            (&[("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "4")], "part 2 of 4, as CI_NODE_INDEX says"),
            (
                &[("BUILDKITE_PARALLEL_JOB", "0"), ("BUILDKITE_PARALLEL_JOB_COUNT", "4")],
                "part 1 of 4, as BUILDKITE_PARALLEL_JOB says",
            ),
            (&[("CIRCLE_NODE_INDEX", "3"), ("CIRCLE_NODE_TOTAL", "4")], "part 4 of 4, as CIRCLE_NODE_INDEX says"),
        ];
        for (environment, expected) in engines {
            assert_eq!(Share::of_engine_in(&within(environment)).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn an_engine_that_tells_half_of_it_needs_the_other_half() {
        let kubernetes = within(&[("JOB_COMPLETION_INDEX", "1")]);
        assert_eq!(Share::of_engine_in(&kubernetes), None);
        let share = Partition { part: None, of: 5 }.share_in(&kubernetes).unwrap();
        assert_eq!(share.to_string(), "part 2 of 5, as JOB_COMPLETION_INDEX says");
        assert!(Partition { part: None, of: 1 }.share_in(&kubernetes).is_err(), "there is no second of one");
        assert!(Partition { part: None, of: 5 }.share_in(&within(&[])).is_err());
        // GitLab tells 1 where a job is not parallel, and CI_NODE_INDEX 0 can not be
        for alone in
            [&[("CI_NODE_TOTAL", "1"), ("CI_NODE_INDEX", "1")], &[("CI_NODE_TOTAL", "3"), ("CI_NODE_INDEX", "0")]]
        {
            let variable =
                |name: &str| alone.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(Share::of_engine_in(&variable), None);
        }
    }
}
