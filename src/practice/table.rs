//! State that ends: a table that forgets what is old, and the oldest when it is full, so that nobody can make it grow.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime};

/// Values by name, each for a fixed time, a fixed number of them.
pub(super) struct Table<V> {
    rows: HashMap<String, Row<V>>,
    order: BTreeMap<u64, String>,
    next: u64,
    lifetime: Duration,
    capacity: usize,
}

struct Row<V> {
    number: u64,
    expires: SystemTime,
    value: V,
}

impl<V> Table<V> {
    pub(super) fn new(lifetime: Duration, capacity: usize) -> Self {
        Self { rows: HashMap::new(), order: BTreeMap::new(), next: 0, lifetime, capacity }
    }

    pub(super) fn insert(&mut self, key: String, value: V, now: SystemTime) {
        self.remove(&key);
        self.sweep(now);
        let number = self.next;
        self.next += 1;
        self.order.insert(number, key.clone());
        self.rows.insert(key, Row { number, expires: now + self.lifetime, value });
    }

    pub(super) fn find(&self, key: &str, now: SystemTime) -> Option<&V> {
        self.rows.get(key).filter(|row| now < row.expires).map(|row| &row.value)
    }

    pub(super) fn find_mut(&mut self, key: &str, now: SystemTime) -> Option<&mut V> {
        self.rows.get_mut(key).filter(|row| now < row.expires).map(|row| &mut row.value)
    }

    /// How many values are there.
    pub(super) fn count(&self, now: SystemTime) -> usize {
        self.rows.values().filter(|row| now < row.expires).count()
    }

    /// Takes a value out, so that it is good only once.
    pub(super) fn take(&mut self, key: &str, now: SystemTime) -> Option<V> {
        self.remove(key).filter(|row| now < row.expires).map(|row| row.value)
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.rows.values_mut().map(|row| &mut row.value)
    }

    /// Removes every value of this kind.
    pub(super) fn remove_all(&mut self, is_this: impl Fn(&V) -> bool) {
        let keys: Vec<String> =
            self.rows.iter().filter(|(_, row)| is_this(&row.value)).map(|(key, _)| key.clone()).collect();
        for key in keys {
            self.remove(&key);
        }
    }

    fn remove(&mut self, key: &str) -> Option<Row<V>> {
        let row = self.rows.remove(key)?;
        self.order.remove(&row.number);
        Some(row)
    }

    /// Every row lives equally long, so the oldest are the first to expire.
    fn sweep(&mut self, now: SystemTime) {
        while let Some((_, oldest)) = self.order.first_key_value() {
            let expired = self.rows.get(oldest).is_none_or(|row| row.expires <= now);
            if !expired && self.rows.len() < self.capacity {
                return;
            }
            let oldest = oldest.clone();
            self.remove(&oldest);
        }
    }
}

impl Table<()> {
    /// Remembers a name; tells whether it is new.
    pub(super) fn insert_new(&mut self, key: String, now: SystemTime) -> bool {
        if self.find(&key, now).is_some() {
            return false;
        }
        self.insert(key, (), now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: SystemTime = SystemTime::UNIX_EPOCH;

    #[test]
    fn the_oldest_gives_way_and_nothing_outlives_its_time() {
        let mut table = Table::new(Duration::from_secs(10), 3);
        for number in 0..1000 {
            table.insert(format!("key {number}"), number, START);
        }
        assert_eq!((table.rows.len(), table.order.len()), (3, 3));
        assert_eq!(table.find("key 996", START), None);
        assert_eq!(table.find("key 997", START), Some(&997));
        assert_eq!(table.find("key 997", START + Duration::from_secs(10)), None);
        table.insert("late".into(), 1, START + Duration::from_secs(10));
        assert_eq!((table.rows.len(), table.order.len()), (1, 1));
    }

    #[test]
    fn a_value_is_taken_once_and_replaced_in_place() {
        let mut table = Table::new(Duration::from_secs(10), 3);
        table.insert("key".into(), 1, START);
        table.insert("key".into(), 2, START);
        assert_eq!(table.order.len(), 1);
        assert_eq!(table.take("key", START), Some(2));
        assert_eq!(table.take("key", START), None);
        assert!(table.order.is_empty());
    }
}
