//! Late deliveries and changes of orders.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Either, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Topic};

pub(super) const LATE_DELIVERY: Topic = Topic {
    page: Page::Orders,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "Ma commande {order} devait arriver le {past} et je n'ai toujours rien reçu.",
            "toujours pas de nouvelles de ma livraison, commande {order}|c'est normal ?",
            "La livraison {of_the} était prévue le {past}, personne n'est passé et personne n'a \
             appelé. Pouvez-vous me dire où est mon colis ?",
            "ma livraison a du retard, vous savez quand ça arrive ?",
            "J'ai pris une journée de congé pour la livraison de ma commande {order} et le livreur \
             n'est jamais venu... C'est assez agaçant.",
            "Le suivi indique « en cours d'acheminement » depuis {days} jours pour {the}.|Est-ce \
             que quelqu'un sait où {it} est ?",
        ],
        then: &[
            Maybe(
                55,
                &[
                    Agent(&[
                        "Je suis désolé de ce retard{vocative}. Pouvez-vous me confirmer votre numéro de \
                         commande, s'il vous plaît ? Il commence par MV.",
                        "Je comprends votre impatience, je regarde cela tout de suite. Est-ce bien la commande \
                         passée avec l'adresse {email} ?",
                        "Je vérifie auprès de notre transporteur. Le colis est-il bien attendu à {city} ?",
                    ]),
                    Visitor(&[
                        "oui c'est bien ça, {order}",
                        "Oui, tout à fait. Le numéro est {order}.",
                        "oui|{order} si je lis bien le mail",
                        "C'est ça, au nom de {full_name}.",
                    ]),
                ],
            ),
            Either(&[
                &[
                    Agent(&[
                        "Votre commande {order} est à l'agence de {city} depuis ce matin. Le transporteur vous \
                         propose le {date} entre 8 h et 13 h : est-ce que cela vous convient ?",
                        "Je viens d'avoir l'agence : {the} est bien arrivé{e} à {city}. La livraison peut se \
                         faire le {date} dans la matinée. Souhaitez-vous que je bloque ce créneau ?",
                    ]),
                    Pairs(&[
                        (
                            "le {date} c'est parfait",
                            "C'est noté : livraison le {date}. Vous allez recevoir un e-mail de confirmation.",
                        ),
                        (
                            "Plutôt l'après-midi si possible, je travaille le matin.",
                            "C'est possible : j'ai demandé un passage entre 14 h et 18 h, le même jour. Vous \
                             recevrez un SMS la veille.",
                        ),
                        (
                            "oui ça me va|le livreur peut appeler avant ?",
                            "Bien sûr. J'ai ajouté votre numéro et une consigne pour que l'on vous appelle trente \
                             minutes avant le passage.",
                        ),
                        (
                            "Très bien pour le {date}. Pouvez-vous demander au livreur de m'appeler une demi-heure \
                             avant au {phone} ?",
                            "Parfait, le créneau est réservé et la consigne est sur le bon de livraison, avec votre numéro.",
                        ),
                    ]),
                ],
                &[
                    Agent(&[
                        "Le camion a pris du retard à cause d'un incident à l'entrepôt. Votre commande {order} \
                         repart demain et vous sera livrée le {date}. Je vous présente toutes nos excuses.",
                        "Je vois que le colis est resté bloqué au tri. Je viens de le faire réexpédier en \
                         priorité : il sera chez vous le {date} au plus tard.",
                    ]),
                    Maybe(
                        80,
                        &[Pairs(&[
                            (
                                "encore des jours d'attente, franchement c'est long",
                                "Je comprends tout à fait. Pour nous excuser, je vous rembourse les frais de livraison, \
                                 soit {small}. Le virement apparaîtra sous cinq jours ouvrés.",
                            ),
                            (
                                "Ce n'est pas sérieux, on m'avait garanti la date. Est-ce qu'un geste est possible ?",
                                "Oui, c'est bien le moins : je vous fais un avoir de {small}, utilisable sur une \
                                 prochaine commande ou remboursable, comme vous préférez.",
                            ),
                            (
                                "et si je ne suis pas là ce jour-là ?",
                                "Vous pourrez choisir un autre jour depuis le lien de suivi, jusqu'à la veille à 18 h.",
                            ),
                            (
                                "bon, d'accord|mais cette fois c'est sûr ?",
                                "Oui, la date est maintenant ferme : le colis est chargé. Je garde votre dossier ouvert \
                                 et je vérifierai moi-même la livraison ce jour-là.",
                            ),
                        ])],
                    ),
                ],
                &[
                    Agent(&["Le transporteur indique une remise à un voisin le {past}. Pouvez-vous vérifier autour \
                     de vous ? Si personne ne l'a, j'ouvre une enquête aujourd'hui même."]),
                    Pairs(&[
                        (
                            "je vais demander, un instant|c'est bon, le gardien l'avait ! pardon pour le dérangement",
                            "Aucun dérangement ! S'il manque quoi que ce soit à l'ouverture, répondez simplement \
                             ici et nous nous en occupons.",
                        ),
                        (
                            "J'ai demandé à tout l'immeuble, personne n'a rien.",
                            "Merci d'avoir vérifié. L'enquête est ouverte sous la référence {ref} ; dans tous les \
                             cas vous ne perdez rien, la commande sera renvoyée ou remboursée, au choix, sous huit \
                             jours.",
                        ),
                        (
                            "ah oui, la voisine du 2e me l'a pris 😅",
                            "Voilà une bonne voisine 🙂 Bonne installation, et n'hésitez pas en cas de question au montage.",
                        ),
                        (
                            "Non, personne. Et la signature sur le bon n'est pas la mienne.",
                            "C'est important, merci de le préciser. Je transmets ce point au transporteur avec le \
                             dossier {ref} et je fais préparer un nouvel envoi.",
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
                "J'ai commandé {the} hier mais j'ai choisi la mauvaise couleur, je {pron} voulais en \
                 {colour}. Est-ce encore modifiable ?",
                "J'aimerais ajouter {another} à ma commande {order} pour n'avoir qu'une seule livraison.",
                "je voudrais annuler une partie de ma commande|j'ai commandé {number} fois la même \
                 chose par erreur 😅",
            ],
            then: &[
                Maybe(
                    50,
                    &[
                        Agent(&[
                            "Bien sûr, je regarde si la commande est déjà en préparation. Pouvez-vous me confirmer \
                             le nom et le numéro de commande ?",
                            "Avec plaisir. Quel est le numéro de la commande ?",
                        ]),
                        Visitor(&[
                            "{order}, au nom de {full_name}",
                            "La commande {order}. J'espère être encore à temps.",
                            "c'est la {order}|merci",
                        ]),
                    ],
                ),
                Either(&[
                    &[
                        Agent(&[
                            "Bonne nouvelle, la commande {order} n'est pas encore partie. J'ai fait la modification \
                             ; vous recevez un nouveau récapitulatif par e-mail dans quelques minutes.",
                            "C'est encore possible jusqu'à ce soir. La modification est enregistrée, sans frais, et \
                             la date de livraison ne change pas.",
                        ]),
                        Maybe(
                            65,
                            &[Pairs(&[
                                (
                                    "je viens de le recevoir, tout est bon",
                                    "Parfait, la commande part en préparation. Elle ne pourra plus être modifiée après 18 h.",
                                ),
                                (
                                    "Le total a changé, non ?",
                                    "Oui, la différence de {small} apparaît sur la dernière ligne du récapitulatif ; elle \
                                     est réglée automatiquement avec la même carte.",
                                ),
                                (
                                    "Et la livraison reste bien le {date} ?",
                                    "Oui, la livraison reste prévue le {date}, en une seule fois.",
                                ),
                            ])],
                        ),
                    ],
                    &[
                        Agent(&[
                            "Malheureusement la commande {order} est déjà dans le camion. Le plus simple est de la \
                             refuser à la livraison : je prépare dès maintenant la nouvelle, sans vous facturer \
                             deux fois.",
                        ]),
                        Maybe(
                            75,
                            &[Pairs(&[
                                (
                                    "d'accord faisons comme ça",
                                    "C'est lancé. Vous recevez une confirmation écrite dans l'heure, avec la marche à \
                                     suivre et le numéro de dossier {ref}.",
                                ),
                                (
                                    "Dommage. Et si je la reçois quand même, comment se passe le retour ?",
                                    "Le retour serait gratuit : nous passons chercher le meuble chez vous, il suffit de \
                                     choisir un jour dans votre compte, rubrique Commandes.",
                                ),
                                (
                                    "ok|vous m'envoyez une confirmation ?",
                                    "Elle vient de partir à {email}, avec le numéro de dossier {ref}.",
                                ),
                            ])],
                        ),
                    ],
                ]),
            ],
        },
        Case {
            ask: &[
                "je peux encore changer l'adresse de livraison de la commande {order} ?",
                "Nous déménageons plus tôt que prévu : pouvez-vous livrer la commande {order} à notre \
                 nouvelle adresse, à {city} ?",
            ],
            then: &[
                Agent(&[
                    "Oui, tant que le camion n'est pas chargé. Indiquez-moi l'adresse complète, l'étage et \
                     le code d'entrée s'il y en a un.",
                    "C'est possible sans frais, la commande est encore à l'entrepôt. Quelle est la nouvelle adresse ?",
                ]),
                Pairs(&[
                    (
                        "{full_name}\n7 rue des Jardins, bâtiment B\n3e étage sans ascenseur\n{city}",
                        "Merci, c'est modifié. La livraison reste prévue le {date} ; deux livreurs monteront le meuble.",
                    ),
                    (
                        "14 allée du Moulin, à {city}, c'est une maison, le portail est bleu",
                        "C'est enregistré, portail bleu compris 🙂 Vous recevez la confirmation à {email}.",
                    ),
                ]),
            ],
        },
    ],
};
