/** Work that is done piece by piece, one at a time, with longer waits after each failure. */

import type { Problem } from "./protocol";
import { retryDelay } from "./retry";

/** How a piece went: done, nothing left (or no way to do it now), or once more after a wait. */
export type Step = "done" | "idle" | Pick<Problem, "retry_after_s">;

/** Answers a function that starts the work, or has it look again if it is going on. */
export function worker(step: () => Promise<Step>): () => Promise<void> {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    for (let attempt = 0; again; ) {
      again = false;
      const result = await step();
      if (result === "idle") continue;
      again = true;
      if (result === "done") attempt = 0;
      else await pause(retryDelay(attempt++, Math.random(), result.retry_after_s));
    }
    running = false;
  };
}

export const pause = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));
