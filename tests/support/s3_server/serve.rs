//! Connections: hyper in front of s3s, with the faults in between.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::StreamExt;
use hyper::body::Incoming;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use s3s::Body;
use s3s::auth::SimpleAuth;
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::service::{S3Service, S3ServiceBuilder};
use sandyq::model::time::system_time;
use tokio::sync::oneshot;

use super::backend::Backend;
use super::faults::{Fault, Faults};
use super::{ACCESS_KEY, SECRET_KEY};

/// Serves until the other end of `stopped` is dropped.
pub fn on_a_thread(
    listener: TcpListener,
    backend: Backend,
    faults: Arc<Faults>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let server = async move {
        tokio::select! {
            () = accept(listener, backend, faults) => {}
            _ = stopped => {}
        }
    };
    std::thread::Builder::new()
        .name("s3-server".to_owned())
        .spawn(move || runtime.block_on(server))
        .expect("a thread");
}

async fn accept(listener: TcpListener, backend: Backend, faults: Arc<Faults>) {
    let mut builder = S3ServiceBuilder::new(backend);
    builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
    // Tests may have the clock run ahead, of which s3s does not know.
    let mut config = S3Config::default();
    config.presigned_url_max_skew_time_secs = u32::MAX;
    builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
    let s3 = builder.build();
    listener.set_nonblocking(true).expect("a socket that need not block");
    let listener = tokio::net::TcpListener::from_std(listener).expect("a socket of this runtime");
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let (s3, faults) = (s3.clone(), Arc::clone(&faults));
        let service =
            hyper::service::service_fn(move |request| answer(request, s3.clone(), Arc::clone(&faults)));
        // A connection that ends badly is what the tests ask for.
        tokio::spawn(
            hyper::server::conn::http1::Builder::new()
                .auto_date_header(false)
                .serve_connection(TokioIo::new(stream), service),
        );
    }
}

/// The answer with the time at which it was given.
async fn answer(
    request: Request<Incoming>,
    s3: S3Service,
    faults: Arc<Faults>,
) -> Result<Response<Body>, io::Error> {
    let mut response = undated(request, s3, faults).await?;
    let date = chrono::DateTime::<chrono::Utc>::from(system_time()).format("%a, %d %b %Y %H:%M:%S GMT");
    response.headers_mut().insert(header::DATE, date.to_string().parse().expect("a date"));
    Ok(response)
}

/// An error ends the connection without an answer.
async fn undated(
    request: Request<Incoming>,
    s3: S3Service,
    faults: Arc<Faults>,
) -> Result<Response<Body>, io::Error> {
    let target = request.uri().to_string();
    let (delay, fault) = faults.next(kind(&request), &target);
    tokio::time::sleep(delay).await;
    if let Some(refusal) = unsigned_content_type(&request) {
        return Ok(refusal);
    }
    let lost = || io::Error::other("the connection was to be lost");
    match fault {
        Some(Fault::Status(status)) => {
            drain(request).await;
            return Ok(response(status, error_body(status)));
        }
        Some(Fault::Reset) => return Err(lost()),
        Some(Fault::Hang) => std::future::pending().await,
        Some(Fault::DropAfter | Fault::StatusAfter(_) | Fault::HalfBody) | None => {}
    }
    let response =
        s3.call(request.map(Body::from)).await.map_err(|error| io::Error::other(format!("{error:?}")))?;
    match fault {
        Some(Fault::DropAfter) => Err(lost()),
        Some(Fault::StatusAfter(status)) => Ok(self::response(status, error_body(status))),
        Some(Fault::HalfBody) => Ok(half(response).await),
        _ => Ok(response),
    }
}

/// The name of the operation, as S3 calls it.
fn kind(request: &Request<Incoming>) -> &'static str {
    let is_bucket = !request.uri().path().trim_matches('/').contains('/');
    match *request.method() {
        Method::PUT if is_bucket => "CreateBucket",
        Method::PUT => "PutObject",
        Method::GET if is_bucket => "ListObjectsV2",
        Method::GET => "GetObject",
        Method::HEAD if is_bucket => "HeadBucket",
        Method::HEAD => "HeadObject",
        Method::DELETE => "DeleteObject",
        _ => "Other",
    }
}

/// Ceph 20 answers 403 when a header that S3 interprets is sent but not signed.
fn unsigned_content_type(request: &Request<Incoming>) -> Option<Response<Body>> {
    request.headers().get(header::CONTENT_TYPE)?;
    let authorization = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (_, signed) = authorization.split_once("SignedHeaders=")?;
    let signed = signed.split(',').next().unwrap_or_default();
    let is_signed = signed.split(';').any(|name| name == "content-type");
    (!is_signed).then(|| response(403, error_body(403)))
}

/// A client that still sends would miss the answer.
async fn drain(request: Request<Incoming>) {
    let mut body = Body::from(request.into_body());
    while let Some(Ok(_)) = body.next().await {}
}

fn error_body(status: u16) -> Bytes {
    let code = match status {
        403 => "AccessDenied",
        500 => "InternalError",
        501 => "NotImplemented",
        503 => "SlowDown",
        507 => "InsufficientStorage",
        _ => "Ordered",
    };
    format!("<Error><Code>{code}</Code><Message>this failure was ordered</Message></Error>").into()
}

fn response(status: u16, body: Bytes) -> Response<Body> {
    let status = StatusCode::from_u16(status).expect("a status");
    Response::builder().status(status).body(Body::from(body)).expect("a response of known parts")
}

async fn half(response: Response<Body>) -> Response<Body> {
    let (parts, mut body) = response.into_parts();
    let mut whole = Vec::new();
    while let Some(Ok(piece)) = body.next().await {
        whole.extend_from_slice(&piece);
    }
    whole.truncate(whole.len() / 2);
    let pieces = [Ok(Bytes::from(whole)), Err(io::Error::other("half is all there is"))];
    let blob = s3s::dto::StreamingBlob::wrap(futures_util::stream::iter(pieces));
    Response::from_parts(parts, blob.into())
}
