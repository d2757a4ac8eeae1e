//! What was used last, within a limit. Pure.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Values by key, those of together at most so much weight that were used last.
#[derive(Debug)]
pub struct Lru<K, V> {
    limit: u64,
    weight: u64,
    /// Counts uses.
    uses: u64,
    held: HashMap<K, Held<V>>,
    /// Keys by their last use.
    order: BTreeMap<u64, K>,
}

#[derive(Debug)]
struct Held<V> {
    value: V,
    weight: u64,
    used: u64,
}

impl<K: Hash + Eq + Clone, V: Clone> Lru<K, V> {
    /// Holds nothing yet.
    pub fn new(limit: u64) -> Self {
        Self { limit, weight: 0, uses: 0, held: HashMap::new(), order: BTreeMap::new() }
    }

    /// The value, which is now the last used.
    pub fn get(&mut self, key: &K) -> Option<V> {
        let held = self.held.get_mut(key)?;
        self.order.remove(&held.used);
        self.uses += 1;
        held.used = self.uses;
        self.order.insert(self.uses, key.clone());
        Some(held.value.clone())
    }

    /// Holds a value. Others go until the limit is kept; the new one stays whatever its weight.
    pub fn put(&mut self, key: K, value: V, weight: u64) {
        self.remove(&key);
        self.uses += 1;
        self.order.insert(self.uses, key.clone());
        self.held.insert(key, Held { value, weight, used: self.uses });
        self.weight += weight;
        while self.weight > self.limit && self.held.len() > 1 {
            let Some((_, oldest)) = self.order.first_key_value() else { break };
            let oldest = oldest.clone();
            self.remove(&oldest);
        }
    }

    fn remove(&mut self, key: &K) {
        if let Some(held) = self.held.remove(key) {
            self.order.remove(&held.used);
            self.weight -= held.weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let mut lru = Lru::new(3);
        for key in ["a", "b", "c"] {
            lru.put(key, key, 1);
        }
        assert_eq!(lru.get(&"a"), Some("a"));
        lru.put("d", "d", 1);
        assert_eq!(lru.get(&"b"), None);
        assert_eq!([lru.get(&"a"), lru.get(&"c"), lru.get(&"d")], [Some("a"), Some("c"), Some("d")]);
    }

    #[test]
    fn the_weight_is_kept_and_a_single_value_may_exceed_it() {
        let mut lru = Lru::new(10);
        lru.put(1, (), 6);
        lru.put(2, (), 6);
        assert_eq!((lru.get(&1), lru.get(&2)), (None, Some(())));
        lru.put(3, (), 100);
        assert_eq!((lru.get(&2), lru.get(&3)), (None, Some(())));
        // Put again with another weight, it is not counted twice.
        lru.put(3, (), 4);
        lru.put(4, (), 6);
        assert_eq!((lru.get(&3), lru.get(&4)), (Some(()), Some(())));
    }
}
