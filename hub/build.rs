//! Takes the built widget into the hub. Without one the hub still compiles, and says so when it is
//! asked for the script.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget/dist");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for name in ["widget.js", "chat.js"] {
        let built = dist.join(name);
        println!("cargo::rerun-if-changed={}", built.display());
        if built.exists() {
            fs::copy(&built, out.join(name))?;
        } else {
            println!("cargo::warning=widget/dist/{name} is not built (cargo xtask build)");
            fs::write(out.join(name), "")?;
        }
    }
    println!("cargo::rerun-if-changed=src/store/migrations");
    Ok(())
}
