// Decides what waits on this device to be stored by the server: in which order, under which names, kept or in memory only.
import { newestOnly } from "./ledger.js";
import { LAST_TIME } from "./vault.js";

// Letters and digits drawn at random.
export const drawn = (length) => Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => (byte % 36).toString(36)).join("");

// A clock set beyond what a name can hold counts for nothing.
const now = () => (Date.now() < LAST_TIME ? Date.now() : 0);

export class Outbox {
  constructor(vault) {
    this.vault = vault;
    this.waiting = [];
    this.unkept = new Set(); // names of those that this device could not keep
    this.stuck = new Set(); // names of those that the server will not read: kept, and not sent again by this page
    this.lastTime = 0;
  }

  get sendable() {
    return this.waiting.filter(({ id }) => !this.stuck.has(id));
  }

  // What this device keeps besides what this page knows; another tab may have added some.
  gather() {
    this.replace([...new Map([...this.vault.messages(), ...this.waiting].map((each) => [each.id, each])).values()]);
  }

  // Answers are told apart by the order in which they were given: clocks go backwards, names never do.
  add(device, { q, v, base, par, choix }) {
    const t = Math.max(this.lastTime + 1, now());
    const message = { id: `${device}-${t.toString(36)}${drawn(3)}`, q, v, base, par, t, ...(choix ? { choix } : {}) };
    this.keep(message);
    this.replace([...this.waiting, message]);
  }

  keep(message) {
    if (!window.ansm.forgetful && this.vault.keep(message)) this.unkept.delete(message.id);
    else this.unkept.add(message.id);
  }

  // The device has room again, or was emptied under the page.
  keepAll() {
    this.waiting.forEach((message) => this.keep(message));
  }

  drop(ids) {
    for (const id of ids) {
      this.vault.drop(id);
      this.forget(id);
    }
    if (this.unkept.size) this.keepAll();
  }

  // Another tab let it go.
  forget(id) {
    this.unkept.delete(id);
    this.waiting = this.waiting.filter((message) => message.id !== id);
  }

  of(question) {
    return this.waiting.find(({ q }) => q === question);
  }

  replace(messages) {
    const kept = newestOnly(messages);
    this.lastTime = Math.max(this.lastTime, ...kept.map(({ t }) => t));
    for (const { id } of messages.filter((message) => !kept.includes(message))) {
      this.vault.drop(id);
      this.unkept.delete(id);
    }
    const same = kept.length === this.waiting.length && kept.every((message, place) => message.id === this.waiting[place].id);
    if (!same) this.waiting = kept;
  }
}
