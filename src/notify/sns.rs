//! A text message by Amazon SNS, where the program is built with it.

use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// Sends a text message to a number, and waits for SNS to take it.
#[cfg(feature = "sns")]
pub async fn text_message(
    http: SharedHttpClient,
    region: Option<String>,
    number: &str,
    text: &str,
    patience: Duration,
) -> Result<(), String> {
    use aws_config::{BehaviorVersion, Region};
    use aws_sdk_sns::config::retry::RetryConfig;
    use aws_sdk_sns::error::ProvideErrorMetadata;
    use aws_sdk_sns::types::MessageAttributeValue;

    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http);
    // What is not taken is written down, and told by a later run.
    loader = loader.retry_config(RetryConfig::disabled());
    if let Some(region) = region {
        loader = loader.region(Region::new(region));
    }
    let sending = async {
        let client = aws_sdk_sns::Client::new(&loader.load().await);
        let attribute = |value: &str| {
            MessageAttributeValue::builder()
                .data_type("String")
                .string_value(value)
                .build()
                .map_err(|error| error.to_string())
        };
        // Sent before what merely advertises something.
        let kind = attribute("Transactional")?;
        let message = client.publish().phone_number(number).message(text);
        let sent = message.message_attributes("AWS.SNS.SMS.SMSType", kind).send().await;
        sent.map(drop).map_err(|error| {
            let why = error.message().map_or_else(|| causes(&error), str::to_owned);
            format!("SNS does not take it: {why}")
        })
    };
    let too_long = |_| format!("SNS does not take it within {} s", patience.as_secs());
    tokio::time::timeout(patience, sending).await.map_err(too_long)?
}

/// An error and what lies behind it.
#[cfg(feature = "sns")]
fn causes(error: &dyn std::error::Error) -> String {
    let all = std::iter::successors(Some(error), |error| error.source());
    all.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Says that this program was built without it.
#[cfg(not(feature = "sns"))]
pub async fn text_message(
    _: SharedHttpClient,
    _: Option<String>,
    _: &str,
    _: &str,
    _: Duration,
) -> Result<(), String> {
    Err("this program was built without Amazon SNS; build it with --features sns, or name a gateway: provider = \"http\"".to_owned())
}
