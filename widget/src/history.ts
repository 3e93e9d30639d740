/** What is older than the thread as it came: asked for page by page, while the visitor reads upwards. */

import type { Lent } from "./bridge";
import type { ThreadPage } from "./protocol";

/** Answers a function that asks for the next page, one at a time. */
export function openHistory({ hub, session, thread, changed }: Pick<Lent, "hub" | "session" | "thread" | "changed">): () => Promise<void> {
  let loading = false;
  return async () => {
    const token = session.current?.token;
    const { before } = thread();
    if (loading || !token || !before) return;
    loading = true;
    const answer = await hub.ask<ThreadPage>("GET", `/v1/visitor/messages?before=${encodeURIComponent(before)}`, { token });
    loading = false;
    const now = thread();
    if (now.before !== before) return; // It is of another visitor meanwhile.
    now.olderFailed = !("ok" in answer);
    if ("ok" in answer) now.addOlder(answer.ok);
    changed();
  };
}
