//! `noticec serve`: what it answers, to whom, and that a page hears of each save.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use crate::project::{GOOD, Project, Served, bytes};

/// How long an answer may take, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a server answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// What tells of each run.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The next run.
    fn next(&mut self) -> String {
        let lines = self.0.by_ref().lines().map(|line| line.expect("the server tells of a run in time"));
        lines.into_iter().find_map(|line| line.strip_prefix("data: ").map(str::to_owned)).unwrap()
    }
}

impl Served {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = self.connect();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        // The pages write a slash as a reference; a browser reads one.
        Answer { status, head: head.to_owned(), body: body.replace("&#x2f;", "/") }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.address)
    }

    /// Listens; the run that is shown now is told at once, and taken.
    fn events(&self) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut events = Events(BufReader::new(stream));
        events.next();
        events
    }
}

/// A notice in two languages.
fn in_two() -> String {
    let text = GOOD.replace(
        "title = \"Privacy notice for our newsletter\"",
        "languages = [\"en\", \"de\"]\ntitle = { en = \"Privacy notice for our newsletter\", de = \"Hinweise zum Newsletter\" }",
    );
    text.replace(
        "label = \"Sending our newsletter\"",
        "label = { en = \"Sending our newsletter\", de = \"Newsletter\" }",
    )
}

#[test]
fn the_first_page_lists_all_notices_in_all_languages_with_their_findings() {
    let project = Project::new(&[
        ("news.notice.toml", &in_two()),
        ("shop.notice.toml", &GOOD.replace("retention = { until = \"the day on which you unsubscribe\" }\n", "")),
        ("old/notice.toml", "[notice\n"),
    ]);
    let page = Served::new(project.path()).get("/").body;
    for part in [
        "href=\"/notices/news/en\"",
        "href=\"/notices/news/de\"",
        "Hinweise zum Newsletter",
        "href=\"/notices/shop/en\"",
        "href=\"/notices/old/-\"",
        "1 error",
        "the legal rules have not run",
        "can’t be read yet: 1 error",
        "Tallow Lane Press Ltd",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn a_notice_stands_next_to_its_findings() {
    let text = GOOD.replace("retention = { until = \"the day on which you unsubscribe\" }\n", "");
    let project = Project::new(&[("shop.notice.toml", &text), ("news.notice.toml", GOOD)]);
    let server = Served::new(project.path());
    let page = server.get("/notices/shop/en").body;
    let line = text[..text.find("[purposes.newsletter]").unwrap()].lines().count() + 1;
    for part in [
        "sandbox=\"allow-same-origin allow-popups allow-popups-to-escape-sandbox\" src=\"/pages/shop/shop.html\"",
        "RET-01",
        "retention-missing",
        "has no storage period",
        &format!("shop.notice.toml:{line}:11"),
        "<mark>newsletter</mark>",
        "GDPR art. 13(2)(a)",
        "deny by default",
        "shop.html#purpose-newsletter",
        "a draft",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(server.get("/pages/shop/shop.html").body.contains("class=\"draft\""), "it is marked as one");
    let good = server.get("/notices/news/en").body;
    assert!(!good.contains("RET-01") && good.contains("Project: 1 error in 2 notices"), "{good}");
    assert_eq!((good.matches("as it will be built").count(), good.matches("no findings").count()), (1, 0), "{good}");
    assert!(!server.get("/pages/news/news.html").body.contains("class=\"draft\""));
    for nowhere in [
        "/notices/shop/de",
        "/notices/none/en",
        "/pages/shop/none.html",
        "/x",
        "/pages/shop/..%2f..%2fshop.notice.toml",
    ] {
        assert_eq!(server.get(nowhere).status, 404, "{nowhere}");
    }
}

#[test]
fn what_is_to_be_pasted_fits_the_file() {
    let project = Project::new(&[("a.notice.toml", &GOOD.replace("jurisdictions = [\"eu\"]\n", ""))]);
    let page = Served::new(project.path()).get("/notices/a/en").body;
    let (_, mend) = page.split_once("<div class=\"mend\">").unwrap();
    let (mend, _) = mend.split_once("</div>").unwrap();
    assert!(mend.contains("Under <code>[notice]</code>:"), "{mend}");
    let (_, pasted) = mend.split_once("<pre").unwrap();
    assert!(pasted.contains("<code>jurisdictions = ") && !pasted.contains("\n[notice]"), "{pasted}");
}

#[test]
fn where_a_file_breaks_off_its_line_is_shown() {
    let project = Project::new(&[
        ("a.notice.toml", &GOOD.replace("country = \"IE\"", "country = \"IE")),
        ("b.notice.toml", &format!("{GOOD}last = [1,\n\n")),
    ]);
    let server = Served::new(project.path());
    let page = server.get("/notices/a/-").body;
    assert!(page.contains("<code>country = &quot;IE<mark></mark></code>"), "{page}");
    let page = server.get("/notices/b/-").body;
    let number = GOOD.lines().count() + 1;
    let line = format!("{number}</span> <code>last = [1,<mark></mark></code>");
    assert!(page.contains(&line) && page.contains("It can’t be read yet"), "{line}: {page}");
}

#[test]
fn what_could_be_read_is_not_said_to_be_unreadable() {
    let project = Project::new(&[
        ("noticec.toml", "templates = \"templates\"\n"),
        ("templates/html/notice.html", "{% if %}"),
        ("a.notice.toml", GOOD),
    ]);
    let server = Served::new(project.path());
    let start = server.get("/").body;
    assert!(start.contains("can’t be built yet: 1 error"), "{start}");
    let page = server.get("/notices/a/-").body;
    assert!(page.contains("It can’t be built yet: ") && !page.contains("can’t be read"), "{page}");
}

#[test]
fn short_texts_are_called_what_they_are() {
    let text = in_two().replace("[controller]", "url = \"https://tallow.example/privacy\"\n\n[controller]");
    let text = format!("{text}\n[snippets.sign-up]\nkind = \"form\"\npurposes = [\"newsletter\"]\n");
    let project = Project::new(&[("a.notice.toml", &text)]);
    let page = Served::new(project.path()).get("/notices/a/de").body;
    let link = "<a href=\"/pages/a/a.sign-up.de.html\" target=\"notice\" data-text data-plain>Form: sign-up, de</a>";
    assert!(page.contains(link), "{page}");
}

#[test]
fn only_this_computer_is_answered_and_only_what_is_meant_runs() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let server = Served::new(project.path());
    let port = server.address.split_once(':').unwrap().1;
    assert!(server.address.starts_with("127.0.0.1:"));
    assert_eq!(server.ask("GET", "/", &format!("localhost:{port}")).status, 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", "localhost:1", ""] {
        let answer = server.ask("GET", "/", host);
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("newsletter"), "{host}");
    }
    assert_eq!(server.ask("POST", "/", &server.address).status, 405);
    for path in ["/", "/notices/a/en", "/pages/a/a.html", "/preview.js", "/preview.css", "/nowhere"] {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-eval"), "{path}: {policy}");
        assert!(!policy.contains("script-src") || policy.contains("script-src 'self';"), "{path}: {policy}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    let policy = server.get("/pages/a/a.html");
    let policy = policy.header("content-security-policy").unwrap();
    assert!(policy.starts_with("sandbox allow-same-origin") && !policy.contains("script"), "{policy}");
}

#[test]
fn a_save_is_told_and_shown() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let server = Served::new(project.path());
    let mut events = server.events();
    project.write("a.notice.toml", GOOD.replace("monthly newsletter", "weekly <script>alert(1)</script>").as_bytes());
    let second = events.next();
    let page = server.get("/pages/a/a.html").body;
    assert!(page.contains("weekly") && !page.contains("<script"), "{page}");
    assert!(server.get("/notices/a/en").body.contains(&format!("data-run=\"{second}\"")));
    // An editor may put a new file in the place of the old one.
    project.write("a.new", GOOD.replace("monthly", "yearly").as_bytes());
    std::fs::rename(project.path().join("a.new"), project.path().join("a.notice.toml")).unwrap();
    assert_ne!(events.next(), second);
    assert!(server.get("/pages/a/a.html").body.contains("yearly"));
}

#[test]
fn all_that_is_read_is_watched() {
    let project = Project::new(&[
        ("noticec.toml", "templates = \"templates\"\n"),
        ("templates/html/style.css", "/* first */"),
        (
            "a.notice.toml",
            &format!("include = [\"parts/*.toml\"]\n{GOOD}\n[sections.more]\ntitle = \"More\"\nfile = \"more.md\"\n"),
        ),
        ("more.md", "The first text."),
        ("parts/one.toml", "[data.more]\nlabel = \"one\"\n"),
    ]);
    let server = Served::new(project.path());
    let mut events = server.events();
    let page = || server.get("/pages/a/a.html").body;
    assert!(page().contains("The first text.") && page().contains("/* first */"), "{}", page());
    project.write("more.md", b"The second text.");
    events.next();
    assert!(page().contains("The second text."));
    project.write("templates/html/style.css", b"/* second */");
    events.next();
    assert!(page().contains("/* second */"));
    project.write("parts/two.toml", b"[data.more]\nlabel = \"two\"\n");
    events.next();
    assert!(server.get("/notices/a/en").body.contains("two.toml"), "an entry stands twice");
    std::fs::remove_file(project.path().join("parts/two.toml")).unwrap();
    events.next();
    project.write("new/b.notice.toml", GOOD.as_bytes());
    events.next();
    assert_eq!(server.get("/notices/b/en").status, 200, "a folder that came new");
}

#[test]
fn what_cannot_be_read_keeps_what_could() {
    let project = Project::new(&[("site/a.notice.toml", GOOD), ("site/noticec.toml", "")]);
    let server = Served::new(project.path());
    let mut events = server.events();
    project.write("site/a.notice.toml", GOOD.replace("name = \"Tallow", "nmae = \"Tallow").as_bytes());
    events.next();
    let page = server.get("/notices/a/en").body;
    assert!(page.contains("REF-05") && page.contains("an older version"), "{page}");
    assert!(server.get("/pages/a/a.html").body.contains("monthly newsletter"), "the last one that could be read");
    std::fs::remove_dir_all(project.path().join("site")).unwrap();
    events.next();
    let page = server.get("/notices/a/en").body;
    assert!(page.contains("no notice under") && page.contains("What is shown is older."), "{page}");
    project.write("site/a.notice.toml", GOOD.as_bytes());
    while !server.get("/notices/a/en").body.contains("as it will be built") {
        events.next();
    }
}

#[test]
fn nothing_is_written() {
    let project = Project::new(&[("noticec.toml", "formats = [\"html\", \"markdown\"]\n"), ("a.notice.toml", GOOD)]);
    let before = bytes(project.path());
    let server = Served::new(project.path());
    for path in ["/", "/notices/a/en", "/pages/a/a.html"] {
        assert_eq!(server.get(path).status, 200);
    }
    assert_eq!(bytes(project.path()), before);
}

#[cfg(feature = "pdf")]
#[test]
fn pages_for_print_are_made_when_they_are_asked_for() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let server = Served::new(project.path());
    let answer = server.get("/pages/a/a.pdf");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/pdf")));
    assert!(answer.body.starts_with("%PDF-"));
    assert_eq!(server.get("/pages/a/b.pdf").status, 404);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = project.run(&["serve", "--port", &port]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains(&format!("cannot serve on port {port}")) && ran.stderr.contains("--port 0"),
        "{}",
        ran.stderr
    );
    let ran = project.run(&["serve", "nowhere", "--port", "0"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("`nowhere` does not exist"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let mut server = Served::new(project.path());
    let _listening = server.events();
    let typed = std::process::Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(typed.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

/// Where a build would stop, nothing is called ready.
#[test]
fn what_would_not_be_built_is_a_draft() {
    let project = Project::new(&[("a.notice.toml", GOOD), ("x/a.notice.toml", GOOD), ("noticec.toml", "")]);
    let server = Served::new(project.path());
    let start = server.get("/").body;
    assert!(start.contains("1 error") && !start.contains("ready to build"), "{start}");
    let project = Project::new(&[
        ("a.notice.toml", GOOD),
        ("noticec.toml", "formats = [\"html-fragment\", \"html\"]\n[html_fragment]\nheading = 9\n"),
    ]);
    let server = Served::new(project.path());
    let start = server.get("/").body;
    assert!(start.contains("1 error") && !start.contains("can’t be read"), "{start}");
    let page = server.get("/notices/a/en").body;
    assert!(page.contains("OUT-10") && page.contains("<iframe"), "{page}");
}

#[test]
fn every_answer_has_a_policy() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let server = Served::new(project.path());
    for (method, path) in [("GET", "/"), ("POST", "/"), ("GET", "/notices/%ff/en"), ("GET", "/nowhere")] {
        let answer = server.ask(method, path, &server.address);
        assert!(answer.header("content-security-policy").is_some(), "{method} {path}: {}", answer.head);
    }
}
