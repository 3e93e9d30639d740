import assert from "node:assert/strict";
import { File } from "node:buffer";
import { test } from "node:test";
import type { Host, Lent } from "./bridge";
import { open } from "./cards";
import { FakeElement, fakeArea, fakeDom, setGlobal, threadOf, until } from "./fakes";
import { openHub } from "./hub";
import { TYPING_MS, type Attachment, type Block, type Form, type RichText, type SendForm, type Session } from "./protocol";
import { openQueue } from "./queue";
import type { MessageRow } from "./view/rows";
import { WORDS } from "./words";

Math.random = () => 0; // Full jitter at its smallest: no waits.

// The address of what was saved is let go of a minute later: the tests do not wait for that.
const { setTimeout: after } = globalThis;
setGlobal("setTimeout", (work: () => void, ms = 0) => (ms < 10_000 ? after(work, ms) : after(work, ms).unref()));

const HOSTILE = '"><img src=x onerror=alert(1)>.pdf';

/** Cards in a chat, and what they ask the hub for. */
function openChat(answer: (path: string) => Response = () => new Response(null, { status: 404 }), tab = fakeArea()) {
  const asked: string[] = [];
  const sent: unknown[] = [];
  setGlobal("fetch", async (address: string, { body }: RequestInit) => {
    const path = address.replace(/^http:\/\/hub\.example\/v1\/visitor\/(files\/)?/, "");
    asked.push(path);
    if (body) sent.push(JSON.parse(String(body)));
    return answer(path);
  });
  const { dom, made } = fakeDom();
  const current: Session = { token: "t", visitor_id: "v", project_name: "P", files: { max_bytes: 10_000_000, media_types: [] } };
  let focused = 0;
  const panel = { thread: new FakeElement("div"), troubles: [] as string[] };
  const thread = threadOf([]);
  const leaving = new AbortController();
  const lent: Lent = {
    host: { dom, language: "fr", store: { tab } } as unknown as Host,
    words: WORDS.fr,
    hub: openHub("http://hub.example"),
    session: { current, open: async () => ({ ok: current }), expire() {} },
    connection: { live: false, renew() {} },
    post() {},
    queue: openQueue(fakeArea()),
    panel: { focus: () => void focused++, thread: panel.thread as never, complain: (trouble) => void panel.troubles.push(trouble) },
    thread: () => thread,
    underway: () => [],
    changed() {},
    resume() {},
    signal: leaving.signal,
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
  return { cards, lent, show, made, asked, sent, panel, leaving, focused: () => focused };
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
  const [upload] = lent.underway();
  assert.ok(upload);
  const row = show({ ...upload, state: "uploading", author: "visitor" });
  assert.deepEqual(text(row, ".file__name"), [HOSTILE]);
  const progress = row.all(".file__progress")[0]?.attributes ?? {};
  assert.deepEqual([progress["role"], progress["aria-valuemin"], progress["aria-valuenow"], progress["aria-valuemax"]], ["progressbar", "0", "0", "100"]);
  row.all(".file__cancel")[0]?.click();
  assert.deepEqual([lent.underway(), focused()], [[], 1]);
});

test("a file that is too large names the limit and can only be taken away (C2)", () => {
  const { cards, lent, show } = openChat();
  cards.attach([new File([new Uint8Array(10_000_001)], "film.mp4") as unknown as globalThis.File]);
  const [upload] = lent.underway();
  assert.ok(upload);
  const row = show({ ...upload, state: "failed", author: "visitor" });
  const foot = row.children[2];
  assert.equal(foot?.attributes["role"], "alert");
  assert.equal(foot?.textContent, "Non envoyé, fichier trop volumineux, 10 Mo au plus. Supprimer");
  foot?.all("button")[0]?.click();
  assert.deepEqual(lent.underway(), []);
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

test("addresses in a text become links, each by itself in a new tab", () => {
  const { show } = openChat();
  const row = show({ text: "Voir https://shop.example/a ou javascript:alert(1)" });
  assert.deepEqual(text(row, "a"), ["https://shop.example/a"]);
  assert.equal(row.children[1]?.textContent, "Voir https://shop.example/a ou javascript:alert(1)");
});

const bot = { author: "bot" } as const;
const rich = (...blocks: Block[]): { kind: "rich" } & RichText => ({ kind: "rich", blocks });

test("a bot's text has bold, italics, web links, bullets and line ends, all as text (A9)", () => {
  const { show } = openChat();
  const row = show({
    ...bot,
    card: rich(
      { block: "paragraph", spans: [{ text: "<b>Bonjour\n" }, { text: "vous", bold: true, italic: true }] },
      { block: "list", items: [[{ text: "Aide", link: "https://shop.example/aide" }], [{ text: "Non", link: "javascript:alert(1)" }]] },
      { block: "hologram" } as unknown as Block,
    ),
  });
  assert.deepEqual(text(row, "p"), ["<b>Bonjour\nvous"]);
  assert.equal(row.all("strong")[0]?.all("em")[0]?.textContent, "vous");
  assert.deepEqual([row.all("ul").length, text(row, "li")], [1, ["Aide", "Non"]]);
  const [link, ...others] = row.all("a");
  assert.deepEqual(others, []);
  assert.deepEqual(link?.attributes, { class: "", href: "https://shop.example/aide", target: "_blank", rel: "noopener noreferrer" });
});

test("a bot's picture is the hub's drawing of it, under its name (A9)", async () => {
  const { show, asked } = openChat(() => new Response("jpeg"));
  const image = { file: "f7", name: "Le salon", media_type: "image/png", size: 9, picture: { width: 480, height: 100 } };
  const img = show({ ...bot, card: rich({ block: "image", image }) }).all("img")[0];
  assert.deepEqual([img?.attributes["alt"], img?.attributes["width"], img?.attributes["height"]], ["Le salon", "240", "50"]);
  await until(() => !!img?.src, "the picture");
  assert.deepEqual(asked, ["f7/thumbnail"]);
});

const menu = { kind: "choice", text: "Que souhaitez-vous ?", options: [{ id: "a", label: "<i>Conseil" }, { id: "b", label: "Rappel" }] } as const;

test("a question offers its answers only while it is asked, and one press sends one (D12)", () => {
  const { show, lent, focused } = openChat();
  const asked = show({ ...bot, id: "q1", text: menu.text, card: menu as never, asks: true });
  assert.deepEqual(text(asked, "pupitre-option"), ["<i>Conseil", "Rappel"]);
  const group = asked.all(".options")[0];
  assert.deepEqual([group?.attributes["role"], group?.attributes["aria-labelledby"]], ["group", asked.all(".bubble")[0]?.attributes["id"]]);
  for (const _ of "twice") asked.all("pupitre-option")[0]?.click();
  assert.ok(focused() > 0, "the buttons that had the focus go away");
  assert.deepEqual(
    lent.underway().map(({ text, card, answers, state }) => [text, card, answers, state]),
    [["<i>Conseil", { kind: "picked", question: "q1", option: "a", label: "<i>Conseil" }, "q1", "waiting"]],
  );
  show({ ...bot, id: "q1", card: menu as never, asks: false }, asked);
  assert.deepEqual([asked.all("pupitre-option").length, ...text(asked, ".bubble")], [0, menu.text]);
});

test("what was picked shows with a tick; a refused one says so and can be taken away", async () => {
  const chat = openChat(() => Response.json({ code: "text_too_long", status: 422, title: "" }, { status: 422 }));
  Object.assign(chat.lent.connection, { live: true });
  const asked = chat.show({ ...bot, id: "q1", card: menu as never, asks: true });
  asked.all("pupitre-option")[1]?.click();
  const refused = () => chat.lent.underway().find(({ state }) => state === "failed");
  await until(() => !!refused(), "the refusal");
  const row = chat.show({ ...refused(), author: "visitor", state: "failed" } as Partial<MessageRow>);
  assert.deepEqual([row.all("svg").length, row.children[1]?.textContent], [1, "Rappel"]);
  assert.equal(row.children[2]?.textContent, "Non envoyé, message trop long. Réessayer Supprimer");
  row.all("pupitre-discard")[0]?.click();
  assert.deepEqual(chat.lent.underway(), []);
});

const form: { kind: "form" } & Form = {
  kind: "form",
  title: "Vos coordonnées",
  fields: [
    { key: "name", kind: "name", label: "Nom", required: true },
    { key: "email", kind: "email", label: "E-mail", required: true },
    { key: "phone", kind: "phone", label: "Téléphone", required: false },
    { key: "wish", kind: "text", label: "Votre souhait", required: false },
  ],
};
const showForm = (chat: ReturnType<typeof openChat>, asks = true, shown?: FakeElement) =>
  chat.show({ ...bot, id: "f1", text: form.title, card: form, asks }, shown);
const field = (row: FakeElement, key: string) => {
  const found = row.all("pupitre-field").find(({ attributes }) => attributes["data-key"] === key);
  assert.ok(found, key);
  return found;
};

test("a form labels its fields, says what each takes, and shows as its title once it is not asked (D12)", () => {
  const chat = openChat();
  const row = showForm(chat);
  const fields = row.all("pupitre-field");
  assert.deepEqual(
    fields.map(({ tag, attributes }) => [tag, attributes["type"], attributes["autocomplete"], "required" in attributes]),
    [["input", "text", "name", true], ["input", "email", "email", true], ["input", "tel", "tel", false], ["textarea", undefined, undefined, false]],
  );
  assert.deepEqual(row.all("label").map(({ attributes }) => attributes["for"]), fields.map(({ attributes }) => attributes["id"]));
  assert.deepEqual(text(row, "label"), ["Nom *", "E-mail *", "Téléphone", "Votre souhait"]);
  showForm(chat, false, row);
  assert.deepEqual([row.all("pupitre-form").length, row.children[1]?.textContent], [0, form.title]);
});

test("what is wrong in a form is said beside its field, and nothing is sent", () => {
  const chat = openChat();
  const row = showForm(chat);
  field(row, "email").type("lucia");
  row.all("pupitre-form")[0]?.fire("submit");
  assert.deepEqual(text(row, ".form__error"), ["Ce champ est obligatoire", "Adresse e-mail incorrecte", "", ""]);
  const [name, email] = [field(row, "name"), field(row, "email")];
  assert.deepEqual([name.attributes["aria-invalid"], email.attributes["aria-invalid"], field(row, "phone").attributes["aria-invalid"]], ["true", "true", "false"]);
  assert.deepEqual([name.focused, email.focused], [1, 0]);
  assert.equal(email.attributes["aria-describedby"], row.all(".form__error")[1]?.attributes["id"]);
  assert.deepEqual(chat.lent.underway(), []);
  email.type("lucia@tienda.example");
  assert.deepEqual(text(row, ".form__error")[1], "", "mended as it is typed");
});

test("what was typed survives the page, and is forgotten once it is sent", () => {
  const tab = fakeArea();
  field(showForm(openChat(undefined, tab)), "name").type("Lucía");
  const chat = openChat(undefined, tab);
  const row = showForm(chat);
  assert.equal(field(row, "name").value, "Lucía");
  field(row, "email").type(" lucia@tienda.example ");
  row.all("pupitre-form")[0]?.fire("submit");
  const [reply] = chat.lent.underway();
  assert.deepEqual(reply?.card?.kind === "answers" && reply.card.answers.map(({ label, value }) => [label, value]), [["Nom", "Lucía"], ["E-mail", "lucia@tienda.example"]]);
  const mine = { ...reply, author: "visitor" } as Partial<MessageRow>;
  const answers = chat.show({ ...mine, state: "sending" });
  assert.deepEqual([tab.names("form:").length, text(answers, "dt"), text(answers, "dd")], [1, ["Nom", "E-mail"], ["Lucía", "lucia@tienda.example"]]);
  chat.show({ ...mine, state: "sent" }, answers);
  assert.deepEqual(tab.names("form:"), []);
});

test("a field that the hub refuses comes back with what was typed and the reason beside it", async () => {
  const chat = openChat(() => Response.json({ code: "field_invalid", status: 422, title: "", detail: "phone" }, { status: 422 }));
  Object.assign(chat.lent.connection, { live: true });
  const row = showForm(chat);
  for (const [key, value] of [["name", "Lucía"], ["email", "a@b.fr"], ["phone", "06 12 34 56 78"]] as const) field(row, key).type(value);
  row.all("pupitre-form")[0]?.fire("submit");
  showForm(chat, false, row);
  await until(() => !chat.lent.underway().length, "the refusal");
  showForm(chat, true, row);
  assert.deepEqual((chat.sent as SendForm[]).map(({ form, answers }) => [form, answers]), [["f1", { name: "Lucía", email: "a@b.fr", phone: "06 12 34 56 78" }]]);
  assert.deepEqual(text(row, ".form__error"), ["", "", "Numéro de téléphone incorrect", ""]);
  assert.deepEqual([field(row, "phone").attributes["aria-invalid"], field(row, "phone").value], ["true", "06 12 34 56 78"]);
});

test("who is writing is said until they have not been for a while, or have written", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { cards, panel } = openChat();
  const [line] = panel.thread.following;
  assert.deepEqual([line?.attributes["data-testid"], line?.attributes["role"], line?.textContent], ["pupitre-typing", "status", ""]);
  cards.typing("<b>Claire");
  assert.equal(line?.textContent, "<b>Claire écrit…");
  context.mock.timers.tick(TYPING_MS - 1);
  cards.typing("<b>Claire");
  context.mock.timers.tick(TYPING_MS - 1);
  assert.equal(line?.textContent, "<b>Claire écrit…");
  context.mock.timers.tick(1);
  assert.equal(line?.textContent, "");
  cards.typing("Karim");
  cards.typing("");
  assert.equal(line?.textContent, "");
});

test("a text that is too long says how long it is and may be", () => {
  const { cards, panel } = openChat();
  cards.tooLong(20_000);
  assert.match(panel.troubles[0] ?? "", /20.000 caractères, 16.384 au plus/);
});
