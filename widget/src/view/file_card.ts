/** A file of the thread: a picture as the hub drew it, anything else by its name. Pressed, the original is saved. */

import type { AllWords } from "../card_words";
import { extensionOf } from "../file_size";
import type { Files } from "../files";
import type { Attachment, Picture } from "../protocol";
import type { Dom } from "./dom";
import { showPicture } from "./picture";

const MOST_WIDE = 240;
const MOST_HIGH = 320;
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
  if (isSent && file.picture) drawPicture(file.picture);

  async function fetchAndSave(): Promise<void> {
    trouble.textContent = "";
    save.disabled = true;
    const blob = await files.original(file.file);
    save.disabled = false;
    if (!blob) trouble.textContent = words.notSaved;
    else keep(dom, file.name, blob);
  }

  function drawPicture(picture: Picture): void {
    const [width, height] = fit(picture);
    const label = [...save.childNodes];
    const img = el("img", { class: "file__picture", alt: file.name, width: String(width), height: String(height) });
    save.replaceChildren(img);
    void showPicture(img, files.thumbnail(file.file), () => save.replaceChildren(...label));
  }
}

/** In which size a picture is shown: its room is kept before it comes, so that nothing jumps. */
export function fit({ width, height }: Picture): [width: number, height: number] {
  const scale = Math.min(1, MOST_WIDE / width, MOST_HIGH / height);
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** As bytes of no type: whatever the file is, no browser may open it as a page of the site. */
function keep({ el }: Dom, name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob.slice(0, blob.size, "application/octet-stream"));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SAVED_MS);
}
