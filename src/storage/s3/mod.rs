//! A store in an S3 bucket, under a prefix. One attempt a call: patience is [`Retry`](super::Retry)'s.

mod body;
mod client;
mod failure;
mod location;

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::ResponseChecksumValidation;
use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::operation::list_objects_v2::ListObjectsV2Output;
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::{ByteStream, DateTime};
use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, ServerSideEncryption, StorageClass,
};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::date_time::Format;
use bytes::{Bytes, BytesMut};

use super::{Bandwidth, Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage, check_range, key};
pub use client::{S3Credentials, S3Options, http_client};
pub use location::{S3Location, Sse};

/// The most keys S3 lists at once.
const PAGE: usize = 1000;

/// The largest number in a range, far above the largest object: some servers read it as a signed one.
const LARGEST_RANGE: u64 = 1 << 50;

/// A prefix of a bucket as a store.
#[derive(Debug)]
pub struct S3Storage {
    client: Client,
    location: S3Location,
    options: S3Options,
}

impl S3Storage {
    /// Reads the SDK's configuration; asks nothing of the store.
    pub async fn open(location: S3Location, options: S3Options) -> Result<Self, Error> {
        let client = client::connect(&location, &options).await;
        Ok(Self { client, location, options })
    }

    /// Makes the bucket, with the defaults of the store.
    pub async fn create_bucket(&self) -> Result<(), Error> {
        let region = self.location.region.as_deref().filter(|region| *region != "us-east-1");
        let configuration = region.map(|region| {
            let region = BucketLocationConstraint::from(region);
            CreateBucketConfiguration::builder().location_constraint(region).build()
        });
        let request = self
            .client
            .create_bucket()
            .bucket(&self.location.bucket)
            .set_create_bucket_configuration(configuration);
        self.answer("create", "", 0, request.send()).await.map(drop)
    }

    /// Waits for an answer as long as so many bytes may take.
    async fn answer<T, E>(
        &self,
        operation: &'static str,
        key: &str,
        bytes: u64,
        call: impl Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        let answer = self.in_time(operation, key, bytes, call).await?;
        answer.map_err(|error| failure::failure(operation, key, &self.location, &error))
    }

    async fn in_time<T>(
        &self,
        operation: &'static str,
        key: &str,
        bytes: u64,
        call: impl Future<Output = T> + Send,
    ) -> Result<T, Error> {
        let limit = self.options.patience + Duration::from_secs(bytes / self.options.slowest.max(1));
        let answer = tokio::time::timeout(limit, call).await;
        answer.map_err(|_| {
            let text = format!("no answer within {} s", limit.as_secs_f32());
            Error::new(ErrorKind::Transient, operation, key, self.location()).because(text)
        })
    }

    fn checked(&self, operation: &'static str, key: &str) -> Result<String, Error> {
        key::checked(operation, key, &self.location())?;
        Ok(self.location.full_key(key))
    }

    fn error(&self, kind: ErrorKind, operation: &'static str, key: &str, text: String) -> Error {
        Error::new(kind, operation, key, self.location()).because(text)
    }

    async fn put_request(&self, key: String, payload: &Payload, mode: PutMode) -> PutObjectFluentBuilder {
        let mut request = self
            .client
            .put_object()
            .bucket(&self.location.bucket)
            .key(key)
            .content_length(i64::try_from(payload.len()).unwrap_or(i64::MAX))
            .checksum_crc32(body::checksum(payload))
            .body(body::stream(payload, self.options.upload.as_ref()).await)
            .set_storage_class(self.location.storage_class.as_deref().map(StorageClass::from));
        if mode == PutMode::Create {
            request = request.if_none_match("*");
        }
        match &self.location.sse {
            None => request,
            Some(Sse::S3) => request.server_side_encryption(ServerSideEncryption::Aes256),
            Some(Sse::Kms { key }) => {
                request.server_side_encryption(ServerSideEncryption::AwsKms).set_ssekms_key_id(key.clone())
            }
        }
    }

    async fn get_object(&self, key: &str, range: Option<String>) -> Result<GetObjectOutput, Error> {
        let full = self.checked("get", key)?;
        let request = self.client.get_object().bucket(&self.location.bucket).key(full);
        let Some(range) = range else { return self.answer("get", key, 0, request.send()).await };
        // Some servers answer a range with the checksum of the whole object. What is read in ranges is authenticated.
        let unchecked = aws_sdk_s3::config::Builder::new()
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
        let request = request.range(range).customize().config_override(unchecked);
        self.answer("get", key, 0, request.send()).await
    }

    async fn body(&self, key: &str, length: u64, body: ByteStream) -> Result<Bytes, Error> {
        let collected = collect(body, length, self.options.download.as_deref());
        let bytes = self.in_time("get", key, length, collected).await?;
        let broken = |error: BoxError| failure::chain(error.as_ref());
        let bytes = bytes.map_err(|error| self.error(ErrorKind::Transient, "get", key, broken(error)))?;
        if bytes.len() as u64 == length {
            return Ok(bytes);
        }
        let text = format!("{} of {length} bytes came", bytes.len());
        Err(self.error(ErrorKind::Transient, "get", key, text))
    }

    async fn page(
        &self,
        prefix: &str,
        after: Option<&str>,
        token: Option<String>,
        limit: usize,
    ) -> Result<(ListObjectsV2Output, Option<SystemTime>), Error> {
        let date = DateHeader::default();
        let request = self
            .client
            .list_objects_v2()
            .bucket(&self.location.bucket)
            .prefix(self.location.full_key(prefix))
            .set_start_after(after.map(|after| self.location.full_key(after)))
            .set_continuation_token(token)
            .max_keys(i32::try_from(limit.min(PAGE)).unwrap_or(i32::MAX))
            .customize()
            .interceptor(date.clone());
        let page = self.answer("list", prefix, 0, request.send()).await?;
        Ok((page, date.get()))
    }
}

#[async_trait]
impl Storage for S3Storage {
    fn location(&self) -> String {
        self.location.to_string()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        let request = self.put_request(self.checked("put", key)?, &payload, mode).await;
        self.answer("put", key, payload.len(), request.send()).await.map(drop)
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        let answer = self.get_object(key, None).await?;
        self.body(key, length(&answer), answer.body).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        check_range(self, key, &range)?;
        let (first, last) = (range.start.min(LARGEST_RANGE), (range.end - 1).min(LARGEST_RANGE));
        let answer = self.get_object(key, Some(format!("bytes={first}-{last}"))).await?;
        let Some((start, _)) = answer.content_range().and_then(content_range) else {
            let text = "it answered a range with the whole object".to_owned();
            return Err(self.error(ErrorKind::Unsupported, "get", key, text));
        };
        let length = length(&answer);
        if start != range.start || length != range.end - range.start {
            let text = format!("{}..{} gave {length} bytes from {start}", range.start, range.end);
            return Err(self.error(ErrorKind::Range, "get", key, text));
        }
        self.body(key, length, answer.body).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        if length == 0 {
            return Ok((Bytes::new(), self.head(key).await?.size));
        }
        let range = format!("bytes=-{}", length.min(LARGEST_RANGE));
        let answer = match self.get_object(key, Some(range)).await {
            // The end of an empty object is no range to S3.
            Err(error) if error.kind() == ErrorKind::Range => {
                return match self.head(key).await?.size {
                    0 => Ok((Bytes::new(), 0)),
                    _ => Err(error),
                };
            }
            answer => answer?,
        };
        let answered = self::length(&answer);
        let size = answer.content_range().and_then(content_range).map_or(answered, |(_, size)| size);
        let bytes = self.body(key, answered, answer.body).await?;
        let surplus = usize::try_from(answered.saturating_sub(length)).unwrap_or(usize::MAX);
        Ok((bytes.slice(surplus..), size))
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        let full = self.checked("head", key)?;
        let request = self.client.head_object().bucket(&self.location.bucket).key(full);
        let answer = self.answer("head", key, 0, request.send()).await?;
        let size = answer.content_length().and_then(|length| u64::try_from(length).ok()).unwrap_or_default();
        Ok(Entry { key: key.to_owned(), size, modified: time(answer.last_modified()) })
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        key::checked_prefix(prefix, &self.location())?;
        // Servers differ about starting before the prefix, where it says nothing.
        let after = after.filter(|after| *after >= prefix);
        let limit = limit.unwrap_or(usize::MAX);
        let (mut listing, mut token) = (Listing::default(), None);
        while listing.entries.len() < limit {
            let missing = limit - listing.entries.len();
            let (page, date) = self.page(prefix, after, token, missing).await?;
            listing.store_time = listing.store_time.or(date);
            let entries = page.contents.unwrap_or_default();
            listing.entries.extend(entries.iter().filter_map(|object| self.entry(object)).take(missing));
            token = page.next_continuation_token.filter(|_| page.is_truncated == Some(true));
            if token.is_none() {
                break;
            }
        }
        Ok(listing)
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        let full = self.checked("delete", key)?;
        let request = self.client.delete_object().bucket(&self.location.bucket).key(full);
        match self.answer("delete", key, 0, request.send()).await {
            Err(error) if error.kind() == ErrorKind::NotFound && !failure::is_of_bucket(&error) => Ok(()),
            answer => answer.map(drop),
        }
    }
}

impl S3Storage {
    /// What other programs put into the bucket is not ours to list.
    fn entry(&self, object: &aws_sdk_s3::types::Object) -> Option<Entry> {
        let key = self.location.own_key(object.key()?)?;
        key::check_key(key).ok()?;
        let size = u64::try_from(object.size()?).ok()?;
        Some(Entry { key: key.to_owned(), size, modified: time(object.last_modified()) })
    }
}

fn length(answer: &GetObjectOutput) -> u64 {
    answer.content_length().and_then(|length| u64::try_from(length).ok()).unwrap_or_default()
}

/// Start of the range and size of the object from `bytes 0-9/100`.
fn content_range(header: &str) -> Option<(u64, u64)> {
    let (range, size) = header.strip_prefix("bytes ")?.split_once('/')?;
    let (start, _) = range.split_once('-')?;
    Some((start.parse().ok()?, size.parse().ok()?))
}

fn time(time: Option<&DateTime>) -> SystemTime {
    time.and_then(|time| SystemTime::try_from(*time).ok()).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Reads to the end, where the SDK verifies checksums. An object that comes in one piece is not copied.
async fn collect(
    mut body: ByteStream,
    length: u64,
    bandwidth: Option<&Bandwidth>,
) -> Result<Bytes, BoxError> {
    let (mut first, mut whole) = (Bytes::new(), BytesMut::new());
    while let Some(piece) = body.next().await {
        let piece = piece?;
        if let Some(bandwidth) = bandwidth {
            bandwidth.pass(piece.len() as u64).await;
        }
        if first.is_empty() {
            first = piece;
            continue;
        }
        if whole.is_empty() {
            whole.reserve(usize::try_from(length)?);
            whole.extend_from_slice(&first);
        }
        whole.extend_from_slice(&piece);
    }
    Ok(if whole.is_empty() { first } else { whole.freeze() })
}

/// Catches the store's clock from the answer, which the SDK does not pass on.
#[derive(Debug, Clone, Default)]
struct DateHeader(Arc<Mutex<Option<SystemTime>>>);

impl DateHeader {
    fn get(&self) -> Option<SystemTime> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for DateHeader {
    fn name(&self) -> &'static str {
        "DateHeader"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let date = context.response().headers().get("date");
        let date = date.and_then(|date| DateTime::from_str(date, Format::HttpDate).ok());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = date.and_then(|date| date.try_into().ok());
        Ok(())
    }
}
