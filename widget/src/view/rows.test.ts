import assert from "node:assert/strict";
import { test } from "node:test";
import { message } from "../fakes";
import type { ThreadMessage } from "../protocol";
import type { FileItem, Unsent } from "../queue";
import { rowsOf } from "./rows";

const agent = { id: "a", name: "Claire" };
const kinds = (messages: ThreadMessage[], unsent: Unsent[] = [], live = true) =>
  rowsOf(messages, unsent, live).map((row) => (row.kind === "note" ? row.note : row.kind === "message" ? row.state : row.kind));
const waiting: Unsent = { id: "u", text: "un", at: 1_000_100, state: "waiting" };

test("the visitor is told who joined and who takes over, not what concerns agents alone", () => {
  assert.deepEqual(
    kinds([
      message(1, { body: { kind: "page", url: "https://a.example/", title: "A" } }),
      message(2, { body: { kind: "joined", agent } }),
      message(3, { body: { kind: "given_back", by: agent } }),
      message(4, { body: { kind: "transferred", from: null, to: agent, by: agent } }),
      message(5, { body: { kind: "hologram" } }),
    ]),
    ["day", "joined", "transferred", "unsupported"],
  );
});

test("only a close at the very end invites to write again", () => {
  const closed = (position: number) => message(position, { body: { kind: "closed", by: agent } });
  assert.deepEqual(kinds([closed(1), message(2), closed(3)]), ["day", "closed", "sent", "closedLast"]);
  assert.deepEqual(kinds([closed(1)], [waiting]), ["day", "closed", "sending"]);
});

test("an unsent message is being sent, or waits for the network", () => {
  assert.deepEqual(kinds([], [waiting]), ["day", "sending"]);
  assert.deepEqual(kinds([], [waiting], false), ["day", "queued"]);
  assert.deepEqual(kinds([], [{ ...waiting, state: "failed", cause: "text_too_long" }], false), ["day", "failed"]);
});

test("a file on its way is the visitor's own row, and stays it under its id when its message is queued and shown", () => {
  const card: FileItem = { kind: "file", file: "f", name: "plan.pdf", media_type: "application/pdf", size: 3 };
  const uploading: Unsent = { id: "m1", text: "plan.pdf", card, at: 1_000_100, state: "uploading" };
  const shown = message(1, { id: "m1", author: "visitor", body: card });
  const rows = [rowsOf([], [uploading], true), rowsOf([], [{ ...uploading, state: "waiting" }], true), rowsOf([shown], [], true)];
  assert.deepEqual(
    rows.map((steps) => steps.flatMap((row) => (row.kind === "message" ? [row.id, row.author, row.text, row.state] : []))),
    ["uploading", "sending", "sent"].map((state) => ["m1", "visitor", "plan.pdf", state]),
  );
});

test("one author's messages share a head until five minutes or a day pass", () => {
  const heads = (messages: ThreadMessage[]) => rowsOf(messages, [], true).map((row) => row.kind === "message" && row.heads);
  const noon = new Date(2026, 10, 22, 12).getTime();
  assert.deepEqual(
    heads([
      message(1, { at: noon }),
      message(2, { at: noon + 60_000 }),
      message(3, { at: noon + 400_000 }),
      message(4, { at: noon + 400_001, author_name: "Karim" }),
      message(5, { at: noon + 86_400_000, author_name: "Karim" }),
    ]),
    [false, true, false, true, true, false, true],
  );
});

test("links, offers and files are cards, which show their title or name until they are drawn", () => {
  const link = { kind: "link", title: "Retours", url: "https://shop.example/retours" } as const;
  const offer = { kind: "offer", title: "Livraison offerte" } as const;
  const file = { kind: "file", file: "f", name: "plan.pdf", media_type: "application/pdf", size: 3 } as const;
  const rows = rowsOf([link, offer, file].map((body, at) => message(at, { body })), [], true);
  assert.deepEqual(
    rows.flatMap((row) => (row.kind === "message" ? [[row.text, row.card]] : [])),
    [["Retours", link], ["Livraison offerte", offer], ["plan.pdf", file]],
  );
});
