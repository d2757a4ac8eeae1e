//! Model check.
#[path = "protocol_model"]
mod model {
    pub mod absorb;
    pub mod chunks;
    pub mod explore;
    pub mod janitor;
    pub mod maintainer;
    pub mod properties;
    pub mod reader;
    pub mod rules;
    pub mod state;
    pub mod writer;
}
use model::explore::{caught, holds};
use model::rules::{Errand, Rules, Scope};
use model::state::{KEYS, ORIGINALS};

fn one_writer() -> Scope {
    Scope { writers: vec![Errand::Backup(1)], ..Scope::default() }
}
fn late() -> Scope { Scope { late_puts: 1, ..Scope::default() } }
fn late2() -> Scope { Scope { late_puts: 2, attempts: 1, ..Scope::default() } }
fn two_maintainers() -> Scope { Scope { maintainers: 2, ..one_writer() } }
fn stale() -> Scope { Scope { stale_numbers: true, absorbers: 1, attempts: 2, ..Scope::default() } }
fn stale1() -> Scope { Scope { stale_numbers: true, absorbers: 1, attempts: 3, ..one_writer() } }
fn holding() -> Scope { Scope { writers: vec![Errand::Hold(0), Errand::Backup(1)], absorbers: 1, ..Scope::default() } }
fn quiet() -> Scope { Scope { writers: vec![Errand::Quiet{parent: 0}, Errand::Backup(1)], stale_numbers: true, absorbers: 1, ..Scope::default() } }
fn quiet_of_session() -> Scope { Scope { writers: vec![Errand::Backup(1), Errand::Quiet{parent: ORIGINALS}], attempts: 2, stale_numbers: true, absorbers: 1, ..Scope::default() } }
fn reading() -> Scope { Scope { writers: vec![Errand::Backup(1)], readers: vec![0, ORIGINALS], absorbers: 1, rounds: 2, ..Scope::default() } }
fn two_chunks() -> Scope { Scope { original_packs: [0b11, 0], original_snapshots: [0b01, 0b10], writers: vec![Errand::Backup(0b11), Errand::Backup(0b10)], attempts: 1, ..Scope::default() } }
fn repack() -> Scope { Scope { original_packs: [0b11, 0], original_snapshots: [0b01, 0b10], writers: vec![Errand::Backup(0b10)], attempts: 1, readers: vec![0], repack: true, forget: vec![0b10], maintainers: 1, absorbers: 1,  ..Scope::default() } }
fn cuts(sids: &[usize]) -> Vec<u8> { sids.iter().flat_map(|s| { let b = *s as u8 * KEYS; [b, b+1, b+3] }).filter(|c| *c > 0).collect() }
fn paged() -> Scope { Scope { cuts: cuts(&[0, 1]), attempts: 1, writers: vec![Errand::Backup(2), Errand::Backup(2)], readers: vec![ORIGINALS + 1], reach: false, ..Scope::default() } }
fn paged2() -> Scope { Scope { cuts: vec![1], attempts: 1, original_snapshots: [0, 0], writers: vec![Errand::Backup(2), Errand::Backup(2)], forget: vec![0], absorbers: 1, janitor: false, reach: false, ..Scope::default() } }
fn cached() -> Scope { Scope { writers: vec![Errand::Backup(1)], attempts: 2, rounds: 2, cached_runs: true, trim_dead: true, ..Scope::default() } }
fn absorbing() -> Scope { Scope { absorbers: 1, maintainers: 1, ..one_writer() } }
fn absorbing2() -> Scope { Scope { absorbs: 2, absorbers: 1, ..one_writer() } }
fn no_cond() -> Scope { Scope { conditional: false, ..Scope::default() } }
fn members() -> Scope { Scope { second_member_from: Some(1), ..Scope::default() } }
fn resuming() -> Scope { Scope { resume: true, absorbers: 1, absorbs: 2, reach: false, ..one_writer() } }
fn quiet1() -> Scope { Scope { writers: vec![Errand::Quiet{parent: 0}], stale_numbers: true, absorbers: 1, ..Scope::default() } }
fn members2() -> Scope { Scope { readers: vec![0], second_member_from: Some(0), absorbers: 1, absorbs: 2, reach: false, ..one_writer() } }
fn two_rounds() -> Scope { Scope { rounds: 2, attempts: 1, reach: false, ..Scope::default() } }
fn with_absorber() -> Scope { Scope { absorbers: 1, absorbs: 2, attempts: 1, reach: false, ..Scope::default() } }
fn ghosts() -> Scope { Scope { roots_vanish: true, absorbers: 1, absorbs: 4, attempts: 1, janitor: false, ..one_writer() } }

macro_rules! ok { ($($n:ident)*) => { $( mod $n { #[test] fn holds() { super::holds(stringify!($n), super::$n()); } } )* } }
ok!(resuming quiet1 members2 two_rounds with_absorber late late2 paged2 absorbing2 two_maintainers stale stale1 holding quiet quiet_of_session reading two_chunks repack paged cached absorbing no_cond members ghosts);
#[test] fn base() { holds("base", Scope::default()); }

macro_rules! bad { ($($rule:ident: $($scope:ident)*;)*) => { $( mod $rule { $( #[test] fn $scope() { let mut s = super::$scope(); s.rules.$rule = false; super::caught(concat!(stringify!($rule), " ", stringify!($scope)), s); } )* } )* } }
fn plain() -> Scope { Scope::default() }
bad! {
  open_before_view: plain;
  root_again: reading late2;
  number_fits_view: stale stale1 quiet1;
  avoid_condemned: plain;
  avoid_dead: cached;
  avoid_forgotten: plain quiet;
  skip_fenced_deltas: two_rounds with_absorber;
  ignore_retired: plain late;
  check_after_commit: plain one_writer;
  hold_minds_mark: holding;
  run_minds_dead_floor: cached;
  absorb_fenced: two_rounds with_absorber;
  list_fenced_again: paged2;
  fetch_named_deltas: paged paged2;
  floor_lags: plain;
  remember_open: absorbing2;
  raise_dead_floor: cached;
  mark_before_survey: plain;
  delete_by_oldest_copy: members2;
  wait_for_open: plain;
  recompute_liveness: plain;
  recompute_holds: holding;
  conditional_roots: two_maintainers;
  look_again: reading;
  two_empty_views: paged;
  notice_forgotten: reading;
  look_for_fence: no_cond;
  fence_hides_end: no_cond;
  root_at_every_member: members;
  survey_every_member: members;
  delete_by_newest_root: ghosts;
}
