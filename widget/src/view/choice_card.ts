/** A bot's question with its answers to pick from, and the one that was picked. */

import type { Choice, ChoiceOption } from "../protocol";
import type { Dom } from "./dom";

const TICK = "M20 6 9 17l-5-5";

/** `pick`: only while an answer is awaited. */
export function drawChoice(
  { button, el }: Dom,
  place: HTMLElement,
  id: string,
  { text, options }: Choice,
  pick?: (option: ChoiceOption) => void,
): void {
  const question = el("div", { class: "bubble", id: `${id}-question` }, text);
  place.replaceChildren(question);
  if (!pick) return;
  const buttons = options.map((option) =>
    button({ class: "option", "data-testid": "pupitre-option" }, () => pick(option), option.label),
  );
  place.append(el("div", { class: "options", role: "group", "aria-labelledby": `${id}-question` }, ...buttons));
}

export function drawPicked({ icon }: Dom, place: HTMLElement, label: string): void {
  place.replaceChildren(icon(TICK), label);
}
