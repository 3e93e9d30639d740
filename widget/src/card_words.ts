/** The words of cards.js, in the three languages; it uses some of the chat's too. */

import { writeSize } from "./file_size";
import type { Language } from "./language";
import type { ErrorCode } from "./protocol";
import type { Words } from "./words";

export interface CardWords {
  discard: string;
  cancel: string;
  save: string;
  notSaved: string;
  size(bytes: number): string;
  atMost(size: string): string;
  tooLong(count: string, most: string): string;
  /** Its end, three dots, moves. */
  typing(name: string): string;
  /** Of a field of a form. */
  missing: string;
  wrong: Record<"email" | "phone" | "other", string>;
  /** Why a message or a file was refused. */
  causes: Partial<Record<ErrorCode, string>> & { other: string; otherFile: string };
}

/** All that cards say. */
export type AllWords = Words & CardWords;

const fr: CardWords = {
  discard: "Supprimer",
  cancel: "Annuler l’envoi",
  save: "Enregistrer",
  notSaved: "Téléchargement impossible",
  size: (bytes) => writeSize("fr", bytes, ["o", "ko", "Mo"]),
  atMost: (size) => `${size} au plus`,
  tooLong: (n, most) => `Trop long : ${n} caractères, ${most} au plus.`,
  typing: (name) => `${name} écrit…`,
  missing: "Ce champ est obligatoire",
  wrong: { email: "Adresse e-mail incorrecte", phone: "Numéro de téléphone incorrect", other: "Réponse non acceptée" },
  causes: {
    text_too_long: "message trop long",
    file_too_large: "fichier trop volumineux",
    file_empty: "fichier vide",
    file_type_refused: "ce type de fichier n’est pas accepté",
    file_quota_reached: "trop de fichiers, réessayez plus tard",
    file_unknown: "fichier introuvable",
    other: "message refusé",
    otherFile: "fichier refusé",
  },
};

const es: CardWords = {
  discard: "Eliminar",
  cancel: "Cancelar el envío",
  save: "Guardar",
  notSaved: "No se ha podido descargar",
  size: (bytes) => writeSize("es", bytes, ["B", "kB", "MB"]),
  atMost: (size) => `máximo ${size}`,
  tooLong: (n, most) => `Demasiado largo: ${n} caracteres, máximo ${most}.`,
  typing: (name) => `${name} está escribiendo…`,
  missing: "Este campo es obligatorio",
  wrong: { email: "Correo electrónico no válido", phone: "Número de teléfono no válido", other: "Respuesta no aceptada" },
  causes: {
    text_too_long: "mensaje demasiado largo",
    file_too_large: "archivo demasiado grande",
    file_empty: "archivo vacío",
    file_type_refused: "no se acepta este tipo de archivo",
    file_quota_reached: "demasiados archivos, inténtelo más tarde",
    file_unknown: "archivo no encontrado",
    other: "mensaje rechazado",
    otherFile: "archivo rechazado",
  },
};

const en: CardWords = {
  discard: "Delete",
  cancel: "Cancel sending",
  save: "Save",
  notSaved: "Download failed",
  size: (bytes) => writeSize("en", bytes, ["B", "kB", "MB"]),
  atMost: (size) => `${size} at most`,
  tooLong: (n, most) => `Too long: ${n} characters, ${most} at most.`,
  typing: (name) => `${name} is typing…`,
  missing: "This field is required",
  wrong: { email: "E-mail address not valid", phone: "Phone number not valid", other: "Answer not accepted" },
  causes: {
    text_too_long: "message too long",
    file_too_large: "file too large",
    file_empty: "empty file",
    file_type_refused: "files of this type are not accepted",
    file_quota_reached: "too many files, try again later",
    file_unknown: "file not found",
    other: "message refused",
    otherFile: "file refused",
  },
};

export const CARD_WORDS: Record<Language, CardWords> = { fr, es, en };
