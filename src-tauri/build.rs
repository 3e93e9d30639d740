//! Tells Tauri which commands the window may call, and makes sure that there is a UI to embed.

use protocol::ipc::COMMANDS;
use std::error::Error;
use std::path::{Path, PathBuf};

const PLACEHOLDER: &str = "<!doctype html><title>Pupitre</title><p>The window is not built: cargo xtask build</p>";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let page = root.join("ui/dist/index.html");
    if !page.exists() {
        std::fs::create_dir_all(root.join("ui/dist"))?;
        std::fs::write(page, PLACEHOLDER)?;
    }
    // The window is built into the program: a new build of it is a new program.
    println!("cargo:rerun-if-changed=ui/dist");
    let permissions = PathBuf::from(std::env::var("OUT_DIR")?).join("permissions");
    write_permissions(&permissions)?;
    let pattern = format!("{}/*.toml", permissions.display());
    let manifest = tauri_build::AppManifest::new().permissions_path_pattern(pattern.leak());
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// Commands that no permission names are open to every window; so all are named here, and the
/// capability in tauri.conf.json gives them to the main window alone.
fn write_permissions(folder: &Path) -> Result<(), Box<dyn Error>> {
    let names = COMMANDS.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "[[permission]]\nidentifier = \"agent\"\ndescription = \"What an agent does at the window.\"\n\
         commands.allow = [{names}]\n"
    );
    std::fs::create_dir_all(folder)?;
    let file = folder.join("agent.toml");
    // Written only when it changes: Cargo looks at its time.
    if std::fs::read_to_string(&file).unwrap_or_default() != text {
        std::fs::write(file, text)?;
    }
    Ok(())
}
