//! Given names and surnames, common ones: any resemblance is chance.

#[rustfmt::skip]
pub(super) const FRENCH_GIVEN: &[&str] = &[
    "Amandine", "Antoine", "Aurélie", "Bastien", "Béatrice", "Benoît", "Camille", "Cédric", "Céline", "Chloé", "Clément",
    "Corinne", "Delphine", "Élodie", "Émilie", "Étienne", "Fabien", "Farida", "Florence", "Françoise", "Gaëlle", "Gérard",
    "Guillaume", "Hélène", "Hugo", "Inès", "Jérôme", "Julien", "Karine", "Laurence", "Léa", "Loïc", "Lucie", "Manon",
    "Marion", "Mathilde", "Maxime", "Mehdi", "Monique", "Nadia", "Nicolas", "Noémie", "Océane", "Pascal", "Patricia",
    "Paul", "Quentin", "Raphaël", "Rémi", "Romane", "Sabrina", "Samir", "Sandrine", "Sébastien", "Solange", "Stéphanie",
    "Sylvie", "Thibault", "Thierry", "Valérie", "Véronique", "Xavier", "Yann", "Yasmine", "Zoé",
];

#[rustfmt::skip]
pub(super) const FRENCH_SURNAMES: &[&str] = &[
    "Aubert", "Barbier", "Baron", "Benali", "Besson", "Blanchard", "Bonnet", "Bouvier", "Brossard", "Brunet", "Carlier",
    "Caron", "Chevalier", "Colin", "Collet", "Cordier", "Da Silva", "Delattre", "Denis", "Diallo", "Dumont", "Dupuis",
    "Fabre", "Faure", "Fontaine", "Gaillard", "Garnier", "Gauthier", "Gillet", "Girard", "Guérin", "Guillot", "Hamdi",
    "Hubert", "Jacquet", "Joly", "Khelifi", "Lacroix", "Lambert", "Leclercq", "Lefèvre", "Lemoine", "Leroux", "Maillard",
    "Marchand", "Masson", "Mercier", "Meunier", "Morel", "Nguyen", "Noël", "Pelletier", "Perrin", "Poirier", "Prévost",
    "Renaud", "Renault", "Rivière", "Rousseau", "Roux", "Schmitt", "Tessier", "Vasseur", "Vidal", "Weber",
];

#[rustfmt::skip]
pub(super) const SPANISH_GIVEN: &[&str] = &[
    "Adrián", "Aitana", "Alba", "Alejandro", "Álvaro", "Amparo", "Ana", "Andrea", "Ángel", "Antonio", "Beatriz", "Begoña",
    "Carlos", "Carmen", "Clara", "Cristina", "Daniel", "David", "Elena", "Esther", "Fernando", "Gonzalo", "Inmaculada",
    "Irene", "Isabel", "Iván", "Javier", "Jimena", "Jorge", "Julia", "Laura", "Lorena", "Lucía", "Manuel", "Marcos",
    "María", "Marta", "Mateo", "Mercedes", "Miguel", "Mónica", "Natalia", "Noelia", "Nuria", "Óscar", "Pablo", "Patricia",
    "Paula", "Pilar", "Raúl", "Rocío", "Rosa", "Rubén", "Sara", "Sergio", "Silvia", "Sofía", "Teresa", "Verónica", "Víctor",
];

#[rustfmt::skip]
pub(super) const SPANISH_SURNAMES: &[&str] = &[
    "Aguilar", "Alonso", "Álvarez", "Blanco", "Calvo", "Campos", "Cano", "Castillo", "Castro", "Cortés", "Crespo", "Cruz",
    "Delgado", "Díaz", "Domínguez", "Fernández", "Flores", "Fuentes", "Gallego", "García", "Garrido", "Gil", "Giménez",
    "Gómez", "Guerrero", "Gutiérrez", "Hernández", "Herrera", "Ibáñez", "Iglesias", "León", "Lozano", "Marín", "Martín",
    "Medina", "Molina", "Montero", "Morales", "Moreno", "Navarro", "Núñez", "Ortega", "Ortiz", "Peña", "Prieto", "Ramos",
    "Rey", "Rojas", "Romero", "Rubio", "Sanz", "Santos", "Serrano", "Soler", "Suárez", "Torres", "Vargas", "Vega", "Vicente",
];

#[rustfmt::skip]
pub(super) const ENGLISH_GIVEN: &[&str] = &[
    "Abigail", "Adam", "Aisha", "Alice", "Andrew", "Anna", "Ben", "Bethany", "Callum", "Catherine", "Charlotte", "Ciara",
    "Claire", "Daniel", "Eleanor", "Emily", "Ethan", "Eva", "Fiona", "Freya", "George", "Grace", "Hannah", "Harriet",
    "Imogen", "Isla", "Jack", "Jasmine", "Joanna", "Joseph", "Kate", "Kieran", "Laura", "Leah", "Liam", "Lucy", "Maeve",
    "Matthew", "Megan", "Naomi", "Niall", "Olivia", "Oscar", "Owen", "Peter", "Poppy", "Priya", "Rachel", "Rebecca",
    "Robert", "Rory", "Ruth", "Samuel", "Simon", "Sophie", "Stephen", "Tariq", "Thomas", "Victoria", "Zara",
];

#[rustfmt::skip]
pub(super) const ENGLISH_SURNAMES: &[&str] = &[
    "Ahmed", "Allen", "Bailey", "Barker", "Bennett", "Brady", "Brennan", "Burke", "Carter", "Chapman", "Clarke", "Coleman",
    "Cooper", "Davies", "Dixon", "Doyle", "Ellis", "Evans", "Farrell", "Fletcher", "Foster", "Gibson", "Graham", "Griffiths",
    "Harding", "Hayes", "Hughes", "Hunter", "Jackson", "Jenkins", "Kaur", "Kelly", "Knight", "Lawson", "Marsh", "Mason",
    "Mitchell", "Morgan", "Murphy", "Murray", "Nolan", "Okafor", "Palmer", "Parsons", "Patel", "Pearce", "Price", "Quinn",
    "Reid", "Reynolds", "Saunders", "Shaw", "Spencer", "Sutton", "Turner", "Walsh", "Watson", "Webb", "Weber", "Wright",
];
