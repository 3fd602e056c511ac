//! Every way in which any of many secrets can have been written, found in one pass over a text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use memchr::memmem;

use super::replace::{LONG, forms};
use super::value::mask;

/// The secrets of a record, longest first, and where their forms begin.
#[derive(Debug)]
pub(super) struct Index {
    secrets: Vec<Secret>,
    /// The forms that begin with these octets.
    beginnings: HashMap<u64, Vec<Place>>,
    /// Which beginnings there are at all, by a hash: most places of a text are passed by after one look.
    sieve: Vec<bool>,
    /// Forms that are shorter than a beginning.
    short: Vec<Place>,
}

/// A form of a secret: the first number says which secret it is, the second one which of its forms.
pub(super) type Place = (usize, usize);

#[derive(Debug)]
struct Secret {
    value: String,
    forms: Vec<String>,
    mask: String,
}

/// So many octets tell most forms from all others.
const BEGINNING: usize = 8;
/// The sieve has two to the power of this many holes: sparse also for thousands of forms.
const SIEVE_BITS: u32 = 17;

impl Index {
    /// An index of these values, each with its name.
    pub(super) fn new(named: &BTreeMap<String, String>) -> Self {
        let made = |(value, name): (&String, &String)| Secret {
            forms: forms(value),
            mask: mask(name, value),
            value: value.clone(),
        };
        let mut secrets: Vec<Secret> = named.iter().map(made).collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.value.len()));
        let mut index =
            Self { secrets, beginnings: HashMap::new(), sieve: vec![false; 1 << SIEVE_BITS], short: Vec::new() };
        index.sort_in();
        index
    }

    /// The forms that stand somewhere in a text.
    pub(super) fn find(&self, text: &str) -> BTreeSet<Place> {
        let octets = text.as_bytes();
        let found = |place: &&Place| memmem::find(octets, self.at(**place).0.as_bytes()).is_some();
        let mut hits: BTreeSet<Place> = self.short.iter().filter(found).copied().collect();
        let mut window = 0_u64;
        for (at, octet) in octets.iter().enumerate() {
            window = window << 8 | u64::from(*octet);
            if at + 1 >= BEGINNING && self.sieve[hole(window)] {
                let begins = &octets[at + 1 - BEGINNING..];
                let places = self.beginnings.get(&window).into_iter().flatten();
                hits.extend(places.filter(|place| begins.starts_with(self.at(**place).0.as_bytes())));
            }
        }
        hits
    }

    /// A form, and what stands for its secret.
    pub(super) fn at(&self, (secret, form): Place) -> (&str, &str) {
        let secret = &self.secrets[secret];
        (&secret.forms[form], &secret.mask)
    }

    /// Whether one of the secrets that are no words stands in a text just as it is.
    pub(super) fn has_whole(&self, text: &str) -> bool {
        self.find(text).into_iter().any(|place| {
            let value = &self.secrets[place.0].value;
            value.len() >= LONG && self.at(place).0 == value
        })
    }

    fn sort_in(&mut self) {
        for (secret, Secret { forms, .. }) in self.secrets.iter().enumerate() {
            for (form, text) in forms.iter().enumerate() {
                match text.as_bytes().first_chunk::<BEGINNING>().map(|octets| u64::from_be_bytes(*octets)) {
                    Some(beginning) => {
                        self.sieve[hole(beginning)] = true;
                        self.beginnings.entry(beginning).or_default().push((secret, form));
                    }
                    None if text.is_empty() => {}
                    None => self.short.push((secret, form)),
                }
            }
        }
    }
}

/// Fibonacci hashing: the highest bits of a product depend on all of the factor.
fn hole(window: u64) -> usize {
    usize::try_from(window.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SIEVE_BITS)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_wherever_it_stands() {
        let values = ["tiny", "exactly8", "a longer value & more", "another-value-of-some-length-0123456789"];
        let index = Index::new(&values.iter().map(|value| ((*value).to_owned(), "x".to_owned())).collect());
        for (secret, Secret { forms, .. }) in index.secrets.iter().enumerate() {
            for (form, text) in forms.iter().enumerate() {
                for (before, behind) in [("", ""), ("before ", ""), ("", " behind"), ("ä", "ä")] {
                    let hits = index.find(&format!("{before}{text}{behind}"));
                    assert!(hits.contains(&(secret, form)), "{text}");
                }
            }
        }
        assert!(index.find("nothing of it, not even exactly 8 of another value").is_empty());
    }

    #[test]
    fn the_longest_comes_first() {
        let values = ["0123456789-abcdef", "0123456789"];
        let index = Index::new(&values.map(|value| (value.to_owned(), "x".to_owned())).into());
        let first = index.find("0123456789-abcdef").pop_first().unwrap();
        assert_eq!(index.at(first).0, "0123456789-abcdef");
    }
}
