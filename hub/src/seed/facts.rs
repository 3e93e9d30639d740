//! What a topic is about: the values that its lines leave open.

use super::Language;
use super::calendar::{self, DAY_MS};
use super::catalogue::Product;
use super::people::Person;
use super::random::Random;
use super::script::Goods;

/// Drawn anew for each topic, so that agent and visitor speak of the same order on the same day.
pub(super) struct Facts {
    pub(super) product: &'static Product,
    another: &'static Product,
    order: u32,
    reference: u32,
    card: u32,
    code: &'static str,
    colour: &'static str,
    store: &'static str,
    small: u32,
    days: u32,
    number: u32,
    date: i64,
    past: i64,
    hour: u32,
    quarter: u32,
    minute_of_day: i64,
}

#[cfg(test)]
const SLOTS: &[&str] = &[
    "hello",
    "bye",
    "name",
    "vocative",
    "full_name",
    "email",
    "phone",
    "city",
    "store",
    "order",
    "ref",
    "card",
    "code",
    "product",
    "noun",
    "model",
    "the",
    "of_the",
    "my",
    "a",
    "this",
    "it",
    "pron",
    "e",
    "o",
    "another",
    "colour",
    "amount",
    "small",
    "date",
    "past",
    "time",
    "days",
    "number",
];

#[cfg(test)]
pub(super) fn is_slot(slot: &str) -> bool {
    SLOTS.contains(&slot.to_lowercase().as_str())
}

impl Facts {
    /// Facts for a topic spoken of at `at_ms`.
    pub(super) fn draw(random: &mut Random, person: &Person, goods: Goods, at_ms: i64) -> Self {
        const CODES: &[&str] = &["BIENVENUE10", "VERLAINE15", "MAISON20", "SALON10", "JARDIN15", "CERCLE20"];
        let product = Product::draw(random, goods);
        let today = calendar::local_ms(at_ms).div_euclid(DAY_MS);
        Self {
            product,
            another: Product::draw(random, Goods::Any),
            order: random.between(10_200, 98_900),
            reference: random.between(1_000, 9_999),
            card: random.between(1_000, 9_999),
            code: *random.pick(CODES),
            colour: product.colour(random, person.language),
            store: *random.pick(person.language.stores()),
            small: *random.pick(&[19, 25, 29, 35, 39, 45, 49, 59, 79]),
            days: random.between(2, 9),
            number: random.between(2, 6),
            date: working_day(today + i64::from(random.between(1, 12)), 1),
            past: working_day(today - i64::from(random.between(1, 9)), -1),
            hour: random.between(9, 18),
            quarter: *random.pick(&[0, 15, 30, 45]),
            minute_of_day: calendar::minute_of_day(at_ms),
        }
    }

    /// `line` with its slots filled. A slot that begins with a capital gives a value that does.
    pub(super) fn fill(&self, line: &str, person: &Person) -> String {
        let mut text = String::with_capacity(line.len() + 32);
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            let value = self.value(&slot.to_lowercase(), person);
            let mut letters = value.chars();
            match letters.next() {
                Some(first) if slot.starts_with(char::is_uppercase) => {
                    text.extend(first.to_uppercase());
                    text.push_str(letters.as_str());
                }
                _ => text.push_str(&value),
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn value(&self, slot: &str, person: &Person) -> String {
        let language = person.language;
        match slot {
            "hello" => self.hello(language).to_owned(),
            "bye" => self.bye(language).to_owned(),
            // With what comes before it, so that a visitor without a name leaves no gap.
            "name" if person.told[0] => format!(" {}", person.given),
            "vocative" if person.told[0] => format!(", {}", person.given),
            "name" | "vocative" => String::new(),
            "full_name" => person.full_name.clone(),
            "email" => person.email.clone(),
            "phone" => person.phone.clone(),
            "city" => person.city.to_owned(),
            "store" => self.store.to_owned(),
            "order" => format!("MV-{}", self.order),
            "ref" => format!("SAV-{}", self.reference),
            "card" => format!("VERL-{}-{:04}", self.card, self.reference),
            "code" => self.code.to_owned(),
            "colour" => self.colour.to_owned(),
            "another" => self.another.word("a", language).unwrap_or_default(),
            "amount" => price(self.product.price, language),
            "small" => price(self.small, language),
            "date" => day(self.date, language),
            "past" => day(self.past, language),
            "time" if language == Language::Fr && self.quarter == 0 => format!("{} h", self.hour),
            "time" if language == Language::Fr => format!("{} h {:02}", self.hour, self.quarter),
            "time" => format!("{}:{:02}", self.hour, self.quarter),
            "days" => self.days.to_string(),
            "number" => self.number.to_string(),
            _ => self.product.word(slot, language).unwrap_or_default(),
        }
    }

    fn hello(&self, language: Language) -> &'static str {
        match (language, self.minute_of_day / 60) {
            (Language::Fr, 5..18) => "bonjour",
            (Language::Fr, _) => "bonsoir",
            (Language::Es, 5..14) => "buenos días",
            (Language::Es, 14..21) => "buenas tardes",
            (Language::Es, _) => "buenas noches",
            (Language::En, 5..12) => "good morning",
            (Language::En, 12..18) => "good afternoon",
            (Language::En, _) => "good evening",
        }
    }

    fn bye(&self, language: Language) -> &'static str {
        let day = (5..17).contains(&(self.minute_of_day / 60));
        match (language, day) {
            (Language::Fr, true) => "bonne journée",
            (Language::Fr, false) => "bonne soirée",
            (Language::Es, true) => "que tenga un buen día",
            (Language::Es, false) => "que pase una buena tarde",
            (Language::En, true) => "have a lovely day",
            (Language::En, false) => "have a lovely evening",
        }
    }
}

/// The shop neither delivers nor receives on Sundays.
fn working_day(day: i64, step: i64) -> i64 {
    if calendar::date(day).weekday == 6 { day + step } else { day }
}

#[rustfmt::skip]
const FRENCH_MONTHS: [&str; 12] = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
];
#[rustfmt::skip]
const SPANISH_MONTHS: [&str; 12] = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
];
#[rustfmt::skip]
const ENGLISH_MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
];
const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const SPANISH_DAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const ENGLISH_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// "jeudi 20 novembre": what comes after "le", "el" or "on".
fn day(day_number: i64, language: Language) -> String {
    let calendar::Date { month, day, weekday } = calendar::date(day_number);
    match language {
        Language::Fr => {
            let ordinal = if day == 1 { "er" } else { "" };
            format!("{} {day}{ordinal} {}", FRENCH_DAYS[weekday], FRENCH_MONTHS[month])
        }
        Language::Es => format!("{} {day} de {}", SPANISH_DAYS[weekday], SPANISH_MONTHS[month]),
        Language::En => format!("{} {day} {}", ENGLISH_DAYS[weekday], ENGLISH_MONTHS[month]),
    }
}

fn price(euros: u32, language: Language) -> String {
    let (thousands, rest) = (euros / 1_000, euros % 1_000);
    match (language, thousands) {
        (Language::Fr, 0) => format!("{rest},00 €"),
        (Language::Fr, _) => format!("{thousands}\u{202f}{rest:03},00 €"),
        (Language::Es, 0) => format!("{rest},00 €"),
        // Spanish leaves four-figure amounts in one group.
        (Language::Es, _) => format!("{euros},00 €"),
        (Language::En, 0) => format!("€{rest}.00"),
        (Language::En, _) => format!("€{thousands},{rest:03}.00"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_days_follow_the_language() {
        assert_eq!(price(1_490, Language::Fr), "1\u{202f}490,00 €");
        assert_eq!(price(1_490, Language::En), "€1,490.00");
        assert_eq!(day(20_412, Language::Fr), "jeudi 20 novembre");
        assert_eq!(day(20_423, Language::Fr), "lundi 1er décembre");
        assert_eq!(day(20_412, Language::Es), "jueves 20 de noviembre");
    }

    #[test]
    fn a_capital_slot_gives_a_capital_value() {
        let person = Person::of(0);
        let facts = Facts::draw(&mut Random::of(1, 1), &person, Goods::Any, 1_763_640_000_000);
        assert!(facts.fill("{Hello}", &person).starts_with(char::is_uppercase));
        assert!(facts.fill("{hello}", &person).starts_with(char::is_lowercase));
    }
}
