/** A bot's form while it waits for its answers, and the answers once they are given. What is wrong is said beside its field. */

import { faultOf } from "../answers";
import type { AllWords } from "../card_words";
import { LINE_MAX_CHARS, TEXT_MAX_CHARS, type Answers, type FieldKind, type Form, type FormField } from "../protocol";
import { wellFormed } from "../text";
import type { Dom } from "./dom";

export type Values = Record<string, string>;

export interface Filling {
  /** What was typed before. */
  typed: Values;
  /** The key of the field that the hub refused. */
  refused: string | undefined;
  typing(values: Values): void;
  send(values: Values): void;
}

/** Of one line each; anything else may be long. */
const LINES: Partial<Record<FieldKind, [type: string, autocomplete: string]>> = {
  name: ["text", "name"],
  email: ["email", "email"],
  phone: ["tel", "tel"],
};

export function drawForm({ el }: Dom, words: AllWords, place: HTMLElement, id: string, { title, fields }: Form, filling: Filling): void {
  function drawField(field: FormField, index: number) {
    const { key, kind, label, required } = field;
    const name = `${id}-${index}`;
    const line = LINES[kind];
    const attributes: Record<string, string> = {
      id: name,
      class: "form__input",
      "aria-describedby": `${name}-error`,
      "data-testid": "pupitre-field",
      "data-key": key,
    };
    if (required) attributes["required"] = "";
    const input = line
      ? el("input", { ...attributes, type: line[0], autocomplete: line[1], maxlength: String(LINE_MAX_CHARS) })
      : el("textarea", { ...attributes, rows: "3", maxlength: String(TEXT_MAX_CHARS) });
    const error = el("span", { class: "form__error", id: `${name}-error` });
    const star = required ? [el("span", { class: "form__star", "aria-hidden": "true" }, " *")] : [];
    const box = el("div", { class: "form__field" }, el("label", { for: name }, label, ...star), input, error);

    function say(trouble: string): void {
      error.textContent = trouble;
      input.setAttribute("aria-invalid", String(!!trouble));
    }

    const wrong = words.wrong[kind as "email"] ?? words.wrong.other;
    const judge = () => {
      const fault = faultOf(field, input.value);
      say(!fault ? "" : fault === "missing" ? words.missing : wrong);
    };
    input.value = filling.typed[key] ?? "";
    input.addEventListener("input", () => {
      if (error.textContent) judge();
      filling.typing(values());
    });
    function refuse(): void {
      error.setAttribute("role", "alert"); // The visitor is elsewhere by now.
      say(wrong);
    }
    return { key, input, box, judge, refuse, isWrong: () => !!error.textContent };
  }

  const drawn = fields.map(drawField);
  const values = () => Object.fromEntries(drawn.map(({ key, input }) => [key, wellFormed(input.value)]));
  const heading = el("div", { class: "form__title", id: `${id}-title` }, title);
  const form = el(
    "form",
    { class: "form", novalidate: "", "aria-labelledby": `${id}-title`, "data-testid": "pupitre-form" },
    heading,
    ...drawn.map(({ box }) => box),
    el("button", { class: "send", "data-testid": "pupitre-form-send" }, words.send),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const { judge } of drawn) judge();
    const first = drawn.find(({ isWrong }) => isWrong());
    if (first) first.input.focus();
    else filling.send(values());
  });
  place.replaceChildren(form);
  drawn.find(({ key }) => key === filling.refused)?.refuse();
}

export function drawAnswers({ el }: Dom, place: HTMLElement, { title, answers }: Answers): void {
  const pairs = answers.flatMap(({ label, value }) => [el("dt", {}, label), el("dd", {}, value)]);
  place.replaceChildren(el("div", { class: "form__title" }, title), el("dl", {}, ...pairs));
}
