/**
 * What few chats need (dist/cards.js): cards of links, offers and files, files on their way to the hub, what can
 * be done about a message that failed, and the link for networks without WebSockets. Loaded by the first of these.
 */

import type { OpenCards } from "./bridge";
import { CARD_WORDS } from "./card_words";
import css from "./cards.css";
import { openFiles } from "./files";
import { openStream } from "./stream";
import { openUploads } from "./uploads";
import { explain } from "./view/failure";
import { drawFile } from "./view/file_card";
import { drawLink, drawOffer } from "./view/offer_card";
import type { MessageRow } from "./view/rows";
import { drawUpload } from "./view/upload_card";

export const open: OpenCards = (lent) => {
  const { host, session, queue, panel, changed } = lent;
  const { dom, language, root } = host;
  const words = { ...lent.words, ...CARD_WORDS[language] };
  const files = openFiles(lent);
  const uploads = openUploads(lent);
  const drawn = new WeakMap<Element, string>();
  dom.addStyles(root, css);

  /** What had the focus goes away with it. */
  function settle(act: () => void): void {
    act();
    changed();
    panel.focusComposer();
  }

  /** Rows are painted more often than their cards change: a picture is not fetched again, a button keeps the focus. */
  function drawCard(place: HTMLElement, { id, card, state }: MessageRow): void {
    const upload = uploads.get(id);
    const asShown = JSON.stringify([card, state]);
    if (!card || drawn.get(place) === asShown) return;
    drawn.set(place, asShown);
    place.className = `card ${card.kind}`;
    if (card.kind === "link") drawLink(dom, place, card);
    else if (card.kind === "offer") drawOffer(dom, files, place, card);
    else if (upload) drawUpload(dom, words, place, upload, () => settle(() => uploads.discard(id)));
    else drawFile(dom, words, files, place, card, state === "sent");
  }

  return {
    openStream,
    attach: uploads.attach,
    complete(row, message) {
      const [, place, foot] = row.children;
      if (place) drawCard(place as HTMLElement, message);
      // Asked of the element: it may have been painted again while this script was loading.
      if (!foot || row.dataset["state"] !== "failed") return;
      const { id } = message;
      const owner = uploads.get(id) ? uploads : queue;
      const ways = { retry: () => settle(() => owner.retry(id)), discard: () => settle(() => owner.discard(id)) };
      explain(dom, words, foot, message, session.current?.files.max_bytes, ways);
    },
  };
};
