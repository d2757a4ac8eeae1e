//! Small file systems.

#![allow(dead_code, reason = "each test binary compiles its own copy and uses a part")]

use std::path::Path;

/// A small file system mounted for one test.
pub struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    /// `None`, with a reason printed, where mounting is not allowed.
    pub fn tmpfs(at: &'a Path, options: &str) -> Option<Self> {
        let mount = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(at)
            .output();
        match mount {
            Ok(output) if output.status.success() => Some(Self(at)),
            Ok(output) => {
                eprintln!("skipped: cannot mount: {}", String::from_utf8_lossy(&output.stderr).trim());
                None
            }
            Err(error) => {
                eprintln!("skipped: cannot mount: {error}");
                None
            }
        }
    }
}

impl Mounted<'_> {
    /// Gives it another size.
    pub fn resize(&self, size: &str) {
        let options = format!("remount,size={size}");
        let status = std::process::Command::new("mount").args(["-o", &options]).arg(self.0).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        std::process::Command::new("umount").arg(self.0).status().unwrap();
    }
}
