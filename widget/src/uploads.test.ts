import assert from "node:assert/strict";
import { File } from "node:buffer";
import { test } from "node:test";
import { fakeArea, setGlobal, until } from "./fakes";
import { openHub } from "./hub";
import type { Problem, Session } from "./protocol";
import { openQueue } from "./queue";
import { openUploads } from "./uploads";

Math.random = () => 0; // Full jitter at its smallest: no waits.

const MEGA = 1_000_000;
const bytes = (size: number, name = "plan.pdf") => new File([new Uint8Array(size)], name) as unknown as globalThis.File;

/** The hub's end of the road, as tus 1.0 has it. `meet` may answer in its place, or break the connection. */
function fakeHub() {
  const files = new Map<string, { size: number; name: string; offset: number }>();
  const log: string[] = [];
  const hub = { files, log, meet: (_request: string, _signal?: AbortSignal | null): Response | Promise<Response> | undefined => undefined };
  setGlobal("fetch", async (address: string, { method = "", headers, body, signal }: RequestInit) => {
    const given = new Headers(headers);
    const id = address.split("/v1/visitor/files/")[1] ?? "";
    const offset = Number(given.get("upload-offset"));
    const length = (body as ArrayBuffer | undefined)?.byteLength ?? 0;
    const request = method === "PATCH" ? `PATCH ${offset}+${length}` : method;
    log.push(request);
    assert.equal(given.get("authorization"), "Bearer t");
    assert.equal(given.get("tus-resumable"), "1.0.0");
    const met = await hub.meet(request, signal);
    if (met) return met;
    const told = (of?: { offset: number }) => ({ "upload-offset": String(of?.offset ?? 0) });
    if (method === "POST") {
      const name = Buffer.from(given.get("upload-metadata")?.replace("filename ", "") ?? "", "base64").toString();
      files.set(given.get("idempotency-key") ?? "", { size: Number(given.get("upload-length")), name, offset: 0 });
      return new Response(null, { status: 201 });
    }
    const file = files.get(id);
    if (!file) return problem("file_unknown", 404);
    if (method === "DELETE") files.delete(id);
    if (method === "PATCH" && offset !== file.offset) return problem("upload_offset_wrong", 409);
    if (method === "PATCH") file.offset += length;
    return new Response(null, { status: method === "HEAD" ? 200 : 204, headers: told(file) });
  });
  return hub;
}

const problem = (code: Problem["code"], status: number) => Response.json({ code, status, title: "" }, { status });
const lost = () => Promise.reject(new TypeError("Failed to fetch"));

/** Meets the request that begins so with what comes, once. */
function once(request: string, answer: () => Response | Promise<Response>): (asked: string) => Response | Promise<Response> | undefined {
  let met = false;
  return (asked) => {
    if (met || !asked.startsWith(request)) return undefined;
    met = true;
    return answer();
  };
}

function openTab(maxBytes = 100 * MEGA) {
  const queue = openQueue(fakeArea());
  const current: Session = { token: "t", visitor_id: "v", project_name: "P", files: { max_bytes: maxBytes, media_types: [] } };
  const connection = { live: true, renewed: 0, renew: () => void connection.renewed++ };
  const leaving = new AbortController();
  const lent = {
    hub: openHub("http://hub.example"),
    session: { current, open: async () => ({ ok: current }), expire() {} },
    connection,
    queue,
    changed() {},
    signal: leaving.signal,
  };
  const uploads = openUploads(lent);
  return { uploads, queue, rows: uploads.rows, connection, leaving };
}

test("a file goes up in pieces that show how far it is, and its message is queued once under its row's id (C2)", async () => {
  const { files, log } = fakeHub();
  const { uploads, rows, queue } = openTab();
  uploads.attach([bytes(2.5 * MEGA, "été 🌞.pdf")]);
  const [row] = rows();
  assert.ok(row?.card);
  const { id, card } = row;
  const upload = uploads.get(id);
  assert.ok(upload);
  const shown: number[] = [];
  upload.show = () => shown.push(upload.sent);
  await until(() => !rows().length, "the upload's end");
  assert.deepEqual(log, ["POST", `PATCH 0+${MEGA}`, `PATCH ${MEGA}+${1.5 * MEGA}`]);
  assert.deepEqual(shown, [MEGA, 2.5 * MEGA]);
  assert.deepEqual(files.get(card.file), { size: 2.5 * MEGA, name: "été 🌞.pdf", offset: 2.5 * MEGA });
  assert.deepEqual(queue.all().map((message) => [message.id, message.text, message.card, message.state]), [[id, "été 🌞.pdf", card, "waiting"]]);
});

test("after a lost connection an upload goes on from what the hub has", async () => {
  const hub = fakeHub();
  hub.meet = once(`PATCH ${MEGA}`, () => {
    for (const file of hub.files.values()) file.offset += 300_000; // Half of the piece came through.
    return lost();
  });
  const { uploads, rows, queue } = openTab();
  uploads.attach([bytes(2 * MEGA)]);
  await until(() => !rows().length, "the upload's end");
  assert.deepEqual(hub.log, ["POST", `PATCH 0+${MEGA}`, `PATCH ${MEGA}+${MEGA}`, "HEAD", "PATCH 1300000+700000"]);
  assert.equal(queue.all().length, 1);
});

test("an offset that the hub does not have is asked for again", async () => {
  const hub = fakeHub();
  hub.meet = once("PATCH 0", () => problem("upload_offset_wrong", 409));
  const { uploads, rows } = openTab();
  uploads.attach([bytes(10)]);
  await until(() => !rows().length, "the upload's end");
  assert.deepEqual(hub.log, ["POST", "PATCH 0+10", "HEAD", "PATCH 0+10"]);
});

test("a last answer that was lost is asked for again without bytes, and the message is queued once", async () => {
  const hub = fakeHub();
  hub.meet = once("PATCH 0", () => {
    for (const file of hub.files.values()) file.offset = file.size;
    return lost();
  });
  const { uploads, rows, queue } = openTab();
  uploads.attach([bytes(10)]);
  await until(() => !rows().length, "the upload's end");
  assert.deepEqual(hub.log, ["POST", "PATCH 0+10", "HEAD", "PATCH 10+0"]);
  assert.equal(queue.all().length, 1);
});

test("without a connection nothing is sent; with the next one it goes on by itself", async () => {
  const { log } = fakeHub();
  const { uploads, rows, connection } = openTab();
  connection.live = false;
  uploads.attach([bytes(10)]);
  await until(() => rows().length === 1, "its row");
  assert.deepEqual(log, []);
  connection.live = true;
  uploads.resume();
  await until(() => !rows().length, "the upload's end");
});

test("a file that is too large or empty is refused before anything is sent (C2)", () => {
  const { log } = fakeHub();
  const { uploads, rows } = openTab(MEGA);
  uploads.attach([bytes(MEGA + 1), bytes(0)]);
  assert.deepEqual(rows().map(({ state, cause }) => [state, cause]), [["failed", "file_too_large"], ["failed", "file_empty"]]);
  uploads.discard(rows()[0]?.id ?? "");
  assert.equal(rows().length, 1);
  assert.deepEqual(log, []);
});

test("a file of exactly the limit passes (C2)", async () => {
  fakeHub();
  const { uploads, rows, queue } = openTab(MEGA);
  uploads.attach([bytes(MEGA)]);
  await until(() => !rows().length, "the upload's end");
  assert.equal(queue.all().length, 1);
});

test("a cancelled upload stops, is taken back from the hub, and lets the next one go", async () => {
  const hub = fakeHub();
  const hangs = (signal?: AbortSignal | null) => new Promise<Response>((_, fail) => signal?.addEventListener("abort", () => fail(new Error("aborted"))));
  hub.meet = (request, signal) => (request === "PATCH 0+10" ? hangs(signal) : undefined);
  const { uploads, rows, queue } = openTab();
  uploads.attach([bytes(10, "a.pdf"), bytes(20, "b.pdf"), bytes(30, "c.pdf")]);
  await until(() => hub.log.includes("PATCH 0+10"), "the first piece");
  uploads.discard(rows()[1]?.id ?? ""); // Of this one the hub has not heard.
  uploads.discard(rows()[0]?.id ?? "");
  await until(() => !rows().length, "the end of the last");
  assert.deepEqual(hub.log, ["POST", "PATCH 0+10", "DELETE", "POST", "PATCH 0+30"]);
  assert.deepEqual(queue.all().map(({ text }) => text), ["c.pdf"]);
  assert.deepEqual([...hub.files.values()].map(({ name }) => name), ["c.pdf"]);
});

test("a refusal of the hub is shown and holds nothing up; tried again, the file begins anew under another id", async () => {
  const hub = fakeHub();
  hub.meet = once("POST", () => problem("file_quota_reached", 429));
  const { uploads, rows, queue } = openTab();
  uploads.attach([bytes(10, "a.pdf"), bytes(20, "b.pdf")]);
  const first = rows()[0]?.card?.file;
  await until(() => queue.all().length === 1, "the second in the queue");
  assert.deepEqual(rows().map(({ text, state, cause }) => [text, state, cause]), [["a.pdf", "failed", "file_quota_reached"]]);
  uploads.retry(rows()[0]?.id ?? "");
  assert.notEqual(rows()[0]?.card?.file, first);
  await until(() => !rows().length, "the end of the first");
  assert.deepEqual(queue.all().map(({ text }) => text), ["b.pdf", "a.pdf"]);
});

test("a busy hub is waited for, a token that it no longer takes is renewed", async () => {
  const hub = fakeHub();
  const answers = [problem("unavailable", 503), problem("token_invalid", 401)];
  hub.meet = (request) => (request.startsWith("PATCH") ? answers.shift() : undefined);
  const { uploads, rows, connection } = openTab();
  uploads.attach([bytes(10)]);
  await until(() => !rows().length, "the upload's end");
  assert.deepEqual(hub.log, ["POST", "PATCH 0+10", "HEAD", "PATCH 0+10", "HEAD", "PATCH 0+10"]);
  assert.equal(connection.renewed, 1);
});

test("a file that can no longer be read from the disk is refused", async () => {
  fakeHub();
  const { uploads, rows } = openTab();
  const gone = Object.assign(bytes(10), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) });
  uploads.attach([gone]);
  await until(() => rows()[0]?.state === "failed", "the refusal");
  assert.equal(rows()[0]?.cause, "file_unknown");
});

test("a chat that is stopped stops its uploads", async () => {
  const hub = fakeHub();
  let aborted = false;
  hub.meet = (_, signal) => new Promise((_, fail) => signal?.addEventListener("abort", () => fail(new Error((aborted = true).toString()))));
  const { uploads, queue, leaving } = openTab();
  uploads.attach([bytes(10)]);
  await until(() => hub.log.length === 1, "the beginning");
  leaving.abort();
  await until(() => aborted, "the end");
  assert.deepEqual(queue.all(), []);
});
