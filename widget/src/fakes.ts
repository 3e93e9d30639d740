/** Stand-ins for what the browser gives, for the tests. Not part of either bundle. */

import type { ThreadMessage, ThreadPage } from "./protocol";
import { openArea, type Area } from "./store";

/** Storage as browsers have it: its entries are its own enumerable keys. */
export function fakeStorage(): Storage {
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    setItem: (key: string, value: string) => void (storage[key] = value),
    removeItem: (key: string) => void delete storage[key],
  };
  const storage = Object.create(methods) as Record<string, string> & Storage;
  return storage;
}

export function fakeArea(storage = fakeStorage(), allowed = () => true): Area {
  return openArea(() => storage, "pupitre:KEY:", allowed);
}

/** Replaces a global for the rest of the test file. */
export function setGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** Web Locks of one browser, all tabs together. */
export function fakeLocks() {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request<T>(name: string, work: () => Promise<T>): Promise<T> {
      const turn = (tails.get(name) ?? Promise.resolve()).then(work);
      tails.set(name, turn.catch(() => undefined));
      return turn;
    },
  };
}

/** Message number `position` of a conversation. */
export function message(position: number, more: Partial<ThreadMessage> = {}): ThreadMessage {
  return {
    id: `m${position}`,
    conversation_id: "c1",
    position,
    at: 1_000_000 + position,
    author: "agent",
    author_name: "Claire",
    body: { kind: "text", text: `message ${position}` },
    ...more,
  };
}

export function page(messages: ThreadMessage[], more: Partial<ThreadPage> = {}): ThreadPage {
  const last = messages[messages.length - 1];
  return {
    messages,
    after: `after ${last?.id ?? ""}`,
    more: false,
    conversation: { id: last?.conversation_id ?? "c1", state: "assigned", agent_name: "Claire", read_position: 0 },
    ...more,
  };
}

/** Waits for a state, not for a time. */
export async function until(reached: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 5_000;
  while (!reached()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((go) => setTimeout(go, 2));
  }
}
