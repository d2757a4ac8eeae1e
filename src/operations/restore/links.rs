//! Hard links: the first name of a file is restored, the others become names of it.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::filesystem::{FileKind, Identity, Stat, TargetDirectory};
use crate::model::node::Node;

use super::batch::Link;
use super::entries::made;
use super::place::Place;
use super::plan::Planner;
use super::{Action, Progress, Result};

/// Where the first name of a hard-linked file is.
#[derive(Debug, Clone)]
pub struct First {
    /// Names from the target to it.
    pub names: Vec<Vec<u8>>,
    /// It stays the file it is; else another one takes its name, and nothing is a link to that yet.
    kept: bool,
    /// Set once it is known that it could not be restored.
    pub failed: Arc<AtomicBool>,
}

impl Planner<'_, '_> {
    /// The first name of a file, if this is another.
    pub fn first_name(&self, node: &Node) -> Option<First> {
        if node.links > 1 { self.links.get(&(node.device, node.inode)).cloned() } else { None }
    }

    /// Remembers the first name of a file that has several. Returns what is to be set if it cannot be restored.
    pub fn note_first(&mut self, place: &Place, node: &Node, kept: bool) -> Arc<AtomicBool> {
        let failed = Arc::<AtomicBool>::default();
        if node.links > 1 {
            let mut names = place.names.clone();
            names.push(node.name.clone());
            let first = First { names, kept, failed: Arc::clone(&failed) };
            self.links.insert((node.device, node.inode), first);
        }
        failed
    }

    pub fn link(
        &mut self,
        place: &Rc<Place>,
        node: Node,
        existing: Option<&Stat>,
        first: First,
    ) -> Result<()> {
        if let Some(existing) = existing {
            if self.is_linked(&first, existing) || !self.may_replace(existing, &node) {
                Progress::add(&self.shared.progress.skipped, 1);
                self.tell(&place.path_of(&node.name), Action::Unchanged);
                return Ok(());
            }
            self.clear_the_way(place, &node.name, existing)?;
        }
        let action = made(existing);
        let Some(directory) = place.to_write()?.cloned() else {
            Progress::add(&self.shared.progress.files, 1);
            self.tell(&place.path_of(&node.name), action);
            return Ok(());
        };
        let replaces = existing.is_some_and(|stat| stat.kind != FileKind::Directory);
        self.batch.links.push(Link { first, directory, name: node.name, replaces, action });
        Ok(())
    }

    fn is_linked(&self, first: &First, existing: &Stat) -> bool {
        let target = self.target.as_ref().map(|target| target.root().clone());
        first.kept && target.and_then(|root| identity_of(root, &first.names)) == Some(existing.identity())
    }
}

fn identity_of(mut directory: TargetDirectory, names: &[Vec<u8>]) -> Option<Identity> {
    let (name, way) = names.split_last()?;
    for part in way {
        directory = directory.open_child(part).ok()?;
    }
    Some(directory.existing(name).ok()??.identity())
}
