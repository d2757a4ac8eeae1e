//! One HTTP request and its answer. Addresses may hold a secret, as those of webhooks do: no error names more of one than
//! its host.

use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

/// No answer that anybody reads is longer.
const LONGEST_ANSWER: usize = 64 << 10;

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// GET, POST and so on.
    pub method: &'static str,
    /// Where to, beginning with `http://` or `https://`.
    pub url: String,
    /// What kind of text the body is.
    pub content_type: &'static str,
    /// What is said.
    pub body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The beginning of what was said.
    pub body: Vec<u8>,
}

impl Answer {
    /// Whether it was taken.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// A request got no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot reach {host}: {problem}")]
pub struct Unsent {
    /// Whom.
    pub host: String,
    /// Why not.
    pub problem: String,
}

/// Sends requests. Proxies are those of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.
#[derive(Debug)]
pub struct Http {
    connector: Connector,
    patience: Duration,
}

impl Http {
    /// Waits for each answer this long.
    pub fn new(patience: Duration) -> Self {
        let connector = Connector::builder().proxy_config(ProxyConfig::from_env());
        Self { connector: connector.tls_provider(Provider::Rustls(CryptoMode::Ring)).build(), patience }
    }

    /// Sends a request and waits for the answer.
    pub async fn send(&self, request: Request) -> Result<Answer, Unsent> {
        let host = host(&request.url);
        let unsent = |problem: String| Unsent { host: host.clone(), problem };
        match tokio::time::timeout(self.patience, self.exchange(request)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(problem)) => Err(unsent(problem)),
            Err(_) => Err(unsent(format!("no answer within {} s", self.patience.as_secs()))),
        }
    }

    async fn exchange(&self, request: Request) -> Result<Answer, String> {
        let Request { method, url, content_type, body } = request;
        let mut http = HttpRequest::new(SdkBody::from(body));
        let invalid = |_| "its address is none".to_owned();
        http.set_uri(url).map_err(invalid)?;
        http.set_method(method).map_err(invalid)?;
        http.headers_mut().insert("content-type", content_type);
        http.headers_mut().insert("user-agent", concat!("sandyq/", env!("CARGO_PKG_VERSION")));
        let response = self.connector.call(http).await.map_err(|error| {
            // Its source says what happened without the address.
            std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string)
        })?;
        let status = response.status().as_u16();
        let (mut stream, mut body) = (ByteStream::new(response.into_body()), Vec::new());
        while body.len() < LONGEST_ANSWER {
            match stream.next().await {
                Some(Ok(bytes)) => {
                    body.extend_from_slice(&bytes[..bytes.len().min(LONGEST_ANSWER - body.len())]);
                }
                Some(Err(error)) => return Err(error.to_string()),
                None => break,
            }
        }
        Ok(Answer { status, body })
    }
}

/// The host that an address names, and nothing else of it.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    fn request(url: String) -> Request {
        Request { method: "POST", url, content_type: "text/plain", body: b"said".to_vec() }
    }

    /// Answers one request with this text; what was asked.
    async fn serve(listener: TcpListener, answer: &'static str) -> String {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut asked, mut buffer) = (Vec::new(), [0; 1024]);
        while !asked.ends_with(b"said") {
            let read = stream.read(&mut buffer).await.unwrap();
            asked.extend_from_slice(&buffer[..read]);
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(asked).unwrap()
    }

    #[tokio::test]
    async fn a_request_arrives_and_its_answer_comes_back() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/push?token=secret", listener.local_addr().unwrap());
        let server = tokio::spawn(serve(listener, "HTTP/1.1 429 Slow\r\ncontent-length: 4\r\n\r\nbusy"));
        let answer = Http::new(Duration::from_secs(30)).send(request(url)).await.unwrap();
        assert_eq!(answer, Answer { status: 429, body: b"busy".to_vec() });
        assert!(!answer.is_success());
        let asked = server.await.unwrap();
        assert!(asked.starts_with("POST /push?token=secret HTTP/1.1\r\n"), "{asked}");
        assert!(asked.contains("content-type: text/plain\r\n"), "{asked}");
    }

    #[tokio::test]
    async fn who_cannot_be_reached_is_named_without_the_secret_in_the_address() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let url = format!("http://user:secret@{address}/secret?token=secret");
        let error = Http::new(Duration::from_secs(30)).send(request(url)).await.unwrap_err();
        assert_eq!(error.host, address.to_string());
        assert!(!error.to_string().contains("secret"), "{error}");
        let error =
            Http::new(Duration::from_secs(30)).send(request("no address at all".into())).await.unwrap_err();
        assert!(!error.to_string().contains("at all/"), "{error}");
    }

    #[tokio::test(start_paused = true)]
    async fn who_never_answers_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let error = Http::new(Duration::from_secs(5)).send(request(url)).await.unwrap_err();
        assert!(error.problem.starts_with("no answer within 5 s"), "{error}");
    }
}
