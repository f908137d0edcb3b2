// What becomes of answers given without network on files that are not open, and of files put on a device.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { inherit, keepHere, sendAll } from "../../assets/wizard/backlog.js";
import { filesHere, Vault } from "../../assets/wizard/vault.js";
import { MODEL, row, settled, told, World, WRITTEN } from "./world.mjs";

const [ONE, TWO] = ["s".repeat(43), "t".repeat(44)]; // names on a device are drawn from lengths here
const EXPIRE = { conseil: { expire: "2026-12-10" } };
let world;

beforeEach(() => {
  world = new World();
});

const put = async (secret, name, rows = [], more = EXPIRE) => {
  const kept = keepHere(secret, MODEL);
  const territoire = { code: "38061", nom: name, faits: {} };
  await (await world.request("dossier")).answer(told(rows, { territoire, uid: name, ...more }));
  return kept;
};
const answered = (secret, id, q, v, t = 1) => new Vault(secret).keep({ id, q, v, base: 0, par: null, t });

test("a file is put on the device without being opened, and says until when", async () => {
  const copy = await put(ONE, "La Buisse", [row(1, "A", ["x"])]);
  assert.equal(copy.advised.expire, "2026-12-10");
  assert.match(copy.device, /^[0-9a-z]{8}$/);
  assert.deepEqual(filesHere().map((file) => [file.territory.nom, file.rows.A.v, file.waiting]), [["La Buisse", ["x"], 0]]);
});

test("what waits leaves file after file, the open one aside, and what the server answers is kept", async () => {
  await put(ONE, "La Buisse", [row(1, "A", ["x"])]);
  await put(TWO, "Voreppe");
  answered(ONE, "visit001-1", "A", ["y"]);
  answered(ONE, "visit001-2", "B", ["x"], 2);
  answered(TWO, "visit002-1", "A", ["z"]);
  const sending = sendAll();
  for (const each of [1, 2]) {
    const asked = await world.request("reponses");
    await asked.answer(settled(asked.body.reponses, 10 * each));
  }
  const done = await sending;
  assert.deepEqual(done.map(({ name, sent, left }) => [name, sent, left]).sort(), [["La Buisse", 2, 0], ["Voreppe", 1, 0]]);
  assert.deepEqual(world.waiting(), []);
  answered(TWO, "visit002-2", "B", ["x"]);
  assert.deepEqual(await sendAll(TWO), []);
});

test("only the last of two answers to one question leaves", async () => {
  await put(ONE, "La Buisse");
  answered(ONE, "visit001-1", "A", ["x"], 1);
  answered(ONE, "visit001-2", "A", ["y"], 2);
  const sending = sendAll();
  const asked = await world.request("reponses");
  assert.deepEqual(asked.body.reponses.map(({ v }) => v), [["y"]]);
  await asked.answer(settled(asked.body.reponses, 1));
  assert.equal((await sending)[0].sent, 1);
  assert.deepEqual(world.waiting(), []);
});

test("cut midway, or a link closed, nothing is lost and the others still leave", async () => {
  await put(ONE, "La Buisse");
  await put(TWO, "Voreppe");
  answered(ONE, "visit001-1", "A", ["x"]);
  answered(TWO, "visit002-1", "A", ["x"]);
  const sending = sendAll();
  const first = await world.request("reponses");
  const name = first.body.lien === ONE ? "La Buisse" : "Voreppe";
  await first.refuse(410, "expire", "Ce lien est fermé.");
  await (await world.request("reponses")).cut();
  const done = await sending;
  assert.deepEqual(done.map(({ sent, left }) => [sent, left]), [[0, 1], [0, 1]]);
  assert.deepEqual(done.find((each) => each.name === name).why, "Ce lien est fermé.");
  assert.deepEqual(done.map(({ offline }) => offline), [false, true]);
  assert.equal(world.waiting().length, 2);
});

test("what the server will not take stays, to be told where it was given", async () => {
  await put(ONE, "La Buisse");
  answered(ONE, "visit001-1", "A", ["x"]);
  const sending = sendAll();
  const asked = await world.request("reponses");
  await asked.answer({ regles: [{ id: "visit001-1", refus: "Cette réponse n’existe plus." }], reponses: [], curseur: 0 });
  assert.deepEqual(await sending, [{ name: "La Buisse", sent: 0, left: 1, why: "Cette réponse n’existe plus.", offline: false }]);
  assert.equal(world.waiting().length, 1);
});

test("prepared again, a file takes the place of its former copy once that one has sent what it had", async () => {
  await put(ONE, "La Buisse");
  answered(ONE, "visit001-1", "A", ["x"]);
  const again = put(TWO, "La Buisse");
  const asked = await world.request("reponses");
  await asked.cut();
  await again;
  assert.equal(filesHere().length, 2);
  const third = put("u".repeat(45), "La Buisse");
  const retried = await world.request("reponses");
  await retried.answer(settled(retried.body.reponses, 1));
  await third;
  assert.deepEqual(filesHere().map(({ link }) => link), ["u".repeat(45)]);
});

test("a town's own copy of the same file is left alone, and a full device says that it keeps nothing", async () => {
  await put(ONE, "La Buisse", [], { conseil: undefined });
  await put(TWO, "La Buisse");
  assert.equal(filesHere().length, 2);
  world.storage.room = 10;
  assert.equal(await put("u".repeat(45), "Voreppe", [], { ...EXPIRE, modele: { ...WRITTEN, version: "2" }, version: "2" }), null);
});

// --- a personal link that was changed

const TOWN = { conseil: null };
const opened = (secret) => ({ secret, copy: new Vault(secret).copy(), inherited: 0, inherit() { this.inherited += 1; } });

test("what a device holds under a former link of the open file goes on under the one that is open", async () => {
  await put(ONE, "La Buisse", [row(1, "A", ["x"])], TOWN);
  await put(TWO, "La Buisse", [row(1, "A", ["x"])], TOWN);
  const file = opened(TWO);
  const done = inherit(file);
  const asked = await world.request("reponses");
  assert.deepEqual([asked.body.lien, asked.body.reponses], [ONE, []]);
  await asked.answer({ code: "expire", message: "Changé.", remplace: true }, 410);
  await done;
  assert.deepEqual([world.wentOn, file.inherited], [[[ONE, TWO]], 1]);
});

test("nothing goes on that the server did not say changed: closed, unknown, cut, still open", async () => {
  for (const [status, answer] of [[410, { code: "expire", message: "Fini." }], [404, { code: "lien", message: "Rien." }], [200, settled([], 1)], [0, null]]) {
    await put(ONE, "La Buisse", [], TOWN);
    await put(TWO, "La Buisse", [], TOWN);
    const done = inherit(opened(TWO));
    const asked = await world.request("reponses");
    await (status ? asked.answer(answer, status) : asked.cut());
    await done;
    assert.deepEqual(world.wentOn, []);
  }
});

test("neither another file, nor a theme, nor an advisor's copy is asked about; none of them inherits", async () => {
  await put(ONE, "Voreppe", [], TOWN);
  await put(TWO, "La Buisse", [], TOWN);
  await inherit(opened(TWO));
  for (const more of [EXPIRE, { conseil: null, confie: { theme: "t" } }]) {
    await put(ONE, "La Buisse", [], more);
    await inherit(opened(TWO));
    await inherit(opened(ONE));
  }
  assert.deepEqual(world.unanswered("reponses"), []);
});
