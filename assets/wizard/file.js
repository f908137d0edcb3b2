// Decides what happens to one file in this page: opened from the device then from the server, answered, kept, sent,
// brought up to date. React draws `snapshot()` and is told when it changes.
import { pictureOf, SHOWN_SAVING_AFTER } from "./drawn.js";
import { ask } from "./exchange.js";
import { prepared } from "./journey.js";
import * as ledger from "./ledger.js";
import { drawn, Outbox } from "./outbox.js";
import { Sync } from "./sync.js";
import { canKeep, Vault } from "./vault.js";

const NO_LINK = "Il manque la fin de votre lien personnel. Copiez-le en entier, ou commencez un nouveau diagnostic.";
const NOT_HERE = "Il faut une connexion pour ouvrir ce diagnostic une première fois sur cet appareil. Nous réessayons dès qu’elle revient.";
const LATER = "Le site ne répond pas pour l’instant. Nous réessayons tout seuls.";
const UNREAD = "Cette réponse n’a pas pu être enregistrée. Elle reste gardée sur cet appareil.";

export class File {
  constructor(model, secret) {
    this.page = model; // the questionnaire that came with the page
    this.model = model;
    this.secret = secret;
    this.vault = new Vault(secret);
    this.outbox = new Outbox(this.vault);
    this.listeners = new Set();
    this.notes = {};
    this.refused = [];
    this.copy = null;
    this.problem = "";
    this.offline = !navigator.onLine;
    this.busy = "";
    this.copyKept = canKeep();
    this.savedAt = null;
    this.opened = false;
    this.changed();
  }

  get pending() {
    return this.outbox.waiting;
  }

  get fragile() {
    return window.ansm.forgetful || !this.copyKept || this.outbox.unkept.size > 0;
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
    this.use(this.copy && this.vault.model(this.copy.version, this.page.format));
    this.device = this.copy?.device ?? drawn(8);
    this.outbox.gather();
    this.unwatch = this.vault.watch((dropped) => this.otherTab(dropped), () => this.emptied());
    this.sync = new Sync(this);
    this.guard = (event) => this.fragile && this.pending.length && event.preventDefault();
    addEventListener("beforeunload", this.guard);
    this.changed();
    return this.load();
  }

  stop() {
    this.closed = true;
    this.sync?.stop();
    this.unwatch?.();
    removeEventListener("beforeunload", this.guard);
    clearTimeout(this.reloading);
  }

  async load() {
    clearTimeout(this.reloading);
    if (this.loading) return;
    this.loading = true;
    const stopped = this.sync.stopped.signal;
    this.catchUp();
    const asked = this.cursor();
    try {
      const told = await this.told(stopped);
      if (stopped.aborted) return;
      this.catchUp();
      if (told.modele) this.vault.saveModel(told.modele);
      if (told.version !== this.model.version) this.use(told.modele?.format === this.page.format ? told.modele : null);
      this.write({ ...ledger.opened(told, this.copy, asked), device: this.device });
      this.opened = true;
      this.changed({ problem: "", offline: false, busy: "" });
      this.sync.begin();
    } catch (error) {
      if (!stopped.aborted) this.notOpened(error);
    } finally {
      this.loading = false;
    }
  }

  // The page may have begun to ask before it knew which questionnaire it has: told of another one, it asks for that too.
  async told(signal) {
    const asked = { lien: this.secret, modele: `${this.model.format}:${this.model.version}` };
    const begun = window.ansm.takeBegun(this.secret);
    const told = await ask("dossier", asked, { signal, begun });
    return begun && told.version !== this.model.version ? ask("dossier", asked, { signal }) : told;
  }

  // A file keeps the questionnaire it was opened with: the page's own when there is no other.
  use(model) {
    this.model = model ? prepared(model) : this.page;
  }

  notOpened(error) {
    this.down(error);
    if (error.gone) return;
    if (!this.copy) this.changed({ problem: error.offline ? NOT_HERE : error.message || LATER });
    this.reloading = setTimeout(() => this.load(), error.offline ? 3000 : 6000);
  }

  // Other tabs may have gone on while this page slept, unheard.
  back() {
    this.outbox.gather();
    this.catchUp();
    this.changed();
    if (!this.opened && !this.gone) this.load();
  }

  // --- answering

  // `seen` is the newest row that was on the screen, when it is not what this page shows of the question by itself.
  answer(question, values, note = "", seen = null, choix = false) {
    // What came while an answer waits here was hidden by it: the next one speaks for what its author had seen.
    const base = Math.max(this.outbox.of(question)?.base ?? this.copy.newest[question] ?? 0, seen ?? 0);
    this.outbox.add(this.device, { q: question, v: values, base, par: this.copy.role, choix });
    this.notes = { ...this.notes, [question]: note };
    this.changed();
    setTimeout(() => this.changed(), SHOWN_SAVING_AFTER);
    this.sync.flush();
  }

  // Between the answers shown side by side, all of them seen.
  choose(question, values) {
    this.answer(question, values, "", this.copy.newest[question], true);
  }

  tell(question, note) {
    this.changed({ notes: { ...this.notes, [question]: note } });
  }

  // What this device alone knows: who answers here, whether the link was kept.
  remember(facts) {
    this.keepCopy({ ...this.copy, ...facts });
    this.changed();
  }

  // A tab that slept holds less than what another one wrote.
  keepCopy(copy) {
    const held = this.vault.copy();
    if (this.closed && !held) return; // forgotten on this device since
    this.write(held && held.cursor > copy.cursor ? ledger.merged(copy, held) : copy);
  }

  write(copy) {
    this.copy = copy;
    this.copyKept = this.vault.saveCopy(copy);
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

  waiting = () => this.outbox.sendable;
  cursor = () => this.copy?.cursor ?? 0;

  // Gives how many of the messages sent are settled.
  settled({ regles, reponses }, sent) {
    const done = regles.map((ruling) => [ruling, sent.find(({ id }) => id === ruling.id)]).filter(([, message]) => message);
    const notes = { ...this.notes };
    for (const [ruling, message] of done) {
      if (!ruling.refus) this.savedAt = new Date(ruling.le);
      else if (this.outbox.of(message.q)?.id === message.id) {
        notes[message.q] = ruling.refus;
        this.refused = [...this.refused, { q: message.q, v: message.v, why: ruling.refus }];
      }
    }
    const mine = new Set(regles.map(({ n }) => n));
    const fresh = ledger.unknown(this.copy, reponses).filter(({ n }) => !mine.has(n));
    // The device holds what was stored before it lets the message go.
    if (sent.length || reponses.length) this.keepCopy(ledger.withChanges({ ...this.copy, last: sent.at(-1)?.q ?? this.copy.last }, reponses));
    this.outbox.drop(done.map(([, message]) => message.id));
    this.changed({ notes: this.withNews(notes, fresh), offline: false, busy: "", gone: false, replaced: false });
    return done.length;
  }

  news({ reponses }) {
    const fresh = ledger.unknown(this.copy, reponses);
    if (reponses.length) this.keepCopy(ledger.withChanges(this.copy, reponses));
    this.changed({ notes: this.withNews(this.notes, fresh), offline: false, busy: this.pending.length ? this.busy : "" });
  }

  // A newer answer from elsewhere is shown at once, and said where it stands.
  withNews(notes, changes) {
    const all = { ...notes };
    for (const { q, etat, ...row } of changes) if (etat === "retenue" && !this.outbox.of(q)) all[q] = { elsewhere: row };
    return all;
  }

  // Kept, not sent again by this page, and said: it must not hold the others.
  stuck(message, error) {
    this.outbox.stuck.add(message.id);
    const why = error.message || UNREAD;
    this.refused = [...this.refused, { q: message.q, v: message.v, why }];
    this.changed({ notes: { ...this.notes, [message.q]: why } });
  }

  down(error) {
    if (error?.gone) return this.closeLink(error);
    // Anything but a word of the server is a fault of ours, which says nothing to a person.
    const offline = error ? Boolean(error.offline) : true;
    this.changed(offline ? { offline } : { offline: false, busy: (error.kind && error.message) || LATER });
  }

  // A link that was changed on this device goes on as the new one; changed elsewhere, what waits here stays, and is said.
  closeLink(error) {
    this.changed({ problem: error.message, gone: true, replaced: error.replaced });
    if (error.replaced) this.following ??= window.ansm.follow(this.secret).then((found) => found && location.reload());
  }

  // What waited under the former link of this file.
  inherit() {
    this.outbox.gather();
    this.catchUp();
    this.changed();
    this.sync.flush();
  }

  // Another tab of this browser let go of a message, added one, or knows more of the file.
  otherTab(dropped) {
    if (dropped) this.outbox.forget(dropped);
    this.outbox.gather();
    this.catchUp();
    this.changed();
  }

  // « Effacer les données de ce site », with this page open.
  emptied() {
    this.outbox.keepAll();
    this.changed();
  }

  catchUp() {
    const held = this.vault.copy();
    if (!held) return;
    this.copy = { ...(this.copy ? ledger.merged(held, this.copy) : held), device: this.device };
  }

  // --- what is drawn

  changed(facts = {}) {
    Object.assign(this, facts);
    this.waitingSince = this.pending.length ? (this.waitingSince ?? performance.now()) : null;
    this.shown = pictureOf(this, this.shown);
    for (const listener of this.listeners) listener();
  }
}
