//! docs/incidents.md names only tests that exist.
#![expect(clippy::unwrap_used, reason = "what a test cannot do it reports by panicking")]

use std::fs;
use std::path::Path;

#[test]
fn every_incident_has_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/incidents.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(2);
    let mut count = 0;
    for row in rows {
        let mut file = String::new();
        let mut tests = 0;
        for (_, name) in row.split('`').enumerate().filter(|(at, _)| at % 2 == 1) {
            if name.ends_with(".rs") {
                file = fs::read_to_string(root.join(name)).unwrap_or_else(|_| panic!("{name}: {row}"));
            } else if name.contains('_') {
                let function = format!("#[test]\n    fn {name}(").replace("    ", "");
                let code: String = file.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
                assert!(code.contains(&function), "there is no test {name}: {row}");
                tests += 1;
            }
        }
        assert!(tests > 0, "no test is named: {row}");
        count += 1;
    }
    assert!(count >= 19, "only {count} incidents");
}
