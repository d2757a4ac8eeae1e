//! What the system allows this process.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the number of files this process may have open to the most it may raise it to, and returns that. A walk
/// holds one open directory for each level and a restore one for each directory it works in.
pub fn raise_open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    // Refusal leaves the limit as it was, which is no worse than before.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_limit_is_as_high_as_allowed() {
        let limit = super::raise_open_files();
        assert!(limit >= 256);
        assert_eq!(super::raise_open_files(), limit);
    }
}
