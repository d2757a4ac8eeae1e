//! The objects, and S3's view of them. Every request is atomic: its change happens under one lock.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use sandyq::model::time::system_time;

/// Clones share the objects.
#[derive(Debug, Clone, Default)]
pub struct Backend {
    buckets: Arc<Mutex<BTreeMap<String, Bucket>>>,
    ignore_conditions: Arc<AtomicBool>,
}

type Bucket = BTreeMap<String, Stored>;

#[derive(Debug, Clone)]
struct Stored {
    bytes: Bytes,
    modified: SystemTime,
    checksum: Option<String>,
    class: Option<String>,
    encryption: Option<(String, Option<String>)>,
}

impl Stored {
    fn new(bytes: Bytes) -> Self {
        Self { bytes, modified: system_time(), checksum: None, class: None, encryption: None }
    }
}

impl Backend {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Bucket>> {
        self.buckets.lock().expect("no request panics")
    }

    pub fn make_bucket(&self, name: &str) {
        self.lock().entry(name.to_owned()).or_default();
    }

    pub fn ignore_conditions(&self) {
        self.ignore_conditions.store(true, Ordering::Relaxed);
    }

    pub fn object(&self, bucket: &str, key: &str) -> Option<Bytes> {
        Some(self.lock().get(bucket)?.get(key)?.bytes.clone())
    }

    /// Storage class, encryption and its key.
    pub fn class_and_encryption(
        &self,
        bucket: &str,
        key: &str,
    ) -> (Option<String>, Option<(String, Option<String>)>) {
        let buckets = self.lock();
        let stored = &buckets[bucket][key];
        (stored.class.clone(), stored.encryption.clone())
    }

    pub fn set_object(&self, bucket: &str, key: &str, bytes: Option<Bytes>) {
        let mut buckets = self.lock();
        let bucket = buckets.entry(bucket.to_owned()).or_default();
        match bytes {
            Some(bytes) => bucket.insert(key.to_owned(), Stored::new(bytes)),
            None => bucket.remove(key),
        };
    }

    pub fn keys(&self, bucket: &str) -> Vec<String> {
        self.lock().get(bucket).map(|bucket| bucket.keys().cloned().collect()).unwrap_or_default()
    }

    fn with_bucket<T>(&self, name: &str, work: impl FnOnce(&mut Bucket) -> S3Result<T>) -> S3Result<T> {
        let mut buckets = self.lock();
        let bucket =
            buckets.get_mut(name).ok_or_else(|| s3_error!(NoSuchBucket, "The bucket does not exist"))?;
        work(bucket)
    }

    fn stored(&self, bucket: &str, key: &str) -> S3Result<Stored> {
        self.with_bucket(bucket, |bucket| {
            bucket.get(key).cloned().ok_or_else(|| s3_error!(NoSuchKey, "The key does not exist"))
        })
    }
}

#[async_trait::async_trait]
impl S3 for Backend {
    async fn create_bucket(
        &self,
        request: S3Request<CreateBucketInput>,
    ) -> S3Result<S3Response<CreateBucketOutput>> {
        let mut buckets = self.lock();
        if buckets.contains_key(&request.input.bucket) {
            return Err(s3_error!(BucketAlreadyOwnedByYou));
        }
        buckets.insert(request.input.bucket, Bucket::new());
        Ok(S3Response::new(CreateBucketOutput::default()))
    }

    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let input = request.input;
        let mut bytes = BytesMut::new();
        if let Some(mut body) = input.body {
            while let Some(piece) = body.next().await {
                let piece = piece.map_err(|error| s3_error!(IncompleteBody, "{error}"))?;
                bytes.extend_from_slice(&piece);
            }
        }
        if input.content_length.is_some_and(|length| length != bytes.len() as i64) {
            return Err(s3_error!(IncompleteBody));
        }
        let mut stored = Stored::new(bytes.freeze());
        if let Some(checksum) = &input.checksum_crc32 {
            let crc = crc_fast::crc32_iso_hdlc(&stored.bytes).to_be_bytes();
            if *checksum != aws_smithy_types::base64::encode(crc) {
                return Err(s3_error!(BadDigest, "the body does not have the checksum"));
            }
        }
        stored.checksum = input.checksum_crc32;
        stored.class = input.storage_class.map(|class| class.as_str().to_owned());
        let encryption = input.server_side_encryption.map(|kind| kind.as_str().to_owned());
        stored.encryption = encryption.map(|kind| (kind, input.ssekms_key_id));
        let conditional = input.if_none_match.is_some() && !self.ignore_conditions.load(Ordering::Relaxed);
        self.with_bucket(&input.bucket, |bucket| {
            if conditional && bucket.contains_key(&input.key) {
                return Err(s3_error!(PreconditionFailed, "The object exists"));
            }
            bucket.insert(input.key, stored);
            Ok(S3Response::new(PutObjectOutput::default()))
        })
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let input = request.input;
        let stored = self.stored(&input.bucket, &input.key)?;
        let size = stored.bytes.len() as u64;
        let range = input.range.map(|range| range.check(size)).transpose();
        let range = range.map_err(|error| s3_error!(error, InvalidRange))?;
        if range.as_ref().is_some_and(std::ops::Range::is_empty) {
            return Err(s3_error!(InvalidRange, "an empty object has no range"));
        }
        let bytes = match &range {
            Some(range) => stored.bytes.slice(range.start as usize..range.end as usize),
            None => stored.bytes,
        };
        let output = GetObjectOutput {
            content_length: Some(bytes.len() as i64),
            content_range: range
                .as_ref()
                .map(|range| format!("bytes {}-{}/{size}", range.start, range.end - 1)),
            checksum_crc32: stored.checksum.filter(|_| range.is_none()),
            last_modified: Some(stored.modified.into()),
            body: Some(s3s::Body::from(bytes).into()),
            ..GetObjectOutput::default()
        };
        Ok(S3Response::new(output))
    }

    async fn head_object(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        let stored = self.stored(&request.input.bucket, &request.input.key)?;
        let output = HeadObjectOutput {
            content_length: Some(stored.bytes.len() as i64),
            last_modified: Some(stored.modified.into()),
            storage_class: stored.class.map(StorageClass::from),
            ..HeadObjectOutput::default()
        };
        Ok(S3Response::new(output))
    }

    async fn delete_object(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.with_bucket(&request.input.bucket, |bucket| {
            bucket.remove(&request.input.key);
            Ok(S3Response::new(DeleteObjectOutput::default()))
        })
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        let prefix = input.prefix.clone().unwrap_or_default();
        // A token is the last key of the page before.
        let after = input.continuation_token.as_ref().or(input.start_after.as_ref()).cloned();
        let limit = input.max_keys.unwrap_or(1000).clamp(0, 1000) as usize;
        let (contents, more) = self.with_bucket(&input.bucket, |bucket| {
            let start = match &after {
                Some(after) if *after >= prefix => Bound::Excluded(after.as_str()),
                _ => Bound::Included(prefix.as_str()),
            };
            let found = bucket.range::<str, _>((start, Bound::Unbounded));
            let mut found = found.take_while(|(key, _)| key.starts_with(&prefix));
            let contents: Vec<_> =
                found.by_ref().take(limit).map(|(key, stored)| object(key, stored)).collect();
            Ok((contents, found.next().is_some()))
        })?;
        let output = ListObjectsV2Output {
            name: Some(input.bucket),
            prefix: input.prefix,
            max_keys: Some(limit as i32),
            key_count: Some(contents.len() as i32),
            is_truncated: Some(more),
            next_continuation_token: contents.last().and_then(|last| last.key.clone()).filter(|_| more),
            contents: Some(contents),
            ..ListObjectsV2Output::default()
        };
        Ok(S3Response::new(output))
    }
}

fn object(key: &str, stored: &Stored) -> Object {
    Object {
        key: Some(key.to_owned()),
        size: Some(stored.bytes.len() as i64),
        last_modified: Some(stored.modified.into()),
        ..Object::default()
    }
}
