//! What schedules came to, added up.

use std::fmt;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub schedules: u64,
    /// Runs of a program.
    pub processes: u64,
    pub calls: u64,
    /// Calls that went wrong, crashes included.
    pub faults: u64,
    pub crashes: u64,
    /// Restores and verifications that went through beside everything else.
    pub looked: u64,
    /// Snapshots restored and compared in the end.
    pub snapshots: u64,
}

impl Totals {
    fn all(&self) -> [u64; 7] {
        let Self { schedules, processes, calls, faults, crashes, looked, snapshots } = *self;
        [schedules, processes, calls, faults, crashes, looked, snapshots]
    }

    fn of([schedules, processes, calls, faults, crashes, looked, snapshots]: [u64; 7]) -> Self {
        Self { schedules, processes, calls, faults, crashes, looked, snapshots }
    }

    pub fn add(&mut self, other: &Self) {
        let (these, others) = (self.all(), other.all());
        *self = Self::of(std::array::from_fn(|at| these[at] + others[at]));
    }

    /// As one process tells another.
    pub fn numbers(&self) -> String {
        self.all().map(|number| number.to_string()).join(" ")
    }

    pub fn parse(numbers: &str) -> Self {
        let numbers: Vec<u64> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
        Self::of(numbers.try_into().unwrap())
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processes, calls, faults, crashes, looked, snapshots, .. } = self;
        write!(
            f,
            "{processes} processes, {calls} calls, {faults} faults, {crashes} crashes, {looked} restored or verified \
             beside them, {snapshots} snapshots restored afterwards"
        )
    }
}
