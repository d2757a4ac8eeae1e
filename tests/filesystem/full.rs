//! A disk without room.

use sandyq::filesystem::{ErrorKind, MetadataWriter, Target};

use crate::support::{Mounted, Place, file_node, kind_of, needs_root};

#[test]
fn a_full_disk_is_told_from_other_failures() {
    if !needs_root("mount a small file system") {
        return;
    }
    let place = Place::new();
    let path = place.target_path();
    let Some(_mounted) = Mounted::tmpfs(&path, "size=2m,nr_inodes=12") else { return };
    let target = Target::open(&path, false).unwrap().root().clone();
    let file = target.create_file(b"file").unwrap();
    assert_eq!(kind_of(file.allocate(16 << 20)), Some(ErrorKind::Full));
    file.set_len(0).unwrap();
    let mut written = 0;
    let error = loop {
        match file.write_at(&[1; 64 * 1024], written) {
            Ok(()) => written += 64 * 1024,
            Err(error) => break error,
        }
        assert!(written <= 2 << 20);
    };
    assert_eq!(error.kind(), ErrorKind::Full);
    assert!(error.to_string().contains("No space left"), "{error}");
    // What is there can still be finished: metadata needs no room here.
    assert!(file.finish(&file_node(b"file", 0), &MetadataWriter::default()).unwrap().is_empty());
    drop(file);
    target.remove(b"file").unwrap();
    let kind = (0..20).find_map(|number| kind_of(target.create_child(format!("{number}").as_bytes())));
    assert_eq!(kind, Some(ErrorKind::Full));
}
