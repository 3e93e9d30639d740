//! Tables for people's spreadsheets: CSV as theirs expects it, or XLSX. Plain functions: cells in, bytes out.
//!
//! Words of people stay text in both: in XLSX by the kind of the cell, in CSV by an apostrophe before what a
//! spreadsheet would take for a formula.

use jiff::civil::{Date, DateTime};
use protocol::ipc::session::Locale;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Excel takes no longer text in a cell.
const CELL_MAX_CHARS: usize = 32_767;
/// Points of its own unit, so that most columns can be read without being widened.
const COLUMN_WIDTH: f64 = 20.0;

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    /// With this many decimals.
    Number(f64, usize),
    Day(Date),
    /// In the reader's zone.
    Moment(DateTime),
    Empty,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Some(text.into()).filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }
}

pub struct Table {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// In UTF-8 with its mark. Where decimals come after a comma, cells are apart by semicolons.
    pub fn csv(&self, locale: Locale) -> Result<Vec<u8>, csv::Error> {
        let comma = locale != Locale::En;
        let mut writer = csv::WriterBuilder::new()
            .delimiter(if comma { b';' } else { b',' })
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.headings)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match cell {
                Cell::Text(text) => harmless(text),
                Cell::Number(number, decimals) => {
                    let written = format!("{number:.decimals$}");
                    if comma { written.replace('.', ",") } else { written }
                }
                Cell::Day(day) => day.to_string(),
                Cell::Moment(moment) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
                Cell::Empty => String::new(),
            }))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }

    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        let (day, moment) =
            (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
        for (column, heading) in (0_u16..).zip(&self.headings) {
            sheet.set_column_width(column, COLUMN_WIDTH)?;
            sheet.write_string_with_format(0, column, heading, &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (at, row) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                write(sheet, (at, column), cell, (&day, &moment))?;
            }
        }
        book.save_to_buffer()
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (day, moment): (&Format, &Format),
) -> Result<(), XlsxError> {
    let excel = |date: Date| {
        ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    match cell {
        Cell::Text(text) => {
            let fits: String = text.chars().take(CELL_MAX_CHARS).collect();
            sheet.write_string(row, column, fits)?
        }
        Cell::Number(number, decimals) => {
            let zeros = "0".repeat(*decimals);
            let shape = if *decimals > 0 { format!("#,##0.{zeros}") } else { "#,##0".to_owned() };
            sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format(shape))?
        }
        Cell::Day(date) => sheet.write_datetime_with_format(row, column, excel(*date)?, day)?,
        Cell::Moment(at) => {
            let excel = excel(at.date())?.and_hms(at.hour().unsigned_abs().into(), at.minute().unsigned_abs(), 0)?;
            sheet.write_datetime_with_format(row, column, excel, moment)?
        }
        Cell::Empty => return Ok(()),
    };
    Ok(())
}

/// What a spreadsheet would run.
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// As text, whatever it looks like.
pub fn harmless(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use jiff::civil::{date, datetime};

    fn table() -> Table {
        Table {
            headings: vec!["Titre".into(), "Valeur".into(), "Jour".into(), "Créé".into(), "Notes".into()],
            rows: vec![vec![
                Cell::text("=HYPERLINK(\"http://evil.example\")"),
                Cell::Number(2580.5, 2),
                Cell::Day(date(2026, 12, 12)),
                Cell::Moment(datetime(2026, 11, 22, 20, 30, 0, 0)),
                Cell::text("deux\nlignes; et \"guillemets\""),
            ]],
        }
    }

    /// A13, V8
    #[test]
    fn csv_is_as_the_readers_spreadsheet_expects_it() {
        let french = String::from_utf8(table().csv(Locale::Fr).unwrap()).unwrap();
        assert_eq!(
            french,
            "\u{feff}Titre;Valeur;Jour;Créé;Notes\r\n\"'=HYPERLINK(\"\"http://evil.example\"\")\";2580,50;2026-12-12;\
             2026-11-22 20:30;\"deux\nlignes; et \"\"guillemets\"\"\"\r\n"
        );
        let english = String::from_utf8(table().csv(Locale::En).unwrap()).unwrap();
        assert!(english.contains(",2580.50,2026-12-12,"), "{english}");
    }

    /// A13, V8
    #[test]
    fn a_workbook_holds_texts_numbers_and_days_as_what_they_are() {
        let bytes = table().xlsx().unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let cells: Vec<_> = sheet.rows().nth(1).unwrap().to_vec();
        assert_eq!(cells[0], Data::String("=HYPERLINK(\"http://evil.example\")".into()), "text, no formula");
        assert_eq!(cells[1], Data::Float(2580.5));
        assert!(matches!(&cells[2], Data::DateTime(day) if day.as_f64() == 46_368.0), "{:?}", cells[2]);
        assert!(matches!(cells[3], Data::DateTime(_)));
        assert_eq!(cells[4], Data::String("deux\nlignes; et \"guillemets\"".into()));
    }
}
