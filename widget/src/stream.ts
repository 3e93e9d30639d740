/**
 * The link for networks that let no WebSocket through: events are read with fetch, which unlike
 * EventSource carries the token in a header, and messages are posted.
 */

import { eventStream } from "./event_stream";
import { problemOf, type Hub } from "./hub";
import { linkLife, post, type Link, type LinkEvents } from "./link";

export function openStream(hub: Hub, token: string, after: string | undefined, on: LinkEvents): Link {
  const abort = new AbortController();
  const { end, greeted, receive } = linkLife(after, on, () => abort.abort());

  async function follow(): Promise<void> {
    const query = after === undefined ? "" : `?after=${encodeURIComponent(after)}`;
    const response = await hub.fetch(`/v1/visitor/events${query}`, { token, signal: abort.signal });
    if (!response.ok || !response.body) return end(await problemOf(response));
    greeted();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const feed = eventStream();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return end();
      feed(decoder.decode(value, { stream: true })).forEach(receive);
    }
  }
  follow().catch(() => end());

  return {
    send: (message) => post(hub, token, message),
    read: (read) => void hub.ask("PUT", "/v1/visitor/read", { token, body: read }),
    close: end,
  };
}
