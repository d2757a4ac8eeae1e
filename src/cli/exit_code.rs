//! What a run came to, as scripts see it.

/// Exit codes. Where several hold, the first of `Interrupted`, `WrongData`, `Failed`, `Policy`, `Objective`,
/// `Untested`, `Warnings` is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitCode {
    /// Everything asked for was done.
    Ok = 0,
    /// It was not: access, input or output, something not found.
    Failed = 1,
    /// The command line or the profile is wrong.
    Usage = 2,
    /// Done, but some source files could not be read; the snapshot exists.
    Warnings = 3,
    /// There is no repository.
    NoRepository = 10,
    /// The key does not open the repository.
    WrongKey = 12,
    /// Stored data is damaged or missing.
    WrongData = 21,
    /// The key in use may not do this.
    Policy = 23,
    /// Somebody else is faster again and again; try later.
    Busy = 75,
    /// The user stopped it.
    Interrupted = 130,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
