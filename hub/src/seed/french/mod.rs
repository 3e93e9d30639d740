//! The shop's conversations in French.

mod care;
mod orders;
mod payment;
mod returns;
mod shop;
mod talk;

use super::script::Phrasebook;

pub(super) const BOOK: Phrasebook = Phrasebook {
    topics: &[
        &orders::LATE_DELIVERY,
        &orders::CHANGE,
        &returns::RETURN,
        &returns::REFUND,
        &care::DAMAGED,
        &care::WARRANTY,
        &care::ASSEMBLY,
        &payment::PROMO_CODE,
        &payment::REFUSED,
        &payment::INVOICE,
        &payment::GIFT_CARD,
        &shop::FABRIC,
        &shop::STOCK,
        &shop::APPOINTMENT,
        &shop::ACCOUNT,
    ],
    interludes: talk::INTERLUDES,
    salutes: talk::SALUTES,
    greetings: talk::GREETINGS,
    welcomes: talk::WELCOMES,
    waiting: talk::WAITING,
    anything_else: talk::ANYTHING_ELSE,
    another_question: talk::ANOTHER_QUESTION,
    nothing_else: talk::NOTHING_ELSE,
    understood: talk::UNDERSTOOD,
    thanks: talk::THANKS,
    farewells: talk::FAREWELLS,
    last_words: talk::LAST_WORDS,
    looking_into_it: talk::LOOKING_INTO_IT,
    any_news: talk::ANY_NEWS,
    back_again: talk::BACK_AGAIN,
    welcome_back: talk::WELCOME_BACK,
    long_haul: talk::LONG_HAUL,
    asides: talk::ASIDES,
    story: talk::STORY,
    pleas: talk::PLEAS,
    signatures: talk::SIGNATURES,
};
