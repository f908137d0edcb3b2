import assert from "node:assert/strict";
import { test } from "node:test";
import { answersOf, disputesOf, merged, newestOnly, opened, withChanges } from "../../assets/wizard/ledger.js";

const row = (n, q, v, etat = "retenue") => ({ n, q, v, le: "2026-11-26T10:00:00Z", par: "elu", confie: null, etat });
const told = (...rows) => ({
  territoire: { code: "38061", nom: "La Buisse", faits: {} },
  ouvert: "2026-11-26",
  version: "1",
  avis: [],
  courriel: false,
  confie: null,
  reprise: null,
  curseur: Math.max(0, ...rows.map((each) => each.n)),
  reponses: rows.filter((each) => each.etat === "retenue"),
  a_departager: rows.filter((each) => each.etat !== "retenue"),
});
const values = (copy) => Object.fromEntries(Object.entries(copy.rows).map(([q, { v }]) => [q, v]));

test("the server's word replaces the copy, what this device alone knows stays", () => {
  const former = { ...opened(told(row(1, "A", ["x"]))), kept: true, role: "agent", device: "d1" };
  const copy = opened(told(row(3, "B", ["y"])), former);
  assert.deepEqual(values(copy), { B: ["y"] });
  assert.deepEqual([copy.kept, copy.role, copy.device, copy.cursor], [true, "agent", "d1", 3]);
});

test("changes may be told twice, and late ones do not undo newer ones", () => {
  const start = opened(told(row(1, "A", ["x"])));
  const once = withChanges(start, [row(2, "A", ["y"])]);
  assert.deepEqual(withChanges(once, [row(2, "A", ["y"]), row(1, "A", ["x"])]), once);
  assert.deepEqual(start.rows.A.v, ["x"]); // the copy given is left alone
});

test("an answer set aside leaves the kept one, until somebody answers again", () => {
  const disputed = withChanges(opened(told(row(1, "A", ["x"]))), [row(2, "A", ["y"], "a-departager")]);
  assert.deepEqual(values(disputed), { A: ["x"] });
  assert.deepEqual(disputed.disputes.A.map((each) => each.v), [["y"]]);
  assert.equal(disputed.newest.A, 2);
  const settled = withChanges(disputed, [row(3, "A", ["y"])]);
  assert.deepEqual(values(settled), { A: ["y"] });
  assert.deepEqual(settled.disputes, {});
});

test("a dispute settled before it is heard of is no dispute", () => {
  const copy = withChanges(opened(told(row(3, "A", ["x"]))), [row(2, "A", ["y"], "a-departager")]);
  assert.deepEqual(copy.disputes, {});
});

test("of a device set aside twice, the last word alone waits for a choice", () => {
  const once = withChanges(opened(told(row(1, "A", ["x"]))), [row(2, "A", ["y"], "a-departager")]);
  const twice = withChanges(once, [{ ...row(3, "A", ["z"], "a-departager"), remplace: 2 }]);
  assert.deepEqual(twice.disputes.A.map((each) => each.v), [["z"]]);
  assert.deepEqual(merged(twice, once).disputes, twice.disputes);
  assert.deepEqual(merged(once, twice).disputes, twice.disputes);
});

test("three devices may disagree: every answer set aside is kept for the choice", () => {
  const copy = withChanges(opened(told(row(1, "A", ["x"]))), [row(2, "A", ["y"], "a-departager"), row(3, "A", ["z"], "a-departager")]);
  assert.deepEqual(copy.disputes.A.map((each) => each.n), [2, 3]);
});

test("what waits here stands over what is stored, an erased answer included", () => {
  const copy = opened(told(row(1, "A", ["x"]), row(2, "B", ["y"])));
  assert.deepEqual(answersOf(copy, [{ q: "A", v: [] }, { q: "C", v: ["z"] }]), { A: [], B: ["y"], C: ["z"] });
});

test("of several answers to one question that wait here, the last given is sent, in the order they were given", () => {
  const messages = [
    { id: "a", q: "A", v: ["1"], t: 1 },
    { id: "b", q: "B", v: ["1"], t: 2 },
    { id: "c", q: "A", v: ["2"], t: 3 },
  ];
  assert.deepEqual(newestOnly(messages.toReversed()).map(({ id }) => id), ["b", "c"]);
});

test("two tabs' copies make one: the newest row of each question, as far as either knows", () => {
  const start = opened(told(row(1, "A", ["x"])));
  const [one, other] = [withChanges(start, [row(2, "A", ["y"])]), withChanges(start, [row(3, "B", ["z"]), row(4, "B", ["w"], "a-departager")])];
  for (const both of [merged(one, other), merged(other, one)]) {
    assert.deepEqual(values(both), { A: ["y"], B: ["z"] });
    assert.deepEqual([both.cursor, both.newest, both.disputes.B.length], [4, { A: 2, B: 4 }, 1]);
  }
});

test("a file merged on the server may set aside what this device had given: both are shown, and choosing ends it", () => {
  // Its row 2 came before another installation's answer: it is told again, after it, under a new number.
  const here = withChanges(opened(told(row(1, "A", ["x"]))), [row(2, "A", ["mine"])]);
  const told2 = [row(3, "A", ["theirs"]), { ...row(4, "A", ["mine"], "a-departager"), remplace: 1 }];
  const both = withChanges(here, told2);
  assert.deepEqual(values(both), { A: ["theirs"] });
  assert.deepEqual(both.disputes.A.map((each) => each.v), [["mine"]]);
  assert.equal(both.newest.A, 4);
  assert.deepEqual(withChanges(both, told2), both);
  assert.deepEqual(withChanges(both, [row(5, "A", ["mine"])]).disputes, {});
});

test("the former answers stay on the device with the rest, whatever comes in since", () => {
  const avant = { le: "2025-03-03", reponses: { A: ["x"] } };
  const copy = opened({ ...told(), avant });
  assert.deepEqual(withChanges(copy, [row(1, "A", ["x"])]).former, avant);
  assert.deepEqual(merged(copy, opened(told(row(2, "B", ["y"])))).former, avant);
  assert.equal(opened(told()).former, null);
});

// --- the town's answers and its advisor's

const proposed = (n, q, v, more = {}) => ({ ...row(n, q, v, "a-departager"), cote: "conseil", ...more });
const advisedTold = (...rows) => ({ ...told(...rows), conseil: { expire: "2026-12-10" } });

test("an advisor sees their own last word where it waits beside the town's, the town its own", () => {
  const rows = [row(1, "A", ["x"]), proposed(2, "A", ["y"])];
  assert.deepEqual(answersOf(opened(told(...rows)), []), { A: ["x"] });
  const copy = opened(advisedTold(...rows));
  assert.deepEqual(answersOf(copy, []), { A: ["y"] });
  assert.deepEqual(copy.disputes.A.map(({ cote }) => cote), ["conseil"]);
  assert.deepEqual(answersOf(copy, [{ q: "A", v: ["z"], base: 2, t: 1, id: "visit1-1" }]), { A: ["z"] });
});

test("what an advisor takes back waits no more, whoever looks", () => {
  const rows = [row(1, "A", ["x"]), proposed(2, "A", ["y"]), proposed(3, "A", [], { remplace: 2 })];
  for (const copy of [opened(told(...rows)), opened(advisedTold(...rows))]) {
    assert.deepEqual(disputesOf(copy, []), {});
    assert.deepEqual(answersOf(copy, []), { A: ["x"] });
  }
});

test("a proposal that leaves hides no disagreement, a choice does", () => {
  const copy = opened(advisedTold(row(1, "A", ["x"]), proposed(2, "A", ["y"])));
  const message = { q: "A", v: ["z"], base: 2, t: 1, id: "visit1-1" };
  assert.deepEqual(Object.keys(disputesOf(copy, [message])), ["A"]);
  assert.deepEqual(disputesOf(copy, [{ ...message, choix: true }]), {});
  assert.deepEqual(disputesOf({ ...copy, advised: null }, [message]), {});
});
