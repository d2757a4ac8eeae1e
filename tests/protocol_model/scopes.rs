//! The situations that are explored. Each switches on a few features: all of them at once would not fit in
//! memory, and every rule is about few of them.

use crate::model::rules::{Errand, Scope};
use crate::model::state::{KEYS, ORIGINALS};

pub use crate::model::stores::*;

/// Whether the larger bounds were asked for.
pub fn long() -> bool {
    std::env::var_os("SANDYQ_MODEL").is_some_and(|v| v == "long")
}

/// A bound of the bounded run, and of the long one.
pub fn size<T>(short: T, long_run: T) -> T {
    if long() { long_run } else { short }
}

/// Two writers of one chunk, one mark and sweep.
pub fn plain() -> Scope {
    Scope { attempts: size(2, 3), ..Scope::default() }
}

pub fn one_writer() -> Scope {
    Scope { writers: vec![Errand::Backup(1)], rounds: size(1, 3), attempts: size(2, 3), ..Scope::default() }
}

/// Two sweeps, one attempt each.
pub fn two_rounds() -> Scope {
    Scope { rounds: size(2, 3), attempts: 1, reach: false, ..Scope::default() }
}

pub fn two_maintainers() -> Scope {
    let writers = vec![Errand::Backup(1); size(1, 2)];
    Scope {
        writers,
        maintainers: 2,
        attempts: size(2, 1),
        late_puts: size(0, 1),
        reach: !long(),
        ..Scope::default()
    }
}

/// A second maintainer that only absorbs, so floors pass sessions that are still at work.
pub fn absorbing() -> Scope {
    Scope {
        writers: vec![Errand::Backup(1); size(1, 2)],
        attempts: size(2, 1),
        absorbers: 1,
        absorbs: 2,
        reach: !long(),
        ..Scope::default()
    }
}

/// Two writers beside an absorber: what one reuses, the other's fence or the floor may take away.
pub fn two_writers_absorbing() -> Scope {
    Scope {
        attempts: 1,
        absorbers: 1,
        absorbs: size(1, 2),
        rounds: size(1, 2),
        reach: false,
        ..Scope::default()
    }
}

/// Delayed duplicates of PUTs.
pub fn duplicates() -> Scope {
    Scope { late_puts: 2, attempts: size(1, 2), reach: long(), ..Scope::default() }
}

/// Sessions named by the root number of the writer's last View.
pub fn stale_numbers() -> Scope {
    Scope { stale_numbers: true, absorbers: 1, absorbs: size(1, 2), rounds: 1, attempts: 3, ..one_writer() }
}

pub fn stale_numbers_two_writers() -> Scope {
    Scope { stale_numbers: true, absorbers: 1, attempts: size(1, 2), reach: false, ..Scope::default() }
}

/// A crashed writer goes on in its own session.
pub fn resuming() -> Scope {
    Scope { resume: true, absorbers: 1, absorbs: size(1, 2), rounds: 1, attempts: 2, ..one_writer() }
}

/// An unchanged backup that reads the root and nothing but its parent.
pub fn quiet() -> Scope {
    Scope {
        writers: vec![Errand::Quiet { parent: 0 }],
        attempts: size(2, 3),
        stale_numbers: true,
        absorbers: 1,
        absorbs: 2,
        ..Scope::default()
    }
}

/// The same, with a parent that is another host's session of this very moment.
pub fn quiet_behind_a_session() -> Scope {
    Scope {
        writers: vec![Errand::Backup(1), Errand::Quiet { parent: ORIGINALS }],
        attempts: size(1, 2),
        stale_numbers: true,
        absorbers: size(0, 1),
        reach: false,
        ..Scope::default()
    }
}

/// A hold of the snapshot that retention wants to forget.
pub fn holding() -> Scope {
    Scope {
        writers: vec![Errand::Hold(0), Errand::Backup(1)],
        attempts: size(1, 2),
        absorbers: size(0, 1),
        reach: false,
        ..Scope::default()
    }
}

pub fn holding_alone() -> Scope {
    Scope { writers: vec![Errand::Hold(0)], absorbers: 1, rounds: size(1, 2), ..Scope::default() }
}

/// Restores of an old and of a new snapshot while maintenance runs.
pub fn reading() -> Scope {
    Scope {
        writers: vec![Errand::Backup(1)],
        attempts: size(1, 2),
        readers: vec![0, ORIGINALS],
        rounds: size(1, 2),
        absorbers: size(0, 1),
        ..Scope::default()
    }
}

/// A reader of a snapshot whose COMMIT an absorber takes over.
pub fn reading_new() -> Scope {
    Scope { readers: vec![ORIGINALS], attempts: 1, absorbers: 1, absorbs: 2, reach: false, ..one_writer() }
}

/// Two chunks in one pack, needed by different snapshots.
pub fn two_chunks() -> Scope {
    Scope {
        original_packs: [0b11, 0],
        original_snapshots: [0b01, 0b10],
        writers: vec![Errand::Backup(0b11), Errand::Backup(0b10)],
        attempts: size(1, 2),
        rounds: size(2, 1),
        forget: vec![0, 0b01, 0b10, 0b11, !0],
        ..Scope::default()
    }
}

/// A half-empty pack is copied and condemned while a reader restores from it.
pub fn repacking() -> Scope {
    Scope {
        original_packs: [0b11, 0],
        original_snapshots: [0b01, 0b10],
        writers: vec![Errand::Backup(0b10)],
        attempts: size(1, 2),
        readers: vec![0],
        repack: true,
        forget: vec![0b10, 0b01],
        absorbers: 1,
        reach: !long(),
        ..Scope::default()
    }
}

/// LISTs of sessions in two pages that are not one moment; both writers need a chunk nobody has yet.
pub fn two_pages() -> Scope {
    let new = Errand::Backup(0b10);
    let everywhere = (1..2 * KEYS).filter(|cut| cut % KEYS != 2).collect();
    Scope {
        cuts: size(vec![1, KEYS], everywhere),
        attempts: 1,
        writers: vec![new, new],
        forget: vec![0, 1],
        janitor: long(),
        reach: false,
        ..Scope::default()
    }
}

/// Page borders and a reader of the second writer's snapshot.
pub fn two_pages_reading() -> Scope {
    Scope {
        cuts: vec![KEYS],
        readers: vec![ORIGINALS + 1],
        maintainers: size(0, 1),
        absorbers: 1,
        ..two_pages()
    }
}

/// Page borders inside a session, and a second maintainer that absorbs.
pub fn two_pages_absorbing() -> Scope {
    Scope {
        cuts: vec![1],
        stale_numbers: long(),
        original_snapshots: [0, 0],
        forget: vec![0],
        absorbers: 1,
        janitor: false,
        ..two_pages()
    }
}

/// Cached index runs across sweeps that shorten the dead list.
pub fn cached_runs() -> Scope {
    Scope {
        writers: vec![Errand::Backup(1); size(1, 2)],
        rounds: size(2, 3),
        attempts: size(2, 1),
        cached_runs: true,
        trim_dead: true,
        reach: !long(),
        ..Scope::default()
    }
}

/// New packs alone: a root condemns what it takes, while others reuse it.
pub fn taking() -> Scope {
    Scope {
        original_packs: [0, 0],
        original_snapshots: [0, 0],
        attempts: 1,
        absorbers: size(0, 1),
        forget: vec![0, 1 << ORIGINALS, !0],
        ..Scope::default()
    }
}

/// Sessions are fenced at any moment, as they are when their key is removed; writers reuse each other's deltas.
pub fn fencing() -> Scope {
    Scope {
        original_packs: [0, 0],
        original_snapshots: [0, 0],
        early_fences: 1,
        unordered: !long(),
        attempts: 1,
        absorbers: 1,
        absorbs: size(2, 1),
        maintainers: size(0, 1),
        forget: vec![0, !0],
        reach: false,
        ..Scope::default()
    }
}

/// The same for one writer, beside roots that only carry on what others took, and deletions in any order.
pub fn fencing_one_writer() -> Scope {
    Scope {
        early_fences: 1,
        absorbers: 1,
        absorbs: size(1, 2),
        bare_roots: true,
        rounds: 1,
        attempts: 2,
        unordered: long(),
        ..one_writer()
    }
}

/// Forgetting is asked for and taken back, beside a backup.
pub fn forgetting() -> Scope {
    let mut writers = vec![Errand::Forget(0), Errand::Unforget(0)];
    writers.extend(long().then_some(Errand::Backup(1)));
    Scope {
        writers,
        attempts: 1,
        forget: vec![0],
        absorbers: 1,
        absorbs: size(2, 1),
        reach: !long(),
        ..Scope::default()
    }
}

/// A hold that somebody releases.
pub fn releasing() -> Scope {
    Scope {
        writers: vec![Errand::Forget(0), Errand::Hold(0), Errand::Release(0)],
        attempts: 1,
        forget: vec![0],
        absorbers: size(0, 1),
        reach: false,
        ..Scope::default()
    }
}

/// Segments of roots, which the janitor deletes when no root names them.
pub fn segments() -> Scope {
    Scope {
        segments: true,
        roots_vanish: true,
        writers: Vec::new(),
        rounds: 1,
        absorbers: size(1, 2),
        absorbs: size(2, 1),
        attempts: 1,
        forget: vec![0b01],
        ..Scope::default()
    }
}

/// Old roots are deleted, and a sleeper's PUT of such a number succeeds.
pub fn vanished_roots() -> Scope {
    Scope {
        roots_vanish: true,
        rounds: 1,
        absorbers: 1,
        absorbs: 4,
        attempts: 1,
        janitor: long(),
        ..one_writer()
    }
}
