import assert from "node:assert/strict";
import { test } from "node:test";
import { count, day, joined, minutes, timeOfDay, when } from "../../assets/wizard/french.js";

test("a number and its noun never part, zero and one are singular", () => {
  assert.equal(count(0, "réponse", "réponses"), "0\u00a0réponse");
  assert.equal(count(1, "réponse", "réponses"), "1\u00a0réponse");
  assert.equal(count(12, "réponse", "réponses"), "12\u00a0réponses");
});

test("durations are rounded up, and one minute has words", () => {
  assert.equal(minutes(0), "moins d’une minute");
  assert.equal(minutes(0.3), "environ une minute");
  assert.equal(minutes(11.2), "environ 12\u00a0minutes");
});

test("times and days read as French writes them", () => {
  const moment = new Date(2026, 2, 1, 9, 5);
  assert.equal(timeOfDay(moment), "9\u00a0h\u00a005");
  assert.equal(day(moment), "1er\u00a0mars 2026");
  assert.equal(when(moment, moment), "à 9\u00a0h\u00a005");
  assert.equal(when(moment, new Date(2026, 2, 2)), "le 1er\u00a0mars 2026 à 9\u00a0h\u00a005");
});

test("a list ends with « et »", () => {
  assert.equal(joined(["a"]), "a");
  assert.equal(joined(["a", "b", "c"]), "a, b et c");
});
