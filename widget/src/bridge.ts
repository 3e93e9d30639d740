/**
 * What the three bundles know of each other: the loader lends a `Host` and the chat answers a `Chat`; the
 * chat lends what is in `Lent` and cards.js answers `Cards`.
 */

import type { Connection } from "./connection";
import type { Hub } from "./hub";
import type { Language } from "./language";
import type { OpenLink } from "./link";
import type { Pages } from "./pages";
import type { CustomParams } from "./params";
import type { ThreadAuthor } from "./protocol";
import type { Queue } from "./queue";
import type { Reports } from "./reports";
import type { Said } from "./said";
import type { VisitorSession } from "./session";
import type { Settings } from "./settings";
import type { Store } from "./store";
import type { Thread } from "./thread";
import type { Dom } from "./view/dom";
import type { Launcher } from "./view/launcher";
import type { Panel } from "./view/panel";
import type { MessageRow, Underway } from "./view/rows";
import type { Words } from "./words";

/** What the site hears through `pupitre('on', event, handler)`. */
export interface SiteEvents {
  open: undefined;
  close: undefined;
  /** Somebody wrote to the visitor. */
  message: { id: string; conversation_id: string; author: ThreadAuthor; author_name: string | undefined; text: string; at: number };
  /** How many messages the visitor has not seen. */
  unread: number;
}

export type Emit = <E extends keyof SiteEvents>(event: E, payload: SiteEvents[E]) => void;

export interface Host {
  settings: Settings;
  language: Language;
  store: Store;
  dom: Dom;
  root: ShadowRoot;
  launcher: Launcher;
  pages: Pages;
  params: CustomParams;
  /** Set while there is a session: the site said something of its visitor, which lies in the tab. */
  onSaid?: (() => void) | undefined;
  emit: Emit;
  /** Fetches one of the hub's scripts. */
  load<T>(script: string): Promise<T>;
  /** The hub will never serve this site as it stands: take the launcher away and say why. */
  giveUp(why: string): void;
}

export interface Chat {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  /** Leaves the hub and the page; what is unsent stays stored. */
  stop(): void;
}

export type StartChat = (host: Host) => Chat;

export interface Lent {
  host: Host;
  words: Words;
  hub: Hub;
  session: VisitorSession;
  connection: Pick<Connection, "live" | "renew">;
  post: Reports["post"];
  queue: Pick<Queue, "add" | "retry" | "discard">;
  panel: Pick<Panel, "complain" | "focus" | "thread">;
  thread(): Thread;
  /** Set by cards.js: what is on its way to the hub outside the queue, as the thread shows it. */
  underway(): Underway[];
  /** Has the chat look at it and at the queue. */
  changed(): void;
  /** Set by cards.js, called when the hub is there again. */
  resume(): void;
  /** The chat has been stopped. */
  signal: AbortSignal;
}

export interface Cards {
  /** Draws a row's card in place of its words, and what can be done if it failed. */
  complete(drawn: HTMLElement, row: MessageRow): void;
  /** Sends files that the visitor chose, dropped or pasted. */
  attach(files: readonly File[]): void;
  /** What the site said of its visitor, for a session that is being made. */
  said(): Said;
  /** The same, while there is one. */
  say(): void;
  /** Asks for what is older than what is shown. */
  loadOlder(): void;
  /** Says that a text of so many characters is too long. */
  tooLong(count: number): void;
  /** Shows who is writing; nobody: "". */
  typing(name: string): void;
  /** The link for networks that let no WebSocket through. */
  openStream: OpenLink;
}

export type OpenCards = (lent: Lent) => Cards;
