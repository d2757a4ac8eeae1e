//! Which request fails, and how; and how many of each kind came.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// How a request fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// This HTTP status, nothing done.
    Status(u16),
    /// The connection ends, nothing done.
    Reset,
    /// The request is done, then the connection ends without an answer.
    DropAfter,
    /// The request is done, then answered with this HTTP status.
    StatusAfter(u16),
    /// No answer, ever.
    Hang,
    /// The answer breaks off after half of its body.
    HalfBody,
}

/// Which requests are meant.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    kind: Option<&'static str>,
    key_part: Option<String>,
}

impl Matching {
    /// Every request.
    pub fn any() -> Self {
        Self::default()
    }

    /// Requests of one kind: `PutObject`, `GetObject`, `HeadObject`, `DeleteObject`, `ListObjectsV2`,
    /// `CreateBucket`.
    pub fn kind(kind: &'static str) -> Self {
        Self { kind: Some(kind), key_part: None }
    }

    /// Of these, the ones whose path or query contains this text.
    pub fn containing(self, part: &str) -> Self {
        Self { key_part: Some(part.to_owned()), ..self }
    }

    fn matches(&self, kind: &str, target: &str) -> bool {
        self.kind.is_none_or(|wanted| wanted == kind)
            && self.key_part.as_ref().is_none_or(|part| target.contains(part.as_str()))
    }
}

/// Requests by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<&'static str, u64>);

impl Counts {
    pub fn get(&self, kind: &str) -> u64 {
        self.0.get(kind).copied().unwrap_or_default()
    }

    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

/// The knobs. Changes apply to requests that arrive later.
#[derive(Debug, Default)]
pub struct Faults(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    counts: BTreeMap<&'static str, u64>,
    ordered: Vec<Ordered>,
    random: Option<(u64, f64, Fault)>,
    delay: Duration,
}

#[derive(Debug)]
struct Ordered {
    matching: Matching,
    /// Matching requests still to pass.
    skip: u64,
    /// Matching requests then to fail.
    times: u64,
    fault: Fault,
}

impl Faults {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no request panics")
    }

    /// Fails the `nth` matching request from now on, counting from 1.
    pub fn fail(&self, matching: Matching, nth: u64, fault: Fault) {
        self.fail_times(matching, nth, 1, fault);
    }

    /// Fails the `nth` matching request from now on and those after it, `times` in all.
    pub fn fail_times(&self, matching: Matching, nth: u64, times: u64, fault: Fault) {
        assert!(nth > 0, "requests are counted from 1");
        self.lock().ordered.push(Ordered { matching, skip: nth - 1, times, fault });
    }

    /// Fails requests with this probability; the seed decides which ones.
    pub fn randomly(&self, seed: u64, probability: f64, fault: Fault) {
        self.lock().random = Some((seed, probability, fault));
    }

    /// Delays every answer, as a long round trip does.
    pub fn delay(&self, delay: Duration) {
        self.lock().delay = delay;
    }

    /// No more faults and delays.
    pub fn heal(&self) {
        let mut state = self.lock();
        *state = State { counts: std::mem::take(&mut state.counts), ..State::default() };
    }

    pub(super) fn counts(&self) -> Counts {
        Counts(self.lock().counts.clone())
    }

    /// Counts a request and decides its fate.
    pub(super) fn next(&self, kind: &'static str, target: &str) -> (Duration, Option<Fault>) {
        let mut state = self.lock();
        *state.counts.entry(kind).or_default() += 1;
        let mut fault = None;
        for ordered in state.ordered.iter_mut().filter(|ordered| ordered.matching.matches(kind, target)) {
            if ordered.skip > 0 {
                ordered.skip -= 1;
            } else if ordered.times > 0 && fault.is_none() {
                ordered.times -= 1;
                fault = Some(ordered.fault);
            }
        }
        state.ordered.retain(|ordered| ordered.times > 0);
        let random = state.random.as_mut().and_then(|(seed, probability, fault)| {
            let drawn = (next_random(seed) >> 11) as f64 / (1_u64 << 53) as f64;
            (drawn < *probability).then_some(*fault)
        });
        (state.delay, fault.or(random))
    }
}

/// SplitMix64.
fn next_random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
