/** Decisions after a failure, as pure functions: how long to wait, and what a refusal means. */

import type { Problem } from "./protocol";

const BASE_MS = 500;
const MOST_MS = 30_000;

/**
 * How long to wait before attempt number `attempt` (0 is the first repetition): exponential with
 * full jitter, so that the browsers that one outage cut off do not all come back at once. What
 * the hub asked for (`retry_after_s`) is always waited out.
 */
export function retryDelay(attempt: number, random: number, retryAfterS?: number): number {
  const ceiling = Math.min(MOST_MS, BASE_MS * 2 ** Math.min(attempt, 16));
  return (retryAfterS ?? 0) * 1000 + random * ceiling;
}

export type Verdict =
  /** The same again later. */
  | "retry"
  /** The token is worth nothing: make a session, keep what is unsent. */
  | "new_session"
  /** The cursor is of another database: forget the thread and ask for its newest page. */
  | "start_over"
  /** The site is set up wrongly: take the widget away. */
  | "give_up"
  /** This visitor is not served (blocked): a plain offline screen. */
  | "shut_out"
  /** This one thing will never be taken. */
  | "final";

/** Goes by the status where it says enough, so that codes of a newer hub are understood too. */
export function afterRefusal({ code, status }: Problem): Verdict {
  if (code === "origin_not_allowed" || code === "project_unknown") return "give_up";
  if (status === 403) return "shut_out";
  if (status === 401) return "new_session";
  if (status === 410) return "start_over";
  return status === 429 || status >= 500 ? "retry" : "final";
}
