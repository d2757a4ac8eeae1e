//! A tree of what there is one of each, so small that it may lie in a fixture.

use std::fs::{self, File};
use std::os::unix::fs::{FileExt, PermissionsExt, symlink};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::house::noise;

/// Makes it, with a file of so many bytes that is nearly all holes.
pub fn one_of_each(source: &Path, holes: u64) {
    fs::create_dir_all(source.join("folder/empty")).unwrap();
    fs::write(source.join("folder/words"), "words and words\n".repeat(700)).unwrap();
    fs::write(source.join("folder/noise"), noise(1, 30_000)).unwrap();
    fs::write(source.join("nothing"), "").unwrap();
    for number in 0..40 {
        fs::write(source.join(format!("folder/{number}")), format!("file {number}\n")).unwrap();
    }
    let file = File::create(source.join("holes")).unwrap();
    file.set_len(holes).unwrap();
    file.write_all_at(b"in the middle", holes / 3).unwrap();
    fs::write(source.join("disk.img"), noise(2, 70_000)).unwrap();
    symlink("folder/words", source.join("link")).unwrap();
    fs::hard_link(source.join("folder/words"), source.join("same-words")).unwrap();
    fs::set_permissions(source.join("folder/0"), fs::Permissions::from_mode(0o4711)).unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::new(1_234_567_890, 123_456_789);
    File::options().write(true).open(source.join("nothing")).unwrap().set_modified(time).unwrap();
}
