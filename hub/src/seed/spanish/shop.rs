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
                "Dudo entre dos tejidos para {the}. Tenemos un gato y dos niños, ¿qué me aconsejan?",
                "¿qué tela es la más resistente para {the}?|tenemos un gato...",
            ],
            then: &[
                Maybe(
                    50,
                    &[
                        Agent(&[
                            "Con mucho gusto. ¿Busca sobre todo resistencia, suavidad o que sea fácil de limpiar?",
                        ]),
                        Visitor(&[
                            "Resistencia, sin duda. El gato lo araña todo.",
                            "que se limpie fácil|los niños...",
                            "Un poco de todo 🙂 Es donde más vida hacemos: los deberes, la peli del domingo, las \
                             meriendas de cumpleaños. Tiene que aguantar, pero también me gustaría que fuera suave.",
                        ]),
                    ],
                ),
                Agent(&[
                    "Entonces le aconsejo el terciopelo: las uñas no se enganchan y las manchas salen con \
                     agua. El lino es más bonito al natural, pero más delicado.",
                    "El bouclé es el más suave, pero retiene los pelos. Para una familia, el algodón de \
                     trama cerrada es el mejor equilibrio.",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "¡gracias por los consejos!",
                            "De nada. Si sigue con dudas, unas muestras gratuitas le ayudarán a decidirse.",
                        ),
                        (
                            "¿y se pueden comprar las fundas sueltas?",
                            "Sí, durante diez años, a {small} cada una para {this}. Guarde la referencia del \
                             tejido, está debajo del asiento.",
                        ),
                        (
                            "Vale. ¿Y el color aguanta el sol?",
                            "Todos los tejidos pasan pruebas de luz. Detrás de un ventanal al sur, de todos modos, \
                             conviene un visillo.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "El {colour}, ¿tira más a cálido o a frío? Mi salón da al norte.",
                "¿se pueden recibir muestras antes de pedir {the}?",
                "En la foto {of_the} los cojines se ven más oscuros que el asiento. ¿Es por la luz?",
            ],
            then: &[
                Agent(&[
                    "Las pantallas engañan; lo mejor es ver la tela. Le envío gratis {number} muestras a \
                     {city}, entre ellas una de {colour}. Llegan por correo en {days} días.",
                    "En nuestras fotos la luz es bastante cálida. Le mando {number} muestras, una de ellas \
                     de {colour}, para que lo vea en su casa.",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "sí, me encantaría tener las muestras",
                            "Salen hoy. Mírelas por la mañana y por la noche: la luz lo cambia todo.",
                        ),
                        ("perfecto|¿hay que devolverlas?", "No, son para usted. Hay quien las usa de marcapáginas."),
                        (
                            "Las paredes son verde agua y el suelo es de roble. Usamos el salón sobre todo por la \
                             noche, así que veré el color casi siempre con la lámpara encendida.",
                            "Entonces añado un tono más claro: de noche, con lámpara, las telas oscuras pierden \
                             relieve. Así podrá comparar.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "He derramado café en {the}, ¿cómo lo arreglo?|la tela es {colour}",
                "¿el {colour} se lava? mi hijo lo ha llenado de chocolate",
            ],
            then: &[
                Agent(&["Toque la mancha sin frotar con un paño blanco, agua tibia y un poco de jabón neutro, \
                 de fuera hacia dentro. Deje secar al aire y cepille."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("¡sale! menos mal", "¡Qué alegría! Cuando esté seco, un cepillo suave y como nuevo."),
                        (
                            "¿y si no sale?",
                            "La funda se lava a 30 grados, del revés y sin centrifugar. Como último recurso, se \
                             cambia por {small}.",
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
                "¿Puedo ver {the} en la tienda de {store}?",
                "Quisiera probar {the} antes de comprar. ¿En qué tienda está?",
                "Vivo en {city}, ¿cuál es la tienda más cercana que tiene {the}?",
            ],
            then: &[
                Agent(&[
                    "Acabo de llamar a la tienda de {store}: está expuest{o}, en {colour}, y quedan \
                     {number} unidades para llevar.",
                    "{The} está en la tienda de {store} hasta fin de mes, en {colour}.",
                ]),
                Maybe(
                    72,
                    &[
                        Pairs(&[
                            (
                                "¿me pueden guardar un{o}?",
                                "Reservado a su nombre hasta el {date}, en la recepción de la tienda de {store}. Enseñe \
                                 este número: {ref}.",
                            ),
                            (
                                "Perfecto, iré el sábado. ¿Hay aparcamiento?",
                                "Sí, dos horas gratis con el tique de compra. La tienda abre de 10 a 20 h.",
                            ),
                            (
                                "¿y {another} también está en tienda?",
                                "Sí, en la primera planta. De hecho se exponen juntos.",
                            ),
                        ]),
                        Maybe(
                            40,
                            &[Pairs(&[
                                ("genial", "¡Buena visita! El equipo también le enseñará los demás acabados."),
                                (
                                    "¡Gracias, hasta el sábado!",
                                    "Un placer. Diga que viene de parte del servicio en línea, tendrán su consulta a mano.",
                                ),
                            ])],
                        ),
                    ],
                ),
            ],
        },
        Case {
            ask: &[
                "¿tienen {the} en stock?|en {colour}",
                "¿cuándo vuelve a haber {the}? lleva {days} semanas sin stock",
                "¿Tienen {the} en {colour}?",
            ],
            then: &[
                Agent(&[
                    "La próxima llegada es el {date}. Puedo apuntarle al aviso, o reservar ya con una señal \
                     de {small}.",
                    "Ahora mismo no queda en {colour}; el taller nos lo trae el {date}. ¿Quiere un aviso por correo?",
                ]),
                Pairs(&[
                    (
                        "sí, apúntenme al aviso, {email}",
                        "Hecho: le llegará un correo en cuanto entre, con veinticuatro horas de ventaja sobre la web.",
                    ),
                    (
                        "Prefiero reservar, ¿cómo se hace?",
                        "Le mando un enlace a {email}. La señal se descuenta del precio y se devuelve si cambia \
                         de idea antes del envío.",
                    ),
                    ("vaya|¿y {another}?", "Sí, disponible ya, con entrega posible el {date}."),
                    ("Gracias, lo espero entonces", "Muy bien. Aquí estaremos si surge cualquier duda."),
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
                "Me gustaría pedir cita con un decorador en la tienda de {store}.",
                "¿podemos ir con un plano del salón para que nos aconsejen?|¿se paga?",
                "¿hace falta cita para ver sofás en {store}?",
            ],
            then: &[
                Agent(&[
                    "La cita de asesoramiento es gratuita y dura una hora. En {store} queda un hueco el \
                     {date} a las {time}. ¿Le va bien?",
                    "Para mirar, venga cuando quiera. Para un proyecto, un asesor le dedica una hora \
                     gratis: en {store}, el {date} a las {time} está libre.",
                ]),
                Pairs(&[
                    ("sí, perfecto", "Confirmado, el {date} a las {time}. Le llegará un recordatorio la víspera."),
                    (
                        "El {date} me va bien. ¿Qué hay que llevar?",
                        "Si puede, las medidas de la habitación y algunas fotos, aunque sean del móvil.",
                    ),
                    (
                        "Muy bien, iremos dos. A nombre de {full_name}, teléfono {phone}.",
                        "Anotado a las {time} para dos personas. Si surge algo, basta un mensaje por aquí.",
                    ),
                    (
                        "mejor otro día si puede ser",
                        "Claro: en el enlace que le envío a {email} verá todos los huecos de las próximas tres semanas.",
                    ),
                ]),
            ],
        },
        Case {
            ask: &[
                "¿Se puede mover mi cita del {date}? Me ha surgido algo.",
                "tengo que anular la cita en la tienda de {store}",
            ],
            then: &[
                Agent(&["Por supuesto, ya está liberada. Puedo ofrecerle la misma hora la semana siguiente, \
                 también en {store}."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        ("sí, la semana siguiente bien", "Anotado, le llega la confirmación a {email}."),
                        (
                            "Aún no lo sé, ya les escribiré.",
                            "De acuerdo. Escriba por aquí y recuperamos su expediente.",
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
                "No puedo entrar en mi cuenta, no reconoce la contraseña.",
                "he pedido una contraseña nueva y no me llega nada",
                "mi cuenta está bloqueada|dice demasiados intentos",
            ],
            then: &[
                IDENTITY,
                Agent(&[
                    "El enlace acaba de salir otra vez hacia {email}. Vale una hora; mire también en el \
                     correo no deseado.",
                    "La cuenta estaba bloqueada tras cinco intentos y ya la he desbloqueado. Puede elegir \
                     otra contraseña en «He olvidado mi contraseña».",
                ]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "ya he entrado",
                            "Perfecto. Por seguridad, el enlace solo sirve una vez; si hace falta, pida otro.",
                        ),
                        (
                            "nada|ah sí, en spam",
                            "¡Muy bien! Añada nuestra dirección a sus contactos y no volverá a pasar.",
                        ),
                        ("¿se me guarda la cesta?", "Sí, treinta días; debería encontrarla igual."),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Creé dos cuentas por error, ¿se pueden unir? Tengo pedidos en las dos.",
                "¿cómo cambio el correo?|el antiguo ya no existe",
            ],
            then: &[
                IDENTITY,
                Agent(&["Listo: ahora está todo en {email}, también el pedido {order} y sus puntos de fidelidad."]),
                Maybe(
                    55,
                    &[
                        Visitor(&["Recibido, todo funciona.", "vale, ya lo veo todo"]),
                        Agent(&["Muy bien. La dirección antigua ya no recibirá mensajes nuestros."]),
                    ],
                ),
            ],
        },
        Case {
            ask: &["¿Pueden borrar mi cuenta y mis datos, por favor?"],
            then: &[
                Agent(&["Su solicitud queda registrada con la referencia {ref}. Se tramita en treinta días y \
                 recibirá confirmación por escrito en {email}."]),
                Maybe(
                    50,
                    &[Pairs(&[(
                        "¿también se borran las facturas?",
                        "La ley nos obliga a conservarlas un tiempo, pero ya no estarán ligadas a una cuenta ni \
                         se usarán para nada más.",
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
            "Le ayudo. ¿Con qué correo se creó la cuenta? No me envíe nunca la contraseña.",
            "Lo miro. ¿Me confirma su nombre y su correo?",
        ]),
        Visitor(&["{email}", "Es {email}, a nombre de {full_name}.", "{full_name}|{email}"]),
    ],
);
