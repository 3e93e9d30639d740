//! One line for each step of a command: `▸ system packages … ok 2.1 s`.

use std::fmt::Display;
use std::io::{Write, stdout};
use std::time::Instant;

/// A step under way. Dropped without an ending, it is shown as failed.
#[must_use]
pub struct Step {
    name: String,
    started: Instant,
    /// Whether children write between the beginning and the ending, which then need a line each.
    aloud: bool,
    ended: bool,
}

impl Step {
    /// A step whose children write nothing while they succeed.
    pub fn begin(name: impl Display) -> Self {
        print!("▸ {name} … ");
        Self::started(name.to_string(), false)
    }

    /// A step whose children show what they do.
    pub fn aloud(name: impl Display) -> Self {
        println!("▸ {name} …");
        Self::started(name.to_string(), true)
    }

    fn started(name: String, aloud: bool) -> Self {
        let _ = stdout().flush();
        Step { name, started: Instant::now(), aloud, ended: false }
    }

    pub fn ok(self) {
        let seconds = self.started.elapsed().as_secs_f32();
        self.end(format_args!("ok {seconds:.1} s"));
    }

    pub fn unchanged(self) {
        self.end("unchanged");
    }

    /// The step was to find out, and there is something to do.
    pub fn found(self, what: impl Display) {
        self.end(what);
    }

    pub fn skipped(self, why: impl Display) {
        self.end(format_args!("skipped: {why}"));
    }

    fn end(mut self, ending: impl Display) {
        self.ended = true;
        self.show(ending);
    }

    fn show(&self, ending: impl Display) {
        if self.aloud {
            println!("▸ {} … {ending}", self.name);
        } else {
            println!("{ending}");
        }
        let _ = stdout().flush();
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if !self.ended {
            self.show("failed");
        }
    }
}
