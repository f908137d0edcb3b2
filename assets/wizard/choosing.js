// Decides what ticking one option does to an answer: exclusive options, « trois au plus », and the order of ticking.

const APART = "Ces réponses ne vont pas ensemble : nous avons gardé la dernière.";

// Gives the new values, and a sentence when something else happened than what was clicked.
export const choose = (question, current, value, ticked) => {
  if (!question.multiple) return { values: [value], note: "" };
  const others = current.filter((each) => each !== value);
  if (!ticked) return { values: others, note: "" };
  const alone = (name) => question.options.some((option) => option.v === name && (option.alone || option.nsp));
  const kept = alone(value) ? [] : others.filter((each) => !alone(each));
  const values = [...kept, value];
  if (question.max && values.length > question.max) {
    return { values: current, note: `${question.max} réponses au plus. Décochez-en une pour en choisir une autre.` };
  }
  return { values, note: kept.length < others.length ? APART : "" };
};

// What a screen reader and an eye are told of the number still allowed, before the limit is met.
export const allowance = (question, current) => {
  if (!question.max || !current.length || current.some((value) => value === "nsp")) return "";
  const left = question.max - current.length;
  if (left > 0) return "";
  return `Vos ${question.max} réponses sont choisies. Pour en changer, décochez-en une.`;
};
