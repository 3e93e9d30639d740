//! Late deliveries and changes of orders.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Either, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Topic};

pub(super) const LATE_DELIVERY: Topic = Topic {
    page: Page::Orders,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "My order {order} was due on {past} and nothing has arrived yet.",
            "still no news of my delivery, order {order}|is that normal?",
            "The delivery {of_the} was booked for {past}, nobody came and nobody called. Can you \
             tell me where it is?",
            "my delivery is late, do you know when it's coming?",
            "I took a day off work for the delivery of order {order} and the driver never showed \
             up... Rather annoying.",
            "The tracking has said “in transit” for {days} days.|Does anyone know where it is?",
        ],
        then: &[
            Maybe(
                55,
                &[
                    Agent(&[
                        "I'm sorry about the delay{vocative}. Could you confirm your order number, please? It \
                         starts with MV.",
                        "I understand, let me look right away. Is this the order placed with {email}?",
                        "I'm checking with our carrier. Is the parcel going to {city}?",
                    ]),
                    Visitor(&[
                        "yes that's right, {order}",
                        "Yes, it is. The number is {order}.",
                        "yes|{order} if I read the email correctly",
                        "That's it, under {full_name}.",
                    ]),
                ],
            ),
            Either(&[
                &[
                    Agent(&[
                        "Your order {order} reached the depot near {city} this morning. The carrier can deliver \
                         on {date} between 8 am and 1 pm. Would that suit you?",
                        "I've just spoken to the depot: it has arrived. It can be delivered on {date}, in the \
                         morning. Shall I book that slot?",
                    ]),
                    Pairs(&[
                        ("{date} is perfect", "Done: delivery on {date}. You'll get a confirmation by email."),
                        (
                            "Afternoon if possible, I work in the mornings.",
                            "No problem, I've asked for 2 pm to 6 pm on the same day. You'll get a text the day before.",
                        ),
                        (
                            "yes that works|can the driver call first?",
                            "Of course. I've added your number and a note asking them to call thirty minutes ahead.",
                        ),
                        (
                            "Great. Could the driver ring me on {phone}?",
                            "The slot is booked and your number is on the delivery note.",
                        ),
                    ]),
                ],
                &[
                    Agent(&[
                        "The lorry was held up by an incident at the warehouse. Order {order} leaves tomorrow \
                         and will be with you on {date}. Please accept our apologies.",
                        "I can see the parcel got stuck at the sorting centre. I've had it sent on with \
                         priority: you'll have it on {date} at the latest.",
                    ]),
                    Maybe(
                        80,
                        &[Pairs(&[
                            (
                                "more waiting then, that's really long",
                                "I quite understand. To apologise, I'm refunding the delivery charge of {small}. You'll \
                                 see it within five working days.",
                            ),
                            (
                                "That's not great, I was promised a date. Can you do something about it?",
                                "It's the least we can do: here is a {small} credit, for a future order or refunded, as \
                                 you prefer.",
                            ),
                            (
                                "what if I'm not in that day?",
                                "You can pick another day from the tracking link until 6 pm the day before.",
                            ),
                            (
                                "ok fine|but is it certain this time?",
                                "Yes, the date is firm because it's already loaded. I'll keep your case open and check \
                                 the delivery myself.",
                            ),
                        ])],
                    ),
                ],
                &[
                    Agent(&["The carrier says it was left with a neighbour on {past}. Could you ask around? If \
                     nobody has it, I'll open an enquiry today."]),
                    Pairs(&[
                        (
                            "let me ask, one sec|found it, the caretaker had it! sorry to bother you",
                            "No bother at all! If anything is missing when you open it, just reply here.",
                        ),
                        (
                            "I asked the whole building, nobody has it.",
                            "Thank you for checking. The enquiry is open under {ref}; within eight days we'll \
                             either resend it or refund you, whichever you prefer.",
                        ),
                        (
                            "oh yes, my neighbour upstairs took it in 😅",
                            "What a good neighbour! Enjoy it, and do ask if you have any questions about assembly.",
                        ),
                    ]),
                ],
            ]),
        ],
    }],
};

pub(super) const CHANGE: Topic = Topic {
    page: Page::Orders,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "I ordered {the} yesterday but picked the wrong colour, I wanted it in {colour}. Can it \
                 still be changed?",
                "I'd like to add {another} to order {order} so that it all comes together.",
                "can I cancel part of my order?|I ordered the same thing {number} times by mistake 😅",
            ],
            then: &[
                Maybe(
                    50,
                    &[
                        Agent(&[
                            "Of course, let me see whether it's being prepared. Could you confirm the name and order number?",
                            "Happy to help. What's the order number?",
                        ]),
                        Visitor(&[
                            "{order}, under {full_name}",
                            "Order {order}. I hope I'm not too late.",
                            "it's {order}|thanks",
                        ]),
                    ],
                ),
                Either(&[
                    &[
                        Agent(&[
                            "Good news, order {order} hasn't left yet. I've made the change; you'll get a new \
                             summary by email in a few minutes.",
                            "It's still possible until this evening. The change is saved, free of charge, and the \
                             delivery date stays the same.",
                        ]),
                        Maybe(
                            65,
                            &[Pairs(&[
                                (
                                    "just got it, all good",
                                    "Perfect, the order now goes into preparation. It can't be changed after 6 pm.",
                                ),
                                (
                                    "The total has changed, hasn't it?",
                                    "Yes, the {small} difference is on the last line of the summary and is settled with the \
                                     same card.",
                                ),
                                ("Is it still coming on {date}?", "Yes, still {date}, all in one delivery."),
                            ])],
                        ),
                    ],
                    &[
                        Agent(&[
                            "Unfortunately order {order} is already on the lorry. The simplest way is to refuse it \
                             on delivery: I'll prepare the new one now, without charging you twice.",
                        ]),
                        Maybe(
                            75,
                            &[Pairs(&[
                                (
                                    "ok let's do that",
                                    "It's under way. You'll get written confirmation within the hour, with the steps and \
                                     the reference {ref}.",
                                ),
                                (
                                    "Pity. And if I do receive it, how would the return work?",
                                    "It would be free: we collect it from your home, just pick a day in your account under Orders.",
                                ),
                            ])],
                        ),
                    ],
                ]),
            ],
        },
        Case {
            ask: &[
                "can I still change the delivery address for order {order}?",
                "We're moving earlier than planned: could you deliver order {order} to our new place in {city}?",
            ],
            then: &[
                Agent(&[
                    "Yes, as long as it isn't loaded. Could you give me the full address, the floor and \
                     whether there's a lift?",
                    "That's possible at no cost, it's still in the warehouse. What's the new address?",
                ]),
                Pairs(&[
                    (
                        "{full_name}\nFlat 3, 7 Orchard Lane\nthird floor, no lift\n{city}",
                        "Thank you, that's changed. Delivery is still planned for {date}; two people will carry it up.",
                    ),
                    (
                        "14 Mill Road, {city}, it's the house with the blue gate",
                        "Saved, blue gate included 🙂 The confirmation is on its way to {email}.",
                    ),
                ]),
            ],
        },
    ],
};
