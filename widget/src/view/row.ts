/**
 * The element of one row of the thread. What people wrote is set as text only. Cards, links in a text, and what
 * can be done about a message that failed, are drawn by cards.js, which a chat does not need at first.
 */

import type { Words } from "../words";
import type { Dom } from "./dom";
import type { MessageRow, Row } from "./rows";

/** Answers a function that draws a row, in the element that showed it before if there is one. */
export function rowPainter(
  { el }: Dom,
  language: string,
  words: Words,
  /** Completes an element with cards.js; without it, the words stand. */
  complete: (drawn: HTMLElement, row: MessageRow) => void,
) {
  // Days and times in the visitor's own zone.
  const day = new Intl.DateTimeFormat(language, { dateStyle: "full" });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: "short" });
  const time = (at: number) => el("time", { datetime: new Date(at).toISOString() }, clock.format(at));

  return (row: Row, drawn?: HTMLElement): HTMLElement => {
    if (row.kind === "day") return drawn ?? el("div", { class: "day" }, day.format(row.at));
    const made = drawn ?? el("div", { "data-testid": "pupitre-message" });
    if (row.kind === "note") {
      const { note, name, at } = row;
      const said = words[note];
      made.className = `note ${note}`;
      made.dataset["author"] = "system";
      made.dataset["state"] = "sent";
      made.replaceChildren(typeof said === "string" ? said : said(name), " ", time(at));
      return made;
    }
    const { author, name, text, state, heads, at } = row;
    made.className = `message ${author}${heads ? " heads" : ""}`;
    made.dataset["author"] = author;
    made.dataset["state"] = state;
    // Every message says its author and time to a screen reader; the first of a group shows them.
    const who = el("span", { class: author === "visitor" ? "aside" : "name" }, author === "visitor" ? words.you : name ?? "");
    const head = el("div", { class: heads ? "head" : "aside" }, who, " ", time(at));
    // A state that needs no words has none.
    const foot = el("div", { class: `foot ${state}` }, words[state as "failed"] ?? "");
    made.replaceChildren(head, made.children[1] ?? el("div", { class: "bubble" }, text), foot);
    if (row.card || state === "failed" || /https?:/i.test(text)) complete(made, row);
    return made;
  };
}
