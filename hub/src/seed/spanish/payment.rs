//! Promo codes, refused payments, invoices and gift cards.

use super::super::pages::Page;
use super::super::script::Step::{Agent, Either, Maybe, Pairs, Visitor};
use super::super::script::{Case, Goods, Step, Topic};

pub(super) const PROMO_CODE: Topic = Topic {
    page: Page::Basket,
    goods: Goods::Any,
    cases: &[Case {
        ask: &[
            "El código {code} no funciona, me sale «código no válido».",
            "vuestro código {code} no va 😕",
            "Me llegó el código {code} por correo pero la cesta no lo acepta. Sigue vigente, ¿no?",
            "intento usar un código|{code}|y el precio no cambia",
            "¿Cómo hago para que acepte el código {code}? Tengo {the} en la cesta y no pasa nada.",
        ],
        then: &[
            Maybe(
                55,
                &[Either(&[
                    &[
                        Agent(&["Lo compruebo. ¿Qué artículos tiene en la cesta y cuál es el total?"]),
                        Visitor(&["{the} y una lámpara", "Solo {the}, a {amount}.", "{the}|{amount}"]),
                    ],
                    &[
                        Agent(&["Gracias por avisar. ¿Ha iniciado sesión en su cuenta?"]),
                        Visitor(&["sí, con {email}", "no", "Sí, desde esta mañana."]),
                    ],
                ])],
            ),
            Either(&[
                &[
                    Agent(&["Ese código no se aplica a artículos ya rebajados, y {the} está en promoción. A cambio \
                     puedo regalarle el envío: se ahorra {small}."]),
                    Maybe(
                        75,
                        &[Pairs(&[
                            (
                                "vale, con el envío gratis me apaño",
                                "Hecho: los gastos de envío ya están a cero. Solo tiene que recargar la página.",
                            ),
                            (
                                "Pues en el correo no lo pone en ningún sitio.",
                                "Tiene razón, las condiciones se veían poco; lo comunico. En este pedido le hago \
                                 excepcionalmente {small} de descuento.",
                            ),
                            (
                                "bueno|me lo quedo igual",
                                "¡Gracias! El envío gratis está aplicado, puede confirmar cuando quiera.",
                            ),
                        ])],
                    ),
                ],
                &[
                    Agent(&[
                        "El código es válido, pero al copiarlo suele colarse un espacio al final. Pruebe a \
                         escribirlo a mano: {code}, en mayúsculas.",
                        "Acabo de reactivar el código {code} para su cuenta. ¿Puede probar otra vez?",
                    ]),
                    Pairs(&[
                        ("¡ahora sí!", "Muy bien. El código vale hasta esta medianoche, puede terminar con calma."),
                        (
                            "Listo, ya aparece el descuento. Muchas gracias.",
                            "De nada. Si desapareciera al pagar, no confirme y escríbame aquí.",
                        ),
                        (
                            "nada, sigue igual...",
                            "Entonces le pongo el descuento a mano. Recargue la página: debe aparecer debajo del total.",
                        ),
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
                "Me rechaza el pago y la tarjeta me funciona en todas partes.",
                "pago rechazado 3 veces|¿qué hago?",
                "La web dice que el pago ha fallado, pero tengo {amount} retenidos en la cuenta. ¡No \
                 quiero pagar dos veces!",
            ],
            then: &[
                Maybe(
                    45,
                    &[
                        Agent(&[
                            "Entiendo su preocupación. ¿El rechazo sale al poner la tarjeta o después de validar en \
                             la aplicación del banco?",
                        ]),
                        Visitor(&[
                            "después de validar",
                            "Nada más ponerla, vuelve a la cesta.",
                            "validé en el móvil y luego página en blanco",
                        ]),
                    ],
                ),
                Agent(&[
                    "No se ha cobrado nada: un importe retenido sin pedido lo libera el banco en cuarenta y \
                     ocho horas. Puede intentarlo otra vez sin miedo a pagar dos veces.",
                    "El banco ha respondido «límite superado». Pasa con importes como {amount}; suele poder \
                     subirse desde la aplicación del banco.",
                    "Le envío un enlace de pago seguro a {email}, válido dos horas. La cesta queda guardada.",
                ]),
                Maybe(
                    75,
                    &[Pairs(&[
                        (
                            "ahora sí ha pasado",
                            "Veo el pedido {order}, está pagado. En unos minutos le llega la confirmación.",
                        ),
                        (
                            "Ya está confirmado. ¿Seguro que solo se cobra una vez?",
                            "Se lo confirmo: un único cobro de {amount}, del pedido {order}.",
                        ),
                        (
                            "prefiero transferencia, ¿se puede?",
                            "Sí: le mando los datos bancarios por correo, indique la referencia {order}. El pedido \
                             sale en cuanto la recibamos.",
                        ),
                        (
                            "sigue igual|pruebo con la tarjeta de mi mujer",
                            "Buena idea. La cesta queda reservada una hora, sin prisa.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "No puedo pagar en tres plazos, el botón está gris. ¿Hay un mínimo?",
                "¿se puede pagar {the} a plazos?",
            ],
            then: &[
                Agent(&["Se puede pagar en tres plazos sin intereses de 150 € a 3000 €, con una tarjeta que \
                 caduque dentro de más de seis meses."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "ah, la mía caduca en 2 meses, será eso",
                            "Seguramente. Con otra tarjeta el botón se activará.",
                        ),
                        (
                            "¿Y en cuatro?",
                            "En la web todavía no, pero la tienda de {store} lo ofrece a partir de 500 €.",
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
                "Necesito la factura del pedido {order} para el seguro.",
                "no encuentro mi factura",
                "¿Dónde descargo la factura? El pedido es el {order}.",
            ],
            then: &[
                Agent(&[
                    "Acabo de enviarla a {email}. También está en su cuenta, apartado Mis facturas.",
                    "Es así: Mi cuenta, Mis facturas y la flecha a la derecha del pedido. De todos modos se \
                     la mando por correo.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("recibida, gracias", "Perfecto. Queda disponible diez años en su cuenta."),
                        (
                            "No la veo, ni en el correo no deseado. La dirección es {email}.",
                            "La he reenviado desde otra dirección. Si tampoco llega, se la dejo en esta conversación.",
                        ),
                        (
                            "pone {amount} pero yo tenía un vale de {small}, ¿está bien?",
                            "Sí, el vale está abajo, en la línea de pagos: cuenta como pago y no como descuento. El \
                             total pagado es correcto.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "¿Pueden rehacer la factura {order} a nombre de mi empresa? Salió con la dirección de casa.",
                "necesito una factura con el iva desglosado|es para la gestoría",
            ],
            then: &[
                Agent(&["Claro. Dígame la razón social, la dirección y el NIF, y la pido hoy mismo."]),
                Pairs(&[
                    (
                        "Aquí va:\nEstudio {full_name} S. L.\nCalle de los Curtidores 12\n{city}\n¡Gracias!",
                        "Gracias. La nueva factura anula y sustituye la anterior; la tendrá en el correo en una hora.",
                    ),
                    (
                        "se lo mando luego por correo",
                        "Muy bien, responda al último correo de confirmación citando {order}.",
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
                "Tengo una tarjeta regalo de {small}, ¿dónde se pone el número?",
                "¿se pueden usar dos tarjetas regalo en un pedido?",
            ],
            then: &[
                Agent(&["El número se pone en el paso Pago, en «Tengo una tarjeta regalo», con guiones. Se \
                 pueden usar hasta tres por pedido."]),
                AFTER_CARD,
            ],
        },
        Case {
            ask: &[
                "mi tarjeta regalo {card} da error al pagar",
                "mi tarjeta regalo caducó hace {days} días|¿la he perdido?",
            ],
            then: &[
                Agent(&["No se pierde: veo la tarjeta {card}, con un saldo de {small}. Se la prolongo seis \
                 meses de forma excepcional, puede probar ahora mismo."]),
                AFTER_CARD,
            ],
        },
        Case {
            ask: &["Quiero regalar una tarjeta a una amiga que vive en {city}. ¿Puedo elegir la fecha de envío?"],
            then: &[
                Agent(&["Sí: sale por correo electrónico el día que elija, con su mensaje, o por correo postal \
                 en un sobre muy bonito. Vale dos años."]),
                AFTER_CARD,
            ],
        },
    ],
};

const AFTER_CARD: Step = Maybe(
    62,
    &[Pairs(&[
        ("genial, gracias", "De nada. El recibo de la tarjeta indica siempre el saldo y la fecha de caducidad."),
        (
            "Muchas gracias. ¿Y si el artículo cuesta menos que la tarjeta?",
            "El saldo se queda en la tarjeta y podrá usarse más adelante, en una o varias veces.",
        ),
        ("ok, ¿y en tienda también sirve?", "Sí, funciona igual en la web y en la tienda de {store}."),
    ])],
);
