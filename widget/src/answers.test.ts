import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf } from "./answers";
import type { FieldKind } from "./protocol";

/** The same examples as in protocol/src/playbook.rs. */
const EXAMPLES: [FieldKind, good: string[], bad: string[]][] = [
  [
    "email",
    ["a@b.fr", "prénom.nom+x@sous.domaine.example", "a.b@xn--caf-dma.example"],
    ["", "a", "a@b", "a b@c.fr", "@c.fr", "a@.fr", "a@b..fr", "a@-b.fr", "<a@b.fr>", "a@b.fr, c@d.fr"],
  ],
  [
    "phone",
    ["06 12 34 56 78", "+33 (0)6.12.34.56.78", "(555) 010-9999", "612345"],
    ["", "12345", "06 12 34 56 78 90 12 34 56", "appelez-moi", "06+12345678", "06 12 34 56 78 <b>"],
  ],
];

test("addresses and numbers are taken as the hub takes them (A11)", () => {
  for (const [kind, good, bad] of EXAMPLES) {
    for (const value of good) assert.equal(faultOf({ kind, required: true }, ` ${value} `), undefined, value);
    for (const value of bad) assert.equal(faultOf({ kind, required: true }, value), value ? "wrong" : "missing", value);
  }
});

test("other edges of an address", () => {
  const email = (value: string) => faultOf({ kind: "email", required: true }, value);
  assert.equal(email(`${"a".repeat(248)}@b.fr`), undefined);
  assert.equal(email(`${"a".repeat(250)}@b.fr`), "wrong");
  assert.equal(email(`${"é".repeat(125)}@b.fr`), "wrong", "bytes count");
  for (const value of ["a@b@c.fr", "a@b-.fr", "a@b_c.fr", 'a"@b.fr', "a\u0007@b.fr"]) assert.equal(email(value), "wrong", value);
  assert.equal(email("a@münchen-süd.example"), undefined);
});

test("only what is required may not be empty, and other kinds take anything", () => {
  for (const kind of ["text", "name", "email", "phone", "other"] as const) {
    assert.equal(faultOf({ kind, required: false }, " \n"), undefined);
    assert.equal(faultOf({ kind, required: true }, " \n"), "missing");
  }
  for (const kind of ["text", "name", "other"] as const) assert.equal(faultOf({ kind, required: true }, "<a@b>"), undefined);
});

test("a long hostile address is judged in no time", () => {
  const began = performance.now();
  faultOf({ kind: "email", required: true }, `a@${"-a".repeat(120)}-`);
  faultOf({ kind: "email", required: true }, `a@${"a".repeat(16_000)}!`);
  assert.ok(performance.now() - began < 500);
});
