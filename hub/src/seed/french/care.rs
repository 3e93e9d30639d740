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
                "{My} est arrivé{e} ce matin avec un pied fendu. Est-ce que je dois tout renvoyer ?",
                "un pied {of_the} est cassé|je fais quoi ?",
                "À l'ouverture du colis de la commande {order}, j'ai constaté qu'un des pieds était \
                 fêlé et bougeait. Je n'ai pas pu émettre de réserves, le livreur était pressé.",
            ],
            then: &[
                PHOTO,
                Agent(&[
                    "Inutile de tout renvoyer : le pied se dévisse. Je vous en expédie un neuf sans frais, \
                     vous le recevrez le {date}. Une clé et une notice sont jointes.",
                    "La pièce est disponible. Elle part ce soir sous le numéro {ref} et arrivera à {city} \
                     le {date}. Vous pouvez garder l'ancienne ou la jeter.",
                ]),
                Maybe(
                    75,
                    &[Pairs(&[
                        (
                            "parfait, merci pour la rapidité",
                            "C'est bien normal. Vous recevrez le numéro de suivi par e-mail dès ce soir.",
                        ),
                        (
                            "C'est facile à changer soi-même ? Le bricolage n'est pas mon fort.",
                            "Très facile : il faut cinq minutes et aucun outil spécial. On retourne le meuble, on \
                             dévisse à la main, on visse le nouveau.",
                        ),
                        (
                            "où dois-je indiquer l'adresse de livraison du pied ?",
                            "Nous utilisons l'adresse de la commande, à {city}. Si elle a changé, dites-le-moi ici \
                             et je la corrige avant le départ.",
                        ),
                        (
                            "ok|et si la teinte est différente ?",
                            "Les pieds viennent du même lot. Si la teinte vous paraissait différente, je ferais \
                             échanger l'ensemble des quatre.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "on vient de me livrer {the} et il y a une grosse rayure sur le côté",
                "Le carton était enfoncé et {the} est abîmé{e} dans un angle. J'ai des photos si besoin.",
                "{The} que j'ai reçu{e} a une tache bien visible, je pense que ça vient du transport",
            ],
            then: &[
                PHOTO,
                Either(&[
                    &[
                        Agent(&["Je vous propose un échange complet : nous livrons un modèle neuf et nous reprenons \
                         l'autre le même jour, le {date}. Cela vous irait ?"]),
                        Pairs(&[
                            (
                                "oui très bien",
                                "C'est enregistré sous la référence {ref}. Vous recevez la confirmation par e-mail, et \
                                 rien ne vous sera demandé de plus.",
                            ),
                            (
                                "je préfère la semaine d'après, c'est possible ?",
                                "Bien entendu. Le transporteur vous appellera pour convenir du jour, la référence est {ref}.",
                            ),
                            (
                                "Je dois en parler avec mon mari, je peux vous redire ça demain ?",
                                "Prenez votre temps : la proposition reste valable quatorze jours. Il suffit de \
                                 répondre dans cette conversation ou de citer {ref}.",
                            ),
                        ]),
                    ],
                    &[
                        Agent(&[
                            "C'est un dommage de transport. Deux possibilités : un échange à l'identique, ou une \
                             remise de {small} si vous préférez {pron} garder ainsi.",
                        ]),
                        Pairs(&[
                            (
                                "l'échange svp",
                                "C'est noté, l'échange est prévu le {date} sous la référence {ref}. Gardez si possible \
                                 le carton jusque-là.",
                            ),
                            (
                                "La remise me va, ça se voit à peine une fois contre le mur.",
                                "Entendu. Les {small} vous seront remboursés sous cinq jours, et la garantie reste entière.",
                            ),
                            (
                                "{small} c'est peu pour un article à {amount}...",
                                "Je comprends. Dans ce cas je vous conseille l'échange : il ne vous coûte rien et vous \
                                 aurez un article impeccable.",
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
            "Je suis désolé pour cette mauvaise surprise{vocative}. Pouvez-vous m'envoyer une photo \
             du défaut et une de l'étiquette du carton ? Le trombone sous la zone de texte permet \
             de les joindre.",
            "Merci de nous prévenir rapidement. Auriez-vous une photo d'ensemble et une photo de près ?",
        ]),
        Visitor(&[
            "voilà, je viens d'envoyer deux photos",
            "Les photos sont parties. On voit bien le défaut sur la seconde.",
            "j'essaie|ça charge|voilà c'est parti",
        ]),
    ],
);

pub(super) const WARRANTY: Topic = Topic {
    page: Page::Warranty,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &[
                "Quelle est la durée de la garantie {of_the} ?",
                "la garantie c'est 2 ans ou 5 ans ?|je vois les deux sur votre site",
            ],
            then: &[
                Agent(&[
                    "La structure est garantie cinq ans, les mécanismes et les tissus deux ans.",
                    "{The} est couvert{e} deux ans par la garantie légale, et la structure cinq ans par la \
                     nôtre. Une usure normale n'est pas comprise, mais une couture ou une soudure qui lâche \
                     l'est.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "et il faut garder le ticket ?",
                            "La facture suffit, et nous la retrouvons avec votre adresse e-mail. Vous n'avez rien à \
                             conserver.",
                        ),
                        (
                            "D'accord, et les frais de déplacement ?",
                            "Le déplacement et la réparation sont à notre charge pendant toute la durée de la garantie.",
                        ),
                        (
                            "Est-ce que la garantie suit le meuble si je le revends ?",
                            "Oui, il suffit de transmettre la facture à la personne qui l'achète.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "j'ai acheté {the} il y a un an et demi et il y a un grincement, c'est couvert ?",
                "Bonne nouvelle d'abord : {the} nous plaît toujours autant. En revanche un assemblage \
                 commence à lâcher, que prévoit la garantie ?",
                "Je n'ai plus le ticket de caisse {of_the}, est-ce que la garantie fonctionne quand \
                 même ? Il y a du jeu dans un pied.",
            ],
            then: &[
                Agent(&[
                    "C'est bien couvert. J'ouvre le dossier {ref} : un artisan partenaire vous appellera \
                     pour fixer un rendez-vous à {city}.",
                    "Oui, c'est pris en charge ; nous retrouvons l'achat avec votre adresse e-mail, le \
                     ticket n'est pas nécessaire. Le dossier {ref} est ouvert et un artisan vous \
                     contactera.",
                ]),
                Maybe(
                    75,
                    &[
                        Pairs(&[
                            (
                                "Et si la pièce n'existe plus ?",
                                "Nous vous proposerions un modèle équivalent, ou un avoir de {amount}.",
                            ),
                            (
                                "j'ai retrouvé la facture, commande {order}",
                                "Merci, je l'ajoute au dossier. Cela confirme la date, tout est en règle.",
                            ),
                            (
                                "très bien|je dois envoyer des photos ?",
                                "Deux photos aideront l'artisan : une vue d'ensemble et une de près. Vous pouvez les \
                                 déposer ici avec le trombone.",
                            ),
                            (
                                "c'est payant le déplacement ?",
                                "Non, le déplacement et la réparation sont à notre charge.",
                            ),
                        ]),
                        Maybe(
                            50,
                            &[
                                Visitor(&[
                                    "c'est très clair",
                                    "Parfait, j'attends l'appel alors. Mon numéro : {phone}.",
                                    "ok super, je prépare ça",
                                ]),
                                Agent(&[
                                    "C'est noté au dossier {ref}. L'artisan appelle en général sous quarante-huit heures, \
                                     entre 9 h et 18 h.",
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
                "Il me manque {number} vis dans le sachet {of_the}.",
                "le sachet de visserie {of_the} est incomplet|il manque au moins {number} vis",
            ],
            then: &[
                Agent(&[
                    "Je fais partir un sachet de visserie complet aujourd'hui ; vous l'aurez le {date}. En \
                     attendant, {the} peut rester debout mais ne posez rien dessus.",
                    "Désolé pour cet oubli. Un sachet neuf part ce soir à {city}, en courrier suivi. Notez \
                     bien à quelle étape vous vous arrêtez.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ok j'attends les vis",
                            "Très bien. Dès que vous les avez, reprenez à l'étape {number}, et écrivez-nous si \
                             quelque chose résiste.",
                        ),
                        (
                            "Puis-je en acheter en attendant ? J'aimerais finir ce week-end.",
                            "Oui, ce sont des vis à bois de 4 × 35 à tête fraisée, courantes dans le commerce. \
                             Gardez le ticket, nous vous rembourserons.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Ça bloque à l'étape {number} du montage {of_the} : les trous ne tombent pas en face.",
                "je n'arrive pas à monter {the}, le panneau du fond ne rentre pas",
                "je ne trouve pas la notice de montage {of_the}, vous pouvez me l'envoyer ?",
            ],
            then: &[
                Agent(&[
                    "Je vous envoie la notice complète à {email}. Elle existe aussi en vidéo sur la page \
                     Notices de montage, avec un passage pour chaque étape.",
                    "Je vous aide avec plaisir. Astuce : laissez toutes les vis un demi-tour avant le \
                     serrage, les panneaux prennent leur place, puis on serre en croix. La notice en vidéo \
                     part à {email}.",
                ]),
                Maybe(
                    70,
                    &[Pairs(&[
                        (
                            "ça marche !!! merci",
                            "Ravi de le lire ! Pensez à fixer l'équerre murale, elle est dans le sachet D : c'est \
                             elle qui empêche le basculement.",
                        ),
                        (
                            "J'ai suivi vos conseils, c'est mieux, mais il reste un jour d'un millimètre à gauche.",
                            "Il se rattrape avec les pieds réglables : tournez celui de gauche d'un quart de tour \
                             et vérifiez avec un niveau.",
                        ),
                        (
                            "ah mince|j'avais mélangé les sachets B et C",
                            "C'est l'erreur la plus courante, rassurez-vous : les vis du sachet B sont les plus courtes.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "le montage {of_the} c'est faisable seul ?|j'hésite à prendre l'option à {small}",
                "Combien de temps faut-il pour monter {the} ?",
            ],
            then: &[
                Agent(&["À deux, comptez une heure et demie. Seul c'est possible, mais le panneau du fond est \
                 lourd. Nos monteurs passent à {city} pour {small} si vous préférez."]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "je vais prendre les monteurs finalement, mon dos vous remercie 😄",
                            "Sage décision 🙂 L'option est ajoutée à la commande {order}, ils viendront le {date}.",
                        ),
                        (
                            "Il faut des outils particuliers ?",
                            "Un tournevis cruciforme et un maillet en caoutchouc suffisent ; la clé est dans le carton.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};
