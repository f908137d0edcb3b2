// Decides how one question is put to the server, and what each kind of refusal means for what waits here.

const PATIENCE = 15_000; // longer than the server waits for a busy database
const LONGEST_WAIT = 600; // seconds that a server may ask for
const NETWORK = "network"; // nothing came back: keep, try again
const BUSY = "busy"; // the server cannot store now: keep, try again
const GONE = "gone"; // this link opens nothing (any more)
const REFUSED = "refused"; // this request will never be accepted

export class ExchangeError extends Error {
  constructor(kind, message, code = "", after = 0, replaced = false) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.after = after;
    this.replaced = replaced; // a personal link that the town changed for another one
  }

  get offline() {
    return this.kind === NETWORK;
  }

  get gone() {
    return this.kind === GONE;
  }

  get refused() {
    return this.kind === REFUSED;
  }
}

// Only our own server closes a link or refuses an answer, and it says so with a code: a proxy in front of a stopped or
// half-installed server answers in its place, with any status and a page of its own.
const kindOf = (status, code) => {
  if ((status === 404 && code === "lien") || (status === 410 && code === "expire")) return GONE;
  if (status === 413) return REFUSED;
  return code && status < 500 && status !== 429 ? REFUSED : BUSY;
};

// Stops when one of them does. Browsers of 2023 on old machines have no AbortSignal.any.
const firstOf = (patience, signal) => {
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, patience);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const done = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  return { signal: stop.signal, done };
};

const sent = (name, body, keepalive, signal) =>
  fetch(`/echange/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    cache: "no-store",
    keepalive,
    signal,
  });

// `begun` is the same request, already on its way: {response, stop}.
export const ask = async (name, body, { patience = PATIENCE, keepalive = false, signal, begun } = {}) => {
  const stop = firstOf(patience, signal);
  stop.signal.addEventListener("abort", () => begun?.stop.abort());
  let response;
  let answer;
  try {
    response = await (begun?.response ?? sent(name, body, keepalive, stop.signal));
    answer = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    if (response && !response.ok) throw new ExchangeError(kindOf(response.status, ""), "");
    throw new ExchangeError(NETWORK, "");
  } finally {
    stop.done();
  }
  if (response.ok) return answer;
  const after = Math.min(LONGEST_WAIT, Number(response.headers.get("retry-after")) || 0);
  const [code, message] = [answer?.code ?? "", answer?.message ?? ""];
  throw new ExchangeError(kindOf(response.status, code), message, code, after, answer?.remplace === true);
};
