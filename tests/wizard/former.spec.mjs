// Which former answers wait to be confirmed, and what the key that confirms does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { confirmed, formerAnswers, toReview, whenThen } from "../../assets/wizard/former.js";
import { prepared } from "../../assets/wizard/journey.js";

const options = [{ v: "oui", l: "Oui" }, { v: "non", l: "Non" }];
const model = prepared({ questions: [{ id: "A", options }, { id: "B", options }, { id: "C", options }] });
const copy = { former: { le: "2025-03-03", reponses: { A: ["oui"], B: ["non"], GONE: ["oui"], C: ["disparue"] } } };

test("a former answer is shown when its question and its options are still there", () => {
  assert.deepEqual(formerAnswers(copy, model), { A: ["oui"], B: ["non"] });
  assert.deepEqual(formerAnswers({}, model), {});
  assert.deepEqual(formerAnswers({ former: null }, model), {});
});

test("it waits until the question has an answer, whatever it is", () => {
  const former = formerAnswers(copy, model);
  const left = (answers) => toReview(model.questions, { answers, former }).map(({ id }) => id);
  assert.deepEqual(left({}), ["A", "B"]);
  assert.deepEqual(left({ A: ["oui"] }), ["B"]);
  assert.deepEqual(left({ A: ["non"], B: ["oui"] }), []);
  assert.deepEqual(left({ A: [] }), ["A", "B"]); // erased, it waits again
});

test("the month of the former diagnostic is said", () => {
  assert.equal(whenThen(copy), "En mars\u00a02025");
});

test("the key confirms what waits, and nothing else", () => {
  const [question] = model.questions;
  assert.deepEqual(confirmed(question, [], ["oui"]), { values: ["oui"], said: "A, confirmé\u00a0: Oui." });
  assert.equal(confirmed(question, ["non"], ["oui"]).values, null);
  assert.equal(confirmed(question, [], undefined).values, null);
});
