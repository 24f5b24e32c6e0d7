//! HTML: one page that needs no other file, and a piece for a page of the site.

use minijinja::Environment;

use super::Backend;

pub(super) const BACKEND: Backend = Backend {
    name: "html",
    extension: "html",
    template: "html/notice.html",
    snippet: "html/snippet.html",
    escape,
    filters: |_: &mut Environment<'static>| {},
    finish: |text| text.replace("\r\n", "\n"),
    leads: false,
};

pub(super) const FRAGMENT: Backend = Backend {
    name: "html-fragment",
    extension: "fragment.html",
    template: "html/fragment.html",
    escape: escape_in_template,
    ..BACKEND
};

/// The same words where a site may read the whole as a template of its own: no brace is left that could begin a tag.
fn escape_in_template(text: &str) -> String {
    escape(text).replace('{', "&#123;").replace('}', "&#125;")
}

/// Words for running text and for quoted attributes. Control characters have no place in HTML and go.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            _ if !c.is_control() => out.push(c),
            _ if c.is_whitespace() => out.push(' '),
            _ => {}
        }
    }
    out
}
