//! What the system allows this process.

use std::fs;

use rustix::process::{Pid, Resource, Rlimit, getrlimit, setpriority_process, setrlimit};

/// Raises the number of files this process may have open to the most it may raise it to, and returns that. A walk
/// holds one open directory for each level and a restore one for each directory it works in.
pub fn raise_open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    // Refusal leaves the limit as it was, which is no worse than before.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// The last to get the processor. Where the disk has a queue with priorities, it follows this one.
const LOWEST: i32 = 19;

/// Lets other programs go first. The system counts threads one by one: those there are give way, and those that they
/// start. Whether all do.
pub fn give_way() -> bool {
    let Ok(threads) = fs::read_dir("/proc/self/task") else { return false };
    let numbers = threads.flatten().filter_map(|thread| thread.file_name().to_str()?.parse().ok());
    // A thread that has ended meanwhile is in nobody's way.
    let gone = rustix::io::Errno::SRCH;
    let done = |number| {
        setpriority_process(Pid::from_raw(number), LOWEST)
            .or_else(|error| if error == gone { Ok(()) } else { Err(error) })
    };
    numbers.map(done).all(|done| done.is_ok())
}

#[cfg(test)]
mod tests {
    #[test]
    fn threads_that_give_way_have_the_lowest_priority_and_hand_it_on() {
        let priority = || rustix::process::getpriority_process(None).unwrap();
        let (own, handed_on) = std::thread::spawn(move || {
            assert!(super::give_way());
            (priority(), std::thread::spawn(priority).join().unwrap())
        })
        .join()
        .unwrap();
        assert_eq!((own, handed_on), (super::LOWEST, super::LOWEST));
    }

    #[test]
    fn the_limit_is_as_high_as_allowed() {
        let limit = super::raise_open_files();
        assert!(limit >= 256);
        assert_eq!(super::raise_open_files(), limit);
    }
}
