/** The element of one row of the thread. What people wrote is set as text only. */

import { splitLinks } from "../text";
import type { Words } from "../words";
import type { Dom } from "./dom";
import type { MessageRow, Row } from "./rows";

export interface RowActions {
  retry(id: string): void;
  discard(id: string): void;
}

/** Answers a function that draws a row, in the element that showed it before if there is one. */
export function rowPainter(dom: Dom, hub: string, language: string, words: Words, { retry, discard }: RowActions) {
  const { button, el } = dom;
  // Days and times in the visitor's own zone.
  const day = new Intl.DateTimeFormat(language, { dateStyle: "full" });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: "short" });
  const time = (at: number) => el("time", { datetime: new Date(at).toISOString() }, clock.format(at));

  function bubble({ text, card }: MessageRow): HTMLElement {
    const parts = splitLinks(text).map(({ text, isLink }) =>
      isLink ? el("a", { href: text, target: "_blank", rel: "noreferrer" }, text) : text,
    );
    const made = el("div", { class: "bubble" }, ...parts);
    // By a script of its own, which most chats never need. Without it, the title stands.
    if (card) import(`${hub}/widget/cards.js?v=${CARDS_VERSION}`).then(({ draw }) => draw(dom, made, card));
    return made;
  }

  function foot({ id, state, cause }: MessageRow): HTMLElement {
    if (state === "sent") return el("div", { class: "foot" });
    if (state !== "failed") return el("div", { class: `foot ${state}` }, words[state]);
    return el(
      "div",
      { class: "foot failed", role: "alert" },
      `${words.failed}, ${(cause && words.causes[cause]) ?? words.causes.other}. `,
      button({ class: "act", "data-testid": "pupitre-retry" }, () => retry(id), words.retry),
      " ",
      button({ class: "act", "data-testid": "pupitre-discard" }, () => discard(id), words.discard),
    );
  }

  return (row: Row, drawn?: HTMLElement): HTMLElement => {
    if (row.kind === "day") return drawn ?? el("div", { class: "day" }, day.format(row.at));
    const made = drawn ?? el("div", { "data-testid": "pupitre-message" });
    if (row.kind === "note") {
      const { note, name, at } = row;
      made.className = `note ${note}`;
      made.dataset["author"] = "system";
      made.dataset["state"] = "sent";
      made.replaceChildren(note === "joined" || note === "transferred" ? words[note](name) : words[note], " ", time(at));
      return made;
    }
    const { author, name, state, heads, at } = row;
    made.className = `message ${author}${heads ? " heads" : ""}`;
    made.dataset["author"] = author;
    made.dataset["state"] = state;
    // Every message says its author and time to a screen reader; the first of a group shows them.
    const who = el("span", { class: author === "visitor" ? "aside" : "name" }, author === "visitor" ? words.you : name || words[author]);
    const head = el("div", { class: heads ? "head" : "aside" }, who, " ", time(at));
    made.replaceChildren(head, made.children[1] ?? bubble(row), foot(row));
    return made;
  };
}
