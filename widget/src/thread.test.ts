import assert from "node:assert/strict";
import { test } from "node:test";
import { message, page } from "./fakes";
import { itemOf, newThread } from "./thread";

test("pages that overlap, repeat or come from both ends give one ordered thread", () => {
  const thread = newThread();
  thread.addNewer(page([message(5), message(6)], { before: "b5", more: true }));
  thread.addNewer(page([message(6), message(7)]));
  thread.addOlder(page([message(3), message(4)], { before: "b3", more: true }));
  assert.deepEqual(thread.messages.map(({ position }) => position), [3, 4, 5, 6, 7]);
  assert.equal(thread.before, "b3");
  thread.addOlder(page([message(1), message(2)], { more: false }));
  assert.equal(thread.before, undefined);
});

test("an earlier conversation stays before a later one whatever its positions", () => {
  const thread = newThread();
  thread.addNewer(page([message(1, { id: "n", conversation_id: "c2" })], { before: "b", more: true }));
  thread.addOlder(page([message(8), message(9)]));
  assert.deepEqual(thread.messages.map(({ id }) => id), ["m8", "m9", "n"]);
});

test("only what is new here is answered", () => {
  const thread = newThread();
  thread.addNewer(page([message(1)]));
  assert.deepEqual(thread.addNewer(page([message(1), message(2)])).map(({ id }) => id), ["m2"]);
});

test("unread counts texts of others after the read position of the latest conversation", () => {
  const thread = newThread();
  const messages = [
    message(1),
    message(2),
    message(3, { author: "visitor" }),
    message(4, { author: "system", body: { kind: "joined", agent: { id: "a", name: "Claire" } } }),
    message(5, { body: { kind: "file", file: "f", name: "plan.pdf", media_type: "application/pdf", size: 3 } }),
  ];
  thread.addNewer(page([message(1, { id: "old", conversation_id: "c0" }), ...messages], {
    conversation: { id: "c1", state: "assigned", agent_name: "Claire", read_position: 1 },
  }));
  assert.equal(thread.unread(), 2);
  assert.equal(thread.lastPosition(), 5);
});

test("a body of an unknown kind, or without what its kind needs, is unsupported", () => {
  assert.equal(itemOf({ kind: "hologram" }), undefined);
  assert.equal(itemOf({ kind: "text" }), undefined);
  assert.equal(itemOf({ kind: "joined" }), undefined);
  assert.equal(itemOf({ kind: "file" }), undefined);
  assert.equal(itemOf({ kind: "closed" })?.kind, "closed");
});
