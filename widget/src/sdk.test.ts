import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setGlobal } from "./fakes";
import { openSdk, type SdkActions } from "./sdk";

const warnings: string[] = [];
console.warn = (text: string) => void warnings.push(text);
console.error = () => undefined;
beforeEach(() => warnings.splice(0));

function recorded() {
  const calls: unknown[][] = [];
  const note = (name: string) => (...args: unknown[]) => void calls.push([name, ...args]);
  const names = ["open", "close", "set", "say", "consent", "reset"];
  const actions = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as SdkActions;
  return { calls, sdk: openSdk(actions) };
}

test("calls made before the script arrived run first, in their order", () => {
  const { calls, sdk } = recorded();
  setGlobal("window", { pupitre: { q: [["set", { a: 1 }], ["open"]] } });
  sdk.install();
  window.pupitre?.("consent", false);
  assert.deepEqual(calls, [["set", { a: 1 }], ["open"], ["consent", false]]);
});

test("what nobody knows is warned about and never throws", () => {
  const { calls, sdk } = recorded();
  for (const method of ["fly", undefined, "on"]) sdk.call([method, {}]);
  assert.deepEqual(calls, []);
  assert.equal(warnings.length, 3);
});

test("what the site says of its visitor is handed on", () => {
  const { calls, sdk } = recorded();
  sdk.call(["identify", "customer-42", { signature: "ab" }]);
  sdk.call(["track", "order_placed"]);
  assert.deepEqual(calls, [["say", ["identify", "customer-42", { signature: "ab" }]], ["say", ["track", "order_placed", undefined]]]);
});

test("a handler that throws does not keep the next from hearing", () => {
  const { sdk } = recorded();
  const heard: unknown[] = [];
  sdk.call(["on", "unread", () => { throw new Error("the site's own"); }]);
  sdk.call(["on", "unread", (count: number) => heard.push(count)]);
  sdk.emit("unread", 3);
  sdk.emit("open", undefined);
  assert.deepEqual(heard, [3]);
});
