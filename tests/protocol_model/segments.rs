//! Segments of the index: put before the root that names them, named by its number and their content.

use crate::model::maintainer::Maintainer;
use crate::model::rules::Scope;
use crate::model::state::{Root, Segments, World};

/// Maintainers that may each make a segment for a root.
const MAKERS: usize = 4;

/// The segment that maintainer `i` makes for root `number`, as a set of one.
fn named(number: u8, i: usize) -> Segments {
    1 << (usize::from(number) * MAKERS + i)
}

/// PUT the segment for `m.next`, unless an older one is used; the root names it beside the others, or instead.
pub fn make(world: &mut World, m: &mut Maintainer, i: usize, joins: bool) {
    let segment = match m.segment {
        Some(made_for) => named(made_for, i),
        None => {
            m.segment = Some(m.next.number);
            world.segments |= named(m.next.number, i);
            named(m.next.number, i)
        }
    };
    m.next.segments = if joins { segment } else { m.root.segments | segment };
}

/// Segments that may be deleted: not named by this root, and made for a root that exists.
pub fn waste(scope: &Scope, world: &World, root: &Root) -> impl Iterator<Item = usize> {
    let (unnamed, newest) = (world.segments & !root.segments, usize::from(root.number));
    let any = !scope.rules.segments_wait_for_their_root;
    (0..32).filter(move |segment| unnamed >> segment & 1 == 1 && (any || segment / MAKERS <= newest))
}
