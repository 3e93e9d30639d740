//! Fabrics, stock, appointments and accounts.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Step, Topic};

pub(super) const FABRIC: Topic = Topic {
    page: Page::Fabrics,
    goods: Goods::Seat,
    cases: &[
        Case {
            ask: &[
                "I can't decide between two fabrics for {the}. We have a cat and two children, what do \
                 you recommend?",
                "which fabric is the toughest for {the}?|we have a cat...",
            ],
            then: &[
                Maybe(
                    50,
                    &[
                        Agent(&["With pleasure. Is it mostly about wear, softness or easy cleaning?"]),
                        Visitor(&[
                            "Wear, definitely. The cat scratches everything.",
                            "easy to clean mostly|kids...",
                            "A bit of each 🙂 It's the room we live in: homework, Sunday films, birthday teas. It \
                             has to last, but I'd like it to be soft as well.",
                        ]),
                    ],
                ),
                Agent(&[
                    "Then I'd go for velvet: claws don't catch in it and stains come off with water. Linen \
                     looks lovely, but it's more delicate.",
                    "Bouclé is the softest but it holds on to hair. For a family, the tightly woven cotton \
                     is the best compromise.",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "thanks for the advice!",
                            "You're welcome. If you're still hesitating, free samples will help you decide.",
                        ),
                        (
                            "can we buy the covers separately?",
                            "Yes, for ten years, {small} each for {this}. Keep the fabric reference, it's under the seat.",
                        ),
                        (
                            "OK. Does the colour fade in the sun?",
                            "All our fabrics are light-tested. Behind a large south-facing window, a sheer curtain \
                             is still a good idea.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Is the {colour} more of a warm or a cool shade? My living room faces north.",
                "can I get samples before ordering {the}?",
                "In the picture {of_the} the cushions look darker than the seat. Is that the light?",
            ],
            then: &[
                Agent(&[
                    "Screens can mislead; it's best to see the material. I'm sending {number} free samples \
                     to {city}, including {colour}. They'll arrive by post within {days} days.",
                    "The light in our pictures is rather warm. I'm sending you {number} samples, with \
                     {colour} among them, so that you can judge at home.",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "yes please, I'd love the samples",
                            "They leave today. Look at them in the morning and in the evening: light changes everything.",
                        ),
                        (
                            "perfect|do I have to send them back?",
                            "No, they're yours. Some people use them as bookmarks.",
                        ),
                        (
                            "The walls are pale green and the floor is oak. We mostly use the room in the evening, \
                             so I'll nearly always see the colour by lamplight.",
                            "Then I'll add a lighter shade: dark fabrics lose their texture under a lamp. You'll be \
                             able to compare.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "I spilt coffee on {the}, how do I save it?|the fabric is {colour}",
                "can the {colour} be washed? my son got chocolate all over it",
            ],
            then: &[
                Agent(&["Dab, don't rub, with a white cloth, lukewarm water and a little mild soap, from the \
                 outside in. Let it dry in the air, then brush."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("it's coming out! phew", "Wonderful! Once it's dry, a soft brush and nobody will know."),
                        (
                            "and if it doesn't come out?",
                            "The cover can be washed at 30 degrees, inside out and without spinning. As a last \
                             resort, a new one is {small}.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};

pub(super) const STOCK: Topic = Topic {
    page: Page::Product,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "Can I see {the} at the {store} shop?",
                "I'd like to try {the} before buying. Which shop has it?",
                "I live in {city}, what's the nearest shop that shows {the}?",
            ],
            then: &[
                Agent(&[
                    "I've just called our {store} shop: it's on display in {colour}, and there are {number} \
                     to take away.",
                    "{The} is on display at {store} until the end of the month, in {colour}.",
                ]),
                Maybe(
                    72,
                    &[
                        Pairs(&[
                            (
                                "could you put one aside for me?",
                                "It's reserved in your name until {date}, at the desk of the {store} shop. Just show \
                                 this number: {ref}.",
                            ),
                            (
                                "Perfect, I'll come on Saturday. Is there parking?",
                                "Yes, two hours free with your receipt. The shop is open from 10 am to 7 pm.",
                            ),
                            (
                                "and {another}, is it there too?",
                                "Yes, on the first floor. They're shown together, as it happens.",
                            ),
                        ]),
                        Maybe(
                            40,
                            &[Pairs(&[
                                ("brilliant", "Enjoy your visit! The team can show you the other finishes as well."),
                                (
                                    "Thanks, Saturday it is!",
                                    "My pleasure. Do say that you come from the online team, they'll have your question to hand.",
                                ),
                            ])],
                        ),
                    ],
                ),
            ],
        },
        Case {
            ask: &["do you have {the} in stock?|in {colour}", "when is {the} back in stock? it's been {days} weeks"],
            then: &[
                Agent(&[
                    "The next arrival is due on {date}. I can put you on the alert, or reserve one now with \
                     a {small} deposit.",
                    "There are none left in {colour} right now; the workshop delivers on {date}. Would you \
                     like an email alert?",
                ]),
                Pairs(&[
                    (
                        "yes put me on the alert please, {email}",
                        "Done, you'll get an email as soon as it arrives, twenty-four hours before it goes online.",
                    ),
                    (
                        "I'd rather reserve, how does it work?",
                        "I'm sending a link to {email}. The deposit comes off the price and is refundable until \
                         it's shipped.",
                    ),
                    ("oh no|and {another}?", "Yes, available now, with delivery possible on {date}."),
                ]),
            ],
        },
    ],
};

pub(super) const APPOINTMENT: Topic = Topic {
    page: Page::Stores,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "I'd like to book an appointment with a designer at the {store} shop.",
                "can we bring a plan of our living room and get some advice?|is there a charge?",
                "do I need an appointment to look at sofas in {store}?",
            ],
            then: &[
                Agent(&[
                    "Design appointments are free and last an hour. In {store} there's a place on {date} at \
                     {time}. Would that suit you?",
                    "Just to look, come whenever you like. For a project, an adviser can give you an hour, \
                     free of charge: in {store}, {date} at {time} is available.",
                ]),
                Pairs(&[
                    ("yes that's perfect", "Confirmed, {date} at {time}. You'll get a reminder the day before."),
                    (
                        "{date} is fine. What should I bring?",
                        "The measurements of the room if you can, and a few photos, even from your phone.",
                    ),
                    (
                        "Great, there'll be two of us. Under {full_name}, phone {phone}.",
                        "I've noted {time} for two. If something comes up, a message here is enough.",
                    ),
                    (
                        "another day if possible",
                        "Of course: the link I'm sending to {email} shows every free slot over the next three weeks.",
                    ),
                ]),
            ],
        },
        Case {
            ask: &[
                "Can my appointment on {date} be moved? Something's come up.",
                "I need to cancel my appointment at the {store} shop",
            ],
            then: &[
                Agent(&["Of course, it's released. I can offer the same time the following week, also in {store}."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("yes the week after works", "Noted, the confirmation is going to {email}."),
                        (
                            "Not sure yet, I'll come back to you.",
                            "Very well. Just write here and we'll find your file.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};

pub(super) const ACCOUNT: Topic = Topic {
    page: Page::Account,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "I can't log in to my account, it doesn't recognise my password.",
                "asked for a new password but nothing arrives",
                "my account is locked|it says too many attempts",
            ],
            then: &[
                IDENTITY,
                Agent(&[
                    "The link has just gone out again to {email}. It's valid for an hour; do look in spam as well.",
                    "The account was locked after five attempts, I've just unlocked it. You can choose a \
                     new password from “Forgotten password”.",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        ("ok I'm in", "Perfect. For safety the link only works once; ask for another if you need one."),
                        (
                            "nothing|oh wait, it was in spam",
                            "Good! Add our address to your contacts and it won't happen again.",
                        ),
                        ("do I keep my basket?", "Yes, it's kept for thirty days, you should find it as you left it."),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "I created two accounts by mistake, can they be merged? My orders are spread over both.",
                "how do I change my email?|the old one is gone",
            ],
            then: &[
                IDENTITY,
                Agent(&["Done: everything is now under {email}, including order {order} and your loyalty points."]),
                Maybe(
                    55,
                    &[
                        Visitor(&["Received, everything works.", "ok I can see it all"]),
                        Agent(&["Very good. The old address won't get any more messages from us."]),
                    ],
                ),
            ],
        },
        Case {
            ask: &["Could you delete my account and my data, please?"],
            then: &[
                Agent(&["Your request is recorded under {ref}. It will be dealt with within thirty days and \
                 you'll get written confirmation at {email}."]),
                Maybe(
                    50,
                    &[Pairs(&[(
                        "does that delete my invoices too?",
                        "The law asks us to keep those for some years, but they'll no longer be tied to an \
                         account or used for anything else.",
                    )])],
                ),
            ],
        },
    ],
};

const IDENTITY: Step = Maybe(
    45,
    &[
        Agent(&[
            "Let me help. Which email address was the account created with? Please never send me \
             your password.",
            "I'm looking. Could you confirm your name and email address?",
        ]),
        Visitor(&["{email}", "It's {email}, under {full_name}.", "{full_name}|{email}"]),
    ],
);
