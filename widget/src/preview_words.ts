/** What the page of a preview says. */

import type { Language } from "./language";

interface PreviewWords {
  title: string;
  hint: string;
  online: string;
  claim: string;
  again: string;
  isOnline: string;
  isOffline: string;
  claimed: string;
  nothingWaits: string;
  over: string;
  unreachable: string;
}

export const PREVIEW_WORDS: Record<Language, PreviewWords> = {
  fr: {
    title: "Aperçu",
    hint: "Rien de ce qui se passe ici n’est enregistré, et aucun agent n’en est averti.",
    online: "Un agent est en ligne",
    claim: "Prendre la conversation",
    again: "Recommencer",
    isOnline: "Un agent est maintenant en ligne.",
    isOffline: "Plus personne n’est en ligne.",
    claimed: "Un agent a pris la conversation.",
    nothingWaits: "Aucune conversation n’attend d’agent.",
    over: "Cet aperçu est terminé : ouvrez-en un autre depuis l’éditeur de playbooks.",
    unreachable: "Le serveur ne répond pas. Vérifiez la connexion, puis rechargez la page.",
  },
  es: {
    title: "Vista previa",
    hint: "Nada de lo que ocurre aquí se guarda, y no se avisa a ningún agente.",
    online: "Hay un agente en línea",
    claim: "Tomar la conversación",
    again: "Empezar de nuevo",
    isOnline: "Ahora hay un agente en línea.",
    isOffline: "Ya no hay nadie en línea.",
    claimed: "Un agente ha tomado la conversación.",
    nothingWaits: "Ninguna conversación espera a un agente.",
    over: "Esta vista previa ha terminado: abra otra desde el editor de playbooks.",
    unreachable: "El servidor no responde. Compruebe la conexión y recargue la página.",
  },
  en: {
    title: "Preview",
    hint: "Nothing that happens here is saved, and no agent is told of it.",
    online: "An agent is online",
    claim: "Take the chat",
    again: "Start again",
    isOnline: "An agent is online now.",
    isOffline: "Nobody is online any more.",
    claimed: "An agent took the chat.",
    nothingWaits: "No chat waits for an agent.",
    over: "This preview is over: open another one from the playbook editor.",
    unreachable: "The hub does not answer. Check the connection, then reload the page.",
  },
};
