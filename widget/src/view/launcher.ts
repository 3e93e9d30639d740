/** The round button in the corner of the site, with the count of unread messages. */

import type { LauncherWords } from "../launcher_words";
import { addStyles, button, el, icon } from "./dom";
import css from "./launcher.css";

export interface Launcher {
  setUnread(count: number): void;
  setOpen(open: boolean): void;
  /** Says that the chat could not be fetched, or no longer says so. */
  setFailed(failed: boolean): void;
  show(shown: boolean): void;
  focus(): void;
}

const BUBBLE = "M7.9 20A9 9 0 1 0 4 16.1L2 22Z";
const CHEVRON = "m6 9 6 6 6-6";

export function createLauncher(root: ShadowRoot, language: string, words: LauncherWords, press: () => void): Launcher {
  const badge = el("span", { class: "badge", "aria-hidden": "true" });
  const launcher = button(
    { class: "launcher", "data-testid": "pupitre-launcher", "aria-haspopup": "dialog" },
    press,
    icon(BUBBLE),
    badge,
  );
  // Heard once by a screen reader when something new came in.
  const news = el("span", { class: "aside", role: "status" });
  const failure = el("span", { class: "failure", role: "alert" });
  const corner = el("div", { class: "corner", lang: language }, failure, launcher, news);
  let unread = 0;
  let isOpen = false;

  function draw(): void {
    const count = isOpen ? 0 : unread;
    const label = isOpen ? words.close : words.open;
    launcher.setAttribute("aria-label", count ? `${label}, ${words.unread(count)}` : label);
    launcher.setAttribute("aria-expanded", String(isOpen));
    badge.textContent = count > 99 ? "99+" : count ? String(count) : "";
    news.textContent = count ? words.unread(count) : "";
  }

  addStyles(root, css);
  root.append(corner);
  draw();
  return {
    setUnread(count) {
      if (count === unread) return;
      unread = count;
      draw();
    },
    setOpen(open) {
      isOpen = open;
      launcher.firstElementChild?.replaceWith(icon(open ? CHEVRON : BUBBLE));
      draw();
    },
    setFailed(failed) {
      failure.textContent = failed ? words.failed : "";
    },
    show(shown) {
      corner.hidden = !shown;
    },
    focus: () => launcher.focus(),
  };
}
