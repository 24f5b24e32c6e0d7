//! What a project says in other words than the program, for somebody to read.

use std::io::{self, Write};
use std::sync::Arc;

use crate::cli::session::Session;
use crate::load::ProjectSource;
use crate::source::Span;

/// Lists each sentence that a project of the run replaces, with the built-in one, and each language that it adds.
pub(super) fn tell(out: &mut dyn Write, session: &Session) -> io::Result<()> {
    let mut told: Vec<&Arc<ProjectSource>> = Vec::new();
    for project in session.loaded.notices.iter().filter_map(|notice| notice.project.as_ref()) {
        if told.iter().any(|known| Arc::ptr_eq(known, project)) {
            continue;
        }
        told.push(project);
        let place = |span: Span| {
            let found = session.loaded.sources.position(span);
            found.map(|(file, line, _)| format!("{file}:{line}")).unwrap_or_default()
        };
        for (tag, file) in project.catalogues.added() {
            let file = place(Span { start: file.start, end: file.start });
            writeln!(out, "the language `{tag}` is the project's own: {file}")?;
        }
        for one in project.catalogues.replaced() {
            writeln!(out, "{}: `{}` ({}) in other words", place(one.text.span), one.key, one.lang)?;
            writeln!(out, "  built in: {}", one.built_in)?;
            writeln!(out, "  here:     {}", one.text.value)?;
        }
    }
    Ok(())
}
