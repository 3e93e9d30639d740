/** The visitor's thread as far as it is loaded: pages go in, in any order and repeated; one ordered list comes out. */

import type { Body, Item, Opening, Span, ThreadConversation, ThreadMessage, ThreadPage } from "./protocol";

/** The body, if this version knows its kind and finds in it what it shows. */
export function itemOf(body: Body): Item | undefined {
  const item = body as Item;
  const sound =
    isSaid(item) ? typeof wordsOf(item) === "string"
    : item.kind === "joined" ? item.agent?.name
    : item.kind === "transferred" ? item.to?.name
    : ["page", "given_back", "closed"].includes(item.kind);
  return sound ? item : undefined;
}

/** Somebody says something by it. */
export type Said = Extract<Item, { kind: "text" | "rich" | "link" | "offer" | "file" | "choice" | "picked" | "form" | "answers" }>;

export function isSaid(item?: Item): item is Said {
  return /text|rich|link|offer|file|choice|picked|form|answers/.test(item?.kind ?? "");
}

interface Worded extends Partial<Record<"title" | "name" | "label" | "text", string>> {
  blocks?: { spans?: Span[]; items?: Span[][] }[];
}

/** What stands for it until it is drawn. */
export function wordsOf(item: Said): string | undefined {
  const { title, name, label, text, blocks } = item as Worded;
  const lines = blocks?.flatMap(({ spans = [], items = [spans] }) => items);
  return title ?? name ?? label ?? text ?? lines?.map((line) => line.map(({ text }) => text).join("")).join("\n");
}

export interface Thread {
  messages: ThreadMessage[];
  conversation: ThreadConversation | null;
  /** What a bot says before there is a conversation. Once the visitor answers, it comes with the messages. */
  opening: Opening | undefined;
  /** Ask for what is older with it; none at the beginning of the thread. */
  before: string | undefined;
  /** It was asked for and did not come. */
  olderFailed: boolean;
  /** The hub has been heard: an empty thread is really empty. */
  loaded: boolean;
  has(id: string): boolean;
  /** Adds the newest page or what came after it; answers the messages that are new here. */
  addNewer(page: ThreadPage): ThreadMessage[];
  addOlder(page: ThreadPage): void;
  /** How many texts of others lie after the read position of the latest conversation. */
  unread(): number;
  /** Position of the last item of the latest conversation, 0 if none is loaded. */
  lastPosition(): number;
}

export function newThread(): Thread {
  const ids = new Set<string>();
  /** The last conversation that was begun or open here. */
  let met = "";
  const keepNew = (page: ThreadPage) => page.messages.filter(({ id }) => !ids.has(id) && ids.add(id));
  const latest = () => thread.messages.filter(({ conversation_id }) => conversation_id === thread.conversation?.id);

  const thread: Thread = {
    messages: [],
    conversation: null,
    opening: undefined,
    before: undefined,
    olderFailed: false,
    loaded: false,
    has: (id) => ids.has(id),
    addNewer(page) {
      const added = keepNew(page);
      thread.messages = inOrder([...thread.messages, ...added]);
      const { id, state } = page.conversation ?? {};
      if (id && (state !== "closed" || (thread.loaded && id !== thread.conversation?.id))) met = id;
      // Nobody wants a greeting right after a goodbye.
      thread.opening = id === met ? undefined : page.opening;
      thread.conversation = page.conversation;
      thread.before = page.before ?? thread.before;
      thread.loaded = true;
      return added;
    },
    addOlder(page) {
      thread.messages = inOrder([...keepNew(page), ...thread.messages]);
      thread.before = page.more ? page.before : undefined;
    },
    unread() {
      const read = thread.conversation?.read_position ?? 0;
      return latest().filter(
        ({ position, author, body }) => position > read && author !== "visitor" && isSaid(itemOf(body)),
      ).length;
    },
    lastPosition: () => latest().pop()?.position ?? 0,
  };
  return thread;
}

/** (conversation start, position); conversations start in the order in which their pages came. */
function inOrder(messages: ThreadMessage[]): ThreadMessage[] {
  const starts = new Map<string, number>();
  for (const { conversation_id } of messages) {
    if (!starts.has(conversation_id)) starts.set(conversation_id, starts.size);
  }
  const start = (message: ThreadMessage) => starts.get(message.conversation_id) ?? 0;
  return messages.sort((a, b) => start(a) - start(b) || a.position - b.position);
}
