/** A file on its way to the hub: its name, how far it is, and a way to cancel it. Why it was refused is said below it. */

import type { AllWords } from "../card_words";
import type { Upload } from "../uploads";
import type { Dom } from "./dom";
import { labelOf } from "./file_card";

export function drawUpload(dom: Dom, words: AllWords, place: HTMLElement, upload: Upload, cancel: () => void): void {
  const { button, el } = dom;
  const { row, file } = upload;
  const label = labelOf(dom, words, file);
  if (row.state === "failed") return place.replaceChildren(...label);
  const bar = el("div", { class: "file__bar" });
  const progress = el(
    "div",
    { class: "file__progress", role: "progressbar", "aria-label": words.sending, "aria-valuemin": "0", "aria-valuemax": "100" },
    bar,
  );
  upload.show = () => {
    const percent = String(Math.floor((100 * upload.sent) / file.size));
    progress.setAttribute("aria-valuenow", percent);
    bar.style.width = `${percent}%`;
  };
  place.replaceChildren(...label, progress, button({ class: "act file__cancel" }, cancel, words.cancel));
  upload.show();
}
