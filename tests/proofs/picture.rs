//! The picture on the front page: a declaration beside the notice that it becomes. `BLESS=1 cargo test` takes it anew.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use serde_json::json;

use crate::outputs::place;
use crate::project::{Project, root};
use crate::tools::{installed, judge, script};

/// Width and height of the page, in CSS pixels; the picture has half as many again.
const SIZE: (u32, u32) = (1500, 1180);

const FRAME: &str = r#"<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>A declaration and its notice</title>
<style>
  body { margin: 0; display: grid; grid-template-columns: 700px 800px; height: 100vh; background: #eceff3; overflow: hidden }
  pre { margin: 24px 12px 24px 24px; padding: 20px 22px; border-radius: 10px; background: #1e2430; color: #d7dce5;
    font: 14px/1.42 "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow: hidden }
  iframe { margin: 24px 24px 24px 12px; width: calc(100% - 36px); height: calc(100% - 48px); border: 0; border-radius: 10px; background: #fff }
  b { color: #ffcb6b; font-weight: normal } i { color: #82aaff; font-style: normal } s { color: #c3e88d; text-decoration: none }
</style>
<pre>DECLARATION</pre>
<iframe title="The notice" srcdoc="NOTICE" scrolling="no"></iframe>
</html>
"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A declaration whose headings, keys and values have colours.
fn coloured(declaration: &str) -> String {
    let mut out = String::new();
    for line in declaration.trim_end().lines() {
        match line.split_once(" = ") {
            _ if line.starts_with('[') => writeln!(out, "<b>{}</b>", escaped(line)),
            Some((key, value)) => writeln!(out, "<i>{}</i> = <s>{}</s>", escaped(key), escaped(value)),
            None => writeln!(out, "{}", escaped(line)),
        }
        .unwrap();
    }
    out
}

#[test]
fn the_picture_shows_what_the_declaration_becomes() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) =
        readme.split_once("as somebody first wrote it:\n\n```toml\n").expect("the README has a declaration");
    let declaration = rest.split_once("```\n").expect("it ends").0;
    let (_, rest) = readme.split_once("With `transfers").expect("the README mends it");
    let transfers = format!("transfers{}", rest.split_once('`').expect("it ends").0);
    let mended = declaration.replace("countries = [\"IN\"]\n", &format!("countries = [\"IN\"]\n{transfers}\n"));
    let project = Project::new(&[("newsletter.notice.toml", &mended)]);
    let ran = project.run(&["build", "newsletter.notice.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let notice = project.read("out/newsletter.html").unwrap();
    let page = FRAME.replace("DECLARATION", &coloured(&mended)).replace("NOTICE", &escaped(&notice));

    let picture = root().join("docs/images/newsletter.png");
    let of = picture.with_extension("sha256");
    let hash = noticec::manifest::sha256(page.as_bytes()) + "\n";
    if std::env::var_os("BLESS").is_some() && fs::read_to_string(&of).unwrap_or_default() != hash {
        fs::create_dir_all(picture.parent().unwrap()).unwrap();
        let file = place().join("picture.html");
        fs::write(&file, &page).unwrap();
        let (width, height) = SIZE;
        let mut command = Command::new("node");
        command.arg(script("picture.mjs")).arg(installed());
        judge(&mut command, &json!({ "page": file, "to": picture, "width": width, "height": height }));
        fs::write(&of, &hash).unwrap();
    }
    let taken = fs::read_to_string(&of).unwrap_or_default();
    assert!(
        taken == hash,
        "the notice of the README looks otherwise now: `BLESS=1 cargo test --test proofs` takes the picture anew"
    );
    let bytes = fs::read(&picture).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (SIZE.0 * 3 / 2, SIZE.1 * 3 / 2), "it is the picture that was taken");
}
