/** What the hub is told besides messages: that the widget was opened, and pages visited since. In order, each once. */

import type { Hub } from "./hub";
import { newId } from "./ids";
import type { PageView, ViewPage } from "./protocol";
import { afterRefusal } from "./retry";
import type { VisitorSession } from "./session";
import { worker } from "./work";

export interface Reports {
  opened(): void;
  viewed(page: PageView): void;
  /** Tells what waits, if there is a session; called again when there is one. */
  flush(): Promise<void>;
  stop(): void;
}

interface Report {
  id: string;
  path: string;
  body?: ViewPage;
}

const MOST = 50;

export function openReports(hub: Hub, session: VisitorSession): Reports {
  let waiting: Report[] = [];

  const flush = worker(async () => {
    const token = session.current?.token;
    const report = waiting[0];
    if (!token || !report) return "idle";
    const answer = await hub.ask("POST", report.path, { token, body: report.body, key: report.id });
    const problem = "refused" in answer ? answer.refused : undefined;
    const verdict = problem && afterRefusal(problem);
    if (verdict === "new_session") return "idle";
    if ("lost" in answer || verdict === "retry") return problem ?? {};
    waiting = waiting.filter((other) => other !== report);
    return "done";
  });

  function add(report: Report): void {
    waiting = [...waiting, report].slice(-MOST);
    void flush();
  }

  return {
    opened: () => add({ id: newId(), path: "/v1/visitor/open" }),
    viewed(page) {
      const id = newId();
      add({ id, path: "/v1/visitor/pages", body: { id, page } });
    },
    flush,
    stop() {
      waiting = [];
    },
  };
}
