//! Visitors: each index is always the same person, with a language, a name, a device and a way of typing.

use super::random::Random;
use super::typing::Hand;
use super::{Language, SeedDevice, SeedPlace, SeedVisitor, names};

/// Somebody, with also what they never told a form; they may still say it in the chat.
pub(super) struct Person {
    pub(super) language: Language,
    pub(super) given: &'static str,
    pub(super) full_name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) city: &'static str,
    pub(super) hand: Hand,
    /// What forms collected: name, e-mail, phone.
    pub(super) told: [bool; 3],
    device: SeedDevice,
    place: SeedPlace,
}

impl Person {
    pub(super) fn of(index: usize) -> Self {
        let mut random = Random::of(0x9E05, index as u64);
        let language = [Language::Fr, Language::Es, Language::En][random.weighted(&[60, 25, 15])];
        let (given, surnames) = match language {
            Language::Fr => (names::FRENCH_GIVEN, names::FRENCH_SURNAMES),
            Language::Es => (names::SPANISH_GIVEN, names::SPANISH_SURNAMES),
            Language::En => (names::ENGLISH_GIVEN, names::ENGLISH_SURNAMES),
        };
        let given = *random.pick(given);
        let surname = *random.pick(surnames);
        let towns = language.towns();
        // The smaller of two draws: tables put the large towns first.
        let town = &towns[random.mostly_low(0, towns.len() as u32 - 1) as usize];
        let told = [random.percent(74), random.percent(58), random.percent(31)];
        Self {
            language,
            given,
            full_name: format!("{given} {surname}"),
            email: email(&mut random, language, given, surname),
            phone: phone(&mut random, language),
            city: town.0,
            hand: Hand::draw(&mut random),
            told,
            device: SeedDevice::draw(&mut random),
            place: SeedPlace::of(town, random.below(100)),
        }
    }

    pub(super) fn profile(self) -> SeedVisitor {
        let [name, email, phone] = self.told;
        SeedVisitor {
            language: self.language,
            name: name.then_some(self.full_name),
            email: email.then_some(self.email),
            phone: phone.then_some(self.phone),
            device: self.device,
            place: self.place,
        }
    }
}

fn email(random: &mut Random, language: Language, given: &str, surname: &str) -> String {
    let domains: &[&str] = match language {
        Language::Fr => &["courriel.example", "boite.example", "ma-poste.example"],
        Language::Es => &["correo.example", "buzon.example", "mensajes.example"],
        Language::En => &["mail.example", "post.example", "inbox.example"],
    };
    let (given, surname) = (ascii(given), ascii(surname));
    let domain = random.pick(domains);
    match random.below(4) {
        0 => format!("{given}{}@{domain}", random.between(10, 99)),
        1 => format!("{}{surname}@{domain}", &given[..1]),
        2 => format!("{given}.{surname}{}@{domain}", random.between(2, 99)),
        _ => format!("{given}.{surname}@{domain}"),
    }
}

/// France and the United Kingdom keep ranges for fiction; Spain does not.
fn phone(random: &mut Random, language: Language) -> String {
    let mut digits = |low, high| random.between(low, high);
    match language {
        Language::Fr if digits(0, 9) < 3 => {
            format!("+33 1 99 00 {:02} {:02}", digits(0, 99), digits(0, 99))
        }
        Language::Fr => format!("+33 6 39 98 {:02} {:02}", digits(0, 99), digits(0, 99)),
        Language::Es => {
            let (a, b, c, d) = (digits(0, 99), digits(0, 99), digits(0, 99), digits(0, 99));
            format!("+34 6{a:02} {b:02} {c:02} {d:02}")
        }
        Language::En => format!("+44 7700 900{:03}", digits(0, 999)),
    }
}

/// Lower case without accents or spaces, for e-mail addresses and page addresses.
pub(super) fn ascii(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            'à' | 'á' | 'â' => Some('a'),
            'ç' => Some('c'),
            'é' | 'è' | 'ê' | 'ë' => Some('e'),
            'í' | 'î' | 'ï' => Some('i'),
            'ñ' => Some('n'),
            'ó' | 'ô' => Some('o'),
            'ú' | 'ù' | 'û' | 'ü' => Some('u'),
            'a'..='z' | '0'..='9' => Some(letter),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_always_the_same_person() {
        assert_eq!(SeedVisitor::of(41), SeedVisitor::of(41));
        assert_ne!(SeedVisitor::of(41), SeedVisitor::of(42));
    }

    #[test]
    fn languages_are_shared_as_in_the_shop() {
        let count = |language| (0..2_000).filter(|i| Person::of(*i).language == language).count();
        assert!((1_100..1_300).contains(&count(Language::Fr)));
        assert!((430..570).contains(&count(Language::Es)));
    }

    #[test]
    fn addresses_are_under_example() {
        for person in (0..500).map(Person::of) {
            assert!(person.email.ends_with(".example") && person.email.is_ascii());
        }
    }
}
