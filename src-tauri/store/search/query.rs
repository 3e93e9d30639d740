//! From what people type to what the index understands, and back to the passage they see. Pure.
//!
//! Texts and queries are folded alike: case, accents and ligatures make no difference. A query is
//! cut into words of letters and digits before FTS5 sees it, so nothing in it can be a syntax
//! error, or an operator.

use protocol::ipc::inbox::Passage;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Beginnings of fewer letters have an index of their own, or stand for too many words.
pub const WORD_MIN: usize = 4;
/// More words than this add nothing; they are left out.
const MAX_WORDS: usize = 16;
/// Characters of context before the first match, and of the whole passage.
const BEFORE: usize = 40;
const PASSAGE: usize = 160;

/// Lower case, without accents; œ and æ as their letters.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
        } else {
            fold_letter(letter, &mut folded);
        }
    }
    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    for part in std::iter::once(letter).nfd().filter(|part| !is_combining_mark(*part)) {
        match part {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            // A NUL would end the text for SQLite's tokenizer.
            '\0' => folded.push(' '),
            _ => folded.extend(part.to_lowercase().filter(|lower| !is_combining_mark(*lower))),
        }
    }
}

/// The words of a folded text.
pub fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The folded words of a query; the last one may be unfinished. A single letter at the end says
/// nothing yet, unless it is all there is.
pub fn words(query: &str) -> Vec<String> {
    let mut words: Vec<String> = split(&fold(query)).take(MAX_WORDS).map(Into::into).collect();
    if words.len() > 1 && words.last().is_some_and(|last| last.chars().nth(1).is_none()) {
        words.pop();
    }
    words
}

/// All words in any order, the last by its beginning. `begun` are the words it may stand for; with
/// none known, the index is asked for the beginning itself. None: there is nothing to look for.
pub fn match_words(words: &[String], begun: &[String]) -> Option<String> {
    let (last, whole) = words.split_last()?;
    let quoted = |word: &String| format!("\"{word}\"");
    let last = if last.chars().nth(1).is_none() {
        quoted(last)
    } else if begun.is_empty() {
        format!("{}*", quoted(last))
    } else {
        format!("({})", begun.iter().map(quoted).collect::<Vec<_>>().join(" OR "))
    };
    let all: Vec<String> = whole.iter().map(quoted).chain([last]).collect();
    Some(all.join(" AND "))
}

/// A phone number without what people put between its digits.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The digits that a query means a part of a phone by; none: it is no such part.
pub fn phone_part(query: &str) -> Option<String> {
    let between = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '.' | '-' | '/' | '(' | ')');
    Some(digits(query)).filter(|digits| !digits.is_empty() && query.chars().all(between))
}

/// Any part of a name, e-mail or phone. The trigram index knows parts of three letters and more.
pub fn match_part(query: &str) -> Option<String> {
    let folded: String = fold(query.trim()).chars().map(|c| if c.is_control() || c == '"' { ' ' } else { c }).collect();
    let long = |part: &str| part.chars().count() >= 3 && part.chars().any(char::is_alphanumeric);
    let words = long(&folded).then(|| format!("{{name email}} : \"{folded}\""));
    let phone = phone_part(query).filter(|digits| long(digits)).map(|digits| format!("phone : \"{digits}\""));
    match (words, phone) {
        (Some(words), Some(phone)) => Some(format!("({words}) OR ({phone})")),
        (words, phone) => words.or(phone),
    }
}

/// The text around the first match, from a whole word on, as runs of plain and matching text, on
/// one line.
pub fn passage(text: &str, words: &[String]) -> Vec<Passage> {
    let spans: Vec<_> = spans(text).filter(|&(start, end)| matches(&text[start..end], words)).collect();
    let first = spans.first().map_or(0, |span| span.0);
    let cut = text[..first].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let word = text[cut..first].find(char::is_whitespace).filter(|_| cut > 0).map_or(cut, |space| cut + space);
    let start = first - text[word..first].trim_start().len();
    let end = text[start..].char_indices().nth(PASSAGE).map_or(text.len(), |(at, _)| start + at);
    let mut runs = Vec::new();
    let mut at = start;
    for (from, to) in spans {
        if to > end {
            break;
        }
        push_run(&mut runs, &text[at..from], false);
        push_run(&mut runs, &text[from..to], true);
        at = to;
    }
    push_run(&mut runs, &text[at..end], false);
    runs
}

fn push_run(runs: &mut Vec<Passage>, text: &str, matches: bool) {
    if !text.is_empty() {
        let text = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        runs.push(Passage { text, matches });
    }
}

fn matches(token: &str, words: &[String]) -> bool {
    let token = fold(token);
    let Some((last, whole)) = words.split_last() else { return false };
    token.starts_with(last.as_str()) || whole.contains(&token)
}

/// Where the words of a text begin and end, in bytes.
fn spans(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let in_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.find(|&(_, c)| in_word(c))?;
        while rest.next_if(|&(_, c)| in_word(c)).is_some() {}
        Some((start, rest.peek().map_or(text.len(), |&(at, _)| at)))
    })
}

/// The beginning of a text, on one line, for lists.
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    for (count, word) in text.split_whitespace().enumerate() {
        if line.chars().count() > PASSAGE {
            break;
        }
        if count > 0 {
            line.push(' ');
        }
        line.push_str(word);
    }
    match line.char_indices().nth(PASSAGE) {
        Some((at, _)) => line[..at].to_owned(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, query: &str) -> String {
        let runs = passage(text, &words(query));
        runs.iter().map(|run| if run.matches { format!("[{}]", run.text) } else { run.text.clone() }).collect()
    }

    #[test]
    fn case_accents_and_ligatures_make_no_difference() {
        assert_eq!(fold("École, Niño, CŒUR, Ærø"), "ecole, nino, coeur, aerø");
        assert_eq!(fold("cafe\u{301}"), "cafe");
    }

    #[test]
    fn a_query_is_words_whatever_stands_between() {
        assert_eq!(words("l'adresse: \"NEAR(\" -livraison*"), ["l", "adresse", "near", "livraison"]);
        let (begun, colis) = (words("retour col"), ["colis".to_owned(), "colissimo".to_owned()]);
        assert_eq!(match_words(&begun, &[]).as_deref(), Some("\"retour\" AND \"col\"*"));
        assert_eq!(match_words(&begun, &colis).as_deref(), Some("\"retour\" AND (\"colis\" OR \"colissimo\")"));
        assert_eq!(match_words(&words("\" * ' ;--"), &[]), None);
        assert_eq!((words("retour c"), words("c")), (vec!["retour".to_owned()], vec!["c".to_owned()]));
    }

    #[test]
    fn the_passage_marks_the_matches() {
        assert_eq!(
            shown("Bonjour, ma Commande n'est pas arrivée.", "commande arri"),
            "Bonjour, ma [Commande] n'est pas [arrivée]."
        );
        assert_eq!(shown("deux\nlignes", "lignes"), "deux [lignes]");
        let long = "mot ".repeat(200) + "aiguille dans la botte";
        let passage = shown(&long, "aiguille");
        assert!(passage.contains("[aiguille]") && passage.chars().count() < PASSAGE + 4, "{passage}");
        assert!(passage.starts_with("mot mot"), "{passage}");
    }

    proptest! {
        #[test]
        fn a_passage_is_a_part_of_its_text(text in "\\PC{0,300}", query in "\\PC{0,20}") {
            let joined: String = passage(&text, &words(&query)).into_iter().map(|run| run.text).collect();
            prop_assert!(text.contains(&joined));
        }

        #[test]
        fn a_line_has_no_breaks(text in "(\\PC|\n|\t){0,400}") {
            let line = one_line(&text);
            prop_assert!(!line.contains('\n') && line.chars().count() <= PASSAGE);
        }
    }
}
