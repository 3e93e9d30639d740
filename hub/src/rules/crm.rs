//! What may stand in the fields of the side panel (A12).

use super::text;
use iso_currency::Currency;
use jiff::civil::Date;
use protocol::card::FieldKind;
use protocol::crm::{SheetField, money};
use protocol::playbook::answer_is_sound;
use protocol::wire::ErrorCode;

/// Digits before the decimals: what a spreadsheet still holds exactly.
const DIGITS_MAX: usize = 12;

/// A field as it is kept; none once it is emptied.
pub fn field(field: SheetField, text: Option<&str>) -> Result<Option<String>, ErrorCode> {
    let Some(text) = text.filter(|text| text.chars().any(text::is_seen)) else { return Ok(None) };
    let kept = match field {
        SheetField::Name | SheetField::Organisation | SheetField::Address => text::name(text)?,
        SheetField::Email => person(FieldKind::Email, text)?,
        SheetField::Phone => person(FieldKind::Phone, text)?,
        SheetField::Value => value(text)?,
        SheetField::Closing => day(text)?,
        SheetField::Notes => text::message(text)?,
    };
    Ok(Some(kept))
}

fn person(kind: FieldKind, text: &str) -> Result<String, ErrorCode> {
    let line = text::name(text)?;
    if answer_is_sound(kind, &line) { Ok(line) } else { Err(ErrorCode::FieldInvalid) }
}

/// `2580 EUR` as `2580.00 EUR`: with as many decimals as the currency has, none of them lost.
fn value(text: &str) -> Result<String, ErrorCode> {
    let (amount, code) = money(text.trim()).ok_or(ErrorCode::FieldInvalid)?;
    let currency = Currency::from_code(code).ok_or(ErrorCode::FieldInvalid)?;
    let decimals = usize::from(currency.exponent().unwrap_or(0));
    let (whole, rest) = amount.split_once('.').unwrap_or((amount, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let short = whole.trim_start_matches('0');
    if whole.is_empty() || !digits(whole) || !digits(rest) || short.len() > DIGITS_MAX || rest.len() > decimals {
        return Err(ErrorCode::FieldInvalid);
    }
    let short = if short.is_empty() { "0" } else { short };
    let point = if decimals > 0 { "." } else { "" };
    Ok(format!("{short}{point}{rest:0<decimals$} {code}"))
}

/// A day of the calendar.
pub fn day(text: &str) -> Result<String, ErrorCode> {
    let day: Date = Date::strptime("%Y-%m-%d", text.trim()).map_err(|_| ErrorCode::FieldInvalid)?;
    if (1900..=9999).contains(&day.year()) { Ok(day.to_string()) } else { Err(ErrorCode::FieldInvalid) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(of: SheetField, text: &str) -> Option<String> {
        field(of, Some(text)).unwrap_or_else(|code| Some(format!("refused: {code}")))
    }

    /// A12
    #[test]
    fn fields_are_kept_as_meant_and_refused_when_they_cannot_be() {
        use SheetField as F;
        for (of, text, as_kept) in [
            (F::Name, " Lucía\u{202e}  Fernández ", Some("Lucía Fernández")),
            (F::Email, " lucia@correo.example", Some("lucia@correo.example")),
            (F::Phone, "+34 612 48 09 37", Some("+34 612 48 09 37")),
            (F::Address, "Calle de Colón 31\n46004 Valencia", Some("Calle de Colón 31 46004 Valencia")),
            (F::Notes, "Décoratrice.\r\nRappeler.", Some("Décoratrice.\nRappeler.")),
            (F::Notes, " \u{200b}\n", None),
            (F::Value, "2580 EUR", Some("2580.00 EUR")),
            (F::Value, "0012.5 EUR", Some("12.50 EUR")),
            (F::Value, "000 JPY", Some("0 JPY")),
            (F::Value, "1.234 TND", Some("1.234 TND")),
            (F::Closing, "2028-02-29", Some("2028-02-29")),
            (F::Closing, "", None),
        ] {
            assert_eq!(kept(of, text).as_deref(), as_kept, "{of} {text:?}");
        }
        let long = "x".repeat(257);
        for (of, text) in [
            (F::Name, long.as_str()),
            (F::Email, "lucia"),
            (F::Phone, "12"),
            (F::Value, "2580"),
            (F::Value, "-5 EUR"),
            (F::Value, "1e3 EUR"),
            (F::Value, "2 580 EUR"),
            (F::Value, "1.005 EUR"),
            (F::Value, "1.5 JPY"),
            (F::Value, "5 XYZ"),
            (F::Value, "1234567890123 EUR"),
            (F::Closing, "2026-02-30"),
            (F::Closing, "31/12/2026"),
            (F::Closing, "0026-12-31"),
        ] {
            assert!(field(of, Some(text)).is_err(), "{of} {text:?}");
        }
    }
}
