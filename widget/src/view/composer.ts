/** Where the visitor writes and picks files: Enter sends, Shift+Enter starts a line; a draft survives the page. */

import { TEXT_MAX_CHARS } from "../protocol";
import type { Area } from "../store";
import { countChars } from "../text";
import type { Words } from "../words";
import type { Dom } from "./dom";

export interface Composer {
  readonly element: HTMLElement;
  /** Hidden where no files are taken. */
  readonly clip: HTMLElement;
  /** Why something cannot be sent; gone with the next key. */
  readonly trouble: HTMLElement;
  focus(): void;
}

const CLIP = "M17 7v9a5 5 0 0 1-10 0V6a3.5 3.5 0 0 1 7 0v9a1.5 1.5 0 0 1-3 0V7";
const SEND = ["m22 2-7 20-4-9-9-4Z", "M22 2 11 13"];

export function createComposer(
  { button, el, icon }: Dom,
  words: Words,
  tab: Area,
  send: (text: string) => void,
  attach: (files: FileList | null) => void,
  typing: () => void,
  /** Says so; few ever write that much. */
  tooLong: (count: number) => void,
): Composer {
  const input = el("textarea", {
    rows: "1",
    placeholder: words.field,
    "aria-label": words.field,
    "data-testid": "pupitre-input",
  });
  const trouble = el("div", { class: "trouble", role: "alert" });
  // WebDriver types into it even so.
  const picker = el("input", { type: "file", multiple: "", hidden: "" });
  const clip = button({ class: "icon clip", "aria-label": words.attach }, () => picker.click(), icon(CLIP));
  const sends = el("button", { class: "send", "data-testid": "pupitre-send" }, icon(...SEND), words.send);
  const element = el("form", { class: "composer" }, trouble, el("div", { class: "field" }, clip, picker, input, sends));

  /** As tall as its text; the style sheet says how far. */
  function fit(): void {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  }

  function changed(): void {
    const count = countChars(input.value.trim());
    const over = count > TEXT_MAX_CHARS;
    trouble.textContent = "";
    if (over) tooLong(count);
    input.setAttribute("aria-invalid", String(over));
    tab.set("draft", input.value);
    fit();
  }

  function submit(event: Event): void {
    event.preventDefault();
    const text = input.value.trim();
    if (text && countChars(text) <= TEXT_MAX_CHARS) {
      send(text);
      input.value = "";
      changed();
    }
    input.focus();
  }

  element.addEventListener("submit", submit);
  input.addEventListener("keydown", (event) => {
    // An Enter that ends the composition of a Japanese or Chinese word is not meant to send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
  });
  input.addEventListener("input", () => {
    changed();
    if (input.value.trim()) typing();
  });
  picker.addEventListener("change", () => {
    attach(picker.files);
    picker.value = ""; // So that the same file can be picked again.
  });
  input.value = tab.get("draft") ?? "";

  return {
    element,
    clip,
    trouble,
    focus() {
      changed();
      input.focus();
    },
  };
}
