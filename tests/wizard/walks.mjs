// Reads one case a line {facts, answers}, walks it with the scripts of the browser, and writes what they decide, one line each.
import { createInterface } from "node:readline";
import { Journey, prepared } from "../../assets/wizard/journey.js";

let model = null;
for await (const line of createInterface({ input: process.stdin })) {
  const found = JSON.parse(line);
  if (!model) {
    model = prepared(found);
    continue;
  }
  const journey = new Journey(model, found.facts, found.answers);
  const left = (short) => journey.unanswered(short).map((question) => question.id);
  const told = {
    questions: journey.questions.map((question) => question.id),
    contradictions: journey.contradictions.map((each) => each.id),
    left: left(false),
    short: left(true),
    minutes: journey.minutesLeft(),
    indices: Object.fromEntries(journey.questions.map((question) => [question.id, journey.knownIndex(question.id)])),
  };
  process.stdout.write(JSON.stringify(told) + "\n");
}
