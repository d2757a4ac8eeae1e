//! Cuts what was read as a backup cuts files: blobs of restic end elsewhere.

use std::sync::Arc;

use super::plan::Item;
use crate::codec::chunk::{self, is_zero};
use crate::model::node::Node;
use crate::operations::content::Part;
use crate::operations::incoming::Step;
use crate::policy::paged::{self, Facts};
use crate::repository::Keys;
use crate::repository::tree::content::Cut;

/// Cuts files, one after the other.
pub struct Cutter<'a> {
    keys: &'a Keys,
    /// A file whose first blob, which says how to cut it, is still to come.
    pending: Option<Box<Node>>,
    file: Option<File>,
    steps: Vec<Step>,
    parts: Vec<Part>,
}

struct File {
    rule: Arc<dyn chunk::Cut>,
    /// Bytes that are not cut yet.
    carried: Vec<u8>,
}

impl<'a> Cutter<'a> {
    /// Has cut nothing yet.
    pub fn new(keys: &'a Keys) -> Self {
        Self { keys, pending: None, file: None, steps: Vec::new(), parts: Vec::new() }
    }

    /// The steps that these items are, with the chunks of those that were read.
    pub fn take(&mut self, items: Vec<Item>, blobs: Vec<Vec<u8>>) -> (Vec<Step>, Vec<Part>) {
        let mut blobs = blobs.into_iter();
        for item in items {
            match item {
                Item::Enter(node) => self.steps.push(Step::Enter(node)),
                Item::Leave => self.steps.push(Step::Leave),
                Item::Entry(node) => self.steps.push(Step::Entry(node)),
                Item::File(node) => self.pending = Some(node),
                Item::Blob => {
                    let blob = blobs.next().unwrap_or_default();
                    if let Some(node) = self.pending.take() {
                        self.begin(node, &blob);
                    }
                    self.more(&blob);
                }
                Item::End => self.end(),
            }
        }
        (std::mem::take(&mut self.steps), std::mem::take(&mut self.parts))
    }

    fn begin(&mut self, node: Box<Node>, blob: &[u8]) {
        let beginning = &blob[..blob.len().min(paged::BEGINNING)];
        let facts = Facts { name: &node.name, size: node.size(), sparse: false, beginning };
        let (cut, rule) = match paged::is_paged(&facts) {
            true => (Cut::Fixed, Arc::clone(self.keys.paged()) as Arc<dyn chunk::Cut>),
            false => (Cut::ById, Arc::clone(self.keys.chunker()) as _),
        };
        self.steps.push(Step::File(node, cut));
        self.file = Some(File { rule, carried: Vec::new() });
    }

    fn more(&mut self, blob: &[u8]) {
        if let Some(file) = &mut self.file {
            file.carried.extend_from_slice(blob);
            self.cut(false);
        }
    }

    fn end(&mut self) {
        self.cut(true);
        self.file = None;
        self.steps.push(Step::End);
    }

    fn cut(&mut self, last: bool) {
        let Some(file) = &mut self.file else { return };
        let mut start = 0;
        while let Some(length) = file.rule.cut(&file.carried[start..], last) {
            let bytes = &file.carried[start..start + length];
            self.parts.push(if is_zero(bytes) {
                Part::Zeros(length as u64)
            } else {
                Part::Bytes(bytes.to_vec())
            });
            self.steps.push(Step::Read);
            start += length;
        }
        file.carried.drain(..start);
    }
}
