// Decides what is shown of a former diagnostic: which of its answers wait to be confirmed, and how their day is said.
// None of them counts before somebody has confirmed it, which is an ordinary answer. Pure; Former.jsx draws it.
import { month } from "./french.js";
import { labelOf } from "./words.js";

// The former answers that this questionnaire can show, by question. `copy.former` is { le, reponses }, or nothing.
export const formerAnswers = (copy, model) => {
  const told = Object.entries(copy.former?.reponses ?? {});
  return Object.fromEntries(told.filter(([id, values]) => values.length && fits(model.byId.get(id), values)));
};
const fits = (question, values) => Boolean(question) && values.every((value) => question.options.some((option) => option.v === value));

// Those of these questions that nobody has confirmed or changed yet.
export const toReview = (questions, { answers, former }) => questions.filter(({ id }) => former[id] && !answers[id]?.length);

// « En mars 2025 »
export const whenThen = (copy) => `En ${month(new Date(`${copy.former.le}T12:00:00`))}`;

// What a former answer was, as its question names it today.
export const saidThen = (question, values) => labelOf(question, values);

// What the key that confirms does to the question under it: the values it gives, or why it gives none.
export const confirmed = (question, current, then) => {
  if (!then) return { values: null, said: `${question.id} n’a pas de réponse d’alors à confirmer. Rien n’a changé.` };
  if (current.length) return { values: null, said: `${question.id} a déjà une réponse. Rien n’a changé.` };
  return { values: then, said: `${question.id}, confirmé : ${saidThen(question, then)}.` };
};
