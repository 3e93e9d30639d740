//! What is said around the questions.

use super::super::script::Lines;
use super::super::script::Step::{self, Agent, Maybe, Visitor};

pub(super) const SALUTES: Lines = &["{Hello}. ", "Hi! ", "Hello,\n", "{Hello}\n", "Hi there. "];

pub(super) const GREETINGS: Lines = &["hi", "Hello", "{Hello}!", "Hello, is anyone there?", "hey 👋", "{Hello}."];

pub(super) const WELCOMES: Lines = &[
    "{Hello}{name}, thank you for contacting Maison Verlaine. How can I help?",
    "{Hello}{name}. What can I do for you?",
    "Hello{name}! How may I help you today?",
];

pub(super) const WAITING: Lines = &[
    "anyone there?",
    "hello?",
    "I'm still here, thanks.",
    "been waiting a while now",
    "You can also call me back on {phone}.",
    "my email is {email}",
    "I have to leave in 10 minutes...",
];

pub(super) const ANYTHING_ELSE: Lines = &[
    "Is there anything else I can do for you{vocative}?",
    "Do you have any other questions?",
    "Anything else I can check while you're here?",
    "Is everything clear?",
];

pub(super) const ANOTHER_QUESTION: Lines = &[
    "yes, another question",
    "While I have you, I have another question.",
    "oh and one more thing",
    "While we're at it:",
    "since you're here 🙂",
    "A different matter, if I may.",
    "last thing",
];

pub(super) const NOTHING_ELSE: Lines =
    &["No, that's all.", "no thanks", "No, that's perfect.", "all good", "All clear, thanks."];

pub(super) const UNDERSTOOD: Lines = &["All right, I see.", "ok", "Very good.", "ok noted", "Perfect.", "ok thanks"];

pub(super) const THANKS: Lines = &[
    "Thank you very much for your help!",
    "thanks",
    "thx",
    "Thank you, that was very clear.",
    "great, thanks",
    "Thanks for being so quick, that's rare.",
    "thank you so much 🙏",
];

pub(super) const FAREWELLS: Lines = &[
    "My pleasure{vocative}. {Bye}!",
    "You're welcome. {Bye}, and see you soon at Maison Verlaine.",
    "Thank you for your trust. {Bye}{vocative}.",
    "Thank you. Do come back to us any time. {Bye}!",
];

pub(super) const LAST_WORDS: Lines = &["You too!", "you too, bye", "cheers", "👍", "bye", "Thanks, and you."];

pub(super) const LOOKING_INTO_IT: Lines = &[
    "I'm checking this with the warehouse and will answer you right here.",
    "I've asked the workshop; I'll write as soon as they reply.",
    "One moment, I'm looking at your file.",
    "My colleague at the {store} shop is about to call me back. I'll write straight away.",
];

pub(super) const ANY_NEWS: Lines = &[
    "any news?",
    "All right, I'll wait to hear from you.",
    "ok I'll hold on",
    "I have to go out for an hour, answer here and I'll read it tonight.",
    "please keep me posted, thanks",
];

pub(super) const BACK_AGAIN: Lines = &[
    "{Hello}, here I am again!",
    "{hello}, me again",
    "{Hello}, carrying on from yesterday.",
    "{hello} again|slept on it and I have more questions",
];

pub(super) const WELCOME_BACK: Lines = &[
    "{Hello}{name}. I have our conversation in front of me, please go ahead.",
    "{Hello}{name}, good to hear from you. Where shall we start?",
    "{Hello}{name}! Let's pick it up together.",
];

pub(super) const LONG_HAUL: Lines = &[
    "{Hello}, I'm an interior designer with several projects using your furniture. I'll \
     write here as things come up, it's easier than ten emails.",
    "{Hello}, we're furnishing a guest house near {city}, room by room. I'll have a lot of \
     questions over the next few days and I'd rather keep them all in one conversation.",
];

pub(super) const STORY: Lines = &[
    "Some background: we're moving into our new flat at the end of the month and everything \
     was planned around that date. The painting is done, the old furniture is gone, and for \
     now we're eating off cardboard boxes.",
    "I've been a customer of yours for years and I've never had reason to complain: my \
     mother's {product} is over ten years old and still looks new. That's exactly why I'd \
     rather write to you than leave a review.",
    "I've already called twice this week. The first time I was told everything was fine, \
     the second time that the file didn't exist. I know you must be busy, but I'd like to \
     get one and the same answer.",
    "My in-laws arrive on {date} and there will be {number} of us in the house. It's not a \
     matter of life and death, of course, but I'd really like it sorted before they get \
     here.",
    "I read the help page and the FAQ before writing, but my case isn't really covered. I \
     also tried another browser and my son's phone, with no more luck.",
    "It may help to know that I'm only at home before 9 in the morning and after 6.30 in \
     the evening. If somebody needs to call, {phone} is best; otherwise I read my messages \
     at lunchtime.",
    "It's an old building, fourth floor, with a rather narrow staircase and no lift. I did \
     say so when I ordered, but I don't know whether that ever reached you.",
];

pub(super) const PLEAS: Lines = &[
    "Could you tell me where things stand and what I should do? Thank you in advance for your help.",
    "What can be done? You can reach me all day if you need any details.",
    "I look forward to your answer, and thank you for your time.",
];

pub(super) const SIGNATURES: Lines = &[
    "Kind regards,\n{full_name}",
    "Best wishes,\n{full_name}",
    "Thanks in advance,\n{full_name}\n{phone}",
    "Regards\n{full_name}",
];

pub(super) const ASIDES: Lines = &[
    "Sorry if it's a silly question, it's the first time I've bought furniture online.",
    "I'd rather check with you before I do something stupid.",
    "I'm at home all day if you need to reach me.",
    "Thanks in advance, it's rather important to us.",
    "My daughter told me to write here instead of calling.",
    "I'm writing on my break, I only have a few minutes.",
    "We're getting a bit short of time.",
    "Excuse the typos, I'm on my phone on the bus.",
    "If you could confirm that in writing, that would be perfect.",
    "I'll keep the window open, answer when you can.",
    "My husband says I worry about nothing, but still.",
];

pub(super) const INTERLUDES: &[&[Step]] = &[
    &[
        Visitor(&["are you a robot?", "By the way, am I talking to a real person?"]),
        Agent(&[
            "No, there's somebody behind the keyboard 🙂 I'm with the online shop, next to the warehouse.",
            "A real person, with a real cup of tea next to the keyboard.",
        ]),
    ],
    &[
        Agent(&[
            "While I have your file open: would you like delivery notices by text message?",
            "By the way, there's no phone number on your account. Shall I add one for the drivers?",
        ]),
        Visitor(&["yes please, it's {phone}", "Yes, {phone}, preferably in the daytime.", "no thanks, email is fine"]),
        Maybe(
            60,
            &[Agent(&[
                "Noted, and you can change it at any time in your account.",
                "Very good, your details are up to date.",
            ])],
        ),
    ],
    &[
        Visitor(&[
            "sorry, someone's at the door, two minutes",
            "back in a bit, the baby just woke up",
            "sorry have to take a call",
        ]),
        Agent(&["Of course, I'll keep the conversation open.", "No problem, write to me when you're back."]),
        Maybe(70, &[Visitor(&["back", "ok, sorry about the wait", "right|where were we?"])]),
    ],
    &[
        Visitor(&["are you open on sundays?", "What are the opening hours of the {store} shop?"]),
        Agent(&[
            "The {store} shop is open from Monday to Saturday, 10 am to 7 pm. We also answer here \
             on Sunday afternoons.",
            "Monday to Saturday, 10 am to 7 pm. On Sundays we answer here from 2 pm to 6 pm.",
        ]),
    ],
    &[
        Visitor(&[
            "Your new catalogue is beautiful, by the way.",
            "love your photos, who does the styling?",
            "We've had so many compliments on {the} 😊",
        ]),
        Agent(&[
            "Thank you, I'll tell the team: it will make their day.",
            "That's kind! Our stylists set everything up in an old joinery, the light there is lovely.",
        ]),
    ],
    &[
        Visitor(&[
            "do you speak french? ma belle-mère aimerait comprendre aussi",
            "sorry, can we do this in French? mon mari prend le relais",
        ]),
        Agent(&[
            "Bien sûr, sans problème. Je vous écoute.",
            "Avec plaisir, en français ou en anglais, comme vous préférez.",
        ]),
        Maybe(
            60,
            &[
                Visitor(&[
                    "merci beaucoup c'est très gentil",
                    "merci !|ok back to English for me",
                    "Thanks! She understood everything.",
                ]),
                Agent(&["With pleasure.", "Noted, we'll carry on whichever way you like."]),
            ],
        ),
    ],
    &[
        Visitor(&["do the drivers carry it upstairs?", "Does delivery include placing it in the room?"]),
        Agent(&[
            "Yes, they bring it to the room of your choice, up to the sixth floor without a lift.",
            "Standard delivery goes up to the room. Unpacking and taking the boxes away is an \
             option, at {small}.",
        ]),
        Maybe(40, &[Visitor(&["great", "Good to know, we're on the fourth floor."])]),
    ],
    &[
        Visitor(&["where is it made exactly?", "Where does your wood come from?"]),
        Agent(&[
            "Most of the seating is made in our workshop in the Jura, in France, and the wood comes \
             from sustainably managed forests.",
            "The frames are built in France; the fabrics come from Italy, Portugal and the Vosges.",
        ]),
        Maybe(45, &[Visitor(&["that matters to us, thanks", "nice", "Good to hear."])]),
    ],
    &[
        Visitor(&["do you take old furniture away?", "Will you take the old sofa when you deliver?"]),
        Agent(&[
            "Yes, free of charge when you buy something equivalent. Tick the box when you order, or \
             tell me and I'll add it.",
            "We can: one piece taken for one delivered. It has to be empty and within reach.",
        ]),
        Maybe(
            50,
            &[
                Visitor(&["yes please add it", "Very good, I'll remember that."]),
                Agent(&["Noted. It can be added or removed until the day before delivery."]),
            ],
        ),
    ],
    &[
        Visitor(&[
            "hard to read on my phone, could you email me a summary?",
            "Could you send me a copy of this conversation?",
        ]),
        Agent(&[
            "Of course, the transcript goes to {email} when we finish.",
            "It's planned: you'll get it at {email} as soon as we're done.",
        ]),
    ],
    &[
        Visitor(&["awful weather in {city} today 🌧️", "The trains are all cancelled here, I'm writing from a café."]),
        Agent(&[
            "Hang in there! At least choosing furniture is an indoor sport.",
            "The perfect day for a blanket and a good armchair, then.",
        ]),
    ],
    &[
        Visitor(&["do you have {another} as well?", "What do you think of {the} with {another}?"]),
        Agent(&[
            "Yes, and they go very well together: the woods are from the same range.",
            "That's a lovely combination. I'll email you a picture from our showroom.",
        ]),
        Maybe(50, &[Visitor(&["yes please", "thanks, helps me picture it", "hmm, let me think about it"])]),
    ],
];
