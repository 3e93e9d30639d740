/** The few words that show before the chat is loaded; the others are in words.ts. */

import { plural, type Language } from "./language";

export interface LauncherWords {
  open: string;
  close: string;
  /** The chat's script could not be fetched. */
  failed: string;
  unread(count: number): string;
}

export const LAUNCHER_WORDS: Record<Language, LauncherWords> = {
  fr: {
    open: "Ouvrir le chat",
    close: "Fermer le chat",
    failed: "Le chat n’a pas pu se charger. Réessayez.",
    unread: (n) => plural("fr", n, "# message non lu", "# messages non lus"),
  },
  es: {
    open: "Abrir el chat",
    close: "Cerrar el chat",
    failed: "No se ha podido cargar el chat. Inténtelo de nuevo.",
    unread: (n) => plural("es", n, "# mensaje sin leer", "# mensajes sin leer"),
  },
  en: {
    open: "Open the chat",
    close: "Close the chat",
    failed: "The chat could not load. Try again.",
    unread: (n) => plural("en", n, "# unread message", "# unread messages"),
  },
};
