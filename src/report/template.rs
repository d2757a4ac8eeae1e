//! Documents from templates. What fills a template may have been written by others: it is escaped as the kind of document
//! wants it, which its name tells, unless a filter or the template says that it is safe.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, escape_formatter};
use serde::Serialize;

use super::{printable, shown};

const MARKDOWN: &str = "markdown";

/// A template that knows how to escape; `name` ends with `.md` or `.html`.
#[derive(Debug)]
pub struct Template {
    name: &'static str,
    environment: Environment<'static>,
}

impl Template {
    /// Reads a template. It is part of the program, so that a mistake in it is one of the program.
    pub fn new(name: &'static str, source: &'static str) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(syntax());
        environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("html") => AutoEscape::Html,
            _ => AutoEscape::Custom(MARKDOWN.into()),
        });
        environment.set_formatter(|out, state, value| match state.auto_escape() {
            AutoEscape::Custom(_) if !value.is_safe() => Ok(out.write_str(&markdown(&value.to_string()))?),
            AutoEscape::Custom(_) => Ok(write!(out, "{value}")?),
            // Nor does it turn the text around.
            _ => match value.as_str().filter(|_| !value.is_safe()) {
                Some(text) => escape_formatter(out, state, &Value::from(printable(text))),
                None => escape_formatter(out, state, value),
            },
        });
        environment.add_filter("code", |text: String| Value::from_safe_string(code(&text)));
        environment
            .add_template(name, source)
            .unwrap_or_else(|error| unreachable!("the template {name} has a mistake: {error:#}"));
        Self { name, environment }
    }

    /// The same with another filter.
    #[must_use]
    pub fn filter(mut self, name: &'static str, filter: fn(String) -> String) -> Self {
        self.environment.add_filter(name, filter);
        self
    }

    /// The document.
    pub fn render(&self, value: impl Serialize) -> String {
        let rendered = self
            .environment
            .get_template(self.name)
            .and_then(|template| template.render(Value::from(Serde(value))));
        rendered.unwrap_or_else(|error| unreachable!("the template {} has a mistake: {error:#}", self.name))
    }
}

/// Lines that hold nothing but a tag of the template leave nothing behind.
fn syntax() -> SyntaxConfig {
    let syntax =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    syntax.unwrap_or_else(|error| unreachable!("the marks of templates contradict each other: {error}"))
}

/// A text in which nothing has a meaning for Markdown, on one line.
fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in shown(text).chars() {
        if "\\`*_[]<>|#~&".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A text as it is, on one line between marks that it does not hold. A bar would end a cell of a table.
fn code(text: &str) -> String {
    let text = shown(text).replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let mark = "`".repeat(longest + 1);
    if longest == 0 { format!("{mark}{text}{mark}") } else { format!("{mark} {text} {mark}") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_others_wrote_means_nothing_to_the_document() {
        let hostile = BTreeMap::from([("a", "<b>|`[x](y)\n")]);
        let render = |name, source| Template::new(name, source).render(&hostile);
        assert_eq!(render("x.md", "{{ a }}"), "\\<b\\>\\|\\`\\[x\\](y)\\\\n");
        assert_eq!(render("x.md", "{{ a|code }}"), "`` <b>\\|`[x](y)\\n ``");
        assert_eq!(render("x.html", "{{ a }}"), "&lt;b&gt;|`[x](y)\\n");
    }
}
