//! A stand-in for GitHub's interface: the comments of one pull request, over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// What the server holds.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Number and words of each comment.
    pub(super) comments: Vec<(u64, String)>,
    /// Method and address of each request.
    pub(super) asked: Vec<String>,
    /// Whether the token may only read.
    pub(super) read_only: bool,
}

/// A server that ends with the tests.
pub(super) struct Api {
    pub(super) address: String,
    held: Arc<Mutex<Held>>,
}

pub(super) const TOKEN: &str = "a-token-of-the-tests";

impl Api {
    pub(super) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let held = Arc::new(Mutex::new(Held::default()));
        let shared = Arc::clone(&held);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // One that hangs up early gets no answer.
                let _ = serve(stream, &shared);
            }
        });
        Self { address, held }
    }

    pub(super) fn with<T>(&self, look: impl FnOnce(&mut Held) -> T) -> T {
        look(&mut self.held.lock().unwrap())
    }
}

fn serve(stream: TcpStream, held: &Mutex<Held>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let (mut length, mut authorized) = (0, false);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        match name.to_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap_or(0),
            "authorization" => authorized = value == format!("Bearer {TOKEN}"),
            "private-token" => authorized = value == TOKEN,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (status, answer) = answered(first.trim_end(), authorized, &body, &mut held.lock().unwrap());
    let text = answer.to_string();
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}", text.len())
}

fn answered(request: &str, authorized: bool, body: &[u8], held: &mut Held) -> (&'static str, Value) {
    let mut parts = request.split(' ');
    let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    held.asked.push(format!("{method} {target}"));
    let refused = |words: &str| json!({ "message": words });
    if !authorized {
        return ("401 Unauthorized", refused("Bad credentials"));
    }
    // Comments of strangers have low numbers.
    let kind = |id: u64| if id < 1000 { "User" } else { "Bot" };
    let told = |(id, body): &(u64, String)| json!({ "id": id, "body": body, "user": { "login": "x", "type": kind(*id) }, "author_association": "NONE" });
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if method != "GET" && held.read_only {
        return ("403 Forbidden", refused("Resource not accessible by integration"));
    }
    let words = || serde_json::from_slice::<Value>(body).unwrap()["body"].as_str().unwrap().to_owned();
    match (method, path) {
        ("GET", "/repos/tallow/site/issues/7/comments") => {
            let number =
                |name: &str| query.split('&').find_map(|one| one.strip_prefix(name)).unwrap().parse::<usize>().unwrap();
            let (page, many) = (number("page="), number("per_page="));
            ("200 OK", held.comments.iter().skip((page - 1) * many).take(many).map(told).collect())
        }
        ("POST", "/repos/tallow/site/issues/7/comments") => {
            let id = 1000 + held.comments.len() as u64;
            held.comments.push((id, words()));
            ("201 Created", told(held.comments.last().unwrap()))
        }
        ("PATCH", path) => {
            let id = path.strip_prefix("/repos/tallow/site/issues/comments/").and_then(|id| id.parse::<u64>().ok());
            match held.comments.iter_mut().find(|(one, _)| Some(*one) == id) {
                Some(comment) => {
                    comment.1 = words();
                    ("200 OK", told(comment))
                }
                None => ("404 Not Found", refused("Not Found")),
            }
        }
        // GitLab takes a form.
        ("POST", "/projects/5/merge_requests/7/notes") => {
            let words = String::from_utf8(body.to_vec()).unwrap();
            held.comments.push((1, words.strip_prefix("body=").unwrap().to_owned()));
            ("201 Created", json!({}))
        }
        _ => ("404 Not Found", refused("Not Found")),
    }
}
