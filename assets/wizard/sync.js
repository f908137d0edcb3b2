// Decides when what waits here leaves, and when the server is asked for news: at once, then less and less often.
import { ask } from "./exchange.js";

const LONGEST_PAUSE = 30_000;
const FIRST_PAUSE = 1_000;
const MOST = 50; // messages in one request, and their size: the server reads 16 KB
const ROOM = 12_000;
const NEWS_PATIENCE = 40_000; // the server itself answers within 25 s
const NEWS_PAUSE = 8_000; // at most, between two questions that failed

const pause = (times, longest) => Math.min(longest, FIRST_PAUSE * 2 ** times);

// What the server is told of an answer that waits here; `choix`: chosen between answers shown side by side.
export const asSent = ({ id, q, v, base, par, choix }) => ({ id, q, v, base, par, ...(choix ? { choix } : {}) });

export class Sync {
  // `file` gives {secret, device, copy, offline, gone, cursor(), waiting()} and is told {settled(answer, sent), news(answer),
  // down(error), stuck(message, error), back()}.
  constructor(file) {
    this.file = file;
    this.stopped = new AbortController();
    this.sending = null;
    this.most = MOST;
    this.failures = 0;
    this.timer = 0;
    this.poll = null;
    this.goOn = () => {};
    const options = { signal: this.stopped.signal };
    const again = () => this.wake();
    addEventListener("online", again, options);
    addEventListener("offline", () => this.file.down(), options);
    // From the browser's memory of pages left, where nothing was heard.
    addEventListener("pageshow", (event) => event.persisted && (this.file.back(), again()), options);
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : again()), options);
    addEventListener("pagehide", () => this.leave(), options);
  }

  // The page goes, the document may stay: what waits is sent to its end, nothing else is asked.
  stop() {
    this.stopped.abort();
    clearTimeout(this.timer);
    this.poll?.abort();
    this.goOn();
    this.flush();
  }

  // Something may have changed around us: send, hear how things stand, and ask for news anew, since a wait that was
  // begun before may have died with its connection.
  wake() {
    if (!this.file.copy) return this.file.back();
    this.begin(true);
  }

  begin(asking = false) {
    clearTimeout(this.timer);
    this.failures = 0;
    this.flush(asking);
    this.follow();
  }

  // Sends a batch; with nothing to send, asks how things stand when `asking`. Says whether the server answered.
  flush(asking = false) {
    if (this.sending) return this.sending;
    const batch = this.batch();
    if (!batch.length && (!asking || this.stopped.signal.aborted)) return Promise.resolve(false);
    this.more = false;
    this.sending = this.send(batch).finally(() => {
      this.sending = null;
      if (this.more) this.flush();
    });
    return this.sending;
  }

  async send(batch) {
    try {
      const done = this.file.settled(await ask("reponses", this.message(batch)), batch);
      this.failures = 0;
      this.most = MOST;
      if (done || !batch.length) this.more = this.file.waiting().length > 0;
      else this.later(); // an answer that settles nothing is no reason to ask again at once
      if (!this.poll) this.follow(); // a link that seemed closed opens again
      return true;
    } catch (error) {
      this.failed(error, batch);
      return false;
    }
  }

  failed(error, batch) {
    if (error.refused && batch.length > 1) {
      // One of them is at fault: smaller batches find which.
      this.most = Math.ceil(batch.length / 2);
      this.more = true;
    } else if (error.refused && batch.length) {
      this.file.stuck(batch[0], error);
      this.more = this.file.waiting().length > 0;
    } else {
      this.file.down(error);
      if (!error.gone) this.later(error.after);
    }
  }

  batch() {
    if (!this.file.copy) return [];
    let room = ROOM;
    const fitting = (message) => (room -= JSON.stringify(message).length) >= 0;
    const waiting = this.file.waiting().slice(0, this.most);
    return waiting.filter((message, place) => fitting(message) || place === 0);
  }

  message(batch) {
    return { lien: this.file.secret, depuis: this.file.cursor(), reponses: batch.map(asSent) };
  }

  later(seconds = 0) {
    this.failures += 1;
    clearTimeout(this.timer);
    if (this.stopped.signal.aborted) return;
    this.timer = setTimeout(() => this.flush(), seconds ? seconds * 1000 : pause(this.failures - 1, LONGEST_PAUSE));
  }

  // The page may never come back: what waits is sent once more, by the browser itself. It stays kept until acknowledged.
  leave() {
    const batch = this.batch();
    if (batch.length) ask("reponses", this.message(batch), { keepalive: true }).catch(() => {});
  }

  // News from other devices, asked for while somebody looks at the page.
  async follow() {
    if (this.poll) {
      this.poll.abort();
      this.goOn();
      return;
    }
    let failures = 0;
    while (!document.hidden && !this.stopped.signal.aborted && !this.file.gone) {
      this.poll = new AbortController();
      const here = !this.file.offline || (await this.flush(true));
      const told = here && (await this.news(this.poll.signal));
      if (this.file.gone) break;
      if (told || this.poll.signal.aborted) failures = 0;
      else {
        // A wait that fails proves nothing: some networks cut whatever lasts. A short question tells.
        if (here) await this.flush(true);
        if (!this.poll.signal.aborted) await this.rest(pause(failures, NEWS_PAUSE));
        failures += 1;
      }
    }
    this.poll = null;
  }

  async news(signal) {
    const asked = performance.now();
    try {
      const body = { lien: this.file.secret, depuis: this.file.cursor(), appareil: this.file.device };
      const told = await ask("suivi", body, { patience: NEWS_PATIENCE, signal });
      if (this.stopped.signal.aborted) return false;
      this.file.news(told);
      if (this.file.waiting().length) this.flush();
      // A server that stops lets everybody go at once.
      return told.reponses.length > 0 || performance.now() - asked > FIRST_PAUSE;
    } catch (error) {
      if (error.gone) this.file.down(error);
      return false;
    }
  }

  rest(milliseconds) {
    return new Promise((next) => {
      const timer = setTimeout(next, milliseconds);
      this.goOn = () => {
        clearTimeout(timer);
        next();
      };
    });
  }
}
