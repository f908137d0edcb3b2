// Decides what the screens read of a file: one frozen picture, whose parts stay the same objects as long as nothing that
// they depend on has changed, so that what has not changed is not drawn again.
import { formerAnswers } from "./former.js";
import { Journey } from "./journey.js";
import { answersOf, disputesOf } from "./ledger.js";

export const SHOWN_SAVING_AFTER = 400; // milliseconds: a quick answer is not announced twice

export const pictureOf = (file, former) => {
  const { copy, pending, model, waitingSince } = file;
  const ready = Boolean(copy) && !file.gone;
  const same = former?.copy === copy && former.pending === pending && former.model === model && former.ready === ready;
  return {
    ready,
    copy,
    pending,
    model,
    problem: ready ? "" : file.problem,
    replaced: !ready && Boolean(file.replaced),
    offline: file.offline,
    busy: file.busy,
    fragile: file.fragile,
    savedAt: file.savedAt,
    notes: file.notes,
    refused: file.refused,
    ...(same ? decidedIn(former) : decided(model, ready, copy, pending, former)),
    slow: waitingSince !== null && performance.now() - waitingSince >= SHOWN_SAVING_AFTER,
  };
};

const decidedIn = ({ answers, disputes, journey, former }) => ({ answers, disputes, journey, former });

const decided = (model, ready, copy, pending, before) => {
  if (!ready) return { answers: {}, disputes: {}, journey: null, former: {} };
  const answers = sameWhereEqual(answersOf(copy, pending), before?.answers);
  const former = sameWhereEqual(formerAnswers(copy, model), before?.former);
  return { answers, disputes: disputesOf(copy, pending), journey: new Journey(model, copy.territory.faits, answers), former };
};

// An answer whose values are those drawn before is the same object as before.
const sameWhereEqual = (answers, drawn = {}) => {
  for (const [question, values] of Object.entries(answers)) {
    const before = drawn[question];
    if (before && before.length === values.length && before.every((value, place) => value === values[place])) answers[question] = before;
  }
  return answers;
};
