//! HTML pages in headless Chromium: axe-core, 320 px, large letters, keyboard, print, no script, no request.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use noticec::render::Format;
use scraper::{Html, Selector};
use serde_json::json;

use crate::outputs::{Fault, Output, of, paths, place, planted, small, solid};
use crate::tools::{Report, clean, installed, judge, run, script, told};

/// What can be wrong with a page, as `browse.mjs` names it.
const CHECKS: &[&str] = &[
    "light", "dark", "phone", "large", "print", "console", "requests", "scripts", "links", "headings", "unseen",
    "skip", "focus",
];

const fn fault(from: &'static str, to: &'static str, check: &'static str, says: &'static str) -> Fault {
    Fault { from, to, check, says }
}

/// One page a fault; each is good but for it.
const FAULTS: &[Fault] = &[
    fault("</head>", "<style>main p { color: #bbb }</style></head>", "light", "color-contrast"),
    fault(
        "</head>",
        "<style>@media (prefers-color-scheme: dark) { main p { color: #444 } }</style></head>",
        "dark",
        "color-contrast",
    ),
    fault(
        "</head>",
        "<style>main p { background: linear-gradient(#000, #fff) }</style></head>",
        "light",
        "color-contrast is undecided",
    ),
    fault(" lang=\"en\"", "", "light", "html-has-lang"),
    fault("</main>", "<p><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"></p></main>", "light", "image-alt"),
    fault("</main>", "<p role=\"table\" aria-label=\"x\">x</p></main>", "light", "aria-required-children"),
    fault("</body>", "<p>outside of all landmarks</p></body>", "light", "region"),
    fault("initial-scale=1", "initial-scale=1, user-scalable=no", "phone", "meta-viewport"),
    fault("</main>", "<div style=\"width: 900px\">wide</div></main>", "phone", "px wide in 320 px"),
    fault(
        "</main>",
        "<div style=\"overflow: hidden\"><div style=\"width: 900px\">cut</div></div></main>",
        "phone",
        "cut off",
    ),
    fault(
        "</main>",
        "<div style=\"overflow: auto; height: 2em\"><p>1<br>2<br>3<br>4</p></div></main>",
        "phone",
        "scrollable-region-focusable",
    ),
    fault(
        "</head>",
        "<style>@media (max-width: 30em) { main section { display: none } }</style></head>",
        "phone",
        "can't be seen",
    ),
    fault(
        "</head>",
        "<style>main p { font-size: 16px !important }</style></head>",
        "large",
        "letters of 16 px become 16",
    ),
    fault("</main>", "<p style=\"width: 17rem\">wide</p></main>", "large", "px wide in 320 px"),
    fault("</main>", "<div style=\"width: 900px\">wide</div></main>", "print", "px wide in 642 px"),
    fault(
        "</main>",
        "<div tabindex=\"0\" style=\"overflow-x: auto; width: 200px\"><div style=\"width: 300px\">cut</div></div></main>",
        "print",
        "paper does not scroll",
    ),
    fault("</head>", "<style>@media print { main section { display: none } }</style></head>", "print", "can't be seen"),
    fault("</main>", "<script>console.error('planted')</script></main>", "console", "planted"),
    fault("</main>", "<script>nothing.at.all()</script></main>", "console", "ReferenceError"),
    fault("</main>", "<script>let x;</script></main>", "scripts", "let x;"),
    fault("</main>", "<img alt=\"\" src=\"https://tracker.example/p.png\"></main>", "requests", "tracker.example"),
    fault("</head>", "<link rel=\"stylesheet\" href=\"beside.css\"></head>", "requests", "beside.css"),
    fault("</main>", "<a href=\"#nowhere\">x</a></main>", "links", "#nowhere leads nowhere"),
    fault("</main>", "<a href=\"gone.html\">x</a></main>", "links", "gone.html leads to no file"),
    fault("</main>", "<a href=\"0.html#nowhere\">x</a></main>", "links", "0.html#nowhere leads to no place"),
    fault("</main>", "<p id=\"x\">x</p><p id=\"x\">x</p></main>", "links", "the anchor x is there twice"),
    fault("</main>", "<h6>x</h6></main>", "headings", "h6 after"),
    fault("</main>", "<h1>x</h1></main>", "headings", "2 first headings"),
    fault("</main>", "<h2></h2></main>", "headings", "an empty h2"),
    fault("</head>", "<style>[data-item] { visibility: hidden }</style></head>", "unseen", "can't be seen"),
    fault("</head>", "<style>[data-item] { opacity: 0 }</style></head>", "unseen", "can't be seen"),
    fault(
        "</head>",
        "<style>main section { position: absolute; left: -9999px }</style></head>",
        "unseen",
        "can't be seen",
    ),
    fault("</head>", "<style>[data-item] { height: 0; overflow: hidden }</style></head>", "unseen", "can't be seen"),
    fault("<body>", "<body><a href=\"https://first.example\">x</a>", "skip", "the first Tab reaches <a>"),
    fault("</head>", "<style>a:focus { opacity: 0 }</style></head>", "skip", "can't be seen when it has the focus"),
    fault("<main id=", "<main data-id=", "skip", "does not lead into the main part"),
    fault(
        "</head>",
        "<style>* { outline: none !important; box-shadow: none !important }</style></head>",
        "focus",
        "no sign of the focus",
    ),
    fault(
        "</main>",
        "<a href=\"https://last.example\" tabindex=\"3\">x</a></main>",
        "focus",
        "reaches nothing, not <a> x",
    ),
    fault(
        "<main ",
        "<p tabindex=\"0\" onkeydown=\"event.preventDefault()\">trap</p><main ",
        "focus",
        "reaches nothing, not <a>",
    ),
];

/// The examples' pages and those with faults, all seen by one browser.
struct Seen {
    report: Report,
    pages: Vec<&'static Output>,
    faulty: Vec<PathBuf>,
    /// Where the print of a page is.
    prints: BTreeMap<PathBuf, PathBuf>,
}

fn seen() -> &'static Seen {
    static SEEN: LazyLock<Seen> = LazyLock::new(|| {
        let pages = of("html");
        let faulty = planted("faulty-pages", "html", &small(Format::Html), FAULTS);
        let folder = place().join("prints");
        fs::create_dir_all(&folder).unwrap();
        let all = paths(&pages).into_iter().chain(faulty.iter().cloned());
        let prints: BTreeMap<_, _> =
            all.enumerate().map(|(index, page)| (page, folder.join(format!("{index}.pdf")))).collect();
        let wanted = |page: &PathBuf| {
            // What is good shows that in every check; a planted fault, in its own.
            let fault = faulty.iter().skip(1).position(|file| file == page);
            fault.map(|index| vec![FAULTS[index].check])
        };
        let job = |(file, print): (&PathBuf, &PathBuf)| json!({ "file": file, "print": print, "checks": wanted(file) });
        let jobs: Vec<_> = prints.iter().map(job).collect();
        let report = judge(Command::new("node").arg(script("browse.mjs")).arg(installed()), &jobs.into());
        Seen { report, pages, faulty, prints }
    });
    &SEEN
}

#[test]
fn pages_are_good_in_a_browser() {
    let seen = seen();
    clean(&seen.report, &paths(&seen.pages), CHECKS);
}

#[test]
fn planted_faults_are_seen() {
    let seen = seen();
    clean(&seen.report, &seen.faulty[..1], CHECKS);
    for (fault, file) in FAULTS.iter().zip(&seen.faulty[1..]) {
        told(&seen.report, file, fault.check, fault.says);
    }
    for check in CHECKS {
        assert!(FAULTS.iter().any(|fault| fault.check == *check), "`{check}` is shown to be able to fail");
    }
}

/// Every heading of a part stands in the print.
#[test]
fn prints_hold_all_parts() {
    let seen = seen();
    let headings = Selector::parse("h1, main section :is(h2, h3, h4, h5, h6)").unwrap();
    let lacking = |page: &PathBuf, print: &PathBuf| -> Vec<String> {
        let (text, _) = run(Command::new("pdftotext").arg("-raw").arg(print).arg("-"), "", &[0]);
        let text = solid(&text);
        let html = Html::parse_document(&fs::read_to_string(page).unwrap());
        let all: Vec<_> = html.select(&headings).map(|one| one.text().collect::<String>()).collect();
        assert!(all.len() > 5, "{}: {} headings", page.display(), all.len());
        all.into_iter().filter(|heading| !text.contains(&solid(heading))).collect()
    };
    for page in paths(&seen.pages) {
        assert_eq!(lacking(&page, &seen.prints[&page]), [""; 0], "{}", page.display());
    }
    let hidden = FAULTS.iter().position(|fault| fault.check == "print" && fault.to.contains("display: none")).unwrap();
    let page = &seen.faulty[hidden + 1];
    assert!(lacking(page, &seen.prints[page]).len() > 3, "a print without its parts is seen to be one");
}
