// What is read of a file brought to be checked, before anything is asked of anyone.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { askedAbout, codeIn, NO_CODE, NOT_A_PDF, sumOf, TOO_BIG } from "../../assets/wizard/origin.js";

const CODE = "7K3M-QX2P-9D4T";
const PDF = `%PDF-1.7\n\u00e2\u00e3 <rdf:Description><pdf:Keywords>${CODE}</pdf:Keywords></rdf:Description>\n`;
const bytes = (text) => new TextEncoder().encode(text);
const file = (text) => new Blob([bytes(text)]);
const sum = (text) => createHash("sha256").update(bytes(text)).digest("hex");

test("the code that our documents carry in their description is found among any bytes", () => {
  assert.equal(codeIn(bytes(PDF)), CODE);
  assert.equal(codeIn(bytes(`%PDF-1.7 ${CODE} <pdf:Keywords>mairie</pdf:Keywords>`)), "");
});

test("what is asked is the code and the checksum of every byte", async () => {
  assert.deepEqual(await askedAbout(file(PDF), ""), { body: { code: CODE, empreinte: sum(PDF) }, alone: false });
  assert.notEqual(await sumOf(bytes(`${PDF} `)), sum(PDF));
});

test("the code that the file carries goes before the one that was typed, which stands in for one that was lost", async () => {
  assert.equal((await askedAbout(file(PDF), "0000-0000-0000")).body.code, CODE);
  assert.equal((await askedAbout(file("%PDF-1.7 sans description"), "0000-0000-0000")).body.code, "0000-0000-0000");
});

test("a file that cannot be one of ours is said so, each in its words", async () => {
  assert.deepEqual(await askedAbout(file("une lettre"), CODE), { fault: NOT_A_PDF });
  assert.deepEqual(await askedAbout(file(""), CODE), { fault: NOT_A_PDF });
  assert.deepEqual(await askedAbout(file("%PDF-1.7 autre"), ""), { fault: NO_CODE });
  assert.deepEqual(await askedAbout({ size: 20_000_001, arrayBuffer: () => assert.fail("it was read") }, CODE), { fault: TOO_BIG });
});

test("where the browser cannot compute a checksum, the code alone is asked about, and it is known", async () => {
  const { crypto } = globalThis;
  Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
  try {
    assert.deepEqual(await askedAbout(file(PDF), ""), { body: { code: CODE }, alone: true });
  } finally {
    Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
  }
});
