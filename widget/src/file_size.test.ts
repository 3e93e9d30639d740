import assert from "node:assert/strict";
import { test } from "node:test";
import { CARD_WORDS } from "./card_words";
import { extensionOf } from "./file_size";

test("sizes are decimal, as the limits are, and written as the language does", () => {
  const { fr, en } = CARD_WORDS;
  assert.deepEqual([1, 999, 1_000, 999_949, 999_950, 100_000_000].map(en.size), ["1 B", "999 B", "1 kB", "999.9 kB", "1 MB", "100 MB"]);
  assert.equal(fr.size(2_500_000), "2,5 Mo");
});

test("only what can be an extension is one", () => {
  assert.deepEqual(
    ["plan.PDF", "a.tar.gz", "sans", ".profile", "fin.", "a.<b>", "x.toolongtobeone"].map(extensionOf),
    ["PDF", "GZ", "", "", "", "", ""],
  );
});
