import assert from "node:assert/strict";
import { test } from "node:test";
import { CARD_WORDS } from "./card_words";
import { chooseLanguage, type Language } from "./language";
import { LAUNCHER_WORDS } from "./launcher_words";
import { WORDS } from "./words";

test("the tag's language comes first, then the page's, then the browser's, else English (L1)", () => {
  assert.equal(chooseLanguage(["es", "fr", "en"]), "es");
  assert.equal(chooseLanguage([undefined, "fr-CA"]), "fr");
  assert.equal(chooseLanguage(["", "de", "ES_mx"]), "es");
  assert.equal(chooseLanguage([null, "de", "ja"]), "en");
});

test("counts have their plural forms", () => {
  assert.equal(LAUNCHER_WORDS.fr.unread(1), "1 message non lu");
  assert.equal(LAUNCHER_WORDS.fr.unread(2), "2 messages non lus");
  assert.equal(LAUNCHER_WORDS.es.unread(1), "1 mensaje sin leer");
  assert.equal(LAUNCHER_WORDS.en.unread(12), "12 unread messages");
});

test("no sentence is missing or the same in all three languages", () => {
  const all = (language: Language): Record<string, unknown> =>
    ({ ...WORDS[language], ...CARD_WORDS[language], ...CARD_WORDS[language].causes });
  for (const key of Object.keys(all("en"))) {
    const said = [all("fr"), all("es"), all("en")].map((words) => String(words[key] ?? ""));
    assert.ok(said.every(Boolean), key);
    if (key !== "title" && key !== "bot" && typeof all("en")[key] === "string") assert.ok(new Set(said).size > 1, key);
  }
});
