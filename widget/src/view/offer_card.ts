/** Links and offers that agents send. What people composed is set as text only; addresses are opened only if they are web ones. */

import type { Files } from "../files";
import type { Link, Offer } from "../protocol";
import type { Dom } from "./dom";
import { outside } from "./links";
import { showPicture } from "./picture";

export function drawLink(dom: Dom, place: HTMLElement, link: Link): void {
  place.replaceChildren(outside(dom, link, "card-link"), dom.el("span", { class: "card-host" }, hostOf(link.url)));
}

export function drawOffer(dom: Dom, files: Files, place: HTMLElement, { title, text, price, image, button }: Offer): void {
  const { el } = dom;
  // Its title says what is to be seen.
  const picture = image && el("img", { class: "card-image", alt: "" });
  place.replaceChildren(
    ...(picture ? [picture] : []),
    el("div", { class: "card-head" }, el("b", {}, title), ...(price ? [el("span", { class: "card-price" }, price)] : [])),
    ...(text ? [el("p", {}, text)] : []),
    ...(button ? [outside(dom, button, "card-button")] : []),
  );
  if (picture) showPicture(picture, files.thumbnail(image), () => picture.remove());
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}
