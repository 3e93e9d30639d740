//! Tables for people's spreadsheets: CSV as theirs expects it, or XLSX. Plain functions: cells in, bytes out.
//!
//! Words of people stay text in both: in XLSX by the kind of the cell, in CSV by an apostrophe before what a
//! spreadsheet would take for a formula.

use jiff::civil::{Date, DateTime};
use protocol::ipc::crm::TableFormat;
use protocol::ipc::session::{CsvSeparator, Locale};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::{self, Cursor, Seek, Write};

/// Rows of a sheet, headings left out: Excel takes no more.
pub const XLSX_MAX_ROWS: u64 = 1_048_575;
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

/// The spreadsheet that a table is for.
#[derive(Clone, Copy, Debug)]
pub struct Spreadsheet {
    pub locale: Locale,
    pub separator: CsvSeparator,
}

pub struct Table {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub fn bytes(&self, format: TableFormat, reader: Spreadsheet) -> io::Result<Vec<u8>> {
        let mut writer = TableWriter::begin(Cursor::new(Vec::new()), format, reader, &self.headings)?;
        self.rows.iter().try_for_each(|row| writer.row(row))?;
        Ok(writer.finish()?.into_inner())
    }
}

/// A table that is being written: however long it becomes, one row of it is held.
pub enum TableWriter<W: Write + Seek + Send> {
    /// In UTF-8 with its mark.
    Csv {
        writer: csv::Writer<W>,
        /// Decimals come after one.
        comma: bool,
    },
    Xlsx {
        book: Box<Workbook>,
        out: W,
        row: u32,
        day: Format,
        moment: Format,
    },
}

impl<W: Write + Seek + Send> TableWriter<W> {
    pub fn begin(mut out: W, format: TableFormat, reader: Spreadsheet, headings: &[String]) -> io::Result<Self> {
        match format {
            TableFormat::Csv => {
                out.write_all("\u{feff}".as_bytes())?;
                let comma = reader.locale != Locale::En;
                let mut builder = csv::WriterBuilder::new();
                builder.delimiter(reader.separator.byte()).terminator(csv::Terminator::CRLF);
                let mut writer = builder.from_writer(out);
                writer.write_record(headings)?;
                Ok(Self::Csv { writer, comma })
            }
            TableFormat::Xlsx => {
                let mut book = Box::new(Workbook::new());
                let sheet = book.add_worksheet_with_constant_memory().map_err(io::Error::other)?;
                head(sheet, headings).map_err(io::Error::other)?;
                let dated = |format: &str| Format::new().set_num_format(format);
                Ok(Self::Xlsx { book, out, row: 1, day: dated("yyyy-mm-dd"), moment: dated("yyyy-mm-dd hh:mm") })
            }
        }
    }

    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match self {
            Self::Csv { writer, comma } => Ok(writer.write_record(cells.iter().map(|cell| plain(cell, *comma)))?),
            Self::Xlsx { book, row, day, moment, .. } => {
                let sheet = book.worksheet_from_index(0).map_err(io::Error::other)?;
                for (column, cell) in (0_u16..).zip(cells) {
                    write(sheet, (*row, column), cell, (day, moment)).map_err(io::Error::other)?;
                }
                *row += 1;
                Ok(())
            }
        }
    }

    /// Where it was written to.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::Csv { writer, .. } => writer.into_inner().map_err(|error| error.into_error()),
            Self::Xlsx { mut book, mut out, .. } => {
                book.save_to_writer(&mut out).map_err(io::Error::other)?;
                Ok(out)
            }
        }
    }
}

fn head(sheet: &mut Worksheet, headings: &[String]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    Ok(())
}

/// A cell of a CSV.
fn plain(cell: &Cell, comma: bool) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(number, decimals) => {
            let written = format!("{number:.decimals$}");
            if comma { written.replace('.', ",") } else { written }
        }
        Cell::Day(day) => day.to_string(),
        Cell::Moment(moment) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
        Cell::Empty => String::new(),
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

    fn expected(locale: Locale) -> Spreadsheet {
        Spreadsheet { locale, separator: CsvSeparator::expected(locale) }
    }

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
        let french = String::from_utf8(table().bytes(TableFormat::Csv, expected(Locale::Fr)).unwrap()).unwrap();
        assert_eq!(
            french,
            "\u{feff}Titre;Valeur;Jour;Créé;Notes\r\n\"'=HYPERLINK(\"\"http://evil.example\"\")\";2580,50;2026-12-12;\
             2026-11-22 20:30;\"deux\nlignes; et \"\"guillemets\"\"\"\r\n"
        );
        let english = String::from_utf8(table().bytes(TableFormat::Csv, expected(Locale::En)).unwrap()).unwrap();
        assert!(english.contains(",2580.50,2026-12-12,"), "{english}");
        let chosen = Spreadsheet { locale: Locale::Fr, separator: CsvSeparator::Tab };
        let tabbed = String::from_utf8(table().bytes(TableFormat::Csv, chosen).unwrap()).unwrap();
        assert!(tabbed.contains("\t2580,50\t2026-12-12\t"), "{tabbed}");
    }

    /// A13, V8
    #[test]
    fn a_workbook_holds_texts_numbers_and_days_as_what_they_are() {
        let bytes = table().bytes(TableFormat::Xlsx, expected(Locale::Fr)).unwrap();
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
