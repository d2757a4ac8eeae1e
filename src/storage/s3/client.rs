//! The SDK's client, set up so that patience and limits are ours and the rest is the SDK's.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_config::environment::region::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::region::ProfileFileRegionProvider;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    Builder, Credentials, RuntimeComponents, SharedHttpClient, StalledStreamProtectionConfig,
};
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_types::service_config::ServiceConfigKey;

use super::super::Bandwidth;
use super::S3Location;

const CONNECT: Duration = Duration::from_secs(10);
/// Servers close idle connections; a request on a closed one is a needless retry.
const IDLE: Duration = Duration::from_secs(20);
/// How long not a byte may move in a transfer.
const STALLED: Duration = Duration::from_secs(30);

/// Where none is configured; Amazon answers from there which region a bucket is in.
const FALLBACK_REGION: &str = "us-east-1";

/// How to use S3, beside where.
#[derive(Debug, Clone)]
pub struct S3Options {
    /// Spreads the bytes of uploads evenly.
    pub upload: Option<Arc<Bandwidth>>,
    pub download: Option<Arc<Bandwidth>>,
    /// The longest wait for an answer; a transfer may take this and its bytes at the slowest rate.
    pub patience: Duration,
    /// Bytes per second.
    pub slowest: u64,
    /// Instead of the SDK's chain: environment, profiles, SSO, web identity, instance metadata.
    pub credentials: Option<S3Credentials>,
}

impl Default for S3Options {
    fn default() -> Self {
        let patience = Duration::from_secs(60);
        Self { upload: None, download: None, patience, slowest: 32 << 10, credentials: None }
    }
}

/// An access key. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct S3Credentials {
    pub access_key_id: String,
    pub secret_access_key: String,
    pub session_token: Option<String>,
}

impl fmt::Debug for S3Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("S3Credentials(..)")
    }
}

pub(super) async fn connect(location: &S3Location, options: &S3Options) -> Client {
    let shared = shared(location, options).await;
    let has_endpoint = location.endpoint.is_some() || configured_endpoint(&shared);
    let path_style = location.path_style.unwrap_or(has_endpoint || location.bucket.contains('.'));
    let stalled = StalledStreamProtectionConfig::enabled().upload_enabled(true).grace_period(STALLED).build();
    let region = shared.region().cloned().unwrap_or(Region::from_static(FALLBACK_REGION));
    let mut config = Builder::from(&shared)
        .region(region)
        .force_path_style(path_style)
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT).build())
        .stalled_stream_protection(stalled);
    if let Some(endpoint) = &location.endpoint {
        config = config.endpoint_url(endpoint);
    }
    Client::from_conf(config.build())
}

async fn shared(location: &S3Location, options: &S3Options) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http_client());
    if let Some(region) = &location.region {
        loader = loader.region(Region::new(region.clone()));
    } else if location.endpoint.is_some() {
        loader = loader.region(region_without_questions());
    }
    if let Some(S3Credentials { access_key_id, secret_access_key, session_token }) = &options.credentials {
        let (id, secret, token) = (access_key_id.clone(), secret_access_key.clone(), session_token.clone());
        loader = loader.credentials_provider(Credentials::new(id, secret, token, None, "sandyq"));
    }
    loader.load().await
}

/// Servers that are not Amazon's seldom care for the region, and asking the instance metadata for it takes seconds.
fn region_without_questions() -> RegionProviderChain {
    RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new())
        .or_else(ProfileFileRegionProvider::new())
        .or_else(FALLBACK_REGION)
}

fn configured_endpoint(shared: &SdkConfig) -> bool {
    let key =
        ServiceConfigKey::builder().service_id("s3").env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
    let for_s3 = shared.service_config().zip(key.ok()).and_then(|(config, key)| config.load_config(key));
    for_s3.is_some() || shared.endpoint_url().is_some()
}

/// The SDK's HTTP client with TLS by ring, and with the proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, which the
/// SDK's own builder leaves out.
pub fn http_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new().build_with_connector_fn(|settings, components| {
        let mut connector =
            Connector::builder().proxy_config(ProxyConfig::from_env()).pool_idle_timeout(IDLE);
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(RuntimeComponents::sleep_impl));
        connector.tls_provider(Provider::Rustls(CryptoMode::Ring)).build()
    })
}
