/** Stand-ins for what the browser gives, for the tests. Not part of either bundle. */

import type { ThreadMessage, ThreadPage } from "./protocol";
import { openArea, type Area } from "./store";
import { newThread, type Thread } from "./thread";
import type { Dom } from "./view/dom";

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
    conversation: { id: last?.conversation_id ?? "c1", state: "assigned", agent_name: "Claire", asked: null, read_position: 0 },
    ...more,
  };
}

/** A thread that has this page. */
export function threadOf(...content: Parameters<typeof page>): Thread {
  const thread = newThread();
  thread.addNewer(page(...content));
  return thread;
}

/** An element as far as cards use it. What is put into it as text can be read as text only. */
export class FakeElement {
  readonly attributes: Record<string, string> = {};
  readonly dataset: Record<string, string> = {};
  readonly style: Record<string, string> = {};
  readonly listeners: Record<string, (event?: unknown) => void> = {};
  childNodes: (FakeElement | string)[] = [];
  /** What was put after it. */
  following: FakeElement[] = [];
  disabled = false;
  focused = 0;
  src = "";
  value = "";

  constructor(readonly tag: string, attributes: Record<string, string> = {}, ...children: (FakeElement | string)[]) {
    Object.assign(this.attributes, attributes);
    this.childNodes = children;
  }
  get className(): string {
    return this.attributes["class"] ?? "";
  }
  set className(name: string) {
    this.attributes["class"] = name;
  }
  get children(): FakeElement[] {
    return this.childNodes.filter((child): child is FakeElement => child instanceof FakeElement);
  }
  get textContent(): string {
    return this.childNodes.map((child) => (child instanceof FakeElement ? child.textContent : child)).join("");
  }
  set textContent(text: string) {
    this.childNodes = text ? [text] : [];
  }
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
  replaceChildren(...children: (FakeElement | string)[]): void {
    this.childNodes = children;
  }
  append(...children: (FakeElement | string)[]): void {
    this.childNodes.push(...children);
  }
  after(element: FakeElement): void {
    this.following.push(element);
  }
  addEventListener(type: string, hear: (event?: unknown) => void): void {
    this.listeners[type] = hear;
  }
  /** An event reaches it. */
  fire(type: string): void {
    this.listeners[type]?.({ preventDefault() {} });
  }
  click(): void {
    this.fire("click");
  }
  focus(): void {
    this.focused++;
  }
  /** What a person types into it. */
  type(text: string): void {
    this.value = text;
    this.fire("input");
  }
  /** All in it that match: a tag, a class with a dot, or a test id. */
  all(wanted: string): FakeElement[] {
    const matches = ({ tag, className, attributes }: FakeElement) =>
      tag === wanted || attributes["data-testid"] === wanted || className.split(" ").some((name) => `.${name}` === wanted);
    return this.children.flatMap((child) => [...(matches(child) ? [child] : []), ...child.all(wanted)]);
  }
}

export function fakeDom() {
  const made: FakeElement[] = [];
  const el = (...[tag, attributes, ...children]: ConstructorParameters<typeof FakeElement>) => {
    const element = new FakeElement(tag, attributes, ...children);
    made.push(element);
    return element;
  };
  const button = (attributes: Record<string, string>, press: () => void, ...children: (FakeElement | string)[]) => {
    const element = el("button", attributes, ...children);
    element.addEventListener("click", press);
    return element;
  };
  const dom = { el, button, icon: () => el("svg"), addStyles() {} };
  return { dom: dom as unknown as Dom, made };
}

/** Waits for a state, not for a time. */
export async function until(reached: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 5_000;
  while (!reached()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((go) => setTimeout(go, 2));
  }
}
