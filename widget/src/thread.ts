/** The visitor's thread as far as it is loaded: pages go in, in any order and repeated; one ordered list comes out. */

import type { Body, Item, ThreadConversation, ThreadMessage, ThreadPage } from "./protocol";

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
export type Said = Extract<Item, { kind: "text" | "link" | "offer" | "file" }>;

export function isSaid(item?: Item): item is Said {
  return /text|link|offer|file/.test(item?.kind ?? "");
}

export function wordsOf(item: Said): string {
  return item.kind === "text" ? item.text : item.kind === "file" ? item.name : item.title;
}

export interface Thread {
  messages: ThreadMessage[];
  conversation: ThreadConversation | null;
  /** Ask for what is older with it; none at the beginning of the thread. */
  before: string | undefined;
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
  const keepNew = (page: ThreadPage) => page.messages.filter(({ id }) => !ids.has(id) && ids.add(id));
  const latest = () => thread.messages.filter(({ conversation_id }) => conversation_id === thread.conversation?.id);

  const thread: Thread = {
    messages: [],
    conversation: null,
    before: undefined,
    loaded: false,
    has: (id) => ids.has(id),
    addNewer(page) {
      const added = keepNew(page);
      thread.messages = inOrder([...thread.messages, ...added]);
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
