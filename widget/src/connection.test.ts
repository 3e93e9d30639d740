import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openConnection } from "./connection";
import { message, page, setGlobal, until } from "./fakes";
import type { Hub } from "./hub";
import { TYPING_AGAIN_MS, type Problem, type Session, type ThreadPage, type VisitorFrame } from "./protocol";
import type { VisitorSession } from "./session";
import { openStream } from "./stream";

setGlobal("navigator", { onLine: true });
Math.random = () => 0; // Full jitter at its smallest: no waits.

/** The hub's end of each WebSocket that was opened. */
class FakeSocket {
  static OPEN = 1;
  static opened: FakeSocket[] = [];
  readyState = 1;
  got: unknown[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (event: { data: string }) => void;
  constructor() {
    FakeSocket.opened.push(this);
    queueMicrotask(() => this.onopen?.());
  }
  send(text: string) {
    this.got.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
    queueMicrotask(() => this.onclose?.());
  }
  say(frame: VisitorFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}
setGlobal("WebSocket", FakeSocket);
beforeEach(() => FakeSocket.opened.splice(0));

const thread = (content: ThreadPage): VisitorFrame => ({ type: "thread", ...content });
const socket = async (number: number) => {
  await until(() => (FakeSocket.opened[number]?.got.length ?? 0) > 0, `hello on socket ${number}`);
  return FakeSocket.opened[number] as FakeSocket;
};

function connect(more: Partial<Hub> = {}, streamLink = async () => openStream) {
  const pages: ThreadPage[] = [];
  const seen: string[] = [];
  let sessions = 0;
  const made = (): Session => ({ token: `t${sessions}`, visitor_id: "v", project_name: "P", files: { max_bytes: 0, media_types: [] } });
  const session: VisitorSession = { current: made(), open: async () => ({ ok: made() }), expire: () => void sessions++ };
  const hub: Hub = { address: "http://hub.example", fetch: () => Promise.reject(new Error("no stream")), ask: async () => ({ lost: true }), ...more };
  const connection = openConnection(hub, session, streamLink, {
    state: (state) => seen.push(state),
    page: (content) => pages.push(content),
    typing: (name) => seen.push(`${name} types`),
    startOver: () => seen.push("start over"),
    stopped: (verdict: string, { code }: Problem) => seen.push(`${verdict} ${code}`),
  });
  connection.start();
  return { connection, pages, seen };
}

test("a lost connection comes back and resumes from its cursor", async () => {
  const { connection, seen } = connect();
  const first = await socket(0);
  assert.deepEqual(first.got, [{ token: "t0", after: null }]);
  first.say(thread(page([message(1)], { after: "A1" })));
  first.close();
  const second = await socket(1);
  assert.deepEqual(second.got, [{ token: "t0", after: "A1" }]);
  second.say(thread(page([], { after: "A1" })));
  assert.deepEqual(seen, ["connecting", "live", "lost", "live"]);
  connection.stop();
});

test("a connection lost while catching up resumes from the last page that came", async () => {
  const { connection, pages } = connect();
  const first = await socket(0);
  first.say(thread(page([message(1)], { after: "A1", more: true })));
  first.say(thread(page([message(2)], { after: "A2", more: true })));
  first.close();
  const second = await socket(1);
  assert.deepEqual(second.got, [{ token: "t0", after: "A2" }]);
  assert.equal(pages.length, 2);
  connection.stop();
});

test("a hub that has nothing new may stay silent: the link is live all the same", async () => {
  const { connection, seen } = connect();
  const first = await socket(0);
  first.say(thread(page([message(1)], { after: "A1" })));
  first.close();
  await socket(1);
  await until(() => seen.filter((state) => state === "live").length === 2, "live again without a word");
  assert.equal(FakeSocket.opened.length, 2);
  connection.stop();
});

test("a refused token makes a new session, a stale cursor starts the thread over", async () => {
  const { connection, seen } = connect();
  const refusal = (code: Problem["code"], status: number): VisitorFrame => ({ type: "refused", problem: { code, status, title: "" } });
  (await socket(0)).say(thread(page([message(1)], { after: "A1" })));
  FakeSocket.opened[0]?.say(refusal("token_invalid", 401));
  const second = await socket(1);
  assert.deepEqual(second.got, [{ token: "t1", after: "A1" }]);
  second.say(refusal("cursor_stale", 410));
  assert.deepEqual((await socket(2)).got, [{ token: "t1", after: null }]);
  assert.ok(seen.includes("start over"));
  connection.stop();
});

test("a site that is not allowed stops the connection for good", async () => {
  const { seen } = connect();
  (await socket(0)).say({ type: "refused", problem: { code: "origin_not_allowed", status: 403, title: "" } });
  await until(() => seen.includes("give_up origin_not_allowed"), "given up");
  assert.equal(FakeSocket.opened.length, 1);
});

test("a message is answered by its own acknowledgement or refusal, or lost with the link", async () => {
  const { connection } = connect();
  assert.deepEqual(await connection.send({ id: "m0", text: "trop tôt" }), { lost: true });
  const hub = await socket(0);
  hub.say(thread(page([])));
  const [one, two, three] = ["m1", "m2", "m3"].map((id) => connection.send({ id, text: id }));
  hub.say({ type: "refused", id: "m2", problem: { code: "text_empty", status: 422, title: "" } });
  hub.say({ type: "posted", id: "m1", conversation_id: "c", position: 1 });
  hub.close();
  assert.ok("ok" in ((await one) ?? {}));
  assert.ok("refused" in ((await two) ?? {}));
  assert.deepEqual(await three, { lost: true });
  connection.stop();
});

test("two sockets that stay silent bring the event stream", async () => {
  const fetched: string[] = [];
  const { connection, seen } = connect({
    fetch: async (path) => {
      fetched.push(path);
      return new Response(`data: ${JSON.stringify(thread(page([message(1)])))}\n\n`);
    },
  });
  for (const number of [0, 1]) (await socket(number)).close();
  await until(() => seen.includes("live"), "live over the stream");
  assert.deepEqual(fetched.slice(0, 1), ["/v1/visitor/events"]);
  connection.stop();
});

test("a stream whose script does not come is tried no longer than a hub that is away", async () => {
  let asked = 0;
  const { connection } = connect({}, async () => {
    asked++;
    throw new TypeError("Failed to fetch dynamically imported module");
  });
  for (const number of [0, 1]) (await socket(number)).close();
  (await socket(2)).say(thread(page([message(1)])));
  await until(() => connection.live, "live over a socket");
  assert.equal(asked, 1);
  connection.stop();
});

test("the hub is told at most every few seconds that the visitor is writing", async (context) => {
  let now = 1_000_000;
  context.mock.method(Date, "now", () => now);
  const { connection } = connect();
  connection.typing(); // Nobody hears it yet.
  const hub = await socket(0);
  hub.say(thread(page([])));
  const told = () => hub.got.filter((frame) => (frame as { type?: string }).type === "typing").length;
  for (const [wait, times] of [[0, 1], [1, 1], [TYPING_AGAIN_MS - 2, 1], [1, 2], [TYPING_AGAIN_MS * 5, 3]] as const) {
    now += wait;
    connection.typing();
    assert.equal(told(), times, `after ${now - 1_000_000} ms`);
  }
  assert.deepEqual(hub.got[1], { type: "typing" });
  connection.stop();
});

test("who is writing is heard over a socket and over the stream, which says nothing back", async () => {
  const typing: VisitorFrame = { type: "typing", name: "Claire" };
  const posted: string[] = [];
  const streamed = [thread(page([message(1)])), typing].map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join("");
  const { connection, seen } = connect({
    fetch: async () => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(streamed)) })),
    ask: async (_, path) => (posted.push(path), { lost: true }),
  });
  const first = await socket(0);
  first.say(thread(page([])));
  first.say(typing);
  assert.deepEqual(seen.splice(0), ["connecting", "live", "Claire types"]);
  first.close();
  for (const number of [1, 2]) (await socket(number)).close();
  await until(() => seen.includes("Claire types"), "the frame on the stream");
  connection.typing();
  assert.deepEqual(posted, []);
  connection.stop();
});
