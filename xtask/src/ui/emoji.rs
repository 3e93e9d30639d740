//! The emoji of the composer, from npm `emojibase-data`: per language one small file with what the palette
//! shows and what its search reads.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

const LOCALES: [&str; 3] = ["fr", "es", "en"];
/// Skin tones and hair: parts of others, nothing to pick.
const COMPONENTS: i64 = 2;

/// Writes `emoji/<locale>.json`: `[[emoji, name, "other words", group], …]` in the order of Unicode.
pub fn lay_out(node_modules: &Path, staged: &Path) -> Result<()> {
    let folder = staged.join("emoji");
    fs::create_dir_all(&folder)?;
    for locale in LOCALES {
        let source = node_modules.join(format!("emojibase-data/{locale}/compact.json"));
        let text = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let list = palette(&serde_json::from_str(&text)?);
        fs::write(folder.join(format!("{locale}.json")), list.to_string())?;
    }
    Ok(())
}

fn palette(data: &Value) -> Value {
    let mut rows: Vec<(i64, Value)> = data
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let group = entry["group"].as_i64().filter(|group| *group != COMPONENTS)?;
            let tags: Vec<&str> = entry["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let row = json!([entry["unicode"].as_str()?, entry["label"].as_str()?, tags.join(" "), group]);
            Some((entry["order"].as_i64()?, row))
        })
        .collect();
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_emoji_are_left_out_and_the_order_is_unicodes() {
        let data = json!([
            { "unicode": "b", "label": "B", "group": 0, "order": 2, "tags": ["x", "y"] },
            { "unicode": "a", "label": "A", "group": 1, "order": 1 },
            { "unicode": "tone", "label": "tone", "group": 2, "order": 3 },
            { "unicode": "letter", "label": "no group" },
        ]);
        assert_eq!(palette(&data), json!([["a", "A", "", 1], ["b", "B", "x y", 0]]));
    }
}
