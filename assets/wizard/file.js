// Decides what happens to one file in this page: opened from the device then from the server, answered, kept, sent,
// brought up to date. React draws `snapshot()` and is told when it changes.
import { ask } from "./exchange.js";
import { Journey } from "./journey.js";
import * as ledger from "./ledger.js";
import { Sync } from "./sync.js";
import { canKeep, Vault } from "./vault.js";

const SHOWN_SAVING_AFTER = 400; // a quick answer is not announced twice
const NO_LINK = "Il manque la fin de votre lien personnel. Copiez-le en entier, ou commencez un nouveau diagnostic.";
const NOT_HERE = "Il faut une connexion pour ouvrir ce diagnostic une première fois sur cet appareil. Nous réessayons dès qu’elle revient.";
const LATER = "Le site ne répond pas pour l’instant. Nous réessayons tout seuls.";

const drawn = (length) => Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => (byte % 36).toString(36)).join("");

export class File {
  constructor(model, secret) {
    this.model = model;
    this.secret = secret;
    this.vault = new Vault(secret);
    this.listeners = new Set();
    this.pending = [];
    this.notes = {};
    this.copy = null;
    this.problem = "";
    this.offline = !navigator.onLine;
    this.busy = "";
    this.fragile = !canKeep();
    this.savedAt = null;
    this.lastTime = 0;
    this.opened = false;
    this.changed();
  }

  subscribe = (listener) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = () => this.shown;

  // --- opening and closing

  start() {
    if (!this.secret) return this.changed({ problem: NO_LINK });
    this.copy = this.vault.copy();
    this.device = this.copy?.device ?? drawn(8);
    this.pending = ledger.newestOnly(this.vault.messages());
    this.unwatch = this.vault.watch((settled) => this.otherTab(settled));
    this.sync = new Sync(this);
    this.guard = (event) => this.fragile && this.pending.length && event.preventDefault();
    addEventListener("beforeunload", this.guard);
    this.changed();
    return this.load();
  }

  stop() {
    this.sync?.stop();
    this.unwatch?.();
    removeEventListener("beforeunload", this.guard);
    clearTimeout(this.reloading);
  }

  async load() {
    try {
      const told = await ask("dossier", { lien: this.secret }, { signal: this.sync.stopped.signal });
      this.keepCopy({ ...ledger.opened(told, this.copy), device: this.device });
      this.opened = true;
      this.changed({ problem: "", offline: false, busy: "" });
      this.sync.wake();
    } catch (error) {
      if (this.sync.stopped.signal.aborted) return;
      if (error.gone) return this.changed({ problem: error.message, gone: true });
      this.down(error);
      if (!this.copy) this.changed({ problem: error.offline ? NOT_HERE : error.message || LATER });
      this.reloading = setTimeout(() => this.load(), error.offline ? 3000 : 6000);
    }
  }

  // --- answering

  answer(question, values, note = "") {
    this.lastTime = Math.max(this.lastTime + 1, Date.now());
    const base = this.copy.newest[question] ?? 0;
    const id = `${this.device}-${this.lastTime.toString(36)}${drawn(2)}`;
    const message = { id, q: question, v: values, base, par: this.copy.role, t: this.lastTime };
    this.fragile = window.ansm.forgetful || !this.vault.keep(message);
    this.setPending([...this.pending, message]);
    this.notes = { ...this.notes, [question]: note };
    this.changed();
    setTimeout(() => this.changed(), SHOWN_SAVING_AFTER);
    this.sync.flush();
  }

  tell(question, note) {
    this.changed({ notes: { ...this.notes, [question]: note } });
  }

  // What this device alone knows: who answers here, whether the link was kept, what was explained.
  remember(facts) {
    this.keepCopy({ ...this.copy, ...facts });
    this.changed();
  }

  setPending(messages) {
    const kept = ledger.newestOnly(messages);
    for (const message of messages) if (!kept.includes(message)) this.vault.drop(message.id);
    this.pending = kept;
  }

  keepCopy(copy) {
    this.copy = copy;
    if (!this.vault.saveCopy(copy)) this.fragile = true;
  }

  // Settles when nothing waits any more, or after that many milliseconds.
  sent(patience) {
    return new Promise((done) => {
      const stop = this.subscribe(() => this.pending.length || finish());
      const timer = setTimeout(() => finish(), patience);
      const finish = () => {
        clearTimeout(timer);
        stop();
        done();
      };
    });
  }

  // --- what Sync needs, and what it tells

  waiting = () => this.pending;
  cursor = () => this.copy?.cursor ?? 0;

  settled({ regles, reponses }, sent) {
    const done = new Set();
    const notes = { ...this.notes };
    for (const ruling of regles) {
      const message = sent.find((each) => each.id === ruling.id);
      if (!message) continue;
      done.add(message.id);
      this.vault.drop(message.id);
      if (ruling.refus) notes[message.q] = ruling.refus;
      else this.savedAt = new Date(ruling.le);
    }
    const mine = new Set(regles.map((ruling) => ruling.n));
    this.keepCopy(ledger.withChanges({ ...this.copy, last: sent.at(-1)?.q ?? this.copy.last }, reponses));
    this.pending = this.pending.filter((message) => !done.has(message.id));
    this.changed({ notes: this.withNews(notes, reponses, mine), offline: false, busy: "" });
  }

  news({ reponses }) {
    if (reponses.length) this.keepCopy(ledger.withChanges(this.copy, reponses));
    this.changed({ notes: this.withNews(this.notes, reponses), offline: false, busy: this.pending.length ? this.busy : "" });
  }

  // A newer answer from elsewhere is shown at once, and said where it stands.
  withNews(notes, changes, mine = new Set()) {
    const all = { ...notes };
    for (const { n, q, etat, ...row } of changes) {
      if (!mine.has(n) && etat === "retenue" && !this.pending.some((message) => message.q === q)) all[q] = { elsewhere: row };
    }
    return all;
  }

  down(error) {
    if (error?.gone) return this.changed({ problem: error.message, gone: true });
    const offline = error ? error.offline : true;
    this.changed(offline ? { offline } : { offline: false, busy: error.message || LATER });
  }

  // Another tab of this browser settled a message, added one, or knows more of the file.
  otherTab(settled) {
    if (settled) this.pending = this.pending.filter((message) => message.id !== settled);
    this.setPending([...new Map([...this.vault.messages(), ...this.pending].map((each) => [each.id, each])).values()]);
    const other = this.vault.copy();
    if (other && other.cursor >= this.cursor()) this.copy = { ...other, device: this.device };
    this.changed();
  }

  // --- what is drawn

  changed(facts = {}) {
    Object.assign(this, facts);
    const ready = Boolean(this.copy) && !this.gone;
    const answers = ready ? ledger.answersOf(this.copy, this.pending) : {};
    const former = this.shown;
    const same = former?.copy === this.copy && former?.pending === this.pending && former.ready === ready;
    this.shown = {
      ready,
      copy: this.copy,
      pending: this.pending,
      problem: ready ? "" : this.problem,
      offline: this.offline,
      busy: this.busy,
      fragile: this.fragile,
      savedAt: this.savedAt,
      notes: this.notes,
      answers: same ? former.answers : answers,
      journey: same ? former.journey : ready ? new Journey(this.model, this.copy.territory.faits, answers) : null,
      slow: this.pending.length > 0 && Date.now() - this.pending[0].t >= SHOWN_SAVING_AFTER,
    };
    for (const listener of this.listeners) listener();
  }
}
