/** The usual link: a WebSocket. The token goes in its first frame, never in the address. */

import type { Answer, Hub } from "./hub";
import { linkLife, post, type Link, type LinkEvents } from "./link";
import type { Posted, VisitorHello, VisitorSends } from "./protocol";

/** An acknowledgement that takes longer means that the connection is dead. */
const ACK_MS = 12_000;
/** The hub takes frames of at most 64 KiB, and JSON makes up to six bytes of a character: longer texts are posted. */
const FRAME_CHARS = 10_000;

export function openSocket(hub: Hub, token: string, after: string | undefined, on: LinkEvents): Link {
  const waiting = new Map<string, (answer: Answer<Posted>) => void>();
  let socket: WebSocket | undefined;
  const { end, greeted, receive } = linkLife(after, on, () => {
    for (const answer of waiting.values()) answer({ lost: true });
    socket?.close();
  });
  const isOpen = () => socket?.readyState === WebSocket.OPEN;
  const send = (frame: VisitorSends | VisitorHello) => isOpen() && socket?.send(JSON.stringify(frame));
  try {
    socket = new WebSocket(`${hub.address.replace(/^http/, "ws")}/v1/visitor/live`);
    socket.onopen = () => {
      send({ token, after: after ?? null });
      greeted();
    };
    socket.onclose = socket.onerror = () => end();
    socket.onmessage = ({ data }) => {
      const frame = receive(data);
      if (frame?.type === "posted") waiting.get(frame.id)?.({ ok: frame });
      else if (frame?.type === "refused") waiting.get(frame.id ?? "")?.({ refused: frame.problem });
      // Other types are of a newer hub.
    };
  } catch {
    // Refused by the page's CSP or an extension: as a socket that closes at once.
    setTimeout(end);
  }

  return {
    send(message) {
      if ((message.text ?? "").length > FRAME_CHARS) return post(hub, token, message);
      return new Promise((resolve) => {
        if (!isOpen()) return resolve({ lost: true });
        const late = setTimeout(end, ACK_MS);
        waiting.set(message.id, (answer) => {
          clearTimeout(late);
          waiting.delete(message.id);
          resolve(answer);
        });
        send({ type: "message", ...message });
      });
    },
    read: (read) => void send({ type: "read", ...read }),
    typing: () => void send({ type: "typing" }),
    close: end,
  };
}
