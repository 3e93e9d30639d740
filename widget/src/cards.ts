/**
 * Links and offers that agents send (dist/cards.js), drawn in the chat. Loaded by the first one that
 * is shown. What people composed is set as text only; addresses are opened only if they are web ones.
 */

import css from "./cards.css";
import type { Link } from "./protocol";
import type { Dom } from "./view/dom";
import type { Card } from "./view/rows";

const styled = new WeakSet<Node>();

/** In place of the bubble that showed the title until now. */
export function draw({ addStyles, el }: Dom, place: HTMLElement, card: Card): void {
  const root = place.getRootNode();
  if (root instanceof ShadowRoot && !styled.has(root)) addStyles(root, css);
  styled.add(root);
  place.className = "card";
  if (card.kind === "link") {
    place.replaceChildren(outside(el, card, "card-link"), el("span", { class: "card-host" }, hostOf(card.url)));
    return;
  }
  const { title, text, price, button } = card;
  place.replaceChildren(
    el("div", { class: "card-head" }, el("b", {}, title), ...(price ? [el("span", { class: "card-price" }, price)] : [])),
    ...(text ? [el("p", {}, text)] : []),
    ...(button ? [outside(el, button, "card-button")] : []),
  );
}

function outside(el: Dom["el"], { title, url }: Link, name: string): HTMLElement {
  if (!/^https?:\/\//i.test(url)) return el("span", { class: name }, title);
  return el("a", { class: name, href: url, target: "_blank", rel: "noreferrer" }, title);
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}
