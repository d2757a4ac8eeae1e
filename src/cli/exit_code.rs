//! What a run came to, as scripts see it.

/// Exit codes, those of restic where it has them. 11 is kept free: there it means a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitCode {
    /// Everything asked for was done.
    Ok = 0,
    /// It was not: access, input or output, something not found.
    Failed = 1,
    /// The command line or the environment is wrong; nothing was begun.
    Usage = 2,
    /// Done, but not all of it: some source files could not be read, or some attributes not be set.
    Warnings = 3,
    /// There is no repository.
    NoRepository = 10,
    /// The key does not open the repository.
    WrongKey = 12,
    /// The data is good, but later or older than was promised.
    Objective = 20,
    /// Stored data is damaged or missing.
    WrongData = 21,
    /// Something could not be tested.
    Untested = 22,
    /// The key in use may not do this.
    Policy = 23,
    /// Somebody else is faster again and again; try later.
    Busy = 75,
    /// The user stopped it.
    Interrupted = 130,
}

impl ExitCode {
    /// Of several outcomes the one to tell. Those that end a run before it has begun come alone; should one meet
    /// another all the same, they rank as a failure.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if other.rank() < self.rank() { other } else { self }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Interrupted => 0,
            Self::WrongData => 1,
            Self::Failed | Self::Usage | Self::NoRepository | Self::WrongKey | Self::Busy => 2,
            Self::Policy => 3,
            Self::Objective => 4,
            Self::Untested => 5,
            Self::Warnings => 6,
            Self::Ok => 7,
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::ExitCode::*;

    #[test]
    fn the_outcome_that_matters_most_is_told_whatever_the_order() {
        let falling = [Interrupted, WrongData, Failed, Policy, Objective, Untested, Warnings, Ok];
        for (index, one) in falling.into_iter().enumerate() {
            for other in &falling[index..] {
                assert_eq!((one.and(*other), other.and(one)), (one, one));
            }
        }
    }
}
