/** The scrolling thread: keeps its rows' elements, stays at the newest message, and loads history upwards. */

import type { Words } from "../words";
import type { Dom } from "./dom";
import type { Row } from "./rows";

export interface ThreadView {
  readonly element: HTMLElement;
  show(rows: readonly Row[], state: ThreadViewState): void;
  toEnd(): void;
}

export interface ThreadViewState {
  /** The hub has been heard: no rows means that there are none. */
  loaded: boolean;
  older: "none" | "some" | "failed";
}

/** This close to an end counts as being there. */
const NEAR_PX = 48;
/** Screen readers learn of a change a little later. */
const QUIET_MS = 500;

export function createThreadView(
  { button, el }: Dom,
  words: Words,
  paint: (row: Row, drawn?: HTMLElement) => HTMLElement,
  loadOlder: () => void,
): ThreadView {
  const list = el("div", { class: "rows" });
  const older = button({ class: "older" }, loadOlder);
  const empty = el("p", { class: "empty" }, words.empty);
  const fresh = button({ class: "fresh" }, toEnd, words.fresh);
  const log = el(
    "div",
    { class: "thread", role: "log", "aria-label": words.title, tabindex: "0", "data-testid": "pupitre-thread" },
    older,
    empty,
    list,
  );
  /** The visitor is at the newest message, and stays there whatever comes in or changes its size. */
  let follows = true;
  /** Where they were put. */
  let end = 0;
  let shown = new Map<string, { drawn: HTMLElement; signature: string }>();

  const fromEnd = () => log.scrollHeight - log.scrollTop;

  function toEnd(): void {
    follows = true;
    log.scrollTop = log.scrollHeight;
    end = log.scrollTop;
    fresh.hidden = true;
  }

  const live = (how: string) => log.setAttribute("aria-live", how);

  /** Touches only what changed, so that screen readers and selections are left alone. */
  function reconcile(rows: readonly Row[]): void {
    const old = shown;
    shown = new Map();
    let place = list.firstChild;
    for (const row of rows) {
      const signature = JSON.stringify(row);
      const known = old.get(row.id);
      old.delete(row.id);
      const drawn = known?.signature === signature ? known.drawn : paint(row, known?.drawn);
      if (drawn === place) place = place.nextSibling;
      else list.insertBefore(drawn, place);
      shown.set(row.id, { drawn, signature });
    }
    for (const { drawn } of old.values()) drawn.remove();
  }

  log.addEventListener("scroll", () => {
    // Still where they were put, they have not moved: what is below has grown since.
    follows = fromEnd() - log.clientHeight < NEAR_PX || (follows && log.scrollTop >= end);
    if (follows) fresh.hidden = true;
    if (log.scrollTop < NEAR_PX && log.scrollHeight > log.clientHeight) loadOlder();
  });
  // The list too, since cards are drawn later than the rows that they are in.
  const sizes = new ResizeObserver(() => follows && toEnd());
  for (const part of [log, list]) sizes.observe(part);
  live("polite");
  older.hidden = empty.hidden = fresh.hidden = true;

  return {
    element: el("div", { class: "thread-frame" }, log, fresh),
    toEnd,
    show(rows, state) {
      const height = fromEnd();
      const ids = [...shown.keys()];
      const last = rows.findIndex(({ id }) => id === ids[ids.length - 1]);
      const news = last < 0 ? [] : rows.slice(last + 1).filter(({ kind }) => kind === "message");
      const fills = rows[0]?.id !== ids[0];
      // Filling in history is not news: only what comes after what was shown is read out.
      if (fills) live("off");
      reconcile(rows);
      if (fills) setTimeout(live, QUIET_MS, "polite");
      empty.hidden = !state.loaded || rows.length > 0;
      older.hidden = state.older === "none";
      older.textContent = state.older === "failed" ? `${words.older} : ${words.retry}` : words.older;
      if (follows || !ids.length) return toEnd();
      if (fills) log.scrollTop = log.scrollHeight - height;
      if (news.length) fresh.hidden = false;
    },
  };
}
