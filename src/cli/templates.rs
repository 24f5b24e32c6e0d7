//! `noticec templates [PATH]`

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::build::write_file;
use super::session::shown;
use super::{Error, Outcome};
use crate::law::basis::nearest;
use crate::law::country_names;
use crate::levels;
use crate::load::{self, ProjectSource, slashed};
use crate::phrases;
use crate::render::Templates;
use crate::report::{self, Style, counted};

/// Where a project's templates lie that does not say so.
const FOLDER: &str = "templates";

/// List templates, phrases and names of countries, and copy them into the project
///
/// A file of the same name in the folder that `templates` in `noticec.toml` names stands before the built-in one; files of
/// phrases and of names hold only what they say otherwise.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec templates                          what there is, and what is yours\n\
\x20 noticec templates --print html/style.css\n\
\x20 noticec templates --copy html/style.css,phrases/en.toml\n\
\x20 noticec templates --copy html legal        for the project in a folder")]
pub(super) struct Args {
    /// The project, by its folder; none: the project around this folder
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Print a built-in file
    #[arg(long, value_name = "NAME", conflicts_with_all = ["copy", "format"])]
    print: Option<String>,
    /// Copy built-in files, or whole folders of them, into the project's folder of templates
    #[arg(long, value_name = "NAME", value_delimiter = ',', conflicts_with = "format")]
    copy: Vec<String>,
    /// Copy over files that are there
    #[arg(long, requires = "copy")]
    force: bool,
    /// How they are listed
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Form {
    /// For a terminal
    #[default]
    Text,
    /// For another program
    Json,
}

/// A file of the list.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    /// Whether the program has one of this name.
    built_in: bool,
    /// The project's file that stands before it, or is its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

#[derive(Serialize)]
struct List {
    format: u64,
    templates: Vec<Row>,
}

/// All built-in files by name.
fn built_in() -> BTreeMap<String, &'static str> {
    let templates = Templates::names().filter_map(|name| Some((name.to_owned(), Templates::source(name)?)));
    let phrases = phrases::files().map(|(tag, text)| (format!("phrases/{tag}.toml"), text));
    let countries = country_names().map(|(tag, text)| (format!("countries/{tag}.toml"), text));
    templates.chain(phrases).chain(countries).collect()
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, complaints: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let built_in = built_in();
        if let Some(name) = &self.print {
            let names = named(std::slice::from_ref(name), &built_in)?;
            let texts: Vec<&str> = names.iter().map(|name| built_in[*name]).collect();
            if texts.len() > 1 {
                return Err(unknown(name, &built_in));
            }
            write!(out, "{}", texts.concat())?;
            return Ok(Outcome::Clean);
        }
        let here = std::env::current_dir().map_err(Error::Here)?;
        let folder = self.path.as_ref().map_or(here.clone(), |path| here.join(path));
        if !folder.is_dir() {
            return Err(load::Error::Missing { path: load::told(&folder) }.into());
        }
        let (loaded, project) = load::project_around(&here, &folder)?;
        if !self.copy.is_empty() {
            let names = named(&self.copy, &built_in)?;
            let project = project.ok_or_else(|| Error::NoProject { folder: shown(&folder) })?;
            return copy(out, &project, &names, &built_in, self.force);
        }
        let rows = rows(&built_in, project.as_deref());
        match self.format {
            Form::Json => {
                let list = List { format: 1, templates: rows };
                writeln!(out, "{}", serde_json::to_string_pretty(&list).map_err(io::Error::other)?)?;
            }
            Form::Text => text(out, &rows)?,
        }
        let findings: Vec<_> = loaded.findings.into_iter().filter_map(levels::of_stage).collect();
        report::write(complaints, &findings, &loaded.sources, style)?;
        Ok(if findings.is_empty() { Outcome::Clean } else { Outcome::Findings })
    }
}

/// The built-in files of these names; the name of a folder is that of all its files.
fn named<'a>(wanted: &[String], built_in: &'a BTreeMap<String, &str>) -> Result<Vec<&'a str>, Error> {
    let mut names: Vec<&str> = Vec::new();
    for name in wanted {
        let folder = format!("{}/", name.trim_end_matches('/'));
        let found: Vec<&str> =
            built_in.keys().filter(|known| *known == name || known.starts_with(&folder)).map(String::as_str).collect();
        if found.is_empty() {
            return Err(unknown(name, built_in));
        }
        names.extend(found);
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

fn unknown(found: &str, built_in: &BTreeMap<String, &str>) -> Error {
    let known = match nearest(found, built_in.keys().map(String::as_str)) {
        Some(near) => format!("a similar one exists: `{near}`"),
        None => "`noticec templates` lists them".to_owned(),
    };
    Error::Filter { what: "template", found: found.to_owned(), known }
}

/// The built-in files and those of the project, by name.
fn rows(built_in: &BTreeMap<String, &str>, project: Option<&ProjectSource>) -> Vec<Row> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for name in built_in.keys() {
        rows.insert(name, Row { name: name.clone(), built_in: true, file: None });
    }
    let folder = project.and_then(|project| Some(project.root.join(project.project.templates.as_ref()?.as_str())));
    for name in project.iter().flat_map(|project| &project.names) {
        let row = rows.entry(name).or_insert_with(|| Row { name: name.clone(), built_in: false, file: None });
        row.file = folder.as_ref().map(|folder| shown(&folder.join(name)));
    }
    rows.into_values().collect()
}

fn text(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
    for row in rows {
        let what = match (&row.file, row.built_in) {
            (None, _) => "built in".to_owned(),
            (Some(file), true) if is_merged(&row.name) => format!("built in, with {file} over it"),
            (Some(file), true) => format!("replaced by {file}"),
            (Some(file), false) => format!("the project's own: {file}"),
        };
        writeln!(out, "{:width$}  {what}", row.name)?;
    }
    let own = rows.iter().filter(|row| row.file.is_some()).count();
    writeln!(out, "{}, {own} of the project", counted(rows.len(), "file"))
}

/// Whether a file of the project lies over the built-in one key by key.
fn is_merged(name: &str) -> bool {
    name.starts_with("phrases/") || name.starts_with("countries/")
}

/// Copies built-in files into the project's folder of templates: all of them, or none where one would be written over.
fn copy(
    out: &mut dyn Write,
    project: &ProjectSource,
    names: &[&str],
    built_in: &BTreeMap<String, &str>,
    force: bool,
) -> Result<Outcome, Error> {
    let said = project.project.templates.as_ref().map(|templates| templates.as_str());
    let folder = Path::new(said.unwrap_or(FOLDER));
    let inside = folder.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let place = project.root.join(folder);
    let real = |path: &Path| path.ancestors().find_map(load::without_links);
    if !inside || !real(&place).zip(real(&project.root)).is_some_and(|(place, root)| place.starts_with(root)) {
        return Err(Error::Outside { folder: slashed(folder) });
    }
    let differs = |name: &&&str| fs::read(place.join(name)).is_ok_and(|there| there != built_in[**name].as_bytes());
    if let Some(name) = names.iter().find(differs).filter(|_| !force) {
        return Err(Error::Exists { path: shown(&place.join(name)) });
    }
    for name in names {
        let path = place.join(name);
        write_file(&path, built_in[*name].as_bytes())?;
        writeln!(out, "wrote {}", shown(&path))?;
    }
    if said.is_none() {
        let file = shown(&project.root.join("noticec.toml"));
        writeln!(out, "they count once {file} says where they lie: `templates = \"{FOLDER}\"`")?;
    }
    Ok(Outcome::Clean)
}
