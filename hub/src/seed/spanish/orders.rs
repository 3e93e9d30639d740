//! Late deliveries and changes of orders.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Either, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Topic};

pub(super) const LATE_DELIVERY: Topic = Topic {
    page: Page::Orders,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "Mi pedido {order} tenía que llegar el {past} y todavía no he recibido nada.",
            "sigo sin noticias de mi pedido {order}|¿es normal?",
            "La entrega {of_the} estaba prevista para el {past}, pero no vino nadie ni llamó nadie. \
             ¿Pueden decirme dónde está?",
            "mi entrega va con retraso, ¿saben cuándo llega?",
            "Pedí el día libre en el trabajo para recibir el pedido {order} y el repartidor no \
             apareció... Es bastante molesto.",
            "El seguimiento pone «en tránsito» desde hace {days} días.|¿Alguien sabe por dónde va?",
        ],
        then: &[
            Maybe(
                55,
                &[
                    Agent(&[
                        "Siento mucho el retraso{vocative}. ¿Me confirma el número de pedido, por favor? Empieza por MV.",
                        "Lo entiendo, lo miro ahora mismo. ¿Es el pedido hecho con la dirección {email}?",
                        "Estoy consultando al transportista. ¿La entrega es en {city}?",
                    ]),
                    Visitor(&[
                        "sí, es ese, {order}",
                        "Sí, exacto. El número es {order}.",
                        "sí|{order} si no me equivoco",
                        "Eso es, a nombre de {full_name}.",
                    ]),
                ],
            ),
            Either(&[
                &[
                    Agent(&[
                        "Su pedido {order} está en la agencia de {city} desde esta mañana. El transportista \
                         propone el {date} entre las 8 y las 13 h. ¿Le viene bien?",
                        "Acabo de hablar con la agencia: el pedido ya está en {city}. Se puede entregar el \
                         {date} por la mañana. ¿Quiere que reserve esa franja?",
                    ]),
                    Pairs(&[
                        ("el {date} perfecto", "Anotado: entrega el {date}. Recibirá un correo de confirmación."),
                        (
                            "Mejor por la tarde si puede ser, por la mañana trabajo.",
                            "Claro que sí: he pedido que pasen entre las 16 y las 20 h, el mismo día. Le llegará un \
                             SMS la víspera.",
                        ),
                        (
                            "sí me va bien|¿pueden llamarme antes?",
                            "Por supuesto. He añadido su número y una nota para que le llamen treinta minutos antes.",
                        ),
                        (
                            "Muy bien. ¿Puede pedirle al repartidor que me llame al {phone}?",
                            "Listo, la franja está reservada y su teléfono figura en el albarán.",
                        ),
                    ]),
                ],
                &[
                    Agent(&[
                        "El camión se retrasó por una incidencia en el almacén. Su pedido {order} sale mañana y \
                         lo tendrá el {date}. Le pedimos disculpas.",
                        "Veo que el paquete se quedó parado en el centro de clasificación. Lo he enviado de \
                         nuevo con prioridad: lo recibirá el {date} como muy tarde.",
                    ]),
                    Maybe(
                        80,
                        &[Pairs(&[
                            (
                                "más días de espera, la verdad es que se hace largo",
                                "Le entiendo perfectamente. Para compensarle, le devuelvo los gastos de envío, {small}. \
                                 Los verá en unos cinco días laborables.",
                            ),
                            (
                                "No es serio, me garantizaron la fecha. ¿Pueden tener algún detalle?",
                                "Es lo mínimo: le hago un vale de {small} para un próximo pedido, o se lo reembolso si \
                                 lo prefiere.",
                            ),
                            (
                                "¿y si ese día no estoy?",
                                "Puede elegir otro día desde el enlace de seguimiento, hasta las 18 h de la víspera.",
                            ),
                            (
                                "bueno, vale|¿pero esta vez es seguro?",
                                "Sí, la fecha es firme porque ya está cargado. Dejo el expediente abierto y comprobaré \
                                 personalmente la entrega.",
                            ),
                        ])],
                    ),
                ],
                &[
                    Agent(&["Según el transportista, lo dejaron a un vecino el {past}. ¿Puede preguntar? Si nadie \
                     lo tiene, abro hoy mismo una reclamación."]),
                    Pairs(&[
                        (
                            "voy a preguntar, un momento|¡lo tenía el portero! perdón por la molestia",
                            "¡Ninguna molestia! Si falta algo al abrirlo, escríbanos aquí mismo y lo solucionamos.",
                        ),
                        (
                            "He preguntado en todo el edificio y nadie sabe nada.",
                            "Gracias por comprobarlo. La reclamación queda abierta con la referencia {ref}; en ocho \
                             días como máximo le enviamos otro o le devolvemos el dinero, como prefiera.",
                        ),
                        (
                            "ah sí, lo tenía la vecina del segundo 😅",
                            "¡Qué buena vecina! Que lo disfrute, y si tiene dudas con el montaje aquí estamos.",
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
                "Ayer pedí {the} pero me equivoqué de color, lo quería en {colour}. ¿Todavía se puede cambiar?",
                "Me gustaría añadir {another} al pedido {order} para recibirlo todo junto.",
                "quiero anular una parte del pedido|pedí {number} veces lo mismo sin querer 😅",
            ],
            then: &[
                Maybe(
                    50,
                    &[
                        Agent(&[
                            "Claro, miro si ya está en preparación. ¿Me confirma el nombre y el número de pedido?",
                            "Con mucho gusto. ¿Cuál es el número de pedido?",
                        ]),
                        Visitor(&[
                            "{order}, a nombre de {full_name}",
                            "El pedido {order}. Espero llegar a tiempo.",
                            "es el {order}|gracias",
                        ]),
                    ],
                ),
                Either(&[
                    &[
                        Agent(&[
                            "Buenas noticias: el pedido {order} aún no ha salido. Ya está modificado; recibirá un \
                             nuevo resumen por correo en unos minutos.",
                            "Todavía es posible, hasta esta noche. He guardado el cambio, sin coste, y la fecha de \
                             entrega es la misma.",
                        ]),
                        Maybe(
                            65,
                            &[Pairs(&[
                                (
                                    "me acaba de llegar, todo bien",
                                    "Perfecto, el pedido pasa a preparación. A partir de las 18 h ya no se podrá modificar.",
                                ),
                                (
                                    "El total ha cambiado, ¿no?",
                                    "Sí, la diferencia de {small} aparece en la última línea del resumen y se ajusta con la \
                                     misma tarjeta.",
                                ),
                                (
                                    "¿Y la entrega sigue siendo el {date}?",
                                    "Sí, se mantiene el {date}, en una sola entrega.",
                                ),
                            ])],
                        ),
                    ],
                    &[
                        Agent(&[
                            "Por desgracia el pedido {order} ya está en el camión. Lo más sencillo es rechazarlo en \
                             la entrega: preparo ya el nuevo, sin cobrarle dos veces.",
                        ]),
                        Maybe(
                            75,
                            &[Pairs(&[
                                (
                                    "vale, hagámoslo así",
                                    "Hecho. En una hora recibirá la confirmación por escrito con los pasos y la referencia {ref}.",
                                ),
                                (
                                    "Qué pena. Y si al final lo recibo, ¿cómo sería la devolución?",
                                    "Sería gratuita: pasamos a recogerlo a domicilio, solo hay que elegir un día en su \
                                     cuenta, apartado Pedidos.",
                                ),
                            ])],
                        ),
                    ],
                ]),
            ],
        },
        Case {
            ask: &[
                "¿puedo cambiar todavía la dirección de entrega del pedido {order}?",
                "Nos mudamos antes de lo previsto: ¿podrían entregar el pedido {order} en la casa \
                 nueva, en {city}?",
            ],
            then: &[
                Agent(&[
                    "Sí, mientras no esté cargado en el camión. Indíqueme la dirección completa, el piso y \
                     si hay ascensor.",
                    "Es posible sin coste, el pedido sigue en el almacén. ¿Cuál es la nueva dirección?",
                ]),
                Pairs(&[
                    (
                        "{full_name}\nCalle del Olivo 7, 3.º B\nsin ascensor\n{city}",
                        "Gracias, ya está cambiada. La entrega sigue prevista para el {date}; irán dos \
                         repartidores para subirlo.",
                    ),
                    (
                        "camino del Molino 14, en {city}, es una casa con la verja azul",
                        "Guardado, con verja azul incluida 🙂 Le llega la confirmación a {email}.",
                    ),
                ]),
            ],
        },
    ],
};
