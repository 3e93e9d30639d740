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
                "J'hésite entre deux tissus pour {the}. Nous avons un chat et deux enfants, que conseillez-vous ?",
                "quel tissu est le plus résistant pour {the} ?|on a un chat...",
            ],
            then: &[
                Maybe(
                    50,
                    &[
                        Agent(&[
                            "Avec plaisir. Cherchez-vous surtout la résistance, la douceur ou la facilité d'entretien ?",
                        ]),
                        Visitor(&[
                            "La résistance, clairement. Le chat fait ses griffes partout.",
                            "facile à nettoyer surtout|les enfants...",
                            "Un peu des trois 🙂 C'est la pièce où nous vivons le plus : les devoirs, les films du \
                             dimanche, les goûters d'anniversaire. Il faut que ça tienne, mais j'aimerais aussi que \
                             ce soit doux.",
                        ]),
                    ],
                ),
                Agent(&[
                    "Dans ce cas je conseillerais le velours : les griffes ne s'y accrochent pas et les \
                     taches s'enlèvent à l'eau claire. Le lin est plus beau au naturel, mais plus fragile.",
                    "La bouclette est la plus douce mais elle retient les poils. Pour une famille, le coton \
                     tissé serré est le meilleur compromis.",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "merci pour ces conseils !",
                            "Je vous en prie. Si vous hésitez encore, des échantillons gratuits vous aideront à trancher.",
                        ),
                        (
                            "et on peut racheter les housses seules ?",
                            "Oui, pendant dix ans, {small} la pièce pour {this}. Gardez bien la référence du tissu, \
                             elle est sous l'assise.",
                        ),
                        (
                            "D'accord. Et est-ce que la couleur passe au soleil ?",
                            "Tous nos tissus sont testés à la lumière. Derrière une grande baie plein sud, un \
                             voilage reste tout de même une bonne idée.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Est-ce que le coloris {colour} tire plutôt sur le chaud ou sur le froid ? Mon salon \
                 est exposé au nord.",
                "peut-on recevoir des échantillons avant de commander {the} ?",
                "La photo {of_the} montre des coussins plus foncés que l'assise. Est-ce un effet de la lumière ?",
            ],
            then: &[
                Agent(&[
                    "Les écrans trompent souvent ; le mieux est de voir la matière. Je vous envoie \
                     gratuitement {number} échantillons à {city}, dont un en {colour}. Ils arrivent par \
                     courrier sous {days} jours.",
                    "Sur nos photos la lumière est assez chaude. Je vous fais parvenir {number} \
                     échantillons, dont un en {colour}, pour que vous puissiez juger chez vous.",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "je prends les échantillons avec plaisir",
                            "C'est parti. Prenez le temps de les regarder le matin et le soir : la lumière change tout.",
                        ),
                        (
                            "parfait|je dois vous les renvoyer après ?",
                            "Non, ils sont pour vous. Certains clients en font des marque-pages.",
                        ),
                        (
                            "Les murs sont vert d'eau et le parquet est en chêne. On passe beaucoup de temps dans \
                             cette pièce le soir, donc c'est surtout avec la lampe allumée que je verrai la \
                             couleur.",
                            "Alors je joins aussi un ton plus clair : le soir, sous une lampe, les tissus foncés \
                             perdent de leur relief. Vous pourrez comparer.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "J'ai renversé du café sur {the}, comment rattraper ça ?|le tissu c'est {colour}",
                "le coloris {colour} ça se lave ? mon fils a mis du chocolat partout",
            ],
            then: &[
                Agent(&[
                    "Tamponnez sans frotter avec un linge blanc, de l'eau tiède et un peu de savon de \
                     Marseille, de l'extérieur vers le centre. Laissez sécher à l'air, puis brossez.",
                    "Pas de panique : sur ce tissu les taches fraîches partent bien. Eau tiède, savon doux, \
                     on tamponne, et surtout pas de sèche-cheveux.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ça part ! ouf",
                            "Quelle bonne nouvelle 🙂 Une fois sec, un coup de brosse douce et il n'y paraîtra plus.",
                        ),
                        (
                            "et si ça reste ?",
                            "La housse se lave à 30 degrés, à l'envers et sans essorage. En dernier recours, elle \
                             se remplace pour {small}.",
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
                "Est-ce que {the} est visible au magasin de {store} ?",
                "Je voudrais essayer {the} avant de l'acheter. Dans quel magasin puis-je {pron} voir ?",
                "J'habite à {city}, quel est le magasin le plus proche qui expose {the} ?",
            ],
            then: &[
                Agent(&[
                    "Je viens d'appeler le magasin de {store} : {the} y est exposé{e}, en {colour}. Il en \
                     reste {number} à emporter.",
                    "{The} est exposé{e} à {store} jusqu'à la fin du mois, en {colour}.",
                ]),
                Maybe(
                    72,
                    &[
                        Pairs(&[
                            (
                                "vous pouvez m'en mettre un de côté ?",
                                "C'est réservé à votre nom jusqu'au {date}, à l'accueil du magasin de {store}. \
                                 Présentez simplement ce numéro : {ref}.",
                            ),
                            (
                                "Parfait, je passerai samedi. Y a-t-il un parking ?",
                                "Oui, deux heures de parking offertes sur présentation du ticket. Le magasin ouvre de \
                                 10 h à 19 h.",
                            ),
                            (
                                "et {another}, vous l'avez aussi sur place ?",
                                "Oui, au premier étage. Les deux sont d'ailleurs présentés ensemble.",
                            ),
                        ]),
                        Maybe(
                            40,
                            &[Pairs(&[
                                (
                                    "génial",
                                    "Bonne visite ! L'équipe sur place pourra aussi vous montrer les autres finitions.",
                                ),
                                (
                                    "Merci, à samedi alors !",
                                    "Avec plaisir. Dites bien que vous venez de la part du service en ligne, ils auront \
                                     votre demande sous les yeux.",
                                ),
                            ])],
                        ),
                    ],
                ),
            ],
        },
        Case {
            ask: &[
                "vous avez {the} en stock ?|en {colour}",
                "quand est-ce que {the} revient en stock ? ça fait {days} semaines que c'est indisponible",
            ],
            then: &[
                Agent(&[
                    "Le prochain arrivage est attendu le {date}. Je peux vous inscrire à l'alerte, ou \
                     réserver dès maintenant avec un acompte de {small}.",
                    "Il n'y en a plus en {colour} pour le moment ; l'atelier nous livre le {date}. \
                     Souhaitez-vous une alerte par e-mail ?",
                ]),
                Pairs(&[
                    (
                        "ok inscrivez-moi à l'alerte svp, {email}",
                        "C'est fait, vous recevrez un e-mail dès l'arrivée et vous aurez vingt-quatre heures \
                         d'avance sur la mise en ligne.",
                    ),
                    (
                        "Je préfère réserver, comment faire ?",
                        "Je vous envoie un lien à {email}. L'acompte est déduit du prix et remboursable jusqu'à \
                         l'expédition.",
                    ),
                    (
                        "mince|et {another}, vous l'avez ?",
                        "Oui, disponible tout de suite, avec une livraison possible le {date}.",
                    ),
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
                "Je souhaite prendre rendez-vous avec un décorateur au magasin de {store}.",
                "on peut venir avec un plan de notre salon pour avoir des conseils ?|c'est payant ?",
                "est-ce qu'il faut un rdv pour venir voir les canapés à {store} ?",
            ],
            then: &[
                Agent(&[
                    "Le rendez-vous conseil est gratuit et dure une heure. À {store}, il reste une place le \
                     {date} à {time}. Vous conviendrait-elle ?",
                    "Pour simplement regarder, venez quand vous voulez. Pour un projet, un conseiller se \
                     libère gratuitement pendant une heure : à {store}, le {date} à {time} est libre.",
                ]),
                Pairs(&[
                    ("oui c'est parfait", "C'est confirmé, le {date} à {time}. Vous recevrez un rappel la veille."),
                    (
                        "Le {date}, d'accord. Que faut-il apporter ?",
                        "Si possible les dimensions de la pièce et quelques photos, même prises au téléphone.",
                    ),
                    (
                        "Très bien, nous serons deux. Au nom de {full_name}, téléphone {phone}.",
                        "J'ai noté {time} pour deux personnes, à ce nom. En cas d'empêchement, un simple \
                         message ici suffit.",
                    ),
                    (
                        "plutôt un autre jour si vous avez",
                        "Bien sûr : le lien que je vous envoie à {email} montre toutes les places libres des \
                         trois prochaines semaines.",
                    ),
                ]),
            ],
        },
        Case {
            ask: &[
                "Peut-on déplacer mon rendez-vous du {date} ? J'ai un empêchement.",
                "je dois annuler mon rdv au magasin de {store}",
            ],
            then: &[
                Agent(&["Bien sûr, c'est libéré. Je peux vous proposer le même horaire la semaine suivante, \
                 toujours au magasin de {store}."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("oui la semaine suivante ça va", "C'est noté, vous recevez la confirmation à {email}."),
                        (
                            "Je ne sais pas encore, je reviendrai vers vous.",
                            "Entendu. Il suffira d'écrire ici, nous retrouverons votre dossier.",
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
                "Je n'arrive plus à me connecter à mon compte, le mot de passe n'est pas reconnu.",
                "j'ai demandé un nouveau mot de passe mais je reçois rien",
                "mon compte est bloqué|il dit trop de tentatives",
            ],
            then: &[
                IDENTITY,
                Agent(&[
                    "Le lien vient de repartir vers {email}. Il est valable une heure ; regardez aussi dans \
                     les indésirables.",
                    "Le compte était bloqué après cinq essais, je viens de le débloquer. Vous pouvez \
                     choisir un nouveau mot de passe depuis « Mot de passe oublié ».",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "c'est bon, j'ai réussi à entrer",
                            "Parfait. Par sécurité, le lien ne fonctionne qu'une fois ; demandez-en un autre si nécessaire.",
                        ),
                        (
                            "toujours rien|ah si, dans les spams",
                            "Très bien ! Ajoutez notre adresse à vos contacts pour que cela n'arrive plus.",
                        ),
                        (
                            "est-ce que je garde mon panier ?",
                            "Oui, le panier est conservé trente jours, vous devriez le retrouver tel quel.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "J'ai créé deux comptes par erreur, peut-on les fusionner ? Mes commandes sont \
                 réparties sur les deux.",
                "comment je change mon adresse mail ?|l'ancienne n'existe plus",
            ],
            then: &[
                IDENTITY,
                Agent(&["C'est fait : tout est maintenant réuni sous {email}, y compris la commande {order} et \
                 vos points de fidélité."]),
                Maybe(
                    55,
                    &[
                        Visitor(&["Reçu, merci. Tout fonctionne.", "ok je vois bien tout"]),
                        Agent(&["Très bien. L'ancienne adresse ne recevra plus aucun message de notre part."]),
                    ],
                ),
            ],
        },
        Case {
            ask: &["Pouvez-vous supprimer mon compte et mes données, s'il vous plaît ?"],
            then: &[
                Agent(&["Votre demande est enregistrée sous {ref}. Elle sera traitée sous trente jours et vous \
                 recevrez une confirmation écrite à {email}."]),
                Maybe(
                    50,
                    &[Pairs(&[(
                        "ça efface aussi mes factures ?",
                        "La loi nous demande de les garder dix ans, mais elles ne seront plus liées à un compte \
                         ni utilisées pour autre chose.",
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
            "Je vous aide. Avec quelle adresse e-mail le compte a-t-il été créé ? Ne m'envoyez \
             surtout pas votre mot de passe.",
            "Je regarde. Pouvez-vous me confirmer votre nom et votre adresse e-mail ?",
        ]),
        Visitor(&["{email}", "C'est {email}, au nom de {full_name}.", "{full_name}|{email}"]),
    ],
);
