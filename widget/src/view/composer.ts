/** Where the visitor writes: Enter sends, Shift+Enter starts a line; a draft survives the page. */

import type { Language } from "../language";
import { TEXT_MAX_CHARS } from "../protocol";
import type { Area } from "../store";
import { countChars } from "../text";
import type { Words } from "../words";
import type { Dom } from "./dom";

export interface Composer {
  readonly element: HTMLElement;
  focus(): void;
}

const SEND = ["m22 2-7 20-4-9-9-4Z", "M22 2 11 13"];

export function createComposer({ el, icon }: Dom, language: Language, words: Words, tab: Area, send: (text: string) => void): Composer {
  const input = el("textarea", {
    rows: "1",
    placeholder: words.field,
    "aria-label": words.field,
    "data-testid": "pupitre-input",
  });
  const trouble = el("div", { class: "trouble", role: "alert" });
  const button = el("button", { class: "send", "data-testid": "pupitre-send" }, icon(...SEND), words.send);
  const element = el("form", { class: "composer" }, trouble, el("div", { class: "field" }, input, button));

  const write = (count: number) => count.toLocaleString(language);

  /** As tall as its text; the style sheet says how far. */
  function fit(): void {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  }

  function changed(): void {
    const count = countChars(input.value.trim());
    const over = count > TEXT_MAX_CHARS;
    trouble.textContent = over ? words.tooLong(write(count), write(TEXT_MAX_CHARS)) : "";
    input.setAttribute("aria-invalid", String(over));
    tab.set("draft", input.value);
    fit();
  }

  function submit(event: Event): void {
    event.preventDefault();
    const text = input.value.trim();
    if (text && !trouble.textContent) {
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
  input.addEventListener("input", changed);
  input.value = tab.get("draft") ?? "";

  return {
    element,
    focus() {
      changed();
      input.focus();
    },
  };
}
