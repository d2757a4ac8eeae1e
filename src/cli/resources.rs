//! What a run takes of its host: processors, memory, room on file systems.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use super::attempts::Attempts;
use super::context::Context;
use crate::policy::alert::Room;
use crate::repository::CacheRoot;
use crate::storage::Location;

const KIB: u64 = 1 << 10;

/// Measures from a moment on.
#[derive(Debug)]
pub struct Use {
    began: Instant,
    cpu: Duration,
}

impl Use {
    /// Begins now.
    pub fn begin() -> Self {
        // Forgets the most memory that was used before. Where that may not be, all since the program began counts.
        let _ = fs::write("/proc/self/clear_refs", "5");
        Self { began: Instant::now(), cpu: cpu_time() }
    }

    /// How long ago it began, and the part of all processors' time that this program took since.
    pub fn so_far(&self) -> (Duration, f64) {
        let took = self.began.elapsed();
        let used = cpu_time().saturating_sub(self.cpu).as_secs_f64();
        let all = took.as_secs_f64() * thread::available_parallelism().map_or(1, usize::from) as f64;
        (took, if all > 0.0 { used / all } else { 0.0 })
    }
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let (seconds, nanos) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.unwrap_or_default(), nanos.unwrap_or_default())
}

/// The most memory that this program used, and how much there is for it: `limit`, or what its control group or the machine
/// has.
pub fn memory(limit: Option<u64>) -> Option<(u64, u64)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let most = in_kib(&status, "VmHWM:")?;
    let machine = || in_kib(&fs::read_to_string("/proc/meminfo").ok()?, "MemTotal:");
    let group = || group_limit(Path::new("/sys/fs/cgroup"), &fs::read_to_string("/proc/self/cgroup").ok()?);
    let all = limit.or_else(|| group().into_iter().chain(machine()).min())?;
    Some((most, all))
}

fn in_kib(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * KIB)
}

/// The least that a control group of this program, or one above it, may use. `groups` is what `/proc/self/cgroup` says.
fn group_limit(mount: &Path, groups: &str) -> Option<u64> {
    let lines = groups.lines().filter_map(|line| {
        let (controllers, path) = line.split_once(':')?.1.split_once(':')?;
        match controllers {
            "" => Some((mount.to_owned(), path, "memory.max")),
            _ if controllers.split(',').any(|one| one == "memory") => {
                Some((mount.join("memory"), path, "memory.limit_in_bytes"))
            }
            _ => None,
        }
    });
    let limits = lines.flat_map(|(root, path, file)| {
        let own = PathBuf::from(path.trim_start_matches('/'));
        let above: Vec<_> = own.ancestors().map(|group| root.join(group).join(file)).collect();
        above.into_iter().filter_map(|file| fs::read_to_string(file).ok()?.trim().parse::<u64>().ok())
    });
    limits.min()
}

/// Room where a run writes: its state, its cache, and the repository if that is in a folder.
pub fn rooms(context: &Context, attempts: &Attempts) -> Vec<Room> {
    let cache = match context.cache() {
        Ok(CacheRoot::Folder(folder)) => Some(folder),
        _ => None,
    };
    let repository = match context.location() {
        Ok(Location::Local(folder)) => Some(folder),
        _ => None,
    };
    let state = Some(attempts.folder().to_owned());
    let all = [("state", state), ("cache", cache), ("repository", repository)];
    all.into_iter().filter_map(|(what, folder)| room(what, &folder?)).collect()
}

fn room(what: &'static str, folder: &Path) -> Option<Room> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(Room { what, free: disk.f_bavail * disk.f_frsize, all: disk.f_blocks * disk.f_frsize })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_is_measured() {
        let since = Use::begin();
        let mut sum = 0u64;
        while cpu_time().saturating_sub(since.cpu) < Duration::from_millis(20) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        let (took, share) = since.so_far();
        assert!(took >= Duration::from_millis(20) / 64 && share > 0.0, "{took:?} {share}");
        let (most, all) = memory(None).unwrap();
        assert!(0 < most && most < all, "{most} of {all}");
        assert_eq!(memory(Some(7)).unwrap().1, 7);
        let room = room("cache", Path::new("/")).unwrap();
        assert!(room.free <= room.all && room.all > 0, "{room:?}");
        assert_eq!(super::room("cache", Path::new("/nowhere/at/all")), None);
    }

    #[test]
    fn the_tightest_limit_of_a_control_group_and_those_above_it_counts() {
        let mount = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = mount.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("a/memory.max", "1000\n");
        write("a/b/memory.max", "max\n");
        write("memory/c/memory.limit_in_bytes", "700\n");
        let limit = |groups: &str| group_limit(mount.path(), groups);
        assert_eq!(limit("0::/a/b\n"), Some(1000));
        assert_eq!(limit("0::/\n"), None);
        assert_eq!(limit("5:cpu,memory:/c/d\n4:freezer:/\n"), Some(700));
        assert_eq!(limit("nonsense\n"), None);
    }
}
