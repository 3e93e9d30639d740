/** The chat's window: title, state of the connection, thread, composer. Its keyboard is its own. */

import type { Host } from "../bridge";
import type { ConnectionState } from "../connection";
import type { Words } from "../words";
import { createComposer } from "./composer";
import css from "./panel.css";
import { rowPainter } from "./row";
import type { MessageRow, Row } from "./rows";
import { createThreadView, type ThreadViewState } from "./thread_view";

export interface PanelActions {
  send(text: string): void;
  attach(files: readonly File[]): void;
  typing(): void;
  tooLong(count: number): void;
  complete(drawn: HTMLElement, row: MessageRow): void;
  close(): void;
  loadOlder(): void;
}

export interface PanelState extends ThreadViewState {
  title: string;
  subtitle: string;
  rows: readonly Row[];
  connection: ConnectionState | "offline";
  /** Files are taken. */
  files: boolean;
  /** This visitor is not served: a plain offline screen. */
  shutOut: boolean;
}

export interface Panel {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  remove(): void;
  /** What is put after it stands below the thread. */
  readonly thread: HTMLElement;
  /** Puts the focus where the visitor writes. */
  focus(): void;
  /** Says what could not be sent. */
  complain(trouble: string): void;
  show(state: PanelState): void;
}

/** A connection that is back within this time was never gone for the visitor. */
const NOTICE_MS = 800;

export function createPanel({ dom, root, language, store }: Host, words: Words, actions: PanelActions): Panel {
  const { addStyles, button, el, icon } = dom;
  const title = el("h2", { id: "title" });
  const subtitle = el("p", { class: "subtitle" });
  const notice = el("div", { class: "notice", role: "status" });
  const shutOut = el("p", { class: "empty" }, words.shutOut);
  const thread = createThreadView(dom, words, rowPainter(dom, language, words, actions.complete), actions.loadOlder);
  const send = (text: string) => {
    thread.toEnd(); // What one has just written is always in sight.
    actions.send(text);
  };
  const attach = (files: FileList | null) => {
    if (!files?.length) return;
    thread.toEnd();
    actions.attach([...files]); // A copy, since the browser empties the list.
  };
  const composer = createComposer(dom, words, store.tab, send, attach, actions.typing, actions.tooLong);
  const close = button(
    { class: "icon", "aria-label": words.close, "data-testid": "pupitre-close" },
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
  for (const type of ["dragover", "drop", "paste"] as const) {
    panel.addEventListener(type, (event) => {
      const data = (event as DragEvent).dataTransfer ?? (event as ClipboardEvent).clipboardData;
      // A word processor's clipboard holds a picture of the text beside the text, which is meant.
      if (!data?.types.includes("Files") || data.types.includes("text/plain")) return;
      event.preventDefault();
      attach(data.files);
    });
  }
  visualViewport?.addEventListener("resize", fit);
  panel.hidden = true;
  addStyles(root, css);
  // Before the launcher, which Tab reaches next.
  root.prepend(panel);

  /** A touch screen's keyboard would hide the thread at once: there the panel itself is focused. */
  function focus(): void {
    if (composer.element.hidden || matchMedia("(pointer: coarse)").matches) panel.focus();
    else composer.focus();
  }

  return {
    get isOpen() {
      return !panel.hidden;
    },
    open() {
      panel.hidden = false;
      panel.setAttribute("aria-modal", String(narrow.matches));
      fit();
      thread.toEnd();
      focus();
    },
    close() {
      panel.hidden = true;
    },
    remove: () => panel.remove(),
    thread: thread.element,
    focus,
    complain(trouble) {
      composer.trouble.textContent = trouble;
    },
    show(state) {
      title.textContent = state.title;
      subtitle.textContent = state.subtitle;
      thread.show(state.rows, state);
      if (state.shutOut && shutOut.hidden) panel.focus(); // The field that had it goes away.
      shutOut.hidden = !state.shutOut;
      thread.element.hidden = composer.element.hidden = state.shutOut;
      composer.clip.hidden = !state.files;
      showConnection(state.shutOut ? "live" : state.connection);
    },
  };
}
