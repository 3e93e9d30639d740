/** Shows bytes that came by fetch as a picture. */

import type { Files } from "../files";
import type { Attachment } from "../protocol";
import type { Dom } from "./dom";

const MOST_WIDE = 240;
const MOST_HIGH = 320;

/** A file as the hub drew it, if it is a picture. Its room is kept before it comes, so that nothing jumps. */
export function pictureOf({ el }: Dom, files: Files, { file, name, picture }: Attachment, failed: () => void): HTMLElement | undefined {
  if (!picture) return undefined;
  const scale = Math.min(1, MOST_WIDE / picture.width, MOST_HIGH / picture.height);
  const scaled = (side: number) => String(Math.max(1, Math.round(side * scale)));
  const img = el("img", { class: "file__picture", alt: name, width: scaled(picture.width), height: scaled(picture.height) });
  void showPicture(img, files.thumbnail(file), failed);
  return img;
}

/** Only ever what the hub drew. `failed`: it did not come, or the site's CSP lets no `blob:` be shown. */
export async function showPicture(img: HTMLImageElement, drawn: Promise<Blob | undefined>, failed: () => void): Promise<void> {
  const blob = await drawn;
  if (!blob) return failed();
  const address = URL.createObjectURL(blob);
  img.addEventListener("load", () => URL.revokeObjectURL(address));
  img.addEventListener("error", () => {
    URL.revokeObjectURL(address);
    failed();
  });
  img.src = address;
}
