/**
 * Messages the visitor wrote and the hub has not acknowledged. They survive a reload and a crash.
 *
 * localStorage rather than IndexedDB: writing is synchronous, so a message is safe before the
 * field is emptied, even if the page goes away in the next instant. Each message is an entry of
 * its own, so that two tabs never write over one another; its name holds a UUIDv7, so that the
 * order of names is the order of writing.
 */

import { newId } from "./ids";
import type { ErrorCode, Item } from "./protocol";
import type { Area } from "./store";

export interface Unsent {
  id: string;
  text: string;
  /** With a file that the hub has there is no text to send: it is the file's name. */
  card?: FileItem | undefined;
  /** When it was written, by this browser's clock. */
  at: number;
  /** `sent`: acknowledged, but the thread has not shown it yet. `uploading`: not in the queue yet. */
  state: "waiting" | "failed" | "sent" | "uploading";
  /** Why the hub refused it for good. */
  cause?: ErrorCode;
}

export type FileItem = Extract<Item, { kind: "file" }>;
type Entry = Omit<Unsent, "id" | "state">;

export interface Queue {
  /** Oldest first. Read from storage each time, since another tab may have changed it. */
  all(): Unsent[];
  /** The next to send. Failed ones wait for the visitor and hold nothing up. */
  next(): Unsent | undefined;
  add(text: string, card?: FileItem, id?: string): void;
  /** The hub has it. It stays in sight until `settle`. */
  acknowledged(id: string): void;
  failed(message: Unsent, cause: ErrorCode): void;
  /** Tries a failed one again, under a new id: a refusal means that the old one was never used. */
  retry(id: string): void;
  discard(id: string): void;
  /** The thread shows these now, which also proves that the hub has them. */
  settle(shown: (id: string) => boolean): void;
}

const START = "unsent:";

export function openQueue(kept: Area): Queue {
  /** Sent, and not in the thread yet. */
  let sent: Unsent[] = [];
  /** Those in storage when it was last read. */
  let waiting: Unsent[] = [];

  const put = (id: string, entry: Entry) => kept.write(START + id, entry);
  const stored = () =>
    kept.names(START).flatMap((name): Unsent[] => {
      const entry = kept.read<Entry>(name);
      return entry ? [{ ...entry, id: name.slice(START.length), state: entry.cause ? "failed" : "waiting" }] : [];
    });

  const queue: Queue = {
    all() {
      const entries = stored();
      // What waited and has left storage was sent, by this tab or another: only refused ones are ever discarded.
      sent.push(...waiting.filter(({ id }) => !entries.some((entry) => entry.id === id)));
      waiting = entries.filter(({ state }) => state === "waiting");
      return [...sent.map((message): Unsent => ({ ...message, state: "sent" })), ...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    next: () => stored().find(({ state }) => state === "waiting"),
    add: (text, card, id = newId()) => put(id, { text, card, at: Date.now() }),
    acknowledged(id) {
      queue.all();
      queue.discard(id);
    },
    failed: ({ id, text, card, at }, cause) => put(id, { text, card, at, cause }),
    retry(id) {
      const entry = kept.read<Entry>(START + id);
      queue.discard(id);
      if (entry) queue.add(entry.text, entry.card);
    },
    discard: (id) => kept.remove(START + id),
    settle(shown) {
      for (const { id } of queue.all()) if (shown(id)) queue.discard(id);
      const hidden = ({ id }: Unsent) => !shown(id);
      sent = sent.filter(hidden);
      waiting = waiting.filter(hidden);
    },
  };
  return queue;
}
