//! Where a store is, as people write it, and how to open it.

use std::fmt;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use super::{
    Bandwidth, Counting, Counts, Error, ErrorKind, Limit, Limits, LocalStorage, Meter, Metered, ReadOnly,
    Retry, RetryPolicy, S3Credentials, S3Location, S3Options, S3Storage, Storage,
};

/// Requests at once when nothing is said: enough to fill a fast link over a slow round trip.
const S3_CONNECTIONS: usize = 16;

/// A parsed address: a path, `file:///path`, or
/// `s3://bucket/prefix?region=&endpoint=&storage_class=&sse=&path_style=`. Shown without the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    Local(PathBuf),
    S3(S3Location),
}

/// How to use a store; by default without limits, patiently, and for writing.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Bytes per second.
    pub upload_limit: Option<NonZeroU64>,
    /// Bytes per second.
    pub download_limit: Option<NonZeroU64>,
    /// Requests at once; S3 has 16 by default, a directory as many as are asked.
    pub connections: Option<NonZeroUsize>,
    pub retry: RetryPolicy,
    pub read_only: bool,
    /// Instead of the SDK's chain.
    pub s3_credentials: Option<S3Credentials>,
    /// Told of every request how it was answered.
    pub meter: Option<Arc<Meter>>,
}

/// An open store and what is known of its use.
#[derive(Debug, Clone)]
pub struct Opened {
    pub storage: Arc<dyn Storage>,
    /// Every attempt, also repeated ones.
    pub counts: Arc<Counts>,
    retry: Arc<Retry>,
}

impl Opened {
    /// Repeated calls so far.
    pub fn retries(&self) -> u64 {
        self.retry.retries()
    }
}

impl FromStr for Location {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => return path(text),
        };
        match scheme.as_str() {
            "s3" => S3Location::parse(rest).map(Self::S3),
            "file" if rest.starts_with('/') => percent_decoded(rest).map(|path| Self::Local(path.into())),
            "file" => Err("a file URL names an absolute path: file:///path".to_owned()),
            "http" | "https" => {
                Err("an S3 server is written s3://bucket/prefix?endpoint=https://host".to_owned())
            }
            _ => Err("only s3://, file:/// and plain paths are known".to_owned()),
        }
        .map_err(|why| invalid(text, why))
    }
}

fn path(text: &str) -> Result<Location, Error> {
    if text.is_empty() {
        return Err(invalid(text, "it is empty".to_owned()));
    }
    let lower = text.to_ascii_lowercase();
    if ["s3:", "file:", "http:", "https:"].iter().any(|scheme| lower.starts_with(scheme)) {
        let why = "two slashes are missing after the colon; a path of such a name is written ./name";
        return Err(invalid(text, why.to_owned()));
    }
    Ok(Location::Local(text.into()))
}

/// Options and what stands before an `@` may hold what should not be shown.
fn invalid(text: &str, why: String) -> Error {
    let address = text.split('?').next().unwrap_or_default();
    let shown = address.rsplit_once('@').map_or(address, |(_, host)| host);
    Error::new(ErrorKind::Invalid, "open", "", format!("the store \"{shown}\"")).because(why)
}

pub(super) fn percent_decoded(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = rest.split_at_checked(2).and_then(|(digits, after)| {
            rest = after;
            let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
            u8::from_str_radix(digits, 16).ok()
        });
        bytes.push(digits.ok_or("a % is not followed by two hexadecimal digits")?);
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 after decoding".to_owned())
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local(path) => path.display().fmt(f),
            Self::S3(location) => location.fmt(f),
        }
    }
}

impl Location {
    /// Makes the root of a store in a directory. Buckets are never made: they come with policies.
    pub async fn create_root(&self) -> Result<(), Error> {
        match self {
            Self::Local(path) => LocalStorage::new(path).create_root().await,
            Self::S3(_) => Ok(()),
        }
    }

    /// Opens the store behind its wrappers. Nothing is asked of it yet, except that an absent directory is
    /// [`ErrorKind::NotFound`] at once.
    pub async fn open(&self, options: &OpenOptions) -> Result<Opened, Error> {
        let bandwidth = |limit: Option<NonZeroU64>| limit.map(|limit| Arc::new(Bandwidth::new(limit)));
        let (upload, download) = (bandwidth(options.upload_limit), bandwidth(options.download_limit));
        match self {
            Self::Local(path) => {
                let store = LocalStorage::new(path);
                store.check_root().await?;
                let limits = Limits { connections: options.connections, upload, download };
                Ok(wrapped(
                    Arc::new(store),
                    limits,
                    RetryPolicy { list_page: None, ..options.retry.clone() },
                    options,
                ))
            }
            Self::S3(location) => {
                let connections = options.connections.or(NonZeroUsize::new(S3_CONNECTIONS));
                let slowest = slowest(options, connections);
                let credentials = options.s3_credentials.clone();
                let s3_options = S3Options { upload, download, slowest, credentials, ..S3Options::default() };
                let store = S3Storage::open(location.clone(), s3_options).await?;
                let limits = Limits { connections, ..Limits::default() };
                Ok(wrapped(Arc::new(store), limits, options.retry.clone(), options))
            }
        }
    }
}

/// A transfer that keeps to the limits, sharing them with as many others as may run, must not count as stuck.
fn slowest(options: &OpenOptions, connections: Option<NonZeroUsize>) -> u64 {
    let share = |limit: NonZeroU64| limit.get() / (2 * connections.map_or(1, NonZeroUsize::get) as u64);
    let shares = [options.upload_limit, options.download_limit].into_iter().flatten().map(share);
    shares.chain([S3Options::default().slowest]).min().unwrap_or_default().max(1)
}

fn wrapped(store: Arc<dyn Storage>, limits: Limits, retry: RetryPolicy, options: &OpenOptions) -> Opened {
    let connections = limits.connections.map(NonZeroUsize::get);
    let store = match &options.meter {
        Some(meter) => Arc::new(Metered::new(store, Arc::clone(meter), connections)),
        None => store,
    };
    let counting = Arc::new(Counting::new(store));
    let counts = counting.counts();
    let retry = Arc::new(Retry::new(Arc::new(Limit::new(counting, limits)), retry));
    let storage: Arc<dyn Storage> =
        if options.read_only { Arc::new(ReadOnly::new(retry.clone())) } else { retry.clone() };
    Opened { storage, counts, retry }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s3(text: &str) -> S3Location {
        match text.parse() {
            Ok(Location::S3(location)) => location,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn refusal(text: &str) -> String {
        let error = text.parse::<Location>().expect_err(text);
        assert_eq!(error.kind(), ErrorKind::Invalid);
        error.to_string()
    }

    #[test]
    fn paths_are_directories() {
        for (text, path) in [
            ("/srv/backup", "/srv/backup"),
            ("backup", "backup"),
            ("./s3:x", "./s3:x"),
            ("file:///srv/back%20up", "/srv/back up"),
            ("FILE:///srv", "/srv"),
        ] {
            assert_eq!(text.parse::<Location>().unwrap(), Location::Local(path.into()), "{text}");
        }
    }

    #[test]
    fn an_s3_address_holds_everything_about_the_bucket() {
        let location = s3(
            "s3://my-bucket/a/b/?region=eu-west-1&endpoint=https%3A%2F%2Fhost:9000/&storage_class=STANDARD_IA&sse=aws:kms:arn:aws:kms:x:1:key/2&path_style=false",
        );
        assert_eq!((location.bucket.as_str(), location.prefix.as_str()), ("my-bucket", "a/b"));
        assert_eq!(location.region.as_deref(), Some("eu-west-1"));
        assert_eq!(location.endpoint.as_deref(), Some("https://host:9000"));
        assert_eq!(location.storage_class.as_deref(), Some("STANDARD_IA"));
        let key = "arn:aws:kms:x:1:key/2".to_owned();
        assert_eq!(location.sse, Some(super::super::Sse::Kms { key: Some(key) }));
        assert_eq!(location.path_style, Some(false));
        assert_eq!(location.to_string(), "s3://my-bucket/a/b");
        assert_eq!(s3("s3://abc").prefix, "");
        assert_eq!(s3("s3://abc/").to_string(), "s3://abc");
    }

    #[test]
    fn nonsense_is_refused_with_what_is_wrong_with_it() {
        for (text, part) in [
            ("", "empty"),
            ("s3:bucket", "two slashes"),
            ("https://s3.example/bucket", "endpoint="),
            ("ftp://x", "only s3://"),
            ("file://srv", "absolute"),
            ("s3://", "bucket"),
            ("s3://ab", "3 to 63"),
            ("s3://Bucket!", "bucket"),
            ("s3://user:secret@bucket/x", "bucket"),
            ("s3://bucket/a//b", "empty part"),
            ("s3://bucket/../x", "dot"),
            ("s3://bucket?regoin=x", "regoin"),
            ("s3://bucket?region", "region"),
            ("s3://bucket?region=", "region"),
            ("s3://bucket?region=a&region=b", "twice"),
            ("s3://bucket?path_style=yes", "true or false"),
            ("s3://bucket?sse=rot13", "AES256"),
            ("s3://bucket?endpoint=host:9000", "http"),
            ("s3://bucket?endpoint=https://user:secret@host", "credentials"),
            ("s3://bucket?region=%zz", "hexadecimal"),
            ("s3://bucket?region=%+1", "hexadecimal"),
            ("s3://bucket?storage_class=cold%20one", "storage_class"),
        ] {
            let refusal = refusal(text);
            assert!(refusal.contains(part), "{text}: {refusal}");
            assert!(!refusal.contains("secret"), "{refusal}");
        }
    }

    #[tokio::test]
    async fn an_absent_directory_is_not_opened_but_made_on_request() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Local(folder.path().join("a/b"));
        let error = location.open(&OpenOptions::default()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        location.create_root().await.unwrap();
        let opened = location.open(&OpenOptions::default()).await.unwrap();
        opened.storage.list("", None, None).await.unwrap();
        assert_eq!((opened.counts.tally().lists, opened.retries()), (1, 0));
        let read_only = OpenOptions { read_only: true, ..OpenOptions::default() };
        let error = location.open(&read_only).await.unwrap().storage.delete("a").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Denied);
    }

    #[test]
    fn limits_shared_by_all_connections_lower_what_counts_as_stuck() {
        let options = OpenOptions { upload_limit: NonZeroU64::new(3200), ..OpenOptions::default() };
        assert_eq!(slowest(&options, NonZeroUsize::new(16)), 100);
        assert_eq!(slowest(&OpenOptions::default(), NonZeroUsize::new(16)), 32 << 10);
    }
}
