import assert from "node:assert/strict";
import { test } from "node:test";
import { eventStream } from "./event_stream";

test("events are cut out wherever the pieces end", () => {
  const whole = ': hello\n\ndata: {"a":1}\n\nevent: x\nid: 3\ndata: one\ndata:two\n\n';
  for (let cut = 0; cut <= whole.length; cut++) {
    const feed = eventStream();
    assert.deepEqual([...feed(whole.slice(0, cut)), ...feed(whole.slice(cut))], ['{"a":1}', "one\ntwo"]);
  }
});

test("all three line ends are understood, even a CRLF in two pieces", () => {
  const feed = eventStream();
  assert.deepEqual([...feed("data: a\r"), ...feed("\n\r"), ...feed("\ndata: b\r\rdata: c\n\n")], ["a", "b", "c"]);
});
