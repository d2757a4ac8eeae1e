//! JUnit XML as Jenkins, GitLab and GitHub read it: a suite for each case of a drill, a test for each step. Wrong data and
//! a broken promise are failures, what could not be tried is an error, what was not to be tried is skipped.

use std::fmt::Write;

use crate::model::drill::{Case, Outcome, Report, Step};

/// The file.
pub fn junit(report: &Report) -> String {
    let steps = || report.cases.iter().flat_map(|case| &case.steps);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = counts(&report.cases);
    let ms: u64 = steps().map(|step| step.ms).sum();
    let name = attribute(&format!("drill {}", report.id));
    // Writing into a text cannot fail.
    let _ = writeln!(xml, "<testsuites name=\"{name}\" {counts} time=\"{}\">", seconds(ms));
    for case in &report.cases {
        suite(report, case, &mut xml);
    }
    xml += "</testsuites>\n";
    xml
}

fn counts<'a>(cases: impl IntoIterator<Item = &'a Case>) -> String {
    let steps: Vec<_> = cases.into_iter().flat_map(|case| &case.steps).collect();
    let of = |wanted: &[Outcome]| steps.iter().filter(|step| wanted.contains(&step.outcome)).count();
    format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\"",
        steps.len(),
        of(&[Outcome::Wrong, Outcome::Missed]),
        of(&[Outcome::Untested])
    )
}

fn suite(report: &Report, case: &Case, xml: &mut String) {
    let ms: u64 = case.steps.iter().map(|step| step.ms).sum();
    let skipped = case.steps.iter().filter(|step| step.outcome == Outcome::Skipped).count();
    let _ = writeln!(
        xml,
        "  <testsuite name=\"{}\" {} skipped=\"{skipped}\" time=\"{}\" timestamp=\"{}\" hostname=\"{}\">",
        attribute(&format!("{} {}", case.dataset, case.scenario)),
        counts([case]),
        seconds(ms),
        // Without fractions and without a zone: all readers take that.
        attribute(report.began.get(..19).unwrap_or(&report.began)),
        attribute(&report.host),
    );
    properties(report, case, xml);
    for step in &case.steps {
        test(case, step, xml);
    }
    *xml += "  </testsuite>\n";
}

fn properties(report: &Report, case: &Case, xml: &mut String) {
    let text = |value: &Option<String>| value.clone();
    let ms = |value: Option<u64>| value.map(seconds);
    let all = [
        ("dataset", Some(case.dataset.clone())),
        ("scenario", Some(case.scenario.clone())),
        ("tier", text(&case.tier)),
        ("repository", text(&case.repository)),
        ("snapshot", text(&case.snapshot)),
        ("snapshot_began", text(&case.snapshot_began)),
        ("rto_target_seconds", ms(case.rto_target_ms)),
        ("rto_measured_seconds", ms(case.rto_measured_ms)),
        ("rpo_target_seconds", ms(case.rpo_target_ms)),
        ("rpo_measured_seconds", ms(case.rpo_measured_ms)),
        ("files", Some(case.files.to_string())),
        ("bytes", Some(case.bytes.to_string())),
        ("seed", Some(report.seed.clone())),
    ];
    *xml += "    <properties>\n";
    for (name, value) in all {
        if let Some(value) = value {
            let _ = writeln!(xml, "      <property name=\"{name}\" value=\"{}\"/>", attribute(&value));
        }
    }
    *xml += "    </properties>\n";
}

fn test(case: &Case, step: &Step, xml: &mut String) {
    let class = attribute(&format!("sandyq.{}.{}", case.dataset, case.scenario));
    let _ = write!(
        xml,
        "    <testcase classname=\"{class}\" name=\"{}\" time=\"{}\"",
        attribute(&step.name),
        seconds(step.ms)
    );
    let message = attribute(step.message.as_deref().unwrap_or_default());
    let inside = match step.outcome {
        Outcome::Passed => None,
        Outcome::Skipped => Some(format!("<skipped message=\"{message}\"/>")),
        Outcome::Untested => Some(format!("<error type=\"untested\" message=\"{message}\"/>")),
        Outcome::Missed | Outcome::Wrong => {
            Some(format!("<failure type=\"{}\" message=\"{message}\"/>", step.outcome.name()))
        }
    };
    let tail = step.output.as_ref().and_then(|output| output.tail.as_deref());
    let tail = tail.map(|tail| format!("<system-out>{}</system-out>", attribute(tail)));
    let inside: Vec<_> = inside.into_iter().chain(tail).collect();
    match inside.is_empty() {
        true => *xml += "/>\n",
        false => {
            *xml += ">\n";
            for part in inside {
                let _ = writeln!(xml, "      {part}");
            }
            *xml += "    </testcase>\n";
        }
    }
}

fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// A text as it may stand between quotes or tags. What XML 1.0 cannot hold becomes U+FFFD.
pub fn attribute(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\n' => safe += "&#10;",
            '\t' => safe += "&#9;",
            '\r' => safe += "&#13;",
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::drill::signed::tests::sample;

    #[test]
    fn every_outcome_is_what_collectors_of_results_call_it() {
        let mut report = sample("a1", None);
        let xml = junit(&report);
        assert!(
            xml.contains("<testsuites name=\"drill a1\" tests=\"4\" failures=\"1\" errors=\"1\""),
            "{xml}"
        );
        assert!(xml.contains("name=\"core-&lt;ledger&gt; &amp; &quot;co&quot; full\""), "{xml}");
        assert!(xml.contains("<failure type=\"missed\" message=\"a recovery took 16m"), "{xml}");
        assert!(
            xml.contains("<error type=\"untested\" message=\"the store does not answer\u{fffd}[2J\"/>"),
            "{xml}"
        );
        assert!(xml.contains("<skipped message=\"\"/>"), "{xml}");
        assert!(xml.contains("<property name=\"rto_measured_seconds\" value=\"1000.000\"/>"), "{xml}");
        report.cases.clear();
        assert!(junit(&report).contains("tests=\"0\""));
    }
}
