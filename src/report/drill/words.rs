//! What reports of drills say, in each language that they are written in.

use crate::model::drill::Outcome;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Kazakh.
    Kk,
}

impl Language {
    /// Its two letters.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Kk => "kk",
        }
    }

    /// The language of two letters.
    pub fn of(code: &str) -> Option<Self> {
        [Self::En, Self::Kk].into_iter().find(|one| one.code() == code)
    }

    fn of_both(self, en: &'static str, kk: &'static str) -> &'static str {
        match self {
            Self::En => en,
            Self::Kk => kk,
        }
    }

    /// How something came out.
    pub fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Skipped => self.of_both("skipped", "өткізілді"),
            Outcome::Passed => self.of_both("passed", "сәтті өтті"),
            Outcome::Untested => self.of_both("could not be tested", "тексеру мүмкін болмады"),
            Outcome::Missed => self.of_both("promise broken", "міндеттеме бұзылды"),
            Outcome::Wrong => self.of_both("data wrong", "деректер қате"),
        }
    }

    /// A plan.
    pub fn plan(self, plan: Option<&str>) -> &'static str {
        match plan {
            Some("monthly") => self.of_both("monthly drill", "ай сайынғы жаттығу"),
            Some("quarterly") => self.of_both("quarterly drill", "тоқсан сайынғы жаттығу"),
            Some("annual") => self.of_both("annual drill", "жыл сайынғы жаттығу"),
            _ => self.of_both("drill", "жаттығу"),
        }
    }

    /// A scenario.
    pub fn scenario(self, scenario: &str) -> &str {
        match scenario {
            "file" => self.of_both("some files lost", "кейбір файлдар жоғалды"),
            "full" => self.of_both("everything lost", "барлығы жоғалды"),
            "corruption" => self.of_both("store damaged", "қойма бүлінді"),
            "key-loss" => self.of_both("key lost", "кілт жоғалды"),
            "bare-host" => self.of_both("host lost", "сервер жоғалды"),
            other => other,
        }
    }

    /// A step of a case.
    pub fn step(self, step: &str) -> &str {
        match step {
            "isolate" => self.of_both("isolated place", "оқшауланған орын"),
            "unlock" => self.of_both("repository opened", "репозиторий ашылды"),
            "select" => self.of_both("snapshot chosen", "суреттеме таңдалды"),
            "restore" => self.of_both("restored", "қалпына келтірілді"),
            "hash" => self.of_both("compared with the manifest", "тізіммен салыстырылды"),
            "detect" => self.of_both("damage noticed", "бүліну байқалды"),
            "rto" => self.of_both("recovery time (RTO)", "қалпына келтіру уақыты (RTO)"),
            "rpo" => self.of_both("data loss (RPO)", "деректер шығыны (RPO)"),
            "cleanup" => self.of_both("cleaned up", "тазаланды"),
            other => other,
        }
    }

    /// Headings and labels, by their English names.
    pub fn label(self, label: &'static str) -> &'static str {
        let kk = match label {
            "Recovery drill" => "Қалпына келтіру жаттығуы",
            "Result" => "Нәтиже",
            "Drill" => "Жаттығу",
            "Began" => "Басталды",
            "Ended" => "Аяқталды",
            "Host" => "Сервер",
            "Operator" => "Орындаушы",
            "Approver" => "Бекітуші",
            "Repository" => "Репозиторий",
            "Newest root" => "Соңғы түбір",
            "Sample seed" => "Іріктеу саны",
            "Program" => "Бағдарлама",
            "Previous report" => "Алдыңғы есеп",
            "Dataset" => "Деректер жиыны",
            "Scenario" => "Сценарий",
            "Tier" => "Деңгей",
            "Snapshot" => "Суреттеме",
            "Files" => "Файлдар",
            "Bytes" => "Байттар",
            "Same" => "Бірдей",
            "Different" => "Өзгеше",
            "Step" => "Қадам",
            "Time" => "Уақыт",
            "Remark" => "Ескерту",
            "Not all that was planned was tried." => "Жоспарланғанның бәрі орындалған жоқ.",
            "Signed by" => "Қол қойған кілт",
            other => other,
        };
        self.of_both(label, kk)
    }
}
