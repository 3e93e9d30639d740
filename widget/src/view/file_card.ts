/** A file of the thread: a picture as the hub drew it, anything else by its name. Pressed, the original is saved. */

import type { AllWords } from "../card_words";
import { extensionOf } from "../file_size";
import type { Files } from "../files";
import type { Attachment } from "../protocol";
import type { Dom } from "./dom";
import { pictureOf } from "./picture";

/** Browsers begin to read what they save a little later. */
const SAVED_MS = 60_000;

/** Name, size and extension, as text. */
export function labelOf({ el }: Dom, words: AllWords, { name, size }: Pick<Attachment, "name" | "size">): HTMLElement[] {
  const about = [words.size(size), extensionOf(name)].filter(Boolean).join(" · ");
  return [el("span", { class: "file__name" }, name), el("span", { class: "file__about" }, about)];
}

export function drawFile(dom: Dom, words: AllWords, files: Files, place: HTMLElement, file: Attachment, isSent: boolean): void {
  const { button, el } = dom;
  const trouble = el("span", { class: "file__trouble", role: "alert" });
  const save = button({ class: "file__save", title: words.save }, () => void fetchAndSave(), ...labelOf(dom, words, file));
  place.replaceChildren(save, trouble);
  save.disabled = !isSent;
  const label = [...save.childNodes];
  const picture = isSent && pictureOf(dom, files, file, () => save.replaceChildren(...label));
  if (picture) save.replaceChildren(picture);

  async function fetchAndSave(): Promise<void> {
    trouble.textContent = "";
    save.disabled = true;
    const blob = await files.original(file.file);
    save.disabled = false;
    if (!blob) trouble.textContent = words.notSaved;
    else keep(dom, file.name, blob);
  }
}

/** As bytes of no type: whatever the file is, no browser may open it as a page of the site. */
function keep({ el }: Dom, name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob.slice(0, blob.size, "application/octet-stream"));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SAVED_MS);
}
