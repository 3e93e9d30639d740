//! Returns and refunds.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Topic};

pub(super) const RETURN: Topic = Topic {
    page: Page::Returns,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "He recibido {the} pero es demasiado grande para mi salón. ¿Cómo {pron} devuelvo?",
            "quiero devolver {the}, pedido {order}, el color no pega nada con lo demás",
            "¿Cuánto plazo tengo para una devolución? El pedido {order} llegó el {past}.",
            "¿cómo funciona una devolución?|ya he tirado la caja...",
            "El color {colour} es muy distinto al de la foto, me ha decepcionado. Quisiera devolverlo.",
        ],
        then: &[
            Agent(&[
                "Tiene treinta días desde la entrega para cambiar de idea. Pasamos a recogerlo a \
                 domicilio: basta con que esté protegido, no hace falta el embalaje original.",
                "Puede devolverlo durante treinta días, aunque no tenga la caja; la recogida cuesta \
                 {small} y es gratis si lo lleva a la tienda de {store}.",
                "Le ayudo con eso. He abierto la devolución {ref}: recibirá un enlace para elegir el \
                 día de la recogida.",
            ]),
            Maybe(
                78,
                &[
                    Pairs(&[
                        (
                            "¿y cuándo me devuelven el dinero?",
                            "El reembolso sale en cuanto se revisa en el almacén, normalmente en cinco días.",
                        ),
                        (
                            "De acuerdo. ¿Pueden recogerlo un sábado?",
                            "Sí, el calendario ofrece los sábados por la mañana.",
                        ),
                        (
                            "¿hay que desmontarl{o} antes?",
                            "Solo si no pasa por la puerta. En ese caso quite las patas y guarde los tornillos en \
                             una bolsita.",
                        ),
                        (
                            "prefiero pasar por la tienda de {store}, me queda cerca",
                            "Estupendo. Enseñe el número {ref} en recepción; el reembolso se hace al momento, en la \
                             misma tarjeta.",
                        ),
                        (
                            "no tengo coche así que a domicilio|¿puede ser el {date}?",
                            "Sí, el {date} está libre, entre las 9 y las 14 h. Los repartidores se encargan de bajarlo.",
                        ),
                    ]),
                    Maybe(
                        45,
                        &[Pairs(&[
                            (
                                "perfecto, más fácil de lo que pensaba",
                                "Y si la franja deja de irle bien, puede cambiarla hasta la víspera.",
                            ),
                            (
                                "genial, ya tengo el enlace",
                                "Muy bien. Si algo no queda claro el día de la recogida, escríbanos por aquí.",
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
                "Devolví {the} hace más de dos semanas y todavía no me han reembolsado.",
                "el reembolso de {amount} no aparece en mi cuenta|pedido {order}",
                "Recogieron el mueble el {past}. ¿Cuándo recibiré los {amount}?",
            ],
            then: &[
                Maybe(
                    45,
                    &[
                        Agent(&["Lo consulto con contabilidad. ¿Pagó con tarjeta, por transferencia o a plazos?"]),
                        Visitor(&["con tarjeta", "en 3 plazos", "Con tarjeta, pedido {order}."]),
                    ],
                ),
                Agent(&[
                    "La devolución {ref} está revisada y el reembolso de {amount} ya ha salido. Según el \
                     banco, tarda de tres a cinco días laborables.",
                    "Veo que la devolución estaba pendiente de validar, y no debería. Acabo de hacerlo: \
                     recibirá {amount} por el mismo medio de pago, el {date} como muy tarde.",
                ]),
                Maybe(
                    68,
                    &[Pairs(&[
                        (
                            "gracias, estaré pendiente de la cuenta",
                            "De nada. Si en una semana no ha llegado, escríbanos citando {ref} y lo seguimos con el banco.",
                        ),
                        (
                            "¿Me pueden dar un justificante? El banco me lo pide.",
                            "Se lo envío ahora a {email}. Lleva la referencia {ref}, con la que el banco podrá localizarlo.",
                        ),
                        (
                            "la tarjeta me caducó, ¿es un problema?",
                            "Normalmente no: el banco pasa el importe a la cuenta asociada. Si nos lo devuelven, le \
                             haremos una transferencia.",
                        ),
                        (
                            "vale, pero no tendría que estar reclamando",
                            "Tiene razón, y lo he comunicado al equipo para que no vuelva a pasar. Gracias por su paciencia.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Me han devuelto {small} menos de lo previsto, ¿me pueden explicar por qué?",
                "faltan {small} en mi reembolso",
            ],
            then: &[
                Agent(&["La diferencia de {small} es la recogida a domicilio. Como no se le avisó con claridad, \
                 se la devuelvo también."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ah pues gracias, qué amables",
                            "Es lo justo. Verá los {small} en su cuenta en unos cinco días laborables.",
                        ),
                        (
                            "Le agradezco la sinceridad.",
                            "Faltaría más. Vamos a corregir la página de devoluciones, no es el primer aviso.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};
