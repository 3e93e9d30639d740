//! The emoji that can be picked, named in the interface's language, and the search over them.

use serde::Deserialize;

/// As `emoji/<locale>.json` has them: the emoji, its name, other words for it, its group.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Emoji(pub String, pub String, pub String, pub u8);

impl Emoji {
    pub fn character(&self) -> &str {
        &self.0
    }

    pub fn name(&self) -> &str {
        &self.1
    }

    pub const fn group(&self) -> u8 {
        self.3
    }
}

/// Those whose name or other words begin like the query's, the best first. `folded`: names and words of
/// each, folded; `query` too.
pub fn search(folded: &[(String, String)], query: &str, limit: usize) -> Vec<usize> {
    let words: Vec<&str> = query.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let begins = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    let mut found: Vec<(u8, usize, usize)> = folded
        .iter()
        .enumerate()
        .filter(|(_, (name, others))| words.iter().all(|word| begins(name, word) || begins(others, word)))
        .map(|(at, (name, _))| {
            let first = words[0];
            let rank = match () {
                () if name == query => 0,
                () if name.starts_with(first) => 1,
                () if begins(name, first) => 2,
                () => 3,
            };
            // The plainer one has the shorter name.
            (rank, name.chars().count() / 4, at)
        })
        .collect();
    found.sort_unstable();
    found.into_iter().take(limit).map(|(_, _, at)| at).collect()
}

/// What is being typed after a colon, at the end of `before`: `:sou` after a space or at the beginning.
/// Two letters at least, so that a time or a smiley typed by hand is left alone.
pub fn begun(before: &str) -> Option<&str> {
    let at = before.rfind(':')?;
    let (ahead, word) = (&before[..at], &before[at + 1..]);
    let apart = ahead.chars().next_back().is_none_or(char::is_whitespace);
    let letters = word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() || c == '_');
    (apart && letters).then_some(word)
}

/// The latest first, each once.
pub fn recent(mut list: Vec<String>, picked: &str) -> Vec<String> {
    const KEPT: usize = 16;
    list.retain(|one| one != picked);
    list.insert(0, picked.to_owned());
    list.truncate(KEPT);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D9
    #[test]
    fn emoji_are_found_by_the_beginning_of_any_word() {
        let folded: Vec<_> = [("visage rieur", "joie sourire"), ("sourire", "content"), ("chat qui sourit", "animal")]
            .map(|(name, others)| (name.to_owned(), others.to_owned()))
            .into();
        assert_eq!(search(&folded, "sour", 9), [1, 2, 0]);
        assert_eq!(search(&folded, "chat sour", 9), [2]);
        assert_eq!(search(&folded, "sour", 1), [1]);
        assert!(search(&folded, "", 9).is_empty());
    }

    /// O5
    #[test]
    fn a_colon_begins_a_completion_only_as_a_word_of_its_own() {
        assert_eq!(begun("Merci :sou"), Some("sou"));
        assert_eq!(begun(":éc"), Some("éc"));
        for text in ["à 10:26", "merci :s", "http://sou", "a:sou", "Merci : sou", ":-)", ""] {
            assert_eq!(begun(text), None, "{text}");
        }
    }

    #[test]
    fn a_recent_one_is_listed_once() {
        assert_eq!(recent(vec!["a".into(), "b".into()], "b"), ["b", "a"]);
        assert_eq!(recent((0..40).map(|n| n.to_string()).collect(), "x").len(), 16);
    }
}
