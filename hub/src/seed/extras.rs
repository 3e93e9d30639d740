//! What a conversation holds besides text: a bot's question and form before it, links and offers in it,
//! a page shared, an item that came by a road whose content nobody here can show.
//!
//! Drawn apart from the dialogue, so that the words of a seeded hub do not change with it.

use super::random::Random;
use super::{Language, Outcome, SeedTurn, SeedVisitor, Speaker};
use protocol::Platform;
use protocol::card::{Answer, Choice, ChoiceOption, FieldKind, Form, FormField, Link, Offer};

/// Something that happens in a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedExtra {
    /// From the start of the conversation; the bot speaks before it.
    pub offset_ms: i64,
    pub what: SeedItem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeedItem {
    Asks(Choice),
    /// Of the question before it.
    Picks(ChoiceOption),
    AsksForm(Form),
    /// The form before it.
    Fills(Vec<Answer>),
    Links(Link),
    Offers(Offer),
    /// The agent asked to see the page, the visitor agreed, and it lasted so many seconds.
    Shares(i64),
    /// A kind that this version does not know.
    Unsupported(&'static str),
}

/// By which product a conversation came.
pub(super) fn platform(index: usize) -> Platform {
    use Platform::{Email, Instagram, Messenger, Web, Whatsapp};
    let mut random = Random::of(0x91A7, index as u64);
    [Web, Whatsapp, Messenger, Instagram, Email][random.weighted(&[72, 11, 7, 4, 6])]
}

/// The visitor had been on the site for this long when a bot speaks to them.
const LOOKED_MS: i64 = 60_000;

pub(super) fn extras(
    index: usize,
    visitor: &SeedVisitor,
    first_page_ms: Option<i64>,
    turns: &[SeedTurn],
    outcome: Outcome,
) -> Vec<SeedExtra> {
    let mut random = Random::of(0xE7A5, index as u64);
    let words = words(visitor.language);
    let mut extras = Vec::new();
    let mut add = |offset_ms, what| extras.push(SeedExtra { offset_ms, what });
    let platform = platform(index);
    if platform == Platform::Web && first_page_ms.is_some_and(|at| at <= -LOOKED_MS) && random.percent(45) {
        let options = || words.options.iter().zip(["order", "returns", "advice", "other"]);
        let options: Vec<_> =
            options().map(|(label, id)| ChoiceOption { id: id.to_owned(), label: (*label).to_owned() }).collect();
        let picked = random.pick(&options).clone();
        add(-50_000, SeedItem::Asks(Choice { text: words.question.to_owned(), options }));
        add(-41_000, SeedItem::Picks(picked));
        if let Some(answers) = answers(visitor, words).filter(|_| random.percent(60)) {
            let fields = answers
                .iter()
                .map(|answer| FormField {
                    key: answer.key.clone(),
                    kind: answer.kind,
                    label: answer.label.clone(),
                    required: answer.kind != FieldKind::Phone,
                })
                .collect();
            add(-40_000, SeedItem::AsksForm(Form { title: words.form.to_owned(), fields }));
            add(-12_000, SeedItem::Fills(answers));
        }
    }
    if platform == Platform::Messenger && random.percent(30) {
        add(turns.first().map_or(0, |turn| turn.offset_ms) + 1, SeedItem::Unsupported("poll"));
    }
    // After an agent's words, so that they are in hand.
    let spoken: Vec<i64> =
        turns.iter().filter(|turn| turn.from == Speaker::Agent).map(|turn| turn.offset_ms + 1).collect();
    if let (Some(&at), Outcome::Assigned { .. } | Outcome::Closed { .. }) =
        (spoken.get(random.index(spoken.len().min(40))), outcome)
    {
        match random.below(100) {
            0..18 => {
                let (title, path) = words.link;
                let url = format!("https://www.maison-verlaine.example/{path}");
                add(at, SeedItem::Links(Link { title: title.to_owned(), url }));
            }
            18..30 => {
                let (title, text, price, button) = words.offer;
                let url = "https://www.maison-verlaine.example/".to_owned();
                add(
                    at,
                    SeedItem::Offers(Offer {
                        title: title.to_owned(),
                        text: Some(text.to_owned()),
                        price: Some(price.to_owned()),
                        image: None,
                        button: Some(Link { title: button.to_owned(), url }),
                    }),
                );
            }
            30..36 if platform == Platform::Web => add(at, SeedItem::Shares(i64::from(random.between(40, 400)))),
            _ => {}
        }
    }
    extras
}

fn answers(visitor: &SeedVisitor, words: &Words) -> Option<Vec<Answer>> {
    let [name, email, phone] = words.labels;
    let known = [
        ("name", FieldKind::Name, name, &visitor.name),
        ("email", FieldKind::Email, email, &visitor.email),
        ("phone", FieldKind::Phone, phone, &visitor.phone),
    ];
    let answer = |(key, kind, label, value): (&str, FieldKind, &str, &Option<String>)| {
        let value = value.clone()?;
        Some(Answer { key: key.to_owned(), kind, label: label.to_owned(), value })
    };
    let answers: Vec<_> = known.into_iter().filter_map(answer).collect();
    (answers.len() > 1).then_some(answers)
}

struct Words {
    question: &'static str,
    options: [&'static str; 4],
    form: &'static str,
    labels: [&'static str; 3],
    /// Title and path.
    link: (&'static str, &'static str),
    /// Title, text, price and what its button says.
    offer: (&'static str, &'static str, &'static str, &'static str),
}

fn words(language: Language) -> &'static Words {
    match language {
        Language::Fr => &Words {
            question: "Bonjour, comment pouvons-nous vous aider ?",
            options: ["Suivre ma commande", "Livraison et retours", "Conseil produit", "Autre"],
            form: "Vos coordonnées",
            labels: ["Nom", "E-mail", "Téléphone"],
            link: ("Retours et remplacements", "retours"),
            offer: ("Livraison offerte", "Sur votre prochaine commande, jusqu’à la fin du mois.", "0 €", "En profiter"),
        },
        Language::Es => &Words {
            question: "Hola, ¿en qué podemos ayudarle?",
            options: ["Seguir mi pedido", "Envíos y devoluciones", "Consejo de producto", "Otro"],
            form: "Sus datos",
            labels: ["Nombre", "Correo", "Teléfono"],
            link: ("Devoluciones y cambios", "devoluciones"),
            offer: ("Envío gratuito", "En su próximo pedido, hasta final de mes.", "0 €", "Aprovechar"),
        },
        Language::En => &Words {
            question: "Hello, how can we help?",
            options: ["Track my order", "Delivery and returns", "Product advice", "Something else"],
            form: "Your details",
            labels: ["Name", "E-mail", "Phone"],
            link: ("Returns and replacements", "returns"),
            offer: ("Free delivery", "On your next order, until the end of the month.", "£0", "Use it"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_occurs_and_the_same_index_gives_the_same() {
        let all = || super::super::conversations(2_000, 20_000, 1_763_640_000_000);
        let mut seen = std::collections::BTreeSet::new();
        for conversation in all() {
            for extra in &conversation.extras {
                seen.insert(format!("{:?}", extra.what).split(['(', ' ']).next().unwrap_or_default().to_owned());
            }
        }
        let kinds = ["Asks", "AsksForm", "Fills", "Links", "Offers", "Picks", "Shares", "Unsupported"];
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), kinds);
        assert!(all().zip(all()).all(|(one, other)| one == other));
    }

    #[test]
    fn most_come_by_the_widget_and_some_by_each_other_road() {
        let mut count = std::collections::HashMap::<Platform, usize>::new();
        for index in 0..2_000 {
            *count.entry(platform(index)).or_default() += 1;
        }
        assert!(count[&Platform::Web] > 1_300 && count.len() == 5);
    }
}
