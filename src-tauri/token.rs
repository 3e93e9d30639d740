//! Where the session's token is kept: the system's keyring, or where there is none, a file of the
//! profile that only this user can read, which the window says plainly.

use keyring::Entry;
use std::io::Write;
use std::path::{Path, PathBuf};

const SERVICE: &str = "pupitre";
const FILE: &str = "token";

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the keyring: {0}")]
    Keyring(#[from] keyring::Error),
    #[error("the token's file: {0}")]
    File(#[from] std::io::Error),
}

/// Calls block: the keyring may ask the user to unlock it.
#[derive(Clone)]
pub struct TokenKeeper {
    file: PathBuf,
    /// The name in the keyring; none: do not use it.
    entry: Option<String>,
}

impl TokenKeeper {
    /// One token per profile and hub.
    pub fn new(profile: &Path, hub: &str, use_keyring: bool) -> Self {
        let place = profile.canonicalize().unwrap_or_else(|_| profile.to_owned());
        Self { file: profile.join(FILE), entry: use_keyring.then(|| format!("{} {hub}", place.display())) }
    }

    pub fn is_in_file(&self) -> bool {
        self.file.exists()
    }

    pub fn load(&self) -> Result<Option<String>, Error> {
        match self.on_keyring(|entry| entry.get_password()) {
            Some(Ok(token)) => return Ok(Some(token)),
            Some(Err(keyring::Error::NoEntry)) | None => {}
            Some(Err(error)) => return Err(error.into()),
        }
        match std::fs::read_to_string(&self.file) {
            Ok(token) => Ok(Some(token)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub fn keep(&self, token: &str) -> Result<(), Error> {
        match self.on_keyring(|entry| entry.set_password(token)) {
            Some(outcome) => {
                outcome?;
                self.remove_file()
            }
            None => self.write_file(token),
        }
    }

    pub fn forget(&self) -> Result<(), Error> {
        match self.on_keyring(|entry| entry.delete_credential()) {
            Some(Ok(())) | Some(Err(keyring::Error::NoEntry)) | None => self.remove_file(),
            Some(Err(error)) => {
                self.remove_file()?;
                Err(error.into())
            }
        }
    }

    /// None: the system has no keyring, or it stays locked.
    fn on_keyring<T>(&self, call: impl Fn(&Entry) -> keyring::Result<T>) -> Option<keyring::Result<T>> {
        let outcome = Entry::new(SERVICE, self.entry.as_ref()?).and_then(|entry| call(&entry));
        match outcome {
            Err(
                keyring::Error::NoDefaultStore
                | keyring::Error::NoStorageAccess(_)
                | keyring::Error::PlatformFailure(_),
            ) => None,
            other => Some(other),
        }
    }

    fn write_file(&self, token: &str) -> Result<(), Error> {
        // Anew each time: the mode counts only when a file is made.
        self.remove_file()?;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.file)?;
        file.write_all(token.as_bytes())?;
        Ok(file.sync_all()?)
    }

    fn remove_file(&self) -> Result<(), Error> {
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_keyring_the_token_lies_in_a_file_of_this_user_only() {
        let profile = tempfile::tempdir().unwrap();
        let keeper = TokenKeeper::new(profile.path(), "http://127.0.0.1:1", false);
        assert_eq!(keeper.load().unwrap(), None);
        keeper.keep("first").unwrap();
        keeper.keep("second").unwrap();
        assert!(keeper.is_in_file());
        assert_eq!(keeper.load().unwrap().as_deref(), Some("second"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(profile.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        keeper.forget().unwrap();
        assert_eq!(keeper.load().unwrap(), None);
    }
}
