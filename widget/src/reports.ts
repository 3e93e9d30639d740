/**
 * What the hub is told besides messages: that the widget was opened, pages visited since, what the site says. In order,
 * each once.
 */

import type { Answer, Hub } from "./hub";
import { newId } from "./ids";
import { afterRefusal } from "./retry";
import type { VisitorSession } from "./session";
import { worker } from "./work";

export interface Reports {
  /** `told` hears the hub's last word on it. */
  post<T>(path: string, body?: object, told?: (answer: Answer<T>) => void): void;
  /** Tells what waits, if there is a session; called again when there is one. */
  flush(): Promise<void>;
  stop(): void;
}

interface Report {
  key: string;
  path: string;
  body: object | undefined;
  told: ((answer: Answer<never>) => void) | undefined;
}

const MOST = 50;

export function openReports(hub: Hub, session: VisitorSession): Reports {
  let waiting: Report[] = [];

  const flush = worker(async () => {
    const token = session.current?.token;
    const report = waiting[0];
    if (!token || !report) return "idle";
    const answer = await hub.ask<never>("POST", report.path, { token, ...report });
    const problem = "refused" in answer ? answer.refused : undefined;
    const verdict = problem && afterRefusal(problem);
    if (verdict === "new_session") return "idle";
    if ("lost" in answer || verdict === "retry") return problem ?? {};
    waiting = waiting.filter((other) => other !== report);
    report.told?.(answer);
    return "done";
  });

  return {
    post(path, body, told) {
      waiting = [...waiting, { key: newId(), path, body, told }].slice(-MOST);
      void flush();
    },
    flush,
    stop() {
      waiting = [];
    },
  };
}
