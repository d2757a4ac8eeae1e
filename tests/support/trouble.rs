//! What goes wrong at a storage call.

use sandyq::storage::ErrorKind;
use sandyq::storage::faulty::{Call, Fault, Faulty};

#[derive(Debug, Clone, Copy)]
pub enum Trouble {
    Fails,
    AnswerIsLost,
    IsTheLast,
}

pub const TROUBLES: [Trouble; 3] = [Trouble::Fails, Trouble::AnswerIsLost, Trouble::IsTheLast];

impl Trouble {
    /// Lets it happen at the n-th call.
    pub fn befall(self, store: &Faulty, nth: u64) {
        match self {
            Self::Fails => store.fail(Call::Any, nth, Fault::Before(ErrorKind::Other)),
            Self::AnswerIsLost => store.fail(Call::Any, nth, Fault::After(ErrorKind::Transient)),
            Self::IsTheLast => store.crash_after(nth - 1),
        }
    }
}
