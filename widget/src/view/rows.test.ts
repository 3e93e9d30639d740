import assert from "node:assert/strict";
import { test } from "node:test";
import { message, page, threadOf } from "../fakes";
import type { ThreadMessage } from "../protocol";
import type { FileItem, Unsent } from "../queue";
import type { Thread } from "../thread";
import { rowsOf, type Underway } from "./rows";

const agent = { id: "a", name: "Claire" };
const scene = { live: true, house: "Maison Verlaine", openedAt: 2_000_000 };
const show = (thread: Thread, unsent: Underway[] = []) => rowsOf(thread, unsent, scene).flatMap((row) => (row.kind === "message" ? [row] : []));
const kinds = (messages: ThreadMessage[], unsent: Unsent[] = [], live = true) =>
  rowsOf(threadOf(messages), unsent, { ...scene, live }).map((row) => (row.kind === "note" ? row.note : row.kind === "message" ? row.state : row.kind));
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
  const rows = [show(threadOf([]), [uploading]), show(threadOf([]), [{ ...uploading, state: "waiting" }]), show(threadOf([shown]))];
  assert.deepEqual(
    rows.map((steps) => steps.flatMap((row) => [row.id, row.author, row.text, row.state])),
    ["uploading", "sending", "sent"].map((state) => ["m1", "visitor", "plan.pdf", state]),
  );
});

test("one author's messages share a head until five minutes or a day pass", () => {
  const heads = (messages: ThreadMessage[]) => rowsOf(threadOf(messages), [], scene).map((row) => row.kind === "message" && row.heads);
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
  const rows = show(threadOf([link, offer, file].map((body, at) => message(at, { body }))));
  assert.deepEqual(
    rows.map((row) => [row.text, row.card]),
    [["Retours", link], ["Livraison offerte", offer], ["plan.pdf", file]],
  );
});

const hello = { kind: "rich", blocks: [{ block: "paragraph", spans: [{ text: "Bonjour" }] }] } as const;
const menu = { kind: "choice", text: "Quoi ?", options: [{ id: "a", label: "Conseil" }] } as const;
const form = { kind: "form", title: "Vous", fields: [] } as const;
/** Bots have no name of their own. */
const bot = (position: number, body: ThreadMessage["body"]): ThreadMessage => {
  const { author_name: _, ...rest } = message(position, { author: "bot", body });
  return rest;
};
const withBot = (asked: string | null) => ({ conversation: { id: "c1", state: "bot", agent_name: null, asked, read_position: 0 } }) as const;
const picked: Underway = { id: "p", text: "Conseil", at: 2_000_100, state: "waiting", answers: "m2", card: { kind: "picked", question: "m2", option: "a", label: "Conseil" } };

test("bots speak for the house, agents in their own name (A7)", () => {
  const rows = show(threadOf([bot(1, hello), message(2)]));
  assert.deepEqual(rows.map(({ author, name }) => [author, name]), [["bot", "Maison Verlaine"], ["agent", "Claire"]]);
});

test("what bots say and ask, and what was answered, are rows of their words (D12)", () => {
  const answers = { kind: "answers", form: "m3", title: "Vous", answers: [] } as const;
  const mine = (position: number, body: ThreadMessage["body"]) => message(position, { author: "visitor", body });
  const rows = show(threadOf([bot(1, hello), bot(2, menu), bot(3, form), mine(4, picked.card as never), mine(5, answers)]));
  assert.deepEqual(
    rows.map(({ author, text, card }) => [author, text, card?.kind]),
    [["bot", "Bonjour", "rich"], ["bot", "Quoi ?", "choice"], ["bot", "Vous", "form"], ["visitor", "Conseil", "picked"], ["visitor", "Vous", "answers"]],
  );
});

test("only what is asked waits for an answer, and not while one is on its way", () => {
  const asking = (asked: string | null, unsent: Underway[] = []) =>
    show(threadOf([bot(1, hello), bot(2, menu), bot(3, form)], withBot(asked)), unsent).flatMap((row) => (row.asks ? [row.id] : []));
  assert.deepEqual(asking("m2"), ["m2"]);
  assert.deepEqual(asking("m3", [picked]), ["m3"]);
  assert.deepEqual(asking("m2", [picked]), []);
  assert.deepEqual(asking("m2", [{ ...picked, state: "failed", cause: "internal" }]), []);
  assert.deepEqual(asking(null), []);
});

test("an opening stands after the thread, said by the house when the chat was opened (A11)", () => {
  const opening = { version: "v1", items: [{ id: "o1", body: hello }, { id: "o2", body: menu }] };
  const end = message(1, { body: { kind: "closed", by: null } });
  const conversation = { ...withBot(null).conversation, state: "closed" } as const;
  const thread = threadOf([end], { conversation, opening });
  const rows = rowsOf(thread, [{ ...picked, answers: "o9" }], scene);
  assert.deepEqual(
    rows.map((row) => (row.kind === "message" ? [row.id, row.author, row.name, row.at, row.state, row.asks] : row.kind === "note" ? row.note : row.kind)),
    [
      "day",
      "closed",
      ["o1", "bot", "Maison Verlaine", 2_000_000, "sent", true],
      ["o2", "bot", "Maison Verlaine", 2_000_000, "sent", true],
      ["p", "visitor", "Maison Verlaine", 2_000_100, "sending", false],
    ],
  );
});

test("once the visitor has answered, an opening's items are the thread's, each shown once", () => {
  const opening = { version: "v1", items: [{ id: "m1", body: hello }, { id: "m2", body: menu }] };
  const before = show(threadOf([], { conversation: null, opening }));
  const thread = threadOf([], { conversation: null, opening });
  const all = [bot(1, hello), bot(2, menu), message(3, { id: "p", author: "visitor", body: picked.card as never })];
  thread.addNewer(page(all, withBot(null)));
  assert.deepEqual(before.map(({ id }) => id), ["m1", "m2"]);
  assert.deepEqual(show(thread).map(({ id }) => id), ["m1", "m2", "p"]);
  const overlapping = { ...thread, opening };
  assert.deepEqual(show(overlapping).map(({ id }) => id), ["m1", "m2", "p"]);
});
