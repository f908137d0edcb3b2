import assert from "node:assert/strict";
import { test } from "node:test";
import { after, before, codesOf, firstLeft, howTo, leftOn, meant, named, onPaper, range, startsShort, typed } from "../../assets/wizard/entry.js";
import { Journey, prepared } from "../../assets/wizard/journey.js";

const option = (v, more = {}) => ({ v, l: v.toUpperCase(), ...more });
const DONT_KNOW = option("nsp", { nsp: true, alone: true });
const single = (id, short, cond = null) => ({ id, theme: "a", text: `${id}\u00a0?`, short, cond, minutes: 0.3, multiple: false, options: [option("oui"), option("non"), DONT_KNOW], keys: "120" });
const boxes = { ...single("ABC-03", true), multiple: true, max: 2, options: [option("a"), option("b"), option("c"), option("aucun", { alone: true })], keys: "1234" };
const ordered = { ...boxes, id: "ABC-05", short: false, ordered: true };
const questions = [single("ABC-01", true), single("ABC-02", true, { q: "ABC-01", v: ["oui"] }), boxes, single("ABC-04", false), ordered];
const model = prepared({ themes: [{ id: "a" }], questions, order: questions.map(({ id }) => id), contradictions: [] });
const journey = (answers = {}) => new Journey(model, {}, answers);
const key = (name, more = {}) => meant({ key: name, ...more });
const plain = (text) => text.replaceAll("\u00a0", " ");

test("the row of digits answers with digits on a French keyboard, with the shift key or without", () => {
  const row = ["à", "&", "é", '"', "'", "(", "-", "è", "_", "ç"];
  row.forEach((sign, digit) => {
    assert.deepEqual(key(sign, { code: `Digit${digit}` }), { answer: String(digit) });
    assert.deepEqual(key(String(digit), { code: `Digit${digit}` }), { answer: String(digit) });
    assert.deepEqual(key(sign), { answer: String(digit) }, "where the browser does not say which key it was");
  });
});

test("capitals locked and keyboards made for a Mac change nothing", () => {
  for (const [sign, digit] of [["É", 2], ["È", 7], ["Ç", 9], ["À", 0], ["§", 6], ["!", 8]]) {
    assert.deepEqual(key(sign, { code: `Digit${digit}` }), { answer: String(digit) });
    assert.deepEqual(key(sign), { answer: String(digit) });
  }
  assert.deepEqual(key("B", { code: "KeyB" }), { answer: "b" });
});

test("a keypad answers with its digits only: its minus sign is not a six", () => {
  assert.deepEqual(key("6", { code: "Numpad6" }), { answer: "6" });
  assert.deepEqual(key("-", { code: "NumpadSubtract" }), { answer: "-" });
  assert.deepEqual(key("-", { code: "Minus" }), { answer: "-" });
  assert.deepEqual(key("/", { code: "NumpadDivide" }), { go: "jump" });
  assert.deepEqual(key("Enter", { code: "NumpadEnter" }), { go: "on" });
  assert.deepEqual(key("ArrowUp", { code: "Numpad8" }), { go: "back" });
});

test("the slash asks for a question even where it stands above a digit", () => {
  assert.deepEqual(key("/", { code: "Digit7" }), { go: "jump" });
  assert.deepEqual(key(":", { code: "Period" }), { go: "jump" });
});

test("each command has its key, and what is the browser's stays the browser's", () => {
  const ways = { Enter: "on", " ": "on", ArrowDown: "on", Backspace: "back", ArrowUp: "back", Delete: "erase", Escape: "leave", "=": "same", "+": "same" };
  for (const [name, go] of Object.entries(ways)) assert.deepEqual(key(name), { go });
  for (const name of ["Tab", "F5", "Shift", "Home", "Dead", "Unidentified"]) assert.equal(key(name), null);
  for (const held of ["ctrlKey", "altKey", "metaKey"]) assert.equal(key("1", { [held]: true }), null);
});

test("the short paper has its own questions, the whole one all of them, each only while it applies", () => {
  const ids = (found) => found.map(({ id }) => id);
  assert.deepEqual(ids(onPaper(journey(), true)), ["ABC-01", "ABC-03"]);
  assert.deepEqual(ids(onPaper(journey({ "ABC-01": ["oui"] }), false)), ["ABC-01", "ABC-02", "ABC-03", "ABC-04", "ABC-05"]);
});

test("an answer brings its conditional question up next, or goes past it", () => {
  assert.equal(after(journey({ "ABC-01": ["oui"] }), true, "ABC-01"), "ABC-02");
  assert.equal(after(journey({ "ABC-01": ["non"] }), true, "ABC-01"), "ABC-03");
});

test("after the last question comes the end, and from the end one goes back to the last", () => {
  assert.equal(after(journey(), true, "ABC-03"), null);
  assert.equal(after(journey(), true, null), null);
  assert.equal(before(journey(), true, null), "ABC-03");
  assert.equal(before(journey(), false, null), "ABC-05");
});

test("before the first question there is the first", () => {
  assert.equal(before(journey(), true, "ABC-01"), "ABC-01");
  assert.equal(before(journey({ "ABC-01": ["oui"] }), true, "ABC-03"), "ABC-02");
});

test("a question taken away by another answer keeps its place in the order", () => {
  assert.equal(after(journey({ "ABC-01": ["non"] }), true, "ABC-02"), "ABC-03");
  assert.equal(before(journey({ "ABC-01": ["non"] }), true, "ABC-02"), "ABC-01");
});

test("typing starts at the first question without an answer, on the paper that is not finished", () => {
  assert.equal(firstLeft(journey({ "ABC-01": ["non"] }), true), "ABC-03");
  const done = { "ABC-01": ["non"], "ABC-03": ["a"] };
  assert.equal(firstLeft(journey(done), true), null);
  assert.deepEqual(leftOn(journey(done), false).map(({ id }) => id), ["ABC-04", "ABC-05"]);
  assert.equal(startsShort(journey(), null), true);
  assert.equal(startsShort(journey(done), null), false);
  assert.equal(startsShort(journey(), "complet"), false);
  assert.equal(startsShort(journey(done), "court"), true);
});

test("one key answers a single choice and goes on", () => {
  const found = typed(questions[0], [], "2");
  assert.deepEqual([found.values, found.on], [["non"], true]);
  assert.equal(plain(found.said), "ABC-01, noté : NON.");
  assert.deepEqual(typed(questions[0], ["non"], "0").values, ["nsp"]);
});

test("the answer that stands, typed again, is not stored again", () => {
  const current = ["non"];
  const found = typed(questions[0], current, "2");
  assert.equal(found.values, current);
  assert.equal(found.on, true);
});

test("keys tick and untick boxes, and one stays until Enter", () => {
  const ticked = typed(boxes, ["b"], "1");
  assert.deepEqual([ticked.values, ticked.on], [["b", "a"], false]);
  const unticked = typed(boxes, ["b", "a"], "2");
  assert.deepEqual([unticked.values, unticked.on], [["a"], false]);
  assert.match(plain(unticked.said), /décoché : B/);
});

test("the limit is told when it is reached, and nothing is lost beyond it", () => {
  assert.match(typed(boxes, ["a"], "2").said, /2 réponses sont choisies/);
  const current = ["a", "b"];
  const beyond = typed(boxes, current, "3");
  assert.equal(beyond.values, current);
  assert.match(beyond.said, /2 réponses au plus/);
});

test("an exclusive answer replaces the others and says so", () => {
  const found = typed(boxes, ["a"], "4");
  assert.deepEqual(found.values, ["aucun"]);
  assert.match(found.said, /ne vont pas ensemble/);
});

test("an ordered choice keeps the order typed, and shows it", () => {
  const found = typed(ordered, ["c"], "1");
  assert.deepEqual(found.values, ["c", "a"]);
  assert.match(plain(found.said), /coché : A \(choix n° 2\)/);
  assert.equal(codesOf(ordered, ["c", "a"]), "3 1");
  assert.equal(codesOf(boxes, ["c", "a"]), "1 3");
  assert.equal(codesOf(boxes, []), "");
});

test("a key that stands for nothing changes nothing and says which do", () => {
  const current = ["oui"];
  for (const code of ["3", "z", ""]) {
    const found = typed(questions[0], current, code);
    assert.equal(found.values, current);
    assert.equal(found.on, false);
    assert.match(plain(found.said), /ne répond pas à ABC-01 : tapez 1 ou 2, ou 0 pour « Je ne sais pas »\. Rien n’a changé\./);
  }
});

test("the keys of a question are said shortly", () => {
  assert.equal(plain(range(boxes)), "tapez 1 à 4");
  assert.equal(plain(range({ keys: "123456789abcde0" })), "tapez 1 à 9 et a à e, ou 0 pour « Je ne sais pas »");
});

test("each kind of question says how it is typed", () => {
  assert.match(plain(howTo(questions[0])), /^Une seule réponse : /);
  assert.match(howTo(boxes), /^2 au plus\. Chaque code coche ou décoche/);
  assert.match(howTo(ordered), /^2 au plus\. Tapez les codes dans l’ordre choisi/);
});

test("a question is found however its identifier is written", () => {
  for (const text of ["ABC-04", "abc4", " Abc 04 ", "abc-4", "ABC–04"]) assert.deepEqual(named(journey(), text), { id: "ABC-04" });
});

test("an identifier that names nothing, or a question that is not asked, is told with what to do", () => {
  assert.match(plain(named(journey(), "XYZ-1").why), /« XYZ-1 »\. Tapez ce qui est écrit à gauche/);
  assert.match(named(journey(), "").why, /^Tapez ce qui est écrit/);
  assert.match(named(journey(), "ABC-02").why, /ABC-02 n’est pas posée/);
  assert.deepEqual(named(journey({ "ABC-01": ["oui"] }), "ABC-02"), { id: "ABC-02" });
});
