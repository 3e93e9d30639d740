//! `ui/index.html` as the window loads it: Trunk's marks replaced by what they stand for.

use anyhow::{Context, Result};

/// Starts the UI. A file of its own, since the window's policy allows no script inside the page. The
/// program is asked for before the module that takes it is here.
pub const START: &str = "const program = fetch(new URL('ui_bg.wasm', import.meta.url));
const { default: init } = await import('./ui.js');
await init({ module_or_path: program });
";

/// Absolute, so that a view with a path of its own finds them too. `async`: it waits for no style sheet.
const SCRIPT: &str = r#"<script type="module" async src="/start.js"></script>"#;
const STYLES: &str = r#"<link rel="stylesheet" href="/ui.css">"#;

/// Each `<link data-trunk …>` gives way: the first `rel="css"` to the one stylesheet, `rel="rust"` to the
/// script, any other to nothing (`ui/static` is copied anyway).
pub fn for_window(index: &str) -> Result<String> {
    let mut page = String::with_capacity(index.len());
    let (mut rest, mut styled, mut started) = (index, false, false);
    while let Some(start) = rest.find("<link") {
        let (before, tag) = rest.split_at(start);
        let end = tag.find('>').context("ui/index.html: a <link does not end")? + 1;
        let (tag, after) = tag.split_at(end);
        page.push_str(before);
        if !tag.contains("data-trunk") {
            page.push_str(tag);
        } else if tag.contains(r#"rel="css""#) && !styled {
            page.push_str(STYLES);
            styled = true;
        } else if tag.contains(r#"rel="rust""#) {
            page.push_str(SCRIPT);
            started = true;
        }
        rest = after;
    }
    page.push_str(rest);
    if !started {
        anyhow::bail!(r#"ui/index.html has no <link data-trunk rel="rust">, so nothing would start the UI"#);
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_marks_give_way_to_one_stylesheet_and_one_script() -> Result<()> {
        let index = r#"<head><link rel="icon" href="/icon.svg">
<link data-trunk rel="css" href="tokens.css"><link data-trunk rel="css" href="src/parts/a.css" />
<link data-trunk rel="copy-dir" href="static"><link data-trunk rel="rust" data-wasm-opt="z"></head>"#;
        assert_eq!(
            for_window(index)?,
            format!("<head><link rel=\"icon\" href=\"/icon.svg\">\n{STYLES}\n{SCRIPT}</head>")
        );
        Ok(())
    }

    #[test]
    fn a_page_that_starts_nothing_is_refused() {
        assert!(for_window("<head></head>").is_err());
    }
}
