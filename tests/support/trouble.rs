//! What goes wrong at a storage call.

use std::fmt::Debug;

use sandyq::storage::ErrorKind;
use sandyq::storage::faulty::{Call, Fault, Faulty};

#[derive(Debug, Clone, Copy)]
enum Trouble {
    Fails,
    AnswerIsLost,
    IsTheLast,
}

const TROUBLES: [Trouble; 3] = [Trouble::Fails, Trouble::AnswerIsLost, Trouble::IsTheLast];

impl Trouble {
    /// Lets it happen at the n-th call.
    fn befall(self, store: &Faulty, nth: u64) {
        match self {
            Self::Fails => store.fail(Call::Any, nth, Fault::Before(ErrorKind::Other)),
            Self::AnswerIsLost => store.fail(Call::Any, nth, Fault::After(ErrorKind::Transient)),
            Self::IsTheLast => store.crash_after(nth - 1),
        }
    }
}

/// Runs a command once on a calm store, then with each trouble at every one of the calls it made, each time on a case of
/// its own. `check` sees what is left.
pub fn everywhere<Case, Error: Debug>(
    case: impl Fn() -> Case,
    store: impl Fn(&Case) -> &Faulty,
    command: impl Fn(&Case) -> Result<(), Error>,
    check: impl Fn(&Case),
) {
    let calm = case();
    command(&calm).unwrap();
    let calls = store(&calm).calls();
    assert!(calls > 3);
    for trouble in TROUBLES {
        for nth in 1..=calls {
            let case = case();
            trouble.befall(store(&case), nth);
            let result = command(&case);
            if let Trouble::IsTheLast = trouble {
                result.unwrap_err();
            }
            check(&case);
        }
    }
}
