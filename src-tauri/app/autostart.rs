//! Starting with the user's session, with this profile and hub.

use crate::error::Error;
use auto_launch::{AutoLaunch, AutoLaunchBuilder};
use std::ffi::OsStr;
use std::path::Path;

/// The entry of this profile among what the system starts at login.
pub struct Autostart(AutoLaunch);

impl Autostart {
    pub fn of(profile: &Path, hub: &str) -> Result<Self, Error> {
        let profile = std::path::absolute(profile).map_err(failed)?;
        let program = std::env::current_exe().map_err(failed)?;
        let arguments = [OsStr::new("--profile"), profile.as_os_str(), OsStr::new("--hub"), OsStr::new(hub)];
        let arguments: Vec<_> = arguments.map(|one| quoted(&one.to_string_lossy())).into();
        let built = AutoLaunchBuilder::new()
            .set_app_name(&name(&profile))
            .set_app_path(&quoted(&program.to_string_lossy()))
            .set_args(&arguments)
            .build();
        built.map(Self).map_err(failed)
    }

    pub fn is_on(&self) -> Result<bool, Error> {
        self.0.is_enabled().map_err(failed)
    }

    pub fn set(&self, on: bool) -> Result<(), Error> {
        // Turning off what is off is refused on some systems.
        let done = match on {
            true => self.0.enable(),
            false if self.is_on()? => self.0.disable(),
            false => return Ok(()),
        };
        done.map_err(failed)
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

/// One entry for each profile: two of them may start side by side.
fn name(profile: &Path) -> String {
    let folder = profile.file_name().unwrap_or_default().to_string_lossy();
    format!("Pupitre {}", sanitize_filename::sanitize(folder)).trim_end().to_owned()
}

/// As the system's list of programs reads it: the Desktop Entry Specification's `Exec` key on Linux, a command
/// line on Windows, an argument by itself on macOS.
fn quoted(argument: &str) -> String {
    if cfg!(target_os = "macos") {
        return argument.to_owned();
    }
    if cfg!(windows) {
        return format!("\"{}\"", argument.replace('"', "\\\""));
    }
    let mut out = String::from("\"");
    for c in argument.chars() {
        match c {
            '"' | '`' | '$' | '\\' => {
                // Once for the argument, and each backslash once more for the file it stands in.
                out.push_str(if c == '\\' { "\\\\\\" } else { "\\\\" });
                out.push(c);
            }
            '%' => out.push_str("%%"),
            '\n' | '\r' => {}
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn folders_of_any_name_are_one_argument() {
        assert_eq!(quoted("/home/zoé/mon poste"), r#""/home/zoé/mon poste""#);
        assert_eq!(quoted("100 %$"), r#""100 %%\\$""#);
        assert_eq!(quoted("a\"b\\"), r#""a\\"b\\\\""#);
    }

    #[test]
    fn each_profile_has_an_entry_of_its_own() {
        assert_eq!(name(Path::new("/home/zoe/pupitre-fr")), "Pupitre pupitre-fr");
        assert_eq!(name(Path::new("/")), "Pupitre");
        assert_ne!(name(Path::new("/a/one")), name(Path::new("/a/two")));
    }
}
