import assert from "node:assert/strict";
import { File } from "node:buffer";
import { test } from "node:test";
import type { Host, Lent } from "./bridge";
import { open } from "./cards";
import { FakeElement, fakeArea, fakeDom, setGlobal, until } from "./fakes";
import { openHub } from "./hub";
import type { Attachment, Session } from "./protocol";
import { openQueue } from "./queue";
import type { MessageRow } from "./view/rows";
import { WORDS } from "./words";

Math.random = () => 0; // Full jitter at its smallest: no waits.

// The address of what was saved is let go of a minute later: the tests do not wait for that.
const { setTimeout: after } = globalThis;
setGlobal("setTimeout", (work: () => void, ms = 0) => (ms < 10_000 ? after(work, ms) : after(work, ms).unref()));

const HOSTILE = '"><img src=x onerror=alert(1)>.pdf';

/** Cards in a chat, and what they ask the hub for. */
function openChat(answer: (path: string) => Response = () => new Response(null, { status: 404 })) {
  const asked: string[] = [];
  setGlobal("fetch", async (address: string) => {
    const path = address.replace("http://hub.example/v1/visitor/files/", "");
    asked.push(path);
    return answer(path);
  });
  const { dom, made } = fakeDom();
  const current: Session = { token: "t", visitor_id: "v", project_name: "P", files: { max_bytes: 10_000_000, media_types: [] } };
  let focused = 0;
  const lent: Lent = {
    host: { dom, language: "fr" } as unknown as Host,
    words: WORDS.fr,
    hub: openHub("http://hub.example"),
    session: { current, open: async () => ({ ok: current }), expire() {} },
    connection: { live: false, renew() {} },
    queue: openQueue(fakeArea()),
    panel: { focusComposer: () => void focused++ },
    uploads: [],
    changed() {},
    resume() {},
    signal: new AbortController().signal,
  };
  const cards = open(lent);

  /** Shows a row as the chat does: its words first, then its card. */
  function show(row: Partial<MessageRow>, shown = new FakeElement("div")): FakeElement {
    const place = shown.children[1] ?? new FakeElement("div", { class: "bubble" }, row.text ?? "");
    const whole: MessageRow = { kind: "message", id: "m1", at: 0, author: "agent", text: "", state: "sent", ...row };
    shown.dataset["state"] = whole.state;
    shown.replaceChildren(new FakeElement("div"), place, new FakeElement("div"));
    cards.complete(shown as unknown as HTMLElement, whole);
    return shown;
  }
  return { cards, lent, show, made, asked, focused: () => focused };
}

const file = (more: Partial<Attachment> = {}) => ({ kind: "file" as const, file: "f1", name: HOSTILE, media_type: "application/pdf", size: 1_234_567, ...more });
const text = (row: FakeElement, wanted: string) => row.all(wanted).map(({ textContent }) => textContent);

test("a file shows its name as text, its size and its extension (D12)", () => {
  const { show, made, asked } = openChat();
  const row = show({ card: file() });
  assert.deepEqual(text(row, ".file__name"), [HOSTILE]);
  assert.deepEqual(text(row, ".file__about"), ["1,2 Mo · PDF"]);
  assert.deepEqual(made.filter(({ tag }) => tag === "img"), []);
  assert.deepEqual(asked, []);
});

test("a pressed file is saved under its name, as bytes that no browser opens as a page", async () => {
  const kept: Blob[] = [];
  const original = URL.createObjectURL;
  URL.createObjectURL = (blob: Blob) => (kept.push(blob), original(blob as never));
  const { show, made, asked } = openChat(() => new Response("<script>", { headers: { "content-type": "text/html" } }));
  show({ card: file() }).all(".file__save")[0]?.click();
  const link = () => made.find(({ tag }) => tag === "a");
  await until(() => !!link(), "what saves it");
  URL.createObjectURL = original;
  assert.deepEqual(asked, ["f1"]);
  assert.equal(link()?.attributes["download"], HOSTILE);
  assert.match(link()?.attributes["href"] ?? "", /^blob:/);
  assert.deepEqual(kept.map(({ type }) => type), ["application/octet-stream"]);
});

test("a file that the hub does not give says so, and can be pressed again", async () => {
  const { show } = openChat();
  const row = show({ card: file() });
  row.all(".file__save")[0]?.click();
  await until(() => !!row.all(".file__trouble")[0]?.textContent, "the trouble");
  assert.equal(row.all(".file__save")[0]?.disabled, false);
});

test("a picture keeps its room before it comes, and only the hub's drawing of it is shown (D12)", async () => {
  const { show, asked } = openChat(() => new Response("jpeg"));
  const card = file({ media_type: "image/svg+xml", picture: { width: 1200, height: 600 } });
  const row = show({ card });
  const img = row.all("img")[0];
  assert.ok(img);
  assert.deepEqual([img.attributes["width"], img.attributes["height"], img.attributes["alt"]], ["240", "120", HOSTILE]);
  await until(() => !!img.src, "the picture");
  assert.match(img.src, /^blob:/);
  show({ card }, row);
  assert.deepEqual(asked, ["f1/thumbnail"], "painted again, it is not fetched again");
});

test("a picture that the site's CSP forbids, or that does not come, falls back to its name", async () => {
  const forbidden = openChat(() => new Response("jpeg"));
  const card = file({ picture: { width: 100, height: 100 } });
  const row = forbidden.show({ card });
  const img = row.all("img")[0];
  await until(() => !!img?.src, "the picture");
  img?.listeners["error"]?.();
  assert.deepEqual([row.all("img").length, ...text(row, ".file__name")], [0, HOSTILE]);
  const missing = openChat().show({ card });
  await until(() => text(missing, ".file__name").length === 1, "the name");
});

test("a busy hub is asked again for a picture", async () => {
  let answers = 0;
  const { show } = openChat(() => (answers++ ? new Response("jpeg") : new Response(null, { status: 503 })));
  const img = show({ card: file({ picture: { width: 100, height: 100 } }) }).all("img")[0];
  await until(() => !!img?.src, "the picture");
});

test("a file on its way shows its name as text, how far it is, and can be cancelled", () => {
  const { cards, lent, show, focused } = openChat();
  cards.attach([new File(["0123"], HOSTILE) as unknown as globalThis.File]);
  const [upload] = lent.uploads;
  assert.ok(upload);
  const row = show({ ...upload, state: "uploading", author: "visitor" });
  assert.deepEqual(text(row, ".file__name"), [HOSTILE]);
  const progress = row.all(".file__progress")[0]?.attributes ?? {};
  assert.deepEqual([progress["role"], progress["aria-valuemin"], progress["aria-valuenow"], progress["aria-valuemax"]], ["progressbar", "0", "0", "100"]);
  row.all(".file__cancel")[0]?.click();
  assert.deepEqual([lent.uploads, focused()], [[], 1]);
});

test("a file that is too large names the limit and can only be taken away (C2)", () => {
  const { cards, lent, show } = openChat();
  cards.attach([new File([new Uint8Array(10_000_001)], "film.mp4") as unknown as globalThis.File]);
  const [upload] = lent.uploads;
  assert.ok(upload);
  const row = show({ ...upload, state: "failed", author: "visitor" });
  const foot = row.children[2];
  assert.equal(foot?.attributes["role"], "alert");
  assert.equal(foot?.textContent, "Non envoyé, fichier trop volumineux, 10 Mo au plus. Supprimer");
  foot?.all("button")[0]?.click();
  assert.deepEqual(lent.uploads, []);
});

test("a message that was refused says why, and can be tried again or deleted", () => {
  const { lent, show } = openChat();
  lent.queue.add("trop", undefined, "m1");
  const foot = show({ text: "trop", state: "failed", cause: "text_too_long" }).children[2];
  assert.equal(foot?.textContent, "Non envoyé, message trop long. Réessayer Supprimer");
  const { queue } = lent as unknown as { queue: ReturnType<typeof openQueue> };
  foot?.all("button")[0]?.click();
  assert.deepEqual(queue.all().map(({ id, text }) => [id === "m1", text]), [[false, "trop"]]);
});

test("links open only web addresses; an offer shows its picture if there is one (D13)", async () => {
  const { show, asked } = openChat(() => new Response("jpeg"));
  const link = show({ card: { kind: "link", title: "Retours", url: "javascript:alert(1)" } });
  assert.deepEqual([link.all("a").length, ...text(link, ".card-link")], [0, "Retours"]);
  const offer = show({ card: { kind: "offer", title: "<b>Lampe", image: "f9", button: { title: "Voir", url: "https://shop.example/" } } });
  assert.deepEqual([...text(offer, "b"), offer.all("a")[0]?.attributes["href"]], ["<b>Lampe", "https://shop.example/"]);
  await until(() => !!offer.all("img")[0]?.src, "the picture");
  assert.deepEqual(asked, ["f9/thumbnail"]);
});
