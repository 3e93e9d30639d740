//! The processes of a running product, ended together.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;

/// The user wants everything to end.
pub struct Stop;

const POLL: Duration = Duration::from_millis(100);
const HUB_START_LIMIT: Duration = Duration::from_secs(60);
const END_LIMIT: Duration = Duration::from_secs(10);

/// What the hub prints before its address, once it can be reached.
const LISTENING: &str = "listening on ";

/// Ended in the reverse order of their start when this is dropped.
#[derive(Default)]
pub struct Children(Vec<(&'static str, Child)>);

impl Children {
    /// The one whose end, when its window is closed, is the end of the run.
    pub const CONSOLE: &str = "console";

    pub fn add(&mut self, name: &'static str, child: Child) {
        self.0.push((name, child));
    }

    /// Starts the hub and gives its address once it says that it listens.
    pub fn start_hub(&mut self, binary: &Path, data: &Path, port: u16, stop: &Receiver<Stop>) -> Result<String> {
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut child = start(&mut command)?;
        let output = child.stdout.take();
        self.add("hub", child);
        let (sender, address) = channel();
        if let Some(output) = output {
            thread::spawn(move || pass_on(output, &sender));
        }
        let deadline = Instant::now() + HUB_START_LIMIT;
        loop {
            match address.recv_timeout(POLL) {
                Ok(address) => return Ok(address),
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("the hub ended without listening; its data lies in {}", data.display())
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() > deadline => {
                    bail!("the hub does not listen after {} s", HUB_START_LIMIT.as_secs())
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            if !matches!(stop.try_recv(), Err(TryRecvError::Empty)) {
                bail!("ended while the hub was starting");
            }
        }
    }

    /// Until the user stops it or closes the window; any other child that ends by itself is an error.
    pub fn watch(mut self, stop: &Receiver<Stop>) -> Result<()> {
        while let Err(RecvTimeoutError::Timeout) = stop.recv_timeout(POLL) {
            for (name, child) in &mut self.0 {
                if let Some(status) = child.try_wait()? {
                    if *name == Self::CONSOLE && status.success() {
                        println!("\nthe window was closed: ending …");
                        return Ok(());
                    }
                    bail!("the {name} ended by itself ({status})");
                }
            }
        }
        println!("\nending …");
        Ok(())
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        for (name, child) in self.0.iter_mut().rev() {
            if let Ok(None) = child.try_wait() {
                process::terminate(child);
            }
            if !ends_within(child, END_LIMIT) {
                eprintln!("the {name} does not end: killed");
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    }
}

/// Starts a child that the terminal's Ctrl-C does not reach: it is ended from here, in order.
pub fn start(command: &mut Command) -> Result<Child> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let line = process::line(command);
    command.spawn().with_context(|| format!("cannot start `{line}`"))
}

/// Shows what the hub prints and tells the address in it.
fn pass_on(output: ChildStdout, address: &Sender<String>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        println!("hub: {line}");
        if let Some(found) = line.strip_prefix(LISTENING) {
            let _ = address.send(found.trim().to_owned());
        }
    }
}

fn ends_within(child: &mut Child, limit: Duration) -> bool {
    let deadline = Instant::now() + limit;
    while Instant::now() < deadline {
        if !matches!(child.try_wait(), Ok(None)) {
            return true;
        }
        thread::sleep(POLL);
    }
    false
}
