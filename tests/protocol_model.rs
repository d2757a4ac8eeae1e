//! Model check of the protocol in docs/protocol.md.
//!
//! Every test explores all interleavings of a small situation, one storage call at a time. The first half shows
//! that the protocol holds; the second removes one rule at a time and requires that a property then breaks, so
//! that every rule in the document is known to be needed and the properties are known to notice.
//!
//! The bounds are chosen for seconds. `SANDYQ_MODEL=long` enlarges them; that run wants a release build:
//!
//! ```text
//! SANDYQ_MODEL=long cargo test --release --test protocol_model -- --nocapture
//! ```
//!
//! `SANDYQ_MODEL_STEPS=1` prints the steps of each counterexample.

#[path = "protocol_model"]
mod model {
    pub mod absorb;
    pub mod chunks;
    pub mod explore;
    pub mod janitor;
    pub mod maintainer;
    pub mod plan;
    pub mod properties;
    pub mod reader;
    pub mod records;
    pub mod rules;
    pub mod scopes;
    pub mod segments;
    pub mod state;
    pub mod stores;
    pub mod writer;
}

/// The protocol as it is: no safety property breaks, and everything of interest happens.
mod holds {
    use crate::model::explore::holds;
    use crate::model::scopes;

    macro_rules! holds_in {
        ($($scope:ident)*) => { $(
            #[test]
            fn $scope() {
                holds(stringify!($scope), scopes::$scope());
            }
        )* };
    }

    holds_in! {
        plain one_writer two_rounds two_maintainers absorbing two_writers_absorbing duplicates
        stale_numbers stale_numbers_two_writers resuming quiet quiet_behind_a_session holding holding_alone
        reading reading_new two_chunks repacking two_pages two_pages_reading two_pages_absorbing
        cached_runs vanished_roots taking fencing fencing_one_writer forgetting releasing
        unconditional unconditional_restarting unconditional_holding unconditional_forgetting unconditional_reading
        unconditional_repacking unconditional_two_pages unconditional_cached_runs
        two_members lagging_member two_members_absorbing two_members_holding two_members_forgetting
        two_members_repacking segments
    }
}

/// One rule removed, in a situation where it matters: some property must break.
mod without {
    use crate::model::explore::caught;
    use crate::model::scopes;

    macro_rules! caught_without {
        ($($test:ident: $rule:ident in $scope:ident;)*) => { $(
            #[test]
            fn $test() {
                let mut scope = scopes::$scope();
                scope.rules.$rule = false;
                caught(stringify!($test), scope);
            }
        )* };
    }

    caught_without! {
        // Writer.
        open_before_view: open_before_view in plain;
        root_read_again_in_a_writers_view: root_again in duplicates;
        number_checked_against_the_view: number_not_below_view in stale_numbers;
        number_checked_in_a_quiet_backup: number_not_below_view in quiet;
        avoiding_condemned_packs: avoid_condemned in plain;
        avoiding_dead_packs: avoid_dead in cached_runs;
        avoiding_forgotten_parents: avoid_forgotten in plain;
        avoiding_forgotten_parents_in_a_quiet_backup: avoid_forgotten in quiet;
        skipping_deltas_of_fenced_sessions: skip_fenced_deltas in fencing;
        ignoring_retired_sessions: ignore_retired in plain;
        the_check_after_commit: check_after_commit in one_writer;
        refusing_holds_of_what_is_being_swept: hold_minds_mark in holding;
        refusing_to_unforget_what_is_being_swept: hold_minds_mark in forgetting;
        number_checked_against_an_older_view: number_not_above_view in lagging_member;
        dropping_runs_below_dead_floor: run_minds_dead_floor in cached_runs;
        // Maintainer.
        absorbing_deltas_of_fenced_sessions: absorb_fenced in fencing;
        listing_fenced_sessions_again: list_fenced_again in two_pages_absorbing;
        fetching_deltas_that_commits_name: fetch_named_deltas in two_pages_absorbing;
        a_floor_below_the_own_number: floor_lags in plain;
        remembering_open_sessions: remember_open in absorbing;
        taking_only_what_has_ended: take_only_ended in absorbing;
        carrying_what_was_taken: carry_taken in fencing_one_writer;
        deleting_after_the_root: delete_after_the_root in absorbing;
        raising_dead_floor: raise_dead_floor in cached_runs;
        waiting_for_open_sessions: wait_for_open in plain;
        marking_before_the_survey: mark_before_survey in plain;
        computing_liveness_again: recompute_liveness in plain;
        sparing_what_was_held_meanwhile: recompute_forgotten in holding;
        sparing_what_was_unforgotten_meanwhile: recompute_forgotten in forgetting;
        conditional_roots_with_two_maintainers: conditional_roots in two_maintainers;
        deleting_by_the_newest_root: delete_by_newest_root in vanished_roots;
        leaving_segments_until_their_root_exists: segments_wait_for_their_root in segments;
        making_segments_anew: segments_made_anew in segments;
        // Reader.
        looking_again_after_a_404: look_again in reading;
        two_views_without_a_home: two_empty_views in two_pages_reading;
        noticing_that_a_snapshot_was_forgotten: notice_forgotten in reading;
        root_read_again_in_a_readers_view: root_again in reading_new;
        // No conditional PUT.
        looking_for_a_fence: look_for_fence in unconditional;
        hiding_ends_beside_fences: fence_hides_end in unconditional;
        // Two members.
        storing_roots_at_every_member: root_at_every_member in two_members;
        absorbing_at_every_member: absorb_every_member in two_members_absorbing;
        surveying_every_member: survey_every_member in two_members;
        deleting_by_what_every_member_has: delete_by_oldest_copy in lagging_member;
    }
}
