//! Headers of a tar archive: ustar with PAX records (POSIX.1-2001) for everything that does not fit. Pure.

use crate::model::node::{Node, NodeKind};
use crate::model::time::Timestamp;

/// Everything in an archive comes in blocks of this many bytes.
pub const BLOCK: usize = 512;
/// What every archive ends with, and nothing else does.
pub const END: [u8; 2 * BLOCK] = [0; 2 * BLOCK];

/// Largest numbers that fit the fields of 8 and 12 octal digits.
const MAX_ID: u64 = 0o777_7777;
const MAX_SIZE: u64 = 0o777_7777_7777;
/// Longest path and link target in a header, and longest names of a user and group.
const MAX_PATH: usize = 100;
const MAX_NAME: usize = 31;

/// The header blocks of an entry called `path` in the archive; `link` names the earlier entry that it is a hard link
/// to. None for what an archive cannot hold: sockets.
pub fn header(path: &[u8], node: &Node, link: Option<&[u8]>) -> Option<Vec<u8>> {
    let (letter, target) = match (&node.kind, link) {
        (NodeKind::File { .. }, Some(first)) => (b'1', first),
        (NodeKind::File { .. }, None) => (b'0', &[][..]),
        (NodeKind::Symlink { target }, _) => (b'2', target.as_slice()),
        (NodeKind::CharDevice { .. }, _) => (b'3', &[][..]),
        (NodeKind::BlockDevice { .. }, _) => (b'4', &[][..]),
        (NodeKind::Directory { .. }, _) => (b'5', &[][..]),
        (NodeKind::Fifo, _) => (b'6', &[][..]),
        (NodeKind::Socket, _) => return None,
    };
    let mut name = path.to_vec();
    if letter == b'5' {
        name.push(b'/');
    }
    let size = if letter == b'0' { node.size() } else { 0 };
    let records = records(&name, target, size, node, link.is_none());
    let mut blocks = Vec::new();
    if !records.is_empty() {
        let mut own = Fields { name: b"PaxHeaders", ..Fields::default() };
        (own.letter, own.mode, own.size) = (b'x', 0o644, records.len() as u64);
        blocks.extend_from_slice(&own.block());
        blocks.extend_from_slice(&records);
        blocks.resize(blocks.len() + padding(records.len() as u64), 0);
    }
    let device = match node.kind {
        NodeKind::CharDevice { device } | NodeKind::BlockDevice { device } => device,
        _ => 0,
    };
    let fields = Fields {
        name: &name,
        mode: node.mode,
        uid: node.uid,
        gid: node.gid,
        size,
        mtime: node.mtime.seconds,
        letter,
        target,
        user: node.user.as_deref().unwrap_or_default(),
        group: node.group.as_deref().unwrap_or_default(),
        device,
    };
    blocks.extend_from_slice(&fields.block());
    Some(blocks)
}

/// Zeros between the end of a content of `size` bytes and the next header.
pub fn padding(size: u64) -> usize {
    (size.next_multiple_of(BLOCK as u64) - size) as usize
}

/// A beginning without an end. An archive that stops between two entries passes for a complete one with some programs,
/// one that stops here does not: more is announced than comes.
pub fn torn() -> [u8; BLOCK] {
    Fields { name: b"PaxHeaders", letter: b'x', mode: 0o644, size: BLOCK as u64, ..Fields::default() }.block()
}

/// What a header block says.
#[derive(Default)]
struct Fields<'a> {
    name: &'a [u8],
    mode: u32,
    uid: u32,
    gid: u32,
    size: u64,
    mtime: i64,
    letter: u8,
    target: &'a [u8],
    user: &'a str,
    group: &'a str,
    device: u64,
}

impl Fields<'_> {
    fn block(&self) -> [u8; BLOCK] {
        let mut block = [0; BLOCK];
        text(&mut block[..100], self.name);
        octal(&mut block[100..108], u64::from(self.mode), MAX_ID);
        octal(&mut block[108..116], u64::from(self.uid), MAX_ID);
        octal(&mut block[116..124], u64::from(self.gid), MAX_ID);
        octal(&mut block[124..136], self.size, MAX_SIZE);
        octal(&mut block[136..148], u64::try_from(self.mtime).unwrap_or(0), MAX_SIZE);
        block[156] = self.letter;
        text(&mut block[157..257], self.target);
        block[257..265].copy_from_slice(b"ustar\x0000");
        text(&mut block[265..296], self.user.as_bytes());
        text(&mut block[297..328], self.group.as_bytes());
        if self.device != 0 {
            octal(&mut block[329..337], u64::from(rustix::fs::major(self.device)), MAX_ID);
            octal(&mut block[337..345], u64::from(rustix::fs::minor(self.device)), MAX_ID);
        }
        // The sum of all bytes, its own field taken as spaces.
        block[148..156].fill(b' ');
        let sum: u64 = block.iter().map(|byte| u64::from(*byte)).sum();
        octal(&mut block[148..155], sum, MAX_ID);
        block
    }
}

/// As much as fits; the rest is in a PAX record.
fn text(field: &mut [u8], bytes: &[u8]) {
    let length = bytes.len().min(field.len());
    field[..length].copy_from_slice(&bytes[..length]);
}

/// Octal digits and a NUL; 0 for what is too large and stands in a PAX record.
fn octal(field: &mut [u8], number: u64, most: u64) {
    let number = if number <= most { number } else { 0 };
    let width = field.len() - 1;
    field[..width].copy_from_slice(format!("{number:0width$o}").as_bytes());
}

/// The PAX records of an entry; `whole` unless it is a hard link, which has the attributes of what it links to.
fn records(name: &[u8], target: &[u8], size: u64, node: &Node, whole: bool) -> Vec<u8> {
    let mut records = Vec::new();
    let mut add = |key: &[u8], value: &[u8]| record(&mut records, key, value);
    if std::str::from_utf8(name).is_err() || std::str::from_utf8(target).is_err() {
        add(b"hdrcharset", b"BINARY");
    }
    if name.len() > MAX_PATH || !name.is_ascii() {
        add(b"path", name);
    }
    if target.len() > MAX_PATH || !target.is_ascii() {
        add(b"linkpath", target);
    }
    if size > MAX_SIZE {
        add(b"size", size.to_string().as_bytes());
    }
    for (key, id) in [(&b"uid"[..], node.uid), (b"gid", node.gid)] {
        if u64::from(id) > MAX_ID {
            add(key, id.to_string().as_bytes());
        }
    }
    for (key, name) in [(&b"uname"[..], &node.user), (b"gname", &node.group)] {
        if let Some(name) = name.as_ref().filter(|name| name.len() > MAX_NAME || !name.is_ascii()) {
            add(key, name.as_bytes());
        }
    }
    let plain = u64::try_from(node.mtime.seconds).is_ok_and(|seconds| seconds <= MAX_SIZE);
    if !plain || node.mtime.nanos != 0 {
        add(b"mtime", decimal(node.mtime).as_bytes());
    }
    if let Some(atime) = node.atime {
        add(b"atime", decimal(atime).as_bytes());
    }
    if whole {
        for xattr in &node.xattrs {
            add(&[b"SCHILY.xattr.", &escaped(&xattr.name)[..]].concat(), &xattr.value);
        }
    }
    records
}

/// `LENGTH KEY=VALUE` and a newline, where the length counts its own digits.
fn record(records: &mut Vec<u8>, key: &[u8], value: &[u8]) {
    let rest = key.len() + value.len() + 3;
    let mut length = rest;
    while length != rest + length.to_string().len() {
        length = rest + length.to_string().len();
    }
    records.extend_from_slice(length.to_string().as_bytes());
    for part in [b" ", key, b"=", value, b"\n"] {
        records.extend_from_slice(part);
    }
}

/// A key ends at the first `=`, so that one in a name is written as GNU tar does.
fn escaped(name: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(name.len());
    for byte in name {
        match byte {
            b'%' => escaped.extend_from_slice(b"%25"),
            b'=' => escaped.extend_from_slice(b"%3D"),
            byte => escaped.push(*byte),
        }
    }
    escaped
}

/// Seconds with a fraction, which counts away from zero before 1970.
fn decimal(time: Timestamp) -> String {
    let nanos = i128::from(time.seconds) * 1_000_000_000 + i128::from(time.nanos);
    let (sign, nanos) = if nanos < 0 { ("-", -nanos) } else { ("", nanos) };
    format!("{sign}{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::node::{Content, Xattr};

    fn node(kind: NodeKind) -> Node {
        let mtime = Timestamp { seconds: 1, nanos: 0 };
        Node { mode: 0o644, uid: 7, gid: 8, mtime, ..Node::new(b"a", kind) }
    }

    fn file(size: u64) -> Node {
        node(NodeKind::File { size, content: Content::EMPTY })
    }

    #[test]
    fn what_fits_a_plain_header_takes_one_block_with_a_right_sum() {
        let header = header(b"a", &file(5), None).unwrap();
        assert_eq!(header.len(), BLOCK);
        assert_eq!(&header[124..136], b"00000000005\0");
        let stored = u64::from_str_radix(std::str::from_utf8(&header[148..154]).unwrap(), 8).unwrap();
        let sum: u64 = header.iter().map(|byte| u64::from(*byte)).sum();
        let field: u64 = header[148..156].iter().map(|byte| u64::from(*byte)).sum();
        assert_eq!(stored, sum - field + 8 * u64::from(b' '));
    }

    #[test]
    fn a_record_counts_its_own_length() {
        for length in [0, 1, 80, 90, 91, 92, 93, 94, 95, 980, 985, 990, 995, 9990] {
            let mut records = Vec::new();
            record(&mut records, b"path", &vec![b'x'; length]);
            let digits = records.iter().position(|byte| *byte == b' ').unwrap();
            let told: usize = std::str::from_utf8(&records[..digits]).unwrap().parse().unwrap();
            assert_eq!(told, records.len(), "{length}");
        }
    }

    #[test]
    fn times_before_1970_count_away_from_zero() {
        let time = |seconds, nanos| decimal(Timestamp { seconds, nanos });
        assert_eq!(time(-2, 750_000_000), "-1.250000000");
        assert_eq!(time(3, 5), "3.000000005");
        assert_eq!(time(-1, 999_999_999), "-0.000000001");
    }

    #[test]
    fn what_does_not_fit_stands_in_records_before_the_header() {
        let mut large = file(MAX_SIZE + 1);
        large.uid = u32::MAX;
        large.xattrs = vec![Xattr { name: b"user.a=b%".to_vec(), value: b"\0\n".to_vec() }];
        let header = header(&[0xff; 200], &large, None).unwrap();
        let told = String::from_utf8_lossy(&header);
        for record in [
            "21 hdrcharset=BINARY\n",
            "19 size=8589934592\n",
            "18 uid=4294967295\n",
            " SCHILY.xattr.user.a%3Db%25=\0\n\n",
        ] {
            assert!(told.contains(record), "{record}");
        }
        assert_eq!(header.len() % BLOCK, 0);
        assert_eq!(header[156], b'x');
    }

    #[test]
    fn an_archive_holds_no_socket() {
        assert!(header(b"a", &node(NodeKind::Socket), None).is_none());
    }
}
