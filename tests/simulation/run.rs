//! Runs many seeds, in as many processes as there are cores: within one, a thread is known by having been started by
//! the process that is awake.

use std::io::{BufRead, BufReader, IsTerminal};
use std::ops::Range;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use super::check::check;
use super::schedule::Simulation;
use super::server::Lie;
use super::totals::Totals;

/// Which seeds: `first..last`, or how many from 0.
const SEEDS: &str = "SANDYQ_SIMULATION";
/// Which of them a child runs: `first..last/step`.
const PART: &str = "SANDYQ_SIMULATION_PART";
/// How many every run of the tests takes.
const USUAL: u64 = 2000;
/// A child tells how far it is after so many.
const OFTEN: u64 = 20;
/// What a child's word about itself begins with.
const TOTALS: &str = "totals ";

/// One schedule and what it came to.
pub struct Played {
    pub totals: Totals,
    pub lines: Vec<String>,
    pub wrong: Option<String>,
}

/// Plays the schedule of a seed.
pub fn play(seed: u64, lie: Option<Lie>) -> Played {
    let mut simulation = Simulation::new(seed, lie);
    let result = simulation.run().and_then(|()| check(&mut simulation));
    Played {
        totals: simulation.totals,
        lines: simulation.trace.lines().to_vec(),
        wrong: result.err().map(|wrong| wrong.0),
    }
}

/// Plays every seed that is asked for.
pub fn seeds() {
    let seeds = asked();
    let begun = Instant::now();
    let cores = thread::available_parallelism().map_or(1, usize::from) as u64;
    let (tell, told) = mpsc::channel();
    let mut children = Vec::new();
    let mut readers = Vec::new();
    for part in 0..cores.min(seeds.end - seeds.start) {
        let mut child = child(&format!("{}..{}/{cores}", seeds.start + part, seeds.end));
        let out = BufReader::new(child.stdout.take().unwrap());
        let tell = tell.clone();
        readers.push(thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                // The test runner begins the first line with words of its own.
                if let Some((_, totals)) = line.split_once(TOTALS) {
                    tell.send(Totals::parse(totals)).unwrap();
                }
            }
        }));
        children.push(child);
    }
    drop(tell);
    let mut totals = Totals::default();
    for more in told {
        totals.add(&more);
        if std::io::stderr().is_terminal() {
            eprint!("\r{} {totals}", progress(&seeds, &totals, begun));
        }
    }
    readers.into_iter().for_each(|reader| reader.join().unwrap());
    let failed = children.into_iter().map(|mut child| child.wait().unwrap()).any(|status| !status.success());
    println!("\n{} {totals}", progress(&seeds, &totals, begun));
    assert!(!failed, "a schedule broke a promise: see above");
    assert_eq!(totals.schedules, seeds.end - seeds.start);
}

fn asked() -> Range<u64> {
    let Some(asked) = std::env::var(SEEDS).ok() else { return 0..USUAL };
    let range = match asked.split_once("..") {
        Some((first, last)) => first.parse().ok().zip(last.parse().ok()).map(|(first, last)| first..last),
        None => asked.parse().ok().map(|count| 0..count),
    };
    let range = range.filter(|range| range.start < range.end);
    range.unwrap_or_else(|| panic!("{SEEDS} is neither `first..last` nor a count"))
}

fn child(part: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_part_of_the_seeds", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(PART, part).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap()
}

fn progress(seeds: &Range<u64>, totals: &Totals, begun: Instant) -> String {
    let seconds = begun.elapsed().as_secs_f64();
    let rate = totals.schedules as f64 / seconds;
    format!(
        "{} of {} schedules in {seconds:.0} s, {rate:.0} a second:",
        totals.schedules,
        seeds.end - seeds.start
    )
}

/// What a child does: every `step`-th seed of its part. Tells of the first that fails how it went, of the others what
/// went wrong.
pub fn part() {
    let Ok(part) = std::env::var(PART) else { return };
    let (range, step) = part.split_once('/').unwrap();
    let (first, last) = range.split_once("..").unwrap();
    let (first, last, step): (u64, u64, u64) =
        (first.parse().unwrap(), last.parse().unwrap(), step.parse().unwrap());
    let mut failed = 0;
    let mut totals = Totals::default();
    for seed in (first..last).step_by(step as usize) {
        let played = play(seed, None);
        totals.add(&played.totals);
        if let Some(wrong) = &played.wrong {
            let alone = first + 1 == last;
            report(seed, wrong, if failed == 0 || alone { &played.lines } else { &[] });
            failed += 1;
        } else if first + 1 == last {
            eprintln!("{}", played.lines.join("\n"));
        }
        if totals.schedules >= OFTEN {
            println!("{TOTALS}{}", std::mem::take(&mut totals).numbers());
        }
    }
    println!("{TOTALS}{}", totals.numbers());
    assert!(failed == 0, "{failed} schedules broke a promise");
}

/// All that is needed to see it again.
pub fn report(seed: u64, wrong: &str, lines: &[String]) {
    eprintln!(
        "\nseed {seed}\n{}\nseed {seed}: {wrong}\nagain: {SEEDS}={seed}..{} cargo test --features testing --test \
         simulation seeds -- --nocapture\n",
        lines.join("\n"),
        seed + 1
    );
}
