import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeArea, setGlobal } from "./fakes";
import { fitUrl, openPages } from "./pages";
import type { PageView } from "./protocol";

function visit(url: string, title = url): void {
  setGlobal("location", { href: url });
  setGlobal("document", { title, referrer: "https://search.example/" });
}

test("pages wait in the tab, the current one apart (V2)", () => {
  const pages = openPages(fakeArea());
  for (const url of ["https://a.example/", "https://a.example/1", "https://a.example/1", "https://a.example/2"]) {
    visit(url);
    pages.note();
  }
  visit("https://a.example/2", "title set later");
  const views = pages.take();
  assert.deepEqual(views.seen.map(({ url }) => url), ["https://a.example/", "https://a.example/1"]);
  assert.equal(views.seen[0]?.referrer, "https://search.example/");
  assert.deepEqual(views.page, { url: "https://a.example/2", title: "title set later", referrer: "https://a.example/1" });
  assert.deepEqual(pages.take().seen, []);
});

test("views that could not be told come back in their order", () => {
  const pages = openPages(fakeArea());
  visit("https://a.example/1");
  const views = pages.take();
  visit("https://a.example/2");
  pages.note();
  pages.putBack(views);
  assert.deepEqual(pages.take().seen.map(({ url }) => url), ["https://a.example/1"]);
});

test("at most fifty are kept", () => {
  const pages = openPages(fakeArea());
  for (let i = 0; i < 80; i++) {
    visit(`https://a.example/${i}`);
    pages.note();
  }
  const { page, seen } = pages.take();
  assert.equal(page.url, "https://a.example/79");
  assert.equal(seen.length, 49);
});

test("with a session a view is handed on at once", () => {
  const pages = openPages(fakeArea());
  const told: PageView[] = [];
  pages.onView = (view) => told.push(view);
  visit("https://a.example/");
  pages.note();
  pages.note();
  assert.deepEqual(told.map(({ url }) => url), ["https://a.example/"]);
});

test("without consent no page is kept", () => {
  const pages = openPages(fakeArea(undefined, () => false));
  visit("https://a.example/");
  pages.note();
  visit("https://a.example/2");
  assert.deepEqual(pages.take().seen, []);
});

test("an address that the hub would refuse loses its query, not its meaning", () => {
  assert.equal(fitUrl("https://a.example/b?c#d"), "https://a.example/b?c#d");
  assert.equal(fitUrl(`https://a.example/b?${"c".repeat(5000)}`), "https://a.example/b");
  assert.equal(fitUrl(`https://a.example/${"b".repeat(5000)}`), "https://a.example");
});
