//! Plots as lines and marks in a box of fixed size: numbers to places on paper. The page draws them.

use std::fmt::Write;

use chrono::{Duration as Span, Local};
use serde::Serialize;

use crate::model::time::Timestamp;

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 190.0;
const LEFT: f64 = 54.0;
const RIGHT: f64 = 10.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

/// A plot.
#[derive(Debug, Clone, Serialize)]
pub struct Plot {
    /// What it shows.
    pub title: &'static str,
    /// What is to be known of it, in a sentence; also for those who cannot see it.
    pub note: String,
    /// Its lines, the last on top.
    pub lines: Vec<Line>,
    /// Single marks.
    pub dots: Vec<Dot>,
    /// A value that is promised.
    pub target: Option<Tick>,
    /// Values at the left.
    pub ys: Vec<Tick>,
    /// Times at the bottom.
    pub xs: Vec<Tick>,
}

/// A line.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its name in the legend; none needs no legend.
    pub name: &'static str,
    /// How it looks: `one` or `two`.
    pub class: &'static str,
    /// Its way.
    pub path: String,
}

/// A mark.
#[derive(Debug, Clone, Serialize)]
pub struct Dot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// How it looks: `one`, or `bad`.
    pub class: &'static str,
    /// What it says when it is pointed at.
    pub title: String,
}

/// A place at an edge.
#[derive(Debug, Clone, Serialize)]
pub struct Tick {
    /// Where.
    pub at: f64,
    /// What stands there.
    pub label: String,
}

/// The room of a plot: from when to when, and up to which value.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The time at the left edge.
    pub from: Timestamp,
    /// The time at the right edge.
    pub until: Timestamp,
    /// The value at the top.
    pub most: f64,
}

impl Room {
    /// From the left.
    pub fn x(&self, time: Timestamp) -> f64 {
        let all = self.until.since(self.from).as_secs_f64().max(1.0);
        let share = (time.since(self.from).as_secs_f64() / all).min(1.0);
        tenth(LEFT + share * (WIDTH - LEFT - RIGHT))
    }

    /// From the top.
    pub fn y(&self, value: f64) -> f64 {
        let share = if self.most > 0.0 { (value / self.most).clamp(0.0, 1.0) } else { 0.0 };
        tenth(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM))
    }

    /// A line through values; it is broken where there is none.
    pub fn line(
        &self,
        name: &'static str,
        class: &'static str,
        values: impl IntoIterator<Item = (Timestamp, Option<f64>)>,
    ) -> Line {
        let (mut path, mut pen) = (String::new(), 'M');
        for (time, value) in values {
            match value {
                Some(value) => {
                    _ = write!(path, "{pen}{} {}", self.x(time), self.y(value));
                    pen = 'L';
                }
                None => pen = 'M',
            }
        }
        Line { name, class, path }
    }

    /// Round values at the left, as a unit has them.
    pub fn ys(&self, step: f64, label: impl Fn(f64) -> String) -> Vec<Tick> {
        let many = if step > 0.0 { (self.most / step + 1e-9) as u32 } else { 0 };
        let values = (0..=many.min(10)).map(|number| f64::from(number) * step);
        values.map(|value| Tick { at: self.y(value), label: label(value) }).collect()
    }

    /// Times at the bottom: hours of a short time, days of a longer one.
    pub fn xs(&self) -> Vec<Tick> {
        let local = |time: Timestamp| time.to_datetime().with_timezone(&Local);
        let all = self.until.since(self.from).as_secs().max(1);
        let (format, step) = match all {
            0..=180_000 => ("%H:%M", (all / 4).div_ceil(3600).max(1) * 3600),
            _ => ("%m-%d", (all / 4).div_ceil(86_400) * 86_400),
        };
        let start = local(self.from);
        let midnight = start.date_naive().and_hms_opt(0, 0, 0).unwrap_or_default();
        let step = Span::seconds(i64::try_from(step).unwrap_or(i64::MAX / 4));
        let mut ticks = Vec::new();
        let mut at = midnight;
        while at <= local(self.until).naive_local() && ticks.len() < 8 {
            let place = at.and_local_timezone(Local).earliest().map(|time| time.timestamp());
            if let Some(seconds) = place.filter(|_| at >= start.naive_local()) {
                let time = Timestamp { seconds, nanos: 0 };
                ticks.push(Tick { at: self.x(time), label: at.format(format).to_string() });
            }
            at += step;
        }
        ticks
    }
}

/// A step between marks, of those that are round, so that there are three to six of them.
pub fn step(most: f64, round: &[f64]) -> f64 {
    let fits = |step: &&f64| most / **step <= 5.0;
    round.iter().find(fits).or(round.last()).copied().unwrap_or(most)
}

/// Steps of decimal or binary figures: 1, 2, 5 times a power of ten, in a unit that is a power of 1024.
pub fn round_step(most: f64, is_bytes: bool) -> f64 {
    let mut unit = 1.0;
    while is_bytes && most >= unit * 1024.0 {
        unit *= 1024.0;
    }
    let rough = most / unit / 4.0;
    let power = 10f64.powf(rough.max(1e-9).log10().floor());
    let digits = [1.0, 2.0, 5.0, 10.0].into_iter().find(|digit| digit * power >= rough);
    digits.unwrap_or(10.0) * power * unit
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp { seconds, nanos: 0 }
    }

    #[test]
    fn a_line_stays_in_its_room_and_is_broken_where_nothing_is_known() {
        let room = Room { from: at(0), until: at(100), most: 10.0 };
        let values = [(0, Some(0.0)), (50, Some(99.0)), (75, None), (200, Some(5.0))];
        let line = room.line("", "one", values.map(|(time, value)| (at(time), value)));
        assert_eq!(line.path, "M54 166L222 10M390 88");
    }

    #[test]
    fn marks_are_round_and_few() {
        assert_eq!(step(301.0, &[60.0, 120.0, 300.0]), 120.0);
        assert_eq!(round_step(3.0 * 1024.0 * 1024.0, true), 1024.0 * 1024.0);
        assert_eq!(round_step(7.3, false), 2.0);
        let room = Room { from: at(0), until: at(86_400 * 30), most: 10.0 };
        assert!((3..=8).contains(&room.xs().len()) && room.ys(2.0, |value| value.to_string()).len() == 6);
    }
}
