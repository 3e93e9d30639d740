/** What a bot says (A9): paragraphs, bullets and pictures, made of elements and text alone. */

import type { Files } from "../files";
import type { Block, RichText, Span } from "../protocol";
import type { Dom } from "./dom";
import { outside } from "./links";
import { pictureOf } from "./picture";

export function drawRich(dom: Dom, files: Files, place: HTMLElement, { blocks }: RichText): void {
  const { el } = dom;

  function drawSpan({ text, bold, italic, link }: Span): Node | string {
    let drawn: Node | string = link ? outside(dom, { title: text, url: link }) : text;
    if (italic) drawn = el("em", {}, drawn);
    if (bold) drawn = el("strong", {}, drawn);
    return drawn;
  }

  function drawBlock(block: Block): HTMLElement[] {
    switch (block.block) {
      case "paragraph":
        return [el("p", {}, ...block.spans.map(drawSpan))];
      case "list":
        return [el("ul", {}, ...block.items.map((spans) => el("li", {}, ...spans.map(drawSpan))))];
      case "image": {
        const { image } = block;
        const name = el("span", {}, image.name);
        const picture = pictureOf(dom, files, image, () => picture?.replaceWith(name));
        return [picture ?? name];
      }
      default:
        return []; // Of a newer hub.
    }
  }

  place.replaceChildren(...blocks.flatMap(drawBlock));
}
