import assert from "node:assert/strict";
import { test } from "node:test";
import { allowance, choose } from "../../assets/wizard/choosing.js";

const option = (v, more = {}) => ({ v, l: v, ...more });
const single = { multiple: false, options: [option("oui"), option("non")] };
const boxes = { multiple: true, max: 3, options: [option("a"), option("b"), option("c"), option("d"), option("aucun", { alone: true }), option("nsp", { nsp: true })] };

test("a single choice replaces the one before", () => {
  assert.deepEqual(choose(single, ["oui"], "non", true), { values: ["non"], note: "" });
});

test("boxes keep the order of ticking, and unticking takes one away", () => {
  assert.deepEqual(choose(boxes, ["b"], "a", true).values, ["b", "a"]);
  assert.deepEqual(choose(boxes, ["b", "a"], "b", false).values, ["a"]);
});

test("a box beyond the limit changes nothing and says what to do", () => {
  const before = ["a", "b", "c"];
  const { values, note } = choose(boxes, before, "d", true);
  assert.equal(values, before);
  assert.match(note, /3 réponses au plus\. Décochez-en une/);
});

for (const apart of ["aucun", "nsp"]) {
  test(`« ${apart} » stands alone, both ways, and says so`, () => {
    const there = choose(boxes, ["a", "b"], apart, true);
    assert.deepEqual(there.values, [apart]);
    assert.match(there.note, /ne vont pas ensemble/);
    const back = choose(boxes, [apart], "a", true);
    assert.deepEqual(back.values, ["a"]);
    assert.match(back.note, /ne vont pas ensemble/);
  });
}

test("an exclusive answer fits even when the limit was reached", () => {
  assert.deepEqual(choose(boxes, ["a", "b", "c"], "aucun", true).values, ["aucun"]);
});

test("the limit is told when it is reached, before it is met", () => {
  assert.equal(allowance(boxes, ["a"]), "");
  assert.match(allowance(boxes, ["a", "b", "c"]), /Pour en changer, décochez-en une/);
  assert.equal(allowance(single, ["oui"]), "");
});
