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
                "{My} ha llegado esta mañana con una pata rajada. ¿Tengo que devolverlo todo?",
                "una pata {of_the} está rota|¿qué hago?",
                "Al abrir el pedido {order} he visto que una de las patas está astillada y se mueve. No \
                 pude anotarlo en el albarán porque el repartidor tenía prisa.",
            ],
            then: &[
                PHOTO,
                Agent(&[
                    "No hace falta devolver nada: la pata se desenrosca. Le envío una nueva sin coste, la \
                     recibirá el {date}, con la llave y las instrucciones.",
                    "Tenemos la pieza. Sale esta tarde con el número {ref} y llegará a {city} el {date}. La \
                     rota puede tirarla.",
                ]),
                Maybe(
                    75,
                    &[Pairs(&[
                        (
                            "perfecto, gracias por la rapidez",
                            "Es lo normal. Esta misma tarde recibirá el número de seguimiento por correo.",
                        ),
                        (
                            "¿Es fácil de cambiar? No soy nada manitas.",
                            "Muy fácil: son cinco minutos y sin herramientas. Se da la vuelta al mueble, se \
                             desenrosca a mano y se pone la nueva.",
                        ),
                        (
                            "¿dónde pongo la dirección para la pata?",
                            "Usamos la del pedido, en {city}. Si ha cambiado, dígamelo aquí y la corrijo antes de que salga.",
                        ),
                        (
                            "vale|¿y si el tono no es igual?",
                            "Son del mismo lote. Si aun así notara diferencia, le cambiaría las cuatro.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "me acaban de traer {the} y tiene un arañazo enorme en un lado",
                "La caja venía golpeada y {the} tiene una esquina dañada. Tengo fotos si hacen falta.",
                "{The} que he recibido tiene una mancha por detrás, creo que es del transporte",
            ],
            then: &[
                PHOTO,
                Either(&[
                    &[
                        Agent(&["Le propongo un cambio completo: le llevamos uno nuevo y recogemos el otro el mismo \
                         día, el {date}. ¿Le parece bien?"]),
                        Pairs(&[
                            (
                                "sí, muy bien",
                                "Queda registrado con la referencia {ref}. Recibirá la confirmación por correo y no \
                                 tendrá que hacer nada más.",
                            ),
                            (
                                "mejor la semana siguiente, ¿se puede?",
                                "Claro. El transportista le llamará para acordar el día, la referencia es {ref}.",
                            ),
                            (
                                "Tengo que hablarlo con mi marido, ¿le puedo decir mañana?",
                                "Tómese su tiempo: la propuesta vale catorce días. Basta con responder aquí o citar {ref}.",
                            ),
                        ]),
                    ],
                    &[
                        Agent(&[
                            "Es un daño de transporte. Hay dos opciones: un cambio por otro igual, o un descuento \
                             de {small} si prefiere quedárselo así.",
                        ]),
                        Pairs(&[
                            (
                                "el cambio por favor",
                                "Anotado: el cambio será el {date}, con la referencia {ref}. Si puede, guarde la caja \
                                 hasta entonces.",
                            ),
                            (
                                "Me vale el descuento, contra la pared casi no se ve.",
                                "De acuerdo. Le devolvemos los {small} en cinco días y la garantía sigue completa.",
                            ),
                            (
                                "{small} es poco para algo de {amount}...",
                                "Lo entiendo. Entonces le aconsejo el cambio: no le cuesta nada y lo tendrá impecable.",
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
            "Siento la mala sorpresa{vocative}. ¿Puede enviarme una foto del defecto y otra de la \
             etiqueta de la caja? Se adjuntan con el clip que hay debajo del texto.",
            "Gracias por avisar tan pronto. ¿Tendría una foto general y otra de cerca?",
        ]),
        Visitor(&[
            "ya está, he mandado dos fotos",
            "Enviadas. En la segunda se ve bien.",
            "lo intento|está cargando|listo, ya salió",
        ]),
    ],
);

pub(super) const WARRANTY: Topic = Topic {
    page: Page::Warranty,
    goods: Goods::Any,
    cases: &[
        Case {
            ask: &["¿Qué garantía tiene {the}?", "¿la garantía es de 3 años o de 5?|en la web salen las dos cosas"],
            then: &[
                Agent(&["La estructura tiene cinco años de garantía; los mecanismos y los tejidos, tres. El \
                 desgaste normal no entra, pero una costura o una soldadura que falla, sí."]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "¿y hay que guardar el tique?",
                            "Con la factura basta, y la encontramos con su correo. No tiene que guardar nada.",
                        ),
                        (
                            "De acuerdo. ¿Y el desplazamiento?",
                            "El desplazamiento y la reparación corren de nuestra cuenta mientras dure la garantía.",
                        ),
                        ("Si lo vendo, ¿la garantía sigue?", "Sí, solo hay que dar la factura a quien lo compre."),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "compré {the} hace año y medio y ahora chirría, ¿lo cubre la garantía?",
                "Primero, la buena noticia: {the} nos sigue encantando. Pero una unión empieza a ceder, \
                 ¿qué cubre la garantía?",
                "Ya no tengo el tique {of_the}, ¿sirve igual la garantía? Una pata tiene holgura.",
            ],
            then: &[
                Agent(&[
                    "Está cubierto. Abro el expediente {ref}: un artesano colaborador le llamará para fijar \
                     una visita en {city}.",
                    "Sí, entra en garantía; la compra la localizamos con su correo, no hace falta el tique. \
                     El expediente es {ref} y le llamará un artesano.",
                ]),
                Maybe(
                    75,
                    &[
                        Pairs(&[
                            (
                                "¿Y si la pieza ya no existe?",
                                "Le propondríamos un modelo equivalente o un vale de {amount}.",
                            ),
                            (
                                "he encontrado la factura, pedido {order}",
                                "Gracias, la añado al expediente. Confirma la fecha, está todo en regla.",
                            ),
                            (
                                "muy bien|¿mando fotos?",
                                "Dos fotos ayudarán al artesano: una general y otra de cerca. Puede dejarlas aquí con el clip.",
                            ),
                            ("¿se paga el desplazamiento?", "No, el desplazamiento y la reparación son gratuitos."),
                        ]),
                        Maybe(
                            50,
                            &[
                                Visitor(&[
                                    "me queda muy claro",
                                    "Perfecto, espero la llamada. Mi número: {phone}.",
                                    "ok genial",
                                ]),
                                Agent(&[
                                    "Anotado en el expediente {ref}. Suelen llamar en cuarenta y ocho horas, de 9 a 18 h.",
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
                "Me faltan {number} tornillos en la bolsa {of_the}.",
                "la bolsa de tornillos viene incompleta|faltan al menos {number}",
            ],
            then: &[
                Agent(&[
                    "Hoy mismo sale una bolsa completa; la tendrá el {date}. Mientras tanto puede dejarlo \
                     de pie, pero sin poner peso encima.",
                    "Perdone el descuido. Esta tarde sale una bolsa nueva para {city}, por correo con \
                     seguimiento. Apunte en qué paso se queda.",
                ]),
                Maybe(
                    60,
                    &[Pairs(&[
                        (
                            "vale, espero los tornillos",
                            "Muy bien. Cuando los tenga, siga en el paso {number}, y si algo se resiste nos escribe.",
                        ),
                        (
                            "¿Puedo comprarlos yo? Me gustaría acabar este fin de semana.",
                            "Sí, son tornillos para madera de 4 × 35 con cabeza avellanada. Guarde el tique y se los pagamos.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "Me he quedado a medias en el paso {number} del montaje {of_the}: los agujeros no coinciden.",
                "no consigo montar {the}, el panel de atrás no entra",
                "no encuentro las instrucciones {of_the}, ¿me las pueden mandar?",
            ],
            then: &[
                Agent(&[
                    "Le envío las instrucciones completas a {email}. También están en vídeo en la página \
                     Instrucciones de montaje, paso a paso.",
                    "Le ayudo encantado. Un truco: deje todos los tornillos media vuelta flojos, los \
                     paneles se colocan solos y luego se aprieta en cruz. El vídeo va de camino a {email}.",
                ]),
                Maybe(
                    70,
                    &[Pairs(&[
                        (
                            "¡¡funciona!! gracias",
                            "¡Qué bien! No olvide fijar la escuadra a la pared, está en la bolsa D: es la que evita \
                             que vuelque.",
                        ),
                        (
                            "He seguido el consejo y va mejor, pero queda un milímetro de holgura a la izquierda.",
                            "Se corrige con las patas regulables: gire la izquierda un cuarto de vuelta y compruebe \
                             con un nivel.",
                        ),
                        (
                            "ay|había mezclado las bolsas B y C",
                            "Es lo que más pasa, no se preocupe: los de la bolsa B son los más cortos.",
                        ),
                    ])],
                ),
            ],
        },
        Case {
            ask: &[
                "¿{the} se puede montar entre una sola persona?|dudo si coger la opción de {small}",
                "¿Cuánto se tarda en montar {the}?",
            ],
            then: &[
                Agent(&["Entre dos, una hora y media. Una persona sola puede, pero el panel trasero pesa. \
                 Nuestros montadores van a {city} por {small} si lo prefiere."]),
                Maybe(
                    65,
                    &[Pairs(&[
                        (
                            "me quedo con los montadores, mi espalda lo agradece 😄",
                            "Buena decisión 🙂 Lo añado al pedido {order}; irán el {date}.",
                        ),
                        (
                            "¿Hacen falta herramientas especiales?",
                            "Con un destornillador de estrella y una maza de goma basta; la llave viene en la caja.",
                        ),
                    ])],
                ),
            ],
        },
    ],
};
