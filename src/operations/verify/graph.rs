//! Which page needs which: pages as numbers, so that even the trees of many snapshots take little room.

use std::collections::{HashMap, HashSet};

use crate::model::id::PageId;

/// What is known of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Somebody refers to it.
    Named,
    /// It was read.
    Read,
    /// It was read, and something it refers to cannot be had.
    Flawed,
    /// It cannot be had itself.
    Unreadable,
}

/// The pages of all trees.
#[derive(Debug, Default)]
pub struct Graph {
    numbers: HashMap<PageId, u32>,
    states: Vec<State>,
    reached: Vec<bool>,
    /// Parent and child.
    edges: Vec<(u32, u32)>,
    /// Where the edges of each page begin, once they are sorted.
    starts: Vec<usize>,
    /// Children of pages that were read after that.
    late: HashMap<u32, Vec<u32>>,
}

impl Graph {
    /// The number of a page.
    pub fn number(&mut self, id: &PageId) -> u32 {
        let next = self.states.len() as u32;
        let number = *self.numbers.entry(*id).or_insert(next);
        if number == next {
            self.states.push(State::Named);
            self.reached.push(false);
        }
        number
    }

    /// Notes a page that was read. Whether it is new.
    pub fn add(&mut self, id: &PageId, below: &[PageId], flawed: bool) -> bool {
        let number = self.number(id);
        if !matches!(self.states[number as usize], State::Named | State::Unreadable) {
            return false;
        }
        self.states[number as usize] = if flawed { State::Flawed } else { State::Read };
        let below: Vec<u32> = below.iter().map(|page| self.number(page)).collect();
        if self.starts.is_empty() {
            self.edges.extend(below.into_iter().map(|child| (number, child)));
        } else {
            self.late.insert(number, below);
        }
        true
    }

    /// Notes a page that cannot be had.
    pub fn fail(&mut self, number: u32) {
        self.states[number as usize] = State::Unreadable;
    }

    /// Sorts what was noted so far: the following pages are few.
    pub fn settle(&mut self) {
        self.edges.sort_unstable();
        self.edges.dedup();
        self.starts = Vec::with_capacity(self.states.len() + 1);
        for (at, (parent, _)) in self.edges.iter().enumerate() {
            while self.starts.len() <= *parent as usize {
                self.starts.push(at);
            }
        }
        self.starts.resize(self.states.len() + 1, self.edges.len());
    }

    fn child(&self, page: u32, index: usize) -> Option<u32> {
        if let Some(late) = self.late.get(&page) {
            return late.get(index).copied();
        }
        let (from, to) = (self.starts.get(page as usize)?, self.starts.get(page as usize + 1)?);
        self.edges[*from..*to].get(index).map(|(_, child)| *child)
    }

    fn children(&self, page: u32) -> impl Iterator<Item = u32> + '_ {
        (0..).map_while(move |index| self.child(page, index))
    }

    /// Pages that are reached from `pages` for the first time and were not read.
    pub fn reach(&mut self, pages: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut stack: Vec<u32> = pages.into_iter().collect();
        let mut unread = Vec::new();
        while let Some(page) = stack.pop() {
            if std::mem::replace(&mut self.reached[page as usize], true) {
                continue;
            }
            if self.states[page as usize] == State::Named {
                unread.push(page);
            }
            stack.extend(self.children(page));
        }
        unread
    }

    /// What is below a page that has been reached already.
    pub fn below(&self, page: u32) -> Vec<u32> {
        self.children(page).collect()
    }

    /// Pages reached from `roots` with something wrong in them or below, each after what is below it.
    pub fn wrong(&self, roots: &[u32]) -> Vec<u32> {
        let mut seen = vec![false; self.states.len()];
        let mut wrong = vec![false; self.states.len()];
        let mut order = Vec::new();
        let mut stack: Vec<(u32, usize)> = Vec::new();
        for root in roots {
            stack.push((*root, 0));
            while let Some((page, index)) = stack.pop() {
                if index == 0 && std::mem::replace(&mut seen[page as usize], true) {
                    continue;
                }
                if let Some(child) = self.child(page, index) {
                    stack.push((page, index + 1));
                    stack.push((child, 0));
                    continue;
                }
                let own = matches!(self.states[page as usize], State::Flawed | State::Unreadable);
                if own || self.children(page).any(|child| wrong[child as usize]) {
                    wrong[page as usize] = true;
                    order.push(page);
                }
            }
        }
        order
    }

    /// Whether anything is wrong with any page that was reached.
    pub fn has_wrong(&self) -> bool {
        let mut pages = self.states.iter().zip(&self.reached);
        pages.any(|(state, reached)| *reached && matches!(state, State::Flawed | State::Unreadable))
    }

    /// Pages that cannot be had.
    pub fn unreadable(&self) -> Vec<u32> {
        let pages = (0u32..).zip(self.states.iter().zip(&self.reached));
        pages
            .filter(|(_, (state, reached))| **reached && **state == State::Unreadable)
            .map(|(n, _)| n)
            .collect()
    }

    /// The ids of pages.
    pub fn ids(&self, pages: &[u32]) -> HashMap<u32, PageId> {
        let wanted: HashSet<u32> = pages.iter().copied().collect();
        self.numbers.iter().filter(|(_, number)| wanted.contains(number)).map(|(id, n)| (*n, *id)).collect()
    }

    /// The number of a page, if anybody refers to it.
    pub fn find(&self, id: &PageId) -> Option<u32> {
        self.numbers.get(id).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> PageId {
        PageId([n; 32])
    }

    #[test]
    fn only_pages_above_something_wrong_are_wrong_and_come_after_what_is_below() {
        let mut graph = Graph::default();
        graph.add(&id(1), &[id(2), id(3)], false);
        graph.add(&id(2), &[id(4)], false);
        graph.add(&id(3), &[id(5)], false);
        graph.add(&id(4), &[], true);
        graph.add(&id(6), &[id(3)], false);
        graph.settle();
        let (one, six) = (graph.number(&id(1)), graph.number(&id(6)));
        let unread = graph.reach([one, six]);
        assert_eq!(unread, [graph.find(&id(5)).unwrap()]);
        graph.add(&id(5), &[], false);
        let order: Vec<_> = [4, 2, 1].iter().map(|n| graph.find(&id(*n)).unwrap()).collect();
        assert_eq!(graph.wrong(&[one, six]), order);
    }

    #[test]
    fn pages_that_were_read_late_have_children_too() {
        let mut graph = Graph::default();
        let one = graph.number(&id(1));
        graph.settle();
        assert_eq!(graph.reach([one]), [one]);
        graph.add(&id(1), &[id(2)], false);
        let two = graph.find(&id(2)).unwrap();
        assert_eq!(graph.reach(graph.below(one)), [two]);
        graph.fail(two);
        assert_eq!((graph.unreadable(), graph.wrong(&[one])), (vec![two], vec![two, one]));
    }
}
