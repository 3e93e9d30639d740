//! The console's UI: `ui/` → `ui/dist/`, which the console embeds.
//!
//! Does what Trunk does for this project, without a tool that takes minutes to install; `ui/index.html`
//! stays valid for Trunk. `ui/dist` is only touched where something changed, so that the console is not
//! recompiled for nothing.

mod emoji;
mod page;
mod stylesheet;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::npm;
use crate::process;
use crate::stamp::Stamp;
use crate::step::Step;
use crate::tree;
use crate::wasm_toolchain::{TARGET, WasmToolchain};
use crate::workspace::{Profile, Workspace};

/// wasm-opt, the typeface and what tests take from npm, pinned.
pub const NPM_FOLDER: &str = "xtask/npm";

/// French, Spanish and English need no more of Inter than this; served as `/fonts/…`.
const FONTS: &[&str] = &["files/inter-latin-wght-normal.woff2", "files/inter-latin-ext-wght-normal.woff2", "LICENSE"];

/// What rustc turns on for this target, so that wasm-opt keeps to it.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The pinned npm packages of this step.
pub fn install(workspace: &Workspace) -> Result<()> {
    npm::install(workspace, NPM_FOLDER)
}

/// Compiles the UI and lays out `ui/dist`.
pub fn build(workspace: &Workspace, toolchain: WasmToolchain, profile: Profile) -> Result<()> {
    install(workspace)?;
    let wasm = compile(workspace, toolchain, profile)?;
    let step = Step::begin("ui/dist");
    let ui = workspace.root.join("ui");
    // The layout is made by this program, and changes with it.
    let inputs = [wasm.clone(), ui.clone(), workspace.root.join("xtask")];
    let stamp = Stamp::of(workspace, "ui", &inputs)?;
    let dist = ui.join("dist");
    if stamp.is_current() && dist.join("index.html").exists() {
        step.unchanged();
        return Ok(());
    }
    let staged = workspace.notes().join("ui-dist");
    lay_out(workspace, &wasm, profile, &staged)?;
    tree::mirror(&staged, &dist)?;
    stamp.record()?;
    step.ok();
    Ok(())
}

fn compile(workspace: &Workspace, toolchain: WasmToolchain, profile: Profile) -> Result<PathBuf> {
    let cargo_profile = match profile {
        Profile::Debug => "wasm-dev",
        Profile::Release => "wasm",
    };
    let step = Step::aloud("ui");
    let mut cargo = toolchain.cargo(workspace);
    cargo.args(["build", "--package", "ui", "--target", TARGET, "--profile", cargo_profile]);
    process::shown(&mut cargo).context("the UI does not build")?;
    step.ok();
    let folder = toolchain.target_dir(workspace).join(TARGET).join(cargo_profile);
    Ok(folder.join("ui.wasm"))
}

/// Writes everything that the window loads into `staged`.
fn lay_out(workspace: &Workspace, wasm: &Path, profile: Profile, staged: &Path) -> Result<()> {
    let ui = workspace.root.join("ui");
    if staged.exists() {
        fs::remove_dir_all(staged)?;
    }
    fs::create_dir_all(staged)?;
    tree::mirror(&ui.join("static"), staged)?;
    Bindgen::new()
        .input_path(wasm)
        .out_name("ui")
        .web(true)?
        .typescript(false)
        .generate(staged)
        .context("wasm-bindgen cannot read the compiled UI")?;
    if profile == Profile::Release {
        shrink(workspace, &staged.join("ui_bg.wasm"))?;
    }
    fs::write(staged.join("start.js"), page::START)?;
    let index = fs::read_to_string(ui.join("index.html")).context("cannot read ui/index.html")?;
    fs::write(staged.join("index.html"), page::for_window(&index)?)?;
    fs::write(staged.join("ui.css"), stylesheet::bundle(&ui)?)?;
    emoji::lay_out(&workspace.root.join(NPM_FOLDER).join("node_modules"), staged)?;
    let typeface = workspace.root.join(NPM_FOLDER).join("node_modules/@fontsource-variable/inter");
    for font in FONTS {
        let name = Path::new(font).file_name().unwrap_or(font.as_ref());
        tree::copy_if_changed(&typeface.join(font), &staged.join("fonts").join(name))?;
    }
    Ok(())
}

fn shrink(workspace: &Workspace, wasm: &Path) -> Result<()> {
    let tool = workspace.root.join(NPM_FOLDER).join("node_modules/binaryen/bin/wasm-opt");
    let mut node = Command::new("node");
    node.arg(tool).arg("-Oz").args(WASM_FEATURES).arg(wasm).arg("-o").arg(wasm);
    process::captured(&mut node).context("wasm-opt failed")?;
    Ok(())
}
