//! What damage costs: which files of which snapshots. Only pages with something wrong in them or below are read again,
//! each once, those below first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use futures_util::{StreamExt, stream};

use crate::repository::catalog::CatalogEntry;
use crate::repository::tree::page::LoadedPage;
use crate::repository::{Damage, Error, Result};

use super::Finding;
use super::lost::{Judge, UNINDEXED};
use super::references::{Entry, Owner, entries};
use super::trees::{Damaged, Trees};

/// Paths told with a finding.
const EXAMPLES: usize = 10;

/// What one object's damage costs below a page.
#[derive(Debug, Clone, Default)]
struct Cost {
    /// The page itself cannot be had: how many files that are knows whoever refers to it.
    whole: bool,
    files: u64,
    examples: Vec<Vec<u8>>,
}

impl Cost {
    fn add(&mut self, files: u64, examples: impl IntoIterator<Item = Vec<u8>>) {
        self.files += files;
        let room = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(examples.into_iter().take(room));
    }
}

/// Costs by the number of the damage.
type Costs = BTreeMap<usize, Cost>;

/// Damage by object, numbered.
#[derive(Debug, Default)]
struct Damages {
    list: Vec<Damage>,
    numbers: HashMap<String, usize>,
}

impl Damages {
    fn number(&mut self, damage: Damage) -> usize {
        let next = self.list.len();
        let number = *self.numbers.entry(damage.object.clone()).or_insert(next);
        if number == next {
            self.list.push(damage);
        }
        number
    }
}

/// What is lost below each page, by page, and the objects it is lost with.
#[derive(Debug, Default)]
pub struct Losses {
    costs: HashMap<u32, Costs>,
    damages: Damages,
}

impl Losses {
    /// Whether anything is lost below a page: what only no index names is not.
    pub fn has(&self, page: u32) -> bool {
        let lost = |damage: &usize| self.damages.list[*damage].problem != UNINDEXED;
        self.costs.get(&page).is_some_and(|costs| costs.keys().any(lost))
    }
}

impl Damaged<'_> {
    /// A finding for each object whose damage costs something.
    pub fn consequences(&self) -> Result<Vec<Finding>> {
        let Losses { costs, damages } = self.losses()?;
        let mut findings: Vec<_> = damages.list.into_iter().map(Finding::of).collect();
        for entry in &self.snapshots {
            let Some(costs) = self.root(entry).and_then(|page| costs.get(&page)) else { continue };
            let id = entry.session.random;
            for (damage, cost) in costs {
                let files = if cost.whole { self.files_of(entry) } else { cost.files };
                let finding = &mut findings[*damage];
                finding.snapshots.insert(id, files);
                finding.newest = Some((id, cost.examples.clone()));
            }
        }
        findings.retain(|finding| !finding.snapshots.is_empty());
        Ok(findings)
    }

    /// The number of a snapshot's first page.
    pub fn root(&self, entry: &CatalogEntry) -> Option<u32> {
        entry.head().tree.and_then(|tree| self.trees.graph.find(&tree))
    }

    fn files_of(&self, entry: &CatalogEntry) -> u64 {
        let keys = self.verify.repository.keys();
        entry.open(keys).map_or(0, |snapshot| snapshot.body.summary.totals.files)
    }

    /// What is lost below each page that anything is wrong with.
    pub fn losses(&self) -> Result<Losses> {
        let Self { verify, trees, judge, reader, .. } = *self;
        let roots: Vec<u32> = self.snapshots.iter().filter_map(|entry| self.root(entry)).collect();
        let order = trees.graph.wrong(&roots);
        let ids = &trees.graph.ids(&order);
        let reads = stream::iter(order).map(|number| async move {
            if trees.failed.contains_key(&number) {
                return (number, None);
            }
            let id = &ids[&number];
            (number, Some(judge.page(reader, id, trees.hints.get(id)).await))
        });
        let mut losses = Losses::default();
        verify.handle.block_on(async {
            let mut reads = reads.buffered(verify.options.connections.max(1));
            while let Some((number, read)) = reads.next().await {
                verify.progress.check()?;
                let damage = match read {
                    Some(Ok((loaded, unindexed))) => {
                        let Losses { costs, damages } = &mut losses;
                        let mut of_page = costs_of(&loaded, trees, judge, costs, damages);
                        if let Some(damage) = unindexed {
                            of_page.entry(damages.number(damage)).or_default().whole = true;
                        }
                        costs.insert(number, of_page);
                        continue;
                    }
                    Some(Err(Error::Damage(damage))) => Some(damage),
                    Some(Err(error)) => return Err(error),
                    None => trees.failed.get(&number).cloned(),
                };
                let whole = Cost { whole: true, ..Cost::default() };
                let whole = damage.map(|damage| (losses.damages.number(damage), whole));
                losses.costs.insert(number, whole.into_iter().collect());
            }
            Ok(())
        })?;
        Ok(losses)
    }
}

fn costs_of(
    loaded: &LoadedPage,
    trees: &Trees,
    judge: &Judge<'_>,
    below: &HashMap<u32, Costs>,
    damages: &mut Damages,
) -> Costs {
    let none = Costs::new();
    let mut costs = Costs::new();
    for Entry { owner, chunks, page } in entries(loaded) {
        let lost = chunks.iter().filter_map(|(key, hint)| judge.chunk(key, hint.as_ref()));
        let own: BTreeSet<usize> = lost.map(|damage| damages.number(damage)).collect();
        let number = page.and_then(|(page, _)| trees.graph.find(&page));
        let below = number.and_then(|number| below.get(&number)).unwrap_or(&none);
        match owner {
            Owner::File(name) => {
                for damage in own.iter().chain(below.keys()).collect::<BTreeSet<_>>() {
                    costs.entry(*damage).or_default().add(1, [path(&[name])]);
                }
            }
            Owner::Directory(name, files) => {
                let within = |below: &Vec<u8>| [&path(&[name])[..], below].concat();
                for (damage, cost) in below {
                    let here = costs.entry(*damage).or_default();
                    if cost.whole {
                        here.add(files.max(1), [path(&[name, b""])]);
                    } else {
                        here.add(cost.files, cost.examples.iter().map(within));
                    }
                }
            }
            Owner::More(first, files) => {
                for (damage, cost) in below {
                    let here = costs.entry(*damage).or_default();
                    if cost.whole {
                        here.add(files.max(1), [path(&[first])]);
                    } else {
                        here.add(cost.files, cost.examples.iter().cloned());
                    }
                }
            }
            Owner::Part => {
                for damage in own.iter().chain(below.keys()) {
                    costs.entry(*damage).or_default();
                }
            }
        }
    }
    costs
}

fn path(names: &[&[u8]]) -> Vec<u8> {
    names.iter().flat_map(|name| [b"/", *name]).flatten().copied().collect()
}
