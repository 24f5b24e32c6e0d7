//! The live preview in headless Chromium: a save changes the page, no text and no template runs a script, and the pages around
//! the notices are for everybody.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use noticec::render::Templates;
use serde_json::json;

use crate::project::{GOOD, Project, TODAY};
use crate::tools::{clean, installed, judge, script};

const CHECKS: &[&str] =
    &["save", "narrow", "short", "language", "old", "away", "list", "text", "template", "light", "dark", "phone"];

/// A server, which ends with the value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(folder: &Path) -> (Server, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_noticec"))
        .current_dir(folder)
        .args(["serve", "--port", "0", "--as-of", &TODAY.to_string()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.strip_prefix("serving http://").and_then(|rest| rest.split_once("/ ")).unwrap().0.to_owned();
    // What it prints later has to go somewhere.
    std::thread::spawn(move || lines.for_each(drop));
    (Server(child), address)
}

#[test]
fn the_preview_follows_what_is_saved() {
    let title = "title = \"Privacy notice for our newsletter\"";
    let titles =
        "languages = [\"en\", \"de\"]\ntitle = { en = \"Privacy notice for our newsletter\", de = \"Hinweise\" }";
    let text = "text = \"We use your e-mail address to send you our monthly newsletter.\"";
    let texts = "text = { en = \"Our newsletter.\", de = \"Unser Newsletter kommt: monthly.\" }";
    let form = "\n[snippets.sign-up]\nkind = \"form\"\nlabel = \"Sign up\"\npurposes = [\"newsletter\"]\n";
    let hostile = "text = '<script>document.documentElement.dataset.ran = 1</script> \
                   <img src=x onerror=\"document.documentElement.dataset.ran = 1\"> and no more'";
    let frame = Templates::source("html/notice.html").unwrap();
    let template = frame.replace(
        "</body>",
        "<p>the template of the project</p><script>document.documentElement.dataset.ran = 1</script></body>",
    );
    assert!([title, text].iter().all(|part| GOOD.contains(part)) && template.contains("</script>"));
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let (_server, address) = serve(project.path());
    let job = json!({
        "address": address,
        "folder": project.path(),
        "name": "a",
        "good": GOOD,
        "bad": GOOD.replace("recipients = \"none\"\n", ""),
        "form": GOOD.replace("[controller]", "url = \"https://tallow.example/privacy\"\n\n[controller]") + form,
        "german": GOOD.replace(title, titles).replace(text, texts),
        "away": GOOD.replace("monthly newsletter", "[monthly newsletter](https://elsewhere.example/)"),
        "hostile": GOOD.replace(text, hostile),
        "template": template,
    });
    let report = judge(Command::new("node").arg(script("preview.mjs")).arg(installed()), &job);
    clean(&report, [&Path::new("preview").to_owned()], CHECKS);
}
