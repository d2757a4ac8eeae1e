//! The format on a store: keys, packs, index, trees, sessions, roots and catalogue.
//!
//! `layout` spells every object key; `config`, `slot`, `keys` and `register` say who may do what; `object` signs and
//! seals; `directory` and `pack` hold chunks and pages; `tree` makes pages of entries; `session` and `root` carry the
//! protocol, `view` is what they add up to; `segment`, `catalog` and `index` find things again; `paper` holds
//! longer texts in small objects; `cache`, `listed` and `paged_file` are the host's own files.

pub mod alerts;
pub mod cache;
pub mod catalog;
pub mod config;
pub mod directory;
pub mod error;
pub mod hints;
pub mod index;
pub mod keys;
pub mod layout;
pub mod listed;
pub mod object;
pub mod open;
pub mod pack;
pub mod paged_file;
pub mod paper;
pub mod reader;
pub mod register;
pub mod root;
pub mod segment;
pub mod session;
pub mod slot;
pub mod tags;
pub mod tree;
pub mod view;

use std::sync::Arc;

use crate::storage::Storage;

use index::Index;

pub use cache::{CacheRoot, HostCache};
pub use catalog::Catalog;
pub use error::{Damage, Error, Result};
pub use keys::Keys;
pub use view::View;

/// An opened repository.
#[derive(Debug)]
pub struct Repository {
    storage: Arc<dyn Storage>,
    keys: Arc<Keys>,
    cache: HostCache,
}

impl Repository {
    /// The store.
    pub fn storage(&self) -> &dyn Storage {
        &*self.storage
    }

    /// The store, to keep.
    pub fn shared_storage(&self) -> Arc<dyn Storage> {
        Arc::clone(&self.storage)
    }

    /// The keys.
    pub fn keys(&self) -> &Arc<Keys> {
        &self.keys
    }

    /// The host's files.
    pub fn cache(&self) -> &HostCache {
        &self.cache
    }

    /// Takes a full view.
    pub async fn view(&self) -> Result<View> {
        View::take(self.storage(), &self.keys, &self.cache).await
    }

    /// Takes a view and reads its index. What cannot be believed of it is left out and returned.
    pub async fn index(&self) -> Result<(View, Index, Vec<Damage>)> {
        loop {
            let view = self.view().await?;
            let (index, findings) = Index::load(self.storage(), &self.keys, &self.cache, &view).await?;
            if !self.swept_meanwhile(&view, &findings).await? {
                return Ok((view, index, findings));
            }
        }
    }

    /// Takes a view and reads its catalogue.
    pub async fn catalog(&self) -> Result<(View, Catalog)> {
        loop {
            let view = self.view().await?;
            let catalog = Catalog::load(self, &view).await?;
            if !self.swept_meanwhile(&view, &catalog.findings).await? {
                return Ok((view, catalog));
            }
        }
    }

    /// Whether something a view names is missing because maintenance went on: then another root is the newest, and a
    /// new view names other things.
    pub async fn swept_meanwhile(&self, view: &View, findings: &[Damage]) -> Result<bool> {
        Ok(findings.iter().any(Damage::is_missing)
            && root::newest_number(self.storage()).await? != Some(view.listed))
    }
}
