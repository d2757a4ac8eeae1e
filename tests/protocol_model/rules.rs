//! What is explored (`Scope`) and which rules the actors keep (`Rules`).

use crate::model::state::{Chunks, Snapshots};

/// Each field is one rule of docs/protocol.md. All hold unless a test removes one on purpose.
#[derive(Clone, Debug)]
pub struct Rules {
    /// W1 comes before W2.
    pub open_before_view: bool,
    /// A View reads the newest root again after the LIST and starts over if it moved.
    pub root_again: bool,
    /// A session whose number is older than the View's root is given up, and begins again with that root's number.
    pub number_not_below_view: bool,
    /// The same where the number is newer.
    pub number_not_above_view: bool,
    /// Nothing in the pending mark's C is reused.
    pub avoid_condemned: bool,
    /// Nothing dead is reused.
    pub avoid_dead: bool,
    /// No snapshot in the pending mark's F serves as parent.
    pub avoid_forgotten: bool,
    /// Deltas of fenced, not yet absorbed sessions are not reused.
    pub skip_fenced_deltas: bool,
    /// Objects of retired sessions count for nothing, for ever.
    pub ignore_retired: bool,
    /// W5: look at the newest root once more before reporting success.
    pub check_after_commit: bool,
    /// A hold or unforget of a snapshot in the View's F is refused.
    pub hold_minds_mark: bool,
    /// A cached index run older than `dead_floor` is dropped.
    pub run_minds_dead_floor: bool,
    /// M2/M7: deltas of fenced sessions are absorbed too.
    pub absorb_fenced: bool,
    /// M2/M7: a fenced session's deltas are listed again after its FENCE was seen.
    pub list_fenced_again: bool,
    /// M2/M7: a delta that a COMMIT names is fetched though the LIST did not show it.
    pub fetch_named_deltas: bool,
    /// A root's floor is at most the number of the root that preceded its LIST.
    pub floor_lags: bool,
    /// Sessions listed open below the floor are recorded as such.
    pub remember_open: bool,
    /// Only sessions that have ended are taken.
    pub take_only_ended: bool,
    /// What was taken stays so until the floor passes it.
    pub carry_taken: bool,
    /// Objects of sessions are deleted once the root that retires them is stored, not before.
    pub delete_after_the_root: bool,
    /// A dead pack leaves `dead` only if `dead_floor` moves up to this root's predecessor.
    pub raise_dead_floor: bool,
    /// M5/M6: the sweep waits until every session open under the mark has ended.
    pub wait_for_open: bool,
    /// M5 lists sessions only after the marked root is stored.
    pub mark_before_survey: bool,
    /// M7: liveness of C is computed again after the wait.
    pub recompute_liveness: bool,
    /// M7: F loses snapshots that were held or unforgotten meanwhile.
    pub recompute_forgotten: bool,
    /// Roots are put if absent.
    pub conditional_roots: bool,
    /// R1: after a 404, look again before calling it damage.
    pub look_again: bool,
    /// R1: one View without a home is not enough.
    pub two_empty_views: bool,
    /// R2: a snapshot that left the catalogue during the run was forgotten, not damaged.
    pub notice_forgotten: bool,
    /// No conditional PUT: the writer looks for a fence after its end.
    pub look_for_fence: bool,
    /// No conditional PUT: an end beside a fence counts for nobody until a root has it.
    pub fence_hides_end: bool,
    /// Two members: a root is stored at every member before its maintainer goes on.
    pub root_at_every_member: bool,
    /// Two members: M2 lists sessions at every member.
    pub absorb_every_member: bool,
    /// Two members: M5 lists sessions at every member.
    pub survey_every_member: bool,
    /// Two members: the janitor deletes by a root that every member has.
    pub delete_by_oldest_copy: bool,
    /// The janitor leaves a segment alone until the root that it was made for exists.
    pub segments_wait_for_their_root: bool,
    /// Whoever lost a root makes its segments anew, named by the next number.
    pub segments_made_anew: bool,
    /// The janitor deletes by a freshly listed newest root, never by a root it believes it wrote.
    pub delete_by_newest_root: bool,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            open_before_view: true,
            root_again: true,
            number_not_below_view: true,
            number_not_above_view: true,
            avoid_condemned: true,
            avoid_dead: true,
            avoid_forgotten: true,
            skip_fenced_deltas: true,
            ignore_retired: true,
            check_after_commit: true,
            hold_minds_mark: true,
            run_minds_dead_floor: true,
            absorb_fenced: true,
            list_fenced_again: true,
            fetch_named_deltas: true,
            floor_lags: true,
            remember_open: true,
            take_only_ended: true,
            carry_taken: true,
            delete_after_the_root: true,
            raise_dead_floor: true,
            wait_for_open: true,
            mark_before_survey: true,
            recompute_liveness: true,
            recompute_forgotten: true,
            conditional_roots: true,
            look_again: true,
            two_empty_views: true,
            notice_forgotten: true,
            look_for_fence: true,
            fence_hides_end: true,
            root_at_every_member: true,
            absorb_every_member: true,
            survey_every_member: true,
            delete_by_oldest_copy: true,
            segments_wait_for_their_root: true,
            segments_made_anew: true,
            delete_by_newest_root: true,
        }
    }
}

/// What a writer is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// A snapshot of these chunks, reusing what the View offers.
    Backup(Chunks),
    /// An unchanged backup: everything comes from this parent, no other session is read.
    Quiet { parent: usize },
    /// A hold of this snapshot.
    Hold(usize),
    /// Takes back the holds of this snapshot that the View shows.
    Release(usize),
    /// A request to forget this snapshot.
    Forget(usize),
    /// Takes back the requests to forget this snapshot that the View shows.
    Unforget(usize),
}

/// The bounds of one exploration and the features it switches on.
#[derive(Clone, Debug)]
pub struct Scope {
    pub rules: Rules,
    /// Chunks of each original pack and of each original snapshot; 0 = there is none.
    pub original_packs: [Chunks; 2],
    pub original_snapshots: [Chunks; 2],
    pub writers: Vec<Errand>,
    /// Sessions a writer may try.
    pub attempts: usize,
    /// A writer may crash after its View and resume the same session once with a new View.
    pub resume: bool,
    /// Writers keep an index run between attempts and start with one of root 0.
    pub cached_runs: bool,
    /// A sid may carry the root number of the writer's last View instead of the newest.
    pub stale_numbers: bool,
    /// It may carry the newest root's number though the writer's member lags behind: the host saw it elsewhere.
    pub roaming: bool,
    pub maintainers: usize,
    /// Marks and sweeps per maintainer.
    pub rounds: u8,
    /// Further maintainers that only absorb, and how many roots each of them may put.
    pub absorbers: usize,
    pub absorbs: u8,
    /// Instead of absorbing, they may put a root that changes nothing of this, as a change of keys does.
    pub bare_roots: bool,
    /// Roots that only absorb which a maintainer puts beside its rounds.
    pub own_absorbs: u8,
    /// A maintainer may crash anywhere and be begun anew.
    pub restarts: bool,
    /// Sessions that may be fenced with no mark to wait for.
    pub early_fences: u8,
    pub repack: bool,
    /// Roots name segments, which are put before them.
    pub segments: bool,
    /// Sweeps may shorten the dead list.
    pub trim_dead: bool,
    /// What else may have been asked to be forgotten when a mark is made, cut to what the catalogue has.
    pub forget: Vec<Snapshots>,
    /// Each reader restores one snapshot.
    pub readers: Vec<usize>,
    /// Where a two-page LIST of sessions may be cut; empty = one atomic page.
    pub cuts: Vec<u8>,
    /// Delayed duplicate PUTs.
    pub late_puts: u8,
    pub janitor: bool,
    /// The store refuses some deletions, so that a session's objects go in any order.
    pub unordered: bool,
    /// The store has conditional PUT.
    pub conditional: bool,
    /// Writers from this one on work at a second member; `None` = one member.
    pub second_member_from: Option<usize>,
    /// Old roots get deleted, so a slow maintainer's conditional PUT may wrongly succeed.
    pub roots_vanish: bool,
    /// Also require that the interesting things happen.
    pub reach: bool,
    /// Numbers of roots beyond which nothing is explored.
    pub last_root: u8,
}

impl Default for Scope {
    /// One chunk, one original pack and snapshot, two writers of two attempts, one round of maintenance.
    fn default() -> Scope {
        Scope {
            rules: Rules::default(),
            original_packs: [1, 0],
            original_snapshots: [1, 0],
            writers: vec![Errand::Backup(1), Errand::Backup(1)],
            attempts: 2,
            resume: false,
            cached_runs: false,
            stale_numbers: false,
            roaming: false,
            maintainers: 1,
            rounds: 1,
            absorbers: 0,
            absorbs: 1,
            bare_roots: false,
            own_absorbs: 0,
            restarts: false,
            early_fences: 0,
            repack: false,
            segments: false,
            trim_dead: false,
            forget: vec![0, 0b01, 0b11, !0],
            readers: Vec::new(),
            cuts: Vec::new(),
            late_puts: 0,
            janitor: true,
            unordered: false,
            conditional: true,
            second_member_from: None,
            roots_vanish: false,
            reach: true,
            last_root: 6,
        }
    }
}
