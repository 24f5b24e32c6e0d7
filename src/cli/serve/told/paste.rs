//! What a finding gives to paste, fitted to the files: a table that stands there already takes its keys alone.

use serde::Serialize;
use toml::Table;

use crate::source::SourceFile;

/// TOML to paste, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Paste {
    text: String,
    /// The table that takes it; `None` where it brings its own.
    under: Option<Under>,
}

/// A table that a file has already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Under {
    /// As its heading names it.
    table: String,
    /// The file, where it is another than that of the finding.
    file: Option<String>,
    /// The keys that it has already.
    instead: Vec<String>,
}

/// Fits what a rule gives to the files that a notice is read from, that of the finding first.
pub(super) fn fitted(toml: &str, files: &[&SourceFile]) -> Vec<Paste> {
    let as_it_is = |text: String| Paste { text, under: None };
    let pieces = pieces(toml);
    if pieces.iter().any(|piece| read(piece).is_none()) {
        return vec![as_it_is(toml.to_owned())];
    }
    let mut fitted: Vec<Paste> = Vec::new();
    for piece in pieces {
        match (under(piece, files), fitted.last_mut()) {
            (Some(paste), _) => fitted.push(paste),
            (None, Some(Paste { text, under: None })) => *text = format!("{text}\n\n{piece}"),
            (None, _) => fitted.push(as_it_is(piece.to_owned())),
        }
    }
    fitted
}

/// A text cut before each heading.
fn pieces(toml: &str) -> Vec<&str> {
    let headings = toml.match_indices("\n[").map(|(at, _)| at + 1);
    let mut pieces = Vec::new();
    let mut from = 0;
    for to in headings.chain([toml.len()]) {
        pieces.push(toml[from..to].trim_end());
        from = to;
    }
    pieces
}

fn read(toml: &str) -> Option<Table> {
    toml::from_str(toml).ok()
}

/// The keys of a piece, where a file has its table.
fn under(piece: &str, files: &[&SourceFile]) -> Option<Paste> {
    let (heading, keys) = piece.split_once('\n')?;
    let table = heading.strip_prefix('[')?.strip_suffix(']').filter(|table| !table.starts_with('['))?;
    let name = table.rsplit('.').next().unwrap_or(table);
    // TOML alone knows what is the same table twice, so it is asked.
    let has = |file: &SourceFile| {
        let there = file.text.contains(name).then(|| read(&file.text)).flatten()?;
        read(&format!("{}\n{piece}", file.text)).is_none().then_some(there)
    };
    let (place, there) = files.iter().enumerate().find_map(|(place, file)| Some((place, has(file)?)))?;
    let (new, there) = (read(piece)?, at(&there, table));
    let is_dotted = |key: &str| keys.lines().any(|line| line.starts_with(&format!("{key}.")));
    let instead = at(&new, table)?.keys().filter(|key| !is_dotted(key));
    let instead = instead.filter(|key| there.is_some_and(|there| there.contains_key(*key))).cloned().collect();
    let file = (place > 0).then(|| files[place].name.clone());
    Some(Paste { text: keys.to_owned(), under: Some(Under { table: table.to_owned(), file, instead }) })
}

/// The table to which a heading leads.
fn at<'a>(table: &'a Table, path: &str) -> Option<&'a Table> {
    path.split('.').try_fold(table, |table, part| table.get(part.trim().trim_matches('"'))?.as_table())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::SourceMap;

    fn fit(toml: &str, texts: &[&str]) -> Vec<(String, Option<String>)> {
        let mut map = SourceMap::default();
        for (index, text) in texts.iter().enumerate() {
            map.add(Path::new("a"), format!("{index}.toml"), (*text).to_owned());
        }
        let files: Vec<&SourceFile> = map.files().iter().collect();
        let told = |Under { table, file, instead }: Under| {
            format!("{}[{table}] {}", file.unwrap_or_default(), instead.join(" ")).trim_end().to_owned()
        };
        fitted(toml, &files).into_iter().map(|paste| (paste.text, paste.under.map(told))).collect()
    }

    fn one(text: &str, under: Option<&str>) -> Vec<(String, Option<String>)> {
        vec![(text.to_owned(), under.map(str::to_owned))]
    }

    #[test]
    fn a_table_that_is_there_takes_the_keys() {
        let paste = "[rights]\nwriting_only = false";
        let keys = "writing_only = false";
        assert_eq!(fit(paste, &["[notice]\n"]), one(paste, None));
        assert_eq!(fit(paste, &["[notice]\n[rights] # so\ncontact = \"a\""]), one(keys, Some("[rights]")));
        assert_eq!(fit(paste, &["[rights]\nwriting_only = true"]), one(keys, Some("[rights] writing_only")));
        assert_eq!(fit(paste, &["rights = { contact = \"a\" }"]), one(keys, Some("[rights]")));
        assert_eq!(fit(paste, &["[notice]\n", "[rights]\n"]), one(keys, Some("1.toml[rights]")));
        assert_eq!(fit(paste, &["[rights.notes]\naccess = \"a\""]), one(paste, None), "no heading of its own");
    }

    #[test]
    fn each_table_is_told_apart() {
        let file = "[purposes.news]\nbasis.article = \"6(1)(a)\"\n";
        let paste =
            "[purposes.news]\nbasis.law = \"x\"\n\n[retention.a]\nat_most = \"1 year\"\n\n[retention.b]\nlaw = \"y\"";
        let new = &paste[paste.find("[retention.a]").unwrap()..];
        let wanted = [one("basis.law = \"x\"", Some("[purposes.news]")), one(new, None)].concat();
        assert_eq!(fit(paste, &[file]), wanted);
        assert_eq!(fit("kind = \"form\"", &[file]), one("kind = \"form\"", None));
        assert_eq!(fit("[[waive]]\nrule = \"x\"", &["[[waive]]\n"]), one("[[waive]]\nrule = \"x\"", None));
    }

    #[test]
    fn what_is_no_toml_stays_as_it_is() {
        assert_eq!(fit("[rights]\n…", &["[rights]\n"]), one("[rights]\n…", None));
        let paste = "[rights]\ncontact = \"a\"";
        assert_eq!(fit(paste, &["[rights\n"]), one(paste, None), "nor is the file");
    }
}
