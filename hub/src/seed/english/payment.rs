//! Promo codes, refused payments, invoices and gift cards.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Either, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Step, Topic};

pub(super) const PROMO_CODE: Topic = Topic {
    page: Page::Basket,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "The promo code {code} doesn't work, it says “invalid code”.",
            "your code {code} isn't working 😕",
            "I received the code {code} by email but the basket won't take it. It's still valid, isn't it?",
            "trying to use a code|{code}|the price doesn't change",
            "How do I get the code {code} accepted? I have {the} in my basket and nothing happens.",
        ],
        then: &[
            Maybe(
                55,
                &[Either(&[
                    &[
                        Agent(&["Let me check. What's in your basket, and what total do you see?"]),
                        Visitor(&["{the} and a lamp", "Just {the}, at {amount}.", "{the}|{amount}"]),
                    ],
                    &[
                        Agent(&["Thank you for telling us. Are you logged in to your account?"]),
                        Visitor(&["yes, with {email}", "no", "Yes, since this morning."]),
                    ],
                ])],
            ),
            Either(&[
                &[
                    Agent(&["That code doesn't apply to items already reduced, and {the} is on offer at the moment. \
                     I can give you free delivery instead: that saves you {small}."]),
                    Maybe(
                        75,
                        &[Pairs(&[
                            (
                                "ok free delivery will do",
                                "Done: delivery is now free in your basket. Just reload the page.",
                            ),
                            (
                                "Shame, the email doesn't say so anywhere.",
                                "You're right, the conditions were too discreet; I'll pass that on. For this order, I'm \
                                 giving you {small} off as an exception.",
                            ),
                            (
                                "oh well|I'll take it anyway",
                                "Thank you! Free delivery is applied, you can confirm whenever you like.",
                            ),
                        ])],
                    ),
                ],
                &[
                    Agent(&[
                        "The code is valid, but a space often slips in at the end when it's copied. Try typing \
                         it by hand: {code}, all in capitals.",
                        "I've just reactivated {code} for your account. Could you try again?",
                    ]),
                    Pairs(&[
                        ("it works!", "Very good. The code is valid until midnight, so there's no rush."),
                        (
                            "There it is, the discount shows. Thanks a lot.",
                            "My pleasure. If it disappears at payment, don't confirm and write to me here.",
                        ),
                        (
                            "still nothing...",
                            "Then I'll apply the discount by hand. Reload the page: it should show below the total.",
                        ),
                    ]),
                ],
            ]),
        ],
    }],
};

pub(super) const REFUSED: Topic = Topic {
    page: Page::Checkout,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "My payment is refused although my card works everywhere else.",
                "payment refused 3 times|what now??",
                "The site says the payment failed, but {amount} is held on my account. I don't want to pay twice!",
            ],
            then: &[
                Maybe(
                    45,
                    &[
                        Agent(&[
                            "I understand your concern. Is it refused right after the card details, or after you \
                             approve it in your bank's app?",
                        ]),
                        Visitor(&[
                            "after approving it",
                            "Right away, I'm sent back to the basket.",
                            "approved it on my phone and then a blank page",
                        ]),
                    ],
                ),
                Agent(&[
                    "Nothing was charged: an amount held without an order is released by the bank within \
                     forty-eight hours. You can try again without any risk of paying twice.",
                    "The bank answered “limit exceeded”. It happens with amounts like {amount}; the limit \
                     can usually be raised in the bank's app.",
                    "I'm sending a secure payment link to {email}, valid for two hours. Your basket is saved.",
                ]),
                Maybe(
                    75,
                    &[Pairs(&[
                        (
                            "it went through this time",
                            "I can see order {order}, it's paid. You'll get the confirmation in a few minutes.",
                        ),
                        (
                            "That's confirmed. I'll only be charged once, right?",
                            "I confirm: a single payment of {amount}, for order {order}.",
                        ),
                        (
                            "I'd rather pay by transfer, is that possible?",
                            "Yes: I'll email you our bank details, please quote {order}. The order leaves as soon \
                             as we receive it.",
                        ),
                        (
                            "still refused|trying my wife's card",
                            "Good idea. The basket is held for an hour, take your time.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "I can't pay in three instalments, the button is greyed out. Is there a minimum?",
                "can I pay for {the} in instalments?",
            ],
            then: &[
                Agent(&["Three interest-free instalments are available from €150 to €3,000, with a card that is \
                 valid for more than six months."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ah my card expires in 2 months, that's why",
                            "That must be it. With another card the button will become active.",
                        ),
                        ("And four?", "Not online yet, but the {store} shop offers it from €500."),
                    ])],
                ),
            ],
        },
    ],
};

pub(super) const INVOICE: Topic = Topic {
    page: Page::Invoices,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "I need the invoice for order {order} for my insurance.",
                "can't find my invoice",
                "Where can I download my invoice? It's order {order}.",
            ],
            then: &[
                Agent(&[
                    "I've just sent it to {email}. You'll also find it in your account, under My invoices.",
                    "Here's how: My account, My invoices, then the arrow to the right of the order. I'm \
                     emailing it to you as well.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("got it thanks", "Perfect. It stays in your account for ten years."),
                        (
                            "I don't see it, not even in spam. The address is {email}.",
                            "I've sent it again from another address. If it still doesn't arrive, I'll put it in \
                             this conversation.",
                        ),
                        (
                            "it says {amount} but I had a {small} voucher, is that right?",
                            "Yes, the voucher is at the bottom, on the payments line: it counts as a payment and \
                             not as a discount. The total paid is correct.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Could you reissue invoice {order} in my company's name? It went to my home address.",
                "I need a vat invoice|it's for my accountant",
            ],
            then: &[
                Agent(&["Certainly. Please give me the company name, address and VAT number, and I'll have it \
                 reissued today."]),
                Pairs(&[
                    (
                        "Here it is:\n{full_name} Studio Ltd\n12 Tanner's Row\n{city}\nThanks!",
                        "Thank you. The new invoice cancels and replaces the old one; it will be in your inbox \
                         within the hour.",
                    ),
                    (
                        "I'll email it to you later",
                        "Very well, just reply to the last confirmation email, quoting {order}.",
                    ),
                ]),
            ],
        },
    ],
};

pub(super) const GIFT_CARD: Topic = Topic {
    page: Page::GiftCards,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "I have a {small} gift card, where do I enter the number?",
                "can I use two gift cards on one order?",
            ],
            then: &[
                Agent(&["Enter the number at the Payment step, under “I have a gift card”, with the dashes. You \
                 can use up to three per order."]),
                AFTER_CARD,
            ],
        },
        Case {
            ask: &["my gift card {card} is refused at checkout", "my gift card expired {days} days ago|is it lost?"],
            then: &[
                Agent(&["It isn't lost: I can see card {card}, with a balance of {small}. I'm extending it by \
                 six months as an exception, you can try again now."]),
                AFTER_CARD,
            ],
        },
        Case {
            ask: &["I'd like to give a gift card to a friend who lives in {city}. Can I choose when it's sent?"],
            then: &[
                Agent(&["Yes: it goes by email on the day you choose, with your message, or by post in a lovely \
                 envelope. It's valid for two years."]),
                AFTER_CARD,
            ],
        },
    ],
};

const AFTER_CARD: Step = Maybe(
    62,
    &[Pairs(&[
        ("great, thanks", "You're welcome. The card's receipt always shows the balance and the end date."),
        (
            "That's very kind. And if the item costs less than the card?",
            "The balance stays on the card and can be used later, in one go or several.",
        ),
        ("ok and does it work in the shop?", "Yes, it works online and in our {store} shop alike."),
    ])],
);
