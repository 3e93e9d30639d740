//! Interfaces as TypeScript declaration files say them: which fields, which of them must be there, and of what type.
//! Enough of the language for what a generator writes.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Default)]
pub struct Declared {
    interfaces: BTreeMap<String, Vec<Field>>,
    /// Type names that stand for all of these.
    sums: BTreeMap<String, Vec<String>>,
}

struct Field {
    name: String,
    required: bool,
    is: String,
}

impl Declared {
    /// Version 2 wins where both versions have an interface of a name.
    pub fn of_the_client() -> Self {
        let folder = std::env::var("PUPITRE_PIPEDRIVE").expect("PUPITRE_PIPEDRIVE is not set: run `cargo xtask test`");
        let mut declared = Self::default();
        for version in ["v1", "v2"] {
            let models = Path::new(&folder).join("dist/esm/versions").join(version).join("models");
            for entry in std::fs::read_dir(&models).unwrap_or_else(|error| panic!("{}: {error}", models.display())) {
                let path = entry.unwrap().path();
                if path.to_string_lossy().ends_with(".d.ts") {
                    declared.read(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        assert!(declared.interfaces.len() > 100, "the declarations cannot be read any more");
        declared
    }

    fn read(&mut self, text: &str) {
        let mut current: Option<(String, Vec<Field>)> = None;
        for line in text.lines().map(str::trim) {
            if let Some(rest) = line.strip_prefix("export interface ") {
                let name = rest.split([' ', '<']).next().unwrap_or_default();
                current = Some((name.to_owned(), Vec::new()));
            } else if let Some(rest) = line.strip_prefix("export type ")
                && let Some((name, sum)) = rest.split_once(" = ")
                && sum.contains('&')
            {
                let parts = sum.trim_end_matches(';').split('&').map(|part| part.trim().to_owned());
                self.sums.insert(name.to_owned(), parts.collect());
            } else if let Some((_, fields)) = &mut current
                && let Some((name, is)) = line.strip_prefix('\'').and_then(|rest| rest.split_once('\''))
                && let Some((mark, is)) = is.split_once(": ").or(is.split_once(":"))
            {
                let is = is.trim_end_matches(';').to_owned();
                fields.push(Field { name: name.to_owned(), required: mark.is_empty(), is });
            } else if line == "}"
                && let Some((name, fields)) = current.take()
            {
                self.interfaces.insert(name, fields);
            }
        }
    }

    /// Says what is wrong with a value of this interface.
    pub fn check(&self, interface: &str, value: &Value) -> Result<(), String> {
        let parts = self.sums.get(interface).cloned().unwrap_or_else(|| vec![interface.to_owned()]);
        let fields: Vec<&Field> = parts.iter().filter_map(|part| self.interfaces.get(part)).flatten().collect();
        let object = value.as_object().ok_or_else(|| format!("{interface}: no object"))?;
        assert!(!fields.is_empty(), "{interface} is not declared");
        let known: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        if let Some(unknown) = object.keys().find(|key| !known.contains(key.as_str())) {
            return Err(format!("{interface} has no {unknown}"));
        }
        for field in fields {
            match object.get(&field.name) {
                None if field.required => return Err(format!("{interface} needs {}", field.name)),
                Some(value) if !self.fits(&field.is, value) => {
                    return Err(format!("{interface}.{} is {value}, not {}", field.name, field.is));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn fits(&self, is: &str, value: &Value) -> bool {
        is.split(" | ").any(|is| match is {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "any" => true,
            is => match is.strip_prefix("Array<").and_then(|rest| rest.strip_suffix('>')) {
                Some(item) => value.as_array().is_some_and(|all| all.iter().all(|one| self.fits(item, one))),
                None if self.interfaces.contains_key(is) || self.sums.contains_key(is) => self.check(is, value).is_ok(),
                // A set of constants: what they are is not looked into.
                None => value.is_string() || value.is_number(),
            },
        })
    }
}
