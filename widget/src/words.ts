/** Every word of the open chat, in the three languages. Those of the other scripts are in launcher_words.ts and card_words.ts. */

import type { Language } from "./language";

export interface Words {
  title: string;
  close: string;
  /** Under the title, while an agent has the conversation. */
  answeredBy(name: string): string;
  waiting: string;
  empty: string;
  field: string;
  send: string;
  attach: string;
  you: string;
  joined(name: string): string;
  transferred(name: string): string;
  closed: string;
  /** When it is the last thing in the thread. */
  closedLast: string;
  unsupported: string;
  sending: string;
  queued: string;
  failed: string;
  retry: string;
  lost: string;
  offline: string;
  shutOut: string;
  older: string;
  /** Below, while the visitor reads further up. */
  fresh: string;
}

const fr: Words = {
  title: "Chat",
  close: "Fermer le chat",
  answeredBy: (name) => `${name} vous répond`,
  waiting: "Un conseiller va vous répondre ici",
  empty: "Posez votre question : un conseiller vous répondra ici.",
  field: "Votre message",
  send: "Envoyer",
  attach: "Joindre un fichier",
  you: "Vous",
  joined: (name) => `${name} a rejoint la conversation`,
  transferred: (name) => `${name} prend la suite`,
  closed: "Conversation terminée",
  closedLast: "Conversation terminée ; écrivez pour en commencer une nouvelle",
  unsupported: "Contenu non pris en charge",
  sending: "Envoi…",
  queued: "En attente du réseau",
  failed: "Non envoyé",
  retry: "Réessayer",
  lost: "Connexion perdue, reconnexion…",
  offline: "Connexion perdue. Vos messages partiront au retour du réseau.",
  shutOut: "Le chat n’est pas disponible pour le moment.",
  older: "Messages précédents",
  fresh: "Nouveaux messages",
};

const es: Words = {
  title: "Chat",
  close: "Cerrar el chat",
  answeredBy: (name) => `Le atiende ${name}`,
  waiting: "Un agente le responderá aquí",
  empty: "Haga su pregunta: un agente le responderá aquí.",
  field: "Su mensaje",
  send: "Enviar",
  attach: "Adjuntar un archivo",
  you: "Usted",
  joined: (name) => `${name} se ha unido a la conversación`,
  transferred: (name) => `${name} continúa la conversación`,
  closed: "Conversación terminada",
  closedLast: "Conversación terminada; escriba para empezar una nueva",
  unsupported: "Contenido no compatible",
  sending: "Enviando…",
  queued: "Esperando la conexión",
  failed: "No enviado",
  retry: "Reintentar",
  lost: "Conexión perdida, reconectando…",
  offline: "Conexión perdida. Sus mensajes se enviarán cuando vuelva la red.",
  shutOut: "El chat no está disponible en este momento.",
  older: "Mensajes anteriores",
  fresh: "Mensajes nuevos",
};

const en: Words = {
  title: "Chat",
  close: "Close the chat",
  answeredBy: (name) => `${name} is answering you`,
  waiting: "An agent will answer you here",
  empty: "Ask your question: an agent will answer you here.",
  field: "Your message",
  send: "Send",
  attach: "Attach a file",
  you: "You",
  joined: (name) => `${name} joined the conversation`,
  transferred: (name) => `${name} takes over`,
  closed: "Conversation ended",
  closedLast: "Conversation ended; write to start a new one",
  unsupported: "Unsupported content",
  sending: "Sending…",
  queued: "Waiting for the network",
  failed: "Not sent",
  retry: "Retry",
  lost: "Connection lost, reconnecting…",
  offline: "Connection lost. Your messages will leave when the network is back.",
  shutOut: "The chat is not available at the moment.",
  older: "Earlier messages",
  fresh: "New messages",
};

export const WORDS: Record<Language, Words> = { fr, es, en };
