//! Runs many seeds.

use std::time::Instant;

use super::check::check;
use super::schedule::{Simulation, Totals};
use super::server::Lie;

/// A schedule in which something went wrong.
pub struct Failure {
    pub wrong: String,
    pub lines: Vec<String>,
}

pub fn one(seed: u64, lie: Option<Lie>) -> (Totals, Vec<String>, Option<String>) {
    let mut simulation = Simulation::new(seed, lie);
    let result = simulation.run().and_then(|()| check(&mut simulation));
    (simulation.totals, simulation.trace.lines().to_vec(), result.err().map(|wrong| wrong.0))
}

pub fn seeds() {
    let range = std::env::var("SANDYQ_SIMULATION").unwrap_or("0..20".to_owned());
    let (first, last) = range.split_once("..").unwrap();
    let begun = Instant::now();
    let mut calls = 0;
    for seed in first.parse().unwrap()..last.parse::<u64>().unwrap() {
        let (totals, lines, wrong) = one(seed, None);
        calls += totals.calls;
        if std::env::var_os("TRACE").is_some() { println!("{}", lines.join("\n")); }
        if let Some(wrong) = wrong {
            println!("{}\nseed {seed}: {wrong}", lines.join("\n"));
        }
    }
    println!("{calls} calls {:?}", begun.elapsed());
}
