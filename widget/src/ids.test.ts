import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "./ids";

test("ids are UUIDs of version 7 with the time in front", () => {
  const id = newId(0x0192_3456_789a);
  assert.match(id, /^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("each sorts after the one before, within a millisecond and when the clock goes back", () => {
  const now = Date.now();
  const ids = Array.from({ length: 10_000 }, (_, i) => newId(now - (i % 3)));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
});
