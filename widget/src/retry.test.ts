import assert from "node:assert/strict";
import { test } from "node:test";
import type { ErrorCode } from "./protocol";
import { afterRefusal, retryDelay, type Verdict } from "./retry";

test("waits double from half a second up to thirty", () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((attempt) => retryDelay(attempt, 1));
  assert.deepEqual(ceilings, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test("the jitter is full: anything from nothing to the ceiling", () => {
  assert.equal(retryDelay(3, 0), 0);
  assert.equal(retryDelay(3, 0.5), 2000);
});

test("what the hub asked for is always waited out", () => {
  assert.equal(retryDelay(0, 0, 7), 7000);
  assert.ok(retryDelay(0, 0.9, 7) > 7000);
});

test("each refusal has one meaning", () => {
  const meanings: [ErrorCode, number, Verdict][] = [
    ["token_invalid", 401, "new_session"],
    ["token_missing", 401, "new_session"],
    ["origin_not_allowed", 403, "give_up"],
    ["project_unknown", 404, "give_up"],
    ["forbidden", 403, "shut_out"],
    ["blocked", 403, "shut_out"],
    ["cursor_stale", 410, "start_over"],
    ["rate_limited", 429, "retry"],
    ["internal", 500, "retry"],
    ["unavailable", 503, "retry"],
    ["storage_full", 507, "retry"],
    ["text_too_long", 422, "final"],
    ["text_empty", 422, "final"],
    ["field_invalid", 422, "final"],
    ["key_reused", 409, "final"],
    ["body_too_large", 413, "final"],
  ];
  for (const [code, status, verdict] of meanings) {
    assert.equal(afterRefusal({ code, status, title: "" }), verdict, code);
  }
});

test("a refusal by a proxy, which has no code of ours, goes by its status", () => {
  assert.equal(afterRefusal({ code: "internal", status: 502, title: "" }), "retry");
  assert.equal(afterRefusal({ code: "internal", status: 401, title: "" }), "new_session");
});
