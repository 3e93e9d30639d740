//! From a line as scripted to a message as typed: typography for those who care, haste for the others.

use super::random::Random;
use super::{Language, Speaker};

/// How a visitor types, in all their messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hand {
    /// Writes as in a letter.
    Careful,
    /// A phone keyboard: curly apostrophes and capitals, few full stops.
    Thumbs,
    /// Lower case, slips, missing accents.
    Hasty,
}

impl Hand {
    pub(super) fn draw(random: &mut Random) -> Self {
        [Self::Careful, Self::Thumbs, Self::Hasty][random.weighted(&[32, 40, 28])]
    }
}

const EMOJI: &[&str] = &["🙂", "😊", "🙏", "👍", "😅", "😕", "🤞", "😬"];

/// The message as it was sent.
pub(super) fn typed(text: String, from: Speaker, hand: Hand, language: Language, random: &mut Random) -> String {
    match (from, hand) {
        (Speaker::Agent, _) => typeset(&text, language),
        (Speaker::Visitor, Hand::Careful) => typeset(&text, language),
        (Speaker::Visitor, Hand::Thumbs) => {
            let text = plain_spaces(text).replace('\'', "’");
            let text = if random.percent(60) { without_full_stop(text) } else { text };
            let text = if random.percent(4) { slip(&text, random) } else { text };
            with_emoji(text, 5, random)
        }
        (Speaker::Visitor, Hand::Hasty) => {
            let mut text = without_full_stop(lower_case(&plain_spaces(text)));
            text.retain(|letter| letter != '¿' && letter != '¡');
            if random.percent(35) {
                text = without_accents(&text);
            }
            if random.percent(24) {
                text = slip(&text, random);
            }
            with_emoji(text, 4, random)
        }
    }
}

/// Curly apostrophes, and in French the spaces that do not break.
fn typeset(text: &str, language: Language) -> String {
    let text = text.replace('\'', "’").replace(" €", "\u{a0}€");
    if language != Language::Fr {
        return text;
    }
    let mut set = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            (' ', Some('?' | '!' | ';' | '%')) => set.push('\u{202f}'),
            (' ', Some(':' | '»')) => set.push('\u{a0}'),
            ('«', Some(' ')) => {
                letters.next();
                set.push_str("«\u{a0}");
            }
            (' ', Some('h')) if set.ends_with(|end: char| end.is_ascii_digit()) => set.push('\u{a0}'),
            _ => set.push(letter),
        }
    }
    set
}

fn plain_spaces(text: String) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn without_full_stop(mut text: String) -> String {
    if text.ends_with('.') && !text.ends_with("..") {
        text.pop();
    }
    text
}

/// Order numbers and codes keep their capitals: they are pasted, not typed.
fn lower_case(text: &str) -> String {
    text.split_inclusive([' ', '\n'])
        .map(|word| match word.bytes().any(|byte| byte.is_ascii_digit()) {
            true => word.to_owned(),
            false => word.to_lowercase(),
        })
        .collect()
}

fn without_accents(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'à' | 'â' | 'á' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'î' | 'ï' => 'i',
            'ó' | 'ô' => 'o',
            'ú' | 'ù' | 'û' => 'u',
            'ç' => 'c',
            _ => letter,
        })
        .collect()
}

/// One slip of the fingers in one ordinary word: letters swapped, one missing, or one twice.
fn slip(text: &str, random: &mut Random) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let chosen = random.index(words.len());
    let letters: Vec<char> = words[chosen].chars().collect();
    if letters.len() < 5 || !letters.iter().all(|letter| letter.is_lowercase()) {
        return text.to_owned();
    }
    let at = random.between(1, letters.len() as u32 - 2) as usize;
    let mut slipped = letters.clone();
    match random.below(3) {
        0 => slipped.swap(at, at + 1),
        1 => drop(slipped.remove(at)),
        _ => slipped.insert(at, letters[at]),
    }
    let slipped: String = slipped.into_iter().collect();
    let mut words = words;
    words[chosen] = &slipped;
    words.join(" ")
}

fn with_emoji(mut text: String, percent: u32, random: &mut Random) -> String {
    if random.percent(percent) && !text.ends_with('\n') {
        text.push(' ');
        let emoji = *random.pick(EMOJI);
        text.push_str(emoji);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_gets_its_spaces_and_apostrophes() {
        assert_eq!(
            typeset("L'heure : 14 h 30 « pile » ? Oui !", Language::Fr),
            "L’heure\u{a0}: 14\u{a0}h 30 «\u{a0}pile\u{a0}»\u{202f}? Oui\u{202f}!"
        );
        assert_eq!(typeset("It's here: now?", Language::En), "It’s here: now?");
    }

    #[test]
    fn haste_keeps_what_is_pasted() {
        assert_eq!(lower_case("Ma commande MV-20418 SVP"), "ma commande MV-20418 svp");
    }
}
