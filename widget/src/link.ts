/** What the WebSocket and the event stream have in common, so that the connection can use either. */

import type { Answer, Hub } from "./hub";
import type { Posted, Problem, ThreadPage, VisitorFrame, VisitorRead, WriteMessage } from "./protocol";

/** How a link ended: whether the hub was ever heard on it, and its refusal if there was one. */
export interface LinkEnd {
  heard: boolean;
  problem?: Problem | undefined;
}

export interface LinkEvents {
  page(page: ThreadPage): void;
  /** Somebody is writing to the visitor. */
  typing(name: string): void;
  /** At most once: the hub is there, and has taken the token. */
  heard(): void;
  /** Exactly once, whoever ended it. */
  ended(end: LinkEnd): void;
}

export interface Link {
  send(message: WriteMessage): Promise<Answer<Posted>>;
  read(read: VisitorRead): void;
  /** Where it costs nothing: over a socket. */
  typing?(): void;
  close(): void;
}

export type OpenLink = (hub: Hub, token: string, after: string | undefined, on: LinkEvents) => Link;

/** Not hearing the hub for this long at the start counts as no connection. */
const FIRST_FRAME_MS = 8_000;
/** A hub that has nothing newer than the cursor may say nothing; a refusal would have come by then. */
const QUIET_MS = 1_000;

/** The life of a link, whatever carries it: heard in time, or over; then it ends once. */
export function linkLife(after: string | undefined, on: LinkEvents, close: () => void) {
  let heard = false;
  let over = false;

  function end(problem?: Problem): void {
    if (over) return;
    over = true;
    clearTimeout(timer);
    close();
    on.ended({ heard, problem });
  }

  function hear(): void {
    clearTimeout(timer);
    if (!heard && !over) on.heard();
    heard = true;
  }

  let timer = setTimeout(end, FIRST_FRAME_MS);
  return {
    end,
    /** The hub has the token and the cursor. */
    greeted(): void {
      if (after === undefined || heard) return;
      clearTimeout(timer);
      timer = setTimeout(hear, QUIET_MS);
    },
    /** Takes a frame as text; answers it if it is not about the link itself. */
    receive(text: string): VisitorFrame | undefined {
      const frame = JSON.parse(text) as VisitorFrame;
      if (over) return undefined;
      if (frame.type === "refused" && !frame.id) {
        heard = true;
        end(frame.problem);
        return undefined;
      }
      if (frame.type === "thread") on.page(frame);
      if (frame.type === "typing") on.typing(frame.name);
      hear();
      return frame;
    },
  };
}

export function post(hub: Hub, token: string, message: WriteMessage): Promise<Answer<Posted>> {
  return hub.ask("POST", "/v1/visitor/messages", { token, body: message, key: message.id });
}
