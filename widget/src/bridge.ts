/** What the two bundles know of each other: the loader lends a `Host`, the chat answers a `Chat`. */

import type { Language } from "./language";
import type { Pages } from "./pages";
import type { CustomParams } from "./params";
import type { ThreadAuthor } from "./protocol";
import type { Settings } from "./settings";
import type { Store } from "./store";
import type { Dom } from "./view/dom";
import type { Launcher } from "./view/launcher";

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
  emit: Emit;
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
