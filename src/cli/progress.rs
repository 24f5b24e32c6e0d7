//! A line on the terminal that tells how far a long run has come.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal;

/// How long a run may take before it tells.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line changes where nothing is done.
const BEAT: Duration = Duration::from_millis(120);

/// How far a run has come. Nothing is shown for a short one, with `--quiet`, or where standard error is no terminal; what was
/// shown goes with the value.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Dropped when the run is done.
    running: Option<Sender<()>>,
    shows: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins, with what takes unknown time.
    pub(super) fn start(quiet: bool, what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_message(what);
        bar.set_style(styled("{spinner} {msg}"));
        let (running, done) = mpsc::channel::<()>();
        let waits = bar.clone();
        let shows = (!quiet && terminal::is_live()).then(|| {
            thread::spawn(move || {
                if done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    waits.set_draw_target(ProgressDrawTarget::stderr());
                    waits.enable_steady_tick(BEAT);
                    // Ends when the other end is dropped.
                    let _ = done.recv();
                }
            })
        });
        Self { bar, running: Some(running), shows }
    }

    /// Goes on with something that is counted.
    pub(super) fn count(&self, what: &'static str, count: usize) {
        self.bar.set_style(styled("{spinner} {msg} {wide_bar} {pos}/{len}"));
        self.bar.set_message(what);
        self.bar.set_position(0);
        self.bar.set_length(u64::try_from(count).unwrap_or(u64::MAX));
    }

    /// One more is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.running = None;
        // A thread that only waits does not panic.
        let _ = self.shows.take().map(JoinHandle::join);
        self.bar.finish_and_clear();
    }
}

fn styled(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("━╸ ")
}
