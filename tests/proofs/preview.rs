//! The live preview in headless Chromium: a save changes the page, no text and no template runs a script, and the pages around
//! the notices are for everybody.

use std::path::Path;
use std::process::Command;

use noticec::render::Templates;
use serde_json::json;

use crate::project::{GOOD, Project, Served};
use crate::tools::{clean, installed, judge, script};

const CHECKS: &[&str] =
    &["save", "narrow", "short", "language", "old", "away", "list", "text", "template", "light", "dark", "phone"];

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
    let server = Served::new(project.path());
    let job = json!({
        "address": server.address,
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
