//! A small HTTP server that answers GET with pages that are there already.

use std::convert::Infallible;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};

use super::exit_code::ExitCode;
use super::failure::{Failure, Result};

/// Who says nothing for so long is not listened to any more.
const SILENCE: Duration = Duration::from_secs(5);
/// Connections at once. More wait until one of these is done.
const CONNECTIONS: usize = 64;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The status code.
    pub status: u16,
    /// What kind of text it is.
    pub kind: &'static str,
    /// The text.
    pub body: String,
}

/// The page at a path, if there is one.
pub type Pages = Arc<dyn Fn(&str) -> Option<Page> + Send + Sync>;

/// A port that is listened to.
pub struct Listening {
    /// Where.
    pub local_address: SocketAddr,
    listener: TcpListener,
}

impl fmt::Debug for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Listening").field(&self.local_address).finish()
    }
}

/// Begins to listen.
pub async fn listen(address: &str) -> Result<Listening> {
    let failed = |error: std::io::Error| {
        Failure::new(ExitCode::Failed, format!("cannot listen on {address}: {error}"))
            .hint("an address is written as 127.0.0.1:8080; another program may have the port")
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    Ok(Listening { local_address: listener.local_addr().map_err(failed)?, listener })
}

/// Answers until it is told to stop.
pub async fn serve(listening: Listening, pages: Pages, stop: &Notify) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            () = stop.notified() => return,
            accepted = next(&listening.listener, &room) => accepted,
        };
        let Some((stream, place)) = accepted else { continue };
        let pages = Arc::clone(&pages);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&pages), request));
            let mut server = http1::Builder::new();
            server.timer(TokioTimer::new()).header_read_timeout(SILENCE).keep_alive(false);
            if let Err(error) = server.serve_connection(TokioIo::new(stream), service).await {
                tracing::debug!("a connection ended early: {error}");
            }
            drop(place);
        });
    }
}

type Accepted = (tokio::net::TcpStream, tokio::sync::OwnedSemaphorePermit);

/// The next connection, once there is room for it.
async fn next(listener: &TcpListener, room: &Arc<Semaphore>) -> Option<Accepted> {
    let place = Arc::clone(room).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(error) => {
            // As when no file can be opened any more: others have to be done first.
            tracing::warn!("cannot take a connection: {error}");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

async fn answer(pages: Pages, request: Request<Incoming>) -> Result<Response<String>, Infallible> {
    let text = |status, body: &str| Page { status, kind: "text/plain", body: body.to_owned() };
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let page = match pages(request.uri().path()) {
        Some(page) if is_get => page,
        Some(_) => text(405, "only GET\n"),
        None => text(404, "nothing is here\n"),
    };
    let mut response = Response::new(page.body);
    *response.status_mut() = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(page.kind));
    if page.status == 405 {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    Ok(response)
}
