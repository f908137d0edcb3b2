// Decides what this device keeps: for each file a copy and the answers not yet stored by the server, under separate keys,
// so that tabs write side by side. Everything may fail: storage can be full or refused, and then says so. What is read
// back may be damaged: it is looked at before it is believed.

const COPY = "ansm-dossier-";
const OUTBOX = "ansm-envoi-";
const MODEL = "ansm-questions-";
const LONGEST_MESSAGE = 16_384; // as much as the server may read
const LONGEST_COPY = 1_000_000;
export const LAST_TIME = 36 ** 8; // written in at most eight digits until 2059
const SENDING = /^[0-9a-z]{6,12}-[0-9a-z]{1,11}$/;
const DEVICE = /^[0-9a-z]{6,12}$/;

const storage = (action) => {
  try {
    return action(localStorage);
  } catch {
    return undefined;
  }
};
const write = (key, value) => storage((local) => (local.setItem(key, JSON.stringify(value)), true)) === true;
const erase = (key) => storage((local) => local.removeItem(key));
const keys = (start) => (storage((local) => Object.keys(local)) ?? []).filter((key) => key.startsWith(start));
const read = (key, longest) => {
  const text = storage((local) => local.getItem(key));
  try {
    return text && text.length <= longest ? JSON.parse(text) : null;
  } catch {
    return null;
  }
};

const isObject = (found) => typeof found === "object" && found !== null && !Array.isArray(found);
const isCount = (found) => Number.isSafeInteger(found) && found >= 0;
const areValues = (found) => Array.isArray(found) && found.every((value) => typeof value === "string");
const areAll = (found, fits) => isObject(found) && Object.values(found).every(fits);
const isRow = (found) => isObject(found) && isCount(found.n) && areValues(found.v);
const isMessage = (found, id) =>
  isObject(found) && found.id === id && SENDING.test(id) && typeof found.q === "string" && areValues(found.v) && isCount(found.base) && isCount(found.t) && found.t < LAST_TIME;
const isFormer = (found) => found == null || (isObject(found) && /^\d{4}-\d\d-\d\d$/.test(found.le) && areAll(found.reponses, areValues));
const isCopy = (found) =>
  isObject(found) &&
  typeof found.link === "string" &&
  areAll(found.rows, isRow) &&
  areAll(found.newest, isCount) &&
  areAll(found.disputes, (some) => Array.isArray(some) && some.every(isRow)) &&
  isObject(found.territory) &&
  Array.isArray(found.notices) &&
  isFormer(found.former) &&
  isCount(found.cursor);

const isModel = (found) => isObject(found) && [found.themes, found.questions, found.order, found.contradictions].every(Array.isArray);

export class Vault {
  constructor(secret) {
    this.secret = secret;
    const name = window.ansm.nameOf(secret);
    this.copyKey = COPY + name;
    this.outbox = `${OUTBOX}${name}-`;
  }

  copy() {
    const found = read(this.copyKey, LONGEST_COPY);
    if (!isCopy(found) || found.link !== this.secret) return null;
    return DEVICE.test(found.device) ? found : { ...found, device: undefined };
  }

  // Whether the device holds it now.
  saveCopy(copy) {
    return write(this.copyKey, { ...copy, link: this.secret, touched: Date.now() });
  }

  // The questionnaire of that version, in the shape that these scripts read.
  model(version, format) {
    const found = read(MODEL + version, LONGEST_COPY);
    return isModel(found) && found.format === format && found.version === version ? found : null;
  }

  // Those that no file of this device needs any more make room.
  saveModel(model) {
    const needed = new Set(filesHere().map(({ version }) => MODEL + version));
    keys(MODEL).filter((key) => !needed.has(key)).forEach(erase);
    return write(MODEL + model.version, model);
  }

  messages() {
    const found = [];
    for (const key of keys(this.outbox)) {
      const message = read(key, LONGEST_MESSAGE);
      if (isMessage(message, key.slice(this.outbox.length))) found.push(message);
      else erase(key); // not ours, or damaged beyond sending
    }
    return found;
  }

  keep(message) {
    return write(this.outbox + message.id, message);
  }

  drop(id) {
    erase(this.outbox + id);
  }

  // Calls back when another tab changed this file: with the identifier of a message that it let go, or with nothing;
  // `emptied` when everything was erased at once.
  watch(changed, emptied) {
    const told = ({ key, newValue }) => {
      if (key === null) emptied();
      else if (key === this.copyKey) changed();
      else if (key.startsWith(this.outbox)) changed(newValue === null ? key.slice(this.outbox.length) : undefined);
    };
    addEventListener("storage", told);
    return () => removeEventListener("storage", told);
  }
}

// The files this device knows, the last used first, with the number of answers that still wait here.
export const filesHere = () =>
  keys(COPY)
    .map((key) => read(key, LONGEST_COPY))
    .filter(isCopy)
    .map((copy) => ({ ...copy, waiting: new Vault(copy.link).messages().length }))
    .sort((a, b) => b.touched - a.touched);

export const forget = (secret) => {
  const vault = new Vault(secret);
  vault.messages().forEach((message) => vault.drop(message.id));
  erase(vault.copyKey);
  storage(() => window.ansm.forgetNext(secret));
};

// Whether anything can be kept at all: browsers in private or strict modes refuse.
export const canKeep = () => !window.ansm.forgetful && write("ansm-essai", 1) && (erase("ansm-essai"), true);
