// Decides what stands around the scripts of the browser in these specifications: storage, events, and a network of which
// each answer is given, late or never, by the specification itself. Nothing of ours is replaced.
import { prepared } from "../../assets/wizard/journey.js";

export const SECRET = "s".repeat(43);
const options = ["x", "y", "z"].map((v) => ({ v, l: v.toUpperCase() }));
const question = (id, multiple = false) => ({ id, theme: "t", text: `${id} ?`, why: "", minutes: 1, short: true, multiple, cond: null, options });
const questions = [question("A"), question("B"), question("C"), question("M", true)];

export const WRITTEN = {
  format: 1,
  version: "1",
  role: "A",
  themes: [{ id: "t", label: "T" }],
  questions,
  order: questions.map(({ id }) => id),
  contradictions: [],
  tips: {},
};
export const MODEL = prepared(WRITTEN);

export const row = (n, q, v, etat = "retenue") => ({ n, q, v, le: "2026-11-26T10:00:00Z", par: null, confie: null, etat });
export const told = (rows = [], more = {}) => ({
  territoire: { code: "38061", nom: "La Buisse", faits: {} },
  ouvert: "2026-11-26",
  version: "1",
  reponses: rows.filter(({ etat }) => etat === "retenue"),
  a_departager: rows.filter(({ etat }) => etat !== "retenue"),
  curseur: Math.max(0, ...rows.map(({ n }) => n)),
  reprise: null,
  avis: [],
  courriel: false,
  confie: null,
  ...more,
});

// Keys are properties, as in a browser; `room` is what it may still hold, in characters.
class Storage {
  constructor() {
    Object.defineProperty(this, "room", { value: Infinity, writable: true, enumerable: false });
  }
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    const taken = Object.entries(this).reduce((sum, [name, text]) => sum + (name === key ? 0 : name.length + text.length), 0);
    if (taken + key.length + String(value).length > this.room) throw new DOMException("full", "QuotaExceededError");
    this[key] = String(value);
  }
  removeItem(key) {
    delete this[key];
  }
  clear() {
    for (const key of Object.keys(this)) delete this[key];
  }
}

class Asked {
  constructor(name, { body, keepalive, signal }, settle) {
    Object.assign(this, { name, body: JSON.parse(body), size: body.length, keepalive, ...settle, over: false });
    signal?.addEventListener("abort", () => this.end(() => this.reject(signal.reason)));
  }
  end(how) {
    if (!this.over) {
      this.over = true;
      how();
    }
    return breath();
  }
  answer(content, status = 200, headers = {}) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return this.end(() => this.resolve(new Response(text, { status, headers })));
  }
  refuse(status, code, message = "Non.") {
    return this.answer({ code, message }, status);
  }
  cut() {
    return this.end(() => this.reject(new TypeError("Failed to fetch")));
  }
}

// Lets everything that can go on go on.
export const breath = async () => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
};

export class World {
  constructor() {
    this.storage = new Storage();
    this.asked = [];
    this.wentOn = []; // from which link to which other (assets/ansm.js, held by tests/browser/test_new_link.py)
    this.open();
  }

  // The page asks for the file before its scripts come; its next File takes the request over.
  beginsToOpen(link) {
    const stop = new AbortController();
    const response = fetch("/echange/dossier", { body: JSON.stringify({ lien: link }), signal: stop.signal });
    this.begun = { response, stop };
    return this.asked.at(-1);
  }

  takeBegun() {
    const { begun } = this;
    this.begun = undefined;
    return begun;
  }

  // A page of that browser, with events of its own; its storage is that of the former one.
  open() {
    const events = new EventTarget();
    this.events = events;
    this.document = Object.assign(new EventTarget(), { hidden: false });
    const globals = {
      window: globalThis,
      localStorage: this.storage,
      document: this.document,
      navigator: { onLine: true },
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
      ansm: { forgetful: false, nameOf: (link) => `n${link.length}`, takeBegun: () => this.takeBegun(), forgetNext: () => {}, follow: async () => false, goOn: (...links) => this.wentOn.push(links) },
      fetch: (address, request) =>
        new Promise((resolve, reject) => this.asked.push(new Asked(address.replace("/echange/", ""), request, { resolve, reject }))),
    };
    for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }

  happens(name, facts = {}) {
    this.events.dispatchEvent(Object.assign(new Event(name, { cancelable: true }), facts));
    return breath();
  }

  shown(visible) {
    this.document.hidden = !visible;
    this.document.dispatchEvent(new Event("visibilitychange"));
    return breath();
  }

  // The requests of that name that nobody has answered yet.
  unanswered(name) {
    return this.asked.filter((each) => each.name === name && !each.over);
  }

  // The oldest of them.
  async request(name) {
    await breath();
    const [found] = this.unanswered(name);
    if (!found) throw new Error(`nobody asked for « ${name} »; asked: ${this.asked.map((each) => each.name).join(", ")}`);
    return found;
  }

  waiting() {
    return Object.entries(this.storage)
      .filter(([key]) => key.startsWith("ansm-envoi-"))
      .map(([, text]) => JSON.parse(text));
  }
}

// What the server says of messages that it stored under these numbers, in their order.
export const settled = (messages, first, { aside = false, others = [] } = {}) => ({
  regles: messages.map(({ id }, place) => ({ id, n: first + place, le: "2026-11-26T10:00:00Z", ...(aside ? { ecartee: true } : {}) })),
  reponses: [...messages.map(({ q, v }, place) => row(first + place, q, v, aside ? "a-departager" : "retenue")), ...others].sort((a, b) => a.n - b.n),
  curseur: first + messages.length - 1,
});
