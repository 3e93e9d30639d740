/** The visitor's session: made when the widget is first opened, then once per page load. */

import type { Cards, Host } from "./bridge";
import type { Answer, Hub } from "./hub";
import { withLock } from "./locks";
import type { OpenSession, Session } from "./protocol";
import type { Said } from "./said";
import { pause } from "./work";

export interface VisitorSession {
  /** Set while there is a session. */
  readonly current: Session | undefined;
  /** The session of this page load; asks the hub if there is none yet. */
  open(): Promise<Answer<Session>>;
  /** The hub no longer takes its token. */
  expire(): void;
}

const STORED_MS = 150;

export function openSession(
  hub: Hub,
  host: Pick<Host, "settings" | "store" | "pages" | "params" | "onSaid">,
  /** Fetches what few sites need. */
  cards: () => Promise<Pick<Cards, "said">>,
): VisitorSession {
  const { settings, store, pages, params } = host;
  let current: Session | undefined;

  async function make(): Promise<Answer<Session>> {
    // What a tab stores reaches another a little after its lock does.
    if (!store.kept.get("token")) await pause(STORED_MS);
    const { page, seen } = pages.take();
    const values = params.take();
    const said = store.tab.get("said") && (await cards().catch(() => undefined))?.said();
    const plain = {
      project_key: settings.project,
      token: store.kept.get("token") ?? null,
      page,
      device: {
        viewport: `${innerWidth}x${innerHeight}`,
        language: navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    };
    const ask = (body: Partial<OpenSession>) => hub.ask<Session>("POST", "/v1/visitor/session", { body });
    let answer = await ask({ ...plain, seen, params: values, ...(said as Said | undefined) });
    // Whatever the site says, its visitors can write.
    if ("refused" in answer && answer.refused.status === 422) answer = await ask(plain);
    if ("ok" in answer) {
      current = answer.ok;
      store.kept.set("token", current.token);
    } else {
      pages.putBack({ page, seen });
      params.putBack(values);
    }
    return answer;
  }

  return {
    get current() {
      return current;
    },
    // One tab at a time: two that open at once must not make two visitors.
    open: async () => (current ? { ok: current } : withLock(`${store.kept.prefix}session`, make)),
    expire() {
      current = undefined;
      pages.onView = host.onSaid = undefined;
    },
  };
}
