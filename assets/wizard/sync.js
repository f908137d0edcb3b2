// Decides when what waits here leaves, and when the server is asked for news: at once, then less and less often.
import { ask } from "./exchange.js";

const LONGEST_PAUSE = 30_000;
const FIRST_PAUSE = 1_000;
const BATCH = 30;
const NEWS_PATIENCE = 40_000; // the server itself answers within 25 s

const pause = (times) => Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** times);

export class Sync {
  // `file` gives {secret, device, cursor(), waiting()} and is told {settled(answer, sent), news(answer), up(), down(error)}.
  constructor(file) {
    this.file = file;
    this.stopped = new AbortController();
    this.sending = false;
    this.failures = 0;
    this.timer = 0;
    this.following = null;
    const again = () => this.wake();
    const options = { signal: this.stopped.signal };
    addEventListener("online", again, options);
    addEventListener("offline", () => this.file.down(), options);
    addEventListener("pageshow", again, options);
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : again()), options);
    addEventListener("pagehide", () => this.leave(), options);
  }

  stop() {
    this.stopped.abort();
    this.following?.abort();
    clearTimeout(this.timer);
  }

  wake() {
    clearTimeout(this.timer);
    this.failures = 0;
    this.flush();
    this.follow();
  }

  async flush() {
    const batch = this.file.waiting().slice(0, BATCH);
    if (this.sending || !batch.length || this.stopped.signal.aborted) return;
    this.sending = true;
    try {
      const answer = await ask("reponses", this.message(batch), { signal: this.stopped.signal });
      this.failures = 0;
      this.file.settled(answer, batch);
    } catch (error) {
      if (this.stopped.signal.aborted) return;
      this.file.down(error);
      if (!error.gone) this.later(error.after);
    } finally {
      this.sending = false;
    }
    // What was given meanwhile, or did not fit in one batch.
    if (!this.failures && this.file.waiting().length) this.flush();
  }

  message(batch) {
    const answers = batch.map(({ id, q, v, base, par }) => ({ id, q, v, base, par }));
    return { lien: this.file.secret, depuis: this.file.cursor(), reponses: answers };
  }

  later(seconds = 0) {
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), seconds ? seconds * 1000 : pause(this.failures - 1));
  }

  // The page may never come back: what waits is sent once more, by the browser itself. It stays kept until acknowledged.
  leave() {
    const batch = this.file.waiting().slice(0, BATCH);
    if (batch.length) ask("reponses", this.message(batch), { keepalive: true }).catch(() => {});
  }

  // News from other devices, asked for while somebody looks at the page.
  async follow() {
    if (this.following || document.hidden) return;
    this.following = new AbortController();
    let failures = 0;
    while (!document.hidden && !this.stopped.signal.aborted) {
      try {
        const body = { lien: this.file.secret, depuis: this.file.cursor(), appareil: this.file.device };
        const news = await ask("suivi", body, { patience: NEWS_PATIENCE, signal: this.following.signal });
        failures = 0;
        this.file.news(news);
        if (this.file.waiting().length) this.flush();
      } catch (error) {
        if (this.following.signal.aborted || error.gone) break;
        this.file.down(error);
        await new Promise((next) => setTimeout(next, pause(Math.min(failures, 3))));
        failures += 1;
      }
    }
    this.following = null;
  }
}
