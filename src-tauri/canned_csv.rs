//! Canned answers as CSV: a heading, then a row each. A cell that a spreadsheet would take for a formula
//! is written with an apostrophe before it, and read without.

use crate::table::{harmless, is_formula};
use protocol::CannedContent;
use protocol::card::Link;

const HEADINGS: [&str; 7] = ["folder", "shortcut", "title", "text", "language", "link_title", "link_url"];

pub struct Row {
    /// In the file, counted from 1.
    pub line: u64,
    /// None: it lacks what an answer must have.
    pub content: Option<CannedContent>,
}

pub fn read(text: &str) -> Result<Vec<Row>, csv::Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Spreadsheets of half of Europe separate by semicolons.
    let heading = text.lines().next().unwrap_or("");
    let separator = if heading.matches(';').count() > heading.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers()?.clone();
    let place = |name: &str| headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
    let places = HEADINGS.map(place);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell =
            |at: usize| places[at].and_then(|place| record.get(place)).map(plain).filter(|cell| !cell.is_empty());
        let content = || {
            let title = cell(2)?;
            let link = cell(6).map(|url| Link { title: cell(5).unwrap_or_default(), url });
            let (shortcut, text) = (cell(1)?, cell(3)?);
            Some(CannedContent { folder: cell(0), shortcut, title, text, language: cell(4), link, attachments: vec![] })
        };
        rows.push(Row { line, content: content() });
    }
    Ok(rows)
}

pub fn write<'a>(answers: impl Iterator<Item = &'a CannedContent>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADINGS)?;
    for CannedContent { folder, shortcut, title, text, language, link, attachments: _ } in answers {
        let (link_title, link_url) = link.as_ref().map_or(("", ""), |link| (&link.title, &link.url));
        let folder = folder.as_deref().unwrap_or("");
        let language = language.as_deref().unwrap_or("");
        writer.write_record([folder, shortcut, title, text, language, link_title, link_url].map(harmless))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn plain(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest.to_owned(),
        _ => cell.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> CannedContent {
        CannedContent {
            folder: Some("Retours".into()),
            shortcut: "retour".into(),
            title: "=1+1".into(),
            text: "Bonjour {{visitor.first_name}},\nc’est \"gratuit\"; vraiment.".into(),
            language: Some("fr".into()),
            link: Some(Link { title: "Retours".into(), url: "https://shop.example/retours".into() }),
            attachments: vec![],
        }
    }

    /// D9
    #[test]
    fn what_is_written_is_read_back_and_no_cell_is_a_formula() {
        let csv = write([&answer(), &CannedContent { folder: None, link: None, ..answer() }].into_iter()).unwrap();
        assert!(csv.contains("'=1+1"));
        let read: Vec<_> = read(&csv).unwrap().into_iter().map(|row| row.content.unwrap()).collect();
        assert_eq!(read, [answer(), CannedContent { folder: None, link: None, ..answer() }]);
    }

    /// D9
    #[test]
    fn a_spreadsheets_semicolons_mark_and_order_of_columns_are_taken() {
        let rows = read("\u{feff}Title;Text;Shortcut\nRetour;C’est gratuit, oui;retour\n;rien;x\n").unwrap();
        let first = rows[0].content.as_ref().unwrap();
        assert_eq!((first.title.as_str(), first.text.as_str()), ("Retour", "C’est gratuit, oui"));
        assert_eq!((rows[1].line, rows[1].content.is_none()), (3, true), "a row without a title is named by its line");
    }
}
