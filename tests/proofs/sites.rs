//! The sites of `examples/sites`, built by the command lines of their own pages, and the sites of the guide: the notice is whole on the built
//! page, and no text in it acts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use noticec::document::{Block, Document, Section};
use noticec::render::{Format, read_back};
use scraper::{Html, Selector};
use serde_json::json;

use crate::outputs::{Fault, documents, of, paths, place, planted, short, small, solid};
use crate::project::root;
use crate::tools::{clean, installed, judge, run, script, told};

/// A text that each generator would take for something: a script, a tag of Liquid, Nunjucks or Tera, a directive, a shortcode. Pairs of
/// braces are not closed, since noticec takes a pair for a blank that was left.
const HOSTILE: &str =
    "<script>alert(1)</script> {% include x %} {# gone #} {: .x} :smile[a] a | b {{< ref x {{% x {{ 7 * 7";

/// A title that YAML would read as something else without its quotes, or the generator as a template.
const TITLE: &str = "Privacy: \"notice\" #1 \\ [a] {% x %} --- it?";

/// A copy of a site, with a hostile address of the controller.
fn copied(name: &str, kind: &str) -> PathBuf {
    let from = root().join("examples/sites").join(name);
    let site = place().join("sites").join(format!("{name}-{kind}"));
    for (file, bytes) in crate::project::bytes(&from) {
        let to = site.join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let notice = site.join("privacy.notice.toml");
    let text = fs::read_to_string(&notice).unwrap();
    let (before, after) = text.split_once("\naddress = \"").unwrap();
    fs::write(&notice, format!("{before}\naddress = \"{HOSTILE} {after}")).unwrap();
    site
}

/// The lines of the `console` blocks of a page.
fn commands(page: &str) -> Vec<String> {
    let blocks = page.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// Runs command lines in a site, with this program and the installed ones in reach.
fn typed(site: &Path, lines: &[String]) {
    let program = Path::new(env!("CARGO_BIN_EXE_noticec")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let modules = site.join("node_modules");
    if !modules.exists() {
        std::os::unix::fs::symlink(installed().join("node_modules"), modules).unwrap();
    }
    for line in lines {
        // What is pinned is installed already.
        if line == "npm install" {
            continue;
        }
        run(Command::new("bash").args(["-c", line]).current_dir(site).env("PATH", &path), "", &[0]);
    }
}

fn read(site: &Path, page: &str) -> String {
    fs::read_to_string(site.join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// The notice of a site in a language.
fn document(site: &Path, lang: &str) -> Document {
    let all = documents(site, false).into_iter().map(|(_, document)| document);
    all.into_iter().find(|document| document.lang == lang).unwrap()
}

/// Nothing on the page acts, and the hostile words are read as words.
fn inert(page: &str) {
    let html = Html::parse_document(page);
    for gone in ["script", "iframe", "[onclick]", "[onerror]", "main .x", "main [class=x]"] {
        assert_eq!(html.select(&Selector::parse(gone).unwrap()).count(), 0, "{gone}");
    }
    let words = html.root_element().text().collect::<String>();
    assert!(solid(&words).contains(&solid(HOSTILE)), "the words are there: {words}");
}

/// Each part is there under its heading, which has its id, and every block that tells an item says what it must, in order.
fn whole(page: &str, document: &Document) {
    let html = Html::parse_document(page);
    let main = html.select(&Selector::parse("main").unwrap()).next().unwrap();
    let text = solid(&main.text().collect::<String>());
    let title = html.select(&Selector::parse("h1").unwrap()).next().unwrap().text().collect::<String>();
    assert_eq!(title.trim(), document.title);
    assert_eq!(text.matches(&solid(&document.title)).count(), 1, "the title stands once");
    let mut at = 0;
    for part in document.parts() {
        whole_part(&html, &text, &mut at, part);
    }
}

fn whole_part(html: &Html, text: &str, at: &mut usize, part: &Section) {
    let id = Selector::parse(&format!("[id='{}']", part.id)).unwrap();
    let found: Vec<_> = html.select(&id).collect();
    assert_eq!(found.len(), 1, "one place has the id {}", part.id);
    let said = found[0].text().collect::<String>();
    // An anchor of its own stands before the heading.
    assert!(solid(&said).is_empty() || solid(&said) == solid(&part.heading), "{said}");
    let mut find = |words: &str| {
        let words = solid(words);
        let found = text[*at..].find(&words).unwrap_or_else(|| panic!("{}: no `{words}` in {}", part.id, &text[*at..]));
        *at += found + words.len();
    };
    find(&part.heading);
    for block in part.blocks.iter().filter(|block| Block::walk(block).iter().any(|inner| !inner.items.is_empty())) {
        find(&block.plain());
    }
    for inner in &part.sections {
        whole_part(html, text, at, inner);
    }
}

/// All links within a page lead somewhere in it.
fn leads(page: &str) {
    let html = Html::parse_document(page);
    let mut count = 0;
    for link in html.select(&Selector::parse("a[href^='#']").unwrap()) {
        let id = link.attr("href").unwrap().trim_start_matches('#');
        let there = Selector::parse(&format!("[id='{id}']")).unwrap();
        assert_eq!(html.select(&there).count(), 1, "#{id}");
        count += 1;
    }
    assert!(count > 10, "{count} links");
}

#[test]
fn the_hugo_site_holds_its_notice() {
    let site = copied("hugo", "as-shown");
    let lines = commands(&read(&site, "README.md"));
    assert_eq!(lines, ["noticec build", "hugo"]);
    typed(&site, &lines);
    assert!(read(&site, "public/privacy/index.html").contains("<h1>Privacy notice</h1>"));
    let title = format!("title = {{ en = '{TITLE}', de =");
    let notice = read(&site, "privacy.notice.toml").replace("title = { en = \"Privacy notice\", de =", &title);
    fs::write(site.join("privacy.notice.toml"), notice).unwrap();
    with_signs(&site, &["en", "de"]);
    let layout = site.join("layouts/_default/single.html");
    let kind = "<p id=\"kind\">{{ printf \"%T\" .Params.far }}</p>\n{{ end }}";
    fs::write(&layout, fs::read_to_string(&layout).unwrap().replace("{{ end }}", kind)).unwrap();
    let settings = read(&site, "noticec.toml").replace("[markdown.keys]\n", "[markdown.keys]\nfar = 1e100\n");
    fs::write(site.join("noticec.toml"), settings).unwrap();
    let hugo = format!("enableEmoji = true\n{}", read(&site, "hugo.toml"));
    fs::write(site.join("hugo.toml"), hugo).unwrap();
    typed(&site, &lines);
    for (page, lang) in [("public/privacy/index.html", "en"), ("public/de/datenschutz/index.html", "de")] {
        let page = read(&site, page);
        whole(&page, &document(&site, lang));
        leads(&page);
        inert(&page);
        signs(&page);
        assert!(page.contains("<p id=\"kind\">float64</p>"), "a number is one");
    }
    assert!(read(&site, "public/privacy/index.html").contains("<a href=\"/de/datenschutz/\">Deutsch</a>"));
    assert!(read(&site, "public/index.html").contains("<a href=\"/privacy/\">Privacy"), "the menu");
}

#[test]
fn the_eleventy_site_holds_its_notice() {
    let site = copied("eleventy", "as-shown");
    let lines = commands(&read(&site, "README.md"));
    assert_eq!(lines.len(), 4);
    typed(&site, &lines);
    let page = read(&site, "_site/privacy/index.html");
    assert_eq!(read_back(Format::Html, &page.clone().into(), &document(&site, "en")), []);
    leads(&page);
    inert(&page);
    assert!(read(&site, "_site/notice.css").contains(".privacy-notice"));
}

/// All examples as data, by a checker of its own; what is missing, more, or of another kind is seen.
#[test]
fn data_is_what_its_schema_says() {
    const FAULTS: &[Fault] = &[
        fault("\"format\": 1,", "", "required property 'format'"),
        fault("\"kind\": \"paragraph\"", "\"kind\": \"picture\"", "must be equal to constant"),
        fault("\"lang\": \"en\"", "\"lang\": 1", "must be string"),
    ];
    let mut files = paths(&of("json"));
    files.extend(paths(&short("json")));
    let faulty = planted("faulty-data", "json", &small(Format::Json), FAULTS);
    let schema = root().join("schema/document.schema.json");
    let all = [&files[..], &faulty[..]].concat();
    let mut command = Command::new("node");
    let report = judge(command.arg(script("schema.mjs")).arg(installed()), &json!({ "schema": schema, "files": all }));
    for (fault, file) in FAULTS.iter().zip(&faulty[1..]) {
        told(&report, file, fault.check, fault.says);
    }
    clean(&report, files.iter().chain(&faulty[..1]), &["schema"]);
}

const fn fault(from: &'static str, to: &'static str, says: &'static str) -> Fault {
    Fault { from, to, check: "schema", says }
}

/// A page that was not there before, for a version that holds from a day to come.
#[test]
fn a_notice_that_holds_from_a_day_to_come_is_published() {
    let site = copied("hugo", "to-come");
    let notice = read(&site, "privacy.notice.toml").replace("2026-11-01", "2999-01-01");
    fs::write(site.join("privacy.notice.toml"), notice).unwrap();
    typed(&site, &["noticec build".to_owned(), "hugo".to_owned()]);
    assert!(read(&site, "public/privacy/index.html").contains("1 January 2999"));
}

#[test]
fn a_piece_of_html_stands_in_a_hugo_page() {
    let site = copied("hugo", "piece");
    let guide = fs::read_to_string(root().join("docs/websites.md")).unwrap();
    let block = |name: &str| {
        let (_, rest) = guide.split_once(&format!("`{name}`:\n\n```")).unwrap_or_else(|| panic!("no {name}"));
        rest.split_once('\n').unwrap().1.split("```").next().unwrap().to_owned()
    };
    let write = |name: &str, text: &str| {
        let path = site.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for name in ["noticec.toml", "layouts/shortcodes/notice.html", "content/legal.md"] {
        write(name, &block(name));
    }
    typed(&site, &["noticec build".to_owned(), "hugo".to_owned()]);
    let page = read(&site, "public/legal/index.html");
    assert_eq!(read_back(Format::Html, &page.clone().into(), &document(&site, "en")), []);
    inert(&page);
}

/// What a generator would take for a mark where a reader of `CommonMark` sees none: boxes to tick, an address with numbers in it,
/// the end of a summary, a line break after a backslash, and names of emoji.
const SIGNS: &str = "'''
- [X](https://x.example/tallow), for short news
- [x](https://x.example/tallow), too

See https://x.example/users/{id}/data, www.x.example/{id} or \\<!--more--> at 10:100:20 on C:\\\\\\
this. `<!--more-->` is code.
'''";

/// Adds a section of these signs to the notice of a site, in its languages.
fn with_signs(site: &Path, languages: &[&str]) {
    let texts = languages.iter().map(|lang| format!("title.{lang} = \"Signs\"\ntext.{lang} = {SIGNS}\n"));
    let notice = read(site, "privacy.notice.toml") + "\n[sections.signs]\n" + &texts.collect::<String>();
    fs::write(site.join("privacy.notice.toml"), notice).unwrap();
}

/// The signs are read as they were meant.
fn signs(page: &str) {
    let html = Html::parse_document(page);
    let texts = |css: &str| -> Vec<String> {
        html.select(&Selector::parse(css).unwrap()).map(|found| found.text().collect()).collect()
    };
    assert_eq!(texts("main li a[href='https://x.example/tallow']"), ["X", "x"]);
    assert_eq!(texts("main input"), [""; 0]);
    assert_eq!(texts("main a[href='https://x.example/users/%7Bid%7D/data']"), ["https://x.example/users/{id}/data"]);
    let words = texts("main p").into_iter().find(|words| words.starts_with("See https:")).unwrap();
    // Dashes are the generator's.
    let words = words.replace('–', "--");
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let see = "See https://x.example/users/{id}/data, www.x.example/{id} or <!--more--> at 10:100:20 on C:\\";
    assert_eq!(lines, [see, "this. <!--more--> is code."]);
    assert!(page.contains("C:\\<br"), "the line is broken");
}

/// Front matter for a generator, in the place of a piece of HTML.
fn fronted(generator: &str, out: &str, more: &str) -> PathBuf {
    let site = copied("eleventy", generator);
    let project =
        format!("out = \"{out}\"\nformats = [\"markdown\"]\n\n[markdown]\nfront_matter = \"{generator}\"\n{more}");
    fs::write(site.join("noticec.toml"), project).unwrap();
    let notice =
        read(&site, "privacy.notice.toml").replace("title = \"Privacy notice\"", &format!("title = '{TITLE}'"));
    fs::write(site.join("privacy.notice.toml"), notice).unwrap();
    site
}

#[test]
fn markdown_for_eleventy_is_its_page() {
    let site = fronted("eleventy", "site", "keys = { layout = \"base.njk\" }\n");
    fs::remove_file(site.join("site/privacy.njk")).unwrap();
    with_signs(&site, &["en"]);
    typed(&site, &["noticec build".to_owned(), "npx eleventy".to_owned()]);
    let page = read(&site, "_site/privacy/index.html");
    whole(&page, &document(&site, "en"));
    leads(&page);
    inert(&page);
    signs(&page);
}

#[test]
fn markdown_for_jekyll_is_its_page() {
    let site = fronted("jekyll", "jekyll", "keys = { layout = \"page\", permalink = \"/privacy/\", far = 1e100 }\n");
    fs::create_dir_all(site.join("jekyll/_layouts")).unwrap();
    let layout = "<!DOCTYPE html><html lang=\"{{ page.lang }}\"><head><title>{{ page.title }}</title></head>\
                  <body><main><h1>{{ page.title | escape }}</h1>{{ content }}</main>\
                  <p>{{ page.far | plus: 1 }}</p></body></html>\n";
    fs::write(site.join("jekyll/_layouts/page.html"), layout).unwrap();
    fs::write(site.join("jekyll/_config.yml"), "kramdown: { smart_quotes: 'apos,apos,quot,quot' }\n").unwrap();
    let jekyll = "jekyll build --disable-disk-cache --source jekyll --destination _site";
    with_signs(&site, &["en"]);
    typed(&site, &["noticec build".to_owned(), jekyll.to_owned()]);
    let page = read(&site, "_site/privacy/index.html");
    whole(&page, &document(&site, "en"));
    leads(&page);
    inert(&page);
    signs(&page);
    assert!(page.contains("<p>1.0e+100</p>"), "a number is one");
}
