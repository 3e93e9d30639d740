//! Where visitors live, and where the shops are.

use super::{Language, SeedPlace};

const PARIS: &str = "Europe/Paris";
const MADRID: &str = "Europe/Madrid";
const LONDON: &str = "Europe/London";

/// City, region, country and time zone; the first ones are the likelier.
type Town = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const FRENCH: &[Town] = &[
    ("Paris", "Île-de-France", "FR", PARIS), ("Lyon", "Auvergne-Rhône-Alpes", "FR", PARIS),
    ("Marseille", "Provence-Alpes-Côte d’Azur", "FR", PARIS), ("Toulouse", "Occitanie", "FR", PARIS),
    ("Nantes", "Pays de la Loire", "FR", PARIS), ("Lille", "Hauts-de-France", "FR", PARIS),
    ("Bordeaux", "Nouvelle-Aquitaine", "FR", PARIS), ("Rennes", "Bretagne", "FR", PARIS),
    ("Strasbourg", "Grand Est", "FR", PARIS), ("Montpellier", "Occitanie", "FR", PARIS),
    ("Nice", "Provence-Alpes-Côte d’Azur", "FR", PARIS), ("Grenoble", "Auvergne-Rhône-Alpes", "FR", PARIS),
    ("Dijon", "Bourgogne-Franche-Comté", "FR", PARIS), ("Tours", "Centre-Val de Loire", "FR", PARIS),
    ("Rouen", "Normandie", "FR", PARIS), ("Angers", "Pays de la Loire", "FR", PARIS),
    ("Clermont-Ferrand", "Auvergne-Rhône-Alpes", "FR", PARIS), ("Brest", "Bretagne", "FR", PARIS),
    ("Versailles", "Île-de-France", "FR", PARIS), ("Bayonne", "Nouvelle-Aquitaine", "FR", PARIS),
    ("Bruxelles", "Bruxelles-Capitale", "BE", "Europe/Brussels"), ("Namur", "Wallonie", "BE", "Europe/Brussels"),
    ("Lausanne", "Vaud", "CH", "Europe/Zurich"), ("Luxembourg", "Luxembourg", "LU", "Europe/Luxembourg"),
];

#[rustfmt::skip]
const SPANISH: &[Town] = &[
    ("Madrid", "Comunidad de Madrid", "ES", MADRID), ("Barcelona", "Cataluña", "ES", MADRID),
    ("Valencia", "Comunitat Valenciana", "ES", MADRID), ("Sevilla", "Andalucía", "ES", MADRID),
    ("Zaragoza", "Aragón", "ES", MADRID), ("Málaga", "Andalucía", "ES", MADRID),
    ("Bilbao", "País Vasco", "ES", MADRID), ("Murcia", "Región de Murcia", "ES", MADRID),
    ("Palma", "Illes Balears", "ES", MADRID), ("Valladolid", "Castilla y León", "ES", MADRID),
    ("Vigo", "Galicia", "ES", MADRID), ("Gijón", "Asturias", "ES", MADRID),
    ("Granada", "Andalucía", "ES", MADRID), ("San Sebastián", "País Vasco", "ES", MADRID),
    ("Santander", "Cantabria", "ES", MADRID), ("Pamplona", "Navarra", "ES", MADRID),
    ("Alicante", "Comunitat Valenciana", "ES", MADRID), ("Girona", "Cataluña", "ES", MADRID),
    ("Perpiñán", "Occitanie", "FR", PARIS), ("Andorra la Vella", "Andorra la Vella", "AD", "Europe/Andorra"),
];

#[rustfmt::skip]
const ENGLISH: &[Town] = &[
    ("London", "England", "GB", LONDON), ("Manchester", "England", "GB", LONDON),
    ("Bristol", "England", "GB", LONDON), ("Edinburgh", "Scotland", "GB", LONDON),
    ("Brighton", "England", "GB", LONDON), ("Leeds", "England", "GB", LONDON),
    ("Cardiff", "Wales", "GB", LONDON), ("Dublin", "Leinster", "IE", "Europe/Dublin"),
    ("Cork", "Munster", "IE", "Europe/Dublin"), ("Oxford", "England", "GB", LONDON),
    ("Amsterdam", "Noord-Holland", "NL", "Europe/Amsterdam"), ("Paris", "Île-de-France", "FR", PARIS),
    ("Berlin", "Berlin", "DE", "Europe/Berlin"), ("Copenhagen", "Hovedstaden", "DK", "Europe/Copenhagen"),
];

/// Towns with a shop. The French ones begin with a consonant, so that "magasin de" never needs an elision.
const FRENCH_STORES: &[&str] =
    &["Paris", "Lyon", "Bordeaux", "Lille", "Nantes", "Toulouse", "Rennes", "Strasbourg", "Bruxelles"];
const SPANISH_STORES: &[&str] = &["Madrid", "Barcelona", "Valencia", "Sevilla", "Bilbao"];
const ENGLISH_STORES: &[&str] = &["London", "Manchester", "Dublin", "Edinburgh"];

impl Language {
    pub(super) fn towns(self) -> &'static [Town] {
        match self {
            Self::Fr => FRENCH,
            Self::Es => SPANISH,
            Self::En => ENGLISH,
        }
    }

    pub(super) fn stores(self) -> &'static [&'static str] {
        match self {
            Self::Fr => FRENCH_STORES,
            Self::Es => SPANISH_STORES,
            Self::En => ENGLISH_STORES,
        }
    }
}

impl SeedPlace {
    /// A town as an address look-up tells it: at times only the country, at times nothing.
    pub(super) fn of(town: &Town, precision: u32) -> Self {
        let (city, region, country, timezone) = *town;
        Self {
            city: (precision < 80).then_some(city),
            region: (precision < 86).then_some(region),
            country: (precision < 96).then_some(country),
            timezone,
        }
    }
}
