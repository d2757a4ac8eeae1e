//! Whether a file's content is what its name promises, and whether it looks random: what was encrypted is neither.

use super::paged::has;

/// What a name promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Text.
    Text,
    /// A beginning that says what it is.
    Marked,
    /// Bytes that look random, and begin in no way that is known here.
    Packed,
    /// Nothing.
    Anything,
}

/// Where in a file which bytes say what it is.
type Mark = (usize, &'static [u8]);

/// Formats by the endings of names, with their marks, of which any will do.
#[rustfmt::skip]
const FORMATS: &[(&[&str], &[Mark])] = &[
    (&["pdf"], &[(0, b"%PDF")]),
    (&["png"], &[(0, b"\x89PNG\r\n")]),
    (&["jpg", "jpeg"], &[(0, b"\xff\xd8\xff")]),
    (&["gif"], &[(0, b"GIF8")]),
    (&["tif", "tiff", "dng", "nef", "cr2"], &[(0, b"II*\0"), (0, b"MM\0*")]),
    (&["webp", "wav", "avi"], &[(0, b"RIFF")]),
    (&["psd"], &[(0, b"8BPS")]),
    (&["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jar", "war", "apk", "epub"],
        &[(0, b"PK\x03\x04"), (0, b"PK\x05\x06"), (0, b"PK\x07\x08")]),
    (&["doc", "xls", "ppt", "msg", "msi", "vsd"], &[(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")]),
    (&["rtf"], &[(0, b"{\\rtf")]),
    (&["gz", "tgz", "svgz"], &[(0, b"\x1f\x8b")]),
    (&["bz2", "tbz2"], &[(0, b"BZh")]),
    (&["xz", "txz"], &[(0, b"\xfd7zXZ\0")]),
    (&["zst"], &[(0, b"\x28\xb5\x2f\xfd")]),
    (&["7z"], &[(0, b"7z\xbc\xaf\x27\x1c")]),
    (&["rar"], &[(0, b"Rar!\x1a\x07")]),
    (&["deb"], &[(0, b"!<arch>")]),
    (&["rpm"], &[(0, b"\xed\xab\xee\xdb")]),
    (&["mp4", "m4a", "m4v", "mov", "heic"],
        &[(4, b"ftyp"), (4, b"moov"), (4, b"mdat"), (4, b"wide"), (4, b"free"), (4, b"skip")]),
    (&["mkv", "webm"], &[(0, b"\x1a\x45\xdf\xa3")]),
    (&["ogg", "oga", "ogv", "opus"], &[(0, b"OggS")]),
    (&["flac"], &[(0, b"fLaC"), (0, b"ID3")]),
    (&["sqlite", "sqlite3"], &[(0, b"SQLite format 3\0")]),
    (&["parquet"], &[(0, b"PAR1")]),
    (&["exe", "dll"], &[(0, b"MZ")]),
    (&["accdb", "mdb"], &[(0, b"\0\x01\0\0Standard ")]),
    (&["pst"], &[(0, b"!BDN")]),
];

const TEXTS: &[&str] = &[
    "txt",
    "md",
    "csv",
    "tsv",
    "json",
    "jsonl",
    "ndjson",
    "xml",
    "html",
    "htm",
    "css",
    "js",
    "py",
    "rs",
    "c",
    "h",
    "cpp",
    "hpp",
    "cs",
    "java",
    "kt",
    "go",
    "rb",
    "php",
    "pl",
    "sh",
    "sql",
    "log",
    "yaml",
    "yml",
    "toml",
    "ini",
    "conf",
    "cfg",
    "properties",
    "tex",
    "svg",
    "ics",
    "vcf",
    "eml",
    "srt",
    "po",
];

const PACKED: &[&str] = &[
    "mp3", "aac", "ac3", "wma", "wmv", "mpg", "mpeg", "avif", "jxl", "jp2", "woff", "woff2", "lz", "lz4",
    "lzma", "lzo", "br", "z", "zz", "pack", "cab", "dmg", "gpg", "pgp", "age", "aes", "enc", "kdbx", "p12",
    "pfx", "jks", "bak",
];

/// What the name of a file promises.
pub fn expected(name: &[u8]) -> Expected {
    let Some(ending) = ending(name) else { return Expected::Anything };
    let is_one = |of: &[&str]| of.iter().any(|known| ending.eq_ignore_ascii_case(known.as_bytes()));
    if FORMATS.iter().any(|(endings, _)| is_one(endings)) {
        Expected::Marked
    } else if is_one(TEXTS) {
        Expected::Text
    } else if is_one(PACKED) {
        Expected::Packed
    } else {
        Expected::Anything
    }
}

fn ending(name: &[u8]) -> Option<&[u8]> {
    let dot = name.iter().rposition(|byte| *byte == b'.')?;
    name.get(dot + 1..).filter(|ending| !ending.is_empty())
}

/// Whether a file begins as any of the formats does that are known by that. Pictures are often of another kind than
/// their names say, and nobody minds.
pub fn is_marked(beginning: &[u8]) -> bool {
    FORMATS.iter().flat_map(|(_, marks)| *marks).any(|(at, mark)| has(beginning, *at, mark))
}

/// So many bytes tell enough.
const SAMPLE: usize = 1024;
/// Fewer tell nothing.
const FEWEST: usize = 128;
/// Chi-squared of random bytes is 255 with a standard deviation of 23. This is six of them more, where text, code, tables
/// and pictures that are not compressed are far beyond.
const CHI_SQUARED: u32 = 255 + 6 * 23;

/// Whether bytes look as if they were drawn at random, as those that a cipher makes do; what was compressed well does as
/// well. The middle is looked at, because ciphers may leave a header, and programs do.
pub fn looks_random(bytes: &[u8]) -> bool {
    let start = bytes.len().saturating_sub(SAMPLE) / 2;
    let sample = bytes.get(start..(start + SAMPLE).min(bytes.len())).unwrap_or_default();
    if sample.len() < FEWEST {
        return false;
    }
    let mut counts = [0u32; 256];
    for byte in sample {
        counts[usize::from(*byte)] += 1;
    }
    let squares: u32 = counts.iter().map(|count| count * count).sum();
    let length = sample.len() as u32;
    256 * squares < (CHI_SQUARED + length) * length
}

/// What was seen of a file's content while it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Bytes of it.
    pub bytes: u64,
    /// Those of chunks that look random.
    pub random: u64,
    /// Those that the repository did not have.
    pub new: u64,
}

impl Seen {
    /// This and more of the same file.
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self { bytes: self.bytes + more.bytes, random: self.random + more.random, new: self.new + more.new }
    }

    fn is_random(&self) -> bool {
        self.random * 2 > self.bytes
    }
}

/// A file that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What its name promises.
    pub expected: Expected,
    /// Whether its beginning says what it is.
    pub marked: bool,
    /// What was seen of its content.
    pub seen: Seen,
}

impl Look {
    /// At the beginning of a file.
    pub fn new(name: &[u8], beginning: &[u8]) -> Self {
        Self { expected: expected(name), marked: is_marked(beginning), seen: Seen::default() }
    }

    /// Of one whose beginning will not be looked at, so that it cannot be held against its name.
    pub fn unread(name: &[u8]) -> Self {
        let look = Self::new(name, &[]);
        match look.expected {
            Expected::Marked => Self { expected: Expected::Packed, ..look },
            _ => look,
        }
    }

    /// Whether its content is not what its name promises.
    pub fn is_mismatched(&self) -> bool {
        match self.expected {
            Expected::Marked => !self.marked && self.seen.bytes >= FEWEST as u64,
            Expected::Text => self.seen.is_random(),
            Expected::Packed | Expected::Anything => false,
        }
    }

    /// Whether it looks random though nothing says that it may.
    pub fn is_random(&self) -> bool {
        self.expected == Expected::Anything && !self.marked && self.seen.is_random()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn look(name: &str, content: &[u8]) -> Look {
        let bytes = content.len() as u64;
        let random = if looks_random(content) { bytes } else { 0 };
        Look { seen: Seen { bytes, random, new: bytes }, ..Look::new(name.as_bytes(), content) }
    }

    /// Bytes as a cipher makes them: drawn at random, the same in each run.
    fn cipher(seed: u8, length: usize) -> Vec<u8> {
        let mut state = 0x9e37_79b9_7f4a_7c15 ^ u64::from(seed) << 32;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn endings_promise_what_they_do_everywhere() {
        for (name, promised) in [
            ("a.PDF", Expected::Marked),
            ("b.tar.gz", Expected::Marked),
            ("c.csv", Expected::Text),
            ("d.mp3", Expected::Packed),
            ("e.docx.locked", Expected::Anything),
            ("f", Expected::Anything),
            ("g.", Expected::Anything),
        ] {
            assert_eq!(expected(name.as_bytes()), promised, "{name}");
        }
    }

    #[test]
    fn what_was_encrypted_in_place_is_not_what_its_name_promises() {
        let pdf = [b"%PDF-1.7\n".as_slice(), &[b'x'; 500]].concat();
        assert!(!look("a.pdf", &pdf).is_mismatched());
        assert!(look("a.pdf", &cipher(1, 500)).is_mismatched());
        assert!(look("a.csv", &cipher(2, 500)).is_mismatched());
        assert!(!look("a.csv", b"name,amount\nann,17\n".repeat(20).as_slice()).is_mismatched());
        // A picture of another kind than its name says.
        assert!(!look("a.jpg", &[b"RIFF".as_slice(), &[0; 500]].concat()).is_mismatched());
        assert!(look("a.docx.locked", &cipher(3, 500)).is_random());
        assert!(!look("a.mp3", &cipher(4, 500)).is_random());
        // So little tells nothing.
        assert!(!look("a.pdf", &cipher(5, 100)).is_mismatched() && !look("a", &cipher(5, 100)).is_random());
    }

    #[test]
    fn what_people_and_compilers_write_does_not_look_random() {
        let code = include_bytes!("content.rs");
        assert!(!looks_random(code));
        let base64: Vec<u8> = cipher(6, 4096).iter().map(|byte| b'0' + byte % 64).collect();
        assert!(!looks_random(&base64));
        let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let chunks: Vec<_> = program.chunks(128 << 10).collect();
        let random = chunks.iter().filter(|chunk| looks_random(chunk)).count();
        assert!(random * 20 < chunks.len(), "{random} of {}", chunks.len());
    }

    proptest! {
        #[test]
        fn what_a_cipher_makes_looks_random(seed in any::<u8>(), length in FEWEST..5000) {
            prop_assert!(looks_random(&cipher(seed, length)));
        }

        #[test]
        fn of_few_kinds_of_bytes_nothing_looks_random(
            bytes in proptest::collection::vec(0u8..64, FEWEST..3000),
        ) {
            prop_assert!(!looks_random(&bytes));
        }
    }
}
