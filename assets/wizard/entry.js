// Decides what a key does on the fast entry screen, where a paper questionnaire is typed in: which key was meant, what it
// answers, which question comes next. Pure; FastEntry.jsx draws it.
import { allowance, choose } from "./choosing.js";
import { joined } from "./french.js";

const NAMED = {
  Enter: "on",
  " ": "on",
  ArrowDown: "on",
  Backspace: "back",
  ArrowUp: "back",
  Delete: "erase",
  Escape: "leave",
  "/": "jump",
  "=": "same", // confirms a former answer; the same key gives « + » with the shift key, and keypads have that one
  "+": "same",
  ":": "jump", // where « / » is on French keyboards, without the shift key
};
// What French keyboards give for 1 to 0 without the shift key, where the browser does not say which key was pressed.
const UNSHIFTED = { "&": "1", é: "2", '"': "3", "'": "4", "’": "4", "(": "5", "-": "6", "§": "6", è: "7", _: "8", "!": "8", ç: "9", à: "0" };
const LETTER = /[a-z]/;

// What a key means: { answer } with the code of an option, { go } with a command, or null when it is none of ours.
export const meant = ({ key, code = "", ctrlKey = false, altKey = false, metaKey = false }) => {
  if (ctrlKey || altKey || metaKey) return null;
  if (NAMED[key]) return { go: NAMED[key] };
  if ([...key].length !== 1) return null;
  const sign = key.toLowerCase();
  // The keys above the letters are digits, whatever they write; a letter is one wherever it stands.
  const row = /^Digit(\d)$/.exec(code);
  if (row && !LETTER.test(sign)) return { answer: row[1] };
  return { answer: (!code && UNSHIFTED[sign]) || sign };
};

// The questions of the paper that apply to these answers, in the order of the paper.
export const onPaper = (journey, short) => journey.questions.filter((question) => question.short || !short);

// The applicable question after this one in the order of the paper, or before it, wherever this one stands now: an answer
// may have taken it away. Null past the end, which is also where nothing comes after.
export const after = (journey, short, id) => {
  const place = placeOf(journey, id);
  return onPaper(journey, short).find((question) => placeOf(journey, question.id) > place)?.id ?? null;
};
export const before = (journey, short, id) => {
  const place = placeOf(journey, id);
  const own = onPaper(journey, short);
  return own.filter((question) => placeOf(journey, question.id) < place).at(-1)?.id ?? own[0]?.id ?? null;
};
const placeOf = (journey, id) => (id === null ? Infinity : journey.model.questions.findIndex((question) => question.id === id));

// Where typing starts: the first question of the paper without an answer; null when all have one.
export const firstLeft = (journey, short) => leftOn(journey, short)[0]?.id ?? null;
export const leftOn = (journey, short) => onPaper(journey, short).filter((question) => !journey.chosen(question.id).length);

// What is typed in: the short paper until it is done, the whole one then.
export const startsShort = (journey, wanted) => (wanted ? wanted !== "complet" : firstLeft(journey, true) !== null);

// What a code answers: the values it gives, whether one goes on at once, and what is said of it.
export const typed = (question, current, code) => {
  const place = question.keys.indexOf(code);
  if (!code || place < 0) {
    return { values: current, on: false, said: `La touche ${code} ne répond pas à ${question.id} : ${range(question)}. Rien n’a changé.` };
  }
  const option = question.options[place];
  if (!question.multiple && current.includes(option.v)) return { values: current, on: true, said: `${question.id}, déjà noté : ${option.l}.` };
  const ticked = !question.multiple || !current.includes(option.v);
  const { values, note } = choose(question, current, option.v, ticked);
  if (values === current) return { values, on: false, said: note };
  const done = question.multiple ? (ticked ? "coché" : "décoché") : "noté";
  const rank = question.ordered && ticked && values.length > 1 ? ` (choix n° ${values.length})` : "";
  const said = [`${question.id}, ${done} : ${option.l}${rank}.`, note, allowance(question, values)].filter(Boolean).join(" ");
  return { values, on: !question.multiple, said };
};

// « tapez 1 à 4, ou 0 pour « Je ne sais pas » »
export const range = (question) => {
  const known = [...question.keys].filter((key) => key !== "0");
  const runs = [known.filter((key) => key <= "9"), known.filter((key) => key > "9")].filter((keys) => keys.length);
  return `tapez ${joined(runs.map(run))}${question.keys.includes("0") ? ", ou 0 pour « Je ne sais pas »" : ""}`;
};
const run = (keys) => (keys.length < 3 ? keys.join(" ou ") : `${keys[0]} à ${keys.at(-1)}`);

// How one answers the question with keys, said under it.
export const howTo = (question) => {
  if (question.ordered) return `${question.max ? `${question.max} au plus. ` : ""}Tapez les codes dans l’ordre choisi, puis Entrée.`;
  if (question.multiple) return `${question.max ? `${question.max} au plus. ` : ""}Chaque code coche ou décoche. Entrée passe à la suite.`;
  return "Une seule réponse : son code l’enregistre et passe à la suite.";
};

// What is in the answer field: the codes of the answer as it stands, in the order of ticking where it counts.
export const codesOf = (question, values) => {
  const codes = question.options.map((option, place) => [values.indexOf(option.v), question.keys[place]]).filter(([rank]) => rank >= 0);
  if (question.ordered) codes.sort(([one], [other]) => one - other);
  return codes.map(([, code]) => code).join(" ");
};

// The question that these letters name: « sec4 », « SEC 04 » and « SEC-04 » are the same. Gives its identifier, or why not.
export const named = (journey, text) => {
  const [, letters = "", digits = ""] = /^\s*([a-z]+)[\s\-–_.]*(\d+)\s*$/i.exec(text) ?? [];
  const same = ({ id }) => {
    const [theirs, number] = id.split("-");
    return theirs === letters.toUpperCase() && Number(number) === Number(digits);
  };
  const question = digits && journey.model.questions.find(same);
  if (!question) {
    return { why: `${text.trim() ? `Aucune question ne s’appelle « ${text.trim()} ». ` : ""}Tapez ce qui est écrit à gauche de la question sur le papier, par exemple SEC-04.` };
  }
  if (!journey.visible.has(question.id)) return { why: `${question.id} n’est pas posée : d’après les réponses déjà tapées, elle ne concerne pas cette collectivité.` };
  return { id: question.id };
};
