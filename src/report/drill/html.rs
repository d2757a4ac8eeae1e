//! The report of a drill as one page that needs nothing else, for screens, phones and paper.

use std::fmt::Write;

use super::junit::attribute as escaped;
use super::markdown::{case_facts, facts};
use super::time;
use super::words::Language;
use crate::model::drill::{Case, Outcome, Report};
use crate::model::id::SignerId;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884;--good:#1a7f37;--bad:#cf222e;--warn:#9a6700}\
@media(prefers-color-scheme:dark){:root{--good:#3fb950;--bad:#f85149;--warn:#d29922}}\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}\
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-top:1px solid var(--line);padding-top:1rem}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0}dt{opacity:.7}dd{margin:0}\
table{border-collapse:collapse;width:100%;margin-top:1rem}th,td{text-align:left;padding:.3rem .6rem .3rem 0;\
border-bottom:1px solid var(--line);vertical-align:top}.passed{color:var(--good)}.wrong,.missed{color:var(--bad)}\
.untested{color:var(--warn)}.skipped{opacity:.7}\
@media(max-width:36rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}}\
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}";

/// The page.
pub fn html(report: &Report, signer: Option<SignerId>, language: Language) -> String {
    let l = |label| language.label(label);
    let title = format!("{}: {}", l("Recovery drill"), language.outcome(report.outcome));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{}: {}</h1>\n",
        language.code(),
        l("Recovery drill"),
        colored(report.outcome, language)
    );
    if !report.complete {
        // Writing into a text cannot fail.
        let _ = writeln!(page, "<p><strong>{}</strong></p>", l("Not all that was planned was tried."));
    }
    page += &list(&facts(report, signer, language));
    for case in &report.cases {
        page += &of_case(case, language);
    }
    page += "</body>\n</html>\n";
    page
}

fn colored(outcome: Outcome, language: Language) -> String {
    format!("<span class=\"{}\">{}</span>", outcome.name(), language.outcome(outcome))
}

fn list(facts: &[(&'static str, String)]) -> String {
    let rows = facts.iter().map(|(label, value)| format!("<dt>{label}</dt><dd>{}</dd>\n", escaped(value)));
    format!("<dl>\n{}</dl>\n", rows.collect::<String>())
}

fn of_case(case: &Case, language: Language) -> String {
    let l = |label| language.label(label);
    let mut text = format!(
        "<h2>{}: {}</h2>\n{}<table>\n<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n",
        escaped(&case.dataset),
        escaped(language.scenario(&case.scenario)),
        list(&case_facts(case, language)),
        l("Step"),
        l("Result"),
        l("Time"),
        l("Remark")
    );
    for step in &case.steps {
        let _ = writeln!(
            text,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(language.step(&step.name)),
            colored(step.outcome, language),
            time(step.ms),
            escaped(step.message.as_deref().unwrap_or_default())
        );
    }
    text + "</table>\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::drill::signed::tests::sample;

    #[test]
    fn nothing_that_others_wrote_becomes_a_part_of_the_page() {
        let mut report = sample("a1", None);
        report.cases[0].dataset = "<script>alert(1)</script>".to_owned();
        let page = html(&report, None, Language::Kk);
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
        assert!(page.contains("<html lang=\"kk\">") && page.contains("class=\"missed\""), "{page}");
        assert!(!page.contains("http"), "nothing is fetched");
    }
}
