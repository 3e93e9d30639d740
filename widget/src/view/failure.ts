/** Why a message or a file was refused, and what can be done about it. */

import type { AllWords } from "../card_words";
import type { ErrorCode } from "../protocol";
import type { Dom } from "./dom";
import type { MessageRow } from "./rows";

export interface Ways {
  retry(): void;
  discard(): void;
}

/** The same file would be refused again. */
const HOPELESS: readonly (ErrorCode | undefined)[] = ["file_too_large", "file_empty", "file_type_refused"];

/** `mostBytes`: how large a file may be, if that is known. */
export function explain(
  { button }: Dom,
  words: AllWords,
  foot: Element,
  { card, cause }: MessageRow,
  mostBytes: number | undefined,
  ways: Ways,
): void {
  const { causes } = words;
  const why = (cause && causes[cause]) ?? (card?.kind === "file" ? causes.otherFile : causes.other);
  const limit = cause === "file_too_large" && mostBytes ? `, ${words.atMost(words.size(mostBytes))}` : "";
  const retry = [button({ class: "act", "data-testid": "pupitre-retry" }, ways.retry, words.retry), " "];
  foot.setAttribute("role", "alert");
  foot.replaceChildren(
    `${words.failed}, ${why}${limit}. `,
    ...(HOPELESS.includes(cause) ? [] : retry),
    button({ class: "act", "data-testid": "pupitre-discard" }, ways.discard, words.discard),
  );
}
