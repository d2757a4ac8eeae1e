//! What went wrong with which file.

use std::fmt;
use std::io;

use rustix::io::Errno;

/// What an error means to the run as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The file vanished, or never was.
    NotFound,
    /// This user may not do that.
    Denied,
    /// No room is left: the disk, a quota or a size limit. Nothing that follows can succeed either.
    Full,
    /// Something of that name exists already.
    Exists,
    /// Something else stands where the caller expected what it had seen before: a symbolic link in place of a
    /// directory, another file in place of the one statted.
    Replaced,
    /// Anything else, input and output errors among them.
    Other,
}

/// A failed call on one file.
#[derive(thiserror::Error)]
#[error("cannot {during} {}: {source}", Escaped(path))]
pub struct Error {
    path: Vec<u8>,
    during: &'static str,
    kind: ErrorKind,
    source: io::Error,
}

/// The result of a call on the disk.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of the operating system while doing `during` to `path`.
    pub(crate) fn new(path: Vec<u8>, during: &'static str, source: impl Into<io::Error>) -> Self {
        let source = source.into();
        let errno = Errno::from_io_error(&source);
        let kind = match errno {
            Some(Errno::NOENT) => ErrorKind::NotFound,
            Some(Errno::ACCESS | Errno::PERM | Errno::ROFS) => ErrorKind::Denied,
            Some(Errno::NOSPC | Errno::DQUOT | Errno::FBIG) => ErrorKind::Full,
            Some(Errno::EXIST) => ErrorKind::Exists,
            // O_NOFOLLOW and O_DIRECTORY refuse with these what is not the expected type.
            Some(Errno::LOOP | Errno::NOTDIR | Errno::ISDIR | Errno::NXIO | Errno::STALE) => {
                ErrorKind::Replaced
            }
            _ => ErrorKind::Other,
        };
        Self { path, during, kind, source }
    }

    /// The expected file is not there any more, another one is.
    pub(crate) fn replaced(path: Vec<u8>, during: &'static str, what: &'static str) -> Self {
        Self { path, during, kind: ErrorKind::Replaced, source: io::Error::other(what) }
    }

    /// A request that no file system call could answer, such as a name with a slash.
    pub(crate) fn invalid(path: Vec<u8>, during: &'static str, what: &'static str) -> Self {
        let source = io::Error::new(io::ErrorKind::InvalidInput, what);
        Self { path, during, kind: ErrorKind::Other, source }
    }

    /// What the error means to the run as a whole.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file, as bytes.
    pub fn path(&self) -> &[u8] {
        &self.path
    }

    /// What was tried: a verb that fits after "cannot".
    pub fn during(&self) -> &'static str {
        self.during
    }

    /// The operating system's answer.
    pub fn io_error(&self) -> &io::Error {
        &self.source
    }

    pub(crate) fn errno(&self) -> Option<Errno> {
        Errno::from_io_error(&self.source)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.kind)
    }
}

/// Something of a restored file that could not be set although the file itself is there: another owner, an
/// attribute this user may not write.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Warning(pub Error);

/// Shows a path without control characters and with every byte recoverable: `\n`, `\xff`, `\\`.
#[derive(Clone, Copy)]
pub struct Escaped<'a>(pub &'a [u8]);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\\' => f.write_str("\\\\")?,
                    '\n' => f.write_str("\\n")?,
                    '\t' => f.write_str("\\t")?,
                    '\r' => f.write_str("\\r")?,
                    // Control characters reach the terminal; these turn the reading direction around.
                    c if c.is_control()
                        || matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
                    {
                        write!(f, "\\u{{{:x}}}", u32::from(c))?;
                    }
                    c => write!(f, "{c}")?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_on_one_line_with_every_byte_told_apart() {
        assert_eq!(Escaped(b"a b/\xd0\x96").to_string(), "a b/\u{416}");
        assert_eq!(Escaped(b"a\nb\\\xff\x1b[0m").to_string(), "a\\nb\\\\\\xff\\u{1b}[0m");
        assert_eq!(Escaped("a\u{202e}b".as_bytes()).to_string(), "a\\u{202e}b");
    }

    #[test]
    fn kinds_follow_the_system_error() {
        let kind = |errno| Error::new(b"/a".to_vec(), "open", errno).kind();
        assert_eq!(kind(Errno::NOENT), ErrorKind::NotFound);
        assert_eq!(kind(Errno::ACCESS), ErrorKind::Denied);
        assert_eq!(kind(Errno::PERM), ErrorKind::Denied);
        assert_eq!(kind(Errno::DQUOT), ErrorKind::Full);
        assert_eq!(kind(Errno::FBIG), ErrorKind::Full);
        assert_eq!(kind(Errno::LOOP), ErrorKind::Replaced);
        assert_eq!(kind(Errno::IO), ErrorKind::Other);
    }

    #[test]
    fn an_error_says_what_could_not_be_done_to_which_file() {
        let error = Error::new(b"/home/a\nb".to_vec(), "open", Errno::ACCESS);
        assert_eq!(error.to_string(), "cannot open /home/a\\nb: Permission denied (os error 13)");
    }
}
