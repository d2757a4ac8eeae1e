//! Which files programs change in place, page by page: disk images and databases. Such a file is cut into pages of one
//! size, of which a small change makes few anew. A wrong guess loses no data: content that moves within a file that is
//! cut into pages is stored again, and so is a change within a long chunk of a file that is not.

/// So much of a file's beginning is looked at.
pub const BEGINNING: usize = 4096;
/// A smaller file is cut where its content says so, whatever it is: it has few chunks.
pub const SMALLEST: u64 = 1 << 20;
/// Whoever leaves holes in so large a file writes here and there.
const SPARSE: u64 = 16 << 20;

/// What is known of a large file before it is read.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Its name in its folder.
    pub name: &'a [u8],
    /// Its length.
    pub size: u64,
    /// Whether it has holes.
    pub sparse: bool,
    /// Its first bytes, up to [`BEGINNING`] of them.
    pub beginning: &'a [u8],
}

/// Endings of the names of disk images, then of databases.
const ENDINGS: &[&str] = &[
    "img", "raw", "qcow", "qcow2", "vmdk", "vdi", "vhd", "vhdx", "hdd", // disk images
    "ibd", "sqlite", "sqlite3", "db", "db3", "mdb", "mdf", "edb", "fdb", // databases
];

/// Where in a file which bytes say what it is.
const MARKS: &[(usize, &[u8])] = &[
    (0, b"QFI\xfb"),             // qcow
    (0, b"KDMV"),                // VMDK
    (0x40, b"\x7f\x10\xda\xbe"), // VDI
    (0, b"conectix"),            // VHD that grows
    (0, b"vhdxfile"),            // VHDX
    (0, b"SQLite format 3\0"),
    (0, b"XFSB"),              // a bare file system: XFS
    (0x438, b"\x53\xef"),      // ext2, 3 or 4
    (0, b"LUKS\xba\xbe"),      // an encrypted volume
    (0x200, b"LABELONE"),      // an LVM volume
    (0x200, b"EFI PART"),      // a partitioned disk
    (16, b"\xde\xc0\xef\xbe"), // LMDB
];

/// Whether a file is one that is changed in place.
pub fn is_paged(facts: &Facts<'_>) -> bool {
    let Facts { name, size, sparse, beginning } = *facts;
    size > SMALLEST
        && (sparse && size >= SPARSE
            || has_ending(name)
            || MARKS.iter().any(|(at, mark)| has(beginning, *at, mark))
            || is_partitioned(beginning)
            || is_relation(name, beginning))
}

fn has_ending(name: &[u8]) -> bool {
    let Some(dot) = name.iter().rposition(|byte| *byte == b'.') else { return name == b"ibdata1" };
    ENDINGS.iter().any(|ending| name[dot + 1..].eq_ignore_ascii_case(ending.as_bytes()))
}

/// Whether these bytes stand in this place.
pub(super) fn has(beginning: &[u8], at: usize, mark: &[u8]) -> bool {
    beginning.get(at..).is_some_and(|rest| rest.starts_with(mark))
}

/// A boot sector: two bytes at its end that are there by chance too often, and four partitions, active or not.
fn is_partitioned(beginning: &[u8]) -> bool {
    let is_flag = |at: usize| matches!(beginning.get(at), Some(0 | 0x80));
    has(beginning, 510, b"\x55\xaa") && (446..510).step_by(16).all(is_flag)
}

/// A table or index of PostgreSQL: a number for a name, and a page with the header of one.
fn is_relation(name: &[u8], beginning: &[u8]) -> bool {
    let number = |at: usize| beginning.get(at..at + 2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
    let (Some(lower), Some(upper), Some(special), Some(version)) =
        (number(12), number(14), number(16), number(18))
    else {
        return false;
    };
    let (page, layout) = (version & 0xff00, version & 0xff);
    name.first().is_some_and(u8::is_ascii_digit)
        && page.is_power_of_two()
        && (1..=4).contains(&layout)
        && (24..=upper).contains(&lower)
        && upper <= special
        && special <= page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts<'a>(name: &'a str, beginning: &'a [u8]) -> Facts<'a> {
        Facts { name: name.as_bytes(), size: 8 << 20, sparse: false, beginning }
    }

    /// Zeros with these bytes in one place.
    fn with(at: usize, mark: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; BEGINNING];
        bytes[at..at + mark.len()].copy_from_slice(mark);
        bytes
    }

    #[test]
    fn images_and_databases_are_known_by_their_names() {
        for name in ["disk.img", "DISK.QCOW2", "a.b.vmdk", "orders.ibd", "ibdata1", "places.sqlite", ".db"] {
            assert!(is_paged(&facts(name, &[])), "{name}");
        }
        for name in ["disk.iso", "img", "notes.db.gz", "ibdata1.gz", "db", "", "."] {
            assert!(!is_paged(&facts(name, &[])), "{name}");
        }
    }

    #[test]
    fn whatever_they_are_called_their_beginnings_tell() {
        for (at, mark) in MARKS {
            assert!(is_paged(&facts("backing", &with(*at, mark))), "{mark:?}");
            assert!(!is_paged(&facts("backing", &with(at + 1, mark))), "{mark:?} elsewhere");
        }
        let mut sector = with(510, b"\x55\xaa");
        assert!(is_paged(&facts("backing", &sector)));
        sector[462] = 1;
        assert!(!is_paged(&facts("backing", &sector)), "no partition has such a flag");
        assert!(!is_paged(&facts("backing", b"QFI")));
    }

    #[test]
    fn a_relation_is_a_number_that_begins_with_a_page() {
        let header = |lower: u16, upper: u16, special: u16, version: u16| {
            let numbers = [lower, upper, special, version];
            with(12, &numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>())
        };
        let page = header(400, 700, 8192, 0x2004);
        for (name, expected) in [("16384", true), ("16384.1", true), ("16384_fsm", true), ("readme", false)] {
            assert_eq!(is_paged(&facts(name, &page)), expected, "{name}");
        }
        for torn in [
            header(20, 700, 8192, 0x2004),
            header(800, 700, 8192, 0x2004),
            header(400, 9000, 8192, 0x2004),
            header(400, 700, 8193, 0x2004),
            header(400, 700, 8192, 0x2009),
            header(400, 700, 8192, 0x2104),
            vec![0; BEGINNING],
            Vec::new(),
        ] {
            assert!(!is_paged(&facts("16384", &torn)), "{:?}", torn.get(12..20));
        }
    }

    #[test]
    fn holes_count_in_large_files_and_nothing_counts_in_small_ones() {
        let sparse = Facts { sparse: true, size: SPARSE, ..facts("core", &[]) };
        assert!(is_paged(&sparse));
        assert!(!is_paged(&Facts { size: SPARSE - 1, ..sparse }));
        assert!(!is_paged(&Facts { sparse: false, ..sparse }));
        assert!(!is_paged(&Facts { size: SMALLEST, ..facts("disk.img", b"QFI\xfb") }));
    }
}
