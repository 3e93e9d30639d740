import assert from "node:assert/strict";
import { test } from "node:test";
import { message, page, setGlobal, threadOf, until } from "./fakes";
import { openHub } from "./hub";
import type { Form, Problem, Session } from "./protocol";
import { openReplies } from "./replies";

Math.random = () => 0; // Full jitter at its smallest: no waits.

const option = { id: "a", label: "Conseil" };
const form: Form = { title: "Vous", fields: [{ key: "email", kind: "email", label: "E-mail", required: true }, { key: "note", kind: "text", label: "Note", required: false }] };
const opening = { version: "v1", items: [{ id: "q1", body: { kind: "choice", ...option } }] };
const posted = () => Response.json({ id: "x", conversation_id: "c1", position: 3 });
const lost = () => Promise.reject(new TypeError("Failed to fetch"));
const refusal = (code: Problem["code"], status: number, more: Partial<Problem> = {}) =>
  Response.json({ code, status, title: "", ...more }, { status });

/** A tab, and what the hub gets from it; `meet` answers in turn, the last one again and again. */
function openTab(...meet: (() => Response | Promise<Response>)[]) {
  const got: { path: string; key: string | null; body: Record<string, unknown> }[] = [];
  setGlobal("fetch", async (address: string, { headers, body }: RequestInit) => {
    const given = new Headers(headers);
    assert.equal(given.get("authorization"), "Bearer t");
    const path = address.replace("http://hub.example/v1/visitor/", "");
    got.push({ path, key: given.get("idempotency-key"), body: JSON.parse(String(body)) });
    return (meet[got.length - 1] ?? meet[meet.length - 1] ?? posted)();
  });
  const current: Session = { token: "t", visitor_id: "v", project_name: "P", files: { max_bytes: 0, media_types: [] } };
  const connection = { live: true, renewed: 0, renew: () => void connection.renewed++ };
  const leaving = new AbortController();
  let thread = threadOf([], { conversation: null, opening });
  const replies = openReplies({
    hub: openHub("http://hub.example"),
    session: { current, open: async () => ({ ok: current }), expire() {} },
    connection,
    thread: () => thread,
    changed() {},
    signal: leaving.signal,
  });
  const states = () => replies.rows().map(({ text, state, cause }) => [text, state, ...(cause ? [cause] : [])]);
  /** The thread comes to have a message of this id. */
  const shown = (id: string) => void thread.addNewer(page([message(thread.messages.length + 1, { id })]));
  return { replies, got, states, connection, shown, leaving };
}

test("an answer to the opening names its version, a later one does not (A11)", async () => {
  const { replies, got, states, shown } = openTab();
  replies.pick("q1", option);
  assert.deepEqual(states(), [["Conseil", "waiting"]]);
  await until(() => states()[0]?.[1] === "sent", "sent");
  const [first] = got;
  assert.deepEqual(first, { path: "choices", key: first?.body["id"], body: { id: first?.key, question: "q1", option: "a", opening: "v1" } });
  for (const id of ["q1", first?.key ?? ""]) shown(id);
  assert.deepEqual(states(), [], "the thread has it");
  replies.fill("f1", form, { email: " a@b.fr ", note: " " });
  await until(() => states()[0]?.[1] === "sent", "sent");
  assert.deepEqual(got[1], { path: "forms", key: got[1]?.body["id"], body: { id: got[1]?.key, form: "f1", answers: { email: "a@b.fr" } } });
});

test("an answer given without a connection is sent once it is back, once, under one id", async () => {
  const { replies, got, states, connection } = openTab(lost, posted);
  connection.live = false;
  replies.pick("q1", option);
  replies.pick("q1", { id: "b", label: "Rappel" });
  replies.resume();
  await new Promise(setImmediate);
  assert.deepEqual([got, states()], [[], [["Conseil", "waiting"]]]);
  connection.live = true;
  replies.resume();
  await until(() => states()[0]?.[1] === "sent", "sent");
  replies.resume();
  assert.equal(got.length, 2, "one answer was lost on the way back");
  assert.deepEqual(got[0], got[1]);
});

test("an answer that the thread shows has arrived, whatever became of its acknowledgement", async () => {
  const { replies, got, states, shown } = openTab(async () => {
    shown(got[0]?.key ?? "");
    return lost();
  });
  replies.pick("q1", option);
  await until(() => got.length === 1 && !states().length, "the thread's");
  await new Promise(setImmediate);
  assert.equal(got.length, 1);
});

test("an answer that is not awaited any more goes away in silence", async () => {
  const { replies, states, got } = openTab(() => refusal("answer_not_awaited", 409));
  replies.pick("q1", option);
  await until(() => got.length === 1 && !states().length, "gone");
});

test("a refused field is named until its form is sent again; a field that the form does not have fails as a whole", async () => {
  const { replies, states, got } = openTab(
    () => refusal("field_invalid", 422, { detail: "email" }),
    () => refusal("field_invalid", 422, { detail: "the form has no such field" }),
  );
  replies.fill("f1", form, { email: "a@b.fr" });
  await until(() => !!replies.refusedField("f1"), "the refusal");
  assert.deepEqual([replies.refusedField("f1"), states()], ["email", []]);
  replies.fill("f1", form, { email: "c@d.fr" });
  assert.equal(replies.refusedField("f1"), undefined);
  await until(() => states()[0]?.[1] === "failed", "the second refusal");
  assert.deepEqual([states(), got.length], [[["Vous", "failed", "field_invalid"]], 2]);
});

test("a busy hub is asked again, any other refusal waits for the visitor", async () => {
  const { replies, states, got } = openTab(() => refusal("unavailable", 503), () => refusal("not_found", 404), posted);
  replies.pick("q1", option);
  await until(() => states()[0]?.[1] === "failed", "the refusal");
  const [{ id } = { id: "" }] = replies.rows();
  replies.retry(id);
  await until(() => states()[0]?.[1] === "sent", "sent");
  const keys = got.map(({ key }) => key);
  assert.deepEqual([keys[0] === keys[1], keys[1] === keys[2]], [true, false], "a new id for what was refused");
  assert.deepEqual(got[2]?.body, { ...got[0]?.body, id: keys[2] });
});

test("a token that is no longer taken makes a new session and keeps the answer", async () => {
  const { replies, states, connection } = openTab(() => {
    connection.live = false;
    return refusal("token_invalid", 401);
  });
  replies.pick("q1", option);
  await until(() => connection.renewed === 1, "renewed");
  assert.deepEqual(states(), [["Conseil", "waiting"]]);
});

test("a chat that is stopped sends nothing more", async () => {
  const { replies, got, leaving, connection } = openTab();
  connection.live = false;
  replies.pick("q1", option);
  leaving.abort();
  connection.live = true;
  replies.resume();
  await new Promise(setImmediate);
  assert.deepEqual([got, replies.rows()], [[], []]);
});
