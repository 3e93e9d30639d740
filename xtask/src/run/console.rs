//! The desktop console, signed in as a demo agent.

use std::path::Path;
use std::process::Child;

use anyhow::Result;

/// Starts the console on `profile`, under Xvfb where there is no display.
///
/// The console has no window yet, so there is nothing to start.
pub fn start_console(profile: &Path) -> Result<Option<Child>> {
    println!("\nThe console has no window yet; its files will lie in {}.", profile.display());
    Ok(None)
}
