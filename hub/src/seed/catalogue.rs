//! What Maison Verlaine sells, with the grammar that each language needs to speak of it.

use super::Language;
use super::people::ascii;
use super::random::Random;
use super::script::Goods;

pub(super) struct Product {
    model: &'static str,
    goods: Goods,
    /// In euros.
    pub(super) price: u32,
    french: (&'static str, Gender),
    spanish: (&'static str, Gender),
    english: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    M,
    F,
}
use Gender::{F, M};
use Goods::{Seat, Wood};

const fn product(
    model: &'static str,
    goods: Goods,
    price: u32,
    french: (&'static str, Gender),
    spanish: (&'static str, Gender),
    english: &'static str,
) -> Product {
    Product { model, goods, price, french, spanish, english }
}

#[rustfmt::skip]
const PRODUCTS: &[Product] = &[
    product("Solène", Seat, 645, ("fauteuil", M), ("sillón", M), "armchair"),
    product("Marceau", Seat, 1490, ("canapé", M), ("sofá", M), "sofa"),
    product("Vendôme", Seat, 2190, ("canapé d'angle", M), ("sofá rinconero", M), "corner sofa"),
    product("Ondine", Seat, 980, ("méridienne", F), ("chaise longue", F), "chaise longue"),
    product("Lison", Seat, 149, ("chaise", F), ("silla", F), "chair"),
    product("Galet", Seat, 119, ("pouf", M), ("puf", M), "pouffe"),
    product("Alma", Seat, 420, ("banquette", F), ("banqueta", F), "bench"),
    product("Perle", Seat, 95, ("tabouret", M), ("taburete", M), "stool"),
    product("Amélie", Seat, 329, ("tête de lit", F), ("cabecero", M), "headboard"),
    product("Colombe", Seat, 720, ("bergère", F), ("butaca", F), "wing chair"),
    product("Aubrac", Wood, 890, ("table", F), ("mesa", F), "table"),
    product("Cassis", Wood, 1150, ("buffet", M), ("aparador", M), "sideboard"),
    product("Lettrine", Wood, 760, ("bibliothèque", F), ("librería", F), "bookcase"),
    product("Cordée", Wood, 189, ("étagère", F), ("estantería", F), "shelf unit"),
    product("Garance", Wood, 1320, ("armoire", F), ("cómoda alta", F), "wardrobe"),
    product("Églantine", Wood, 540, ("commode", F), ("cómoda", F), "chest of drawers"),
    product("Ardèche", Wood, 310, ("table basse", F), ("mesa de centro", F), "coffee table"),
    product("Sorbier", Wood, 480, ("bureau", M), ("escritorio", M), "desk"),
    product("Alcôve", Wood, 1090, ("lit", M), ("cama", F), "bed"),
    product("Virgule", Wood, 260, ("console", F), ("consola", F), "console table"),
    product("Horizon", Wood, 590, ("meuble TV", M), ("mueble de TV", M), "TV unit"),
];

const FRENCH_FABRICS: &[&str] =
    &["lin naturel", "velours vert sauge", "bouclette écrue", "velours terracotta", "coton gris perle"];
const SPANISH_FABRICS: &[&str] =
    &["lino natural", "terciopelo verde salvia", "bouclé crudo", "terciopelo terracota", "algodón gris perla"];
const ENGLISH_FABRICS: &[&str] =
    &["natural linen", "sage green velvet", "ecru bouclé", "terracotta velvet", "pearl grey cotton"];
const FRENCH_WOODS: &[&str] = &["chêne clair", "noyer", "frêne teinté noir", "chêne fumé"];
const SPANISH_WOODS: &[&str] = &["roble claro", "nogal", "fresno teñido en negro", "roble ahumado"];
const ENGLISH_WOODS: &[&str] = &["light oak", "walnut", "black-stained ash", "smoked oak"];

impl Product {
    pub(super) fn draw(random: &mut Random, goods: Goods) -> &'static Self {
        loop {
            let product = random.pick(PRODUCTS);
            if goods == Goods::Any || goods == product.goods {
                return product;
            }
        }
    }

    pub(super) fn colour(&self, random: &mut Random, language: Language) -> &'static str {
        let colours = match (language, self.goods) {
            (Language::Fr, Wood) => FRENCH_WOODS,
            (Language::Fr, _) => FRENCH_FABRICS,
            (Language::Es, Wood) => SPANISH_WOODS,
            (Language::Es, _) => SPANISH_FABRICS,
            (Language::En, Wood) => ENGLISH_WOODS,
            (Language::En, _) => ENGLISH_FABRICS,
        };
        colours[random.index(colours.len())]
    }

    pub(super) fn noun(&self, language: Language) -> &'static str {
        match language {
            Language::Fr => self.french.0,
            Language::Es => self.spanish.0,
            Language::En => self.english,
        }
    }

    /// Noun and model: "fauteuil Solène", "Solène armchair".
    pub(super) fn full(&self, language: Language) -> String {
        match language {
            Language::En => format!("{} {}", self.model, self.english),
            _ => format!("{} {}", self.noun(language), self.model),
        }
    }

    /// The last part of its page's address: "fauteuil-solene".
    pub(super) fn slug(&self, language: Language) -> String {
        let full = self.full(language).replace('\'', " ");
        full.split(' ').map(ascii).collect::<Vec<_>>().join("-")
    }

    /// The word that a grammatical slot stands for, or none when `slot` is not one.
    pub(super) fn word(&self, slot: &str, language: Language) -> Option<String> {
        let full = || self.full(language);
        let noun = self.noun(language);
        Some(match (slot, language) {
            ("product", _) => full(),
            ("noun", _) => noun.to_owned(),
            ("model", _) => self.model.to_owned(),
            ("the", Language::Fr) => format!("{}{}", self.french_article(), full()),
            ("of_the", Language::Fr) if !self.elides() && self.french.1 == M => format!("du {}", full()),
            ("of_the", Language::Fr) => format!("de {}{}", self.french_article(), full()),
            ("my", Language::Fr) => {
                let my = if self.french.1 == F && !self.elides() { "ma" } else { "mon" };
                format!("{my} {}", full())
            }
            ("a", Language::Fr) => self.french_by_gender("un ", "une ") + &full(),
            ("this", Language::Fr) => self.french_by_gender("ce ", "cette ") + noun,
            ("it", Language::Fr) => self.french_by_gender("il", "elle"),
            ("pron", Language::Fr) => self.french_by_gender("le", "la"),
            ("e", Language::Fr) => self.french_by_gender("", "e"),
            ("the", Language::Es) => self.spanish_by_gender("el ", "la ") + &full(),
            ("of_the", Language::Es) => self.spanish_by_gender("del ", "de la ") + &full(),
            ("my", _) => format!("{} {}", if language == Language::Es { "mi" } else { "my" }, full()),
            ("a", Language::Es) => self.spanish_by_gender("un ", "una ") + &full(),
            ("this", Language::Es) => self.spanish_by_gender("este ", "esta ") + noun,
            ("it", Language::Es) => self.spanish_by_gender("él", "ella"),
            ("pron", Language::Es) => self.spanish_by_gender("lo", "la"),
            ("o", Language::Es) => self.spanish_by_gender("o", "a"),
            ("the", Language::En) => format!("the {}", full()),
            ("of_the", Language::En) => format!("of the {}", full()),
            ("a", Language::En) if self.model.starts_with(['A', 'É', 'O']) => format!("an {}", full()),
            ("a", Language::En) => format!("a {}", full()),
            ("this", Language::En) => format!("this {noun}"),
            ("it" | "pron", Language::En) => "it".to_owned(),
            // Endings that a language does not have.
            ("e" | "o", _) => String::new(),
            _ => return None,
        })
    }

    fn elides(&self) -> bool {
        self.french.0.starts_with(['a', 'é'])
    }

    fn french_article(&self) -> &'static str {
        match self.french.1 {
            _ if self.elides() => "l'",
            M => "le ",
            F => "la ",
        }
    }

    fn french_by_gender(&self, masculine: &str, feminine: &str) -> String {
        if self.french.1 == M { masculine } else { feminine }.to_owned()
    }

    fn spanish_by_gender(&self, masculine: &str, feminine: &str) -> String {
        if self.spanish.1 == M { masculine } else { feminine }.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_elides_and_agrees() {
        let find = |model| {
            PRODUCTS
                .iter()
                .find(|product| product.model == model)
                .map(|p| ["the", "of_the", "my", "this"].map(|slot| p.word(slot, Language::Fr).unwrap_or_default()))
        };
        assert_eq!(
            find("Garance"),
            Some(
                ["l'armoire Garance", "de l'armoire Garance", "mon armoire Garance", "cette armoire"]
                    .map(str::to_owned)
            )
        );
        assert_eq!(
            find("Solène"),
            Some(["le fauteuil Solène", "du fauteuil Solène", "mon fauteuil Solène", "ce fauteuil"].map(str::to_owned))
        );
    }

    #[test]
    fn pages_have_plain_addresses() {
        assert_eq!(PRODUCTS[2].slug(Language::Fr), "canape-d-angle-vendome");
        assert_eq!(PRODUCTS[0].slug(Language::Es), "sillon-solene");
    }
}
