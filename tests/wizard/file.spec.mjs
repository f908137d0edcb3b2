// What becomes of the answers of one file in one page, whatever the network, the storage, the clock and others do.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { File } from "../../assets/wizard/file.js";
import { breath, MODEL, row, SECRET, settled, told, World, WRITTEN } from "./world.mjs";

let world;
let file;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.parse("2026-11-26T09:00:00Z") });
  world = new World();
});
afterEach(async () => {
  file?.stop();
  for (const each of world.asked) each.cut();
  await breath();
  mock.timers.reset();
});

const page = () => {
  world.open();
  file = new File(MODEL, SECRET);
  file.start();
  return file;
};
const openedPage = async (rows = [], more = {}) => {
  page();
  await (await world.request("dossier")).answer(told(rows, more));
  return file;
};
const later = async (milliseconds) => {
  mock.timers.tick(milliseconds);
  await breath();
};
const answers = () => file.snapshot().answers;

// --- nothing typed is ever lost

test("two answers to one question, the clock set back in between: the last one given is the one kept", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).cut();
  file.stop();
  mock.timers.setTime(Date.parse("2020-01-01T00:00:00Z"));
  await openedPage();
  file.answer("A", ["y"]);
  assert.deepEqual(answers().A, ["y"]);
  assert.deepEqual(world.waiting().map(({ v }) => v), [["y"]]);
});

test("an answer stored while the file was being asked for again is not undone by the older word of the server", async () => {
  await openedPage([row(1, "A", ["x"])]);
  file.stop();
  page();
  const late = await world.request("dossier");
  file.answer("A", ["y"]);
  const sent = await world.request("reponses");
  await sent.answer(settled(sent.body.reponses, 2));
  await late.answer(told([row(1, "A", ["x"])]));
  assert.deepEqual(answers().A, ["y"]);
  assert.equal(file.copy.newest.A, 2);
});

test("an answer is on its way when the page is left for another of the site: it still arrives, and is let go of", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  const sent = await world.request("reponses");
  file.stop();
  await sent.answer(settled(sent.body.reponses, 1));
  assert.deepEqual(world.waiting(), []);
});

test("an answer that waits for its next try leaves when the page is left for another of the site", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).cut();
  file.stop();
  const sent = await world.request("reponses");
  assert.deepEqual(sent.body.reponses.map(({ q }) => q), ["A"]);
});

test("a page left and forgotten does not come back on the device with its last acknowledgement", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  const sent = await world.request("reponses");
  file.stop();
  world.storage.clear();
  await sent.answer(settled(sent.body.reponses, 1));
  assert.deepEqual(Object.keys(world.storage), []);
});

test("the device holds what was stored before it lets the message go", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  const sent = await world.request("reponses");
  const remove = world.storage.removeItem;
  let held;
  Object.defineProperty(world.storage, "removeItem", {
    enumerable: false,
    value(key) {
      held ??= JSON.parse(this.getItem(file.vault.copyKey)).rows.A?.v;
      remove.call(this, key);
    },
  });
  await sent.answer(settled(sent.body.reponses, 1));
  assert.deepEqual(held, ["x"]);
});

test("a batch too large for the server leaves in parts", async () => {
  await openedPage();
  world.happens("offline");
  const long = Array.from({ length: 60 }, (_, place) => `valeur-${String(place).padStart(3, "0")}-${"v".repeat(40)}`);
  for (let place = 0; place < 40; place += 1) file.answer(`Q-${place}`, long);
  let arrived = 0;
  for (let turn = 0; arrived < 40 && turn < 60; turn += 1) {
    const sent = await world.request("reponses");
    assert.ok(sent.size <= 16 * 1024, `${sent.size} bytes`);
    await sent.answer(settled(sent.body.reponses, arrived + 1));
    arrived += sent.body.reponses.length;
  }
  assert.equal(arrived, 40);
  assert.deepEqual(world.waiting(), []);
});

test("one message that the server will not even read does not hold the others; it stays kept, and is told", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  const first = await world.request("reponses");
  file.answer("B", ["y"]);
  file.answer("C", ["z"]);
  await first.cut();
  await later(1000);
  const left = new Set(["A", "B", "C"]);
  for (let turn = 0; turn < 12 && left.size > 1; turn += 1) {
    const sent = await world.request("reponses");
    const names = sent.body.reponses.map(({ q }) => q);
    if (names.includes("B")) await sent.refuse(400, "demande", "Illisible.");
    else {
      await sent.answer(settled(sent.body.reponses, 10 - left.size));
      for (const name of names) left.delete(name);
    }
  }
  assert.deepEqual([...left], ["B"]);
  assert.deepEqual(world.waiting().map(({ q }) => q), ["B"]);
  assert.equal(file.snapshot().notes.B, "Illisible.");
  await later(120_000);
  const asked = world.asked.filter(({ name }) => name === "reponses").length;
  await later(120_000);
  assert.equal(world.asked.filter(({ name }) => name === "reponses").length, asked);
});

test("a link that opens nothing any more is asked once, not for ever; what waits is kept and shown", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).refuse(410, "expire", "La date limite de ce lien est passée.");
  await later(60_000);
  assert.equal(world.asked.filter(({ name }) => name === "reponses").length, 1);
  const shown = file.snapshot();
  assert.equal(shown.ready, false);
  assert.match(shown.problem, /date limite/);
  assert.deepEqual(shown.pending.map(({ q }) => q), ["A"]);
  assert.equal(world.waiting().length, 1);
});

test("a link that opens again, on a server put right, opens the page again with what waited", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).refuse(404, "lien", "Ce lien ne mène à aucun diagnostic.");
  for (const each of world.unanswered("suivi")) await each.cut();
  await world.shown(false);
  await world.shown(true);
  const sent = world.unanswered("reponses").at(-1); // the one before left as the page was hidden
  await sent.answer(settled(sent.body.reponses, 1));
  assert.equal(file.snapshot().ready, true);
  assert.deepEqual(answers().A, ["x"]);
  await world.request("suivi");
});

test("a link taken back while its page is open is said at once", async () => {
  await openedPage();
  await (await world.request("suivi")).refuse(410, "expire", "Ce lien a été retiré.");
  assert.equal(file.snapshot().ready, false);
  assert.match(file.snapshot().problem, /retiré/);
});

test("a personal link that was changed: what waits here stays, and is said as such", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  const changed = { code: "expire", message: "Le lien personnel a été changé.", remplace: true };
  await (await world.request("reponses")).answer(changed, 410);
  const { ready, replaced, problem, pending } = file.snapshot();
  assert.deepEqual([ready, replaced, problem], [false, true, "Le lien personnel a été changé."]);
  assert.deepEqual(pending.map(({ v }) => v), [["x"]]);
  assert.deepEqual(world.waiting().map(({ v }) => v), [["x"]]);
  await later(120_000);
  assert.deepEqual(world.unanswered("reponses"), [], "a link that opens nothing is not asked again");
  file.stop();
  page();
  await (await world.request("dossier")).answer(changed, 410);
  assert.deepEqual([file.snapshot().replaced, file.snapshot().pending.length], [true, 1]);
});

test("what waited under a former link of the file leaves with what waits under this one", async () => {
  await openedPage();
  const kept = { id: "tablet01-1", q: "B", v: ["y"], base: 0, par: null, t: 1 };
  file.vault.keep(kept);
  file.inherit();
  assert.deepEqual(answers().B, ["y"]);
  const sent = await world.request("reponses");
  assert.deepEqual(sent.body.reponses.map(({ id }) => id), ["tablet01-1"]);
});

test("a page of someone else in place of the server (404, 403) closes nothing: answers wait and leave later", async () => {
  for (const status of [404, 410, 403, 400]) {
    world.storage.clear();
    world.asked.length = 0;
    await openedPage();
    file.answer("A", ["x"]);
    await (await world.request("reponses")).answer("<html>Not here</html>", status);
    assert.equal(file.snapshot().ready, true, `${status}`);
    await later(1000);
    const sent = await world.request("reponses");
    await sent.answer(settled(sent.body.reponses, 1));
    assert.deepEqual(world.waiting(), []);
    file.stop();
  }
});

test("an answer of the server that settles nothing is not asked again at once, for ever", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).answer({ regles: [], reponses: [], curseur: 0 });
  assert.equal(world.unanswered("reponses").length, 0);
  await later(1000);
  assert.equal(world.unanswered("reponses").length, 1);
});

test("a server that asks to wait for weeks is not asked again at once", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).answer({ code: "attente", message: "Attendez." }, 429, { "retry-after": "3000000" });
  await later(10_000);
  assert.equal(world.unanswered("reponses").length, 0);
  await later(600_000);
  assert.equal(world.unanswered("reponses").length, 1);
});

test("an answer of the server that means nothing is said in words, and asked again later", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).answer({});
  assert.match(file.snapshot().busy, /ne répond pas pour l’instant/);
  await later(1000);
  assert.equal(world.unanswered("reponses").length, 1);
});

test("older browsers, which cannot join two reasons to stop, send too", async () => {
  const joined = AbortSignal.any;
  AbortSignal.any = undefined;
  try {
    await openedPage();
    file.answer("A", ["x"]);
    await world.request("reponses");
  } finally {
    AbortSignal.any = joined;
  }
});

// --- storage

test("an answer that the device could not keep is said until it leaves, though the next one could be kept", async () => {
  await openedPage();
  world.storage.room = 0;
  file.answer("A", ["x"]);
  const sent = await world.request("reponses");
  world.storage.room = Infinity;
  world.storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  assert.equal(file.snapshot().fragile, true);
  delete world.storage.setItem;
  const keep = world.storage.setItem.bind(world.storage);
  Object.defineProperty(world.storage, "setItem", {
    configurable: true,
    enumerable: false,
    value: (key, text) => {
      if (text.includes('"q":"A"')) throw new DOMException("full", "QuotaExceededError");
      keep(key, text);
    },
  });
  file.answer("B", ["y"]);
  assert.equal(file.snapshot().fragile, true, "A is still in memory only");
  await sent.answer(settled(sent.body.reponses, 1));
  assert.equal(file.snapshot().fragile, false);
});

test("a copy that does not fit is said, and the word goes away once it fits again", async () => {
  await openedPage();
  world.storage.room = 0;
  file.remember({ kept: true });
  assert.equal(file.snapshot().fragile, true);
  world.storage.room = Infinity;
  file.remember({ role: "x" });
  assert.equal(file.snapshot().fragile, false);
});

test("a damaged copy or message on the device neither breaks the page nor blocks what is given next", async () => {
  const damages = [
    (copy) => ({ ...copy, cursor: -5 }),
    (copy) => ({ ...copy, rows: { A: null } }),
    (copy) => ({ ...copy, newest: null }),
    (copy) => ({ ...copy, disputes: { A: 1 } }),
    (copy) => ({ ...copy, device: "Été !" }),
    (copy) => ({ ...copy, notices: "x" }),
  ];
  for (const damage of damages) {
    world.storage.clear();
    world.asked.length = 0;
    await openedPage([row(1, "A", ["x"])]);
    file.stop();
    const { copyKey, outbox } = file.vault;
    world.storage.setItem(copyKey, JSON.stringify(damage(JSON.parse(world.storage.getItem(copyKey)))));
    for (const bad of [{ base: -1 }, { id: "É-1" }, { t: -1 }, { v: [1] }, { v: "x" }]) {
      const message = { id: "device01-1", q: "B", v: ["x"], base: 0, par: null, t: 1, ...bad };
      world.storage.setItem(outbox + message.id, JSON.stringify(message));
    }
    await openedPage([row(1, "A", ["x"])]);
    file.answer("B", ["y"]);
    const sent = await world.request("reponses");
    assert.deepEqual(sent.body.reponses.map(({ q, v }) => [q, v]), [["B", ["y"]]]);
    assert.match(sent.body.reponses[0].id, /^[0-9a-z]{6,12}-[0-9a-z]{1,11}$/);
    assert.ok(sent.body.depuis >= 0);
    file.stop();
  }
});

test("storage emptied under the page (« effacer les données du site ») is filled again with what waits", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).cut();
  world.storage.clear();
  await world.happens("storage", { key: null, newValue: null });
  assert.deepEqual(world.waiting().map(({ q }) => q), ["A"]);
});

// --- no silent overwrite

test("an answer changed while it waits still speaks for what its author had seen: nothing newer was shown", async () => {
  await openedPage([row(1, "M", ["x"])]);
  file.answer("M", ["x", "y"]);
  await (await world.request("reponses")).refuse(503, "stockage");
  await (await world.request("suivi")).answer({ regles: [], reponses: [row(2, "M", ["z"])], curseur: 2 });
  assert.deepEqual(answers().M, ["x", "y"]);
  file.answer("M", ["y"]);
  assert.equal(file.pending[0].base, 1);
});

test("choosing between two answers speaks for all that was shown, though an older answer still waits here", async () => {
  await openedPage([row(1, "A", ["x"]), row(2, "A", ["y"], "a-departager")]);
  file.answer("A", ["z"]);
  await (await world.request("reponses")).refuse(503, "stockage");
  await (await world.request("suivi")).answer({ regles: [], reponses: [row(3, "A", ["x"], "a-departager")], curseur: 3 });
  file.choose("A", ["y"]);
  assert.equal(file.pending[0].base, 3);
});

test("a choice made shows at once, without network", async () => {
  await openedPage([row(1, "A", ["x"]), row(2, "A", ["y"], "a-departager")]);
  assert.equal(file.snapshot().disputes.A.length, 1);
  file.choose("A", ["y"]);
  assert.equal(file.snapshot().disputes.A, undefined);
  assert.deepEqual(answers().A, ["y"]);
});

test("an answer of this device is never said to come from another, however late the news tell it again", async () => {
  await openedPage();
  const news = await world.request("suivi");
  file.answer("A", ["x"]);
  const sent = await world.request("reponses");
  await sent.answer(settled(sent.body.reponses, 1));
  await news.answer({ regles: [], reponses: [row(1, "A", ["x"])], curseur: 1 });
  assert.equal(file.snapshot().notes.A, "");
  await (await world.request("suivi")).answer({ regles: [], reponses: [row(2, "A", ["y"])], curseur: 2 });
  assert.deepEqual(file.snapshot().notes.A.elsewhere.v, ["y"]);
});

test("a tab that slept does not write an old copy over the newer one of another tab", async () => {
  await openedPage([row(1, "A", ["x"])]);
  const newer = { ...file.copy, rows: { A: { ...file.copy.rows.A, n: 5, v: ["z"] } }, newest: { A: 5 }, cursor: 5, link: SECRET, touched: 1 };
  world.storage.setItem(file.vault.copyKey, JSON.stringify(newer));
  file.remember({ kept: true });
  const held = JSON.parse(world.storage.getItem(file.vault.copyKey));
  assert.deepEqual([held.cursor, held.rows.A.v, held.newest.A, held.kept], [5, ["z"], 5, true]);
});

test("a page that comes back from the browser's memory looks at what other tabs did meanwhile", async () => {
  await openedPage([row(1, "A", ["x"])]);
  const newer = { ...file.copy, rows: { A: { ...file.copy.rows.A, n: 5, v: ["z"] } }, newest: { A: 5 }, cursor: 5, link: SECRET, touched: 1 };
  world.storage.setItem(file.vault.copyKey, JSON.stringify(newer));
  await world.happens("pageshow", { persisted: true });
  assert.deepEqual(answers().A, ["z"]);
});

// --- the network that comes and goes

test("the network is back and nothing waits: it is known at once, not at the end of the next wait for news", async () => {
  await openedPage();
  await world.happens("offline");
  for (const each of world.unanswered("suivi")) await each.cut();
  assert.equal(file.snapshot().offline, true);
  await world.happens("online");
  await (await world.request("reponses")).answer({ regles: [], reponses: [], curseur: 0 });
  assert.equal(file.snapshot().offline, false);
});

test("a proxy that cuts long waits does not make the page say that it is offline", async () => {
  await openedPage();
  await (await world.request("suivi")).cut();
  assert.equal(file.snapshot().offline, false);
  await (await world.request("reponses")).answer({ regles: [], reponses: [], curseur: 0 });
  assert.equal(file.snapshot().offline, false);
  await later(1000);
  await world.request("suivi");
});

test("awake after a night, the page does not go on with a wait that died with the connection", async () => {
  await openedPage();
  const dead = await world.request("suivi");
  await world.shown(false);
  await world.shown(true);
  assert.equal(dead.over, true);
  await world.request("suivi");
  assert.equal(world.unanswered("suivi").length, 1);
});

test("shown and hidden many times, one page waits for news once", async () => {
  await openedPage();
  for (let turn = 0; turn < 5; turn += 1) {
    await world.shown(false);
    await world.shown(true);
    await world.happens("pageshow", { persisted: false });
    await world.happens("online");
  }
  assert.equal(world.unanswered("suivi").length, 1);
});

test("closed, a page asks for nothing more, whatever arrives late", async () => {
  await openedPage();
  const news = await world.request("suivi");
  file.stop();
  await news.answer({ regles: [], reponses: [row(1, "A", ["x"])], curseur: 1 });
  await later(120_000);
  assert.equal(world.asked.filter((each) => !each.over).length, 0);
});

test("opened without network, with answers that wait but no copy: they leave once the file is known", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).cut();
  file.stop();
  for (const each of world.asked) await each.cut();
  world.storage.removeItem(file.vault.copyKey);
  page();
  await (await world.request("dossier")).cut();
  await world.happens("online");
  assert.equal(world.unanswered("reponses").length, 0);
  assert.equal(file.snapshot().ready, false);
  await (await world.request("dossier")).answer(told());
  assert.deepEqual((await world.request("reponses")).body.reponses.map(({ q }) => q), ["A"]);
});

test("while an answer waits, nothing says that all is saved, though the clock was set back", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  const sent = await world.request("reponses");
  await sent.answer(settled(sent.body.reponses, 1));
  mock.timers.setTime(Date.parse("2020-01-01T00:00:00Z"));
  file.answer("B", ["x"]);
  const given = performance.now();
  while (performance.now() - given < 450) await breath();
  await later(500);
  assert.equal(file.snapshot().slow, true);
});

test("an answer refused for a question that is not on the screen is told all the same", async () => {
  await openedPage();
  file.answer("A", ["x"]);
  await (await world.request("reponses")).cut();
  file.stop();
  await (await world.request("reponses")).cut();
  const [message] = world.waiting();
  const gone = { ...message, id: `${message.id.split("-")[0]}-1`, q: "OLD-1", t: 1 };
  world.storage.setItem(file.vault.outbox + gone.id, JSON.stringify(gone));
  await openedPage();
  const sent = await world.request("reponses");
  const answer = settled(sent.body.reponses, 1);
  answer.regles[0] = { id: gone.id, refus: "La question « OLD-1 » n’existe pas." };
  await sent.answer(answer);
  assert.deepEqual(file.snapshot().refused, [{ q: "OLD-1", v: ["x"], why: "La question « OLD-1 » n’existe pas." }]);
});

// --- the questionnaire of the file, not that of the page

test("a file opened with another questionnaire keeps it: its questions are shown, without network too", async () => {
  const former = { ...WRITTEN, version: "0", questions: [{ ...WRITTEN.questions[0], id: "OLD" }], order: ["OLD"] };
  page();
  const asked = await world.request("dossier");
  assert.equal(asked.body.modele, "1:1");
  await asked.answer(told([row(1, "OLD", ["x"])], { version: "0", modele: former }));
  assert.deepEqual(file.snapshot().journey.questions.map(({ id }) => id), ["OLD"]);
  file.stop();

  page();
  assert.deepEqual(file.snapshot().journey.questions.map(({ id }) => id), ["OLD"]);
  const again = await world.request("dossier");
  assert.equal(again.body.modele, "1:0");
  await again.answer(told([row(1, "OLD", ["x"])], { version: "0" }));
  assert.deepEqual(file.snapshot().journey.questions.map(({ id }) => id), ["OLD"]);
});

test("what the page began to ask before its scripts came is taken over, once", async () => {
  const begun = world.beginsToOpen(SECRET);
  page();
  await breath();
  assert.equal(world.unanswered("dossier").length, 1);
  await begun.answer(told([row(1, "A", ["x"])]));
  assert.deepEqual(answers().A, ["x"]);
  file.stop();
  page();
  assert.equal((await world.request("dossier")).body.modele, "1:1");
});

test("what was begun says of another questionnaire: the file asks for that one", async () => {
  const former = { ...WRITTEN, version: "0", questions: [{ ...WRITTEN.questions[0], id: "OLD" }], order: ["OLD"] };
  const begun = world.beginsToOpen(SECRET);
  page();
  await breath();
  await begun.answer(told([row(1, "OLD", ["x"])], { version: "0" }));
  const again = await world.request("dossier");
  assert.equal(again.body.modele, "1:1");
  await again.answer(told([row(1, "OLD", ["x"])], { version: "0", modele: former }));
  assert.deepEqual(file.snapshot().journey.questions.map(({ id }) => id), ["OLD"]);
});

test("what was begun and is cut, or never answered, is asked for again", async () => {
  for (const fails of [(begun) => begun.cut(), () => later(15_000)]) {
    world = new World();
    const begun = world.beginsToOpen(SECRET);
    page();
    await breath();
    await fails(begun);
    assert.match(file.snapshot().problem, /Il faut une connexion/);
    await later(3000);
    await (await world.request("dossier")).answer(told([row(1, "A", ["x"])]));
    assert.deepEqual(answers().A, ["x"]);
    file.stop();
  }
});

test("a questionnaire kept in a shape that these scripts do not read, or damaged, is not believed", async () => {
  for (const kept of ["{", JSON.stringify({ ...WRITTEN, version: "0", format: 9 }), JSON.stringify({ format: 1, version: "0" })]) {
    world.storage.clear();
    await openedPage([], { version: "0", modele: { ...WRITTEN, version: "0" } });
    file.stop();
    world.storage.setItem("ansm-questions-0", kept);
    page();
    assert.equal(file.model, MODEL);
    file.stop();
    for (const each of world.asked) await each.cut();
  }
});

test("questionnaires that no file of the device needs are let go", async () => {
  world.storage.setItem("ansm-questions-ancien", JSON.stringify(WRITTEN));
  await openedPage([], { version: "0", modele: { ...WRITTEN, version: "0" } });
  assert.deepEqual(Object.keys(world.storage).filter((key) => key.startsWith("ansm-questions-")), ["ansm-questions-0"]);
});

// --- a former diagnostic

const AVANT = { le: "2025-03-03", reponses: { A: ["x"], B: ["y"], GONE: ["x"] } };

test("former answers are shown from the device alone, count for nothing, and a confirmed one leaves like any answer", async () => {
  await openedPage([], { avant: AVANT });
  file.stop();
  page(); // without the server's word yet
  const { former, answers: given, journey } = file.snapshot();
  assert.deepEqual([former, given, journey.unanswered().length], [{ A: ["x"], B: ["y"] }, {}, 4]);
  file.answer("A", former.A);
  assert.deepEqual(answers(), { A: ["x"] });
  assert.deepEqual(world.waiting().map(({ q, v }) => [q, v]), [["A", ["x"]]]);
});

test("a copy whose former answers were damaged is not believed", async () => {
  await openedPage([], { avant: AVANT });
  file.stop();
  for (const [key, text] of Object.entries(world.storage)) {
    if (key.startsWith("ansm-dossier-")) world.storage.setItem(key, JSON.stringify({ ...JSON.parse(text), former: { le: 3, reponses: "x" } }));
  }
  page();
  assert.equal(file.snapshot().ready, false);
});
