import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeArea, fakeLocks, fakeStorage, setGlobal } from "./fakes";
import type { Answer } from "./hub";
import type { Posted, WriteMessage } from "./protocol";
import { openQueue } from "./queue";
import { openSender } from "./sender";

setGlobal("navigator", { locks: fakeLocks() });
setGlobal("Math", Object.assign(Object.create(Math), { random: () => 0 }));

const posted = ({ id }: WriteMessage): Answer<Posted> => ({ ok: { id, conversation_id: "c", position: 1 } });

/** A tab: its own queue and sender over the browser's storage; `answer` is the hub. */
function tab(storage: Storage, answer: (message: WriteMessage) => Promise<Answer<Posted>>) {
  const queue = openQueue(fakeArea(storage));
  const connection = { live: true, send: answer, renewed: 0, renew: () => void connection.renewed++ };
  return { queue, connection, drain: openSender(queue, connection, "send", () => undefined) };
}

test("messages are sent one after another, in order", async () => {
  const got: string[] = [];
  let inFlight = 0;
  const { queue, drain } = tab(fakeStorage(), async (message) => {
    assert.equal(++inFlight, 1);
    await null;
    inFlight--;
    got.push(message.text ?? "");
    return posted(message);
  });
  for (const text of ["un", "deux", "trois"]) queue.add(text);
  await Promise.all([drain(), drain()]);
  assert.deepEqual(got, ["un", "deux", "trois"]);
});

test("two tabs of one visitor send each message once", async () => {
  const storage = fakeStorage();
  const got: string[] = [];
  const answer = async (message: WriteMessage) => {
    await new Promise((go) => setTimeout(go, 1));
    got.push(message.text ?? "");
    return posted(message);
  };
  const [a, b] = [tab(storage, answer), tab(storage, answer)];
  for (let i = 0; i < 10; i++) (i % 2 ? a : b).queue.add(String(i));
  await Promise.all([a.drain(), b.drain()]);
  assert.deepEqual(got, [..."0123456789"]);
});

test("a file is sent by its id, without the name that its row shows", async () => {
  const got: WriteMessage[] = [];
  const { queue, drain } = tab(fakeStorage(), async (message) => {
    got.push(message);
    return posted(message);
  });
  queue.add("plan.pdf", { kind: "file", file: "f1", name: "plan.pdf", media_type: "application/pdf", size: 3 }, "m1");
  await drain();
  assert.deepEqual(got, [{ id: "m1", file: "f1" }]);
});

test("a lost answer is repeated with the same id", async () => {
  const ids: string[] = [];
  const { queue, drain } = tab(fakeStorage(), async (message) => {
    ids.push(message.id);
    return ids.length < 3 ? { lost: true } : posted(message);
  });
  queue.add("un");
  await drain();
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 1);
});

test("a refusal for good marks one message and lets the next pass", async () => {
  const { queue, drain } = tab(fakeStorage(), async (message) =>
    message.text === "trop" ? { refused: { code: "text_too_long", status: 422, title: "" } } : posted(message),
  );
  queue.add("trop");
  queue.add("bien");
  await drain();
  assert.deepEqual(queue.all().map(({ text, state }) => [text, state]), [["trop", "failed"], ["bien", "sent"]]);
});

test("an invalid token asks for a new session and keeps the message", async () => {
  const { queue, connection, drain } = tab(fakeStorage(), async () => {
    connection.live = false;
    return { refused: { code: "token_invalid", status: 401, title: "" } };
  });
  queue.add("un");
  await drain();
  assert.equal(connection.renewed, 1);
  assert.equal(queue.next()?.text, "un");
});
