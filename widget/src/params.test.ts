import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeArea } from "./fakes";
import { cleanParams, openParams } from "./params";

test("only short texts, finite numbers and booleans are taken", () => {
  const { params, dropped } = cleanParams({ a: "x", b: 1.5, c: false, d: null, e: {}, f: NaN, g: "é".repeat(257), h: () => 1 });
  assert.deepEqual(params, { a: "x", b: 1.5, c: false });
  assert.deepEqual(dropped, ["d", "e", "f", "g", "h"]);
  assert.deepEqual(cleanParams("x"), { params: {}, dropped: ["x"] });
});

test("values wait for a session, and come back if there was none", () => {
  const params = openParams(fakeArea(), "paris");
  params.set({ basket: 1, tier: "or" });
  const taken = params.take();
  assert.deepEqual(taken, { basket: 1, tier: "or", establishment: "paris" });
  params.set({ basket: 2 });
  params.putBack(taken);
  assert.deepEqual(params.take(), { basket: 2, tier: "or", establishment: "paris" });
  assert.deepEqual(params.take(), { establishment: "paris" });
});
