//! Leads, deals and activities as a table (A13).

use super::{in_words, moment};
use crate::table::{Cell, Table};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use protocol::crm::{EntryKind, money};
use protocol::ipc::crm::EntryRow;
use protocol::ipc::session::Locale;

const HEADINGS: [[&str; 3]; 15] = [
    ["Type", "Tipo", "Type"],
    ["Titre", "Título", "Title"],
    ["Personne", "Persona", "Person"],
    ["E-mail", "Correo electrónico", "E-mail"],
    ["Téléphone", "Teléfono", "Phone"],
    ["Organisation", "Organización", "Organisation"],
    ["Adresse", "Dirección", "Address"],
    ["Valeur", "Valor", "Value"],
    ["Devise", "Moneda", "Currency"],
    ["Conclusion prévue", "Cierre previsto", "Expected close"],
    ["Pour le", "Para el", "Due on"],
    ["Notes", "Notas", "Notes"],
    ["Créé le", "Creado el", "Created"],
    ["Créé par", "Creado por", "Created by"],
    ["Projet", "Proyecto", "Project"],
];

const fn kind(what: EntryKind, locale: Locale) -> &'static str {
    match what {
        EntryKind::Lead => in_words(&["Prospect", "Prospecto", "Lead"], locale),
        EntryKind::Deal => in_words(&["Affaire", "Trato", "Deal"], locale),
        EntryKind::Activity => in_words(&["Activité", "Actividad", "Activity"], locale),
    }
}

/// `zone`: the reader's.
pub fn table(rows: Vec<EntryRow>, locale: Locale, zone: &TimeZone) -> Table {
    let headings = HEADINGS.iter().map(|words| in_words(words, locale).to_owned()).collect();
    let text = |text: Option<String>| Cell::text(text.unwrap_or_default());
    let day = |day: Option<String>| day.and_then(|day| day.parse::<Date>().ok()).map_or(Cell::Empty, Cell::Day);
    let rows = rows.into_iter().map(|row| {
        let EntryRow { entry, visitor_number, .. } = row;
        let (value, currency) =
            row.value.as_deref().and_then(money).map_or((Cell::Empty, Cell::Empty), |(amount, code)| {
                let decimals = amount.split_once('.').map_or(0, |(_, rest)| rest.len());
                (amount.parse().map_or(Cell::Empty, |number| Cell::Number(number, decimals)), Cell::text(code))
            });
        let visitor = in_words(&["Visiteur", "Visitante", "Visitor"], locale);
        let bot = in_words(&["Robot", "Bot", "Bot"], locale).to_owned();
        vec![
            Cell::text(kind(entry.what, locale)),
            Cell::text(entry.title),
            Cell::text(row.visitor_name.unwrap_or_else(|| format!("{visitor} #{visitor_number}"))),
            text(row.email),
            text(row.phone),
            text(row.organisation),
            text(row.address),
            value,
            currency,
            day(row.closing),
            day(entry.due),
            text(row.notes),
            moment(entry.at, zone),
            Cell::text(entry.by.map_or(bot, |by| by.name)),
            Cell::text(row.project),
        ]
    });
    Table { headings, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use protocol::Timestamp;
    use protocol::crm::Entry;
    use uuid::Uuid;

    /// A13
    #[test]
    fn a_row_tells_all_that_the_panel_knows() {
        let entry = Entry {
            id: Uuid::nil().into(),
            what: EntryKind::Lead,
            title: "Deux fauteuils".into(),
            due: None,
            at: Timestamp(1_795_000_000_000),
            by: None,
            page: None,
        };
        let row = EntryRow {
            entry,
            conversation: Uuid::nil().into(),
            visitor_name: None,
            visitor_number: 7,
            email: Some("lucia@correo.example".into()),
            phone: None,
            organisation: Some("Interiores".into()),
            address: None,
            value: Some("2580.00 EUR".into()),
            closing: Some("2026-12-12".into()),
            notes: None,
            project: "Maison Verlaine".into(),
        };
        let table = table(vec![row], Locale::Es, &TimeZone::UTC);
        let cells = &table.rows[0];
        assert_eq!(cells.len(), table.headings.len());
        assert_eq!(cells[..3], ["Prospecto", "Deux fauteuils", "Visitante #7"].map(Cell::text));
        assert_eq!(cells[7..10], [Cell::Number(2580.0, 2), Cell::text("EUR"), Cell::Day(date(2026, 12, 12))]);
        assert_eq!((&cells[4], &cells[13]), (&Cell::Empty, &Cell::text("Bot")));
    }
}
