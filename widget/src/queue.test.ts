import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeArea, fakeStorage } from "./fakes";
import { openQueue, type FileItem } from "./queue";

test("messages keep their order and survive a reload", () => {
  const storage = fakeStorage();
  const before = openQueue(fakeArea(storage));
  for (const text of ["un", "deux", "trois"]) before.add(text);
  const after = openQueue(fakeArea(storage));
  assert.deepEqual(after.all().map(({ text, state }) => [text, state]), [["un", "waiting"], ["deux", "waiting"], ["trois", "waiting"]]);
});

test("an acknowledged message leaves storage at once and sight once the thread shows it", () => {
  const storage = fakeStorage();
  const queue = openQueue(fakeArea(storage));
  queue.add("un");
  const first = queue.next();
  assert.ok(first);
  queue.acknowledged(first.id);
  assert.deepEqual(Object.keys(storage), []);
  assert.deepEqual(queue.all().map(({ state }) => state), ["sent"]);
  queue.settle((id) => id === first.id);
  assert.deepEqual(queue.all(), []);
});

test("a message that the thread shows is sent, even if its acknowledgement was lost", () => {
  const queue = openQueue(fakeArea());
  queue.add("un");
  queue.settle(() => true);
  assert.equal(queue.next(), undefined);
});

test("a refused message holds nothing up, and is tried again under another id", () => {
  const queue = openQueue(fakeArea());
  queue.add("trop");
  queue.add("bien");
  const refused = queue.next();
  assert.ok(refused);
  queue.failed(refused, "text_too_long");
  assert.equal(queue.next()?.text, "bien");
  assert.equal(queue.all()[0]?.cause, "text_too_long");
  queue.retry(refused.id);
  const again = queue.all().find(({ text }) => text === "trop");
  assert.equal(again?.state, "waiting");
  assert.notEqual(again?.id, refused.id);
});

test("a message with a file keeps it, refused or tried again", () => {
  const queue = openQueue(fakeArea());
  const card: FileItem = { kind: "file", file: "f", name: "plan.pdf", media_type: "application/pdf", size: 3 };
  queue.add("plan.pdf", card, "m1");
  const message = queue.next();
  assert.ok(message);
  assert.deepEqual([message.id, message.text, message.card], ["m1", "plan.pdf", card]);
  queue.failed(message, "file_unknown");
  queue.retry("m1");
  assert.deepEqual(queue.next()?.card, card);
});

test("another tab's messages are seen, and a damaged entry is passed over", () => {
  const storage = fakeStorage();
  const [here, there] = [openQueue(fakeArea(storage)), openQueue(fakeArea(storage))];
  there.add("de l'autre onglet");
  storage.setItem("pupitre:KEY:unsent:0", "{damaged");
  assert.equal(here.next()?.text, "de l'autre onglet");
  assert.equal(here.all().length, 1);
});

test("a message that another tab sent stays in sight until the thread shows it", () => {
  const storage = fakeStorage();
  const [here, there] = [openQueue(fakeArea(storage)), openQueue(fakeArea(storage))];
  here.add("un");
  const [message] = here.all();
  assert.ok(message);
  there.acknowledged(message.id);
  assert.deepEqual(here.all().map(({ text, state }) => [text, state]), [["un", "sent"]]);
  here.settle((id) => id === message.id);
  assert.deepEqual(here.all(), []);
});

test("a refused message that another tab discarded is gone", () => {
  const storage = fakeStorage();
  const [here, there] = [openQueue(fakeArea(storage)), openQueue(fakeArea(storage))];
  here.add("trop");
  const [message] = here.all();
  assert.ok(message);
  here.failed(message, "text_too_long");
  assert.equal(here.all()[0]?.state, "failed");
  there.discard(message.id);
  assert.deepEqual(here.all(), []);
});

test("without storage the queue lives in memory", () => {
  const storage = fakeStorage();
  storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const queue = openQueue(fakeArea(storage));
  queue.add("un");
  assert.equal(queue.next()?.text, "un");
  queue.discard(queue.next()?.id ?? "");
  assert.equal(queue.next(), undefined);
});

test("without consent nothing is kept", () => {
  const storage = fakeStorage();
  const queue = openQueue(fakeArea(storage, () => false));
  queue.add("un");
  assert.deepEqual(Object.keys(storage), []);
  assert.deepEqual(queue.all(), []);
});
