// Decides the order of the screens: essential questions of every theme, a pause, the rest theme by theme, a last look.
// A hand-over link has one theme: its questions on one screen, then a word of thanks.

export const PAUSE = "bilan";
export const CHECK = "verifier";
export const THANKS = "merci";
export const ENTRY = "saisie"; // where a paper is typed in: a screen of its own, in no order
const SHORT = "court";
export const FURTHER = "plus";
const WHOLE = "theme";

const step = (journey, id, theme, questions) => ({
  id,
  theme,
  short: id.startsWith(SHORT),
  questions,
  unanswered: questions.filter((question) => !journey.chosen(question.id).length),
});

export const stepsOf = (journey, handedOver = null) => {
  const ofTheme = (theme) => journey.questions.filter((question) => question.theme === theme.id);
  const word = (id) => step(journey, id, null, []);
  if (handedOver) {
    const theme = journey.model.themes.find((each) => each.id === handedOver.theme);
    return [step(journey, `${WHOLE}-${theme.id}`, theme, ofTheme(theme)), word(THANKS)];
  }
  const path = (name, short) =>
    journey.model.themes
      .map((theme) => step(journey, `${name}-${theme.id}`, theme, ofTheme(theme).filter((question) => question.short === short)))
      .filter((one) => one.questions.length);
  return [...path(SHORT, true), word(PAUSE), ...path(FURTHER, false), word(CHECK)];
};

// The screen a person left: that of the last answer if it is not finished, else the next one of the same path. A path
// walked to its end leads to the pause, where results are offered and what was passed over is counted.
export const stepToResume = (steps, lastQuestion) => {
  const left = Math.max(0, steps.findIndex((each) => each.questions.some((question) => question.id === lastQuestion)));
  const next = steps.slice(left).find((each) => each.unanswered.length && each.short === steps[left].short);
  return next ?? steps.find((each) => each.id === PAUSE || each.id === THANKS);
};

export const stepOf = (steps, question) => steps.find((each) => each.questions.some((one) => one.id === question));

// The screen where a theme is best taken up: the first one with something left, else its first.
export const stepOfTheme = (steps, theme) => {
  const own = steps.filter((each) => each.theme?.id === theme);
  return own.find((each) => each.unanswered.length) ?? own[0];
};
