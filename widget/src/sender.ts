/** Sends what is in the queue, one after another, by one tab at a time. */

import type { Connection } from "./connection";
import { withLock } from "./locks";
import type { Queue } from "./queue";
import { afterRefusal } from "./retry";
import { worker, type Step } from "./work";

/** Answers a function to call when the queue or the connection changes. */
export function openSender(
  queue: Queue,
  connection: Pick<Connection, "live" | "send" | "renew">,
  lock: string,
  changed: () => void,
): () => Promise<void> {
  async function one(): Promise<Step> {
    const message = queue.next();
    if (!message) return "idle";
    const { id, text, card } = message;
    const answer = await connection.send(card ? { id, file: card.file } : { id, text });
    if ("lost" in answer) return {};
    if ("ok" in answer) {
      queue.acknowledged(id);
      return "done";
    }
    const verdict = afterRefusal(answer.refused);
    if (verdict === "new_session") connection.renew();
    else if (verdict !== "retry" && verdict !== "start_over") {
      queue.failed(message, answer.refused.code);
      return "done";
    }
    return answer.refused;
  }

  return worker(async () => {
    if (!connection.live) return "idle";
    // The lock spans one attempt only: a tab that cannot reach the hub must not hold up one that can.
    const step = await withLock(lock, one);
    changed();
    return step;
  });
}
