import assert from "node:assert/strict";
import { test } from "node:test";
import { Journey, prepared } from "../../assets/wizard/journey.js";
import { CHECK, PAUSE, stepOf, stepOfTheme, stepsOf, stepToResume, THANKS } from "../../assets/wizard/steps.js";

const question = (id, theme, short, cond = null) => ({ id, theme, short, cond, minutes: 0.3, options: [{ v: "oui" }, { v: "non" }] });
const model = prepared({
  themes: [{ id: "a" }, { id: "b" }, { id: "c" }],
  questions: [
    question("A1", "a", true),
    question("A2", "a", false),
    question("B1", "b", true),
    question("B2", "b", true, { q: "B1", v: ["oui"] }),
    question("C1", "c", false),
  ],
  order: ["A1", "A2", "B1", "B2", "C1"],
  contradictions: [],
});
const steps = (answers = {}, over = null) => stepsOf(new Journey(model, {}, answers), over);
const names = (found) => found.map((each) => each.id);

test("essential questions come first, then the pause, the rest, and a last look", () => {
  assert.deepEqual(names(steps()), ["court-a", "court-b", PAUSE, "plus-a", "plus-c", CHECK]);
});

test("every question that applies is on exactly one screen", () => {
  const shown = steps({ B1: ["oui"] }).flatMap((each) => each.questions.map(({ id }) => id));
  assert.deepEqual(shown.toSorted(), ["A1", "A2", "B1", "B2", "C1"]);
});

test("a hand-over link has its theme whole, then thanks", () => {
  const found = steps({}, { theme: "a" });
  assert.deepEqual(names(found), ["theme-a", THANKS]);
  assert.deepEqual(found[0].questions.map(({ id }) => id), ["A1", "A2"]);
});

test("a first visit starts at the first screen, a former question does not lose anybody", () => {
  assert.equal(stepToResume(steps(), null).id, "court-a");
  assert.equal(stepToResume(steps(), "ZZ-99").id, "court-a");
});

test("an unfinished screen is come back to, a finished one leads to the next that is not", () => {
  assert.equal(stepToResume(steps({ B1: ["oui"] }), "B1").id, "court-b");
  assert.equal(stepToResume(steps({ A1: ["oui"] }), "A1").id, "court-b");
  assert.equal(stepToResume(steps({ A1: ["oui"], B1: ["non"], A2: ["oui"] }), "A2").id, "plus-c");
});

test("a path walked to its end leads to the pause, also when questions were passed over", () => {
  assert.equal(stepToResume(steps({ B1: ["non"] }), "B1").id, PAUSE);
  assert.equal(stepToResume(steps({ A1: ["oui"], B1: ["non"] }), "B1").id, PAUSE);
});

test("a question and a theme are found where they are asked now", () => {
  assert.equal(stepOf(steps(), "A2").id, "plus-a");
  assert.equal(stepOf(steps(), "B2"), undefined);
  assert.equal(stepOfTheme(steps({ A1: ["oui"] }), "a").id, "plus-a");
  assert.equal(stepOfTheme(steps({ A1: ["oui"], A2: ["oui"] }), "a").id, "court-a");
  assert.equal(stepOfTheme(steps(), "zz"), undefined);
});
