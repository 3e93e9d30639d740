/** The chat's window: title, state of the connection, thread, composer. Its keyboard is its own. */

import type { Host } from "../bridge";
import type { ConnectionState } from "../connection";
import type { Words } from "../words";
import { createComposer } from "./composer";
import css from "./panel.css";
import { rowPainter, type RowActions } from "./row";
import type { Row } from "./rows";
import { createThreadView, type ThreadViewState } from "./thread_view";

export interface PanelActions extends RowActions {
  send(text: string): void;
  close(): void;
  loadOlder(): void;
}

export interface PanelState extends ThreadViewState {
  title: string;
  subtitle: string;
  rows: readonly Row[];
  connection: ConnectionState | "offline";
  /** This visitor is not served: a plain offline screen. */
  shutOut: boolean;
}

export interface Panel {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  remove(): void;
  focusComposer(): void;
  show(state: PanelState): void;
}

/** A connection that is back within this time was never gone for the visitor. */
const NOTICE_MS = 800;

export function createPanel({ dom, root, language, settings, store }: Host, words: Words, actions: PanelActions): Panel {
  const { addStyles, button, el, icon } = dom;
  const title = el("h2", { id: "title" });
  const subtitle = el("p", { class: "subtitle" });
  const notice = el("div", { class: "notice", role: "status" });
  const shutOut = el("p", { class: "empty" }, words.shutOut);
  const thread = createThreadView(dom, words, rowPainter(dom, settings.hub, language, words, actions), actions.loadOlder);
  const composer = createComposer(dom, language, words, store.tab, (text) => {
    thread.toEnd(); // What one has just written is always in sight.
    actions.send(text);
  });
  const close = button(
    { class: "close", "aria-label": words.close, "data-testid": "pupitre-close" },
    actions.close,
    icon("M18 6 6 18", "m6 6 12 12"),
  );
  const panel = el(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", lang: language, "data-testid": "pupitre-panel" },
    el("div", { class: "header" }, el("div", { class: "names" }, title, subtitle), close),
    notice,
    thread.element,
    shutOut,
    composer.element,
  );
  const narrow = matchMedia("(max-width: 480px)");
  let noticeTimer: ReturnType<typeof setTimeout>;

  function showConnection(state: PanelState["connection"]): void {
    if (panel.dataset["connection"] === state) return;
    panel.dataset["connection"] = state;
    clearTimeout(noticeTimer);
    const say = () => (notice.textContent = state === "lost" || state === "offline" ? words[state] : "");
    // Gone at once, shown after a while.
    noticeTimer = setTimeout(say, state === "live" || notice.textContent ? 0 : NOTICE_MS);
  }

  /** On a narrow screen the panel covers the page, so Tab goes round inside it. */
  function keepFocus(event: KeyboardEvent): void {
    const stops = [...panel.querySelectorAll<HTMLElement>("button,a,textarea,[tabindex='0']")].filter((stop) => stop.offsetParent);
    if (event.shiftKey) stops.reverse();
    const focused = root.activeElement;
    if (focused !== stops[stops.length - 1] && focused !== panel) return;
    event.preventDefault();
    stops[0]?.focus();
  }

  /** A touch keyboard lies over the page: the full screen ends above it. */
  function fit(): void {
    panel.style.height = narrow.matches && visualViewport ? `${visualViewport.height}px` : "";
  }

  for (const type of ["keydown", "keyup", "keypress"] as const) {
    panel.addEventListener(type, (event) => {
      // What is typed here must not trigger the site's own shortcuts.
      event.stopPropagation();
      if (type !== "keydown" || event.isComposing) return;
      if (event.key === "Escape") actions.close();
      else if (event.key === "Tab" && narrow.matches) keepFocus(event);
    });
  }
  visualViewport?.addEventListener("resize", fit);
  panel.hidden = true;
  addStyles(root, css);
  // Before the launcher, which Tab reaches next.
  root.prepend(panel);

  return {
    get isOpen() {
      return !panel.hidden;
    },
    open() {
      panel.hidden = false;
      panel.setAttribute("aria-modal", String(narrow.matches));
      fit();
      thread.toEnd();
      // A touch screen's keyboard would hide the thread at once: there the panel itself is focused.
      if (composer.element.hidden || matchMedia("(pointer: coarse)").matches) panel.focus();
      else composer.focus();
    },
    close() {
      panel.hidden = true;
    },
    remove: () => panel.remove(),
    focusComposer: composer.focus,
    show(state) {
      title.textContent = state.title;
      subtitle.textContent = state.subtitle;
      thread.show(state.rows, state);
      if (state.shutOut && shutOut.hidden) panel.focus(); // The field that had it goes away.
      shutOut.hidden = !state.shutOut;
      thread.element.hidden = composer.element.hidden = state.shutOut;
      showConnection(state.shutOut ? "live" : state.connection);
    },
  };
}
