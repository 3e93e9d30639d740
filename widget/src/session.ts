/** The visitor's session: made when the widget is first opened, then once per page load. */

import type { Host } from "./bridge";
import type { Answer, Hub } from "./hub";
import { withLock } from "./locks";
import type { OpenSession, Session } from "./protocol";
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

export function openSession(hub: Hub, { settings, store, pages, params }: Pick<Host, "settings" | "store" | "pages" | "params">): VisitorSession {
  let current: Session | undefined;

  async function make(): Promise<Answer<Session>> {
    // What a tab stores reaches another a little after its lock does.
    if (!store.kept.get("token")) await pause(STORED_MS);
    const views = pages.take();
    const values = params.take();
    const body: OpenSession = {
      project_key: settings.project,
      token: store.kept.get("token") ?? null,
      ...views,
      device: {
        viewport: `${innerWidth}x${innerHeight}`,
        language: navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      params: values,
    };
    const ask = (body: OpenSession) => hub.ask<Session>("POST", "/v1/visitor/session", { body });
    let answer = await ask(body);
    // Whatever the site set, its visitors can write.
    if ("refused" in answer && answer.refused.code === "field_invalid") answer = await ask({ ...body, seen: [], params: {} });
    if ("ok" in answer) {
      current = answer.ok;
      store.kept.set("token", current.token);
    } else {
      pages.putBack(views);
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
      pages.onView = undefined;
    },
  };
}
