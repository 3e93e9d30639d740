//! Visitors as a table (V8).

use super::{in_words, moment};
use crate::table::Cell;
use jiff::tz::TimeZone;
use protocol::VisitorStatus;
use protocol::ipc::session::Locale;
use protocol::ipc::visitors::VisitorRow;

const HEADINGS: [[&str; 3]; 10] = [
    ["ID", "ID", "ID"],
    ["Nom", "Nombre", "Name"],
    ["E-mail", "Correo electrónico", "E-mail"],
    ["Téléphone", "Teléfono", "Phone"],
    ["Statut", "Estado", "Status"],
    ["Pays", "País", "Country"],
    ["Ville", "Ciudad", "City"],
    ["Région", "Región", "Region"],
    ["Engagé", "Con interacción", "Engaged"],
    ["Créé le", "Creado el", "Created"],
];

const fn status(status: VisitorStatus, locale: Locale) -> &'static str {
    let words = match status {
        VisitorStatus::New => ["Nouveau", "Nuevo", "New"],
        VisitorStatus::Prospect => ["Prospect", "Prospecto", "Prospect"],
        VisitorStatus::Customer => ["Client", "Cliente", "Customer"],
        VisitorStatus::Closed => ["Fermé", "Cerrado", "Closed"],
        VisitorStatus::Archived => ["Archivé", "Archivado", "Archived"],
    };
    in_words(&words, locale)
}

pub fn headings(locale: Locale) -> Vec<String> {
    HEADINGS.iter().map(|words| in_words(words, locale).to_owned()).collect()
}

/// `zone`: the reader's.
pub fn cells(row: VisitorRow, locale: Locale, zone: &TimeZone) -> Vec<Cell> {
    let text = |text: Option<String>| Cell::text(text.unwrap_or_default());
    let engaged = if row.engaged { ["Oui", "Sí", "Yes"] } else { ["Non", "No", "No"] };
    vec![
        Cell::text(row.number.to_string()),
        text(row.name),
        text(row.email),
        text(row.phone),
        Cell::text(status(row.status, locale)),
        text(row.place.country),
        text(row.place.city),
        text(row.place.region),
        Cell::text(in_words(&engaged, locale)),
        moment(row.created_at, zone),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Spreadsheet, Table};
    use jiff::civil::datetime;
    use protocol::Timestamp;
    use protocol::ipc::crm::TableFormat;
    use protocol::ipc::session::CsvSeparator;
    use protocol::visitor::Place;
    use uuid::Uuid;

    /// V8
    #[test]
    fn a_row_has_the_columns_that_other_systems_expect() {
        let place =
            Place { city: Some("Séville".into()), region: Some("Andalousie".into()), country: Some("ES".into()) };
        let row = VisitorRow {
            id: Uuid::nil().into(),
            project_id: Uuid::nil().into(),
            number: 8397,
            name: None,
            email: Some("=cmd()@evil.example".into()),
            phone: Some("+34 612 48 09 37".into()),
            status: VisitorStatus::Customer,
            place,
            at: Timestamp(1_795_500_000_000),
            created_at: Timestamp(1_795_000_000_000),
            engaged: true,
            on_site: true,
        };
        let (headings, cells) = (headings(Locale::Es), cells(row, Locale::Es, &TimeZone::UTC));
        assert_eq!(headings[8..], ["Con interacción", "Creado el"]);
        assert_eq!(cells.len(), headings.len());
        assert_eq!((&cells[0], &cells[1]), (&Cell::text("8397"), &Cell::Empty));
        assert_eq!(cells[4..9], ["Cliente", "ES", "Séville", "Andalousie", "Sí"].map(Cell::text));
        assert_eq!(cells[9], Cell::Moment(datetime(2026, 11, 18, 11, 6, 40, 0)));
        let table = Table { headings, rows: vec![cells] };
        let reader = Spreadsheet { locale: Locale::Es, separator: CsvSeparator::Semicolon };
        let csv = String::from_utf8(table.bytes(TableFormat::Csv, reader).unwrap()).unwrap();
        assert!(csv.contains(";'=cmd()@evil.example;'+34 612 48 09 37;"), "{csv}");
    }
}
