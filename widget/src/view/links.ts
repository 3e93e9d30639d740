/** Ways out of the thread: only web addresses are opened, each in a tab that learns nothing of this one. */

import type { Link } from "../protocol";
import { splitLinks } from "../text";
import type { Dom } from "./dom";

/** An address that is none of the web stays text. */
export function outside({ el }: Dom, { title, url }: Link, name = ""): HTMLElement {
  if (!/^https?:\/\//i.test(url)) return el("span", { class: name }, title);
  return el("a", { class: name, href: url, target: "_blank", rel: "noopener noreferrer" }, title);
}

/** A text as somebody wrote it, with the addresses in it as links. */
export function linked(dom: Dom, text: string): (Node | string)[] {
  return splitLinks(text).map(({ text, isLink }) => (isLink ? outside(dom, { title: text, url: text }) : text));
}
