import assert from "node:assert/strict";
import { test } from "node:test";
import { message, page, threadOf } from "./fakes";
import type { Block, State } from "./protocol";
import { itemOf, newThread, wordsOf } from "./thread";

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
    conversation: { id: "c1", state: "assigned", agent_name: "Claire", asked: null, read_position: 1 },
  }));
  assert.equal(thread.unread(), 2);
  assert.equal(thread.lastPosition(), 5);
});

test("what a bot says and asks counts as said, and so do the answers", () => {
  const said = [
    { kind: "rich", blocks: [{ block: "paragraph", spans: [{ text: "Bonjour" }] }] },
    { kind: "choice", text: "Quoi ?", options: [] },
    { kind: "form", title: "Vous", fields: [] },
  ] as const;
  const messages = said.map((body, at) => message(at + 1, { author: "bot", body }));
  const answer = message(4, { author: "visitor", body: { kind: "picked", question: "m2", option: "a", label: "Ceci" } });
  const thread = threadOf([...messages, answer], { conversation: { id: "c1", state: "bot", agent_name: null, asked: "m3", read_position: 0 } });
  assert.equal(thread.unread(), 3);
});

test("a rich text stands as its lines until it is drawn", () => {
  const spans = (...texts: string[]) => texts.map((text) => ({ text }));
  const image = { file: "f", name: "plan.png", media_type: "image/png", size: 3 };
  const blocks = [
    { block: "paragraph", spans: spans("Bonjour ", "Lucía") },
    { block: "list", items: [spans("un"), spans("de", "ux")] },
    { block: "image", image },
    { block: "hologram" },
  ] as Block[];
  assert.equal(wordsOf({ kind: "rich", blocks }), "Bonjour Lucía\nun\ndeux\n\n");
});

/** A page on which no conversation is open, and what a bot says there. */
const greeting = { version: "v1", items: [{ id: "o1", body: { kind: "text", text: "Bonjour" } }] };
const conversation = (id: string, state: State) => ({ id, state, agent_name: null, asked: null, read_position: 0 });

test("an opening is there until a page comes without it, and counts neither as unread nor as messages (A11)", () => {
  const thread = threadOf([], { conversation: null, opening: greeting });
  assert.deepEqual([thread.opening, thread.messages, thread.unread()], [greeting, [], 0]);
  thread.addNewer(page([], { conversation: null, opening: greeting }));
  assert.equal(thread.opening, greeting);
  thread.addNewer(page([message(1)]));
  assert.equal(thread.opening, undefined);
});

test("an opening follows an earlier conversation, never a goodbye of this page", () => {
  const closed = { conversation: conversation("c1", "closed"), opening: greeting };
  const later = threadOf([message(1)], closed);
  assert.equal(later.opening, greeting);
  later.addNewer(page([], closed));
  assert.equal(later.opening, greeting, "the same page again, after a lost connection");
  const here = threadOf([message(1)], { conversation: conversation("c1", "assigned") });
  here.addNewer(page([message(2)], closed));
  assert.equal(here.opening, undefined);
  here.addNewer(page([], closed));
  assert.equal(here.opening, undefined, "nor with any later page");
  const atOnce = threadOf([], { conversation: null, opening: greeting });
  atOnce.addNewer(page([message(1)], closed));
  assert.equal(atOnce.opening, undefined, "begun and ended by one answer");
});

test("a body of an unknown kind, or without what its kind needs, is unsupported", () => {
  assert.equal(itemOf({ kind: "hologram" }), undefined);
  assert.equal(itemOf({ kind: "text" }), undefined);
  assert.equal(itemOf({ kind: "joined" }), undefined);
  for (const kind of ["file", "rich", "choice", "picked", "form", "answers"]) assert.equal(itemOf({ kind }), undefined);
  assert.equal(itemOf({ kind: "closed" })?.kind, "closed");
});
