//! The server: on loopback, for this computer's own browser, and for nothing else that could ask it.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use axum::routing::get;
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::watch::Receiver;

use super::pages;
use super::site::Site;

/// What is shown, and what is shown next.
type Shown = Receiver<Arc<Site>>;

/// What the pages around notices may load: the script and the style of this server, and notices in a frame.
const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
                    img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a notice may do: show itself, and open what it leads to in another tab. No script runs in it, wherever it comes from; the
/// page around it may look at it.
const NOTICE: &str = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Pages for print: a browser's own viewer shows them, which a sandbox would keep from it.
const PRINT: &str = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What every answer says beside.
const HEADERS: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Answers until Ctrl-C.
///
/// # Errors
/// A socket that can't be used.
pub(super) fn serve(listener: TcpListener, address: SocketAddr, site: Shown) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let server = tokio::spawn(async move { axum::serve(listener, routes(address, site)).await });
        let ended = tokio::signal::ctrl_c().await;
        // Pages stay open for news, so nobody would ever be the last.
        server.abort();
        ended
    });
    runtime.shutdown_background();
    ended
}

fn routes(address: SocketAddr, site: Shown) -> Router {
    Router::new()
        .route("/", get(start))
        .route("/notices/{key}/{lang}", get(notice))
        .route("/pages/{key}/{*file}", get(page))
        .route("/events", get(events))
        .route("/preview.js", get(|| async { text("text/javascript; charset=utf-8", PAGE, pages::SCRIPT) }))
        .route("/preview.css", get(|| async { text("text/css; charset=utf-8", PAGE, pages::STYLE) }))
        .route("/preview.svg", get(|| async { text("image/svg+xml", PAGE, pages::ICON) }))
        .fallback(absent)
        .layer(from_fn_with_state(address, guard))
        .with_state(site)
}

/// Answers only who asks for this computer by its own name, so that no site on the web can have its name lead here; and only who
/// wants to read.
async fn guard(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let port = format!(":{}", address.port());
    // Browsers leave the port out where it is the one of the protocol.
    let name =
        |host: &str| host.strip_suffix(&port).or_else(|| (address.port() == 80).then_some(host)).map(str::to_owned);
    let own = |host: &str| {
        name(host).is_some_and(|name| name.eq_ignore_ascii_case("localhost") || name == address.ip().to_string())
    };
    let mut response = if !host.is_some_and(own) {
        let told = format!("this server answers at http://{address}/ alone\n");
        (StatusCode::MISDIRECTED_REQUEST, text("text/plain; charset=utf-8", NOTICE, told)).into_response()
    } else if ![Method::GET, Method::HEAD].contains(request.method()) {
        StatusCode::METHOD_NOT_ALLOWED.into_response()
    } else {
        next.run(request).await
    };
    response
        .headers_mut()
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn text(kind: &'static str, policy: &'static str, body: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, policy)], body.into()).into_response()
}

/// A page of this server.
fn html(page: Result<String, minijinja::Error>) -> Response {
    match page {
        Ok(page) => text("text/html; charset=utf-8", PAGE, page),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}\n")).into_response(),
    }
}

async fn start(State(site): State<Shown>) -> Response {
    let site = site.borrow().clone();
    html(pages::start(&site))
}

async fn notice(State(site): State<Shown>, Path((key, lang)): Path<(String, String)>) -> Response {
    let site = site.borrow().clone();
    match site.notice(&key).and_then(|notice| pages::notice(&site, notice, &lang)) {
        Some(page) => html(page),
        None => nowhere(&site),
    }
}

/// A file of a notice as a build would write it.
async fn page(State(site): State<Shown>, Path((key, name)): Path<(String, String)>) -> Response {
    let site = site.borrow().clone();
    let Some(pages) = site.notice(&key).and_then(|notice| notice.pages.clone()) else { return nowhere(&site) };
    if let Some(file) = pages.page.files.get(&name) {
        let kind = match file.format.as_str() {
            "html" => "text/html; charset=utf-8",
            "pdf" => return text("application/pdf", PRINT, file.bytes.clone()),
            _ => "text/plain; charset=utf-8",
        };
        return text(kind, NOTICE, file.bytes.clone());
    }
    #[cfg(feature = "pdf")]
    if std::path::Path::new(&name).extension().is_some_and(|extension| extension == "pdf") {
        let made = tokio::task::spawn_blocking(move || pages.pdf(&name)).await;
        return match made {
            Ok(Ok(Some(file))) => text("application/pdf", PRINT, file.bytes),
            Ok(Ok(None)) => nowhere(&site),
            Ok(Err(why)) => text("text/plain; charset=utf-8", NOTICE, why + "\n"),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
    }
    nowhere(&site)
}

async fn absent(State(site): State<Shown>) -> Response {
    nowhere(&site.borrow())
}

fn nowhere(site: &Site) -> Response {
    (StatusCode::NOT_FOUND, html(pages::absent(site))).into_response()
}

/// Tells which run is shown, at once and each time that changes.
async fn events(State(mut site): State<Shown>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    site.mark_changed();
    let runs = unfold(site, |mut site| async {
        site.changed().await.ok()?;
        let run = site.borrow_and_update().run();
        Some((Ok(Event::default().event("run").data(run)), site))
    });
    Sse::new(runs).keep_alive(KeepAlive::default())
}
