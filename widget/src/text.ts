/** What people write: its length as the hub counts it, and the links in it. */

import { TEXT_MAX_CHARS } from "./protocol";

/** Unicode characters, not UTF-16 units. */
export function countChars(text: string): number {
  return text.length <= TEXT_MAX_CHARS ? text.length : [...text].length;
}

/** Half surrogate pairs, which JSON can carry but no hub can read, become U+FFFD. */
export function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

export interface Part {
  text: string;
  isLink: boolean;
}

/** http and https only. Punctuation that ends the sentence is not of the link; a bracket is if it closes in it. */
const LINK = /(\bhttps?:\/\/(?:\([^\s()]*\)|[^\s<>"“”«»()])*(?:\([^\s()]*\)|[^\s<>"“”«»().,;:!?'’…]))/gi;

/** Cuts a text into plain parts and links. */
export function splitLinks(text: string): Part[] {
  return text
    .split(LINK)
    .map((text, index) => ({ text, isLink: index % 2 === 1 }))
    .filter(({ text }) => text);
}
