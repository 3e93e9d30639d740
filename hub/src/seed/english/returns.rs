//! Returns and refunds.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Topic};

pub(super) const RETURN: Topic = Topic {
    page: Page::Returns,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "I received {the} but it's too big for my living room. How do I send it back?",
            "I'd like to return {the}, order {order}, the colour doesn't go with anything",
            "How long do I have to return something? Order {order} arrived on {past}.",
            "how do returns work?|I've thrown the box away...",
            "The {colour} is very different from the picture, I'm disappointed. I'd like to return it.",
        ],
        then: &[
            Agent(&[
                "You have thirty days from delivery to change your mind. We collect it from your home: \
                 it just needs to be protected, the original packaging isn't required.",
                "You can return it within thirty days, even without the box; home collection costs \
                 {small}, and it's free if you bring it to our {store} shop.",
                "Let me sort that out with you. I've opened return {ref}: you'll get a link to choose a \
                 collection day.",
            ]),
            Maybe(
                78,
                &[
                    Pairs(&[
                        (
                            "and when do I get my money back?",
                            "The refund goes out once it has been checked at the warehouse, usually within five days.",
                        ),
                        ("OK. Can it be collected on a Saturday?", "Yes, Saturday mornings are in the calendar."),
                        (
                            "do I have to take it apart?",
                            "Only if it won't go through the door. In that case remove the legs and keep the screws in a bag.",
                        ),
                        (
                            "I'd rather go to the {store} shop, it's close to me",
                            "That's fine. Show the number {ref} at the desk; the refund is made on the spot, to the \
                             card you paid with.",
                        ),
                        (
                            "no car so home collection please|is {date} possible?",
                            "Yes, {date} is free, between 8 am and 1 pm. The drivers do all the carrying.",
                        ),
                    ]),
                    Maybe(
                        45,
                        &[Pairs(&[
                            (
                                "perfect, that's easy",
                                "And if the slot no longer suits you, it can be changed until the day before.",
                            ),
                            (
                                "great, got the link",
                                "Very good. If anything is unclear on the day, just write to us here.",
                            ),
                        ])],
                    ),
                ],
            ),
        ],
    }],
};

pub(super) const REFUND: Topic = Topic {
    page: Page::Returns,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "I sent {the} back over two weeks ago and I still haven't been refunded.",
                "my refund of {amount} isn't showing|order {order}",
                "You collected it on {past}. When will I get my {amount} back?",
            ],
            then: &[
                Maybe(
                    45,
                    &[
                        Agent(&["I'm checking with accounts. Did you pay by card, by transfer or in instalments?"]),
                        Visitor(&["by card", "in 3 instalments", "By card, order {order}."]),
                    ],
                ),
                Agent(&[
                    "Return {ref} has been checked and the refund of {amount} has been sent. Depending on \
                     your bank, it takes three to five working days.",
                    "I see the return was waiting for approval, which it shouldn't have been. I've just \
                     done it: you'll get {amount} by the same means of payment, on {date} at the latest.",
                ]),
                Maybe(
                    68,
                    &[Pairs(&[
                        (
                            "thanks, I'll keep an eye on my account",
                            "You're welcome. If nothing has arrived in a week, write to us quoting {ref} and we'll \
                             follow it up with the bank.",
                        ),
                        (
                            "Could I have something in writing? My bank is asking.",
                            "I'm sending the refund notice to {email} now. It carries the reference {ref}, which \
                             your bank can trace.",
                        ),
                        (
                            "my card has expired since, is that a problem?",
                            "Usually not: the bank moves the money to the linked account. If it comes back to us, \
                             we'll make a transfer.",
                        ),
                        (
                            "ok but I shouldn't have to chase this",
                            "You're right, and I've raised it with the team so that it doesn't happen again. Thank \
                             you for your patience.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "I was refunded {small} less than expected, could you explain why?",
                "{small} is missing from my refund",
            ],
            then: &[
                Agent(&[
                    "The {small} is the home collection. As that wasn't made clear to you, I'm refunding it as well.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("oh thanks, that's kind", "It's only fair. You'll see the {small} within five working days."),
                        (
                            "I appreciate your honesty.",
                            "You're welcome. The returns page will be corrected, you're not the first to tell us.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};
