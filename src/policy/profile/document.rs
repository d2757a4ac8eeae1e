//! What a recovery document says of people: whether they can be reached, and whether somebody looked at it in time.

use chrono::NaiveDate;

use super::finding::Finding;
use super::read::Table;
use super::resolve::Resolved;
use super::settings::Settings;

/// Somebody to call.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Contact {
    /// Who.
    pub name: Option<String>,
    /// What for.
    pub role: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

impl Contact {
    /// What a table says.
    pub fn of(table: &Table) -> Self {
        let settings = Settings::of([&table.layer]);
        let text = |name: &str| settings.text(&format!("contact.{name}")).map(str::to_owned);
        Self { name: text("name"), role: text("role"), email: text("email"), phone: text("phone") }
    }

    /// All of a profile, in its order.
    pub fn all(profile: &Resolved<'_>) -> Vec<Self> {
        profile.tables("contact").iter().map(Self::of).collect()
    }
}

const REVIEW: &str = "document.next_review";

/// What the recovery document of a profile lacks.
pub fn document(profile: &Resolved<'_>, today: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    let settings = profile.settings(&[]);
    let review = settings.text(REVIEW).and_then(|text| text.parse::<NaiveDate>().ok());
    if let (Some(review), Some(place)) = (review.filter(|review| *review < today), settings.place(REVIEW)) {
        let text = format!("the recovery plan was to be looked at again by {review}");
        let advice = "look at it (`sandyq runbook render`), and write the day of the next review";
        findings.push(Finding::new(place, text, advice));
    }
    for table in profile.tables("contact") {
        let contact = Contact::of(table);
        if contact.name.is_none() {
            let advice = "write name = \"NAME\", of a person or of whoever is on call";
            findings.push(Finding::new(table.place, "a contact has no name", advice));
        }
        if contact.email.is_none() && contact.phone.is_none() {
            let name = contact.name.unwrap_or_else(|| "a contact".to_owned());
            let text = format!("{name} cannot be reached");
            findings.push(Finding::new(table.place, text, "write phone or email"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::{Base, parse};
    use super::*;

    #[test]
    fn a_review_that_is_past_and_people_nobody_can_reach_are_told() {
        let text =
            "[document]\nnext_review = 2027-01-31\n[[contact]]\nname = 'Ann'\n[[contact]]\nphone = '1'\n";
        let (file, mistakes) = parse(text, &Base::default());
        assert_eq!(mistakes, []);
        let resolved = file.resolve(None).unwrap();
        let messages = |day: &str| {
            let findings = document(&resolved, day.parse().unwrap());
            findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        let people = ["Ann cannot be reached", "a contact has no name"];
        assert_eq!(messages("2027-01-31"), people);
        let past = "the recovery plan was to be looked at again by 2027-01-31";
        assert_eq!(messages("2027-02-01"), [&[past], &people[..]].concat());
        let (_, mistakes) = parse("[document]\nnext_review = 'soon'\n", &Base::default());
        assert!(mistakes[0].message.contains("is not a date"), "{mistakes:?}");
    }
}
