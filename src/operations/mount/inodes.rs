//! Numbers of what the system knows of the mount. A number is derived from what it stands for, so that it is the same
//! again after it was forgotten: programs find hard links by it. Pure.

use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{Hash, Hasher};

/// The number of the top of the mount.
pub const TOP: u64 = 1;

/// What makes something the same thing again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Identity {
    /// A name in a folder. The second number tells apart what bears the name one after the other.
    Name(u64, Box<[u8]>, u64),
    /// One file of many names: a number within a snapshot, whose top has the first number.
    Linked(u64, u128),
}

/// Something the system knows.
#[derive(Debug)]
pub struct Inode<W> {
    /// The folder it was found in first.
    pub parent: u64,
    /// Its name there.
    pub name: Box<[u8]>,
    /// What it is.
    pub what: W,
    /// Few files have several names, and there may be a million of these.
    linked: Option<Box<(u64, u128)>>,
    salt: u64,
    /// How often the system was told of it and has not forgotten it.
    lookups: u64,
    /// Known inodes whose `parent` it is.
    children: u64,
}

impl<W> Inode<W> {
    fn is(&self, identity: &Identity) -> bool {
        match identity {
            Identity::Name(parent, name, salt) => {
                self.linked.is_none() && (self.parent, self.salt) == (*parent, *salt) && self.name == *name
            }
            Identity::Linked(top, number) => self.linked.as_deref() == Some(&(*top, *number)),
        }
    }
}

/// All that the system knows.
#[derive(Debug)]
pub struct Inodes<W> {
    known: HashMap<u64, Inode<W>>,
}

impl<W> Inodes<W> {
    /// Knows the top, which is never forgotten.
    pub fn new(top: W) -> Self {
        let name = Box::default();
        let top = Inode { parent: TOP, name, what: top, linked: None, salt: 0, lookups: 1, children: 0 };
        Self { known: HashMap::from([(TOP, top)]) }
    }

    /// What has this number.
    pub fn get(&self, number: u64) -> Option<&Inode<W>> {
        self.known.get(&number)
    }

    /// How many are known.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// The number that something has, or would have.
    pub fn number(&self, identity: &Identity) -> u64 {
        let mut hasher = DefaultHasher::new();
        identity.hash(&mut hasher);
        let mut number = hasher.finish();
        // Something else may have it.
        while number <= TOP || self.known.get(&number).is_some_and(|inode| !inode.is(identity)) {
            number = number.wrapping_add(1);
        }
        number
    }

    /// Notes that the system is told of something once more. Its number.
    pub fn tell(&mut self, identity: &Identity, parent: u64, name: &[u8], what: impl FnOnce() -> W) -> u64 {
        let number = self.number(identity);
        match self.known.entry(number) {
            Entry::Occupied(mut known) => known.get_mut().lookups += 1,
            Entry::Vacant(vacant) => {
                let (linked, salt) = match identity {
                    Identity::Name(_, _, salt) => (None, *salt),
                    Identity::Linked(top, number) => (Some(Box::new((*top, *number))), 0),
                };
                vacant.insert(Inode {
                    parent,
                    name: name.into(),
                    what: what(),
                    linked,
                    salt,
                    lookups: 1,
                    children: 0,
                });
                if let Some(parent) = self.known.get_mut(&parent) {
                    parent.children += 1;
                }
            }
        }
        number
    }

    /// Notes that the system has forgotten something so many times. A folder stays while anything in it is known.
    pub fn forget(&mut self, number: u64, times: u64) {
        if let Some(inode) = self.known.get_mut(&number) {
            inode.lookups = inode.lookups.saturating_sub(times);
        }
        let mut at = number;
        while at != TOP
            && let Entry::Occupied(known) = self.known.entry(at)
            && known.get().lookups == 0
            && known.get().children == 0
        {
            at = known.remove().parent;
            if let Some(parent) = self.known.get_mut(&at) {
                parent.children -= 1;
            }
        }
    }

    /// The names from the top down to it.
    pub fn path(&self, number: u64) -> Vec<u8> {
        let (mut names, mut at) = (Vec::new(), number);
        while at != TOP
            && let Some(inode) = self.known.get(&at)
        {
            names.push(&inode.name[..]);
            at = inode.parent;
        }
        names.reverse();
        names.join(&b'/')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(parent: u64, name: &str) -> Identity {
        Identity::Name(parent, name.as_bytes().into(), 0)
    }

    fn tell(inodes: &mut Inodes<&'static str>, parent: u64, name: &'static str) -> u64 {
        inodes.tell(&named(parent, name), parent, name.as_bytes(), || name)
    }

    #[test]
    fn a_number_is_the_same_again_after_it_was_forgotten() {
        let mut inodes = Inodes::new("top");
        let number = tell(&mut inodes, TOP, "a");
        assert_eq!(inodes.number(&named(TOP, "a")), number);
        inodes.forget(number, 1);
        assert!(inodes.get(number).is_none());
        assert_eq!(tell(&mut inodes, TOP, "a"), number);
    }

    #[test]
    fn nothing_is_left_of_what_is_forgotten_as_often_as_it_was_told() {
        let mut inodes = Inodes::new("top");
        let folder = tell(&mut inodes, TOP, "folder");
        let file = tell(&mut inodes, folder, "file");
        assert_eq!(tell(&mut inodes, folder, "file"), file);
        // The folder is forgotten first; what is in it still needs it.
        inodes.forget(folder, 1);
        assert_eq!(inodes.path(file), b"folder/file");
        inodes.forget(file, 1);
        assert_eq!(inodes.len(), 3);
        inodes.forget(file, 1);
        assert_eq!(inodes.len(), 1);
        inodes.forget(TOP, 1);
        assert_eq!(inodes.get(TOP).map(|top| top.what), Some("top"));
    }

    #[test]
    fn all_names_of_a_linked_file_have_one_number() {
        let mut inodes = Inodes::new("top");
        let folder = tell(&mut inodes, TOP, "folder");
        let linked = || Identity::Linked(folder, 7);
        let first = inodes.tell(&linked(), folder, b"first", || "file");
        assert_eq!(inodes.tell(&linked(), TOP, b"second", || "file"), first);
        assert_ne!(inodes.number(&Identity::Linked(folder, 8)), first);
        assert_ne!(inodes.number(&named(folder, "first")), first);
    }

    #[test]
    fn one_number_never_stands_for_two_things() {
        let mut inodes = Inodes::new("top");
        let wanted = inodes.number(&named(TOP, "b"));
        // Something else sits where `b` would.
        let a = tell(&mut inodes, TOP, "a");
        let inode = inodes.known.remove(&a).unwrap();
        inodes.known.insert(wanted, inode);
        assert_eq!(tell(&mut inodes, TOP, "b"), wanted.wrapping_add(1));
        assert_eq!(tell(&mut inodes, TOP, "b"), wanted.wrapping_add(1));
    }
}
