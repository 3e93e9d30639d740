//! What is said around the questions.

use super::super::script::Lines;
use super::super::script::Step::{self, Agent, Maybe, Visitor};

pub(super) const SALUTES: Lines = &["{Hello}. ", "¡{Hello}! ", "{Hello}:\n", "{Hello}\n", "Hola, {hello}. "];

pub(super) const GREETINGS: Lines = &["{hello}", "Hola", "¡{Hello}!", "Hola, ¿hay alguien?", "hola 👋", "{Hello}."];

pub(super) const WELCOMES: Lines = &[
    "{Hello}{name}, gracias por escribir a Maison Verlaine. ¿En qué puedo ayudarle?",
    "{Hello}{name}. Dígame, le escucho.",
    "¡{Hello}{name}! ¿Qué puedo hacer por usted?",
];

pub(super) const WAITING: Lines = &[
    "¿hay alguien?",
    "¿hola?",
    "Sigo aquí, gracias.",
    "llevo un rato esperando",
    "También me pueden llamar al {phone}.",
    "mi correo: {email}",
    "tengo que irme en 10 minutos...",
];

pub(super) const ANYTHING_ELSE: Lines = &[
    "¿Puedo ayudarle en algo más{vocative}?",
    "¿Tiene alguna otra pregunta?",
    "¿Hay algo más que pueda mirar mientras está aquí?",
    "¿Le ha quedado todo claro?",
];

pub(super) const ANOTHER_QUESTION: Lines = &[
    "sí, otra pregunta",
    "Ya que estamos, tengo otra duda.",
    "ah, y otra cosa",
    "Aprovecho para preguntarle:",
    "ya que le tengo por aquí 🙂",
    "Otro tema, si no le importa.",
    "una última cosa",
];

pub(super) const NOTHING_ELSE: Lines =
    &["No, eso es todo.", "no gracias", "No, está perfecto.", "por mí ya está", "Todo claro, gracias."];

pub(super) const UNDERSTOOD: Lines =
    &["De acuerdo, ahora lo entiendo.", "ok", "Muy bien.", "vale, anotado", "Perfecto.", "vale gracias"];

pub(super) const THANKS: Lines = &[
    "¡Muchas gracias por su ayuda!",
    "gracias",
    "mil gracias",
    "Se lo agradezco, muy clara la explicación.",
    "genial, gracias",
    "Gracias por la rapidez, no es lo habitual.",
    "muchísimas gracias 🙏",
];

pub(super) const FAREWELLS: Lines = &[
    "Ha sido un placer{vocative}. ¡{Bye}!",
    "De nada. {Bye} y hasta pronto.",
    "Gracias a usted por su confianza. {Bye}.",
    "Gracias a usted. Aquí estamos para lo que necesite. ¡{Bye}!",
];

pub(super) const LAST_WORDS: Lines =
    &["¡Igualmente!", "Igualmente, adiós.", "hasta luego", "👍", "adiós", "Gracias, igualmente."];

pub(super) const LOOKING_INTO_IT: Lines = &[
    "Lo compruebo con el almacén y le respondo aquí mismo.",
    "Se lo pregunto al taller; en cuanto me contesten le escribo.",
    "Un momento, miro su expediente.",
    "Mi compañera de la tienda de {store} tiene que llamarme. Le escribo enseguida.",
];

pub(super) const ANY_NEWS: Lines = &[
    "¿hay novedades?",
    "De acuerdo, espero su respuesta.",
    "ok, espero",
    "Tengo que salir una hora, respóndame aquí y lo leo esta noche.",
    "avíseme con lo que sea, gracias",
];

pub(super) const BACK_AGAIN: Lines = &[
    "{Hello}, ¡aquí estoy otra vez!",
    "{hello}, soy yo de nuevo",
    "{Hello}, sigo donde lo dejamos ayer.",
    "{hello} otra vez|lo he consultado con la almohada y tengo más preguntas",
];

pub(super) const WELCOME_BACK: Lines = &[
    "{Hello}{name}. Tengo nuestra conversación delante, dígame.",
    "{Hello}{name}, me alegra leerle. ¿Por dónde empezamos?",
    "¡{Hello}{name}! Retomo el asunto con usted.",
];

pub(super) const LONG_HAUL: Lines = &[
    "{Hello}, me dedico a la decoración y llevo varios proyectos con sus muebles. Iré \
     escribiendo por aquí según vaya avanzando, será más cómodo que mandar diez correos.",
    "{Hello}, estamos amueblando una casa rural cerca de {city}, habitación por habitación. \
     Tendré muchas preguntas estos días y prefiero tenerlo todo en una sola conversación.",
];

pub(super) const STORY: Lines = &[
    "Le pongo en contexto: nos mudamos al piso nuevo a final de mes y lo hemos calculado \
     todo con esa fecha. La pintura está acabada, los muebles viejos ya no están y de \
     momento comemos encima de unas cajas.",
    "Les compro desde hace años y nunca he tenido queja: {the} de mi madre tiene más de \
     diez años y sigue como el primer día. Por eso prefiero escribirles antes que dejar una \
     opinión.",
    "He llamado dos veces esta semana. La primera me dijeron que todo estaba en orden y la \
     segunda que el expediente no existía. Entiendo que tienen mucho trabajo, pero me \
     gustaría tener una sola respuesta.",
    "Mis suegros llegan el {date} y seremos {number} en casa. No es cuestión de vida o \
     muerte, claro, pero me gustaría mucho tenerlo resuelto antes de que lleguen.",
    "He leído la página de ayuda y las preguntas frecuentes antes de escribir, pero mi caso \
     no aparece. También he probado con otro navegador y con el móvil de mi hijo, sin mejor \
     resultado.",
    "Un detalle: solo estoy en casa por la mañana antes de las 9 y por la tarde a partir de \
     las 18:30. Si tienen que llamarme, mejor al {phone}; si no, leo los mensajes a la hora \
     de comer.",
    "El edificio es antiguo, un cuarto piso con una escalera bastante estrecha y sin \
     ascensor. Lo puse al hacer el pedido, pero no sé si esa información les llegó.",
];

pub(super) const PLEAS: Lines = &[
    "¿Pueden decirme cómo está el asunto y qué debo hacer? Les agradezco de antemano su ayuda.",
    "¿Qué se puede hacer? Estoy localizable todo el día si necesitan cualquier dato.",
    "Espero su respuesta y les agradezco el tiempo que le dediquen.",
];

pub(super) const SIGNATURES: Lines = &[
    "Un saludo,\n{full_name}",
    "Atentamente,\n{full_name}",
    "Gracias de antemano,\n{full_name}\n{phone}",
    "Saludos\n{full_name}",
];

pub(super) const ASIDES: Lines = &[
    "Perdone si es una pregunta tonta, es la primera vez que compro un mueble por internet.",
    "Prefiero preguntarles antes de meter la pata.",
    "Estoy en casa todo el día si necesitan localizarme.",
    "Gracias de antemano, para nosotros es bastante importante.",
    "Mi hija me dijo que escribiera por aquí en vez de llamar.",
    "Le escribo en mi descanso, solo tengo unos minutos.",
    "Ya vamos un poco justos de tiempo.",
    "Perdone las faltas, escribo con el móvil desde el autobús.",
    "Si me lo pudieran confirmar por escrito, sería perfecto.",
    "Dejo la ventana abierta, conteste cuando pueda.",
    "Mi marido dice que me preocupo por nada, pero bueno.",
];

pub(super) const INTERLUDES: &[&[Step]] = &[
    &[
        Visitor(&["¿es usted un robot?", "Por cierto, ¿hablo con una persona de verdad?"]),
        Agent(&[
            "No, hay alguien detrás del teclado 🙂 Estoy en la tienda en línea, al lado del almacén.",
            "Una persona de verdad, con un café de verdad al lado.",
        ]),
    ],
    &[
        Agent(&[
            "Ya que tengo su expediente abierto: ¿quiere recibir los avisos de entrega por SMS?",
            "Por cierto, veo que no hay teléfono en su cuenta. ¿Quiere que añada uno para los repartidores?",
        ]),
        Visitor(&[
            "sí, por favor, es el {phone}",
            "Sí, el {phone}, mejor de día.",
            "no gracias, con el correo me basta",
        ]),
        Maybe(
            60,
            &[Agent(&["Anotado; puede cambiarlo cuando quiera en su cuenta.", "Muy bien, su ficha está al día."])],
        ),
    ],
    &[
        Visitor(&[
            "perdone, llaman a la puerta, dos minutos",
            "ahora vuelvo, se ha despertado el niño",
            "perdón, tengo que coger una llamada",
        ]),
        Agent(&["Faltaría más, dejo la conversación abierta.", "Ningún problema, escríbame cuando vuelva."]),
        Maybe(70, &[Visitor(&["ya estoy", "listo, perdone la espera", "ya|¿por dónde íbamos?"])]),
    ],
    &[
        Visitor(&["¿abren los domingos?", "¿Qué horario tiene la tienda de {store}?"]),
        Agent(&[
            "La tienda de {store} abre de lunes a sábado, de 10 a 20 h. Por aquí respondemos \
             también los domingos por la tarde.",
            "De lunes a sábado, de 10 a 20 h. El domingo respondemos por aquí de 16 a 20 h.",
        ]),
    ],
    &[
        Visitor(&[
            "Por cierto, el catálogo nuevo es precioso.",
            "me encantan sus fotos, ¿quién las hace?",
            "Nos han felicitado mucho por {the} 😊",
        ]),
        Agent(&[
            "Muchas gracias, se lo digo al equipo: les hará ilusión.",
            "¡Qué amable! Nuestras estilistas lo preparan todo en una antigua carpintería con una \
             luz preciosa.",
        ]),
    ],
    &[
        Visitor(&[
            "perdone, ¿hablan inglés? my wife wants to ask something",
            "sorry, can we go on in english? es para que lo lea mi cuñado",
        ]),
        Agent(&[
            "Of course, please go ahead. Puedo responder en los dos idiomas.",
            "Certainly! English or Spanish, as you prefer.",
        ]),
        Maybe(
            60,
            &[
                Visitor(&[
                    "thank you so much, very kind",
                    "great, thanks|ya está, seguimos en español",
                    "Thanks! Ya lo ha entendido todo.",
                ]),
                Agent(&["Un placer / my pleasure.", "Perfecto, seguimos como prefiera."]),
            ],
        ),
    ],
    &[
        Visitor(&["¿los repartidores lo suben a casa?", "¿La entrega incluye dejarlo en la habitación?"]),
        Agent(&[
            "Sí, lo dejan en la habitación que elija, hasta un sexto sin ascensor.",
            "La entrega normal llega hasta la habitación. Desembalar y llevarse los cartones es \
             opcional, por {small}.",
        ]),
        Maybe(40, &[Visitor(&["genial", "Menos mal, vivimos en un cuarto."])]),
    ],
    &[
        Visitor(&["¿dónde se fabrica?", "¿De dónde viene la madera que usan?"]),
        Agent(&[
            "La mayoría de los asientos se hacen en nuestro taller del Jura, en Francia, y la \
             madera viene de bosques gestionados de forma sostenible.",
            "Las estructuras se montan en Francia; los tejidos vienen de Italia, Portugal y Cataluña.",
        ]),
        Maybe(45, &[Visitor(&["eso es importante para nosotros, gracias", "bien", "me gusta saberlo"])]),
    ],
    &[
        Visitor(&["¿se llevan los muebles viejos?", "¿Se llevan el sofá antiguo cuando traen el nuevo?"]),
        Agent(&[
            "Sí, es gratis al comprar un mueble equivalente. Se marca al hacer el pedido, o me lo \
             dice y lo añado yo.",
            "Se puede: un mueble retirado por cada uno entregado. Tiene que estar vacío y accesible.",
        ]),
        Maybe(
            50,
            &[
                Visitor(&["sí, añádalo por favor", "Muy bien, lo tendré en cuenta."]),
                Agent(&["Anotado. Podrá quitarlo o ponerlo hasta la víspera de la entrega."]),
            ],
        ),
    ],
    &[
        Visitor(&[
            "leo mal en el móvil, ¿me puede mandar un resumen por correo?",
            "¿Pueden enviarme una copia de esta conversación?",
        ]),
        Agent(&[
            "Claro, la transcripción sale hacia {email} cuando terminemos.",
            "Está previsto: le llega a {email} en cuanto acabemos.",
        ]),
    ],
    &[
        Visitor(&["vaya calor hace hoy en {city} 🥵", "Aquí no para de llover, qué día."]),
        Agent(&[
            "¡Ánimo! Por lo menos elegir muebles se hace desde casa.",
            "Buen día entonces para quedarse en casa con un buen sillón.",
        ]),
    ],
    &[
        Visitor(&["¿tienen también {another}?", "¿Qué le parece combinar {the} con {another}?"]),
        Agent(&[
            "Sí, y quedan muy bien juntos: las maderas son de la misma gama.",
            "Es una combinación muy bonita. Le mando por correo una foto de nuestra exposición.",
        ]),
        Maybe(50, &[Visitor(&["sí, por favor", "gracias, así me hago una idea", "mmm, lo pensaré"])]),
    ],
];
