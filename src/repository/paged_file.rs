//! Files of the host's cache: a stream of bytes in pages of 4 KiB, each with its own authentication code. Memory-mapped
//! for reading; a page is checked the first time it is touched.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::codec::hash::KeyedHash;
use crate::codec::random;
use crate::codec::secret::Secret;

use super::error::{Error, Result};

const PAGE: usize = 4096;
const CODE: usize = 16;
/// Bytes of the stream in each page.
const DATA: usize = PAGE - CODE;
/// Bytes the writer may leave at the very end for finding its way back.
pub const FOOTER: usize = 96;
const FILE_ID: usize = 16;
/// Of a file that is read once, so many bytes stay in memory.
const PASSED: usize = 8 << 20;

/// Writes a cache file; nothing is visible under its name until `finish`.
#[derive(Debug)]
pub struct PagedWriter {
    path: PathBuf,
    temporary: PathBuf,
    file: BufWriter<File>,
    hash: KeyedHash,
    id: [u8; FILE_ID],
    page: Vec<u8>,
    number: u64,
}

fn local(path: &Path, during: &'static str) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Local { path, during, source }
}

fn code(hash: &KeyedHash, id: &[u8; FILE_ID], number: u64, data: &[u8]) -> [u8; CODE] {
    let mut running = hash.start();
    running.update(id);
    running.update(&number.to_le_bytes());
    running.update(data);
    let full = running.finish();
    let mut short = [0; CODE];
    short.copy_from_slice(&full[..CODE]);
    short
}

impl PagedWriter {
    /// Begins a file that will be called `path`.
    pub fn create(path: &Path, secret: &Secret) -> Result<Self> {
        let id: [u8; FILE_ID] = random::bytes();
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(format!(".{}.tmp", crate::model::id::to_hex(&id[..6])));
        let temporary = PathBuf::from(temporary);
        let file = super::cache::create_private(&temporary)?;
        Ok(Self {
            path: path.to_owned(),
            temporary,
            file: BufWriter::with_capacity(256 << 10, file),
            hash: KeyedHash::new(secret),
            id,
            page: Vec::with_capacity(PAGE),
            number: 0,
        })
    }

    /// Offset in the stream of the next byte written.
    pub fn position(&self) -> u64 {
        self.number * DATA as u64 + self.page.len() as u64
    }

    /// Appends bytes.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let take = bytes.len().min(DATA - self.page.len());
            self.page.extend_from_slice(&bytes[..take]);
            bytes = &bytes[take..];
            if self.page.len() == DATA {
                self.flush_page()?;
            }
        }
        Ok(())
    }

    fn flush_page(&mut self) -> Result<()> {
        let code = code(&self.hash, &self.id, self.number, &self.page);
        let file = &mut self.file;
        file.write_all(&self.page)
            .and_then(|()| file.write_all(&code))
            .map_err(local(&self.temporary, "cannot write"))?;
        self.page.clear();
        self.number += 1;
        Ok(())
    }

    /// Adds the footer and gives the file its name.
    pub fn finish(mut self, footer: &[u8; FOOTER]) -> Result<()> {
        if self.page.len() + FOOTER + FILE_ID > DATA {
            self.page.resize(DATA, 0);
            self.flush_page()?;
        }
        self.page.resize(DATA - FOOTER - FILE_ID, 0);
        self.page.extend_from_slice(footer);
        self.page.extend_from_slice(&self.id);
        self.flush_page()?;
        self.file.flush().map_err(local(&self.temporary, "cannot write"))?;
        std::fs::rename(&self.temporary, &self.path).map_err(local(&self.path, "cannot rename"))
    }
}

impl Drop for PagedWriter {
    fn drop(&mut self) {
        // After `finish` there is nothing under this name any more.
        let _ = std::fs::remove_file(&self.temporary);
    }
}

/// A finished cache file.
#[derive(Debug)]
pub struct PagedFile {
    map: memmap2::Mmap,
    hash: KeyedHash,
    id: [u8; FILE_ID],
    checked: Vec<AtomicU64>,
    /// Bytes read since the kernel was told to let go, of a file that is read once from one end to the other.
    passed: Option<AtomicUsize>,
}

/// The file is not one that this repository's cache wrote, or it was changed since: it is to be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cache file is damaged")]
pub struct Damaged;

impl PagedFile {
    /// Opens a file and gives its footer. `None` if there is none or it is not intact.
    pub fn open(path: &Path, secret: &Secret) -> Option<(Self, [u8; FOOTER])> {
        let file = File::open(path).ok()?;
        // SAFETY: cache files are private to the user, written under another name and never changed afterwards. If
        // somebody truncates one all the same, the process dies of SIGBUS: no wrong byte is ever used.
        #[expect(unsafe_code, reason = "mapping an immutable private file")]
        let map = unsafe { memmap2::Mmap::map(&file) }.ok()?;
        if map.is_empty() || map.len() % PAGE != 0 {
            return None;
        }
        let pages = map.len() / PAGE;
        let tail = &map[map.len() - CODE - FILE_ID - FOOTER..map.len() - CODE];
        let mut footer = [0; FOOTER];
        footer.copy_from_slice(&tail[..FOOTER]);
        let mut id = [0; FILE_ID];
        id.copy_from_slice(&tail[FOOTER..]);
        let checked = (0..pages.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        let file = Self { map, hash: KeyedHash::new(secret), id, checked, passed: None };
        file.page(pages - 1).ok()?;
        Some((file, footer))
    }

    /// For a file that is read once: what was read does not stay in this process's memory.
    #[must_use]
    pub fn read_once(self) -> Self {
        Self { passed: Some(AtomicUsize::new(0)), ..self }
    }

    fn pass(&self, bytes: usize) {
        if let Some(passed) = &self.passed
            && passed.fetch_add(bytes, Ordering::Relaxed) > PASSED
        {
            passed.store(0, Ordering::Relaxed);
            // SAFETY: the mapping is shared and only read, so its pages are those of the file, whichever time they are
            // asked for. Should the kernel refuse, they just stay.
            #[expect(unsafe_code, reason = "letting go of pages of a read-only mapping")]
            let _ = unsafe { self.map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) };
        }
    }

    fn page(&self, number: usize) -> Result<&[u8], Damaged> {
        let (word, bit) = (number / 64, 1u64 << (number % 64));
        let page = self.map.get(number * PAGE..(number + 1) * PAGE).ok_or(Damaged)?;
        let (data, stored) = page.split_at(DATA);
        if self.checked[word].load(Ordering::Relaxed) & bit == 0 {
            if code(&self.hash, &self.id, number as u64, data) != stored {
                return Err(Damaged);
            }
            self.checked[word].fetch_or(bit, Ordering::Relaxed);
        }
        Ok(data)
    }

    /// Copies bytes of the stream at `offset`.
    pub fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), Damaged> {
        let mut offset = usize::try_from(offset).map_err(|_| Damaged)?;
        let mut filled = 0;
        while filled < out.len() {
            let page = self.page(offset / DATA)?;
            let from = &page[offset % DATA..];
            let take = from.len().min(out.len() - filled);
            out[filled..filled + take].copy_from_slice(&from[..take]);
            filled += take;
            offset += take;
        }
        self.pass(filled);
        Ok(())
    }

    /// Bytes of the stream as a fixed array.
    pub fn read_array<const N: usize>(&self, offset: u64) -> Result<[u8; N], Damaged> {
        // Nearly always within one page, and then no call is needed to copy so few bytes.
        let at = usize::try_from(offset).map_err(|_| Damaged)?;
        if let Some(bytes) = self.page(at / DATA)?[at % DATA..].first_chunk() {
            return Ok(*bytes);
        }
        let mut bytes = [0; N];
        self.read(offset, &mut bytes)?;
        Ok(bytes)
    }

    /// Bytes of the stream, refusing a length the file cannot hold.
    pub fn read_vec(&self, offset: u64, length: u64) -> Result<Vec<u8>, Damaged> {
        if length > self.map.len() as u64 {
            return Err(Damaged);
        }
        let mut bytes = vec![0; length as usize];
        self.read(offset, &mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(bytes: &[u8]) -> (tempfile::TempDir, PathBuf, Secret) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let secret = Secret::from_bytes([5; 32]);
        let mut writer = PagedWriter::create(&path, &secret).unwrap();
        writer.write(bytes).unwrap();
        writer.finish(&[7; FOOTER]).unwrap();
        (folder, path, secret)
    }

    #[test]
    fn what_was_written_is_read_across_pages() {
        let bytes: Vec<u8> = (0..20_000u32).map(|n| n as u8).collect();
        let (_folder, path, secret) = written(&bytes);
        let (file, footer) = PagedFile::open(&path, &secret).unwrap();
        assert_eq!(footer, [7; FOOTER]);
        assert_eq!(file.read_vec(3000, 9000).unwrap(), &bytes[3000..12_000]);
        assert_eq!(file.read_vec(0, 1 << 40), Err(Damaged));
    }

    #[test]
    fn what_is_let_go_is_read_again() {
        let bytes: Vec<u8> = (0..3 * PASSED as u32).map(|n| (n / 3) as u8).collect();
        let (_folder, path, secret) = written(&bytes);
        let file = PagedFile::open(&path, &secret).unwrap().0.read_once();
        for _ in 0..2 {
            for (number, part) in bytes.chunks(100_000).enumerate() {
                assert_eq!(file.read_vec(number as u64 * 100_000, part.len() as u64).unwrap(), part);
            }
        }
    }

    #[test]
    fn any_changed_byte_is_noticed_when_its_page_is_read() {
        let (_folder, path, secret) = written(&[1; 10_000]);
        for at in [0, 4079, 4080, 4095, 5000, 9000] {
            let mut bytes = std::fs::read(&path).unwrap();
            bytes[at] ^= 1;
            let other = path.with_extension("damaged");
            std::fs::write(&other, bytes).unwrap();
            let read = PagedFile::open(&other, &secret).map(|(file, _)| file.read_vec(0, 10_000));
            assert!(matches!(read, None | Some(Err(Damaged))), "byte {at}");
        }
        assert!(PagedFile::open(&path, &Secret::from_bytes([6; 32])).is_none());
    }
}
