//! All style sheets of the UI as one, in an order that depends on nothing but the files' names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tree;

/// The tokens, the other sheets beside them (`ui/*.css`), then those of views and parts by path.
pub fn bundle(ui: &Path) -> Result<String> {
    let mut sheets: Vec<_> = tree::sources(ui)?
        .into_iter()
        .filter_map(|file| file.strip_prefix(ui).ok().map(Path::to_path_buf))
        .filter(|file| file.extension().is_some_and(|extension| extension == "css"))
        // Copied as they are, and loaded by whoever wants them.
        .filter(|file| !file.starts_with("static"))
        .collect();
    sheets.sort_by_key(|sheet| place(sheet));
    let mut bundle = String::new();
    for sheet in sheets {
        let content =
            fs::read_to_string(ui.join(&sheet)).with_context(|| format!("cannot read ui/{}", sheet.display()))?;
        bundle.push_str(&format!("/* {} */\n{}\n", sheet.display(), content.trim_end()));
    }
    Ok(bundle)
}

fn place(sheet: &Path) -> (bool, usize, PathBuf) {
    let is_tokens = sheet.file_name().is_some_and(|name| name == "tokens.css");
    let beside = sheet.components().count().min(2);
    (!is_tokens, beside, sheet.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_first_then_the_base_then_parts_and_views_by_path() -> Result<()> {
        let ui = tempfile::tempdir()?;
        for sheet in
            ["src/views/inbox.css", "src/app.css", "base.css", "src/parts/avatar.css", "tokens.css", "static/print.css"]
        {
            let file = ui.path().join(sheet);
            fs::create_dir_all(file.parent().unwrap_or(ui.path()))?;
            fs::write(file, "")?;
        }
        let bundle = bundle(ui.path())?;
        let order: Vec<_> = bundle.lines().filter(|line| line.starts_with("/*")).collect();
        assert_eq!(
            order,
            [
                "/* tokens.css */",
                "/* base.css */",
                "/* src/app.css */",
                "/* src/parts/avatar.css */",
                "/* src/views/inbox.css */",
            ]
        );
        Ok(())
    }
}
