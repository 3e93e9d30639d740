/**
 * Which link to try next. A WebSocket first; once two in a row closed before the hub was heard,
 * the event stream, for five minutes; then one try of a WebSocket again.
 */

import type { LinkEnd } from "./link";

export type LinkKind = "socket" | "stream";

export const STREAM_MS = 5 * 60_000;
const SILENT_SOCKETS = 2;

export function newLinkChoice() {
  let silent = 0;
  const choice = {
    /** Until then the stream is used. */
    streamUntil: 0,
    next: (now: number): LinkKind => (now < choice.streamUntil ? "stream" : "socket"),
    /** Learns from how a link of this kind ended. Without any network it says nothing about sockets. */
    ended(kind: LinkKind, { heard, problem }: LinkEnd, online: boolean, now: number): void {
      if (heard || problem) {
        // The stream's time is up: a single silent socket brings it back.
        silent = kind === "stream" ? SILENT_SOCKETS - 1 : 0;
      } else if (kind === "stream") {
        // Neither works: the hub is away, and a socket is as good a guess.
        silent = choice.streamUntil = 0;
      } else if (online && ++silent >= SILENT_SOCKETS) {
        choice.streamUntil = now + STREAM_MS;
      }
    },
  };
  return choice;
}
