//! Returns and refunds.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Topic};

pub(super) const RETURN: Topic = Topic {
    page: Page::Returns,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "J'ai reçu {the} mais {it} est trop grand{e} pour mon salon. Comment faire pour {pron} renvoyer ?",
            "je voudrais retourner {the}, commande {order}, la couleur ne va pas du tout avec le reste",
            "Combien de temps ai-je pour un retour ? La commande {order} est arrivée le {past}.",
            "comment ça marche un retour ?|j'ai jeté le carton...",
            "Le coloris {colour} est très différent de la photo, c'est une vraie déception. Je \
             souhaite renvoyer l'article.",
        ],
        then: &[
            Agent(&[
                "Vous avez trente jours après la réception pour changer d'avis. Nous venons chercher le \
                 meuble chez vous : il doit simplement être protégé, l'emballage d'origine n'est pas \
                 obligatoire.",
                "Un retour est possible pendant trente jours, même sans le carton ; la reprise à \
                 domicile coûte {small}, et elle est gratuite si vous rapportez l'article au magasin de \
                 {store}.",
                "Je m'en occupe avec vous. J'ai ouvert le retour {ref} pour {the} : vous allez recevoir \
                 un lien pour choisir la date d'enlèvement.",
            ]),
            Maybe(
                78,
                &[
                    Pairs(&[
                        (
                            "et le remboursement, c'est pour quand ?",
                            "Le remboursement part dès que le meuble est contrôlé à l'entrepôt, en général sous cinq jours.",
                        ),
                        (
                            "D'accord. L'enlèvement peut-il se faire un samedi ?",
                            "Oui, le samedi est proposé dans le calendrier, le matin uniquement.",
                        ),
                        (
                            "il faut {pron} démonter avant ?",
                            "Seulement si le meuble ne passe pas la porte. Dans ce cas, retirez les pieds et gardez \
                             la visserie dans un sachet.",
                        ),
                        (
                            "je préfère passer au magasin de {store}, c'est à côté de chez moi",
                            "C'est possible. Présentez le numéro {ref} à l'accueil ; le remboursement est fait sur \
                             place, sur la carte qui a servi au paiement.",
                        ),
                        (
                            "j'ai pas de voiture donc plutôt à domicile|le {date} c'est possible ?",
                            "Oui, le {date} est libre, entre 8 h et 13 h. Les livreurs s'occupent de la \
                             manutention, vous n'avez rien à descendre.",
                        ),
                    ]),
                    Maybe(
                        45,
                        &[Pairs(&[
                            (
                                "parfait, c'est simple au moins",
                                "Oui, et si le créneau choisi ne convient plus, vous pourrez le modifier jusqu'à la veille.",
                            ),
                            (
                                "Très bien. Et si le carton d'origine est déjà parti au recyclage ?",
                                "Ce n'est pas un problème : les livreurs apportent des couvertures de protection.",
                            ),
                            (
                                "super, j'ai bien reçu le lien",
                                "Très bien. Je reste à votre disposition ici si quelque chose n'est pas clair au moment \
                                 de l'enlèvement.",
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
                "J'ai renvoyé {the} il y a plus de deux semaines et je n'ai toujours pas vu le remboursement.",
                "le remboursement de {amount} n'apparaît pas sur mon compte|commande {order}",
                "Vous avez récupéré le meuble le {past}. Quand vais-je recevoir mon remboursement de {amount} ?",
            ],
            then: &[
                Maybe(
                    45,
                    &[
                        Agent(&[
                            "Je regarde cela avec la comptabilité. Avez-vous payé par carte, par virement ou en \
                             plusieurs fois ?",
                            "Je comprends votre étonnement. Quel moyen de paiement avez-vous utilisé pour cette commande ?",
                        ]),
                        Visitor(&["par carte", "en 3 fois", "Par carte bancaire, commande {order}."]),
                    ],
                ),
                Agent(&[
                    "Le retour {ref} a été contrôlé et le remboursement de {amount} est parti. Selon votre \
                     banque, il faut compter trois à cinq jours ouvrés.",
                    "Je vois que le retour attendait une validation, ce n'était pas normal. Je viens de la \
                     faire : vous recevrez {amount} par le même moyen de paiement, le {date} au plus tard.",
                ]),
                Maybe(
                    68,
                    &[Pairs(&[
                        (
                            "merci, je surveille mon compte alors",
                            "Je vous en prie. Si rien n'est arrivé dans une semaine, écrivez-nous en citant {ref} \
                             et nous le suivrons avec la banque.",
                        ),
                        (
                            "Est-ce que je peux avoir une preuve écrite ? Ma banque me la demande.",
                            "Je vous envoie à l'instant l'avis de remboursement à {email}. Il porte la référence \
                             {ref}, que votre banque pourra retrouver.",
                        ),
                        (
                            "ma carte a expiré depuis, ça pose problème ?",
                            "En général non : la banque transfère la somme sur le compte lié. Dans le cas contraire \
                             elle nous revient et nous vous faisons un virement.",
                        ),
                        (
                            "ok mais c'est dommage de devoir réclamer",
                            "Vous avez raison, et je l'ai signalé à l'équipe pour que cela ne se reproduise pas. \
                             Merci de votre patience.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "On m'a remboursé {small} de moins que prévu, pouvez-vous m'expliquer pourquoi ?",
                "il manque {small} sur mon remboursement",
            ],
            then: &[
                Agent(&["La différence de {small} correspond à la reprise à domicile. Puisque cela ne vous \
                 avait pas été dit clairement, je vous la rembourse également."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ah merci c'est sympa",
                            "C'est normal. Vous verrez les {small} sur votre compte sous cinq jours ouvrés.",
                        ),
                        (
                            "Je vous remercie de votre honnêteté.",
                            "Je vous en prie. La page des retours sera corrigée, d'autres clients nous l'ont signalé.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};
