//! `noticec serve [PATH]...`

mod http;
mod pages;
mod site;
mod told;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use tokio::sync::watch::{self, Sender};

use super::build::Preview;
use super::changes::{Changes, Fingerprint};
use super::session::Session;
use super::{Error, Outcome, Selection};
use site::Site;

/// The port where none is asked for: `NOTI` on the keys of a telephone.
const PORT: u16 = 6684;

/// How many ports behind it are tried.
const FURTHER: u16 = 20;

/// Show notices in a browser, and again each time a file is saved
///
/// The notices stand next to their findings, as a build would write them, or as a draft where findings keep it from that. What
/// can't be read shows why, beside the last version that could. Only this computer reaches the pages, and nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec serve                         the notices of this project\n\
\x20 noticec serve examples/town-council\n\
\x20 noticec serve --port 8000 -D warnings\n\
\n\
Ctrl-C ends it. `noticec watch` shows findings in the terminal alone.")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Port on 127.0.0.1; 0: any that is free; default: 6684, or the next that is free
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
}

impl Args {
    pub(super) fn run(self, err: &mut dyn Write) -> Result<Outcome, Error> {
        let mut changes = Changes::around(&self.selection.paths)?;
        let first = run(&self.selection)?;
        changes.remember(&first.0.session.loaded);
        let seen = Fingerprint::of(Ok(&first.0.session));
        let quiet = self.selection.quiet;
        let site = Site::first(first)?;
        let summary = site.summary.clone();
        let listener = self.listen()?;
        let address = listener.local_addr().map_err(Error::Serve)?;
        writeln!(err, "serving http://{address}/ (Ctrl-C ends it)")?;
        if !quiet {
            writeln!(err, "{summary}")?;
        }
        let (shows, site) = watch::channel(Arc::new(site));
        let selection = self.selection;
        std::thread::spawn(move || {
            // The pages stay as they are, and the terminal says why.
            if let Err(error) = rebuild(&selection, changes, seen, &shows) {
                let _ = super::complain(&mut io::stderr(), &error);
            }
        });
        http::serve(listener, address, site).map_err(Error::Serve)?;
        Ok(Outcome::Clean)
    }

    /// Takes the port that is asked for, or else the first that is free.
    fn listen(&self) -> Result<TcpListener, Error> {
        let bind = |port| {
            let bound = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
            bound.map_err(|source| Error::Port { port, source })
        };
        let first = bind(self.port.unwrap_or(PORT));
        match first {
            Err(Error::Port { source, .. }) if self.port.is_none() && source.kind() == io::ErrorKind::AddrInUse => {
                let mut further = (PORT + 1..=PORT + FURTHER).map(bind);
                further.find(Result::is_ok).unwrap_or(Err(Error::Port { port: PORT, source }))
            }
            first => first,
        }
    }
}

/// Reads, judges and makes pages.
fn run(selection: &Selection) -> Result<(Preview, Vec<super::build::Page>), Error> {
    // The line on a long run belongs to commands that end.
    let selection = Selection { quiet: true, ..selection.clone() };
    Preview::of(Session::open(&selection, None)?)
}

/// Makes the pages again after each change, as long as there is one who looks.
fn rebuild(
    selection: &Selection,
    mut changes: Changes,
    mut seen: Fingerprint,
    shows: &Sender<Arc<Site>>,
) -> Result<(), Error> {
    loop {
        changes.wait()?;
        let run = run(selection);
        let now = Fingerprint::of(run.as_ref().map(|(preview, _)| &preview.session));
        if now == seen {
            continue;
        }
        seen = now;
        if let Ok((preview, _)) = &run {
            changes.remember(&preview.session.loaded);
        }
        let before = shows.borrow().clone();
        let site = match run {
            Ok(run) => before.then(run)?,
            Err(error) => before.stopped(&error),
        };
        let summary = site.summary.clone();
        if shows.send(Arc::new(site)).is_err() {
            return Ok(());
        }
        // The pages go on where nobody reads the terminal any more.
        if !selection.quiet {
            let _ = writeln!(io::stderr(), "{summary}");
        }
    }
}
