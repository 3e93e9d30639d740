/**
 * The chat (dist/chat.js), loaded when the visitor opens it: puts session, connection, queue,
 * thread and panel together. Nothing is decided here; each part says for itself what it owns.
 */

import type { Cards, Host, Lent, OpenCards, StartChat } from "./bridge";
import { openConnection, type ConnectionState } from "./connection";
import { openHub } from "./hub";
import type { ThreadMessage } from "./protocol";
import { openQueue } from "./queue";
import { openReports } from "./reports";
import { openSender } from "./sender";
import { openSession } from "./session";
import { wellFormed } from "./text";
import { itemOf, newThread } from "./thread";
import { createPanel } from "./view/panel";
import { rowsOf } from "./view/rows";
import { WORDS } from "./words";

export const start: StartChat = (host: Host) => {
  const words = WORDS[host.language];
  const { kept } = host.store;
  const hub = openHub(host.settings.hub);
  const session = openSession(hub, host, loadCards);
  let thread = newThread();
  const queue = openQueue(kept);
  const reports = openReports(hub, session);
  const leaving = new AbortController();

  let state: ConnectionState = "connecting";
  let shutOut = false;
  let unread = 0;
  let openedAt = Date.now();
  /** Who is writing. */
  let typing = "";
  let painting = false;
  /** What the hub was told last on this link. */
  let lastRead = "";

  const connection = openConnection(hub, session, async () => (await loadCards()).openStream, {
    state(now) {
      state = now;
      if (now === "live") {
        lastRead = "";
        host.pages.onView = (page) => reports.post("/v1/visitor/pages", { page });
        host.onSaid = () => host.store.tab.get("said") && withCards((cards) => cards.say());
        host.onSaid();
        void reports.flush();
        lent.resume();
      }
      changed();
    },
    page(page) {
      const known = thread.loaded;
      const added = thread.addNewer(page);
      // The first page is what was there before.
      if (known) added.forEach(tellSite);
      if (added.some(({ author }) => author === "agent")) cards?.typing((typing = ""));
      paint();
    },
    typing(name) {
      typing = name;
      withCards((cards) => cards.typing(typing));
    },
    startOver() {
      thread = newThread();
      paint();
    },
    stopped(verdict, problem) {
      if (verdict === "give_up") return host.giveUp(`${problem.title} (${problem.code}, ${location.origin})`);
      shutOut = true;
      paint();
    },
  });
  const drain = openSender(queue, connection, `${kept.prefix}send`, paint);

  const panel = createPanel(host, words, {
    send(text) {
      queue.add(wellFormed(text));
      changed();
    },
    attach(files) {
      if (takesFiles()) withCards((cards) => cards.attach(files), () => panel.complain(words.failed));
    },
    typing: connection.typing,
    tooLong: (count) => withCards((cards) => cards.tooLong(count)),
    complete: (drawn, row) => withCards((cards) => cards.complete(drawn, row)),
    close: () => chat.close(),
    loadOlder() {
      if (thread.before) withCards((cards) => cards.loadOlder());
    },
  });
  const { signal } = leaving;
  const lent: Lent = {
    host,
    words,
    hub,
    session,
    connection,
    post: reports.post,
    queue,
    panel,
    thread: () => thread,
    underway: () => [],
    changed,
    resume() {},
    signal,
  };
  let cards: Cards | undefined;

  /** What a chat does not need at first is fetched at its first use. */
  async function loadCards(): Promise<Cards> {
    const { open } = await host.load<{ open: OpenCards }>(`cards.js?v=${CARDS_VERSION}`);
    return (cards ??= open(lent));
  }

  /** At once if it can be: what grows later moves what is being read. */
  function withCards(use: (cards: Cards) => void, failed = () => {}): void {
    if (cards) use(cards);
    else loadCards().then(use, failed);
  }

  const takesFiles = () => !!session.current?.files.max_bytes;

  function tellSite({ id, conversation_id, author, author_name, body, at }: ThreadMessage): void {
    const item = itemOf(body);
    if (author === "visitor" || item?.kind !== "text") return;
    host.emit("message", { id, conversation_id, author, author_name, text: item.text, at });
  }

  function changed(): void {
    paint();
    void drain();
  }

  /** Several changes of one moment are painted once. */
  function paint(): void {
    if (painting) return;
    painting = true;
    queueMicrotask(() => {
      painting = false;
      if (signal.aborted) return;
      queue.settle(thread.has);
      noteRead();
      const { conversation } = thread;
      const title = session.current?.project_name ?? words.title;
      panel.show({
        title,
        subtitle:
          conversation?.state === "assigned" && conversation.agent_name ? words.answeredBy(conversation.agent_name)
          : conversation?.state === "unassigned" ? words.waiting
          : "",
        rows: rowsOf(thread, [...queue.all(), ...lent.underway()], { live: connection.live, house: title, openedAt }),
        loaded: thread.loaded,
        older: !thread.before ? "none" : thread.olderFailed ? "failed" : "some",
        connection: state === "lost" && !navigator.onLine ? "offline" : state,
        files: takesFiles(),
        shutOut,
      });
      const count = thread.unread();
      host.launcher.setUnread(count);
      if (count !== unread) host.emit("unread", (unread = count));
    });
  }

  /** What is on the screen of somebody who looks at it has been read. */
  function noteRead(): void {
    const { conversation } = thread;
    const looking = panel.isOpen && !document.hidden;
    if (!looking || !connection.live || !conversation || !thread.unread()) return;
    const position = thread.lastPosition();
    const told = conversation.id + position;
    if (told !== lastRead) connection.read({ conversation_id: conversation.id, position });
    lastRead = told;
    // Until the hub says so with its next page.
    thread.conversation = { ...conversation, read_position: position };
  }

  const chat = {
    get isOpen() {
      return panel.isOpen;
    },
    open() {
      if (panel.isOpen) return;
      openedAt = Date.now();
      host.launcher.setOpen(true);
      panel.open();
      paint();
      reports.post("/v1/visitor/open");
      host.emit("open", undefined);
    },
    close() {
      if (!panel.isOpen) return;
      panel.close();
      host.launcher.setOpen(false);
      host.launcher.focus();
      host.emit("close", undefined);
    },
    stop() {
      chat.close();
      leaving.abort();
      host.pages.onView = host.onSaid = undefined;
      connection.stop();
      reports.stop();
      panel.remove();
    },
  };

  const on = <K extends keyof WindowEventMap>(type: K, hear: (event: WindowEventMap[K]) => void) => addEventListener(type, hear, { signal });
  on("online", connection.reconnect);
  on("offline", () => {
    connection.drop();
    paint();
  });
  document.addEventListener("visibilitychange", () => {
    connection.look(!document.hidden);
    paint();
  }, { signal });
  // An open connection would keep the page out of the browser's back/forward cache.
  on("pagehide", connection.stop);
  on("pageshow", ({ persisted }) => persisted && connection.start());
  // Another tab wrote, sent or deleted a message.
  on("storage", ({ key }) => key?.startsWith(kept.prefix) && changed());

  connection.start();
  paint();
  return chat;
};
