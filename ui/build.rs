//! Turns `locales/*.json` into the `i18n` module: a missing key or variable is a compile error.

use leptos_i18n_build::options::CodegenOptions;
use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    let config =
        Config::new("en")?.add_locales(["fr", "es"])?.parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?).join("i18n");
    // The generated code is not ours to write without `expect`.
    let attributes = r#"#![expect(clippy::expect_used, reason = "generated")]"#.parse()?;
    let options = CodegenOptions::new().top_level_attributes(Some(attributes));
    translations.generate_i18n_module_with_options(folder, options)?;
    Ok(())
}
