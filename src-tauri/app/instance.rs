//! One instance per profile. The first one holds a lock on a file of the profile, and listens on a
//! socket beside it; a later one finds the lock taken, asks the first to raise its window, and ends.
//!
//! Not the single-instance plugin: it knows one instance per session bus, is nothing without a bus,
//! and hangs when the first instance is just closing. Here a closing one does not answer, and
//! the later one takes the lock as soon as it is free.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a closing instance may take to be gone.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

/// Being the only one. The system frees the lock with the process, whatever ends it.
pub struct Instance {
    lock: File,
    #[cfg(unix)]
    others: std::os::unix::net::UnixListener,
}

/// None: another instance has the profile, and has raised its window.
pub fn enter(profile: &Path) -> io::Result<Option<Instance>> {
    std::fs::create_dir_all(profile)?;
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(profile.join("instance.lock"))?;
    let begun = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(Some(Instance::new(lock, profile)?)),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if ask_to_raise(profile) {
            return Ok(None);
        }
        if begun.elapsed() > PATIENCE {
            return Err(io::Error::other("another instance has this profile and does not answer"));
        }
        std::thread::sleep(PAUSE);
    }
}

#[cfg(unix)]
mod socket {
    use std::io::{self, Read, Write};
    use std::os::fd::AsRawFd;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::Path;
    use std::time::Duration;

    const NAME: &str = "instance.sock";
    const RAISED: u8 = b'r';

    /// A socket's address has room for 108 bytes, and a profile's path may be longer: the address
    /// goes through the open folder.
    fn at<T>(profile: &Path, open: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
        let folder = std::fs::File::open(profile)?;
        let short = format!("/proc/self/fd/{}/{NAME}", folder.as_raw_fd());
        if cfg!(target_os = "linux") { open(Path::new(&short)) } else { open(&profile.join(NAME)) }
    }

    pub fn listen(profile: &Path) -> io::Result<UnixListener> {
        // Left by an instance that was killed: the lock says that it is gone.
        let _ = std::fs::remove_file(profile.join(NAME));
        at(profile, |path| UnixListener::bind(path))
    }

    pub fn ask(profile: &Path) -> io::Result<bool> {
        let mut stream = at(profile, |path| UnixStream::connect(path))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        let mut answer = [0];
        stream.read_exact(&mut answer)?;
        Ok(answer[0] == RAISED)
    }

    /// Answers only once the window was raised.
    pub fn serve(listener: UnixListener, raise: impl Fn()) {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            raise();
            let _ = stream.write_all(&[RAISED]);
        }
    }
}

#[cfg(unix)]
impl Instance {
    fn new(lock: File, profile: &Path) -> io::Result<Self> {
        Ok(Self { lock, others: socket::listen(profile)? })
    }

    /// Calls `raise` whenever somebody starts this profile again.
    pub fn on_other_start(self, raise: impl Fn() + Send + 'static) {
        std::thread::spawn(move || {
            // Held for as long as the process lives.
            let _lock = self.lock;
            socket::serve(self.others, raise);
        });
    }
}

#[cfg(unix)]
fn ask_to_raise(profile: &Path) -> bool {
    socket::ask(profile).unwrap_or(false)
}

#[cfg(not(unix))]
impl Instance {
    fn new(lock: File, _profile: &Path) -> io::Result<Self> {
        Ok(Self { lock })
    }

    pub fn on_other_start(self, _raise: impl Fn() + Send + 'static) {
        // Held for as long as the process lives.
        std::mem::forget(self.lock);
    }
}

#[cfg(not(unix))]
fn ask_to_raise(_profile: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_second_start_raises_the_first_and_ends() {
        let profile = tempfile::tempdir().unwrap();
        // Longer than a socket's address may be.
        let long = profile.path().join("a-rather-long-name-of-a-folder/".repeat(6));
        let first = enter(&long).unwrap().expect("nobody else is here");
        let (raised, window) = mpsc::channel();
        first.on_other_start(move || raised.send(()).unwrap());
        assert!(enter(&long).unwrap().is_none());
        window.recv_timeout(Duration::from_secs(5)).unwrap();
    }

    #[test]
    fn two_profiles_run_side_by_side() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let _first = enter(one.path()).unwrap().unwrap();
        assert!(enter(other.path()).unwrap().is_some());
    }

    #[test]
    fn a_start_while_the_first_is_closing_takes_its_place() {
        let profile = tempfile::tempdir().unwrap();
        let closing = enter(profile.path()).unwrap().unwrap();
        let path = profile.path().to_owned();
        let next = std::thread::spawn(move || enter(&path).unwrap().is_some());
        // It holds the lock and answers nobody, as one that is ending does; then it is gone.
        drop(closing);
        assert!(next.join().unwrap());
    }
}
