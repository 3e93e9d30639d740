/**
 * The live connection to the hub: keeps one link up, resumes from its cursor, and comes back
 * after every loss.
 *
 * One loop per start: session, link, wait, again. The waits grow with full jitter and end early
 * when the network returns or the visitor looks at the page. On a link the hub sends page after
 * page from the cursor, in order and without gaps, for as long as there is more; so the cursor
 * moves with each, and a link that is lost halfway is resumed from the last one.
 */

import type { Answer, Hub } from "./hub";
import type { Link, LinkEnd, OpenLink } from "./link";
import { newLinkChoice } from "./link_choice";
import { TYPING_AGAIN_MS, type Posted, type Problem, type ThreadPage, type VisitorRead, type WriteMessage } from "./protocol";
import { afterRefusal, retryDelay } from "./retry";
import type { VisitorSession } from "./session";
import { openSocket } from "./socket";

export type ConnectionState = "connecting" | "live" | "lost";

export interface ConnectionEvents {
  state(state: ConnectionState): void;
  page(page: ThreadPage): void;
  /** Somebody is writing to the visitor. */
  typing(name: string): void;
  /** What was shown is of another visitor or database. */
  startOver(): void;
  /** The connection has stopped for good on this page. */
  stopped(verdict: "give_up" | "shut_out", problem: Problem): void;
}

export interface Connection {
  /** The hub has been heard on the current link. */
  readonly live: boolean;
  start(): void;
  stop(): void;
  /** Sends over the current link; lost if there is none. */
  send(message: WriteMessage): Promise<Answer<Posted>>;
  read(read: VisitorRead): void;
  /** The visitor is writing: the hub is told now and then. */
  typing(): void;
  /** The token is no longer taken: a new session is made, after the usual wait. */
  renew(): void;
  /** Ends a wait, or replaces a link that is not trusted any more. */
  reconnect(): void;
  /** Ends the link, and comes back after the usual wait. */
  drop(): void;
  /** The visitor looks at the page again, or no longer. */
  look(visible: boolean): void;
}

/** A link that lived this long was a real connection: the waits start over. */
const STEADY_MS = 5_000;
/** A page hidden for longer may have slept through the end of its connection. */
const ASLEEP_MS = 60_000;

export function openConnection(
  hub: Hub,
  session: VisitorSession,
  /** Fetches the link that few networks need. */
  streamLink: () => Promise<OpenLink>,
  on: ConnectionEvents,
): Connection {
  const choice = newLinkChoice();
  let running = 0; // The number of the current loop, 0 if stopped.
  let runs = 0;
  let attempt = 0;
  let after: string | undefined;
  let visitor: string | undefined;
  let link: Link | undefined;
  let heard = false;
  let hurry = false;
  let wake = () => {};
  let hiddenAt = Infinity;
  let typedAt = 0;

  async function loop(run: number): Promise<void> {
    on.state("connecting");
    while (run === running) {
      const { problem } = await once(run);
      if (run !== running) return;
      const verdict = problem && afterRefusal(problem);
      if (verdict === "give_up" || verdict === "shut_out") {
        running = 0;
        return on.stopped(verdict, problem as Problem);
      }
      if (verdict === "new_session") session.expire();
      if (verdict === "start_over") startOver();
      const wait = retryDelay(attempt++, Math.random(), problem?.retry_after_s);
      if (!hurry) {
        on.state("lost");
        await pause(wait);
      }
      hurry = false;
    }
  }

  /** One session and one link, until it ends. */
  async function once(run: number): Promise<LinkEnd> {
    const opened = await session.open();
    if (run !== running || "lost" in opened) return { heard };
    if ("refused" in opened) return { heard, problem: opened.refused };
    const { token, visitor_id } = opened.ok;
    if (visitor && visitor !== visitor_id) startOver();
    visitor = visitor_id;

    const began = Date.now();
    const kind = choice.next(began);
    let probe: ReturnType<typeof setTimeout> | undefined;
    const open = kind === "socket" ? openSocket : await streamLink().catch(() => undefined);
    if (run !== running) return { heard };
    const end = await new Promise<LinkEnd>((ended) => {
      if (!open) return ended({ heard });
      link = open(hub, token, after, { page, typing: on.typing, heard: live, ended });
      // The stream's time is up: try a WebSocket again.
      if (kind === "stream") probe = setTimeout(reconnect, choice.streamUntil - began);
    });
    clearTimeout(probe);
    link = undefined;
    if (heard && Date.now() - began > STEADY_MS) attempt = 0;
    heard = false;
    choice.ended(kind, end, navigator.onLine, Date.now());
    return end;
  }

  function page(content: ThreadPage): void {
    after = content.after;
    on.page(content);
  }

  function live(): void {
    heard = true;
    on.state("live");
  }

  function startOver(): void {
    after = undefined;
    on.startOver();
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, ms);
      wake = resolve;
    });
  }

  function drop(): void {
    link?.close();
  }

  function reconnect(): void {
    hurry = !!link;
    drop();
    wake();
  }

  return {
    get live() {
      return heard;
    },
    start() {
      if (!running) void loop((running = ++runs));
    },
    stop() {
      running = 0;
      drop();
      wake();
    },
    send: async (message) => (link && heard ? link.send(message) : { lost: true }),
    read: (read) => heard && link?.read(read),
    typing() {
      const now = Date.now();
      if (!heard || now - typedAt < TYPING_AGAIN_MS) return;
      typedAt = now;
      link?.typing?.();
    },
    renew() {
      session.expire();
      drop();
    },
    reconnect,
    drop,
    look(visible) {
      const asleep = Date.now() - hiddenAt > ASLEEP_MS;
      hiddenAt = visible ? Infinity : Date.now();
      if (visible && (!heard || asleep)) heard ? reconnect() : wake();
    },
  };
}
