/**
 * The pages of the site that this tab went through, full loads and single-page navigation alike.
 * They stay in the tab until the widget is opened (V2); then the session takes them, and later
 * views are handed on as they come.
 */

import { LINE_MAX_CHARS, URL_MAX_BYTES, type PageView } from "./protocol";
import type { Area } from "./store";

/** Views of one session request: the current page, and those before it. */
export interface Views {
  page: PageView;
  seen: PageView[];
}

export interface Pages {
  /** Set once a session exists: from then on a view is told at once. */
  onView: ((view: PageView) => void) | undefined;
  /** Notes each page from now on. */
  watch(): void;
  /** Notes the page the visitor is on, unless it is the one noted last. */
  note(): void;
  /** What was not told yet. It is no longer kept. */
  take(): Views;
  /** Undoes `take` when the hub could not be told. */
  putBack(views: Views): void;
  /** Forgets that the current page was noted: it counts as a new one. */
  forget(): void;
}

const MOST = 50;
/** The hub's bounds (a browser's address is ASCII, so bytes are characters): longer values would be refused, and with them the whole session. */
/** Single-page sites set the title after the address: wait for it, and let bursts settle. */
const SETTLE_MS = 250;

/** An address the hub takes: too long, it loses its query and fragment, which say least. */
export function fitUrl(url: string): string {
  const short = url.length > URL_MAX_BYTES ? url.replace(/[?#].*/, "") : url;
  return short.length > URL_MAX_BYTES ? new URL(url).origin : short;
}

export function openPages(tab: Area): Pages {
  let last = "";
  let timer: ReturnType<typeof setTimeout>;

  const kept = () => tab.read<PageView[]>("pages") ?? [];
  const keep = (views: PageView[]) => tab.write("pages", views.slice(-MOST));
  const view = (referrer: string): PageView => ({
    url: fitUrl(location.href),
    title: [...document.title].slice(0, LINE_MAX_CHARS).join(""),
    referrer: referrer ? fitUrl(referrer) : null,
  });

  const pages: Pages = {
    onView: undefined,
    watch() {
      const changed = () => {
        clearTimeout(timer);
        timer = setTimeout(pages.note, SETTLE_MS);
      };
      for (const name of ["pushState", "replaceState"] as const) {
        const original = history[name];
        history[name] = function (this: History, ...args) {
          original.apply(this, args);
          changed();
        };
      }
      addEventListener("popstate", changed);
      addEventListener("hashchange", changed);
      addEventListener("pagehide", pages.note);
      changed();
    },
    note() {
      clearTimeout(timer);
      if (location.href === last) return;
      const seen = view(last || document.referrer);
      last = location.href;
      if (pages.onView) pages.onView(seen);
      else keep([...kept(), seen]);
    },
    take() {
      pages.note();
      const seen = kept();
      tab.remove("pages");
      const page = view(document.referrer);
      const newest = seen.pop();
      // The newest is the current page, unless it was told to an earlier session.
      if (newest?.url === page.url) return { page: { ...newest, title: page.title ?? "" }, seen };
      return { page, seen: newest ? [...seen, newest] : seen };
    },
    putBack({ page, seen }) {
      keep([...seen, page, ...kept()]);
    },
    forget() {
      last = "";
    },
  };
  return pages;
}
