//! What a seed decides before anything happens: who takes part and what may go wrong.

use super::chance::Chance;
use super::duties::Duty;
use super::world::Key;

/// Somebody who runs a program again and again.
#[derive(Debug, Clone)]
pub struct Part {
    pub name: String,
    pub duty: Duty,
    pub key: Key,
    /// How often.
    pub rounds: usize,
    /// Whether its calls are repeated when the store fails for the moment.
    pub patient: bool,
    /// Keys in a page of its listings.
    pub page: usize,
    /// Hours by which its clock is wrong, in seconds.
    pub skew: i64,
}

/// How often what goes wrong: once in so many calls, 0 for never.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trouble {
    /// A call fails without effect.
    pub fails: usize,
    /// A call is done, but its answer is lost.
    pub answer_lost: usize,
    /// A change is given up and arrives later.
    pub late: usize,
    /// A change is done now and arrives once more later.
    pub twice: usize,
    /// The process crashes before or after the call.
    pub crash: usize,
    /// The store's clock jumps by hours.
    pub jump: usize,
}

#[derive(Debug)]
pub struct Scene {
    pub parts: Vec<Part>,
    pub trouble: Trouble,
}

impl Scene {
    pub fn new(chance: &mut Chance) -> Self {
        let mut parts = Vec::new();
        let mut add = |chance: &mut Chance, duty, count: usize, keys: &[Key], rounds: usize| {
            for number in 1..=count {
                parts.push(Part {
                    name: format!("{}-{number}", name(duty)),
                    duty,
                    key: chance.pick(keys),
                    rounds: 1 + chance.below(rounds),
                    patient: !chance.one_in(4),
                    page: chance.pick(&[1, 2, 3, 7, 1000]),
                    skew: chance.below(24 * 3600) as i64 - 12 * 3600,
                });
            }
        };
        let writers = 1 + chance.below(3);
        let absorbers = chance.below(2);
        let keepers = chance.below(3);
        let pruners = chance.below(3);
        let readers = chance.below(2);
        let verifiers = chance.below(2);
        add(chance, Duty::BackUp, writers, &[Key::Full, Key::AlsoFull, Key::Write, Key::WriteInGroup], 3);
        add(chance, Duty::Absorb, absorbers, &[Key::Full, Key::AlsoFull, Key::Maintain], 4);
        add(chance, Duty::Keep, keepers, &[Key::Full, Key::AlsoFull, Key::Maintain], 3);
        add(chance, Duty::Prune, pruners, &[Key::Full, Key::Full, Key::AlsoFull, Key::Maintain], 3);
        add(chance, Duty::Restore, readers, &[Key::Full, Key::Read], 3);
        add(chance, Duty::Verify, verifiers, &[Key::Full, Key::Read, Key::Maintain], 2);
        Self { parts, trouble: Trouble::new(chance) }
    }
}

fn name(duty: Duty) -> &'static str {
    match duty {
        Duty::BackUp => "writer",
        Duty::Absorb => "absorber",
        Duty::Keep => "keeper",
        Duty::Prune => "pruner",
        Duty::Restore => "restorer",
        Duty::Verify => "verifier",
    }
}

impl Trouble {
    /// In one of four schedules nothing goes wrong, and the rest differ in what does.
    fn new(chance: &mut Chance) -> Self {
        if chance.one_in(4) {
            return Self::default();
        }
        let mut often = || chance.pick(&[0, 0, 100, 30]);
        Self {
            fails: often(),
            answer_lost: often(),
            late: often(),
            twice: often(),
            crash: often(),
            jump: often(),
        }
    }
}
