/** Requests to the hub, each with a time limit, and their three outcomes. */

import { newId } from "./ids";
import type { Problem } from "./protocol";

export type Answer<T> =
  | { ok: T }
  | { refused: Problem }
  /** No answer: whether the hub did it is unknown, so it is repeated with the same id. */
  | { lost: true };

export interface Request {
  token?: string | undefined;
  body?: unknown;
  /** Makes a write safe to repeat; its own each time if not given. */
  key?: string;
  signal?: AbortSignal;
}

export interface Hub {
  readonly address: string;
  /** The response as it comes, for streaming. */
  fetch(path: string, request: Request, method?: string): Promise<Response>;
  ask<T>(method: "GET" | "POST" | "PUT", path: string, request: Request): Promise<Answer<T>>;
}

const TIMEOUT_MS = 15_000;
/** Browsers bound the bodies that may outlive their page to 64 KiB in all. */
const KEEPALIVE_CHARS = 16_384;

export function openHub(address: string): Hub {
  const hub: Hub = {
    address,
    fetch(path, { token, body, key = newId(), signal }, method = "GET") {
      const text = body ? JSON.stringify(body) : null;
      const writes = method !== "GET";
      const headers = {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(text && { "content-type": "application/json" }),
        ...(writes && { "idempotency-key": key }),
      };
      return fetch(address + path, {
        method,
        headers,
        body: text,
        credentials: "omit",
        cache: "no-store",
        keepalive: writes && (text ?? "").length < KEEPALIVE_CHARS,
        signal: signal ?? null,
      });
    },
    async ask(method, path, request) {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
      try {
        const response = await hub.fetch(path, { ...request, signal: abort.signal }, method);
        if (!response.ok) return { refused: await problemOf(response) };
        const text = await response.text();
        return { ok: text && JSON.parse(text) };
      } catch {
        return { lost: true };
      } finally {
        clearTimeout(timer);
      }
    },
  };
  return hub;
}

export async function problemOf(response: Response): Promise<Problem> {
  const { status, headers } = response;
  const problem: Problem = { code: "internal", status, title: "", retry_after_s: Number(headers.get("retry-after")) || 0 };
  // Without a code it is of a proxy in between, most often: the status says all there is.
  const body: Partial<Problem> | null = await response.json().catch(() => null);
  return body?.code ? { ...problem, ...body } : problem;
}
