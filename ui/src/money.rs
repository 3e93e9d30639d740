//! Amounts as people type them, read into the form that travels: `2580.00 EUR` ([`protocol::crm::money`]). Plain
//! functions; `intl::money` writes them back.

/// Meant where nothing else is said.
const HOME: &str = "EUR";
/// Currencies whose sign is a dollar.
const DOLLARS: [&str; 12] = ["USD", "CAD", "AUD", "MXN", "ARS", "CLP", "COP", "NZD", "HKD", "SGD", "TWD", "UYU"];

/// `2 580 €`, `$1,200.50`, `1200 usd`. `comma`: the language's decimals come after one. `known`: the currency that
/// stood there. None: this is no amount.
pub fn read(text: &str, comma: bool, known: Option<&str>) -> Option<String> {
    let (mut number, mut marks) = (String::new(), String::new());
    for c in text.chars() {
        match c {
            '0'..='9' | '.' | ',' => number.push(c),
            c if c.is_whitespace() || matches!(c, '\'' | '’') => {}
            c => marks.push(c),
        }
    }
    let currency = currency(&marks, known)?;
    let (whole, rest) = split(&number, comma)?;
    let amount = if rest.is_empty() { whole } else { format!("{whole}.{rest}") };
    Some(format!("{amount} {currency}"))
}

fn currency(marks: &str, known: Option<&str>) -> Option<String> {
    let known = known.unwrap_or(HOME);
    let code: String = marks.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_uppercase();
    let sign = match marks.chars().find(|c| !c.is_ascii_alphabetic()) {
        None if code.is_empty() => return Some(known.to_owned()),
        None | Some('.') => None,
        Some('€') => Some("EUR"),
        Some('£') => Some("GBP"),
        Some('¥') if known == "CNY" => Some("CNY"),
        Some('¥') => Some("JPY"),
        // Of many countries: the one that stood there, if its money is called so.
        Some('$') if DOLLARS.contains(&known) => Some(known),
        Some('$') => Some("USD"),
        Some(_) => return None,
    };
    match (code.len(), sign) {
        (3, _) => Some(code),
        (_, Some(sign)) => Some(sign.to_owned()),
        _ => None,
    }
}

/// Digits before and after the decimal sign. A single sign of the other kind with one or two digits after it is
/// meant as one, too.
fn split(number: &str, comma: bool) -> Option<(String, String)> {
    let decimal = if comma { ',' } else { '.' };
    let other = if comma { '.' } else { ',' };
    let of = |sign| number.matches(sign).count();
    let tail = |sign| number.rsplit_once(sign).map_or(0, |(_, tail)| tail.len());
    let sign = match (of(decimal), of(other)) {
        (1, _) => Some(decimal),
        (0, 1) if (1..=2).contains(&tail(other)) => Some(other),
        (0, _) => None,
        _ => return None,
    };
    let (whole, rest) = sign.and_then(|sign| number.rsplit_once(sign)).unwrap_or((number, ""));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if rest.contains(['.', ',']) || digits(whole).is_empty() {
        return None;
    }
    Some((digits(whole), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A12
    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, comma, known, meant) in [
            ("2580", true, None, Some("2580 EUR")),
            ("2 580 €", true, None, Some("2580 EUR")),
            ("2\u{202f}580,50\u{a0}€", true, Some("EUR"), Some("2580.50 EUR")),
            ("2.580,50", true, Some("USD"), Some("2580.50 USD")),
            ("1.234", true, None, Some("1234 EUR")),
            ("1.234", false, None, Some("1.234 EUR")),
            ("12.5", true, None, Some("12.5 EUR")),
            ("$1,200.50", false, None, Some("1200.50 USD")),
            ("1200 usd", true, Some("EUR"), Some("1200 USD")),
            ("500 $", true, Some("MXN"), Some("500 MXN")),
            ("300 $US", true, Some("USD"), Some("300 USD")),
            ("CHF 1’000", true, None, Some("1000 CHF")),
            ("1,234,567", false, None, Some("1234567 EUR")),
            ("1.2.3,4,5", true, None, None),
            ("environ 30", true, None, None),
            ("-5 €", true, None, None),
            ("€", true, None, None),
        ] {
            assert_eq!(read(text, comma, known).as_deref(), meant, "{text}");
        }
    }
}
