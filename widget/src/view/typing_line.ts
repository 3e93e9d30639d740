/** Who is writing, said quietly below the thread while it is true. */

import type { AllWords } from "../card_words";
import { TYPING_MS } from "../protocol";
import type { Dom } from "./dom";

/** Answers a function that takes the name; "" for nobody. */
export function typingLine({ el }: Dom, words: AllWords, thread: HTMLElement): (name: string) => void {
  const line = el("div", { class: "typing", role: "status", "data-testid": "pupitre-typing" });
  let over: ReturnType<typeof setTimeout>;
  thread.after(line);
  return function show(name) {
    clearTimeout(over);
    if (!name) return line.replaceChildren();
    over = setTimeout(show, TYPING_MS, "");
    const said = words.typing(name);
    // Said once, however often it is confirmed.
    if (line.textContent === said) return;
    line.replaceChildren(said.slice(0, -1), el("span", { class: "dots" }, said.slice(-1)));
  };
}
