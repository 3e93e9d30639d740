//! What is said around the questions.

use super::super::script::Lines;
use super::super::script::Step::{self, Agent, Maybe, Visitor};

pub(super) const SALUTES: Lines = &["{Hello}. ", "{Hello} ! ", "{Hello},\n", "{Hello}\n", "{Hello} à vous. "];

pub(super) const GREETINGS: Lines =
    &["{hello}", "{Hello}", "{Hello} !", "Bjr", "{Hello}, il y a quelqu'un ?", "{hello} 👋"];

pub(super) const WELCOMES: Lines = &[
    "{Hello}{name}, bienvenue chez Maison Verlaine. Comment puis-je vous aider ?",
    "{Hello}{name}. Je suis à votre écoute.",
    "{Hello}{name} ! Que puis-je faire pour vous ?",
];

pub(super) const WAITING: Lines = &[
    "il y a quelqu'un ?",
    "allô ?",
    "Je reste en ligne, merci.",
    "j'attends depuis un moment",
    "Vous pouvez aussi me rappeler au {phone}.",
    "mon adresse : {email}",
    "je dois partir dans 10 minutes...",
];

pub(super) const ANYTHING_ELSE: Lines = &[
    "Puis-je faire autre chose pour vous{vocative} ?",
    "Avez-vous une autre question ?",
    "Y a-t-il autre chose que je puisse vérifier pendant que vous êtes là ?",
    "Est-ce que tout est clair pour vous ?",
];

pub(super) const ANOTHER_QUESTION: Lines = &[
    "oui, une autre question",
    "Tant que je vous ai, j'ai une autre question.",
    "ah et autre chose",
    "Pendant que j'y suis :",
    "je profite de vous avoir 🙂",
    "Autre sujet, si vous permettez.",
    "dernière chose",
    "Et puis il y a aussi ceci.",
];

pub(super) const NOTHING_ELSE: Lines =
    &["Non, c'est tout.", "non merci", "Non, c'est parfait.", "c'est bon pour moi", "Tout est clair, merci."];

pub(super) const UNDERSTOOD: Lines =
    &["D'accord, je comprends mieux.", "ok", "Très bien.", "ok c'est noté", "Parfait.", "d'accord merci"];

pub(super) const THANKS: Lines = &[
    "Merci beaucoup pour votre aide !",
    "merci",
    "merci bcp",
    "Je vous remercie, c'était très clair.",
    "super merci",
    "Merci pour votre réactivité, c'est rare de nos jours.",
    "merci à vous 🙏",
];

pub(super) const FAREWELLS: Lines = &[
    "Avec plaisir{vocative}. {Bye} !",
    "Je vous en prie. {Bye} et à bientôt chez Maison Verlaine.",
    "Merci à vous de votre confiance. {Bye}{vocative}.",
    "C'est moi qui vous remercie. N'hésitez pas à revenir vers nous. {Bye} !",
];

pub(super) const LAST_WORDS: Lines =
    &["{bye} !", "À vous aussi, au revoir.", "pareillement", "👍", "au revoir", "{Bye} à vous aussi."];

pub(super) const LOOKING_INTO_IT: Lines = &[
    "Je vérifie ce point avec l'entrepôt et je reviens vers vous ici même.",
    "Je pose la question à l'atelier ; je vous réponds dès que j'ai leur retour.",
    "Un instant, je regarde votre dossier.",
    "Ma collègue du magasin de {store} doit me rappeler. Je vous écris aussitôt.",
];

pub(super) const ANY_NEWS: Lines = &[
    "vous avez du nouveau ?",
    "D'accord, j'attends votre retour.",
    "ok je patiente",
    "Je dois m'absenter une heure, répondez-moi ici, je lirai ce soir.",
    "merci de me tenir au courant",
];

pub(super) const BACK_AGAIN: Lines = &[
    "{Hello}, me revoilà !",
    "{hello}, c'est encore moi",
    "{Hello}, je reprends là où nous en étions hier.",
    "re {hello}|j'ai bien dormi dessus et j'ai d'autres questions",
];

pub(super) const WELCOME_BACK: Lines = &[
    "{Hello}{name}. J'ai notre échange sous les yeux, je vous écoute.",
    "{Hello}{name}, heureux de vous relire. Par quoi commençons-nous ?",
    "{Hello}{name} ! Je reprends le dossier avec vous.",
];

pub(super) const LONG_HAUL: Lines = &[
    "{Hello}, je travaille dans la décoration et je suis plusieurs chantiers avec vos \
     meubles. Je vous écrirai ici au fil de l'eau, ce sera plus simple que dix e-mails.",
    "{Hello}, nous meublons une maison d'hôtes à {city}, pièce par pièce. J'aurai beaucoup \
     de questions ces prochains jours, je préfère tout garder dans une seule conversation.",
];

pub(super) const STORY: Lines = &[
    "Pour vous donner le contexte : nous emménageons dans notre nouvel appartement à la fin \
     du mois, et tout a été calculé autour de cette date. Les peintures sont finies, les \
     anciens meubles sont partis, et pour l'instant nous mangeons sur des cartons.",
    "J'achète chez vous depuis des années et je n'ai jamais eu à me plaindre : {the} de ma \
     mère a plus de dix ans et {it} n'a pas bougé. C'est justement pour cela que je préfère \
     vous écrire plutôt que de laisser un avis.",
    "J'ai déjà appelé deux fois cette semaine. La première fois on m'a dit que tout était \
     en ordre, la seconde que le dossier n'existait pas. Je comprends qu'il y ait beaucoup \
     de demandes, mais j'aimerais avoir une seule et même réponse.",
    "Mes beaux-parents arrivent le {date} et nous serons {number} à la maison. Ce n'est pas \
     une question de vie ou de mort, bien sûr, mais j'aimerais vraiment que ce soit réglé \
     avant leur arrivée.",
    "J'ai regardé la page d'aide et les questions fréquentes avant de vous écrire, mais mon \
     cas n'y est pas vraiment décrit. J'ai aussi essayé depuis un autre navigateur et \
     depuis le téléphone de mon fils, sans plus de succès.",
    "Précision utile : je ne suis chez moi que le matin avant 9 h et le soir après 18 h 30. \
     Si quelqu'un doit m'appeler, le mieux est le {phone} ; sinon je lis mes messages \
     pendant la pause de midi.",
    "L'immeuble est ancien, au quatrième étage, avec un escalier assez étroit et sans \
     ascenseur. Je l'avais indiqué au moment de la commande, mais je ne sais pas si \
     l'information est arrivée jusqu'à vous.",
];

pub(super) const PLEAS: Lines = &[
    "Pouvez-vous me dire ce qu'il en est et ce que je dois faire ? Je vous remercie \
     d'avance pour votre aide.",
    "Qu'est-il possible de faire ? Je reste joignable toute la journée si vous avez besoin \
     d'une précision.",
    "J'attends votre réponse et je vous remercie du temps que vous y passerez.",
];

pub(super) const SIGNATURES: Lines = &[
    "Cordialement,\n{full_name}",
    "Bien à vous,\n{full_name}",
    "Merci d'avance,\n{full_name}\n{phone}",
    "Cdlt\n{full_name}",
];

pub(super) const ASIDES: Lines = &[
    "Pardon si la question est bête, c'est la première fois que je commande un meuble en ligne.",
    "Je préfère vérifier avec vous avant de faire une bêtise.",
    "Je suis à la maison toute la journée si vous avez besoin de me joindre.",
    "Merci d'avance, c'est assez important pour nous.",
    "Ma fille m'a conseillé d'écrire ici plutôt que d'appeler.",
    "Je vous écris pendant ma pause, je n'ai que quelques minutes.",
    "On commence à être un peu pressés par le temps.",
    "Excusez les fautes, j'écris depuis mon téléphone dans le bus.",
    "Si vous pouviez me confirmer ça par écrit, ce serait parfait.",
    "Je garde la fenêtre ouverte, répondez quand vous pouvez.",
    "Mon mari me dit que je m'inquiète pour rien, mais bon.",
];

pub(super) const INTERLUDES: &[&[Step]] = &[
    &[
        Visitor(&["vous êtes un robot ?", "Au fait, je parle à une vraie personne ?"]),
        Agent(&[
            "Non, il y a bien quelqu'un derrière le clavier 🙂 Je suis à la boutique en ligne, près \
             de l'entrepôt.",
            "Une vraie personne, avec une vraie tasse de thé à côté du clavier.",
        ]),
    ],
    &[
        Agent(&[
            "Pendant que votre dossier est ouvert : souhaitez-vous recevoir les avis de livraison par SMS ?",
            "Au passage, je vois qu'il n'y a pas de téléphone sur votre compte. Voulez-vous que \
             j'en ajoute un pour les livreurs ?",
        ]),
        Visitor(&[
            "oui volontiers, c'est le {phone}",
            "Oui, au {phone}, de préférence en journée.",
            "non merci, le mail me suffit",
        ]),
        Maybe(
            60,
            &[Agent(&[
                "C'est noté, et vous pouvez le changer à tout moment dans votre compte.",
                "Très bien, votre fiche est à jour.",
            ])],
        ),
    ],
    &[
        Visitor(&[
            "excusez-moi, on sonne à la porte, deux minutes",
            "je reviens, mon fils vient de se réveiller",
            "pardon, je dois prendre un appel",
        ]),
        Agent(&[
            "Je vous en prie, je garde la conversation ouverte.",
            "Aucun problème, écrivez-moi quand vous serez de retour.",
        ]),
        Maybe(70, &[Visitor(&["me revoilà", "c'est bon, pardon pour l'attente", "voilà|où en étions-nous ?"])]),
    ],
    &[
        Visitor(&["vous êtes ouverts le dimanche ?", "Quels sont les horaires du magasin de {store} ?"]),
        Agent(&[
            "Le magasin de {store} est ouvert du lundi au samedi, de 10 h à 19 h. Le service en \
             ligne répond aussi le dimanche après-midi.",
            "Du lundi au samedi, de 10 h à 19 h. Le dimanche, nous répondons ici de 14 h à 18 h.",
        ]),
    ],
    &[
        Visitor(&[
            "Sinon, votre nouveau catalogue est magnifique.",
            "j'adore vos photos, qui fait les mises en scène ?",
            "On a reçu plein de compliments sur {the} 😊",
        ]),
        Agent(&[
            "Merci beaucoup, je transmets à l'équipe qui s'en occupe : cela leur fera plaisir.",
            "C'est gentil ! Nos stylistes aménagent tout dans une ancienne menuiserie, la lumière y \
             est superbe.",
        ]),
    ],
    &[
        Visitor(&[
            "sorry, my husband is taking over, he only speaks English. Is that ok?",
            "can we continue in english? my sister will read this later",
        ]),
        Agent(&[
            "Of course, no problem at all. Please go ahead.",
            "Certainly! I can answer in English or in French, as you prefer.",
        ]),
        Maybe(
            60,
            &[
                Visitor(&[
                    "thank you, that's very kind",
                    "great thanks|it's all fine for me then",
                    "Thanks! She understood everything, je repasse au français.",
                ]),
                Agent(&["Avec plaisir / with pleasure.", "C'est noté, nous continuons comme il vous plaira."]),
            ],
        ),
    ],
    &[
        Visitor(&["les livreurs montent à l'étage ?", "La livraison comprend-elle la mise en place dans la pièce ?"]),
        Agent(&[
            "Oui, les livreurs déposent le meuble dans la pièce de votre choix, jusqu'au sixième \
             étage sans ascenseur.",
            "La livraison standard va jusqu'à la pièce. Le déballage et la reprise des cartons sont \
             en option, à {small}.",
        ]),
        Maybe(40, &[Visitor(&["top", "Bonne nouvelle, nous sommes au quatrième."])]),
    ],
    &[
        Visitor(&["c'est fabriqué où exactement ?", "D'où vient le bois que vous utilisez ?"]),
        Agent(&[
            "La plupart des sièges sont faits dans notre atelier du Jura, et le bois vient de \
             forêts gérées durablement, en France et en Europe.",
            "Les structures sont assemblées en France ; les tissus viennent d'Italie, du Portugal \
             et des Vosges.",
        ]),
        Maybe(45, &[Visitor(&["c'est important pour nous, merci", "bien", "Ah, je suis du Jura justement !"])]),
    ],
    &[
        Visitor(&["vous reprenez les anciens meubles ?", "Est-ce que vous emportez l'ancien canapé à la livraison ?"]),
        Agent(&[
            "Oui, la reprise est gratuite pour l'achat d'un meuble équivalent. Cochez la case au \
             moment de la commande, ou dites-le-moi et je l'ajoute.",
            "C'est possible : un meuble repris pour un meuble livré. Il doit être vide et accessible.",
        ]),
        Maybe(
            50,
            &[
                Visitor(&["oui ajoutez-le svp", "Très bien, j'y penserai."]),
                Agent(&[
                    "C'est noté sur la commande {order}.",
                    "Parfait, l'option restera disponible jusqu'à la veille de la livraison.",
                ]),
            ],
        ),
    ],
    &[
        Visitor(&[
            "j'ai du mal à lire sur mon téléphone, vous pouvez m'envoyer un résumé par mail ?",
            "Pouvez-vous m'envoyer la copie de cette conversation ?",
        ]),
        Agent(&[
            "Bien sûr, la transcription part vers {email} à la fin de la conversation.",
            "C'est prévu : vous la recevrez à {email} dès que nous aurons terminé.",
        ]),
    ],
    &[
        Visitor(&[
            "il fait un temps affreux à {city} aujourd'hui 🌧️",
            "Chez nous c'est la grève des bus, j'écris depuis un café.",
        ]),
        Agent(&[
            "Bon courage ! Au moins vous êtes au chaud pour choisir vos meubles.",
            "C'est le moment idéal pour un plaid et un bon fauteuil, alors.",
        ]),
    ],
    &[
        Visitor(&["est-ce que vous avez {another} aussi ?", "Que pensez-vous d'associer {the} avec {another} ?"]),
        Agent(&[
            "Oui, et les deux vont très bien ensemble : les bois viennent de la même gamme.",
            "C'est une belle association. Je vous envoie une photo de notre salle d'exposition par e-mail.",
        ]),
        Maybe(50, &[Visitor(&["je veux bien", "merci, ça m'aide à imaginer", "hmm je vais réfléchir"])]),
    ],
];
