// Decides what this device keeps: for each file a copy and the answers not yet stored by the server, under separate keys,
// so that tabs write side by side. Everything may fail: storage can be full or refused, and then says so.

const COPY = "ansm-dossier-";
const OUTBOX = "ansm-envoi-";
const LONGEST_MESSAGE = 4096;
const LONGEST_COPY = 200_000;

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

const isMessage = (found, id) =>
  found?.id === id && typeof found.q === "string" && Array.isArray(found.v) && Number.isSafeInteger(found.t) && Number.isSafeInteger(found.base);
const isCopy = (found) => typeof found?.link === "string" && found.rows && found.territory && Number.isSafeInteger(found.cursor);

export class Vault {
  constructor(secret) {
    this.secret = secret;
    const name = window.ansm.nameOf(secret);
    this.copyKey = COPY + name;
    this.outbox = `${OUTBOX}${name}-`;
  }

  copy() {
    const found = read(this.copyKey, LONGEST_COPY);
    return isCopy(found) && found.link === this.secret ? found : null;
  }

  // Whether the device holds it now.
  saveCopy(copy) {
    return write(this.copyKey, { ...copy, link: this.secret, touched: Date.now() });
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

  // Calls back when another tab changed this file: with the identifier of a message that it settled, or with nothing.
  watch(changed) {
    const told = ({ key, newValue }) => {
      if (key === null || key === this.copyKey) changed();
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
};

// Whether anything can be kept at all: browsers in private or strict modes refuse.
export const canKeep = () => !window.ansm.forgetful && write("ansm-essai", 1) && (erase("ansm-essai"), true);
