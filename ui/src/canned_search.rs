//! Finding a canned answer as one types (D9): every word must be in its shortcut, title or text; the
//! conversation's language comes first, then what is for every language.

/// What is searched of an answer, folded (lower case, no accents).
#[derive(Clone, Debug, PartialEq)]
pub struct Findable {
    pub shortcut: String,
    pub title: String,
    pub text: String,
    pub language: Option<String>,
}

/// Places of the answers that match, the best first. `query` is folded, without its `/`.
pub fn matching(answers: &[Findable], query: &str, language: Option<&str>) -> Vec<usize> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<(u8, u8, usize)> = answers
        .iter()
        .enumerate()
        .filter(|(_, answer)| {
            words
                .iter()
                .all(|word| answer.shortcut.contains(word) || answer.title.contains(word) || answer.text.contains(word))
        })
        .map(|(at, answer)| (distance(answer, language), rank(answer, &words), at))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, _, at)| at).collect()
}

fn distance(answer: &Findable, language: Option<&str>) -> u8 {
    match (&answer.language, language) {
        (Some(of), Some(wanted)) if of == wanted => 0,
        (None, _) => 1,
        _ => 2,
    }
}

fn rank(answer: &Findable, words: &[&str]) -> u8 {
    let Some(first) = words.first() else { return 0 };
    if answer.shortcut.starts_with(first) {
        0
    } else if answer.title.starts_with(first) {
        1
    } else if answer.shortcut.contains(first) || answer.title.contains(first) {
        2
    } else {
        3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(shortcut: &str, title: &str, text: &str, language: Option<&str>) -> Findable {
        let language = language.map(str::to_owned);
        Findable { shortcut: shortcut.into(), title: title.into(), text: text.into(), language }
    }

    fn all() -> Vec<Findable> {
        vec![
            answer("merci", "remerciement", "merci pour votre retour", Some("fr")),
            answer("devolucion", "devolucion gratuita", "el cambio es gratuito", Some("es")),
            answer("retour", "retour gratuit", "c’est gratuit", Some("fr")),
            answer("horaires", "horaires", "9-18", None),
        ]
    }

    /// D9
    #[test]
    fn the_conversations_language_comes_first() {
        assert_eq!(matching(&all(), "gratui", Some("es")), [1, 2]);
        assert_eq!(matching(&all(), "gratui", Some("fr")), [2, 1]);
        assert_eq!(matching(&all(), "", Some("es")), [1, 3, 0, 2]);
    }

    /// D9
    #[test]
    fn a_shortcut_is_better_than_a_title_and_a_title_than_a_text() {
        assert_eq!(matching(&all(), "retour", Some("fr")), [2, 0]);
        assert_eq!(matching(&all(), "retour merci", None), [0]);
        assert!(matching(&all(), "rien de tel", None).is_empty());
    }
}
