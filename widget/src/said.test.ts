import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lent } from "./bridge";
import { fakeArea, fakeStorage } from "./fakes";
import type { Session } from "./protocol";
import { openSaid, readCalls, type Call } from "./said";

const signed = { signature: "ab", name: "Mathieu Caron", email: 3, phone: {} };

test("of what the site says, what is sound is told, and the rest is named", () => {
  const warnings: string[] = [];
  const calls: Call[] = [
    ["identify", "customer-1", { signature: "cd" }],
    ["track", "order_placed", { order: "A-12", nested: {} }],
    ["track", " "],
    ["track", "x".repeat(300)],
    ["identify", "customer-42"],
    ["identify", undefined, signed],
    ["identify", 42, signed],
  ];
  const { identity, events } = readCalls(calls, (what) => warnings.push(what));
  assert.deepEqual(identity, { customer_id: "42", signature: "ab", name: "Mathieu Caron", email: "3", phone: null });
  assert.deepEqual(events.map(({ name, details }) => [name, details]), [["order_placed", { order: "A-12" }]]);
  assert.equal(warnings.length, 4);
  assert.equal(calls.length, 3, "what is not sound is not said again");
});

test("an event keeps its id until the hub has it", () => {
  const calls: Call[] = [["track", "order_placed"]];
  const first = readCalls(calls, () => {}).events[0];
  assert.deepEqual(readCalls(calls, () => {}).events[0], first);
});

function stage() {
  const tab = fakeArea(fakeStorage());
  const kept = fakeArea(fakeStorage());
  const posted: { path: string; body: object | undefined; told: ((answer: never) => void) | undefined }[] = [];
  const lent = {
    host: { store: { kept, tab } },
    session: { current: { visitor_id: "v1", token: "t1" } as Session },
    connection: { renewed: 0, renew: () => void lent.connection.renewed++ },
    post: (path: string, body?: object, told?: (answer: never) => void) => void posted.push({ path, body, told }),
  };
  kept.set("token", "t1");
  kept.write("unsent:m1", { text: "of the one before" });
  const say = (...calls: Call[]) => {
    tab.write("said", [...(tab.read<Call[]>("said") ?? []), ...calls]);
    said.say();
  };
  const said = openSaid(lent as unknown as Lent);
  return { tab, kept, posted, lent, said, say };
}

test("it is told with the session, and once more while there is one, as the same; then it is forgotten", () => {
  const { tab, posted, said, say } = stage();
  tab.write("said", [["track", "order_placed"], ["identify", "customer-42", signed]]);
  const { events, identity } = said.said();
  said.say();
  say();
  assert.deepEqual(posted.map(({ path, body }) => [path, body]), [
    ["/v1/visitor/track", events?.[0]],
    ["/v1/visitor/identify", identity],
  ]);
  assert.equal(tab.read<Call[]>("said")?.length, 2, "the page may end before the hub has it");
  for (const { told } of posted) told?.({ ok: { visitor_id: "v1", token: "t1" } } as never);
  assert.equal(tab.get("said"), undefined);
});

test("who turns out to be a known customer goes on with the same token, and what is unsent", () => {
  const { kept, posted, lent, say } = stage();
  say(["identify", "customer-42", signed]);
  posted.pop()?.told?.({ ok: { visitor_id: "v1", token: "t1" } } as never);
  assert.equal(lent.connection.renewed, 0);
  say(["identify", "customer-43", signed]);
  posted.pop()?.told?.({ ok: { visitor_id: "v2", token: "t1" } } as never);
  assert.equal(lent.connection.renewed, 1);
  assert.deepEqual(kept.names("unsent:"), ["unsent:m1"]);
});

test("another customer in the same browser sends nothing of the one before", () => {
  const { kept, posted, lent, say, said, tab } = stage();
  say(["identify", "customer-42", signed]);
  posted.pop()?.told?.({ ok: { visitor_id: "v2", token: "t2" } } as never);
  assert.deepEqual([kept.get("token"), kept.names("unsent:"), lent.connection.renewed], ["t2", [], 1]);
  // The same, when the session began as the other one at once.
  kept.write("unsent:m2", { text: "of the one before" });
  tab.write("said", [["identify", "customer-43", signed]]);
  said.said();
  lent.session.current = { visitor_id: "v3", token: "t3" } as Session;
  said.say();
  assert.deepEqual([kept.get("token"), kept.names("unsent:"), lent.connection.renewed], ["t3", [], 2]);
});

test("who is blocked is asked for as themselves again, and gets no further", () => {
  const { kept, posted, lent, say, tab } = stage();
  say(["identify", "customer-42", signed]);
  posted.pop()?.told?.({ refused: { code: "blocked", status: 403, title: "" } } as never);
  assert.deepEqual([kept.get("token"), lent.connection.renewed], [undefined, 1]);
  assert.equal(tab.read<Call[]>("said")?.length, 1);
});
