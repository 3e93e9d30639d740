/** The hub's road for sending a file: tus 1.0 (core, creation, termination), one request each. */

import { problemOf, type Answer, type Hub } from "./hub";
import type { FileItem } from "./queue";

export interface Call {
  token: string;
  signal: AbortSignal;
}

/** Where an answer holds a number, it is how many bytes the hub has. */
export interface Tus {
  /** Harmless when repeated: the file's id is ours. */
  begin(file: FileItem, call: Call): Promise<Answer<number>>;
  offset(file: string, call: Call): Promise<Answer<number>>;
  append(file: string, from: number, bytes: ArrayBuffer, call: Call): Promise<Answer<number>>;
  /** Lets go of what was sent. What does not reach the hub, it lets go of by itself later. */
  end(file: string, token: string): void;
}

/** A megabyte over the slowest network that can be borne; the last piece is answered when the file has been read. */
const TIMEOUT_MS = 120_000;

export function openTus({ address }: Pick<Hub, "address">): Tus {
  function send(method: string, path: string, token: string, more: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, "tus-resumable": "1.0.0", ...more.headers };
    return fetch(`${address}/v1/visitor/files${path}`, { credentials: "omit", cache: "no-store", ...more, method, headers });
  }

  async function ask(method: string, path: string, { token, signal }: Call, more: RequestInit = {}): Promise<Answer<number>> {
    const abort = new AbortController();
    const stop = () => abort.abort();
    const timer = setTimeout(stop, TIMEOUT_MS);
    signal.addEventListener("abort", stop);
    try {
      const response = await send(method, path, token, { ...more, signal: abort.signal });
      if (!response.ok) return { refused: await problemOf(response) };
      return { ok: Number(response.headers.get("upload-offset")) };
    } catch {
      return { lost: true };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  }

  return {
    begin({ file, name, size }, call) {
      const utf8 = String.fromCharCode(...new TextEncoder().encode(name));
      const headers = { "idempotency-key": file, "upload-length": String(size), "upload-metadata": `filename ${btoa(utf8)}` };
      return ask("POST", "", call, { headers });
    },
    offset: (file, call) => ask("HEAD", `/${file}`, call),
    append(file, from, bytes, call) {
      const headers = { "upload-offset": String(from), "content-type": "application/offset+octet-stream" };
      return ask("PATCH", `/${file}`, call, { headers, body: bytes });
    },
    end(file, token) {
      send("DELETE", `/${file}`, token, { keepalive: true }).catch(() => undefined);
    },
  };
}
