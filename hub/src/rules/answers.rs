//! What a visitor sent for a bot's form.

use super::text;
use protocol::card::{Answer, Answers, FieldKind, Form};
use protocol::playbook::answer_is_sound;
use protocol::wire::ErrorCode;
use protocol::{MessageId, Visitor};
use std::collections::BTreeMap;

/// The key of the field that is missing or cannot be so; none: of a field that the form does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsound(pub Option<String>);

/// The answers in the order of the form's fields; those left empty are left out.
pub fn read(id: MessageId, form: &Form, given: &BTreeMap<String, String>) -> Result<Answers, Unsound> {
    if given.keys().any(|key| form.fields.iter().all(|field| field.key != *key)) {
        return Err(Unsound(None));
    }
    let mut answers = Vec::new();
    for field in &form.fields {
        let unsound = || Unsound(Some(field.key.clone()));
        let value = given.get(&field.key).map_or("", String::as_str);
        let value = match field.kind {
            // A free answer may be long, and keeps its lines.
            FieldKind::Text | FieldKind::Other => match text::message(value) {
                Ok(value) => value,
                Err(ErrorCode::TextEmpty) => String::new(),
                Err(_) => return Err(unsound()),
            },
            _ => text::line(value).unwrap_or_default(),
        };
        match (value.is_empty(), field.required) {
            (true, true) => return Err(unsound()),
            (true, false) => continue,
            (false, _) if !answer_is_sound(field.kind, &value) => return Err(unsound()),
            _ => {}
        }
        let (key, kind, label) = (field.key.clone(), field.kind, field.label.clone());
        answers.push(Answer { key, kind, label, value });
    }
    Ok(Answers { form: id, title: form.title.clone(), answers })
}

/// What they tell of the person: name, e-mail and phone, each if it was asked and given.
pub fn person(answers: &Answers) -> (Option<&str>, Option<&str>, Option<&str>) {
    let of = |kind| answers.answers.iter().find(|answer| answer.kind == kind).map(|answer| answer.value.as_str());
    (of(FieldKind::Name), of(FieldKind::Email), of(FieldKind::Phone))
}

/// What a lead is called that nobody has named: as its person is.
pub fn title(visitor: &Visitor) -> String {
    let known = [&visitor.name, &visitor.email, &visitor.phone].into_iter().flatten().next();
    known.cloned().unwrap_or_else(|| format!("#{}", visitor.number))
}

/// The value of a variable in a bot's text.
pub fn variable(name: &str, visitor: &Visitor, project: &str) -> Option<String> {
    match name {
        "visitor.name" => visitor.name.clone(),
        "visitor.first_name" => visitor.name.as_deref()?.split_whitespace().next().map(str::to_owned),
        "project.name" => Some(project.to_owned()),
        _ => visitor.params.get(name).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::card::FormField;
    use uuid::Uuid;

    fn form() -> Form {
        let field =
            |key: &str, kind, required| FormField { key: key.into(), kind, label: key.to_uppercase(), required };
        let fields = vec![
            field("name", FieldKind::Name, true),
            field("email", FieldKind::Email, true),
            field("phone", FieldKind::Phone, false),
            field("wish", FieldKind::Text, false),
        ];
        Form { title: "Vous".into(), fields }
    }

    fn read_form(given: &[(&str, &str)]) -> Result<Answers, Unsound> {
        let given = given.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        read(Uuid::nil().into(), &form(), &given)
    }

    /// A11
    #[test]
    fn answers_come_in_the_order_of_the_fields_and_empty_ones_stay_out() {
        let given = [
            ("email", " lucia@tienda.example "),
            ("wish", "Un fauteuil\nvert"),
            ("name", "Lucía Pérez"),
            ("phone", " "),
        ];
        let answers = read_form(&given).unwrap();
        let told: Vec<_> = answers.answers.iter().map(|answer| (answer.key.as_str(), answer.value.as_str())).collect();
        assert_eq!(told, [("name", "Lucía Pérez"), ("email", "lucia@tienda.example"), ("wish", "Un fauteuil\nvert")]);
        assert_eq!(person(&answers), (Some("Lucía Pérez"), Some("lucia@tienda.example"), None));
    }

    /// A11
    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let name = ("name", "Lucía");
        for (given, field) in [
            (vec![name], Some("email")),
            (vec![name, ("email", "lucia")], Some("email")),
            (vec![("name", "\u{200b}"), ("email", "a@b.fr")], Some("name")),
            (vec![name, ("email", "a@b.fr"), ("phone", "12")], Some("phone")),
            (vec![name, ("email", "a@b.fr"), ("age", "12")], None),
        ] {
            assert_eq!(read_form(&given), Err(Unsound(field.map(str::to_owned))), "{given:?}");
        }
    }
}
