//! Damage, warranty and assembly.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Either, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Step, Topic};

pub(super) const DAMAGED: Topic = Topic {
    page: Page::Returns,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "{My} arrived this morning with a cracked leg. Do I have to send everything back?",
                "one leg {of_the} is broken|what do I do?",
                "When I opened order {order} I found that one of the legs was split and wobbly. I \
                 couldn't note it on the slip, the driver was in a hurry.",
            ],
            then: &[
                PHOTO,
                Agent(&[
                    "No need to send it back: the leg unscrews. I'm sending you a new one free of charge, \
                     you'll have it on {date}, with a key and instructions.",
                    "We have the part. It leaves this evening under {ref} and will reach {city} on {date}. \
                     You can throw the old one away.",
                ]),
                Maybe(
                    75,
                    &[Pairs(&[
                        (
                            "perfect, thanks for being so quick",
                            "Not at all. You'll get the tracking number by email this evening.",
                        ),
                        (
                            "Is it easy to change? I'm not very handy.",
                            "Very easy: five minutes and no special tools. Turn it over, unscrew by hand, screw in \
                             the new one.",
                        ),
                        (
                            "where do I put the address for the leg?",
                            "We use the address of the order, in {city}. If it has changed, tell me here and I'll \
                             correct it before it leaves.",
                        ),
                        (
                            "ok|and if the colour is different?",
                            "The legs come from the same batch. If you did see a difference, I'd replace all four.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "{the} was just delivered and there's a big scratch on the side",
                "The box was dented and {the} is damaged at one corner. I have photos if you need them.",
                "The {noun} I received has a stain at the back, I think it happened in transit",
            ],
            then: &[
                PHOTO,
                Either(&[
                    &[
                        Agent(&[
                            "I suggest a full exchange: we deliver a new one and take the other away on the same \
                             day, {date}. Would that suit you?",
                        ]),
                        Pairs(&[
                            (
                                "yes please",
                                "It's booked under reference {ref}. You'll get the confirmation by email, nothing more to do.",
                            ),
                            (
                                "the week after would be better, is that ok?",
                                "Of course. The carrier will call you to agree on a day, the reference is {ref}.",
                            ),
                            (
                                "I need to ask my husband, can I tell you tomorrow?",
                                "Take your time: the offer stands for fourteen days. Just reply here or quote {ref}.",
                            ),
                        ]),
                    ],
                    &[
                        Agent(&["That's transport damage. There are two options: an exchange for the same model, or \
                         {small} off if you'd rather keep it."]),
                        Pairs(&[
                            (
                                "exchange please",
                                "Done, the exchange is planned for {date} under reference {ref}. Please keep the box \
                                 until then if you can.",
                            ),
                            (
                                "The discount is fine, you can hardly see it against the wall.",
                                "Very well. The {small} will be refunded within five days and the warranty still applies in full.",
                            ),
                            (
                                "{small} isn't much for something that cost {amount}...",
                                "I understand. Then I'd recommend the exchange: it costs you nothing and you'll have a \
                                 perfect one.",
                            ),
                        ]),
                    ],
                ]),
            ],
        },
    ],
};

const PHOTO: Step = Maybe(
    60,
    &[
        Agent(&[
            "I'm sorry about that{vocative}. Could you send me a photo of the damage and one of the \
             label on the box? You can attach them with the paper clip below.",
            "Thank you for telling us so quickly. Would you have one overall photo and one close-up?",
        ]),
        Visitor(&[
            "there, just sent two photos",
            "Sent. You can see it well in the second one.",
            "trying|it's uploading|ok done",
        ]),
    ],
);

pub(super) const WARRANTY: Topic = Topic {
    page: Page::Warranty,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &["How long is the warranty on {the}?", "is the warranty 2 or 5 years?|I see both on your site"],
            then: &[
                Agent(&["The frame is covered for five years, mechanisms and fabrics for two. Normal wear isn't \
                 included, but a seam or a joint that gives way is."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "do I need to keep the receipt?",
                            "The invoice is enough, and we can find it with your email address. There's nothing you \
                             need to keep.",
                        ),
                        (
                            "OK, and the call-out charge?",
                            "The visit and the repair are on us for as long as the warranty lasts.",
                        ),
                        ("If I sell it, does the warranty carry over?", "Yes, just pass the invoice on to the buyer."),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "I bought {the} a year and a half ago and now it creaks, is that covered?",
                "Good news first: we still love {the}. But one of the joints is starting to give, what \
                 does the warranty say?",
                "I no longer have the receipt for {the}, does the warranty still work? One leg is loose.",
            ],
            then: &[
                Agent(&[
                    "That's covered. I'm opening case {ref}: a craftsman we work with will call you to \
                     arrange a visit in {city}.",
                    "Yes, it's covered; we can find the purchase with your email address, no receipt \
                     needed. The case is {ref} and a craftsman will call you.",
                ]),
                Maybe(
                    75,
                    &[
                        Pairs(&[
                            (
                                "And if the part no longer exists?",
                                "We'd offer an equivalent model, or a credit of {amount}.",
                            ),
                            (
                                "I found the invoice, order {order}",
                                "Thank you, I've added it. It confirms the date, everything is in order.",
                            ),
                            (
                                "great|should I send photos?",
                                "Two photos will help: one overall and one close-up. You can drop them here with the paper clip.",
                            ),
                            ("do I pay for the visit?", "No, the visit and the repair are free."),
                        ]),
                        Maybe(
                            50,
                            &[
                                Visitor(&[
                                    "very clear",
                                    "Perfect, I'll wait for the call. My number is {phone}.",
                                    "ok super",
                                ]),
                                Agent(&[
                                    "Noted under {ref}. They usually call within forty-eight hours, between 9 am and 6 pm.",
                                ]),
                            ],
                        ),
                    ],
                ),
            ],
        },
    ],
};

pub(super) const ASSEMBLY: Topic = Topic {
    page: Page::Guides,
    goods: Goods::Wood,
    cases: &[
        Case {
            ask: &[
                "There are {number} screws missing from the bag for {the}.",
                "the bag of screws is incomplete|at least {number} missing",
            ],
            then: &[
                Agent(&[
                    "A complete bag leaves today; you'll have it on {date}. In the meantime it can stand, \
                     but please don't put anything on it.",
                    "Sorry about that. A new bag leaves for {city} this evening, by tracked post. Just note \
                     the step you've reached.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ok I'll wait for the screws",
                            "Good. When you have them, carry on from step {number}, and write to us if anything resists.",
                        ),
                        (
                            "Can I buy some meanwhile? I'd like to finish this weekend.",
                            "Yes, they are 4 × 35 countersunk wood screws. Keep the receipt and we'll pay you back.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "I'm stuck at step {number} with {the}: the holes don't line up.",
                "I can't get {the} together, the back panel won't go in",
                "I can't find the instructions for {the}, could you send them?",
            ],
            then: &[
                Agent(&[
                    "I'm sending the full guide to {email}. There's also a video on the Assembly guides \
                     page, step by step.",
                    "Happy to help. A tip: leave all the screws half a turn loose, let the panels settle, \
                     then tighten crosswise. The video guide is on its way to {email}.",
                ]),
                Maybe(
                    70,
                    &[Pairs(&[
                        (
                            "it works!!! thank you",
                            "Great! Do fix the wall bracket, it's in bag D: that's what keeps it from tipping over.",
                        ),
                        (
                            "I followed your advice and it's better, but there's still a millimetre gap on the left.",
                            "The adjustable feet will fix that: turn the left one a quarter turn and check with a level.",
                        ),
                        (
                            "oh no|I'd mixed up bags B and C",
                            "Everybody does, don't worry: the screws in bag B are the short ones.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "can one person put {the} together?|wondering about the {small} option",
                "How long does it take to assemble {the}?",
            ],
            then: &[
                Agent(&["For two people, an hour and a half. One person can do it, but the back panel is heavy. \
                 Our fitters can come to {city} for {small} if you prefer."]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "I'll take the fitters, my back thanks you 😄",
                            "Wise choice 🙂 I've added it to order {order}; they'll come on {date}.",
                        ),
                        (
                            "Any special tools?",
                            "A cross-head screwdriver and a rubber mallet are enough; the key is in the box.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};
