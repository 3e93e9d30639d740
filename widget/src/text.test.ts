import assert from "node:assert/strict";
import { test } from "node:test";
import { TEXT_MAX_CHARS } from "./protocol";
import { countChars, splitLinks, wellFormed } from "./text";

const links = (text: string) => splitLinks(text).filter(({ isLink }) => isLink).map(({ text }) => text);

test("characters are counted as the hub counts them", () => {
  assert.equal(countChars("é"), 1);
  assert.equal(countChars("😀".repeat(TEXT_MAX_CHARS)), TEXT_MAX_CHARS);
  assert.equal(countChars("😀".repeat(TEXT_MAX_CHARS + 1)), TEXT_MAX_CHARS + 1);
});

test("half a surrogate pair is replaced", () => {
  assert.equal(wellFormed("a\ud800b"), "a\ufffdb");
  assert.equal(wellFormed("😀"), "😀");
});

test("only http and https become links", () => {
  assert.deepEqual(links("http://a.example et HTTPS://b.example/c?d=e#f"), ["http://a.example", "HTTPS://b.example/c?d=e#f"]);
  assert.deepEqual(links("javascript:alert(1) data:text/html,x ftp://a.example www.a.example xhttp://a"), []);
});

test("the sentence's punctuation is not of the link", () => {
  assert.deepEqual(links("Voyez https://a.example/b, puis (https://a.example/c)."), ["https://a.example/b", "https://a.example/c"]);
  assert.deepEqual(links("« https://fr.wikipedia.org/wiki/Lin_(plante) » !"), ["https://fr.wikipedia.org/wiki/Lin_(plante)"]);
});

test("the parts put together are the text", () => {
  const text = "<b>a</b> https://a.example/?x=<script> https://b.example.\nfin";
  assert.equal(splitLinks(text).map(({ text }) => text).join(""), text);
});

test("a long text of brackets is cut in no time", () => {
  const began = performance.now();
  splitLinks("https://" + "(".repeat(TEXT_MAX_CHARS));
  splitLinks("https://a" + "(a".repeat(TEXT_MAX_CHARS / 2));
  splitLinks("https://".repeat(TEXT_MAX_CHARS / 8));
  assert.ok(performance.now() - began < 500);
});
