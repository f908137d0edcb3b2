// How a file brought from elsewhere leaves, and what each answer of the server means to who brought it.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { AWAY, EMPTY, faultOf, LATER, look, merge, OTHER_KIND, Refused, start, TOO_BIG } from "../../assets/wizard/bringing.js";

// A network of which each answer is given by the specification.
let asked;
class Request {
  upload = {};
  headers = {};
  open(method, address) {
    Object.assign(this, { method, address });
  }
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }
  send(body) {
    this.body = body;
    asked = this;
  }
  answer(status, response) {
    Object.assign(this, { status, response });
    this.onload();
  }
}
beforeEach(() => {
  globalThis.XMLHttpRequest = Request;
});

const FILE = { name: "La Buisse.ansm.json", type: "application/json", size: 900 };
const refused = (sentence) => (error) => error instanceof Refused && error.message === sentence;

test("a document and an exchange file are taken by their name or their kind; what cannot be one is not sent", () => {
  assert.equal(faultOf(FILE), "");
  assert.equal(faultOf({ name: "RAPPORT.PDF", type: "", size: 1 }), "");
  assert.equal(faultOf({ name: "sans nom", type: "application/pdf", size: 1 }), "");
  assert.equal(faultOf({ name: "photo.png", type: "image/png", size: 1 }), OTHER_KIND);
  assert.equal(faultOf({ ...FILE, size: 0 }), EMPTY);
  assert.equal(faultOf({ ...FILE, size: 10_000_001 }), TOO_BIG);
});

test("the file is the body, whatever the browser thinks it is; the link is in no address", async () => {
  const looking = look(FILE, () => {});
  assert.deepEqual([asked.method, asked.address, asked.body], ["POST", "/importer/lire", FILE]);
  assert.equal(asked.headers["content-type"], "application/octet-stream");
  asked.answer(200, { reponses: 3 });
  assert.deepEqual(await looking, { reponses: 3 });
  start(FILE, true, () => {});
  assert.equal(asked.address, "/importer/commencer?mode=nouveau");
  start(FILE, false, () => {});
  assert.equal(asked.address, "/importer/commencer?mode=reprendre");
  merge(FILE, "secret", () => {});
  assert.deepEqual([asked.address, asked.headers.authorization], ["/importer/fusionner", "Bearer secret"]);
});

test("how far it has gone is told as a part of one", () => {
  const parts = [];
  look(FILE, (part) => parts.push(part));
  asked.upload.onprogress({ loaded: 1, total: 4 });
  asked.upload.onprogress({ loaded: 4, total: 0 });
  assert.deepEqual(parts, [0.25, 0]);
});

test("each refusal is the sentence of the server, or ours when a proxy answers in its place or nobody does", async () => {
  const cases = [
    [() => asked.answer(400, { message: "Ce fichier est abîmé." }), "Ce fichier est abîmé."],
    [() => asked.answer(429, { message: "Attendez." }), "Attendez."],
    [() => asked.answer(413, { message: "Trop gros." }), "Trop gros."],
    [() => asked.answer(413, null), TOO_BIG],
    [() => asked.answer(502, null), LATER],
    [() => asked.answer(200, null), LATER],
    [() => asked.onerror(), AWAY],
    [() => asked.ontimeout(), LATER],
  ];
  for (const [happens, sentence] of cases) {
    const looking = look(FILE, () => {});
    happens();
    await assert.rejects(looking, refused(sentence));
  }
});
