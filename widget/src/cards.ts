/**
 * What chats do not need at first (dist/cards.js): cards of links, offers and files, what bots say and ask, files and
 * answers on their way to the hub, what can be done about a message that failed, who is writing, what is older, and
 * the link for networks without WebSockets. Loaded by the first of these.
 */

import type { OpenCards } from "./bridge";
import { CARD_WORDS } from "./card_words";
import css from "./cards.css";
import { openFiles } from "./files";
import { openHistory } from "./history";
import { TEXT_MAX_CHARS } from "./protocol";
import { openReplies } from "./replies";
import { openSaid } from "./said";
import { openStream } from "./stream";
import { openUploads } from "./uploads";
import { drawChoice, drawPicked } from "./view/choice_card";
import { explain } from "./view/failure";
import { drawFile } from "./view/file_card";
import { drawAnswers, drawForm, type Values } from "./view/form_card";
import { linked } from "./view/links";
import { drawLink, drawOffer } from "./view/offer_card";
import { drawRich } from "./view/rich_text";
import type { Card, MessageRow } from "./view/rows";
import { typingLine } from "./view/typing_line";
import { drawUpload } from "./view/upload_card";

/** In a bubble what is said, in a frame what can be used. */
const LOOKS: Record<Card["kind"], string> = {
  rich: "bubble rich",
  link: "card link",
  offer: "card offer",
  file: "card file",
  choice: "choice",
  picked: "bubble picked",
  form: "bubble",
  answers: "bubble answers",
};
/** What was typed into a form is kept in the tab until it is sent. */
const TYPED = "form:";

export const open: OpenCards = (lent) => {
  const { host, session, queue, panel, changed } = lent;
  const { dom, language, root } = host;
  const { tab } = host.store;
  const words = { ...lent.words, ...CARD_WORDS[language] };
  const files = openFiles(lent);
  const uploads = openUploads(lent);
  const replies = openReplies(lent);
  const drawn = new WeakMap<Element, string>();
  const write = (count: number) => count.toLocaleString(language);
  dom.addStyles(root, css);
  lent.underway = () => [...uploads.rows(), ...replies.rows()];
  lent.resume = () => {
    uploads.resume();
    replies.resume();
  };

  /** What had the focus goes away with it. */
  function settle(act: () => void): void {
    act();
    changed();
    panel.focus();
  }

  /** Rows are painted more often than what is in them changes: a picture is not fetched again, a field keeps its text. */
  function draw(place: HTMLElement, row: MessageRow): void {
    const { id, card, text, state, asks } = row;
    const asShown = JSON.stringify(card ? [card, state, asks] : text);
    if (drawn.get(place) === asShown) return;
    drawn.set(place, asShown);
    place.className = card ? LOOKS[card.kind] : "bubble";
    switch (card?.kind) {
      case "rich":
        return drawRich(dom, files, place, card);
      case "link":
        return drawLink(dom, place, card);
      case "offer":
        return drawOffer(dom, files, place, card);
      case "file": {
        const upload = uploads.get(id);
        if (upload) return drawUpload(dom, words, place, upload, () => settle(() => uploads.discard(id)));
        return drawFile(dom, words, files, place, card, state === "sent");
      }
      case "choice":
        return drawChoice(dom, place, id, card, asks ? (option) => settle(() => replies.pick(id, option)) : undefined);
      case "picked":
        return drawPicked(dom, place, card.label);
      case "form":
        if (!asks) return place.replaceChildren(card.title);
        place.className = "card";
        return drawForm(dom, words, place, id, card, {
          typed: tab.read<Values>(TYPED + id) ?? {},
          refused: replies.refusedField(id),
          typing: (values) => tab.write(TYPED + id, values),
          send: (values) => settle(() => replies.fill(id, card, values)),
        });
      case "answers":
        if (state === "sent") tab.remove(TYPED + card.form);
        return drawAnswers(dom, place, card);
      default:
        place.replaceChildren(...linked(dom, text));
    }
  }

  return {
    openStream,
    attach: uploads.attach,
    ...openSaid(lent),
    loadOlder: openHistory(lent),
    typing: typingLine(dom, words, panel.thread),
    tooLong: (count) => panel.complain(words.tooLong(write(count), write(TEXT_MAX_CHARS))),
    complete(row, message) {
      const [, place, foot] = row.children;
      if (place) draw(place as HTMLElement, message);
      // Asked of the element: it may have been painted again while this script was loading.
      if (!foot || row.dataset["state"] !== "failed") return;
      const { id } = message;
      const owner = [uploads, replies].find((owner) => owner.get(id)) ?? queue;
      const ways = { retry: () => settle(() => owner.retry(id)), discard: () => settle(() => owner.discard(id)) };
      explain(dom, words, foot, message, session.current?.files.max_bytes, ways);
    },
  };
};
