//! Promo codes, refused payments, invoices and gift cards.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Either, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Step, Topic};

pub(super) const PROMO_CODE: Topic = Topic {
    page: Page::Basket,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "Le code promo {code} ne fonctionne pas, il affiche « code non valable ».",
            "votre code {code} marche pas 😕",
            "J'ai reçu le code {code} par e-mail mais il n'est pas accepté dans mon panier. Il est \
             pourtant encore valable, non ?",
            "j'essaie d'utiliser un code promo|{code}|ça ne change pas le prix",
            "Comment faire accepter le code {code} ? J'ai {the} dans le panier et rien ne se passe.",
        ],
        then: &[
            Maybe(
                55,
                &[Either(&[
                    &[
                        Agent(&["Je vérifie. Quels articles avez-vous dans le panier, et quel est le total affiché ?"]),
                        Visitor(&["{the} et une lampe", "Seulement {the}, à {amount}.", "{the}|{amount}"]),
                    ],
                    &[
                        Agent(&["Merci de me l'avoir signalé. Êtes-vous connecté à votre compte client ?"]),
                        Visitor(&["oui, avec {email}", "non pas connecté", "Oui, depuis ce matin."]),
                    ],
                ])],
            ),
            Either(&[
                &[
                    Agent(&["Ce code ne s'applique pas aux articles déjà remisés, et {the} est en promotion en ce \
                     moment. Je peux en revanche vous offrir la livraison : cela vous ferait économiser \
                     {small}."]),
                    Maybe(
                        75,
                        &[Pairs(&[
                            (
                                "ok pour la livraison offerte",
                                "C'est fait : les frais de livraison sont à zéro dans votre panier. Rechargez simplement la page.",
                            ),
                            (
                                "C'est dommage, ce n'est écrit nulle part dans l'e-mail.",
                                "Vous avez raison, les conditions étaient trop discrètes ; je le transmets. Pour cette \
                                 commande, je vous accorde exceptionnellement {small} de remise.",
                            ),
                            (
                                "bon tant pis|je prends quand même",
                                "Merci ! La livraison offerte est appliquée, vous pouvez valider quand vous voulez.",
                            ),
                        ])],
                    ),
                ],
                &[
                    Agent(&[
                        "Le code est bien valable, mais une espace se glisse souvent à la fin quand on le \
                         copie. Essayez en le tapant à la main : {code}, tout en majuscules.",
                        "Je viens de réactiver le code {code} pour votre compte. Pouvez-vous réessayer ?",
                    ]),
                    Pairs(&[
                        (
                            "ça marche !",
                            "Très bien. Le code reste actif jusqu'à ce soir minuit, vous pouvez terminer la \
                             commande tranquillement.",
                        ),
                        (
                            "C'est bon, la remise apparaît. Merci beaucoup.",
                            "Avec plaisir. Si elle venait à disparaître au paiement, ne validez pas et écrivez-moi ici.",
                        ),
                        (
                            "toujours pas...",
                            "Dans ce cas je pose la remise à la main dans votre panier. Rechargez la page : elle \
                             doit apparaître sous le total.",
                        ),
                        ("ah oui|c'était bien ça", "Parfait ! C'est un grand classique sur téléphone."),
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
                "Mon paiement est refusé alors que ma carte fonctionne partout ailleurs.",
                "paiement refusé 3 fois|je fais quoi ??",
                "Le site me dit que le paiement a échoué, mais {amount} sont réservés sur mon compte. \
                 Je ne voudrais pas payer deux fois !",
            ],
            then: &[
                Maybe(
                    45,
                    &[
                        Agent(&[
                            "Je comprends votre inquiétude. Le refus arrive-t-il juste après la saisie de la carte, \
                             ou après la validation dans l'application de la banque ?",
                        ]),
                        Visitor(&[
                            "après la validation",
                            "Juste après, on me renvoie au panier.",
                            "oui j'ai validé sur mon téléphone et puis page blanche",
                        ]),
                    ],
                ),
                Agent(&[
                    "Rien n'a été débité : une somme réservée sans commande est libérée par la banque sous \
                     quarante-huit heures. Vous pouvez réessayer sans risque de payer deux fois.",
                    "La banque a répondu « plafond dépassé ». Cela arrive avec les montants comme {amount} \
                     ; le plafond se relève en général dans l'application de la banque.",
                    "Je vous envoie un lien de paiement sécurisé à {email}, valable deux heures. Votre \
                     panier est conservé.",
                ]),
                Maybe(
                    75,
                    &[Pairs(&[
                        (
                            "c'est passé cette fois",
                            "Je vois la commande {order}, elle est bien payée. Vous allez recevoir la confirmation \
                             dans quelques minutes.",
                        ),
                        (
                            "Voilà, la commande est validée. Vous confirmez qu'il n'y aura qu'un seul débit ?",
                            "Je confirme : un seul paiement de {amount}, pour la commande {order}.",
                        ),
                        (
                            "je préfère faire un virement, c'est possible ?",
                            "Oui : je vous envoie nos coordonnées bancaires par e-mail, à indiquer avec la \
                             référence {order}. La commande part à réception.",
                        ),
                        (
                            "toujours refusé|j'essaie avec la carte de ma femme",
                            "Bonne idée. Le panier reste réservé pendant une heure, prenez votre temps.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Impossible de payer en trois fois, le bouton reste gris. Est-ce qu'il y a un minimum ?",
                "on peut payer en plusieurs fois {the} ?",
            ],
            then: &[
                Agent(&["Le paiement en trois fois est possible de 150 € à 3 000 €, sans frais, avec une carte \
                 qui expire dans plus de six mois."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ah ma carte expire dans 2 mois, c'est pour ça",
                            "C'est sûrement la raison. Avec une autre carte, le bouton deviendra actif.",
                        ),
                        (
                            "Et en quatre fois ?",
                            "Pas encore en ligne, mais le magasin de {store} le propose à partir de 500 €.",
                        ),
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
                "J'aurais besoin de la facture de la commande {order} pour mon assurance.",
                "je ne trouve pas ma facture",
                "Où puis-je télécharger ma facture ? La commande est la {order}.",
            ],
            then: &[
                Agent(&[
                    "Je viens de l'envoyer à {email}. Vous la retrouverez aussi dans votre compte, rubrique \
                     Mes factures.",
                    "Voici comment faire : Mon compte, puis Mes factures, puis la flèche à droite de la \
                     commande. Je vous l'envoie tout de même par e-mail.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("bien reçue merci", "Parfait. Elle reste disponible dix ans dans votre compte."),
                        (
                            "Je ne la vois pas, même dans les indésirables. L'adresse est bien {email}.",
                            "Je l'ai renvoyée à l'instant depuis une autre adresse. Dites-moi si elle n'arrive \
                             toujours pas, je la déposerai dans cette conversation.",
                        ),
                        (
                            "le montant indiqué est {amount} mais j'avais un bon de {small}, c'est normal ?",
                            "Oui, le bon figure en bas, sur la ligne des règlements : il est compté comme un \
                             paiement et non comme une remise. Le total réglé est donc juste.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Pouvez-vous refaire la facture {order} au nom de ma société ? L'adresse est restée \
                 celle de la maison.",
                "il me faut une facture avec la tva|c'est pour ma compta",
            ],
            then: &[
                Agent(&["C'est possible. Indiquez-moi la raison sociale, l'adresse et le numéro de TVA, et je \
                 la fais rééditer aujourd'hui."]),
                Pairs(&[
                    (
                        "La voilà :\nAtelier {full_name} SARL\n12 rue des Tanneurs\n{city}\nMerci !",
                        "Merci. La nouvelle facture annule et remplace la précédente ; elle sera dans votre \
                         boîte d'ici une heure.",
                    ),
                    (
                        "je vous envoie ça par mail tout à l'heure",
                        "Très bien, répondez simplement au dernier e-mail de confirmation, en citant {order}.",
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
                "J'ai une carte cadeau de {small}, où faut-il saisir le numéro ?",
                "on peut utiliser deux cartes cadeaux sur une seule commande ?",
            ],
            then: &[
                Agent(&["Le numéro se saisit à l'étape Paiement, sous « J'ai une carte cadeau », tirets \
                 compris. On peut en utiliser jusqu'à trois par commande."]),
                AFTER_CARD,
            ],
        },
        Case {
            ask: &[
                "ma carte cadeau {card} est refusée au moment de payer",
                "ma carte cadeau a expiré il y a {days} jours|est-ce que c'est perdu ?",
            ],
            then: &[
                Agent(&["Rien n'est perdu : je vois la carte {card}, son solde est de {small}. Je la prolonge \
                 de six mois à titre exceptionnel, vous pouvez réessayer dès maintenant."]),
                AFTER_CARD,
            ],
        },
        Case {
            ask: &["Je voudrais offrir une carte cadeau à une amie qui habite à {city}. Peut-on choisir la \
             date d'envoi ?"],
            then: &[
                Agent(&["Oui : la carte part par e-mail à la date choisie, avec votre message, ou par courrier \
                 dans une jolie enveloppe. Elle est valable deux ans."]),
                AFTER_CARD,
            ],
        },
    ],
};

const AFTER_CARD: Step = Maybe(
    62,
    &[Pairs(&[
        ("super, merci", "Avec plaisir. Le reçu de la carte indique toujours le solde restant et la date de fin."),
        (
            "Merci, c'est très gentil. Et si l'article coûte moins que la carte ?",
            "Le solde reste sur la carte, il pourra être utilisé plus tard, en une ou plusieurs fois.",
        ),
        ("ok et en magasin ça marche aussi ?", "Oui, elle fonctionne aussi bien en ligne qu'au magasin de {store}."),
    ])],
);
