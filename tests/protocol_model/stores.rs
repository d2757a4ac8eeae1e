//! Situations of other stores: without conditional PUT, and with two members.

use crate::model::rules::{Errand, Scope};
use crate::model::scopes::{cached_runs, long, one_writer, repacking, size};
use crate::model::state::{KEYS, ORIGINALS};

/// A store without conditional PUT: one maintainer, fences beside ends.
pub fn unconditional() -> Scope {
    Scope { conditional: false, attempts: size(2, 3), ..Scope::default() }
}

/// The one maintainer also absorbs, and may crash anywhere and begin anew.
pub fn unconditional_restarting() -> Scope {
    Scope { own_absorbs: size(1, 2), restarts: true, attempts: 1, rounds: 1, reach: false, ..unconditional() }
}

pub fn unconditional_holding() -> Scope {
    Scope {
        writers: vec![Errand::Hold(0), Errand::Backup(1)],
        early_fences: size(0, 1),
        ..unconditional_restarting()
    }
}

pub fn unconditional_forgetting() -> Scope {
    Scope {
        writers: vec![Errand::Forget(0), Errand::Unforget(0)],
        attempts: size(1, 2),
        forget: vec![0],
        ..unconditional_restarting()
    }
}

pub fn unconditional_reading() -> Scope {
    Scope { writers: vec![Errand::Backup(1)], readers: vec![0, ORIGINALS], ..unconditional_restarting() }
}

pub fn unconditional_repacking() -> Scope {
    Scope {
        conditional: false,
        absorbers: 0,
        own_absorbs: size(0, 1),
        restarts: true,
        attempts: 1,
        reach: false,
        ..repacking()
    }
}

/// Page borders between an end and a fence, and elsewhere.
pub fn unconditional_two_pages() -> Scope {
    Scope {
        cuts: vec![1, 2, 3, KEYS],
        writers: vec![Errand::Backup(0b10); 2],
        forget: vec![0],
        janitor: long(),
        rounds: 1,
        restarts: false,
        ..unconditional_restarting()
    }
}

pub fn unconditional_cached_runs() -> Scope {
    Scope {
        conditional: false,
        own_absorbs: 1,
        restarts: long(),
        rounds: 2,
        attempts: size(2, 1),
        reach: false,
        ..cached_runs()
    }
}

/// Two members, one writer at each.
pub fn two_members() -> Scope {
    Scope {
        second_member_from: Some(1),
        absorbers: size(0, 1),
        attempts: size(2, 1),
        reach: !long(),
        ..Scope::default()
    }
}

/// A writer and a reader at a member that lags behind the authority; sids may name roots seen at the authority.
pub fn lagging_member() -> Scope {
    Scope {
        second_member_from: Some(0),
        roaming: true,
        readers: vec![0],
        absorbers: 1,
        absorbs: size(1, 2),
        reach: false,
        ..Scope { rounds: 1, attempts: 2, ..one_writer() }
    }
}

/// Two maintainers that put roots at two members, one of which only absorbs.
pub fn two_members_absorbing() -> Scope {
    Scope {
        second_member_from: Some(1),
        roaming: true,
        attempts: 1,
        absorbers: 1,
        absorbs: size(1, 2),
        janitor: long(),
        reach: false,
        ..Scope::default()
    }
}

pub fn two_members_holding() -> Scope {
    Scope { writers: vec![Errand::Backup(1), Errand::Hold(0)], ..two_members_absorbing() }
}

pub fn two_members_forgetting() -> Scope {
    Scope {
        writers: vec![Errand::Forget(0), Errand::Unforget(0)],
        forget: vec![0],
        ..two_members_absorbing()
    }
}

/// A pack is copied and condemned; the reader and the writer that may need it are at the second member.
pub fn two_members_repacking() -> Scope {
    Scope {
        second_member_from: Some(0),
        roaming: true,
        absorbers: size(0, 1),
        attempts: 1,
        reach: false,
        ..repacking()
    }
}
