/** Files of the thread: their bytes can be asked for with the visitor's token only, so no address of them can be shown. */

import type { Lent } from "./bridge";
import { problemOf } from "./hub";
import { afterRefusal, retryDelay } from "./retry";
import { pause } from "./work";

export interface Files {
  /** A file as it was sent. Nothing if the hub refuses it or cannot be reached for a while. */
  original(file: string): Promise<Blob | undefined>;
  /** A picture as the hub drew it. */
  thumbnail(file: string): Promise<Blob | undefined>;
}

const ATTEMPTS = 5;

export function openFiles({ hub, session, signal }: Pick<Lent, "hub" | "session" | "signal">): Files {
  async function read(path: string): Promise<Blob | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt++) {
      let wait = 0;
      try {
        const response = await hub.fetch(`/v1/visitor/files/${path}`, { token: session.current?.token, signal });
        if (response.ok) return await response.blob();
        const problem = await problemOf(response);
        if (afterRefusal(problem) !== "retry") return undefined;
        wait = problem.retry_after_s ?? 0;
      } catch {
        // Lost: once more.
      }
      await pause(retryDelay(attempt, Math.random(), wait));
    }
    return undefined;
  }

  return { original: read, thumbnail: (file) => read(`${file}/thumbnail`) };
}
