//! What people's spreadsheets make of exported files: LibreOffice opens them, and says what it has read.

use crate::support::{TestConsole, TestHub};
use protocol::Visitor;
use protocol::crm::SheetField;
use protocol::ipc::crm::{EditSheet, TableFormat};
use protocol::ipc::inbox::Folder;
use protocol::ipc::session::{CsvSeparator, Locale, Preferences};
use protocol::ipc::visitors::{ExportVisitors, ListVisitors, VisitorFilter, VisitorSort};
use std::path::Path;
use std::process::Command;

const NAME: &str = "Zoé; \"l’Œil\", =1+1";
const PHONE: &str = "+33 6 12 48 09 37";

/// The cells as LibreOffice writes them after reading the file. `separator`: of a CSV, as a person would answer when
/// asked for it.
fn read_by_libreoffice(file: &Path, separator: Option<u8>) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let mut soffice = Command::new("soffice");
    // A profile of its own: a second one would hand its work over to the first.
    soffice.arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display())).arg("--headless");
    if let Some(separator) = separator {
        // Separator, quotes, UTF-8, from the first line.
        soffice.arg(format!("--infilter=CSV:{separator},34,76,1"));
    }
    // Apart by bars, every text in quotes, in UTF-8.
    let out = folder.path().join("out");
    soffice.args(["--convert-to", "csv:Text - txt - csv (StarCalc):124,34,76,1,,0,true"]);
    let ended =
        soffice.arg("--outdir").arg(&out).arg(file).output().expect("LibreOffice is missing: cargo xtask setup");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let written = out.join(file.with_extension("csv").file_name().unwrap());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(b'|').from_path(written).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

async fn exported(console: &TestConsole, format: TableFormat, to: &Path) {
    let list = ListVisitors { filter: VisitorFilter::default(), sort: VisitorSort::default(), page: 0 };
    let export = ExportVisitors { list, format, all: true };
    console.core.export_visitors(export, std::fs::File::create(to).unwrap()).await.unwrap();
}

/// V8
#[tokio::test(flavor = "multi_thread")]
async fn libreoffice_opens_what_is_exported_and_runs_none_of_it() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let chat = hub.visitor().await.write("Bonjour").await;
    claire.claims(chat).await;
    for (field, to) in [(SheetField::Name, NAME), (SheetField::Phone, PHONE)] {
        let edit = EditSheet { conversation: chat, field, from: None, to: Some(to.to_owned()) };
        claire.core.edit_sheet(edit).await.unwrap();
    }
    let id = claire.finds(chat, Folder::Mine).await.visitor_id;
    let visitor = async || claire.core.open_visitor(id).await.unwrap().visitor;
    let known = |visitor: &Visitor| (visitor.name.as_deref(), visitor.phone.as_deref()) == (Some(NAME), Some(PHONE));
    claire.until("name and phone", visitor, known).await;
    let folder = tempfile::tempdir().unwrap();

    let book = folder.path().join("visitors.xlsx");
    let french = Preferences { locale: Some(Locale::Fr), ..Preferences::default() };
    claire.core.set_preferences(french.clone()).await.unwrap();
    exported(&claire, TableFormat::Xlsx, &book).await;
    let rows = read_by_libreoffice(&book, None);
    assert_eq!(rows[0][..4], ["ID", "Nom", "E-mail", "Téléphone"]);
    assert_eq!(rows[1][..4], ["1", NAME, "", PHONE], "{rows:?}");
    assert_eq!(rows[1][8], "Oui");

    for (chosen, separator) in [(None, b';'), (Some(CsvSeparator::Comma), b','), (Some(CsvSeparator::Tab), b'\t')] {
        let preferences = Preferences { csv_separator: chosen, ..french.clone() };
        claire.core.set_preferences(preferences).await.unwrap();
        let file = folder.path().join(format!("visitors-{separator}.csv"));
        exported(&claire, TableFormat::Csv, &file).await;
        let rows = read_by_libreoffice(&file, Some(separator));
        assert_eq!(rows[0][..4], ["ID", "Nom", "E-mail", "Téléphone"]);
        // Not run: the apostrophe says that it is text.
        assert_eq!(rows[1][..4], ["1", NAME, "", &format!("'{PHONE}")], "{rows:?}");
    }
}
